"""Which words stand near one word more often than chance would have it."""

import math
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from helpers.findings import choices, limits
from helpers.findings.choices import main_term
from helpers.findings.claim import Answer, Claim, inapplicable, makes
from helpers.findings.estimate import NO_ESTIMATE, Estimate, evidence
from helpers.findings.nothing_here import NO_CONTENT_WORD
from helpers.findings.specifications import (
    ARTICLES,
    EVERY,
    Choice,
    Options,
    Specifications,
    evaluate,
    leave_out,
)
from helpers.findings.superlative import UNITS, at_rank, choose_again, leader, quote, superlative
from helpers.findings.wording import count, number
from helpers.measures.joins import KEYS
from helpers.measures.terms.association import log_dice
from helpers.measures.terms.collocation import beside, near_nodes
from helpers.measures.terms.contingency import g2, log_ratio, log_ratio_interval
from helpers.measures.terms.ngrams import ORDER, without_stopwords
from helpers.measures.terms.tokens import Tokens, count_rows, sentences_with
from helpers.study.selection import Selection
from helpers.study.words import (
    as_written,
    chosen_word,
    forms_of,
    join_phrase,
    neighbours,
    occurs,
    places_of_word,
    sentences_of_term,
    words_with_phrase,
)

CHAPTER = "words"
NO_WORD_TITLE = "Which words stand near the chosen one?"
# Windows that an analyst could have chosen as well, beside the whole sentence.
OTHER_WINDOWS = (3, 5, 10)
SENTENCE = "sentence"
# How the closest word can be chosen; the chapter chooses by the first.
OWN_MEASURE = "log-likelihood"
MEASURES = (OWN_MEASURE, "logDice", "log ratio")
# Weaker collocates hardly come first in a resample.
CANDIDATES = 40


def findings(chapter: Selection) -> list[Claim]:
    """Findings on the neighbours of a word."""
    return [closest(chapter)]


@makes("company-closest", chapter=CHAPTER, reads=["words"])
def closest(chapter: Selection) -> Answer:
    """The strongest collocate, and how much more often it stands near than elsewhere."""
    word, window = chosen_word(chapter), chapter.parameters.window
    written = as_written(chapter)
    name = written.get(word, word)
    title = f"Which word belongs most closely to “{name}”?" if word else NO_WORD_TITLE
    table = neighbours(chapter, window) if word else pl.DataFrame()
    if not table.height or table["count"][0] <= table["expected"][0]:
        least = count(chapter.parameters.min_frequency, "time")
        reason = (
            f"No word stands near “{name}” at least {least} and more often than by chance."
            if word
            else NO_CONTENT_WORD
        )
        return inapplicable(title=title, reason=reason)
    best = table.row(0, named=True)

    company = count_company(words_with_phrase(chapter), word, window, apart=False)
    four = company.contingency(best["collocate"])
    estimate = NO_ESTIMATE
    if four:
        # The strongest of many candidates is corrected for having been chosen from among them.
        level = 1 - (1 - chapter.parameters.confidence) / table.height
        low, high = map(float, log_ratio_interval(*four, confidence=level))
        estimate = Estimate(float(log_ratio(*four)), low, high, best["count"])
    leaders = at_rank(table["collocate"].to_list(), table["g2"].to_list(), rank=1)
    names = [written.get(leader, leader) for leader in leaders]
    subject = f"“{names[0]}” belongs most closely to “{name}”"
    if len(leaders) > 1:
        subject = f"No word belongs more closely to “{name}” than {quote(names)}; of the first"
    again = _choose_again(chapter, word, table["collocate"].head(CANDIDATES).to_list())
    together = sentences_of_term(chapter, best["collocate"]).join(
        places_of_word(chapter).select(KEYS), on=KEYS, how="semi", maintain_order="left"
    )
    return Answer(
        title=title,
        most=superlative(again, best["collocate"], label=names[0]),
        text=f"{subject}: {number(best['count'], 0)} of its "
        f"{count(best['collocate_count'], 'use')} "
        f"{'stands' if best['count'] == 1 else 'stand'} within {count(window, 'word')} of "
        f"“{name}”, where chance alone would put {number(best['expected'], 1)}.",
        limits=limits.join_sentences(
            f"The closest is chosen, by {OWN_MEASURE}, from {count(table.height, 'neighbour')}; "
            "the interval is corrected for that choice."
            if table.height > 1
            else "",
            limits.of_few(
                best["count"],
                "place where the two stand together",
                "places where the two stand together",
            ),
        ),
        # Near against elsewhere: the two words in the other order are another question.
        subjects=("near", "elsewhere", best["collocate"], word),
        estimate=estimate,
        unit="doublings more frequent near it than elsewhere (interval corrected for "
        f"{count(table.height, 'collocate')})",
        specifications=_specifications(chapter, word, best["collocate"]),
        evidence=evidence(together),
    )


