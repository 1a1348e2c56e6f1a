"""Turn the rows of a table from elsewhere into articles, losing none without saying so."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import polars as pl

from helpers.corpus.columns import FIELDS, ColumnRules
from helpers.corpus.dates import read_dates
from helpers.corpus.documents import sha256
from helpers.corpus.fields import DOCUMENTS
from helpers.corpus.names import is_safe, readable_name
from helpers.corpus.problems import Problem
from helpers.corpus.spellings import spellings, stray_spellings
from helpers.corpus.tables import Table

# Letters of a text that an article without a headline is named after.
_OPENING = 200


@dataclass(frozen=True)
class Articles:
    """Articles made of a table's rows.

    Attributes
    ----------
    articles : polars.DataFrame
        The columns of `documents` (file null) and text, one row per row with a text, in order.
    outlets : polars.DataFrame
        spelling, label, count: how outlets were written and under which label they were put.
    notes : list of Problem
        Warnings: rows without text, dates that could not be read, ids given twice and so on.
    left_out : int
        Rows without text.
    """

    articles: pl.DataFrame
    outlets: pl.DataFrame
    notes: list[Problem]
    left_out: int


def convert(
    table: Table,
    columns: Mapping[str, str],
    *,
    rules: ColumnRules,
    max_id_length: int,
    day_first: bool | None = None,
) -> Articles:
    """Make articles of a table's rows.

    Parameters
    ----------
    table : Table
        As read.
    columns : mapping of str to str
        Field to column, as `helpers.corpus.columns.guess_columns` gives them.
    rules : ColumnRules
        Ways to say missing, yes and no.
    max_id_length : int
        Longest id to make.
    day_first : bool, optional
        Whether 01/02/2022 is the first of February; where not given such rows stay undated.
    """
    fields = pl.DataFrame(
        [_field(table.rows, field, columns.get(field), rules) for field in FIELDS]
    ).with_row_index("row")
    # A typed column of dates needs no reading.
    source = table.rows[columns["published"]] if "published" in columns else fields["published"]
    written = source if source.dtype in (pl.Date, pl.Datetime) else fields["published"]
    fields = fields.with_columns(read_dates(written, day_first=day_first), written=written)
    empty = fields.filter(pl.col("text").is_null())
    kept = fields.filter(pl.col("text").is_not_null())
    notes = [
        *table.warnings,
        *table.note(empty["row"].to_list(), "no text", "they are left out"),
        *_undated(table, kept),
        *_unsure(table, kept, columns, rules),
        *_stray(table, set(columns.values()), rules),
    ]
    nul = kept.filter(pl.col("text").str.contains("\0", literal=True))["row"].to_list()
    if nul:
        notes += table.note(nul, "NUL characters in the text", "they are removed")
        kept = kept.with_columns(pl.col("text").str.replace_all("\0", "", literal=True))
    outlet = kept["outlet"]
    if "outlet" not in columns and "url" in columns:
        outlet = kept["url"].map_elements(_host, return_dtype=pl.String)
    outlets = spellings(outlet, articles=rules.outlet_articles)
    kept = kept.with_columns(
        outlet.replace(dict(outlets.select("spelling", "label").rows())).alias("outlet"),
        pl.Series("sha256", [sha256(text.encode()) for text in kept["text"]], dtype=pl.String),
    )
    names, odd = _names(table, kept, max_id_length)
    words = {**dict.fromkeys(rules.yes, True), **dict.fromkeys(rules.no, False)}
    articles = kept.with_columns(
        pl.Series("document", names, dtype=pl.String),
        pl.Series("evidence", _evidence(table, kept), dtype=pl.String),
        pl.lit(None, pl.String).alias("file"),
        pl.col("translated")
        .str.to_lowercase()
        .replace_strict(words, default=None, return_dtype=pl.Boolean),
        published_basis=pl.when(pl.col("published").is_not_null()).then(pl.lit("stated")),
    ).select(*DOCUMENTS, "text")
    return Articles(articles, outlets, notes + odd, empty.height)


def _field(rows: pl.DataFrame, field: str, column: str | None, rules: ColumnRules) -> pl.Series:
    """Return a column as text, null where it says that it is empty."""
    if column is None:
        return pl.Series(field, [None] * rows.height, dtype=pl.String)
    values = rows[column].alias(field)
    # Excel and JSON hold the id 7 as 7.0.
    if values.dtype.is_float() and (values == values.round()).all():
        values = values.cast(pl.Int64)
    if values.dtype.is_nested():
        values = values.map_elements(str, return_dtype=pl.String)
    texts = values.cast(pl.String)
    plain = texts.str.strip_chars()
    if field != "text":
        # One line each, so that the list of articles can be read in an editor.
        texts = plain.str.replace_all(r"\s+", " ")
    # Only what is as short as those words is folded: texts are large.
    short = plain.str.len_chars() <= max(map(len, rules.missing))
    missing = pl.when(short).then(plain).str.to_lowercase().is_in([*rules.missing])
    kept = pl.when(missing.fill_null(value=False)).then(None).otherwise(texts)
    return pl.select(kept.alias(field)).to_series()


def _undated(table: Table, rows: pl.DataFrame) -> list[Problem]:
    notes: list[Problem] = []
    for defect, mend in (
        ("ambiguous", f"say whether the day comes first{_convention(rows)}"),
        ("incomplete", "they stay undated"),
        ("unreadable", "they stay undated"),
    ):
        odd = rows.filter(pl.col("defect") == defect)
        example = f' ("{odd["written"][0]}")' if odd.height else ""
        notes += table.note(odd["row"].to_list(), f"{defect} date{example}", mend)
    return notes


def _convention(rows: pl.DataFrame) -> str:
    """Return what the column's dates that can only be read one way tell of the others."""
    if rows["written"].dtype != pl.String:
        return ""
    parts = rows["written"].str.extract_groups(r"^(\d{1,2})[/-](\d{1,2})[/-]\d").struct.unnest()
    first, second = (parts[name].cast(pl.Int64) for name in parts.columns)
    day_first, month_first = (first > 12).sum(), (second > 12).sum()
    return f": of the column's other dates {day_first} have it first, {month_first} second"


