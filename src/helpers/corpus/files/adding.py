"""Add articles to a corpus folder."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from helpers.corpus.files.datasheet import append_to_sheet
from helpers.corpus.files.duplicates import duplicates
from helpers.corpus.files.folders import find_corpus
from helpers.corpus.files.import_result import ImportResult, result_of
from helpers.corpus.files.limits import read_limits
from helpers.corpus.files.opening import open_corpus
from helpers.corpus.files.sources import read_source
from helpers.corpus.files.table_limits import check_shape
from helpers.corpus.files.writing import check_place, keep_limits, write_articles
from helpers.system.outputs import replace_folder


def add_articles(
    folder: Path | str,
    source: Path | str,
    *,
    columns: Mapping[str, str] | None = None,
    day_first: bool | None = None,
    encoding: str | None = None,
    names: str | None = None,
    limits: Mapping[str, str] | None = None,
) -> ImportResult:
    r"""Add the articles of a table or a folder of texts to a corpus.

    An article of the same text, outlet and date as one that the corpus has is left out and named;
    one that repeats another in part, or in another outlet, is added and named. Articles, settings
    and codings that are there stay as they are. The folder changes as a whole or not at all.

    Parameters
    ----------
    folder : Path or str
        A corpus folder without errors.
    source, columns, day_first, encoding, names : see `import_corpus`
    limits : mapping of str to str, optional
        Limits that differ from the folder's.

    Raises
    ------
    InputError
        Where the corpus has an error, or the source cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> from helpers.corpus.files.importing import import_corpus
    >>> with tempfile.TemporaryDirectory() as place:
    ...     one, two = Path(place, "one.csv"), Path(place, "two.csv")
    ...     _ = one.write_text("id,text\na,Talks began.\n")
    ...     _ = two.write_text("id,text\na,Talks began.\nb,Talks ended.\n")
    ...     _ = import_corpus(Path(place, "corpus"), one)
    ...     result = add_articles(Path(place, "corpus"), two)
    ...     open_corpus(Path(place, "corpus")).documents["document"].to_list()
    ['a', 'b']
    >>> (result.articles, result.known)
    (1, 1)
    """
    folder = find_corpus(folder)
    check_place(folder)
    within = read_limits(folder, overrides=dict(limits or {}))
    corpus = open_corpus(folder)
    here = corpus.documents.join(corpus.texts, on="document", maintain_order="left")
    reading = read_source(
        Path(source),
        limits=within,
        columns=columns,
        day_first=day_first,
        encoding=encoding,
        names=names,
        corpus=here,
    )
    new = reading.conversion.articles
    together = pl.concat([here, new.select(here.columns)])
    check_shape(folder, together.height, together.width, within)
    twins = duplicates(together.select("document", "text"), near=within.near_duplicate)
    twins = twins.filter(pl.col("document").is_in(new["document"].to_list()))
    result = result_of(folder, reading, twins=twins, settings=[])
    if result.articles:
        with replace_folder(folder) as fresh:
            shutil.copytree(folder, fresh, symlinks=True, dirs_exist_ok=True)
            as_files = (folder / "articles.csv").is_file()
            write_articles(fresh, together, limits=within, as_files=as_files)
            keep_limits(fresh, within)
            append_to_sheet(fresh / "README.md", "Added", result, reading.table)
    return result