class Company(NamedTuple):
    """Counts of every word near a node and elsewhere, by document.

    Attributes
    ----------
    words
        document, term, together (near the node), total; with a missing span counted in sentences.
    sizes
        document, inside (words near the node, or sentences with it), whole (words but the node's,
        or sentences), nodes (places of the node, or sentences with it).
    """

    words: pl.DataFrame
    sizes: pl.DataFrame

    def without(self, option: str) -> "Company":
        """Leave out the article that an option of `articles` leaves out."""
        return Company(leave_out(self.words, option), leave_out(self.sizes, option))

    def contingency(self, term: str) -> tuple[int, int, int, int] | None:
        """Count a word near the node and elsewhere, then the words of both; None without both."""
        pair = self.words.filter(term=term)
        together, total = int(pair["together"].sum()), int(pair["total"].sum())
        inside, whole = int(self.sizes["inside"].sum()), int(self.sizes["whole"].sum())
        if not 0 < inside < whole:
            return None
        return together, total - together, inside, whole - inside

    def scores(
        self, measure: str, *, minimum: int, stop_words: Collection[str]
    ) -> dict[str, float]:
        """Give the association of each word that is drawn to the node, by a measure."""
        totals = self.words.group_by("term").agg(pl.col("together", "total").sum()).sort("term")
        totals = without_stopwords(
            totals.filter(pl.col("together") >= minimum), stop_words, term="term"
        )
        sizes = [int(self.sizes[name].sum()) for name in ("inside", "whole", "nodes")]
        values = associate(
            totals["together"].to_numpy(), totals["total"].to_numpy(), sizes, measure=measure
        )
        return {
            term: value
            for term, value in zip(totals["term"], values.tolist(), strict=True)
            if not math.isnan(value)
        }


def associate(
    together: NDArray[Any], total: NDArray[Any], sizes: Sequence[Any], *, measure: str
) -> NDArray[np.float64]:
    """Give the association of words with the node; no number where they do not attract each other.

    Parameters
    ----------
    together, total
        Occurrences near the node, and all.
    sizes
        Words near the node, all words but the node's, and places of the node.
    measure
        One of `MEASURES`.
    """
    inside, whole, nodes = (np.asarray(size, dtype=np.float64) for size in sizes)
    four = (together, total - together, inside, whole - inside)
    with np.errstate(all="ignore"):
        values = {
            "log-likelihood": lambda: g2(*four),
            "logDice": lambda: log_dice(together, nodes, total),
            "log ratio": lambda: log_ratio(*four),
        }[measure]()
        attracts = (together * whole > inside * total) & (inside < whole)
    return np.where(attracts, values, np.nan)


def count_company(words: Tokens, node: str, span: int | None, *, apart: bool = True) -> Company:
    """Count every word near a node and elsewhere (see `Company`); `apart` as for `count_tokens`."""
    return Surroundings.read(words, node, count_tokens(words, apart=apart)).company(span)