def _unsure(
    table: Table, rows: pl.DataFrame, columns: Mapping[str, str], rules: ColumnRules
) -> list[Problem]:
    known = [*rules.yes, *rules.no]
    odd = rows.filter(~pl.col("translated").str.to_lowercase().is_in(known))
    what = f'"{columns.get("translated")}" is neither yes nor no'
    return table.note(odd["row"].to_list(), what, "the field stays empty")


def _stray(table: Table, taken: set[str], rules: ColumnRules) -> list[Problem]:
    notes: list[Problem] = []
    for column in table.rows.select(pl.selectors.string().exclude(taken)):
        strays = stray_spellings(column, most_labels=rules.most_labels)
        for spelling, label, _ in strays.rows():
            rows = (column == spelling).arg_true().to_list()
            what = f'column "{column.name}" says "{spelling}" where others say "{label}"'
            notes += table.note(
                rows, what, "the column is not taken over; correct it if you use it"
            )
    return notes


def _host(url: str) -> str | None:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def _names(table: Table, rows: pl.DataFrame, longest: int) -> tuple[list[str], list[Problem]]:
    """Return a safe and unique id for each row, its own where it has one.

    An id depends on its row alone; only of rows that would have the same id do the later ones
    get the beginning of their text's hash, so that new rows do not rename old ones.
    """
    names: list[str] = []
    seen: set[str] = set()
    changed, twice = [], []
    columns = ("row", "document", "outlet", "published", "headline", "text", "sha256")
    for row, given, outlet, published, headline, text, digest in rows.select(columns).iter_rows():
        title = headline or text[:_OPENING]
        name = given or readable_name(outlet, published and str(published), title, longest=longest)
        if not is_safe(name, longest=longest):
            changed.append(row)
            name = readable_name(name, longest=longest)
        if name.casefold() in seen:
            if given:
                twice.append(row)
            stem, copy = f"{name[: longest - 12]}-{digest[:6]}", 2
            name = stem
            while name.casefold() in seen:
                name, copy = f"{stem}-{copy}", copy + 1
        seen.add(name.casefold())
        names.append(name)
    what = "an id that is no safe file name or anchor"
    notes = table.note(changed, what, "they are written in plain letters")
    notes += table.note(twice, "an id that was given before", "the text's hash is added")
    return names, notes


def _evidence(table: Table, rows: pl.DataFrame) -> list[str]:
    """Return where each article's fields come from."""
    return [
        "; ".join(filter(None, (f"{table.path.name}, {table.place(row)}", url)))
        for row, url in rows.select("row", "url").iter_rows()
    ]
