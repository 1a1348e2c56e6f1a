"""Check all inputs of a build before it starts."""

from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl
from pydantic import BaseModel

from helpers.corpus.coding.description import read_description
from helpers.corpus.coding.folder import read_coding
from helpers.corpus.coding.rules import read_rules
from helpers.corpus.files.checking import check_corpus
from helpers.corpus.files.opening import open_documents
from helpers.corpus.files.reference import open_reference
from helpers.corpus.lexicons import ToneSettings
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.settings import find_settings
from helpers.corpus.suggestions import suggest
from helpers.corpus.text.cleaning import Cleaning
from helpers.corpus.voices.actors import Actors
from helpers.corpus.voices.speech import Speech
from helpers.corpus.voices.voice import VOICES
from helpers.measures.framing.codebook import Codebook, read_codebook
from helpers.measures.framing.coding import check_codebook
from helpers.measures.terms.ngrams import Stopwords
from helpers.study.check_instruments import check_instruments, check_programs
from helpers.study.check_languages import check_languages
from helpers.study.known_names import names_of_articles, names_of_instruments, names_of_sets
from helpers.study.parameters import Parameters
from helpers.study.tables import Tables, select_documents

MODELS: dict[str, type[BaseModel]] = {
    "actors.yml": Actors,
    "cleaning.yml": Cleaning,
    "speech.yml": Speech,
    "tone.yml": ToneSettings,
    "stopwords.yml": Stopwords,
}
Check = Callable[[pl.DataFrame, Parameters], list[Problem]]


def every_problem(corpus: Path) -> list[Problem]:
    """Every defect of a corpus folder and its settings, worst first."""
    problems = check_corpus(corpus, settings=MODELS | {"codebook.yml": Codebook})
    if not any("codebook.yml" in problem.where for problem in problems):
        problems += check_codebook(find_settings(corpus, "codebook.yml"))
        # Which frames can be coded is known only from a codebook that can be read.
        problems += [problem for problem in _check_coding(corpus) if problem not in problems]
    if not any(problem.severity == "error" for problem in problems):
        problems += check_languages(corpus)
    return sorted(problems, key=lambda problem: problem.severity != "error")


def _check_coding(corpus: Path) -> list[Problem]:
    """List what of the coding folder cannot be used, and what is not used."""
    try:
        frame_sets = read_codebook(find_settings(corpus, "codebook.yml")).frame_sets()
        coding = read_coding(corpus, frame_sets=frame_sets)
        read_rules(corpus)
        read_description(corpus)
        return [*coding.warnings, *check_programs(corpus, coding.machines)]
    except InputError as error:
        return error.problems


def check_inputs(corpus: Path, parameters: Parameters) -> list[Problem]:
    """Return the warnings of a corpus; raise what would stop a build.

    Raises
    ------
    InputError
        With every error of the corpus, its settings, or the selection of documents.
    """
    return _check(corpus, [parameters], (check_selection, check_comparison))


def check_sets(corpus: Path, sets: Sequence[Parameters]) -> list[Problem]:
    """Return the warnings of a corpus; raise what would stop one of several parameter sets.

    A set that selects no document stops nothing: it has nothing to say.

    Raises
    ------
    InputError
        With every error of the corpus, its settings, or the names in the sets, each once.
    """
    return _check(corpus, sets, (check_known, check_comparison))


def names_to_choose(corpus: Path) -> dict[str, list[str]]:
    """Return what a corpus gives parameters to choose from, by parameter.

    Raises
    ------
    InputError
        With every error of the corpus and its settings.
    """
    codebook = read_codebook(find_settings(corpus, "codebook.yml"))
    coding = read_coding(corpus, frame_sets=codebook.frame_sets())
    return {
        **names_of_articles(open_documents(corpus)),
        "frame_set": names_of_sets(codebook),
        **names_of_instruments(codebook, coding.machines),
    }


def _check(corpus: Path, sets: Sequence[Parameters], checks: Sequence[Check]) -> list[Problem]:
    problems = every_problem(corpus)
    errors = [problem for problem in problems if problem.severity == "error"]
    if not errors:
        documents = open_documents(corpus)
        codebook = read_codebook(find_settings(corpus, "codebook.yml"))
        coding = read_coding(corpus, frame_sets=codebook.frame_sets())
        for parameters in sets:
            errors += [problem for check in checks for problem in check(documents, parameters)]
            errors += check_frame_set(codebook, parameters)
            errors += check_instruments(coding.codes, coding.machines, codebook, parameters)
        for reference in dict.fromkeys(parameters.reference for parameters in sets):
            if reference:
                open_reference(reference)
    if errors:
        raise InputError(list(dict.fromkeys(errors)))
    return problems


