"""Make a corpus folder from a table of texts or a folder of text files."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from string import Template

import polars as pl

from helpers.corpus.files.columns import match_columns, not_found, read_column_rules
from helpers.corpus.files.conversion import Articles, convert
from helpers.corpus.files.decoding import name_is_utf8
from helpers.corpus.files.duplicates import duplicates
from helpers.corpus.files.file_names import add_names
from helpers.corpus.files.limits import Limits, read_limits
from helpers.corpus.files.nested_values import unnest
from helpers.corpus.files.table_limits import check_shape
from helpers.corpus.files.tables import LISTED, Table, open_table
from helpers.corpus.problems import InputError, Problem, printable
from helpers.corpus.settings import DEFAULTS, SETTINGS
from helpers.system.outputs import replace_folder

# The order that reads best in an editor.
_LIST = (
    "document",
    "file",
    "outlet",
    "country",
    "published",
    "published_basis",
    "evidence",
    "headline",
    "language",
    "translated",
    "sha256",
)


@dataclass(frozen=True)
class ImportResult:
    """The result of an import.

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
    columns : dict of str to str
        The column of each field.
    reasons : dict of str to str
        Why a column was taken for its field, where its whole name does not say so.
    unused : list of str
        Columns that no field uses.
    outlets : polars.DataFrame
        spelling, label, count: each spelling of an outlet and its label.
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
    names: str
    columns: dict[str, str]
    reasons: dict[str, str]
    unused: list[str]
    outlets: pl.DataFrame
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
            f"Outlets: {self.outlets['label'].n_unique()}, in {self.outlets.height} spellings.",
        ]
        lines += [
            f'Outlet "{spelling}" ({count}) counted as "{label}".'
            for spelling, label, count in respellings.rows()
        ]
        return [printable(line) for line in lines]


def import_corpus(
    folder: Path | str,
    source: Path | str,
    *,
    columns: Mapping[str, str] | None = None,
    day_first: bool | None = None,
    encoding: str | None = None,
    names: str | None = None,
    limits: Mapping[str, str] | None = None,
) -> ImportResult:
    r"""Make a corpus folder from a table (see `read_table` for the formats) or a folder of texts.

    The folder gets the list of articles with their texts (up to `articles_as_files` articles of
    `corpus.yml` as text files, more as one Parquet file), a datasheet to be completed and copies
    of the settings. It appears whole or not at all.

    Parameters
    ----------
    folder : Path or str
        Where to make it; must not exist or be empty.
    source : Path or str
        A table with a column of texts, or a folder.
    columns : mapping of str to str, optional
        Field to column, for example ``{"text": "story", "outlet": ""}``, where a guess is wrong;
        an empty name leaves the field out. Fields are `helpers.corpus.files.columns.FIELDS`.
    day_first : bool, optional
        Whether 01/02/2022 is the first of February; where not given such dates are ambiguous
        and their articles stay undated.
    encoding : str, optional
        Encoding of texts that are not UTF-8, for example "cp1252".
    names : str, optional
        How names of files in a folder are put together, for example
        "{date} {outlet} - {headline}"; see `helpers.corpus.files.file_names`. Where not given, it
        is guessed where that is plain; "" reads nothing from names.
    limits : mapping of str to str, optional
        Limits that differ from the package's `corpus.yml`; the new folder's file holds them.

    Raises
    ------
    InputError
        Where the source cannot be read, is above a limit, has no column of texts or no text at all,
        or the folder is not empty.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     source = Path(place, "news.tsv")
    ...     _ = source.write_text("Title\tmedia\tbody\nNo deal\tRT\tTalks ended.\n")
    ...     result = import_corpus(Path(place, "corpus"), source)
    ...     sorted(path.name for path in Path(place, "corpus", "articles").iterdir())
    ['rt-no-deal.txt']
    >>> result.columns
    {'text': 'body', 'headline': 'Title', 'outlet': 'media'}
    """
    folder, own_limits = Path(folder), dict(limits or {})
    if folder.absolute() == Path.cwd():
        # A folder that takes its name by renaming would leave the user in the one that was there.
        what, mend = "is the folder you are in", "choose a new folder"
        raise InputError.of(folder, what, mend)
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        what, mend = "already exists and is not an empty folder", "choose a new folder"
        raise InputError.of(folder, what, mend)
    if not name_is_utf8(str(folder.absolute())):
        raise InputError.of(folder, "its name is not UTF-8", "choose another folder")
    rules, within = read_column_rules(), read_limits(DEFAULTS, overrides=own_limits)
    table = open_table(Path(source), within, encoding=encoding)
    table, pattern = add_names(table, names, rules=rules)
    table = replace(table, rows=unnest(table.rows, parts=rules.parts))
    check_shape(table.path, table.rows.height, table.rows.width, within)
    matches = match_columns(table.rows, rules=rules, choices=columns, where=str(table.path))
    fields = {field: match.column for field, match in matches.items()}
    conversion = convert(table, fields, rules=rules, limits=within, day_first=day_first)
    if conversion.articles.is_empty():
        what = f'no text in column "{fields["text"]}"'
        if conversion.too_large:
            what += f", except {conversion.too_large} too long for an article"
        raise InputError.of(table.path, what, "choose another column with --column")
    twins = duplicates(conversion.articles.select("document", "text"), near=within.near_duplicate)
    result = ImportResult(
        folder=folder,
        rows=table.rows.height,
        articles=conversion.articles.height,
        empty=conversion.empty,
        too_large=conversion.too_large,
        undated=conversion.articles["published"].null_count(),
        twins=twins.height,
        removed=conversion.removed,
        cut_off=conversion.cut_off,
        stubs=conversion.stubs,
        names=pattern,
        columns=fields,
        reasons={field: match.reason for field, match in matches.items() if match.reason},
        unused=[name for name in table.rows.columns if name not in fields.values()],
        outlets=conversion.outlets,
        settings=[name for name in SETTINGS if (DEFAULTS / name).is_file()],
        notes=[*conversion.notes, *_twins(twins, str(table.path))],
    )
    _write(result, table, conversion, within)
    return result


