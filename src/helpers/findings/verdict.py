"""How far a finding holds, and why."""

from typing import NamedTuple

from helpers.findings.finding import Contrast, Correction, Unit, Verdict
from helpers.findings.superlative import Superlative
from helpers.findings.wording import count, listing, number, percent

# Share of the specifications that have to give the same answer.
AGREEMENT = 0.9
# Below this, most of them give another one.
HALF = 0.5
# Articles that have to hold both groups, for their difference to be judged within articles.
SEVERAL = 2


class Judgement(NamedTuple):
    """A verdict and its reason in words."""

    verdict: Verdict
    reason: str


def judge(
    value: float | None,
    low: float | None,
    high: float | None,
    *,
    level: float,
    agreement: float | None,
    specifications: int,
    most: Superlative | None = None,
    adjusted: Contrast | None = None,
    corrected: Correction | None = None,
    resampled: Unit | None = "blocks",
) -> Judgement:
    """Decide how far a finding holds.

    Two questions are asked. Does the number hold when sentences are drawn anew? A difference does
    where its interval leaves out 0 (the interval within articles, where several hold both groups);
    a "most" does where the same one comes out first in 1 - (1 - level) / 2 of the resamples (and,
    where it is the largest difference of two groups, holds within articles as well). Does it hold
    when an analyst decides otherwise? It does where 90 % of the specifications give the same
    answer. *supported* where both hold, *fragile* where one does, *not supported* where
    neither does, where most specifications give another answer, or where the difference turns
    within articles. With no estimate the finding *does not apply*.

    Where a random sample was coded, the first question is whether the coders find the same: the
    corrected interval has to leave out 0, on the same side, in place of the other intervals. Where
    it lies on the other side, the finding is not supported.

    Parameters
    ----------
    value, low, high
        The estimate and its interval.
    level
        Of the interval.
    agreement, specifications
        Share of the specifications that give the same answer, and how many there are.
    most
        What comes out first and in how many resamples, where the finding is a "most".
    adjusted
        The difference within articles.
    corrected
        The value as coders of a random sample correct it.
    resampled
        What the interval draws anew; None where it is computed without drawing.

    Examples
    --------
    >>> judge(-0.2, -0.3, -0.1, level=0.95, agreement=1.0, specifications=2).verdict
    'supported'
    >>> judge(-0.2, -0.3, 0.1, level=0.95, agreement=1.0, specifications=2).reason
    'Holds in 2 of 2 ways of counting, but may hinge on a few sentences.'
    >>> judge(2.0, 1.0, 3.0, level=0.95, agreement=0.25, specifications=4).verdict
    'not supported'
    >>> war = Superlative("war", "War", 0.69)
    >>> judge(1.0, 0.1, 2.0, level=0.95, agreement=1.0, specifications=4, most=war).verdict
    'fragile'
    """
    if value is None:
        return Judgement("does not apply", "")
    agrees = agreement is not None and agreement >= AGREEMENT
    within = adjusted if adjusted is not None and adjusted.documents >= SEVERAL else None
    is_turned = within is not None and within.value * value < 0
    is_reversed = corrected is not None and _is_clear(corrected) and corrected.value * value < 0
    if corrected is not None:
        holds = _is_clear(corrected)
    elif within is not None or most is not None:
        holds = (within is None or _is_clear(within)) and (most is None or _is_firm(most, level))
    else:
        holds = _leaves_out_zero(low, high)
    holds = holds and not is_turned and not is_reversed
    is_contradicted = is_turned or is_reversed or (agreement is not None and agreement < HALF)
    if holds and agrees:
        verdict: Verdict = "supported"
    elif (holds or agrees) and not is_contradicted:
        verdict = "fragile"
    else:
        verdict = "not supported"
    stays = _stays(low, high, resampled)
    if corrected is not None and not is_turned:
        stays = _by_coders(corrected, is_reversed=is_reversed)
    elif within is not None:
        stays = _stays_within(within, is_turned=is_turned)
    ways = _ways(agreement, specifications)
    if most is not None:
        reason = _first(most, ways)
        is_difference = corrected is not None or within is not None
        reason += f"; the difference {stays}" if is_difference else ""
    elif not ways:
        subject = "" if stays.startswith("its ") else "the answer "
        reason = f"There is no other way of counting; {subject}{stays}"
    else:
        joint = " and" if holds == agrees else ", but"
        reason = f"Holds in {ways}{joint} {stays}"
    return Judgement(verdict, f"{reason}.")


def _ways(agreement: float | None, specifications: int) -> str:
    """Count the ways of counting that give the same answer; empty where there is only one way."""
    if agreement is None:
        return ""
    same = number(round(agreement * specifications), 0)
    only = "" if agreement >= AGREEMENT else "only "
    return f"{only}{same} of {count(specifications, 'way')} of counting"


def _first(most: Superlative, ways: str) -> str:
    who = "several come first together" if most.is_tie else f"“{most.label}” comes first"
    where = [f"in {ways}"] if ways else []
    if most.resamples is not None:
        where.append(f"in {percent(most.resamples)} of random redraws of the sentences")
    elif not most.is_tie:
        who = f"there are too few sentences to redraw them; {who}"
    words = f"{who} {listing(where)}" if where else who
    return f"{words[0].upper()}{words[1:]}"


def _stays(low: float | None, high: float | None, resampled: Unit | None) -> str:
    """Say whether somewhat different sentences would give the same answer."""
    if low is None or high is None:
        return "rests on too few sentences to redraw them"
    clear = _leaves_out_zero(low, high)
    if resampled is None:
        return f"its interval {'leaves out' if clear else 'includes'} zero"
    few = "a single article" if resampled == "documents" else "a few sentences"
    return f"{'does not' if clear else 'may'} hinge on {few}"


def _stays_within(contrast: Contrast, *, is_turned: bool) -> str:
    if is_turned:
        return "runs the other way within single articles"
    return f"{_stays(contrast.low, contrast.high, 'blocks')} within single articles"


def _by_coders(corrected: Correction, *, is_reversed: bool) -> str:
    """Say what the coders of a random sample make of it."""
    sample = count(corrected.coded, "coded sentence")
    if is_reversed:
        return f"runs the other way by {sample}"
    return f"is {'borne out' if _is_clear(corrected) else 'left open'} by {sample}"


def _is_firm(most: Superlative, level: float) -> bool:
    return most.resamples is not None and most.resamples >= 1 - (1 - level) / 2


def _is_clear(estimate: Contrast | Correction) -> bool:
    return _leaves_out_zero(estimate.low, estimate.high)


def _leaves_out_zero(low: float | None, high: float | None) -> bool:
    return low is not None and high is not None and (low > 0 or high < 0)