def check_names(tables: Tables, parameters: Parameters) -> list[Problem]:
    """Name what the parameters ask for and the corpus does not have."""
    return [
        *check_programs(tables.folder, tables.machines),
        *check_selection(tables.documents, parameters),
        *check_comparison(tables.documents, parameters),
        *check_frame_set(tables.codebook, parameters),
        *check_instruments(tables.coded, tables.machines, tables.codebook, parameters),
    ]


def check_frame_set(codebook: Codebook, parameters: Parameters) -> list[Problem]:
    """Name a set of frames that the codebook does not have.

    Examples
    --------
    >>> frame = {"id": "costs", "label": "Costs", "definition": "Who pays.", "patterns": ["cost*"]}
    >>> book = Codebook.model_validate({"frames": [frame]})
    >>> print(*check_frame_set(book, Parameters(frame_set="topics")))
    frame_set: the codebook has no set 'topics'; write "topic" (known: all, topic)
    """
    name, known = parameters.frame_set, names_of_sets(codebook)
    if not name or name in known:
        return []
    return [Problem("frame_set", f"the codebook has no set '{name}'", suggest(name, known))]


def check_known(documents: pl.DataFrame, parameters: Parameters) -> list[Problem]:
    """Name the documents and outlets that do not exist.

    Examples
    --------
    >>> table = pl.DataFrame({"document": ["nato"], "outlet": ["RT"]})
    >>> print(*check_known(table, Parameters(documents=["nota"])))
    documents: there is no 'nota' in the corpus; write "nato" (known: nato)
    """
    return [
        Problem(name, f"there is no '{value}' in the corpus", suggest(value, names))
        for name, names in names_of_articles(documents).items()
        for value in getattr(parameters, name)
        if value not in names
    ]


def check_selection(documents: pl.DataFrame, parameters: Parameters) -> list[Problem]:
    """Name the documents and outlets that do not exist, and a selection that is empty.

    Examples
    --------
    >>> table = pl.DataFrame({"document": ["nato"], "outlet": ["RT"], "published": [None]})
    >>> print(*check_selection(table, Parameters(outlets=["TR"])))
    outlets: there is no 'TR' in the corpus; write "RT" (known: RT)
    """
    problems = check_known(documents, parameters)
    if not problems and not select_documents(documents, parameters).height:
        selecting = ("documents", "outlets", "date_from", "date_to")
        limits = [name for name in selecting if getattr(parameters, name)]
        days = documents["published"].drop_nulls().sort().cast(pl.String).to_list()
        span = f"; its articles are of {days[0]} to {days[-1]}" if days else ""
        what = f"{'together they select' if len(limits) > 1 else 'it selects'} no document"
        mend = f"widen {'one of them' if len(limits) > 1 else 'it'}"
        problems.append(Problem(", ".join(limits), f"{what} of this corpus{span}", mend))
    return problems


def check_comparison(documents: pl.DataFrame, parameters: Parameters) -> list[Problem]:
    """Name what cannot be compared: a group that does not exist, or one with itself.

    Groups of speakers are known only once the articles are read (see
    `helpers.study.check_groups`).

    Examples
    --------
    >>> table = pl.DataFrame({"document": ["a", "b"], "outlet": ["RT", "TASS"]})
    >>> print(*check_comparison(table, Parameters(compare="outlet", group="TAS")))
    group: there is no 'TAS' to compare by outlet; write "TASS" (known: RT, TASS)
    """
    groups = {name: getattr(parameters, name) for name in ("group", "against")}
    if groups["against"] and not groups["group"]:
        mend = "name the group that is compared with it"
        return [Problem("against", "it is given without `group`", mend)]
    if groups["group"] and groups["group"] == groups["against"]:
        mend = "name two groups, or leave `against` empty for all others"
        return [Problem("group, against", "a group is compared with itself", mend)]
    by = parameters.compare
    names = {
        "document": documents["document"].to_list(),
        "outlet": documents["outlet"].drop_nulls().unique(maintain_order=True).to_list(),
        "voice": list(VOICES),
        "period": ["before", "after"],
    }.get(by)
    return [
        Problem(name, f"there is no '{value}' to compare by {by}", suggest(value, names))
        for name, value in groups.items()
        if value and names is not None and value not in names
    ]
