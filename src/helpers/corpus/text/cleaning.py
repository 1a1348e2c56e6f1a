"""Mark headings and boilerplate, and rejoin sentences that a signature interrupts."""

import polars as pl

from helpers.corpus.text.headlines import NO_HEADLINES, mark_reprints
from helpers.corpus.text.rules import Cleaning, Flag, match_rules

__all__ = ["Cleaning", "as_read", "cleaning_log", "garbled_log", "mark"]
# What stands before an interruption and is not the sentence's; the full stops of initials are.
_INTERRUPTED = r"(?P<initials>(?:\p{L}\.){2,})?[\s.–—-]*$"


def mark(sentences: pl.DataFrame, cleaning: Cleaning) -> pl.DataFrame:
    r"""Add the kind of each span, and number the parts of a divided sentence alike.

    Parameters
    ----------
    sentences : DataFrame
        As `helpers.corpus.text.sentences.split` returns it.
    cleaning : Cleaning
        The rules.

    Returns
    -------
    DataFrame
        The same rows and columns with `kind` (body, heading, boilerplate); `part_of` is the number
        of the first span of the sentence that this span belongs to.

    Examples
    --------
    >>> from pathlib import Path
    >>> from helpers.corpus.text.sentences import split
    >>> from helpers.corpus.settings import find_settings, read_settings
    >>> cleaning = read_settings(find_settings(Path("."), "cleaning.yml"), Cleaning)
    >>> text = '"He (Biden. -\n\nRT\n\n) agrees," Sullivan said.\n\nLeave a Reply'
    >>> texts = pl.DataFrame({"document": ["a"], "text": [text]})
    >>> mark(split(texts, cleaning), cleaning).select("sentence", "part_of", "kind").rows()
    [(0, 0, 'body'), (1, 1, 'boilerplate'), (2, 0, 'body'), (3, 3, 'boilerplate')]
    """
    kinds = {rule.id: rule.marks for rule in cleaning.rules}
    lines = match_rules(sentences, cleaning)
    return (
        lines.with_columns(
            pl.col("rule")
            .replace_strict(kinds, default="body", return_dtype=pl.String)
            .alias("kind")
        )
        .pipe(_rejoin, cleaning)
        .drop("rule")
    )


def cleaning_log(
    sentences: pl.DataFrame, cleaning: Cleaning, headlines: pl.DataFrame = NO_HEADLINES
) -> pl.DataFrame:
    """Return what was marked, rejoined or flagged, and why.

    Parameters
    ----------
    sentences : DataFrame
        As `helpers.corpus.text.sentences.split` or `mark` returns it.
    cleaning : Cleaning
        The rules.
    headlines : DataFrame
        As `helpers.corpus.text.headlines.mark_reprints` takes it.

    Returns
    -------
    DataFrame
        document, sentence, start, end (of the span, or of the flagged word), rule, text, reason;
        in the order of the texts. The rule `rejoined` is a span read as part of an earlier one,
        `reprint` the headline printed once more.
    """
    log = ["document", "sentence", "start", "end", "rule", "text", "reason"]
    reasons = {rule.id: rule.reason for rule in cleaning.rules}
    order = sentences.select(pl.col("document").unique(maintain_order=True)).with_row_index("order")
    spans = mark_reprints(mark(sentences, cleaning), headlines)
    marks = (
        match_rules(sentences, cleaning)
        .filter(pl.col("rule").is_not_null())
        .with_columns(reason=pl.col("rule").replace_strict(reasons, return_dtype=pl.String))
    )
    again = pl.col("reprint")
    repairs = spans.filter(again | (pl.col("part_of") != pl.col("sentence"))).with_columns(
        rule=pl.when(again).then(pl.lit("reprint")).otherwise(pl.lit("rejoined")),
        reason=pl.when(again)
        .then(pl.lit("the headline once more; it counts once"))
        .otherwise(pl.lit("read as one with the sentence before it, which a signature cut")),
    )
    flags = [_flag(sentences, flag) for flag in cleaning.flags]
    return (
        pl.concat([table.select(log) for table in (marks, repairs, *flags)])
        .join(order, on="document", how="left")
        .sort("order", "start", "rule")
        .select(log)
    )


