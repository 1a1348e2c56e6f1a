"""Open a reference corpus: how often each word occurs in texts of the analyst's choice."""

from pathlib import Path

import polars as pl

from helpers.corpus.files.delimited import read_delimited
from helpers.corpus.files.folders import here_or_above
from helpers.corpus.files.limits import read_limits
from helpers.corpus.files.parquet import read_parquet
from helpers.corpus.problems import InputError
from helpers.corpus.suggestions import suggest

_COLUMNS = ("token", "count")


def find_reference(path: Path | str) -> Path:
    """Return the file that a path means.

    A relative path that does not exist in the working directory is looked for in the folders
    above it, as a corpus folder is.

    Raises
    ------
    InputError
        Where there is no such file.
    """
    path = Path(path)
    file = here_or_above(path, Path.is_file)
    if file:
        return file
    what, mend = "no such reference corpus", "correct the path, or leave `reference` empty"
    raise InputError.of(path, what, mend)


def open_reference(path: Path | str) -> pl.DataFrame:
    r"""Read the word counts of a reference corpus.

    Parameters
    ----------
    path
        CSV, TSV or Parquet with the columns `token` and `count`; others are ignored. The counts
        must be of all words: their sum is the size of the corpus.

    Returns
    -------
    DataFrame
        token (lower case, each once, in alphabetical order), count.

    Raises
    ------
    InputError
        With the first defect: a missing column, or a row without a word or a whole number.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     file = Path(place, "counts.csv")
    ...     _ = file.write_text("token,count\nThe,3\nthe,2\nsea,1\n")
    ...     open_reference(file).rows()
    [('sea', 1), ('the', 5)]
    """
    path = find_reference(path)
    limits = read_limits(path.parent)
    if path.suffix.lower() == ".parquet":
        table, lines = read_parquet(path, limits).rows, None
    else:
        table, lines, _ = read_delimited(path, limits=limits)
    for name in _COLUMNS:
        if name not in table.columns:
            what = f'no column "{name}"'
            raise InputError.of(path, what, suggest(name, table.columns))
    counts = table.select(
        pl.col("token").cast(pl.String).str.strip_chars().str.to_lowercase(),
        pl.col("count").cast(pl.Int64, strict=False),
    ).with_row_index("row")
    wrong = counts.filter(
        pl.col("token").is_null()
        | (pl.col("token") == "")
        | pl.col("count").is_null()
        | (pl.col("count") < 0)
    )
    if wrong.height:
        row = wrong["row"][0]
        line = lines[row] if lines is not None else row + 1
        what = "not a word with a whole number of at least 0"
        mend = "give every row a token and a count, or remove it"
        raise InputError.of(f"{path}:{line}", what, mend)
    if not counts["count"].sum():
        raise InputError.of(path, "it counts no words", "use the word counts of a corpus")
    return counts.group_by("token").agg(pl.col("count").sum()).sort("token")
