"""Which words stand near one word more often than chance would have it."""

from functools import lru_cache
from typing import Any

import numpy as np
import polars as pl

from helpers.findings import choices, limits
from helpers.findings.choices import main_term
from helpers.findings.claim import Answer, Claim, inapplicable, makes
from helpers.findings.estimate import Estimate, evidence
from helpers.findings.nothing_here import NO_CONTENT_WORD
from helpers.findings.specifications import Choice, Options, Specifications, evaluate_sums
from helpers.findings.terms import content_words
from helpers.findings.wording import count, number
from helpers.measures.joins import KEYS
from helpers.measures.terms.collocation import beside, collocates
from helpers.measures.terms.concordance import concordance, concordances
from helpers.measures.terms.contingency import log_ratio, log_ratio_interval
from helpers.study.selection import Selection, once

CHAPTER = "company"
# Windows that an analyst could have chosen as well, beside the whole sentence.
OTHER_WINDOWS = (3, 5, 10)
SENTENCE = "sentence"


def findings(chapter: Selection) -> list[Claim]:
    """Findings of the chapter on the company of a word."""
    return [closest(chapter)]


def node(chapter: Selection) -> str:
    """The word of the chapter: the parameter, or the most frequent content word; may be empty."""
    name = " ".join(chapter.parameters.node.split())
    if name:
        bare = name.replace(".", "")
        return next((form for form in (name, bare) if _occurs(chapter, form)), name)
    words = content_words(chapter)["term"].to_list()
    return words[0] if words else ""


def _occurs(chapter: Selection, term: str) -> bool:
    return bool((chapter.words["term"] == term).any())


def places(chapter: Selection, *, words: pl.DataFrame | None = None) -> pl.DataFrame:
    """Every place of the node with its context (see `concordance`).

    A node that stands in the texts just so is looked for as it is; anything else is read as a
    pattern with wildcards or a phrase, without regard to capitals.
    """
    words = chapter.words if words is None else words
    word, texts = node(chapter), chapter.tables.texts
    looks: dict[str, Any] = {"term": "term", "width": 8, "sort": chapter.parameters.context_sort}
    if not word or _occurs(chapter, word):
        lines = concordances(words, texts, [word] if word else [], limit=words.height, **looks)
        return lines.drop("term", "count")
    return concordance(words, texts, word, **looks)


@once
def words_with_node(chapter: Selection) -> pl.DataFrame:
    """The words with each place of the node as one token, named like the node."""
    return _with_node(chapter, chapter.words)


def _with_node(chapter: Selection, words: pl.DataFrame) -> pl.DataFrame:
    spans = places(chapter, words=words).select("document", "position", "start", "end")
    spans = spans.sort("document", "position")
    marks = words.sort("document", "position").join_asof(
        spans.rename({"start": "from", "end": "to", "position": "at"}).with_columns(
            position=pl.col("at")
        ),
        on="position",
        by="document",
        check_sortedness=False,
    )
    inside = (pl.col("start") < pl.col("to")).fill_null(False)
    first = pl.col("position") == pl.col("at")
    return (
        marks.filter(~inside | first)
        .with_columns(term=pl.when(inside).then(pl.lit(node(chapter))).otherwise("term"))
        .drop("from", "to", "at")
    )


