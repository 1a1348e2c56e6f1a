"""What the patterns matched: the words of each frame, and the sentences they stand in."""

import polars as pl

from helpers.measures.joins import KEYS


def matched_words(codes: pl.DataFrame, texts: pl.DataFrame, *, first: int = 3) -> pl.DataFrame:
    """List the words that each frame's patterns matched most often.

    Parameters
    ----------
    codes
        document, frame, start, end (code points into the raw text), pattern; codes with an empty
        one cover a whole sentence and show no word.
    texts
        document, text (raw).
    first
        How many to list for a frame.

    Returns
    -------
    DataFrame
        frame, matched (words in small letters, each with how often they were matched); sorted by
        frame.

    Examples
    --------
    >>> codes = pl.DataFrame(
    ...     {"document": "a", "frame": "costs", "start": [0, 9, 15], "end": [4, 14, 19]}
    ... ).with_columns(pattern=pl.lit("x"))
    >>> texts = pl.DataFrame({"document": ["a"], "text": ["Cost and taxes cost"]})
    >>> matched_words(codes, texts).rows()
    [('costs', 'cost (2); taxes (1)')]
    """
    words = pl.col("text").str.slice(pl.col("start"), pl.col("end") - pl.col("start"))
    return (
        codes.filter(pl.col("pattern") != "")
        .join(texts, on="document", how="left", maintain_order="left")
        .group_by("frame", words.str.to_lowercase().str.replace_all(r"\s+", " ").alias("words"))
        .agg(times=pl.len())
        .sort("frame", "times", "words", descending=[False, True, False])
        .group_by("frame", maintain_order=True)
        .agg(matched=pl.format("{} ({})", "words", "times").head(first).str.join("; "))
    )


def matched_sentences(
    codes: pl.DataFrame, sentences: pl.DataFrame, *, of: str = "frame"
) -> pl.DataFrame:
    """List the sentences that each frame's patterns matched, with the places that they matched.

    Parameters
    ----------
    codes
        document, sentence, start, end (code points into the raw text), and the column `of`.
    sentences
        document, sentence, start, end, text, voice, speaker.
    of
        The column that names the frames, or whatever else was matched.

    Returns
    -------
    DataFrame
        `of`, document, sentence, voice, speaker, text, spans (start and end of each match in the
        sentence's text; none where the text was put together from pieces of the raw one); sorted by
        `of`, within it in the order of the sentences.

    Examples
    --------
    >>> sentences = pl.DataFrame(
    ...     {"document": ["a"], "sentence": [3], "start": [100], "end": [115],
    ...      "text": ["The costs grow."], "voice": ["narrator"], "speaker": [None]}
    ... )
    >>> codes = pl.DataFrame(
    ...     {"document": ["a"], "sentence": [3], "frame": ["costs"], "start": [104], "end": [109]}
    ... )
    >>> matched_sentences(codes, sentences).select("frame", "sentence", "spans").rows()
    [('costs', 3, [[4, 9]])]
    """
    start = pl.col("sentence_start")
    is_whole = pl.col("text").str.len_chars() == pl.col("sentence_end") - start
    spans = pl.concat_list(pl.col("start") - start, pl.col("end") - start)
    about = sentences.select(
        *KEYS, "voice", "speaker", "text", sentence_start="start", sentence_end="end"
    )
    return (
        about.with_row_index("place")
        .join(codes.select(*KEYS, of, "start", "end"), on=KEYS, maintain_order="left")
        .group_by(of, "place", *KEYS, "voice", "speaker", "text", maintain_order=True)
        .agg(spans.filter(is_whole).alias("spans"))
        .sort(of, "place")
        .drop("place")
    )
