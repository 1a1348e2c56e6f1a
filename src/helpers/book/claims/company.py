"""Which words keep company with one word."""

from functools import lru_cache
from typing import Any

import numpy as np
import polars as pl

from helpers.book.chapter import Chapter
from helpers.book.claims import limits
from helpers.book.claims.estimate import Estimate, evidence, finding, inapplicable, one_by_one
from helpers.book.claims.terms import ranked
from helpers.book.findings import Finding
from helpers.book.wording import count, number
from helpers.measures.terms.collocation import collocates
from helpers.measures.terms.concordance import concordance, concordances
from helpers.measures.terms.contingency import log_ratio, log_ratio_interval

CHAPTER = "company"
# Windows that an analyst could have chosen as well.
OTHER_WINDOWS = (3, 5, 10)


def findings(chapter: Chapter) -> list[Finding]:
    """Findings of the chapter on the company of a word."""
    return [closest(chapter)]


def node(chapter: Chapter) -> str:
    """The word that is looked at: the parameter, or the most frequent content word; may be none."""
    given = " ".join(chapter.parameters.node.split())
    if given:
        bare = given.replace(".", "")
        return next((form for form in (given, bare) if _occurs(chapter, form)), given)
    words = ranked(chapter)["term"].to_list()
    return words[0] if words else ""


def _occurs(chapter: Chapter, term: str) -> bool:
    return bool((chapter.words["term"] == term).any())


def places(chapter: Chapter, *, words: pl.DataFrame | None = None) -> pl.DataFrame:
    """Every place of the node with its context (see `concordance`).

    A node that stands in the texts just so is looked for as it is; anything else is read as a
    pattern with wildcards or a phrase, without regard to capitals.
    """
    words = chapter.words if words is None else words
    word, texts = node(chapter), chapter.tables.texts
    looks: dict[str, Any] = {"term": "term", "width": 8, "sort": chapter.parameters.context_sort}
    if not word or _occurs(chapter, word):
        found = concordances(words, texts, [word] if word else [], limit=words.height, **looks)
        return found.drop("term", "count")
    return concordance(words, texts, word, **looks)


@lru_cache(maxsize=2)
def joined(chapter: Chapter) -> pl.DataFrame:
    """The words with each place of the node as one token, called as the node is."""
    return _joined(chapter, chapter.words)


def _joined(chapter: Chapter, words: pl.DataFrame) -> pl.DataFrame:
    found = places(chapter, words=words).select("document", "position", "start", "end")
    found = found.sort("document", "position")
    held = words.sort("document", "position").join_asof(
        found.rename({"start": "from", "end": "to", "position": "at"}).with_columns(
            position=pl.col("at")
        ),
        on="position",
        by="document",
        check_sortedness=False,
    )
    inside = (pl.col("start") < pl.col("to")).fill_null(False)
    first = pl.col("position") == pl.col("at")
    return (
        held.filter(~inside | first)
        .with_columns(term=pl.when(inside).then(pl.lit(node(chapter))).otherwise("term"))
        .drop("from", "to", "at")
    )


def near(chapter: Chapter, span: int | None, *, words: pl.DataFrame | None = None) -> pl.DataFrame:
    """Collocates of the node in a window, or with null in its sentences."""
    return collocates(
        joined(chapter) if words is None else words,
        node(chapter),
        term="term",
        span=span,
        minimum=chapter.parameters.min_frequency,
        stopwords=chapter.stop_words,
    )


def closest(chapter: Chapter) -> Finding:
    """The strongest collocate, and how much more often it stands near than elsewhere."""
    word, window = node(chapter), chapter.parameters.window
    name, title = "company-closest", "Which word keeps the closest company with the chosen one?"
    table = near(chapter, window) if word else pl.DataFrame()
    if not table.height or table["count"][0] <= table["expected"][0]:
        reason = (
            f"No word stands near “{word}” more often than chance has it, and at least "
            f"{count(chapter.parameters.min_frequency, 'time')}."
            if word
            else "There is no content word to look at."
        )
        return inapplicable(name, CHAPTER, title=title, reason=reason)
    best = table.row(0, named=True)

    def cells(words: pl.DataFrame, span: int | None) -> tuple[int, int, int, int] | None:
        """Count the collocate near the node and elsewhere, and all words (sentences) of both."""
        if span is None:
            unit = ["document", "sentence"]
            held = words.select(*unit, "term").unique()
            about = held.filter(pl.col("term") == word).select(unit)
            its = held.filter(pl.col("term") == best["collocate"]).select(unit)
            together, total = its.join(about, on=unit, how="semi").height, its.height
            inside, whole = about.height, held.select(unit).n_unique()
        else:
            found = collocates(words, word, term="term", span=span, minimum=1)
            beside = found.filter(pl.col("collocate") == best["collocate"])
            together = int(beside["count"].sum())
            total = words.filter(pl.col("term") == best["collocate"]).height
            inside = int(found["count"].sum())
            whole = words.filter(pl.col("term") != word).height
        if not total or not 0 < inside < whole:
            return None
        return together, total - together, inside, whole - inside

    def value(words: pl.DataFrame, span: int | None) -> float | None:
        counted = cells(words, span)
        return float(log_ratio(*counted)) if counted else None

    counted = cells(joined(chapter), window)
    estimate = Estimate(None, None, None, 0)
    if counted:
        # The strongest of many candidates is corrected for having been chosen from among them.
        level = 1 - (1 - chapter.parameters.confidence) / table.height
        low, high = (float(end) for end in log_ratio_interval(*counted, confidence=level))
        estimate = Estimate(float(log_ratio(*counted)), low, high, best["count"])
    others = [
        *(value(joined(chapter), span) for span in sorted({window, *OTHER_WINDOWS})),
        value(joined(chapter), None),
        *(value(_joined(part, part.words), window) for part in _parts(chapter, word)),
    ]
    together = chapter.words.filter(pl.col("term") == best["collocate"]).join(
        places(chapter).select("document", "sentence"), on=["document", "sentence"], how="semi"
    )
    return finding(
        name,
        CHAPTER,
        title=title,
        text=f"The word that keeps the closest company with “{word}” is “{best['collocate']}”: "
        f"{number(best['count'], 0)} of its {count(best['collocate_count'], 'occurrence')} stand "
        f"within {count(window, 'word')} of it, where chance would have "
        f"{number(best['expected'], 1)}.",
        limits=limits.said(
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
        estimate=estimate,
        unit="doublings more frequent near it than elsewhere (interval corrected for "
        f"{count(table.height, 'collocate')})",
        specifications=others,
        evidence=evidence(together),
    )


def _parts(chapter: Chapter, word: str) -> list[Chapter]:
    parts = one_by_one(chapter)
    if len(chapter.parameters.voices) > 1:
        parts += [chapter.vary(voices=[voice]) for voice in chapter.parameters.voices]
    return [part.vary(node=word) for part in parts]


def strength(table: pl.DataFrame) -> pl.Series:
    """Association as a share of the strongest, by logDice: 0..1."""
    dice = table["log_dice"].to_numpy()
    if not dice.size:
        return pl.Series([], dtype=pl.Float64)
    span = np.nanmax(dice) - np.nanmin(dice)
    return pl.Series((dice - np.nanmin(dice)) / span if span > 0 else np.ones(dice.size))
