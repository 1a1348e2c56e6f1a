"""Tables and figures of the chapter on keywords."""

from functools import partial

import polars as pl

from helpers.findings.keyness import (
    against_reference,
    as_they_stand,
    comparison,
    keyness_table,
    survivors,
)
from helpers.findings.wording import count, exact_percent, interval, listing, number
from helpers.measures.terms.keyness import keyword_counts
from helpers.show import marks_terms
from helpers.show.chapter import Chapter
from helpers.show.html import Display, fold, show_text, together
from helpers.views.lines import lines_of, term_link

EFFECTS = partial(
    marks_terms.effects,
    group="group",
    label="term",
    value="log_ratio",
    low="log_ratio_low",
    high="log_ratio_high",
    bound="conservative_log_ratio",
    xlabel="log ratio (doublings)",
)


def probability(p: float | None) -> str:
    """Write a p value; those below a thousandth as such.

    Examples
    --------
    >>> probability(0.0312), probability(0.00001), probability(None)
    ('0.031', '< 0.001', '–')
    """
    if p is None:
        return "–"
    return "< 0.001" if p < 0.001 else number(p, 3)


COLUMNS = {
    "term": "word",
    "target_count": "times here",
    "reference_count": "times elsewhere",
    "log_ratio": "log₂ ratio [interval]",
    "conservative_log_ratio": "conservative log₂ ratio",
    "g2": "G²",
}
FURTHER = {
    "g2": "G², four cells",
    "g2_two_cell": "two cells",
    "bic": "BIC",
    "percent_difference": "difference, %",
    "odds_ratio": "odds ratio",
    "p": "p",
    "p_holm": "p (Holm)",
    "p_bonferroni": "p (Bonferroni)",
}
INTERVALS = {"log_ratio": ("log_ratio_low", "log_ratio_high")}
FORMATS = {
    "term": term_link,
    "g2": lambda value: number(value, 1),
    "g2_two_cell": lambda value: number(value, 1),
    "percent_difference": lambda value: number(value, 0),
    "bic": lambda value: number(value, 1),
    "p": probability,
    "p_holm": probability,
    "p_bonferroni": probability,
}


def group_name(chapter: Chapter, by: str, group: str | None) -> str:
    """Say a group in words.

    Null means all others.
    """
    if group is None:
        return "all others"
    if by == "bloc":
        # Words that nobody is given for are the narrator's.
        return "no speaker" if group == "none" else chapter.tables.bloc_labels.get(group, group)
    if by == "period":
        return f"{'before' if group == 'before' else 'from'} {chapter.parameters.split_date}"
    return group


def _named(chapter: Chapter, table: pl.DataFrame) -> pl.DataFrame:
    """Write the groups in words, in a column `group`."""
    by = comparison(chapter).by
    names = {g: group_name(chapter, by, g) for g in table[by].unique().to_list()}
    return table.with_columns(group=pl.col(by).replace(names))


def what_is_compared(chapter: Chapter) -> Display:
    """Say which groups are compared with what."""
    asked = comparison(chapter)
    if asked.reason:
        return show_text(" ".join(filter(None, [asked.note, asked.reason])))
    sizes = dict(chapter.words.drop_nulls(asked.by).group_by(asked.by).len().iter_rows())
    told = [
        f"{group_name(chapter, asked.by, group)} ({number(sizes[group], 0)} words)"
        for group in asked.groups
    ]
    other = group_name(chapter, asked.by, asked.against)
    single = len(asked.groups) == 1
    said = (
        f"Compared with {other}: {listing(told)}."
        if single
        else f"Each is compared with all others taken together: {listing(told)}."
    )
    return show_text(*([asked.note] if asked.note else []), said)


def effects(chapter: Chapter) -> Display:
    """Show the keywords that survive correction, with their effect."""
    table = keyness_table(chapter)
    if table is None:
        return show_text(comparison(chapter).reason)
    tests = count(table.height, "test")
    kept = survivors(table)
    if not kept.height:
        return show_text(
            f"No keyword survives: after correction for {tests} no word differs between the "
            "groups by more than chance would have it. That is the result, not a want of one."
        )
    strongest = _named(chapter, kept.head(chapter.parameters.top_n)).sort(
        "group", pl.col("log_ratio"), descending=[False, True], maintain_order=True
    )
    told = [
        f"{row['term']} {number(row['log_ratio'], 1)} ("
        f"{interval(row['log_ratio_low'], row['log_ratio_high'], digits=1, brackets=False)}) "
        f"in {row['group']}, "
        f"{count(row['target_count'], 'time')} there, {number(row['reference_count'], 0)} elsewhere"
        for row in strongest.head(8).iter_rows(named=True)
    ]
    groups = strongest["group"].n_unique()
    return chapter.figure(
        EFFECTS,
        strongest,
        name="effects",
        caption=f"{_of(strongest.height, kept.height)} a correction for {tests}. "
        f"Bars are {exact_percent(chapter.parameters.confidence)} intervals of the single word; "
        "the tick is the conservative log ratio, the end nearest to zero once all tests are "
        "corrected for.",
        alt=f"Dots with intervals, the further right the more of a key word: {listing(told)}.",
        height=0.8 + 0.27 * (strongest.height + 1.2 * groups),
    )


