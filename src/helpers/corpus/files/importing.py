"""Make a corpus folder from a table of texts or a folder of text files."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from helpers.corpus.files.datasheet import append_to_sheet, datasheet, is_untouched
from helpers.corpus.files.duplicates import duplicates
from helpers.corpus.files.import_result import ImportResult, result_of
from helpers.corpus.files.limits import Limits, read_limits
from helpers.corpus.files.sources import Reading, read_source
from helpers.corpus.files.writing import check_place, is_free, keep_limits, write_articles
from helpers.corpus.problems import InputError
from helpers.corpus.settings import DEFAULTS, SETTINGS
from helpers.system.outputs import replace_folder

# Files that list a corpus' articles.
_LISTS = ("articles.csv", "articles.parquet")


def import_corpus(
    folder: Path | str,
    source: Path | str,
    *,
    columns: Mapping[str, str] | None = None,
    day_first: bool | None = None,
    encoding: str | None = None,
    names: str | None = None,
    limits: Mapping[str, str] | None = None,
    again: bool = False,
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
    again : bool
        Whether the folder may be a corpus already: then its articles are replaced, while its
        settings, its codings and a datasheet that somebody has completed stay.

    Raises
    ------
    InputError
        Where the source cannot be read, is above a limit, has no column of texts or no text at all,
        or the folder is not empty (with `again`: is no corpus).

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
    folder = Path(folder)
    check_place(folder)
    repeated = again and any((folder / name).is_file() for name in _LISTS)
    if not repeated and not is_free(folder):
        raise InputError.of(folder, "already exists and is not an empty folder", _elsewhere(folder))
    within = read_limits(folder if repeated else DEFAULTS, overrides=dict(limits or {}))
    reading = read_source(
        Path(source),
        limits=within,
        columns=columns,
        day_first=day_first,
        encoding=encoding,
        names=names,
    )
    texts = reading.conversion.articles.select("document", "text")
    twins = duplicates(texts, near=within.near_duplicate)
    settings = [name for name in SETTINGS if (DEFAULTS / name).is_file()]
    result = result_of(folder, reading, twins=twins, settings=settings)
    _write(result, reading, within)
    return result


def _elsewhere(folder: Path) -> str:
    if any((folder / name).is_file() for name in _LISTS):
        return 'choose a new folder, use "report add", or replace its articles with --again'
    return "choose a new folder"


def _write(result: ImportResult, reading: Reading, limits: Limits) -> None:
    result.folder.parent.mkdir(parents=True, exist_ok=True)
    with replace_folder(result.folder) as fresh:
        if result.folder.is_dir():
            # What the analyst has made of the folder stays.
            old = shutil.ignore_patterns("articles", *_LISTS)
            shutil.copytree(result.folder, fresh, symlinks=True, dirs_exist_ok=True, ignore=old)
        as_files = result.articles <= limits.articles_as_files
        write_articles(fresh, reading.conversion.articles, limits=limits, as_files=as_files)
        for name in result.settings:
            if not (fresh / name).exists():
                shutil.copyfile(DEFAULTS / name, fresh / name)
        keep_limits(fresh, limits)
        _datasheet(fresh / "README.md", result, reading)


def _datasheet(path: Path, result: ImportResult, reading: Reading) -> None:
    if path.is_file() and not is_untouched(path):
        append_to_sheet(path, "Imported again", result, reading.table)
    else:
        path.write_text(datasheet(result, reading.table), encoding="utf-8")
