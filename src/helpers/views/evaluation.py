"""What the frames and the words do: functions, evaluation of the sides, loaded wordings."""

from functools import partial
from typing import get_args

import polars as pl

from helpers.findings.nothing_here import NO_PAIRS, NO_UNITS
from helpers.findings.wording import exact_percent, listing, number, percent, points
from helpers.measures.framing.codebook import Function
from helpers.measures.framing.stance import mean_stance
from helpers.measures.framing.wording import wording, wordings
from helpers.measures.joins import KEYS, join_in_order
from helpers.measures.resampling import bootstrap_mean
from helpers.show import marks as figures
from helpers.show.chapter import Chapter
from helpers.show.html import Display, show_text, together
from helpers.show.sentences import link_places, places
from helpers.study.frame_rates import function_rates
from helpers.study.stances import stance_scores, stances
from helpers.study.voices import VOICE_NAMES, voice_name
from helpers.views.frame_labels import BADGE, labels

UNCHECKED = " (unchecked)"


def functions(chapter: Chapter) -> Display:
    """Show what the frames do: name a problem or a cause, judge, propose a remedy."""
    called = labels(chapter)
    serving = {
        name: [
            called[frame.id]
            for frame in chapter.tables.codebook.frames
            if frame.id in called and name in frame.function
        ]
        for name in get_args(Function)
    }
    if not any(serving.values()):
        return show_text("The codebook does not say which functions these frames serve.")
    whole = function_rates(chapter).with_columns(
        frames=pl.col("frame").replace_strict(
            {name: ", ".join(frames) for name, frames in serving.items()}, return_dtype=pl.String
        )
    )
    if not chapter.sentences.height:
        return show_text(NO_UNITS)
    unit = chapter.parameters.unit
    told = listing([f"{row['frame']} {percent(row['share'])}" for row in whole.to_dicts()])
    by_voice = function_rates(chapter, "voice")
    figure = chapter.figure(
        partial(
            figures.dots,
            label="frame",
            value="share",
            low="wilson_low",
            high="wilson_high",
            series="voice",
            percent=True,
            xlabel=f"share of the voice's {unit}s",
        ),
        by_voice.with_columns(pl.col("voice").replace(VOICE_NAMES)),
        full_table=by_voice,
        name="functions-by-voice",
        caption=f"What the frames do, as a share of the {unit}s of each voice, with "
        f"{exact_percent(chapter.parameters.confidence)} Wilson intervals.",
        alt=f"Dots for each function and voice. In all voices together: {told}.",
        height=1.2 + 0.5 * whole.height,
    )
    table = chapter.table(
        whole,
        name="functions",
        caption=f"The functions in all voices, {told}; a frame may serve several.",
        labels={
            "frame": "function",
            "with_frame": f"{unit}s",
            "share": f"share of {unit}s, % [interval]",
            "per_thousand": "per 1,000 words [interval]",
            "frames": "frames that serve it",
        },
        formats={"share": points, "per_thousand": partial(number, digits=1)},
        intervals={
            "share": ("wilson_low", "wilson_high"),
            "per_thousand": ("rate_low", "rate_high"),
        },
    )
    return together(figure, table)


def evaluation(chapter: Chapter) -> Display:
    """Show how each voice evaluates each side, as far as the frames tell it."""
    sides = _evaluated(chapter)
    if not sides.drop_nulls("value").height:
        return show_text(
            "No side is named in the actors file and spoken of here, so there is no evaluation "
            "to show."
        )
    badges = _badges(chapter)
    p = chapter.parameters
    means = bootstrap_mean(
        sides.drop_nulls("value"),
        value="value",
        by=["target", "voice"],
        **p.resampling,
    )
    counts = mean_stance(
        sides.select(*KEYS, "target", "value"),
        chapter.sentences,
        by=["voice"],
    )
    shown = sides.filter(pl.col("value") != 0).group_by("target", "voice", maintain_order=True)
    table = (
        counts.drop("mean")
        .filter(pl.col("n") > 0)
        .pipe(join_in_order, means.drop("n"), on=["target", "voice"])
        .pipe(join_in_order, shown.agg(places()), on=["target", "voice"])
        .with_columns(side=pl.col("target").replace_strict(badges, return_dtype=pl.String))
    )
    told = [
        f"{row['side']} by {voice_name(row['voice'])} {number(row['mean'])}"
        for row in table.iter_rows(named=True)
    ]
    figure = chapter.figure(
        partial(
            figures.dots,
            label="side",
            value="mean",
            low="low",
            high="high",
            series="voice",
            zero=True,
            xlabel="mean evaluation (−1 against, 1 in favour)",
        ),
        table.drop("places").with_columns(pl.col("voice").replace(VOICE_NAMES)),
        full_table=table.drop("places"),
        name="evaluation",
        caption="Mean evaluation of each side by each voice, over the sentences that refer to it, "
        f"with {exact_percent(p.confidence)} intervals.",
        alt=f"Dots for each side and voice. {'; '.join(told[:9])}.",
        height=1.2 + 0.5 * table["side"].n_unique(),
    )
    return together(
        figure,
        chapter.table(
            table,
            name="evaluation-counts",
            caption="Sentences that speak against, neither way or in favour of each side.",
            labels={
                "side": "side",
                "voice": "voice",
                "against": "against, sentences",
                "neutral": "neither, sentences",
                "in_favour": "in favour, sentences",
                "mean": "mean, −1 to 1 [interval]",
                "places": "such as",
            },
            formats={"voice": voice_name, "places": link_places},
            intervals={"mean": ("low", "high")},
        ),
    )


def wording_pairs(chapter: Chapter) -> Display:
    """Show how often each of two words for one thing is used, by voice."""
    book = chapter.tables.codebook
    if not book.pairs:
        return show_text(NO_PAIRS)
    voices = chapter.sentences.select(*KEYS, "voice")
    shown = (
        join_in_order(wordings(chapter.sentences, book), voices)
        .group_by("pair", "voice", maintain_order=True)
        .agg(places())
    )
    words = {
        pair.label: f"{' / '.join(pair.left)} : {' / '.join(pair.right)}" for pair in book.pairs
    }
    table = join_in_order(
        wording(chapter.sentences, book), shown, on=["pair", "voice"]
    ).with_columns(words=pl.col("pair").replace_strict(words, return_dtype=pl.String))
    return chapter.table(
        table,
        name="wording-pairs",
        caption="Two wordings for one thing, by voice.",
        labels={
            "pair": "for",
            "words": "first : second",
            "voice": "voice",
            "left": "first, times",
            "right": "second, times",
            "share_left": "share of the first, %",
            "places": "such as",
        },
        formats={"voice": voice_name, "share_left": points, "places": link_places},
    )


def _evaluated(chapter: Chapter) -> pl.DataFrame:
    """Evaluations in the chapter's sentences, with their voice."""
    voices = chapter.sentences.select(*KEYS, "voice")
    return join_in_order(stances(chapter.tables), voices, how="inner")


def _badges(chapter: Chapter) -> dict[str, str]:
    """Name each side, with the badge of those that the coders do not bear out."""
    scores = stance_scores(chapter.tables)
    passed = dict(scores.select("target", "exploratory").iter_rows())
    return {
        side: side.capitalize()
        + (UNCHECKED if side not in passed else BADGE if passed[side] else "")
        for side in chapter.tables.targets
    }
