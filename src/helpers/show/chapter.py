"""A notebook's chapter: its parameters, what they select, and how results are shown and kept."""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from helpers.corpus.files.contents import LISTING
from helpers.corpus.files.opening import find_corpus
from helpers.corpus.problems import InputError
from helpers.findings.claim import Claim
from helpers.findings.finding import Finding, read_findings, write_findings
from helpers.findings.how_made import how_made
from helpers.show import html as present
from helpers.show.findings import show_findings
from helpers.show.html import Display
from helpers.show.link_targets import link_targets
from helpers.study import tables
from helpers.study.about import About, read_about
from helpers.study.declaration import injected_parameters
from helpers.study.parameters import Parameters, parameter_table, resolve
from helpers.study.selection import Selection
from helpers.study.tables import Tables

if TYPE_CHECKING:
    from matplotlib.axes import Axes


# What the tables that a chapter keeps are, by their names.
CAPTIONS = "captions.json"


class Chapter(Selection):
    """One notebook's selection of the corpus, and how it shows and keeps its results.

    Attributes
    ----------
    name
        The notebook's name without its suffix.
    parameter_names
        Names of the parameters that it declares; the others have their defaults.
    """

    def __init__(
        self,
        name: str,
        parameters: Parameters,
        tables: Tables,
        *,
        parameter_names: Sequence[str] = (),
        build: Path | None = None,
    ) -> None:
        super().__init__(parameters, tables)
        self.name = name
        self.parameter_names = tuple(parameter_names)
        self._build = build
        self._numbers: dict[str, dict[str, int]] = {}

    def vary(self, **changes: Any) -> "Chapter":
        """Return the same chapter with other values of some parameters, keeping nothing."""
        return Chapter(self.name, self.parameters.model_copy(update=changes), self.tables)

    def keep(self, **changes: Any) -> "Chapter":
        """Return the same chapter with other values of some parameters, keeping its tables."""
        chapter = Chapter(
            self.name,
            self.parameters.model_copy(update=changes),
            self.tables,
            parameter_names=self.parameter_names,
            build=self._build,
        )
        chapter._numbers = self._numbers
        return chapter

    def table(
        self,
        table: pl.DataFrame,
        *,
        name: str,
        caption: str,
        full_table: pl.DataFrame | None = None,
        **looks: Any,
    ) -> Display:
        """Show a table and keep it, or a longer form of it, as CSV and Parquet.

        See `present.show_table` for how it may look.
        """
        csv = self._keep(table if full_table is None else full_table, name, caption)
        number = self._number("table", name)
        return present.show_table(
            table, name=name, caption=caption, csv=csv, number=number, **looks
        )

    def figure(
        self,
        mark: "Callable[[Axes, pl.DataFrame], Axes]",
        table: pl.DataFrame,
        *,
        name: str,
        caption: str,
        alt: str,
        height: float,
        full_table: pl.DataFrame | None = None,
        csv: str | None = None,
    ) -> Display:
        """Draw a table with a mark of `helpers.show.marks`, show it and keep it.

        Where a longer form of the table is given, that is what is kept; nothing is where `csv`
        says that it lies somewhere already.
        """
        return present.show_figure(
            lambda axes: mark(axes, table),
            name=name,
            caption=caption,
            alt=alt,
            height=height,
            csv=csv or self._keep(table if full_table is None else full_table, name, caption),
            number=self._number("figure", name),
        )

    def findings(self, claims: Sequence[Claim], *, lead: str = "") -> Display:
        """Show findings and keep them, and all their specifications, for other chapters."""
        findings = [claim.finding for claim in claims]
        if self._build is not None:
            write_findings(findings, self._results / "findings.json")
        for finding, specifications in claims:
            if specifications:
                name = pl.lit(finding.id).alias("finding")
                table = specifications.table.select(name, pl.all())
                caption = f"{finding.title} Its value under every combination of choices."
                self._keep(table, _specifications(finding), caption)
        provenance = how_made(
            findings,
            parameters=self.parameters,
            parameter_names=self.parameter_names,
            published=self._build is not None,
        )
        return show_findings(
            findings, level=self.parameters.confidence, lead=lead, provenance=provenance
        )

    def findings_of(self, chapter: str) -> list[Finding] | None:
        """Findings that another chapter of the same build has kept; None outside a build."""
        if self._build is None:
            return None
        path = self._build / "results" / chapter / "findings.json"
        return read_findings(path) if path.is_file() else []

    @cached_property
    def link_targets(self) -> frozenset[str]:
        """Places in the page of the articles that other chapters of the build link to."""
        return frozenset() if self._build is None else link_targets(self._build)

    @property
    def about(self) -> About | None:
        """Title and authors of the book, in the chapter that opens it; None elsewhere."""
        return read_about(self._results) if self._build is not None else None

    def captions_of(self, chapter: str) -> dict[str, str]:
        """Captions of the tables that another chapter of the same build has kept, by name."""
        if self._build is None:
            return {}
        path = self._build / "results" / chapter / CAPTIONS
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}

    def specifications_of(self, finding: Finding) -> pl.DataFrame | None:
        """All specifications of a finding, as another chapter has kept them; None outside a build.

        Returns
        -------
        DataFrame or None
            As in `helpers.findings.specifications.Specifications`.
        """
        if self._build is None:
            return None
        place = self._build / "results" / finding.chapter / "tables"
        return pl.read_parquet(place / f"{_specifications(finding)}.parquet").drop("finding")

    def specifications_address(self, finding: Finding) -> str | None:
        """Address of the table of a finding's specifications; None outside a build."""
        if self._build is None:
            return None
        return f"../data/{finding.chapter}/{_specifications(finding)}.csv"

    def parameter_table(self) -> Display:
        """Show the parameters that this chapter uses."""
        return present.show_table(
            parameter_table(self.parameters, self.parameter_names),
            name="parameters",
            caption=(
                "All parameters, with their values in this edition."
                if set(self.parameter_names) == set(Parameters.model_fields)
                else "Parameters that this chapter uses, with their values in this edition."
            ),
            labels={"parameter": "name", "value": "value", "meaning": "meaning", "unit": "unit"},
            number=self._number("table", "parameters"),
        )

    def publish(self, table: pl.DataFrame, name: str) -> str | None:
        """Keep a table as CSV and Parquet; return its address, None outside a build."""
        return self._keep(table, name)

    @property
    def _results(self) -> Path:
        assert self._build is not None
        return self._build / "results" / self.name

    def _number(self, kind: str, name: str) -> int:
        """Count figures and tables in the order of the page; what is shown again keeps its number.

        The number of the chapter is no part of it: a chapter run alone does not know its place in
        the book, and moving it would change every page behind it.
        """
        numbers = self._numbers.setdefault(kind, {})
        return numbers.setdefault(name, len(numbers) + 1)

    def _keep(self, table: pl.DataFrame, name: str, caption: str = "") -> str | None:
        if self._build is None:
            return None
        captions = self.captions_of(self.name) | {name: caption}
        self._results.mkdir(parents=True, exist_ok=True)
        (self._results / CAPTIONS).write_text(
            json.dumps(captions, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        folder = self._results / "tables"
        folder.mkdir(parents=True, exist_ok=True)
        tables.write_both(table, folder / name)
        return f"../data/{self.name}/{name}.csv"


def _specifications(finding: Finding) -> str:
    return f"specifications-{finding.id}"


def open_chapter(name: str, cell: Mapping[str, Any]) -> Chapter:
    """Open a notebook's chapter.

    Parameters
    ----------
    name
        The notebook's name.
    cell
        ``globals()`` after the parameters cell: names of the schema are taken from it, and from
        ``In`` those that papermill passed.

    Returns
    -------
    Chapter
        Within ``report build`` on the prepared tables, elsewhere on the corpus itself.

    Raises
    ------
    InputError
        When papermill passed a name that the schema does not know, a value is out of range, the
        corpus cannot be used, or it has no such document, outlet or group.
    """
    values = {key: cell[key] for key in Parameters.model_fields if key in cell}
    # What papermill passes under a name that no chapter knows would change nothing.
    unknown = injected_parameters(cell.get("In", ()))
    parameters = resolve(unknown | values, where=f"parameters of {name}")
    place = os.environ.get("REPORT_BUILD")
    build = Path(place) if place and (Path(place) / "tables" / LISTING).is_file() else None
    if build is None:
        # Not needed in a build, where its imports would cost every chapter seconds.
        from helpers.study.check_inputs import check_names
        from helpers.study.make_tables import make

        corpus_tables = make(find_corpus(parameters.corpus))
        problems = check_names(corpus_tables.documents, parameters)
        if problems:
            raise InputError(problems)
    else:
        corpus_tables = tables.read_tables(build / "tables")
    return Chapter(name, parameters, corpus_tables, parameter_names=list(values), build=build)
