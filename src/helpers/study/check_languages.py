"""Tell before a build which articles are in a language that an instrument does not know."""

from pathlib import Path

import polars as pl

from helpers.corpus.files.folders import find_corpus
from helpers.corpus.files.opening import open_documents, read_texts
from helpers.corpus.lexicons import open_tone
from helpers.corpus.problems import Problem
from helpers.corpus.settings import find_settings, read_settings
from helpers.corpus.text.languages import (
    BEGINNING,
    SCHEMA,
    assume,
    language_name,
    other_languages,
    tell,
)
from helpers.corpus.text.normalisation import normalise_column
from helpers.corpus.voices.speech import Speech
from helpers.measures.framing.codebook import read_codebook

# Articles whose texts are held at a time.
_PART = 1000
_READ = {"codebook.yml": "frames", "speech.yml": "speakers", "tone.yml": "tone"}


def check_languages(corpus: Path) -> list[Problem]:
    """Warn of articles whose language the settings for frames, voices or tone do not know.

    Parameters
    ----------
    corpus
        A corpus folder without errors.

    Returns
    -------
    list of Problem
        One for each language.
    """
    known = {
        "codebook.yml": read_codebook(find_settings(corpus, "codebook.yml")).languages,
        "speech.yml": read_settings(find_settings(corpus, "speech.yml"), Speech).languages,
        "tone.yml": open_tone(corpus).languages,
    }
    sizes = count_languages(corpus)
    every = sum(sizes.values())
    problems = []
    for language, n in sizes.items():
        files = [file for file, languages in known.items() if language not in languages]
        if files:
            are, them = ("is", "it") if n == 1 else ("are", "them")
            name = language_name(language)
            what = (
                f"{n} of {every} articles {are} in {name}, but the words of {', '.join(files)} "
                f"are not: {', '.join(_READ[file] for file in files)} will not be read in {them}"
            )
            mend = f'write "languages: [{language}]" in a file whose words are {name}'
            problems.append(Problem(str(corpus), what, mend, "warning"))
    return problems


def count_languages(corpus: Path) -> dict[str, int]:
    """Count the articles of a corpus in each language, the most frequent first."""
    documents = open_documents(corpus)
    parts = [(first, documents.slice(first, _PART)) for first in range(0, documents.height, _PART)]
    told = [tell(_texts(corpus, part, first), part["language"]) for first, part in parts]
    every = pl.concat(told)
    silent = every["language"].null_count() == every.height
    beginning = _texts(corpus, documents.head(BEGINNING if silent else 0), 0)
    others = other_languages(every, beginning)
    languages = pl.concat(
        assume(one.select(*SCHEMA), _texts(corpus, part, first), others)
        if one["language"].null_count()
        else one.select(*SCHEMA)
        for one, (first, part) in zip(told, parts, strict=True)
    )["language"]
    sizes = languages.value_counts().sort("count", "language", descending=[True, False])
    return dict(sizes.select("language", pl.col("count").cast(pl.Int64)).rows())


def _texts(corpus: Path, documents: pl.DataFrame, first: int) -> pl.Series:
    return normalise_column(read_texts(find_corpus(corpus), documents, first=first)["text"])
