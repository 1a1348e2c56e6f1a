"""Cut texts into tokens and number the distinct ones, so that rules work on whole columns."""

from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray


class Tokens(NamedTuple):
    """All tokens of some texts, one after the other.

    Attributes
    ----------
    distinct
        The distinct tokens, by first appearance.
    ids
        Each token's place in `distinct`.
    text
        The number of the text that each token stands in.
    starts
        Where each text's tokens start in `ids`; one more entry than texts.
    """

    distinct: list[str]
    ids: NDArray[np.int64]
    text: NDArray[np.int64]
    starts: NDArray[np.int64]


def number_tokens(texts: pl.Series, *, pattern: str) -> Tokens:
    r"""Match a regular expression of polars' in each text and number the distinct matches.

    Examples
    --------
    >>> tokens = number_tokens(pl.Series(["to be or", "", "not to be"]), pattern=r"\w+")
    >>> tokens.distinct, tokens.ids.tolist(), tokens.starts.tolist()
    (['to', 'be', 'or', 'not'], [0, 1, 2, 3, 0, 1], [0, 3, 3, 6])
    """
    lists = texts.fill_null("").str.extract_all(pattern)
    lengths = lists.list.len().to_numpy()
    starts = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    flat = lists.explode(empty_as_null=False)
    distinct = flat.unique(maintain_order=True)
    ids = flat.cast(pl.Enum(distinct)).to_physical().to_numpy().astype(np.int64)
    text = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
    return Tokens(distinct.to_list(), ids, text, starts)