def _twins(twins: pl.DataFrame, where: str) -> list[Problem]:
    if twins.is_empty():
        return []
    pairs = [f"{document} of {other}" for document, other in twins.select("document", "of").rows()]
    examples = ", ".join(pairs[:LISTED]) + (", ..." if len(pairs) > LISTED else "")
    who = "1 article repeats" if len(pairs) == 1 else f"{len(pairs)} articles repeat"
    what = f"{who} all or nearly all of another ({examples})"
    mend = 'kept; "report check" names each'
    return [Problem(where, what, mend, "warning")]


def _write(result: ImportResult, table: Table, conversion: Articles, limits: Limits) -> None:
    result.folder.parent.mkdir(parents=True, exist_ok=True)
    with replace_folder(result.folder) as fresh:
        if result.articles <= limits.articles_as_files:
            _write_files(fresh, conversion.articles)
        else:
            articles = conversion.articles.with_columns(file=pl.lit("articles.parquet"))
            articles.write_parquet(
                fresh / "articles.parquet", row_group_size=limits.row_group, compression="zstd"
            )
        for name in result.settings:
            shutil.copyfile(DEFAULTS / name, fresh / name)
        _keep_limits(fresh, limits)
        (fresh / "README.md").write_text(_datasheet(result, table), encoding="utf-8")


def _keep_limits(folder: Path, limits: Limits) -> None:
    """Write the limits of the import into the folder, or a check would refuse it."""
    usual = read_limits(DEFAULTS).model_dump()
    other = {name: value for name, value in limits.model_dump().items() if value != usual[name]}
    if other:
        lines = [f"{name}: {value}\n" for name, value in other.items()]
        (folder / "corpus.yml").write_text("".join(lines), encoding="utf-8")


def _write_files(folder: Path, articles: pl.DataFrame) -> None:
    (folder / "articles").mkdir()
    rows = articles.with_columns(file=pl.format("articles/{}.txt", "document"))
    for file, text in rows.select("file", "text").iter_rows():
        (folder / file).write_bytes(text.encode())
    rows.select(_LIST).write_csv(folder / "articles.csv")


def _datasheet(result: ImportResult, table: Table) -> str:
    template = Template((DEFAULTS / "datasheet.md").read_text(encoding="utf-8"))
    return template.substitute(
        name=result.folder.name,
        source=table.path.name,
        summary="\n".join(f"- {line}" for line in result.summary()),
        notes="\n".join(f"- {note.what}; {note.mend}" for note in result.notes) or "- none",
    )