class Surroundings(NamedTuple):
    """A node's sentences, and how often all words occur.

    Attributes
    ----------
    node
        The word.
    about
        Its sentences: document (as in `counts`), sentence, position, term, first.
    counts
        document, token, term, count, sentences (that have the term), units (of all sentences, those
        that this token opens).
    units
        Number of the sentence of each row of `about`.
    """

    node: str
    about: pl.DataFrame
    counts: pl.DataFrame
    units: NDArray[Any]

    @classmethod
    def read(cls, words: Tokens, node: str, counts: pl.DataFrame) -> "Surroundings":
        """Read them from a table of words (see `Selection.count_words`) and its `count_tokens`."""
        rows = words.lazy().select(*ORDER, "term", "first")
        about = sentences_with(rows, [node], term="term").sort(ORDER)
        units = about.select(pl.struct(KEYS).rle_id()).to_series().to_numpy()
        # Only now, as sentences of two articles must not be taken for one.
        if (counts["document"] == "").all():
            about = about.with_columns(document=pl.lit(""))
        return cls(node, about, counts, units)

    def company(self, span: int | None) -> Company:
        """Count every word near the node: so many words to each side, or in its sentences."""
        is_node = pl.col("term") == self.node
        if span is None:
            # Of each sentence a term counts once.
            marks = self.about.filter("first").with_columns(near=~is_node)
            total, whole = "sentences", pl.col("units").sum()
            inside = nodes = marks.filter(is_node)
        else:
            nodes_at = self.about.select(is_node).to_series().to_numpy()
            near, _ = near_nodes(nodes_at, self.units, span=span)
            marks = self.about.with_columns(near=pl.Series(near, dtype=pl.Boolean))
            total, whole = "count", pl.col("count").filter(~is_node).sum()
            inside, nodes = marks.filter("near"), marks.filter(is_node)
        together = marks.filter("near").group_by("document", "term").agg(together=pl.len())
        totals = self.counts.filter(~is_node).group_by("document", "term")
        sizes = self.counts.group_by("document").agg(whole=whole)
        for name, rows in (("inside", inside), ("nodes", nodes)):
            sizes = sizes.join(
                rows.group_by("document").agg(pl.len().alias(name)), on="document", how="left"
            )
        return Company(
            totals.agg(total=pl.col(total).sum())
            .join(together, on=["document", "term"], how="left")
            .with_columns(pl.col("together").fill_null(0)),
            sizes.fill_null(0),
        )


def count_tokens(words: Tokens, *, apart: bool = True) -> pl.DataFrame:
    """Count tokens by what they are counted as (see `Surroundings`).

    Parameters
    ----------
    apart
        Whether each article is counted apart; otherwise all as one without a name, as these counts
        of a large corpus are too many for memory.
    """
    rows = words.lazy()
    return count_rows(
        (rows if apart else rows.with_columns(document=pl.lit("")))
        .group_by("document", "token", "term")
        .agg(
            pl.len().cast(pl.Int64).alias("count"),
            sentences=pl.col("first").sum().cast(pl.Int64),
            units=pl.col("opens").sum().cast(pl.Int64),
        )
    )


def _choose_again(chapter: Selection, word: str, candidates: Sequence[str]) -> pl.DataFrame:
    """Choose the closest word anew in every resample, by log-likelihood, as the chapter does.

    The candidates are those of the chapter, however rare they are in a resample.
    """
    words = words_with_phrase(chapter).select(*ORDER, "term")
    marks = beside(
        sentences_with(words, [word], term="term"),
        word,
        term="term",
        span=chapter.parameters.window,
    )
    near, is_node = pl.col("near"), pl.col("term") == word
    beside_it = {
        **{f"near {term}": near & (pl.col("term") == term) for term in candidates},
        "inside": near,
    }
    anywhere = {
        **{f"all {term}": pl.col("term") == term for term in candidates},
        "whole": ~is_node,
        "nodes": is_node,
    }
    every, together = (
        rows.group_by(KEYS).agg(
            column.sum().cast(pl.UInt16).alias(name) for name, column in sums.items()
        )
        for rows, sums in ((words, anywhere), (marks.lazy(), beside_it))
    )
    columns = [*beside_it, *anywhere, UNITS]
    table = count_rows(
        every.join(together, on=KEYS, how="left")
        .with_columns(pl.col(list(beside_it)).fill_null(0), pl.lit(1, pl.UInt16).alias(UNITS))
        .select(*KEYS, *columns)
    ).sort(KEYS)

    def scores(totals: pl.DataFrame) -> NDArray[np.float64]:
        sizes = [totals[name].to_numpy() for name in ("inside", "whole", "nodes")]
        values = [
            associate(
                totals[f"near {term}"].to_numpy(),
                totals[f"all {term}"].to_numpy(),
                sizes,
                measure=OWN_MEASURE,
            )
            for term in candidates
        ]
        return np.stack(values, axis=1)

    return choose_again(
        table,
        columns,
        candidates=candidates,
        scores=scores,
        lead=pl.col(f"near {candidates[0]}"),
        over=UNITS,
        parameters=chapter.parameters,
    )


