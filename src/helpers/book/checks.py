"""Check everything that a build reads before any kernel starts."""

from pathlib import Path

import polars as pl
from pydantic import BaseModel

from helpers.book.parameters import Parameters
from helpers.book.tables import select_documents
from helpers.corpus.actors import Actors
from helpers.corpus.checking import check_corpus
from helpers.corpus.cleaning import Cleaning
from helpers.corpus.lexicons import ToneSettings
from helpers.corpus.nearest import suggest
from helpers.corpus.opening import open_corpus
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.settings import find_settings
from helpers.corpus.speech import Speech
from helpers.measures.framing.codebook import Codebook
from helpers.measures.framing.coding import check_codebook
from helpers.measures.terms.ngrams import Stopwords

MODELS: dict[str, type[BaseModel]] = {
    "actors.yml": Actors,
    "cleaning.yml": Cleaning,
    "speech.yml": Speech,
    "tone.yml": ToneSettings,
    "stopwords.yml": Stopwords,
}


def every_problem(corpus: Path) -> list[Problem]:
    """Every defect of a corpus folder and its settings, worst first."""
    found = check_corpus(corpus, settings=MODELS | {"codebook.yml": Codebook})
    if not any("codebook.yml" in problem.where for problem in found):
        found += check_codebook(find_settings(corpus, "codebook.yml"))
    return sorted(found, key=lambda problem: problem.severity != "error")


def check_inputs(corpus: Path, parameters: Parameters) -> list[Problem]:
    """Return the warnings of a corpus; raise what would stop a build.

    Raises
    ------
    InputError
        With every error of the corpus, its settings, or the selection of documents.
    """
    problems = every_problem(corpus)
    errors = [problem for problem in problems if problem.severity == "error"]
    if not errors:
        errors = check_selection(open_corpus(corpus).documents, parameters)
    if errors:
        raise InputError(errors)
    return problems


def check_selection(documents: pl.DataFrame, parameters: Parameters) -> list[Problem]:
    """Name the documents and outlets that do not exist, and a selection that is empty.

    Examples
    --------
    >>> table = pl.DataFrame({"document": ["nato"], "outlet": ["RT"], "published": [None]})
    >>> print(*check_selection(table, Parameters(outlets=["TR"])))
    outlets: there is no 'TR' in the corpus; write "RT" (known: RT)
    """
    problems = []
    for name, column in (("documents", "document"), ("outlets", "outlet")):
        known = documents[column].drop_nulls().unique(maintain_order=True).to_list()
        problems += [
            Problem(name, f"there is no '{given}' in the corpus", suggest(given, known))
            for given in getattr(parameters, name)
            if given not in known
        ]
    if not problems and not select_documents(documents, parameters).height:
        problems.append(
            Problem(
                "documents, outlets, date_from, date_to",
                "together they select no document",
                "widen one of them",
            )
        )
    return problems
