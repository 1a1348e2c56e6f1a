"""Turn the rows of a foreign table into articles, with a note on every row left out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import polars as pl

from helpers.corpus.files.columns import FIELDS, ColumnRules
from helpers.corpus.files.dates import read_dates
from helpers.corpus.files.documents import sha256
from helpers.corpus.files.fields import DOCUMENTS
from helpers.corpus.files.flaws import (
    is_cut_off,
    is_placeholder,
    is_stub,
    without_letters_left,
)
from helpers.corpus.files.limits import Limits
from helpers.corpus.files.name_variants import (
    find_stray_spellings,
    group_spellings,
    spelling_key,
)
from helpers.corpus.files.names import is_safe, readable_name
from helpers.corpus.files.tables import Table
from helpers.corpus.files.texts import too_large
from helpers.corpus.files.typed_columns import as_text
from helpers.corpus.problems import InputError, Problem

# Letters of a text that an article without a headline is named after.
_OPENING = 200
# Without a letter or a digit it is no text.
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class Articles:
    """Articles made of a table's rows.

    Attributes
    ----------
    articles : polars.DataFrame
        The columns of `documents` (file missing) and text, one row per row with a text, in order.
    outlets : polars.DataFrame
        spelling, label, count: each spelling of an outlet and its label.
    notes : list of Problem
        Warnings: rows without text, dates that could not be read, duplicate ids and so on.
    empty, too_large : int
        Rows without text, and with more text than an article may have; both are left out.
    removed, cut_off, stubs : int
        Of the rows without text those in which a placeholder stands; articles whose text goes on
        elsewhere; articles whose text is the notice of a paywall. The last two stay.
    known : int
        Rows that the corpus has already, which are left out.
    """

    articles: pl.DataFrame
    outlets: pl.DataFrame
    notes: list[Problem]
    empty: int
    too_large: int
    removed: int
    cut_off: int
    stubs: int
    known: int


def convert(
    table: Table,
    columns: Mapping[str, str],
    *,
    rules: ColumnRules,
    limits: Limits,
    day_first: bool | None = None,
    corpus: pl.DataFrame | None = None,
) -> Articles:
    """Make articles of a table's rows that pass the check of a corpus without error.

    Parameters
    ----------
    table : Table
        As read.
    columns : mapping of str to str
        Field to column, as `helpers.corpus.files.columns.guess_columns` gives them.
    rules : ColumnRules
        Ways to say missing, yes and no.
    limits : Limits
        Longest id to make and longest text to take.
    day_first : bool, optional
        Whether 01/02/2022 is the first of February; where not given such rows stay undated.
    corpus : polars.DataFrame, optional
        documents and texts of a corpus that the articles are for. Rows whose text, outlet and date
        it has already are left out; its ids and its spellings of outlets are kept to.

    Raises
    ------
    InputError
        Where the column of texts has a type that is not text.
    """
    readings = {field: _field(table, field, columns.get(field), rules) for field in FIELDS}
    fields = pl.DataFrame([values for values, _ in readings.values()]).with_row_index("row")
    # A typed column of dates needs no reading.
    source = table.rows[columns["published"]] if "published" in columns else fields["published"]
    dates = source if source.dtype in (pl.Date, pl.Datetime) else fields["published"]
    fields = fields.with_columns(read_dates(dates, day_first=day_first), written=dates)
    removed = is_placeholder(fields["text"], rules=rules).arg_true().to_list()
    rows, empty, large = _with_text(fields, limits, removed)
    # Looked for before the count of missing letters is taken off, which is a sign of it.
    stub = is_stub(rows["text"], rules=rules)
    stubs = rows["row"].filter(stub).to_list()
    cut = rows["row"].filter(is_cut_off(rows["text"], rules=rules) & ~stub).to_list()
    rows = rows.with_columns(without_letters_left(rows["text"], rules=rules))
    notes = [
        *table.warnings,
        *(note for _, of_field in readings.values() for note in of_field),
        *table.note([row for row in empty if row not in {*removed}], "no text", "left out"),
        *table.note(removed, "a placeholder in place of the text", "left out"),
        *table.note(cut, "a text that is cut off", "kept; get the whole text if you can"),
        *table.note(stubs, "the notice of a paywall as text", "kept; remove it or get the text"),
        *_note_large(table, large, fields, limits),
        *_note_undated(table, rows),
        *_note_unsure(table, rows, columns, rules),
        *_note_strays(table, set(columns.values()), rules),
    ]
    outlet = rows["outlet"]
    if "outlet" not in columns and "url" in columns:
        outlet = rows["url"].map_elements(_host, return_dtype=pl.String)
    outlets = _label_outlets(outlet, corpus, rules)
    rows = rows.with_columns(
        outlet.replace(dict(outlets.select("spelling", "label").rows())).alias("outlet"),
        pl.Series("sha256", [sha256(text.encode()) for text in rows["text"]], dtype=pl.String),
    )
    rows, known = _without_known(rows, corpus)
    notes += table.note(known, "an article that the corpus has already", "left out")
    names, odd = _names(table, rows, limits.max_id_length, taken=_ids(corpus))
    words = {**dict.fromkeys(rules.yes, True), **dict.fromkeys(rules.no, False)}
    articles = rows.with_columns(
        pl.Series("document", names, dtype=pl.String),
        pl.Series("evidence", _evidence(table, rows), dtype=pl.String),
        pl.lit(None, pl.String).alias("file"),
        pl.col("translated")
        .str.to_lowercase()
        .replace_strict(words, default=None, return_dtype=pl.Boolean),
        published_basis=pl.when(pl.col("published").is_not_null()).then(pl.lit("stated")),
    ).select(*DOCUMENTS, "text")
    return Articles(
        articles,
        outlets,
        [*notes, *odd],
        empty=len(empty),
        too_large=len(large),
        removed=len(removed),
        cut_off=len(cut),
        stubs=len(stubs),
        known=len(known),
    )


def _field(
    table: Table, field: str, column: str | None, rules: ColumnRules
) -> tuple[pl.Series, list[Problem]]:
    """Return a column as text, missing where it says so in words, and notes on odd values."""
    nothing = pl.Series(field, [None] * table.rows.height, dtype=pl.String)
    if column is None:
        return nothing, []
    texts, wrong = as_text(table.rows[column])
    if texts is None:
        what = f'column "{column}" holds {table.rows.schema[column]}, not text'
        if field == "text":
            raise InputError.of(table.path, what, "choose another column")
        problem = Problem(str(table.path), what, f"{field} is left empty", "warning")
        return nothing, [problem]
    notes = table.note(wrong, f"bytes that are not UTF-8 as {field}", "read as empty")
    nul = texts.str.contains("\0", literal=True).arg_true().to_list()
    notes += table.note(nul, f"NUL characters in the {field}", "removed")
    texts = texts.alias(field).str.replace_all("\0", "", literal=True)
    plain = texts.str.strip_chars()
    if field != "text":
        # One line each, so that the list of articles can be read in an editor.
        texts = plain.str.replace_all(r"\s+", " ")
    # Only what is as short as those words is folded: texts are large.
    short = plain.str.len_chars() <= max(map(len, rules.missing))
    missing = pl.when(short).then(plain).str.to_lowercase().is_in([*rules.missing])
    values = pl.when(missing.fill_null(value=False)).then(None).otherwise(texts)
    return pl.select(values.alias(field)).to_series(), notes


def _with_text(
    fields: pl.DataFrame, limits: Limits, removed: list[int]
) -> tuple[pl.DataFrame, list[int], list[int]]:
    """Return the rows whose text an article may have, those without a text, those with too much."""
    empty: list[int] = []
    large: list[int] = []
    placeholders = {*removed}
    sizes = fields["text"].str.len_bytes()
    for row, (text, size) in enumerate(zip(fields["text"], sizes, strict=True)):
        if text is None or row in placeholders or not _LETTER.search(text):
            empty.append(row)
        elif too_large(size, limits):
            large.append(row)
    rows = fields.filter(~pl.col("row").is_in([*empty, *large]))
    return rows, empty, large


def _note_large(
    table: Table, rows: list[int], fields: pl.DataFrame, limits: Limits
) -> list[Problem]:
    if not rows:
        return []
    most = max(fields["text"].gather(rows).str.len_bytes().to_list())
    what, mend = too_large(most, limits) or ("", "")
    return table.note(rows, f"a text of up to {what}", f"left out; {mend}")


def _note_undated(table: Table, rows: pl.DataFrame) -> list[Problem]:
    notes: list[Problem] = []
    for defect, mend in (
        ("ambiguous", f"add --day-first or --month-first{_convention(rows)}"),
        ("incomplete", "left undated"),
        ("unreadable", "left undated"),
    ):
        odd = rows.filter(pl.col("defect") == defect)
        example = f' ("{odd["written"][0]}")' if odd.height else ""
        notes += table.note(odd["row"].to_list(), f"{defect} date{example}", mend)
    return notes


def _convention(rows: pl.DataFrame) -> str:
    """Return how many unambiguous dates of the column put the day or the month first."""
    if rows["written"].dtype != pl.String:
        return ""
    parts = rows["written"].str.extract_groups(r"^(\d{1,2})[/-](\d{1,2})[/-]\d").struct.unnest()
    first, second = (parts[name].cast(pl.Int64) for name in parts.columns)
    day_first, month_first = (first > 12).sum(), (second > 12).sum()
    return f": of the column's other dates, {day_first} put the day first and {month_first} second"


def _note_unsure(
    table: Table, rows: pl.DataFrame, columns: Mapping[str, str], rules: ColumnRules
) -> list[Problem]:
    words = [*rules.yes, *rules.no]
    odd = rows.filter(~pl.col("translated").str.to_lowercase().is_in(words))
    what = f'"{columns.get("translated")}" is neither yes nor no'
    return table.note(odd["row"].to_list(), what, "left empty")


def _note_strays(table: Table, columns: set[str], rules: ColumnRules) -> list[Problem]:
    notes: list[Problem] = []
    for column in table.rows.select(pl.selectors.string().exclude(columns)):
        strays = find_stray_spellings(column, most_labels=rules.most_labels)
        for spelling, label, _ in strays.rows():
            rows = (column == spelling).arg_true().to_list()
            what = f'column "{column.name}" says "{spelling}" where others say "{label}"'
            notes += table.note(rows, what, "the column is not used; correct it if you need it")
    return notes


def _label_outlets(
    outlet: pl.Series, corpus: pl.DataFrame | None, rules: ColumnRules
) -> pl.DataFrame:
    """Return spelling, label, count; a label that the corpus has comes before a better one."""
    outlets = group_spellings(outlet, articles=rules.outlet_articles)
    if corpus is None:
        return outlets
    labels = {
        spelling_key(label, articles=rules.outlet_articles): label
        for label in corpus["outlet"].drop_nulls().unique().sort()
    }
    own = [
        labels.get(spelling_key(label, articles=rules.outlet_articles), label)
        for label in outlets["label"]
    ]
    return outlets.with_columns(pl.Series("label", own, dtype=pl.String))


def _without_known(
    rows: pl.DataFrame, corpus: pl.DataFrame | None
) -> tuple[pl.DataFrame, list[int]]:
    """Return the rows that a corpus lacks, and the numbers of those that it has."""
    if corpus is None:
        return rows, []
    same = ["sha256", "outlet", "published"]
    known = rows.join(corpus, on=same, how="semi", nulls_equal=True)["row"].to_list()
    return rows.filter(~pl.col("row").is_in(known)), known


def _host(url: str) -> str | None:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def _ids(corpus: pl.DataFrame | None) -> set[str]:
    """Return the ids of a corpus and the names of its files, which new articles may not have."""
    if corpus is None:
        return set()
    files = [PurePosixPath(file).stem for file in corpus["file"].drop_nulls()]
    return {name.casefold() for name in [*corpus["document"], *files]}


def _names(
    table: Table, rows: pl.DataFrame, longest: int, *, taken: set[str]
) -> tuple[list[str], list[Problem]]:
    """Return a safe and unique id for each row, its own where it has one.

    An id depends on its row alone; only of rows that would have the same id do the later ones
    get the beginning of their text's hash, so that new rows do not rename old ones.
    """
    names: list[str] = []
    keys = {*taken}
    copies: dict[str, int] = {}
    unsafe, twice = [], []
    columns = ("row", "document", "outlet", "published", "headline", "text", "sha256")
    for row, own, outlet, published, headline, text, digest in rows.select(columns).iter_rows():
        title = headline or text[:_OPENING]
        name = own or readable_name(outlet, published and str(published), title, longest=longest)
        if not is_safe(name, longest=longest):
            unsafe.append(row)
            name = readable_name(name, longest=longest)
        if name.casefold() in keys:
            if own:
                twice.append(row)
            stem = f"{name[: longest - 12]}-{digest[:6]}"
            name = stem
            while name.casefold() in keys:
                copies[stem] = copies.get(stem, 1) + 1
                tail = f"-{copies[stem]}"
                name = stem[: longest - len(tail)] + tail
        keys.add(name.casefold())
        names.append(name)
    what = "an id that is not safe in file names and links"
    notes = table.note(unsafe, what, "rewritten in plain letters")
    notes += table.note(twice, "an id that is used already", "part of the text's hash is added")
    return names, notes


def _evidence(table: Table, rows: pl.DataFrame) -> list[str]:
    """Return where each article's fields come from."""
    return [
        "; ".join(filter(None, (f"{table.path.name}, {table.place(row)}", url)))
        for row, url in rows.select("row", "url").iter_rows()
    ]
