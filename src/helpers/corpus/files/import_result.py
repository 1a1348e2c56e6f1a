"""What an import tells."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from helpers.corpus.files.columns import not_found
from helpers.corpus.files.sources import Reading
from helpers.corpus.files.tables import LISTED
from helpers.corpus.problems import Problem, printable
from helpers.corpus.text.languages import identify, language_name
from helpers.corpus.text.normalisation import normalise_column

# Telling the language of a text takes a few thousandths of a second: too long for a million.
LOOKED_AT = 2000


@dataclass(frozen=True)
class ImportResult:
    """The result of an import, or of adding to a corpus.

    Attributes
    ----------
    folder : Path
        The corpus folder.
    rows, articles, empty, too_large, undated, twins : int
        Rows of the source; articles made of them; rows without text and rows with more of it than
        an article may have, which are left out; articles without a date; articles whose text
        another has wholly or nearly. The last two stay in the corpus.
    removed, cut_off, stubs : int
        Of the rows without text those in which a placeholder such as "[Removed]" stands; articles
        whose text goes on elsewhere, and whose text is the notice of a paywall, which stay.
    names : str
        The pattern that names of files were read by; "" where they were not read.
    known : int
        Rows whose article the corpus has already, which are left out.
    columns : dict of str to str
        The column of each field.
    reasons : dict of str to str
        Why a column was taken for its field, where its whole name does not say so.
    unused : list of str
        Columns that no field uses.
    outlets : polars.DataFrame
        spelling, label, count: each spelling of an outlet and its label.
    languages : polars.DataFrame
        language, language_basis, count: of all articles, or of at most `LOOKED_AT` of them at equal
        distances; the most frequent first.
    settings : list of str
        Settings files copied into the folder, for the analyst to edit.
    notes : list of Problem
        Everything odd, as warnings with file and line.
    """

    folder: Path
    rows: int
    articles: int
    empty: int
    too_large: int
    undated: int
    twins: int
    removed: int
    cut_off: int
    stubs: int
    known: int
    names: str
    columns: dict[str, str]
    reasons: dict[str, str]
    unused: list[str]
    outlets: pl.DataFrame
    languages: pl.DataFrame
    settings: list[str]
    notes: list[Problem]

    def summary(self) -> list[str]:
        """Return the import in sentences, one a line."""
        sources = ", ".join(
            f"{field} from {name}" + (f" ({self.reasons[field]})" if field in self.reasons else "")
            for field, name in self.columns.items()
        )
        missing = not_found(self.columns)
        example = " ".join(f"--column {field}=NAME" for field in missing)
        respellings = self.outlets.filter(pl.col("spelling") != pl.col("label"))
        lines = [
            f"Rows read: {self.rows}; articles made: {self.articles}.",
            f"Rows without text, left out: {self.empty}.",
            *[f"Of these with a placeholder in its place: {self.removed}."] * bool(self.removed),
            *[f"Rows with too long a text, left out: {self.too_large}."] * bool(self.too_large),
            *[f"Rows that the corpus has already, left out: {self.known}."] * bool(self.known),
            f"Articles without a date, kept: {self.undated}.",
            f"Articles that repeat all or nearly all of another, kept: {self.twins}.",
            *[f"Articles whose text is cut off, kept: {self.cut_off}."] * bool(self.cut_off),
            *[f"Articles that are the notice of a paywall, kept: {self.stubs}."] * bool(self.stubs),
            *[f'Names of files read as "{self.names}"; to change that, use --names.']
            * bool(self.names),
            f"Columns used: {sources}.",
            f"Columns not used: {', '.join(self.unused) or 'none'}.",
            *[f"No column found for: {', '.join(missing)}; name one with {example}."]
            * bool(missing),
            *[self._languages()] * bool(self.articles),
            f"Outlets: {self.outlets['label'].n_unique()}, in {self.outlets.height} spellings.",
        ]
        lines += [
            f'Outlet "{spelling}" ({count}) counted as "{label}".'
            for spelling, label, count in respellings.rows()
        ]
        return [printable(line) for line in lines]

    def _languages(self) -> str:
        sizes = ", ".join(
            f"{language_name(code)} {count} ({basis})"
            for code, basis, count in self.languages.rows()
        )
        looked_at = self.languages["count"].sum()
        of = f" of {looked_at} articles" if looked_at < self.articles else ""
        return f"Languages{of}: {sizes}."


def result_of(
    folder: Path, reading: Reading, *, twins: pl.DataFrame, settings: list[str]
) -> ImportResult:
    """Return what is to be told of articles that were read for a corpus folder.

    Parameters
    ----------
    folder : Path
        The corpus folder.
    reading : Reading
        The articles and where they come from.
    twins : polars.DataFrame
        Those that repeat another, as `helpers.corpus.files.duplicates.duplicates` gives them.
    settings : list of str
        Settings files copied into the folder.
    """
    conversion, matches = reading.conversion, reading.matches
    fields = {field: match.column for field, match in matches.items()}
    return ImportResult(
        folder=folder,
        rows=reading.table.rows.height,
        articles=conversion.articles.height,
        empty=conversion.empty,
        too_large=conversion.too_large,
        undated=conversion.articles["published"].null_count(),
        twins=twins.height,
        removed=conversion.removed,
        cut_off=conversion.cut_off,
        stubs=conversion.stubs,
        known=conversion.known,
        names=reading.names,
        columns=fields,
        reasons={field: match.reason for field, match in matches.items() if match.reason},
        unused=[name for name in reading.table.rows.columns if name not in fields.values()],
        outlets=conversion.outlets,
        languages=_count_languages(conversion.articles),
        settings=settings,
        notes=[*conversion.notes, *_twins(twins, str(reading.table.path))],
    )


def _count_languages(articles: pl.DataFrame) -> pl.DataFrame:
    some = articles.gather_every(max(1, -(-articles.height // LOOKED_AT)))
    return (
        identify(normalise_column(some["text"]), some["language"])
        .group_by("language", "language_basis")
        .agg(pl.len().alias("count"))
        .sort("count", "language", "language_basis", descending=[True, False, False])
    )


def _twins(twins: pl.DataFrame, where: str) -> list[Problem]:
    if twins.is_empty():
        return []
    pairs = [f"{document} of {other}" for document, other in twins.select("document", "of").rows()]
    examples = ", ".join(pairs[:LISTED]) + (", ..." if len(pairs) > LISTED else "")
    who = "1 article repeats" if len(pairs) == 1 else f"{len(pairs)} articles repeat"
    what = f"{who} all or nearly all of another ({examples})"
    mend = 'kept; "report check" names each'
    return [Problem(where, what, mend, "warning")]