def _of(shown: int, all_of_them: int) -> str:
    """Say how many are shown, and that they survive."""
    if shown == all_of_them:
        return (
            "The one keyword that survives" if shown == 1 else f"The {shown} keywords that survive"
        )
    return f"The {count(shown, 'strongest keyword')} of {number(all_of_them, 0)} that survive"


def keywords(chapter: Chapter) -> Display:
    """Show the keywords that survive correction; what a plain test finds lies folded below."""
    table = keyness_table(chapter)
    if table is None:
        return show_text(comparison(chapter).reason)
    kept = _named(chapter, survivors(table))
    corrected = chapter.table(
        kept,
        name="keywords",
        caption=f"Keywords after correction for {count(table.height, 'test')}, the strongest first."
        if kept.height
        else f"No keyword survives a correction for {count(table.height, 'test')}.",
        labels={"group": "group", **COLUMNS},
        formats=FORMATS,
        intervals=INTERVALS,
        rows=chapter.parameters.top_n,
    )
    pieces = [corrected]
    if kept.height:
        further = chapter.table(
            kept,
            name="keywords-further",
            caption="Further statistics of the same keywords.",
            labels={"group": "group", "term": "word", **FURTHER},
            formats=FORMATS,
            rows=chapter.parameters.top_n,
        )
        pieces.append(fold("Further statistics of these keywords", further))
    return together(*pieces, _uncorrected(chapter, table))


def _plain(chapter: Chapter, table: pl.DataFrame) -> pl.DataFrame:
    """Words that an uncorrected test calls key, by G²."""
    alpha = 1 - chapter.parameters.confidence
    return table.filter(pl.col("p") < alpha).sort("g2", "term", descending=[True, False])


def _uncorrected(chapter: Chapter, table: pl.DataFrame) -> Display:
    alpha = 1 - chapter.parameters.confidence
    plain = _plain(chapter, table)
    counts = keyword_counts(table, alpha=alpha)
    chance = alpha * counts["tested"]
    return fold(
        f"What an uncorrected test would have called key ({number(plain.height, 0)})",
        show_text(
            f"Of {count(counts['tested'], 'test')} at the level of {exact_percent(alpha)}, up to "
            f"{number(chance, 0)} pass by chance alone where no group differs; here "
            f"{number(counts['uncorrected'], 0)} pass. After Holm’s correction "
            f"{number(counts['holm'], 0)} remain, after Bonferroni’s "
            f"{number(counts['bonferroni'], 0)}, and {number(counts['conservative'], 0)} have a "
            "conservative log ratio other than zero. The list is no finding."
        ),
        chapter.table(
            _named(chapter, plain),
            name="keywords-uncorrected",
            caption="Words with an uncorrected p below the level, by G² of four cells; G² of two "
            "cells beside it.",
            labels={
                "group": "group",
                "term": "word",
                "target_count": "times here",
                "reference_count": "times elsewhere",
                "log_ratio": "log₂ ratio [interval]",
                "g2": "G²",
                "g2_two_cell": "G², two cells",
                "p": "p",
                "p_holm": "p (Holm)",
            },
            formats=FORMATS,
            intervals=INTERVALS,
            rows=chapter.parameters.top_n,
        ),
    )


def reference(chapter: Chapter) -> Display:
    """Show the words that are key to the selection against the analyst's reference corpus."""
    table = against_reference(chapter)
    if table is None:
        return show_text(
            "No reference corpus is given. With the parameter “reference”, a table of the columns "
            "token and count, the whole selection is compared with it here."
        )
    kept = survivors(table)
    name = chapter.parameters.reference.replace("\\", "/").rpartition("/")[2]
    if not kept.height:
        return show_text(
            f"Against {name} no keyword survives a correction for {count(table.height, 'test')}."
        )
    strongest = kept.head(chapter.parameters.top_n).with_columns(
        group=pl.lit(f"here against {name}")
    )
    told = [
        f"{row['term']} {number(row['log_ratio'], 1)}"
        for row in strongest.head(8).iter_rows(named=True)
    ]
    drawn = chapter.figure(
        EFFECTS,
        strongest,
        name="reference-effects",
        caption=f"{_of(strongest.height, kept.height)} a correction for "
        f"{count(table.height, 'test')} against {name}. Words are compared as they stand, "
        "without regard to capitals.",
        alt=f"Dots with intervals, the further right the more of a key word: {listing(told)}.",
        height=1.1 + 0.27 * strongest.height,
    )
    return together(
        drawn,
        chapter.table(
            kept,
            name="reference-keywords",
            caption=f"Keywords against {name}, the strongest first.",
            labels=COLUMNS,
            formats=FORMATS,
            intervals=INTERVALS,
            rows=chapter.parameters.top_n,
        ),
    )


def concordance(chapter: Chapter) -> Display:
    """Show some lines of every word in this page's tables."""
    top = chapter.parameters.top_n
    terms: list[str] = []
    table = keyness_table(chapter)
    if table is not None:
        terms += survivors(table)["term"].head(top).to_list()
        terms += _plain(chapter, table)["term"].head(top).to_list()
    shown = lines_of(chapter, terms)
    other = against_reference(chapter)
    if other is None:
        return shown
    # The reference corpus is compared in words as they stand, which may not be those above.
    further = set(survivors(other)["term"].head(top)) - set(terms)
    if not further:
        return shown
    plain = as_they_stand(chapter)
    return together(shown, lines_of(chapter, further, words=plain, name="lines-reference"))
