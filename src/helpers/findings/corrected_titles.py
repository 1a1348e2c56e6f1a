"""What coded sentences can correct, and what they correct, in words for titles and notes."""

import polars as pl

from helpers.corpus.coding.fields import FEWEST_CODED
from helpers.findings.limits import join_sentences
from helpers.findings.wording import count, number
from helpers.study.coded_values import coded_sentences
from helpers.study.corrected import AS_READ, CODED, CORRECTED, whole_articles
from helpers.study.selection import Selection

_SAMPLE = (
    "“Corrected” estimates what coders would have found had they read every sentence: the errors "
    "in a random sample, where their answers are known, correct what is measured in the rest. The "
    "line is the interval that a sample of this size leaves."
)


def scope(study: Selection) -> str:
    """Say whether coded sentences can correct the shares and means of all sentences, and why.

    A random sample can; articles that were coded whole say nothing of the others.
    """
    if not study.tables.coded.height:
        return "No sentence was coded, so no share and no mean can be corrected."
    if study.tables.sample.height:
        return _scope_of_sample(study)
    whole, articles = len(whole_articles(study)), study.documents.height
    if not whole:
        return (
            "The coded sentences were not drawn at random. They say nothing of those that were not "
            "coded, so no share and no mean can be corrected."
        )
    if whole == articles:
        return "Every sentence was coded, so the coders’ own shares need no correction."
    return (
        f"{count(whole, 'article')} {_were(whole)} coded sentence by sentence, the other "
        f"{number(articles - whole, 0)} not at all. They were not drawn at random, so nothing can "
        "be corrected for all articles. For those that were coded, the coders’ own shares stand "
        "beside those measured."
    )


def note(study: Selection) -> str:
    """Say what a corrected share or mean is; empty where nothing can be corrected."""
    if not study.tables.sample.height or study.parameters.unit == "paragraph":
        return ""
    drawn = int(coded_sentences(study)["drawn"].sum())
    return _SAMPLE if drawn >= FEWEST_CODED else ""


def shares_title(study: Selection, shares: pl.DataFrame) -> str:
    """Say how far the measured shares of frames lie from the coders'.

    Parameters
    ----------
    study
        The study.
    shares
        As from `helpers.study.corrected.corrected_shares`.
    """
    if not shares.height:
        return "Shares of the frames by the coders"
    if study.tables.sample.height:
        return _outside(shares, "frame", of="frame", what="share")
    label, gap = _largest_gap(shares, "frame")
    names = dict(study.frames.select("frame", "label").iter_rows())
    return _off_by("frame’s measured share", _points(gap), f"“{names[label]}”")


def tones_title(study: Selection, tones: pl.DataFrame) -> str:
    """Say how far the instrument's mean tones lie from the coders'.

    Parameters
    ----------
    study
        The study.
    tones
        As from `helpers.study.corrected.corrected_tones`.
    """
    if not tones.height:
        return "Mean tone by the coders"
    if study.tables.sample.height:
        return _outside(tones, "who", of="mean", what="tone")
    label, gap = _largest_gap(tones, "who")
    return _off_by("measured mean tone", number(gap), label)


def _scope_of_sample(study: Selection) -> str:
    drawn = int(coded_sentences(study)["drawn"].sum())
    sample = f"{count(drawn, 'sentence')} of these articles {_were(drawn)} drawn at random"
    if drawn < FEWEST_CODED:
        return (
            f"{sample} and coded: fewer than the {number(FEWEST_CODED, 0)} that it takes to "
            "correct a share or a mean."
        )
    if study.parameters.unit == "paragraph":
        return f"{sample} and coded. They correct nothing here, as this book counts paragraphs."
    every = count(study.sentences.height, "sentence")
    return join_sentences(
        f"{sample} and coded. They correct what is measured in all {every}.", *_too_few(study)
    )


def _too_few(study: Selection) -> list[str]:
    """Say what too few of the drawn sentences were coded for."""
    coded = coded_sentences(study).filter("drawn")
    wanted = {
        "frames": [f"coded_{name}" for name in study.frames["set"].unique()],
        "tone": ["coded_tone"],
    }
    # Nothing more is asked of what is no text of the article.
    is_boilerplate = pl.col("coded_kind").eq_missing("boilerplate")
    sizes = {
        name: coded.filter(pl.any_horizontal(pl.col(fields).is_not_null(), is_boilerplate)).height
        for name, fields in wanted.items()
    }
    return [
        f"For {name}, the coders agree on only {number(size, 0)} of them, fewer than the "
        f"{number(FEWEST_CODED, 0)} that it takes."
        for name, size in sizes.items()
        if size < FEWEST_CODED
    ]


def _outside(table: pl.DataFrame, label: str, *, of: str, what: str) -> str:
    """Say how many measured values the corrected intervals leave out."""
    wide = table.pivot(
        "counted", on_columns=[AS_READ, CORRECTED], index=label, values=["value", "low", "high"]
    )
    read = pl.col(f"value_{AS_READ}")
    is_inside = read.is_between(f"low_{CORRECTED}", f"high_{CORRECTED}")
    off, every = wide.filter(~is_inside).height, count(wide.height, of)
    return (
        f"For {number(off, 0)} of {every}, the measured {what} lies outside the corrected interval"
    )


def _off_by(what: str, gap: str, where: str) -> str:
    return f"In the coded articles no {what} is off by more than {gap} ({where})"


def _largest_gap(table: pl.DataFrame, label: str) -> tuple[str, float]:
    wide = table.pivot("counted", on_columns=[AS_READ, CODED], index=label, values="value")
    gap = (pl.col(AS_READ) - pl.col(CODED)).abs().round(12).alias("gap")
    rows = wide.select(label, gap).sort("gap", label, descending=[True, False])
    first: tuple[str, float] = rows.row(0)
    return first


def _points(gap: float) -> str:
    words = number(100 * gap, 0)
    return f"{words} percentage point{'' if words == '1' else 's'}"


def _were(n: int) -> str:
    return "was" if n == 1 else "were"