def _specifications(chapter: Selection, word: str, collocate: str) -> Specifications:
    """Compute the specifications of the closest word, by all that could be chosen otherwise."""
    words = choices.words_by_choice(chapter)
    forms = forms_of(chapter, collocate)
    window = chapter.parameters.window

    @lru_cache(maxsize=1)
    def words_of(form: str, boilerplate: str, voices: str) -> tuple[Surroundings, str]:
        table = words({"form": form, "boilerplate": boilerplate, "voices": voices})
        apart = choices.leaves_articles_out(chapter)
        sums = count_tokens(table, apart=apart)
        other = main_term(without_stopwords(sums, chapter.stop_words), forms) or ""
        if occurs(chapter, word):
            node = main_term(sums, forms_of(chapter, word)) or ""
            return Surroundings.read(table, node, sums), other
        phrase = join_phrase(chapter.vary(node=word), table)
        return Surroundings.read(phrase, word, count_tokens(phrase, apart=apart)), other

    @lru_cache(maxsize=1)
    def company(form: str, boilerplate: str, voices: str, window: str) -> Company:
        surroundings, _ = words_of(form, boilerplate, voices)
        return surroundings.company(None if window == SENTENCE else int(window))

    def counts(options: Options) -> tuple[Company, str]:
        of_words = [options[name] for name in ("form", "boilerplate", "voices")]
        part = company(*of_words, options["window"]).without(options.get(ARTICLES, EVERY))
        return part, words_of(*of_words)[1]

    def value(options: Options) -> float | None:
        part, other = counts(options)
        four = part.contingency(other)
        return float(log_ratio(*four)) if four and any(four[:2]) else None

    def closest_word(options: Options) -> str | None:
        part, other = counts(options)
        scores = part.scores(
            options["association"],
            minimum=chapter.parameters.min_frequency,
            stop_words=chapter.stop_words,
        )
        word = leader(scores)
        return collocate if word == other else word

    return evaluate(
        [
            choices.form(chapter),
            choices.boilerplate(chapter),
            choices.voices(chapter),
            Choice(
                "window",
                (*map(str, sorted({window, *OTHER_WINDOWS})), SENTENCE),
                str(window),
            ),
            Choice("association", MEASURES, OWN_MEASURE),
            choices.articles(chapter, "words"),
        ],
        value,
        first=closest_word,
        sentences=chapter.sentences.height,
    )


def neighbours_title(chapter: Selection, table: pl.DataFrame) -> str:
    """Say which word of a table of neighbours, with times, stands first and how often."""
    written = as_written(chapter)
    word = chosen_word(chapter)
    if not table.height:
        return NO_WORD_TITLE if not word else f"No word stands near “{word}” beyond chance"
    first = table.row(0, named=True)
    name, other = (written.get(term, term) for term in (word, first["collocate"]))
    times = number(first["times"], 0 if first["times"] >= 2 else 1)
    return f"“{other}” stands near “{name}” {times} times as often as chance would have it"


def word_name(chapter: Selection) -> str:
    """The chosen word as the texts mostly write it."""
    word = chosen_word(chapter)
    return as_written(chapter).get(word, word)
