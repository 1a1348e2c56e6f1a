"""Find every defect of a corpus folder."""

import math
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import polars as pl
from pydantic import BaseModel

from helpers.corpus.files.documents import Examination, examine
from helpers.corpus.files.duplicates import duplicates
from helpers.corpus.files.folders import find_corpus
from helpers.corpus.files.garbled import garbled_texts
from helpers.corpus.files.limits import Limits
from helpers.corpus.problems import InputError, Problem
from helpers.corpus.settings import DEFAULTS, SETTINGS, find_settings, read_settings
from helpers.corpus.suggestions import suggest
from helpers.corpus.text.languages import language_code
from helpers.corpus.text.normalisation import normalise


def check_corpus(
    path: Path | str, *, settings: Mapping[str, type[BaseModel]] = MappingProxyType({})
) -> list[Problem]:
    """Return every defect of a corpus folder, with file and line.

    Errors stop `open_corpus` and so a build: a missing or unlisted file, another hash than
    listed, bytes that are not UTF-8, NUL bytes, an empty text, a file over the size limit, a
    path or a link out of the folder, a pipe or a device in it, an id that is used twice or unsafe,
    an unknown or missing column, a date that cannot be read, a table above the limits, settings
    that do not fit their model. Warnings do not: equal and nearly equal texts (syndicated articles
    are a fact of news corpora, but count twice), texts garbled by a wrong encoding, languages that
    are not known, and settings files that nothing reads.

    Parameters
    ----------
    path : Path or str
        The folder, found as by `open_corpus`.
    settings : mapping of str to type of pydantic.BaseModel
        The YAML files that a corpus may hold, each with its model; the package's default is
        checked where the folder has none.

    Returns
    -------
    list of Problem
        Those of the articles in the order of rows, then those of the settings.
    """
    try:
        folder = find_corpus(path)
    except InputError as error:
        return error.problems
    in_settings, limits = _check_settings(folder, {"corpus.yml": Limits, **settings})
    in_settings += _unused_files(folder, {"corpus.yml", *SETTINGS, *settings})
    examination = examine(folder, limits)
    texts = normalise(examination.texts.drop_nulls())
    # Bytes that are not UTF-8 have been told of, and are lost characters in the text.
    readable = all(problem.severity != "error" for problem in examination.problems)
    problems = [
        *examination.problems,
        *_languages(examination),
        *_twins(examination, texts.texts, limits),
        *(garbled_texts(texts.garbled, examination.where) if readable else ()),
        *in_settings,
    ]
    # A link among the settings is found by whoever looks through the folder and whoever reads it.
    return list(dict.fromkeys(problems))


def _check_settings(
    folder: Path, models: Mapping[str, type[BaseModel]]
) -> tuple[list[Problem], Limits]:
    problems: list[Problem] = []
    limits = read_settings(DEFAULTS / "corpus.yml", Limits)
    for name, model in models.items():
        try:
            values = read_settings(find_settings(folder, name), model)
            if isinstance(values, Limits):
                limits = values
        except InputError as error:
            problems += error.problems
    return problems, limits


def _unused_files(folder: Path, names: set[str]) -> list[Problem]:
    return [
        Problem(str(file), "nothing reads this file", suggest(file.name, names), "warning")
        for file in sorted([*folder.glob("*.yml"), *folder.glob("*.yaml")])
        if file.name not in names
    ]


def _languages(examination: Examination) -> list[Problem]:
    """Name each way of writing a language that is not known, where it first stands."""
    documents = examination.documents.select("document", "language").drop_nulls()
    mend = 'write its code, such as "en", or leave it empty, so that the text tells'
    return [
        Problem(examination.where[document], f'language "{name}" is not known', mend, "warning")
        for document, name in documents.unique("language", keep="first", maintain_order=True).rows()
        if language_code(name) is None
    ]


def _twins(examination: Examination, texts: pl.DataFrame, limits: Limits) -> list[Problem]:
    problems = []
    for document, other, similarity, equal in duplicates(texts, near=limits.near_duplicate).rows():
        percent = math.floor(100 * similarity)
        share = "has the same text as" if equal else f"shares {percent}% of its word runs with"
        what = f'"{document}" {share} "{other}"'
        mend = "remove one of the two, unless both should count"
        problems.append(Problem(examination.where[document], what, mend, "warning"))
    return problems
