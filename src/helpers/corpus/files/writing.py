"""Write articles into a corpus folder."""

from pathlib import Path

import polars as pl

from helpers.corpus.files.decoding import name_is_utf8
from helpers.corpus.files.limits import Limits, read_limits
from helpers.corpus.problems import InputError
from helpers.corpus.settings import DEFAULTS

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


def write_articles(folder: Path, articles: pl.DataFrame, *, limits: Limits, as_files: bool) -> None:
    """Write the list of a corpus' articles and those texts that are not there yet.

    Parameters
    ----------
    folder : Path
        The corpus folder.
    articles : polars.DataFrame
        All articles of the corpus: documents and text. `file` is missing where the text is not in
        the folder yet.
    limits : Limits
        Articles in one group of rows of a table.
    as_files : bool
        Whether to write a text file for each article and a list, or one table.
    """
    if not as_files:
        rows = articles.with_columns(file=pl.lit("articles.parquet"))
        rows.write_parquet(
            folder / "articles.parquet", row_group_size=limits.row_group, compression="zstd"
        )
        return
    (folder / "articles").mkdir(exist_ok=True)
    new = articles["file"].is_null()
    rows = articles.with_columns(
        file=pl.col("file").fill_null(pl.format("articles/{}.txt", "document"))
    )
    for file, text in rows.filter(new).select("file", "text").iter_rows():
        (folder / file).write_bytes(text.encode())
    rows.select(_LIST).write_csv(folder / "articles.csv")


def keep_limits(folder: Path, limits: Limits) -> None:
    """Write the limits of the import into the folder, or a check would refuse it."""
    if limits == read_limits(folder):
        return
    usual = read_limits(DEFAULTS).model_dump()
    other = {name: value for name, value in limits.model_dump().items() if value != usual[name]}
    lines = [f"{name}: {value}\n" for name, value in other.items()]
    (folder / "corpus.yml").write_text("".join(lines), encoding="utf-8")


def is_free(folder: Path) -> bool:
    """Return whether nothing is lost when a folder is made at a place."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def check_place(folder: Path) -> None:
    """Raise InputError where a corpus folder cannot be written at a place."""
    if folder.absolute() == Path.cwd():
        # A folder that takes its name by renaming would leave the user in the one that was there.
        what, mend = "is the folder you are in", "choose a new folder, or go to the one above"
        raise InputError.of(folder, what, mend)
    if not name_is_utf8(str(folder.absolute())):
        raise InputError.of(folder, "its name is not UTF-8", "choose another folder")
