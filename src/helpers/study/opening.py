"""Open a study in a notebook: its parameters, the corpus as tables, and what they select."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from helpers.corpus.files.contents import LISTING
from helpers.corpus.files.folders import find_corpus
from helpers.corpus.problems import InputError
from helpers.measures.speech.shares import READABLE
from helpers.measures.speech.sources import by_sources
from helpers.study import tables
from helpers.study.check_groups import check_groups
from helpers.study.declaration import injected_parameters
from helpers.study.names import names_of, speaker_group
from helpers.study.parameters import Parameters, resolve
from helpers.study.selection import Selection
from helpers.study.tables import Tables

# Tells the notebooks of a build where the prepared tables lie and where their results go.
BUILD = "REPORT_BUILD"


class Study(Selection):
    """What the parameters of one notebook select of the corpus.

    Attributes
    ----------
    chapter
        Name under which results are kept.
    parameter_names
        The parameters that the notebook declares; the others have their defaults.
    build
        Folder of the build that runs the notebook; None where it runs alone.
    """

    def __init__(
        self,
        parameters: Parameters,
        tables: Tables,
        *,
        chapter: str = "notebook",
        parameter_names: Sequence[str] = (),
        build: Path | None = None,
    ) -> None:
        super().__init__(parameters, tables)
        self.chapter, self.parameter_names, self.build = chapter, tuple(parameter_names), build
        self._names_by_column: dict[str, dict[str, str]] = {}

    @property
    def results_folder(self) -> Path | None:
        """Where tables and findings are kept; None where nowhere."""
        if self.build is not None:
            return self.build / "results" / self.chapter
        folder = self.parameters.save_to
        return Path(folder) / self.chapter if folder else None

    @property
    def grouped_sentences(self) -> pl.DataFrame:
        """`sentences` in any voice with the column `group`: the speaker's, or the reporters."""
        return self.sentences.drop_nulls("voice").with_columns(group=speaker_group())

    @property
    def source_sentences(self) -> pl.DataFrame:
        """`sentences` that quote or paraphrase a source."""
        return by_sources(self.sentences)

    def grouping(self) -> str:
        """Column that sets texts apart in a figure: ``document``, or ``outlet``.

        It is the outlet where there are more articles than a figure can show, and some outlet is
        known.
        """
        many = self.documents.height > READABLE
        return "outlet" if many and self.documents["outlet"].count() else "document"

    def names(self, column: str) -> dict[str, str]:
        """What the codes of a column are called (see `helpers.study.names.names_of`)."""
        # Every link to a sentence asks for the name of its article.
        if column not in self._names_by_column:
            self._names_by_column[column] = names_of(self, column)
        return self._names_by_column[column]


def open_study(cell: Mapping[str, Any], *, chapter: str = "notebook") -> Study:
    """Open a study on the parameters of a notebook.

    Parameters
    ----------
    cell
        ``globals()`` after the parameters cell: names of the schema are taken from it, and from
        ``In`` those that papermill passed.
    chapter
        Name under which results are kept.

    Returns
    -------
    Study
        Within ``report build`` on the prepared tables, elsewhere on the corpus itself.

    Raises
    ------
    InputError
        When papermill passed a name that the schema does not know, a value is out of range, the
        corpus cannot be used, it has no such document, outlet, group or set of frames, or the
        parameters select no article.
    """
    values = {key: cell[key] for key in Parameters.model_fields if key in cell}
    # What papermill passes under a name that no chapter knows would change nothing.
    unknown = injected_parameters(cell.get("In", ()))
    parameters = resolve(unknown | values, where=f"parameters of {chapter}")
    place = os.environ.get(BUILD)
    build = Path(place) if place and (Path(place) / "tables" / LISTING).is_file() else None
    if build is None:
        # Not needed in a build, where its imports would cost every chapter seconds.
        from helpers.study.check_inputs import check_names
        from helpers.study.make_tables import make

        corpus_tables = make(find_corpus(parameters.corpus))
        wrong_names = check_names(corpus_tables, parameters)
        if wrong_names:
            raise InputError(wrong_names)
    else:
        corpus_tables = tables.read_tables(build / "tables")
    study = Study(
        parameters, corpus_tables, chapter=chapter, parameter_names=list(values), build=build
    )
    problems = check_groups(study.tables.sentences, parameters)
    if problems:
        raise InputError(problems)
    return study
