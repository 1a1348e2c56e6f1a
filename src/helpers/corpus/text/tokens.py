r"""Word tokens and their places.

A token is a run of letters, combining marks and digits of any script that begins with a letter or
digit. It may hold single apostrophes and hyphens between such runs ("NATO's", "non-expansion"); a
number keeps its separators ("1,000.5") and what is written on to it ("1.5bn"); initials with full
stops are one token ("U.S."). All other characters part tokens. Scripts written without spaces are
not cut into words.
"""

import polars as pl

_RUN = r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*"
_NUMBER = r"\p{Nd}+(?:[.,]\p{Nd}+)+[\p{L}\p{M}\p{N}]*"
_INITIALS = r"(?:\p{L}\.){2,}"
# Apostrophes; hyphens; soft hyphen and the zero-width (non-)joiner, which stand inside words.
_JOINT = r"['’ʼ\-‐‑\u{AD}\u{200C}\u{200D}]"

TOKEN = rf"(?:{_INITIALS}|{_NUMBER}|{_RUN})(?:{_JOINT}(?:{_NUMBER}|{_RUN}))*"
"""The pattern of a token, for polars' regular expressions (`str.extract_all`)."""


def count_words(column: str) -> pl.Expr:
    """Count the tokens of each text; a missing text has none.

    Examples
    --------
    >>> texts = pl.DataFrame({"text": ["NATO’s 1,000 aims", "…", None]})
    >>> texts.select(count_words("text"))["text"].to_list()
    [3, 0, 0]
    """
    return pl.col(column).str.count_matches(TOKEN).fill_null(0).cast(pl.Int64)


def tokenize(sentences: pl.DataFrame, *, written: bool = False) -> pl.DataFrame:
    """Return the tokens of each span with their places in the raw text.

    To count without places, ``str.to_lowercase().str.extract_all(TOKEN)`` is enough and faster.

    Parameters
    ----------
    sentences : DataFrame
        document, sentence, start, end, text: spans of the raw text, in reading order.
    written : bool
        Whether to add the column `written`: the token with the capitals that it has.

    Returns
    -------
    DataFrame
        document, sentence, position (0.. in each document), token (lower case), start, end
        (half-open code points of the raw text, so that ``raw[start:end].lower() == token``).

    Raises
    ------
    ValueError
        Where a text is not as long as its span, as in sentences joined by
        `helpers.corpus.text.cleaning.as_read`: their tokens have no place in the raw text.

    Examples
    --------
    >>> spans = pl.DataFrame(
    ...     {"document": "a", "sentence": 3, "start": 10, "end": 27, "text": "NATO’s 1,000 aims"}
    ... )
    >>> tokenize(spans).select("position", "token", "start", "end").rows()
    [(0, 'nato’s', 10, 16), (1, '1,000', 17, 22), (2, 'aims', 23, 27)]
    """
    misfit = sentences.filter(pl.col("text").str.len_chars() != pl.col("end") - pl.col("start"))
    if not misfit.is_empty():
        document, sentence = misfit.select("document", "sentence").row(0)
        raise ValueError(f"sentence {sentence} of {document}: the text is not as long as its span")
    # Cut at the tokens, a text leaves the gaps between them; NUL, which parts tokens anyway, may
    # stand for a token once a space stands for NUL.
    text = pl.col("text").str.replace_all("\0", " ", literal=True)
    gaps = text.str.replace_all(TOKEN, "\0").str.split("\0")
    return (
        sentences.lazy()
        .select(
            "document",
            "sentence",
            "start",
            pl.col("text").str.extract_all(TOKEN).alias("token"),
            # The gap after the last token leads to no token.
            gaps.list.head(gaps.list.len() - 1).alias("gap"),
        )
        .filter(pl.col("token").list.len() > 0)
        .with_row_index("span")
        .explode("token", "gap")
        .with_columns(
            pl.col("token").str.len_chars().cast(pl.Int64).alias("length"),
            pl.col("gap").str.len_chars().cast(pl.Int64).alias("gap"),
        )
        .with_columns(
            (pl.col("start") + (pl.col("length") + pl.col("gap")).cum_sum().over("span")).alias(
                "end"
            )
        )
        .select(
            "document",
            "sentence",
            pl.int_range(pl.len()).over("document").alias("position"),
            pl.col("token").str.to_lowercase(),
            (pl.col("end") - pl.col("length")).alias("start"),
            "end",
            *([pl.col("token").alias("written")] if written else []),
        )
        .collect()
    )
