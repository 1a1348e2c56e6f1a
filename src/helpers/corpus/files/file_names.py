"""Read what names of files and folders say of articles: date, outlet, headline."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

import polars as pl

from helpers.corpus.files.columns import ColumnRules
from helpers.corpus.files.dates import read_date
from helpers.corpus.files.tables import Table
from helpers.corpus.problems import InputError
from helpers.corpus.suggestions import suggest

_DATE = (
    r"\d{4}([-_. ]?)\d\d?\N\d\d?|\d\d?[-_. ]\d\d?[-_. ]\d{4}"
    r"|\d\d?[-_ ][^\W\d_]{3,9}[-_. ]+\d{4}|[^\W\d_]{3,9}[-_. ]\d\d?,?[-_ ]\d{4}"
)
# What each part of a pattern stands for; others stand for any letters.
_PARTS = {
    "date": _DATE,
    "year": r"(?:1[5-9]|20)\d\d",
    "month": r"0?[1-9](?!\d)|1[0-2]|[^\W\d_]{3,9}",
    "day": r"0?[1-9](?!\d)|[12]\d|3[01]",
}
_FIELDS = ("headline", "outlet", "country", "language", "document")
NAMES = (*_PARTS, *_FIELDS)
_PART = re.compile(r"\{(\w*)\}")


def read_names(files: Sequence[str], pattern: str) -> pl.DataFrame:
    """Read the fields of articles from the names of their files.

    Parameters
    ----------
    files : sequence of str
        Paths with "/" between folders.
    pattern : str
        How a name is put together, for example "{date} {outlet} - {headline}" or
        "{outlet}/{year}/{headline}"; `NAMES` are the parts, and "{}" stands for what is not needed.
        It is compared with the end of the path, without the suffix of the file.

    Returns
    -------
    polars.DataFrame
        One row a file, all String: those of headline, outlet, country, language and document that
        the pattern has, and published where it has a date or a year; missing where a name does not
        fit.

    Raises
    ------
    InputError
        Where the pattern cannot be used.

    Examples
    --------
    >>> files = ["2023-01-10 The Daily - Tariffs rise.txt"]
    >>> read_names(files, "{date} {outlet} - {headline}").rows()
    [('Tariffs rise', 'The Daily', '2023-01-10')]
    """
    expression, parts = _compile(pattern)
    depth = pattern.count("/") + 1
    rows = []
    for file in files:
        path = PurePosixPath(file).with_suffix("")
        match = expression.fullmatch("/".join(path.parts[-depth:]))
        rows.append(_fields(match.groupdict()) if match else {})
    names = [field for field in _FIELDS if field in parts]
    names += ["published"] * bool({*parts} & {*_PARTS})
    return pl.DataFrame(rows or None, schema=dict.fromkeys(names, pl.String), orient="row")


def add_names(table: Table, pattern: str | None, *, rules: ColumnRules) -> tuple[Table, str]:
    """Add to a table of texts what the names of their files say, and the folder of each.

    Parameters
    ----------
    table : Table
        With a column `file`; another table stays as it is.
    pattern : str, optional
        As in `read_names`; where not given, it is guessed where that is plain; "" reads nothing.
    rules : ColumnRules
        Patterns to try.

    Returns
    -------
    Table, str
        The table, with a warning on names that do not fit, and the pattern.

    Raises
    ------
    InputError
        Where the pattern cannot be used, or the table is none of texts.
    """
    if table.unit != "file":
        if pattern:
            what = "is no folder of texts, so that there are no names to read"
            raise InputError.of(table.path, what, "leave --names out, or use --column")
        return table, ""
    files = table.rows["file"].to_list()
    rows = table.rows
    folders = pl.Series("folder", [PurePosixPath(file).parent.name or None for file in files])
    if folders.null_count() < len(folders):
        rows = rows.with_columns(folders.cast(pl.String))
    guessed = pattern is None
    pattern = guess_pattern(files, rules=rules) if pattern is None else pattern
    if not pattern:
        return replace(table, rows=rows), ""
    fields = read_names(files, pattern)
    for values in fields:
        name = values.name
        if name in rows.columns:
            # What a file says of itself is better than a guess, but not than the user's word.
            best = (rows[name], values) if guessed else (values, rows[name])
            rows = rows.with_columns(pl.select(pl.coalesce(*best)).to_series().alias(name))
        else:
            rows = rows.with_columns(values)
    odd = fields.select(pl.all_horizontal(pl.all().is_null())).to_series().arg_true().to_list()
    notes = table.note(odd, f'a name that is not like "{pattern}"', "its parts are left empty")
    return replace(table, rows=rows, warnings=(*table.warnings, *notes)), pattern


def guess_pattern(files: Sequence[str], *, rules: ColumnRules) -> str:
    """Return the first of the usual patterns that all names plainly have, "" where there is none.

    A date has to be one of the calendar; an outlet has few words, and where it is a folder, there
    is more than one of them, unless a folder of the year is in it.

    Examples
    --------
    >>> from helpers.corpus.files.columns import read_column_rules
    >>> rules = read_column_rules()
    >>> guess_pattern(["rt/2022/No deal.txt", "rt/2022/Talks.txt"], rules=rules)
    '{outlet}/{year}/{headline}'
    >>> guess_pattern(["rt/No deal.txt"], rules=rules)
    ''
    """
    for pattern in rules.names:
        if files and _plain(files, pattern, rules):
            return pattern
    return ""


def _plain(files: Sequence[str], pattern: str, rules: ColumnRules) -> bool:
    stems = [PurePosixPath(file).stem for file in files]
    if "_" in pattern and any(stem.count("_") != pattern.count("_") for stem in stems):
        # Who knows which of the words between the signs are the outlet's?
        return False
    fields = read_names(files, pattern)
    if fields["published"].null_count() or fields["headline"].null_count():
        return False
    if any(read_date(date).defect == "unreadable" for date in fields["published"].unique()):
        return False
    return "outlet" not in fields.columns or _plain_outlets(fields, files, pattern, rules)


def _plain_outlets(
    fields: pl.DataFrame, files: Sequence[str], pattern: str, rules: ColumnRules
) -> bool:
    outlets = fields["outlet"].unique().to_list()
    if pattern.startswith("{outlet}/{date}") and len(outlets) < 2:
        return False
    if any(outlet.replace(" ", "").isdigit() for outlet in outlets):
        return False
    few = len(files) < 2 * rules.outlet_words or len(outlets) * 2 <= len(files)
    return few and all(len(outlet.split()) <= rules.outlet_words for outlet in outlets)


def _compile(pattern: str) -> tuple[re.Pattern[str], list[str]]:
    parts = [part for part in _PART.findall(pattern) if part]
    what = mend = ""
    for part in parts:
        if part not in NAMES:
            what, mend = f'no part "{{{part}}}"', suggest(part, NAMES)
        elif parts.count(part) > 1:
            what, mend = f'"{{{part}}}" stands twice', "name it once"
    if not parts:
        what, mend = "no part of a name in it", 'write it like "{date} {outlet} - {headline}"'
    elif "}{" in pattern:
        what, mend = "two parts with nothing between them", "write the sign between them"
    if what:
        raise InputError.of(f"--names {pattern}", what, mend)
    expression = ""
    for number, piece in enumerate(_PART.split(pattern)):
        if number % 2 == 0:
            expression += _literal(piece)
        elif not piece:
            expression += "[^/]+?"
        else:
            # The sign between year and month stands between month and day, too.
            inner = (
                _PARTS.get(piece, "[^/]+?").replace("([", "(?P<sign>[").replace(r"\N", "(?P=sign)")
            )
            expression += f"(?P<{piece}>{inner})"
    return re.compile(expression, re.IGNORECASE), parts


def _literal(piece: str) -> str:
    signs = ("[-–—]" if sign in "-–—" else re.escape(sign) for sign in piece)
    return re.sub(r"(?:\\\s)+", r"\\s+", "".join(signs))


def _fields(groups: dict[str, str | None]) -> dict[str, str]:
    """Return the fields of one name, in plain words."""
    found = {name: text for name, text in groups.items() if text and name != "sign"}
    fields = {name: text.strip() for name, text in found.items() if name in _FIELDS}
    for name, signs in (("headline", "[-_]+"), ("outlet", "_+")):
        if " " not in fields.get(name, " "):
            fields[name] = re.sub(signs, " ", fields[name]).strip()
    if "date" in found:
        letters = re.search(r"[^\W\d_]", found["date"])
        fields["published"] = re.sub("[_ ]+", " " if letters else "-", found["date"])
    else:
        parts = [found[name] for name in ("year", "month", "day") if name in found]
        if parts:
            fields["published"] = "-".join(part.zfill(2) for part in parts)
    return fields