def near(
    chapter: Selection, span: int | None, *, words: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Collocates of the node in a window, or in its sentences without a window."""
    return collocates(
        words_with_node(chapter) if words is None else words,
        node(chapter),
        term="term",
        span=span,
        minimum=chapter.parameters.min_frequency,
        stopwords=chapter.stop_words,
    )


@makes("company-closest", chapter=CHAPTER)
def closest(chapter: Selection) -> Answer:
    """The strongest collocate, and how much more often it stands near than elsewhere."""
    word, window = node(chapter), chapter.parameters.window
    title = "Which word keeps the closest company with the chosen one?"
    table = near(chapter, window) if word else pl.DataFrame()
    if not table.height or table["count"][0] <= table["expected"][0]:
        reason = (
            f"No word stands near “{word}” more often than chance has it, and at least "
            f"{count(chapter.parameters.min_frequency, 'time')}."
            if word
            else NO_CONTENT_WORD
        )
        return inapplicable(title=title, reason=reason)
    best = table.row(0, named=True)

    tokens = words_with_node(chapter)
    counts = cells(tokens, word, best["collocate"], window).select(pl.exclude("document").sum())
    estimate = Estimate(None, None, None, 0)
    if 0 < counts["inside"].item() < counts["whole"].item():
        # The strongest of many candidates is corrected for having been chosen from among them.
        level = 1 - (1 - chapter.parameters.confidence) / table.height
        four = _contingency(counts)
        low, high = (ends.item() for ends in log_ratio_interval(*four, confidence=level))
        estimate = Estimate(log_ratio(*four).item(), low, high, best["count"])
    together = chapter.words.filter(pl.col("term") == best["collocate"]).join(
        places(chapter).select(KEYS), on=KEYS, how="semi"
    )
    return Answer(
        title=title,
        text=f"The word that keeps the closest company with “{word}” is “{best['collocate']}”: "
        f"{number(best['count'], 0)} of its {count(best['collocate_count'], 'occurrence')} "
        f"{'stands' if best['count'] == 1 else 'stand'} "
        f"within {count(window, 'word')} of it, where chance would have "
        f"{number(best['expected'], 1)}.",
        limits=limits.join_sentences(
            f"The word was chosen among {count(table.height, 'collocate')}, for which the interval "
            "is corrected."
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


def cells(words: pl.DataFrame, node: str, collocate: str, span: int | None) -> pl.DataFrame:
    """Count a collocate near the node and elsewhere, and all words of both places.

    Parameters
    ----------
    words
        document, sentence, position, term.
    span
        Words to each side that are near; None counts sentences with the node instead.

    Returns
    -------
    DataFrame
        document, together (the collocate near), total (the collocate), inside (words near), whole
        (words but the node's); without a span, sentences with both, with the collocate, with
        the node, and all sentences.
    """
    is_collocate = pl.col("term") == collocate
    if span is None:
        rows = words.group_by("document", "sentence", maintain_order=True).agg(
            its=is_collocate.any(), about=(pl.col("term") == node).any()
        )
        its, about, whole = pl.col("its"), pl.col("about"), pl.len()
    else:
        rows = beside(words, node, term="term", span=span).with_columns(its=is_collocate)
        rows = rows.filter(~pl.col("is_node"))
        its, about, whole = pl.col("its"), pl.col("near"), pl.len()
    return rows.group_by("document", maintain_order=True).agg(
        together=(its & about).sum().cast(pl.Int64),
        total=its.sum().cast(pl.Int64),
        inside=about.sum().cast(pl.Int64),
        whole=whole.cast(pl.Int64),
    )


def _contingency(sums: pl.DataFrame) -> tuple[Any, Any, Any, Any]:
    together, total, inside, whole = (
        sums[name].to_numpy() for name in ("together", "total", "inside", "whole")
    )
    return together, total - together, inside, whole - inside


def _specifications(chapter: Selection, word: str, collocate: str) -> Specifications:
    """Compute the specifications for a pair of words: windows, forms, voices, articles."""
    words = choices.words_by_choice(chapter)
    forms = chapter.words.filter(pl.col("term") == collocate)["token"].unique()
    window = chapter.parameters.window

    @lru_cache(maxsize=1)
    def words_of(form: str, boilerplate: str, voices: str) -> tuple[pl.DataFrame, str, str]:
        table = words({"form": form, "boilerplate": boilerplate, "voices": voices})
        other = main_term(table, forms) or ""
        part = chapter.vary(node=word)
        if _occurs(chapter, word):
            own = chapter.words.filter(pl.col("term") == word)["token"].unique()
            return table, main_term(table, own) or "", other
        return _with_node(part, table), word, other

    def sums(options: Options) -> pl.DataFrame:
        table, node, other = words_of(options["form"], options["boilerplate"], options["voices"])
        span = None if options["window"] == SENTENCE else int(options["window"])
        return cells(table, node, other, span)

    def value(sums: pl.DataFrame) -> pl.Series:
        countable = (
            (sums["total"] > 0) & (sums["inside"] > 0) & (sums["inside"] < sums["whole"])
        ).to_numpy()
        with np.errstate(all="ignore"):
            ratios = log_ratio(*_contingency(sums))
        return pl.Series(np.where(countable, ratios, np.nan))

    return evaluate_sums(
        [
            choices.form(chapter),
            choices.boilerplate(chapter),
            choices.voices(chapter),
            Choice(
                "window",
                (*map(str, sorted({window, *OTHER_WINDOWS})), SENTENCE),
                str(window),
            ),
            choices.articles(chapter),
        ],
        sums,
        value,
        sentences=chapter.sentences.height,
    )


def strength(table: pl.DataFrame) -> pl.Series:
    """Association as a share of the strongest, by logDice: 0..1."""
    dice = table["log_dice"].to_numpy()
    if not dice.size:
        return pl.Series([], dtype=pl.Float64)
    span = np.nanmax(dice) - np.nanmin(dice)
    return pl.Series((dice - np.nanmin(dice)) / span if span > 0 else np.ones(dice.size))
