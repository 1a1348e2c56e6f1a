"""Towards whom: the tone of the sentences and clauses that refer to an actor."""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import polars as pl

from helpers.measures.joins import KEYS, join_in_order

if TYPE_CHECKING:  # building instruments needs NLTK, which these tables do not
    from helpers.measures.sentiment.instruments import Instrument


def mentions(sentences: pl.DataFrame, *, targets: Mapping[str, Iterable[str]]) -> pl.DataFrame:
    """Find the sentences that refer to each target.

    Parameters
    ----------
    sentences
        Columns document, sentence, text (or clauses; all other columns are kept).
    targets
        Target to the names that refer to it; matched as whole words, in this very case ("US" is no
        pronoun, "West" no direction).

    Returns
    -------
        The rows that refer to a target, with the column target, once for each target; target by
        target in the given order.

    Examples
    --------
    >>> sentences = pl.DataFrame({"document": "a", "sentence": [0, 1],
    ...                           "text": ["The U.S. and Russia met.", "They told us so."]})
    >>> mentions(sentences, targets={"west": ["US", "U.S."], "russia": ["Russia"]}).select(
    ...     "sentence", "target"
    ... ).rows()
    [(0, 'west'), (0, 'russia')]
    """
    tables = [sentences.clear().with_columns(pl.lit("").alias("target"))]
    for target, names in targets.items():
        words = list(names)
        if words:  # a pattern of no names would be found everywhere
            refers = pl.col("text").str.contains(_whole_words(words))
            tables.append(sentences.filter(refers).with_columns(pl.lit(target).alias("target")))
    return pl.concat(tables)


def clauses(sentences: pl.DataFrame, *, openers: Iterable[str]) -> pl.DataFrame:
    """Cut sentences into clauses at commas, semicolons, colons, dashes and conjunctions.

    A rough cut: it knows no grammar, and a list is cut as well. `openers` are words that open a
    clause ("but", "while"), in any case.

    Returns
    -------
        document, sentence, clause (from 0), text; an opener stays with the clause that it opens.

    Examples
    --------
    >>> sentences = pl.DataFrame({"document": "a", "sentence": 0,
    ...                           "text": "NATO is calm, Moscow angry but polite."})
    >>> clauses(sentences, openers=["but"])["text"].to_list()
    ['NATO is calm', 'Moscow angry', 'but polite.']
    """
    whole = sentences.select(*KEYS, "text")
    words = "|".join(sorted(map(re.escape, openers)))
    text = pl.col("text").str.replace_all(r"[,;:–—]|\s-\s", "\n")
    if words:
        text = text.str.replace_all(rf"(?i)\s((?:{words})\s)", "\n$1")
    parts = whole.with_columns(text.str.split("\n").alias("text")).explode("text")
    parts = parts.with_columns(pl.col("text").str.strip_chars()).filter(pl.col("text") != "")
    number = pl.int_range(pl.len(), dtype=pl.Int64).over(KEYS)
    return parts.select(*KEYS, number.alias("clause"), "text")


def target_tones(
    sentences: pl.DataFrame,
    *,
    targets: Mapping[str, Iterable[str]],
    openers: Iterable[str],
    instrument: "Instrument",
    tones: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Score what each sentence says of each target that it refers to.

    Two scores: of the whole sentence, and of those of its clauses alone that name the target.
    Neither is the stance that a coder sees: a sentence may regret what befalls a target. For
    `targets` and `openers` see `mentions` and `clauses`. `tones` are the scores of the sentences by
    this instrument (document, sentence, score), where they are known already.

    Returns
    -------
        document, sentence, target, lexicon, score (of the sentence), clause_score (of the clauses
        that name the target). Target by target.

    Examples
    --------
    >>> from pathlib import Path
    >>> from helpers.corpus.lexicons import open_lexicons, open_tone
    >>> from helpers.measures.sentiment.instruments import instruments
    >>> built = instruments(open_lexicons(), open_tone(Path("no-such-folder")))
    >>> sentences = pl.DataFrame({"document": "a", "sentence": 0,
    ...                           "text": "NATO is calm, but Moscow is angry."})
    >>> target_tones(sentences, targets={"russia": ["Moscow"]}, openers=["but"],
    ...              instrument=built["vader"]).rows()
    [('a', 0, 'russia', 'vader', -0.5859, -0.6652)]
    """
    by_target = {target: list(names) for target, names in targets.items()}
    whole = mentions(sentences.select(*KEYS, "text"), targets=by_target)
    parts = mentions(clauses(sentences, openers=openers), targets=by_target)
    clause_texts = parts.group_by(*KEYS, "target", maintain_order=True).agg(
        pl.col("text").str.join(", ").alias("clauses")
    )
    # A name that a cut has parted ("Armed Forces, of Ukraine") leaves no clause: the whole counts.
    both = whole.join(clause_texts, on=[*KEYS, "target"], how="left", maintain_order="left")
    both = both.with_columns(pl.col("clauses").fill_null(pl.col("text")))
    if tones is None:
        score = instrument.scores(both["text"])["score"]
    else:
        score = join_in_order(both.select(KEYS), tones.select(*KEYS, "score"))["score"]
    return both.select(
        *KEYS,
        "target",
        pl.lit(instrument.name).alias("lexicon"),
        score,
        instrument.scores(both["clauses"])["score"].alias("clause_score"),
    )


def _whole_words(names: Iterable[str]) -> str:
    # A name may end in a full stop ("U.S."), where no word boundary follows.
    words = "|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name)))
    return rf"(?:^|\W)(?:{words})(?:\W|$)"