def garbled_log(garbled: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """Return where characters were decoded in the wrong way, as rows of a cleaning log.

    Parameters
    ----------
    garbled : DataFrame
        As `helpers.corpus.text.normalisation.normalise` gives them, but by places in the texts.
    spans : DataFrame
        document, sentence, start.

    Returns
    -------
    DataFrame
        As `cleaning_log`, a row a sentence and rule: `mojibake` where the characters are read as
        what they were, `lost` where nobody can tell. `text` has each form once.

    Examples
    --------
    >>> garbled = pl.DataFrame({"document": "a", "start": [12, 21], "end": [13, 22],
    ...                         "printed": "â€™", "mended": "’"})
    >>> spans = pl.DataFrame({"document": "a", "sentence": [0, 1], "start": [0, 10]})
    >>> garbled_log(garbled, spans).select("sentence", "start", "end", "text", "reason").row(0)
    (1, 12, 22, 'â€™', 'garbled by a wrong encoding in 2 places, read as ’')
    """
    lost = pl.col("mended").is_null()
    one = pl.col("size") == 1
    places = pl.when(one).then(pl.lit("1 place")).otherwise(pl.format("{} places", "size"))
    return (
        garbled.sort("start")
        .join_asof(
            spans.select("document", "sentence", "start").sort("start"),
            on="start",
            by="document",
            check_sortedness=False,
        )
        .with_columns(
            pl.col("sentence").fill_null(0),
            rule=pl.when(lost).then(pl.lit("lost")).otherwise(pl.lit("mojibake")),
        )
        .group_by("document", "sentence", "rule", maintain_order=True)
        .agg(
            pl.col("start").min(),
            pl.col("end").max(),
            text=pl.col("printed").unique(maintain_order=True).str.join(" "),
            mended=pl.col("mended").unique(maintain_order=True).str.join(" "),
            size=pl.len(),
        )
        .with_columns(
            reason=pl.when(pl.col("rule") == "lost")
            .then(pl.format("lost by a wrong encoding in {}, left as it is", places))
            .otherwise(pl.format("garbled by a wrong encoding in {}, read as {}", places, "mended"))
        )
        .sort("document", "start", "rule")
        .select("document", "sentence", "start", "end", "rule", "text", "reason")
    )


def as_read(sentences: pl.DataFrame) -> pl.DataFrame:
    r"""Return one row for each sentence as a reader reads it.

    Parameters
    ----------
    sentences : DataFrame
        As `mark` returns it; further columns are allowed.

    Returns
    -------
    DataFrame
        The same columns. Spans of one sentence are one row: `start` of the first, `end` of the
        last, the parts' text joined without the interruption and the stop or dash before it; the
        other columns from the first part. Line breaks in `text` are read as spaces.

    Examples
    --------
    >>> as_read(pl.DataFrame({
    ...     "document": "a", "sentence": [6, 7, 8], "part_of": [6, 7, 6], "start": [0, 15, 19],
    ...     "end": [13, 17, 29], "text": ['"He (Biden. -', "RT", ") agrees.\""], "kind": "body",
    ... })).select("sentence", "start", "end", "text").rows()
    [(6, 0, 29, '"He (Biden) agrees."'), (7, 15, 17, 'RT')]
    """
    key = ["document", "part_of"]
    following = pl.col("text").shift(-1).over(key)
    closes = following.str.contains(r"^\s*\)")
    part = (
        pl.when(closes)
        .then(pl.col("text").str.replace(_INTERRUPTED, "$initials"))
        .when(following.is_not_null())
        .then(pl.col("text") + " ")
        .otherwise("text")
        .alias("text")
    )
    is_part = pl.len().over(key) > 1
    whole = sentences.filter(~is_part)
    parts = (
        sentences.filter(is_part)
        .with_columns(part)
        .group_by(key, maintain_order=True)
        .agg(
            pl.col("text").str.join(""),
            pl.col("start").min(),
            pl.col("end").max(),
            pl.exclude(*key, "text", "start", "end").first(),
        )
        .select(sentences.columns)
    )
    order = sentences.select(pl.col("document").unique(maintain_order=True)).with_row_index("order")
    return (
        pl.concat([whole, parts])
        .with_columns(
            pl.col("text").str.replace_all(r"\s*[\r\n\x0b\x0c\u{85}\u{2028}\u{2029}]\s*", " ")
        )
        .join(order, on="document", how="left")
        .sort("order", "sentence")
        .select(sentences.columns)
    )


def _rejoin(spans: pl.DataFrame, cleaning: Cleaning) -> pl.DataFrame:
    """Give the spans of a sentence that boilerplate interrupts one number in `part_of`."""
    opens = pl.col("text").str.contains(cleaning.opened).shift(1).over("document")
    resumes = pl.col("text").str.contains(cleaning.resumed)
    chain = (~(opens.fill_null(False) & resumes)).cum_sum().over("document")
    firsts = spans.filter(pl.col("kind") != "boilerplate").select(
        "document", "sentence", pl.col("sentence").first().over("document", chain).alias("first")
    )
    return (
        spans.join(firsts, on=["document", "sentence"], how="left", maintain_order="left")
        .with_columns(pl.coalesce("first", "sentence").alias("part_of"))
        .drop("first")
    )


def _flag(sentences: pl.DataFrame, flag: Flag) -> pl.DataFrame:
    """Return one row for each match of a flag's pattern, with its offsets into the raw text."""
    matches = pl.col("text").str.extract_all(flag.pattern)
    share = matches.list.eval(pl.element().str.len_chars()).list.sum().sum().over(
        "document"
    ) / pl.col("text").str.len_chars().sum().over("document")
    rows = []
    hits = sentences.with_columns(matches=matches, share=share).filter(
        pl.col("matches").list.len() > 0, pl.col("share") <= flag.at_most
    )
    for row in hits.iter_rows(named=True):
        position = 0
        for match in row["matches"]:
            position = row["text"].index(match, position)
            start = row["start"] + position
            position += len(match)
            rows.append((row["document"], row["sentence"], start, start + len(match), match))
    schema = {"document": pl.String, "sentence": pl.Int64, "start": pl.Int64, "end": pl.Int64}
    return pl.DataFrame(rows, schema={**schema, "text": pl.String}, orient="row").with_columns(
        rule=pl.lit(flag.id), reason=pl.lit(flag.reason)
    )
