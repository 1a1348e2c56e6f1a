"""Tell of texts that were saved or read in a wrong encoding."""

from collections.abc import Iterator, Mapping

import polars as pl

from helpers.corpus.problems import Problem

_MEND = "save the text again in UTF-8 from where it comes"


def garbled_texts(garbled: pl.DataFrame, where: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a warning for each text that has garbled characters, and one where some are lost.

    Parameters
    ----------
    garbled
        As `helpers.corpus.text.normalisation.normalise` gives them.
    where
        For each document the place of its row.

    Examples
    --------
    >>> garbled = pl.DataFrame({"document": ["a", "a"], "printed": ["â€™", "â€™"],
    ...                         "mended": ["’", "’"]})
    >>> for problem in garbled_texts(garbled, {"a": "articles.csv:2"}):
    ...     print(problem.what)
    garbled by a wrong encoding in 2 places, such as â€™ (read as ’)
    """
    places = (
        garbled.with_columns(is_lost=pl.col("mended").is_null())
        .group_by("document", "is_lost", maintain_order=True)
        .agg(pl.len(), pl.col("printed", "mended").first())
    )
    for document, is_lost, count, printed, mended in places.iter_rows():
        size = "1 place" if count == 1 else f"{count} places"
        what = f"garbled by a wrong encoding in {size}, such as {printed} (read as {mended})"
        if is_lost:
            what = f"characters are lost by a wrong encoding in {size}"
        yield Problem(where[document], what, _MEND, "warning")
