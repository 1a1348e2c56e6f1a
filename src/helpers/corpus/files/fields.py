"""The fields of a corpus' list of articles, and their valid values."""

from collections.abc import Iterable, Iterator

import polars as pl

from helpers.corpus.files.dates import read_date
from helpers.corpus.files.names import is_safe, readable_name
from helpers.corpus.suggestions import suggest

# Types of the table `documents`, in its order; articles.csv may have another order.
DOCUMENTS: dict[str, type[pl.DataType]] = {
    "document": pl.String,
    "outlet": pl.String,
    "country": pl.String,
    "published": pl.Date,
    "published_basis": pl.String,
    "headline": pl.String,
    "language": pl.String,
    "translated": pl.Boolean,
    "sha256": pl.String,
    "file": pl.String,
    "evidence": pl.String,
}
OPTIONAL = {"evidence"}
BASES = ("stated", "inferred")
TRUTH = {"true": True, "false": False}

# The number of a row, what is wrong with it and how to mend it.
Defect = tuple[int, str, str]


def check_columns(names: list[str], *, columns: Iterable[str]) -> list[tuple[str, str]]:
    """Return what is wrong with a table's column names, and how to mend it.

    Examples
    --------
    >>> check_columns(["document", "txt"], columns=["document", "text", "evidence"])
    [('unknown column "txt"', 'write "text" (known: document, evidence, text), or remove it'),
     ('no column "text"', 'add it; its fields may stay empty')]
    """
    columns = list(columns)
    unknown = [
        (f'unknown column "{name}"', f"{suggest(name, columns)}, or remove it")
        for name in names
        if name not in columns
    ]
    missing = [
        (f'no column "{name}"', "add it; its fields may stay empty")
        for name in columns
        if name not in names and name not in OPTIONAL
    ]
    return unknown + missing


def check_fields(rows: pl.DataFrame, *, max_id_length: int) -> list[Defect]:
    """Return what is wrong with the fields of each row; absent columns are ignored."""
    defects: list[Defect] = []
    if "document" in rows.columns:
        defects += _identifiers(rows["document"], max_id_length)
    if "published_basis" in rows.columns:
        defects += _bases(rows["published_basis"])
    if rows.schema.get("published") == pl.String:
        defects += _dates(rows["published"])
    if rows.schema.get("translated") == pl.String:
        defects += _truths(rows["translated"])
    for column in rows.select(pl.selectors.string()):
        nul = column.str.contains("\0", literal=True).arg_true()
        defects += [(row, f"NUL byte in {column.name}", "remove it") for row in nul]
    return defects


def _identifiers(names: pl.Series, max_id_length: int) -> Iterator[Defect]:
    keys: set[str] = set()
    for row, name in enumerate(names):
        if name is None:
            yield row, "no document id", "give the article a short name"
            continue
        # Some file systems hold "A.txt" and "a.txt" for one file.
        if name.casefold() in keys:
            yield row, f'document id "{name}" is used twice', "rename one of the two"
        keys.add(name.casefold())
        if not is_safe(name, longest=max_id_length):
            better = readable_name(name, longest=max_id_length)
            what = f'document id "{name}" is not safe in file names and links'
            yield row, what, f'write, for example, "{better}"'


def _bases(bases: pl.Series) -> Iterator[Defect]:
    for row, basis in enumerate(bases):
        if basis is not None and basis not in BASES:
            yield row, f'published_basis "{basis}"', f"{suggest(basis, BASES)}, or leave it empty"


def _dates(texts: pl.Series) -> Iterator[Defect]:
    for row, text in enumerate(texts):
        day, defect = (None, "") if text is None else read_date(text)
        if day and text != day.isoformat():
            yield row, f'date "{text}" is not in the form YYYY-MM-DD', f"write {day}"
        if defect:
            yield row, f'date "{text}" is {defect}', "write YYYY-MM-DD or leave it empty"


def _truths(texts: pl.Series) -> Iterator[Defect]:
    for row, text in enumerate(texts):
        if text is not None and text not in TRUTH:
            yield row, f'translated is "{text}"', "write true or false, or leave it empty"
