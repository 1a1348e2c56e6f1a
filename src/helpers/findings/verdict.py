"""How far a finding holds, and why."""

from typing import NamedTuple

from helpers.findings.finding import Contrast, Verdict
from helpers.findings.superlative import Superlative
from helpers.findings.wording import count, number, percent

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

    Examples
    --------
    >>> judge(-0.2, -0.3, -0.1, level=0.95, agreement=1.0, specifications=2).verdict
    'supported'
    >>> judge(-0.2, -0.3, 0.1, level=0.95, agreement=0.5, specifications=2).reason
    'The interval holds zero; 1 of 2 ways of counting gives this sign.'
    >>> judge(2.0, 1.0, 3.0, level=0.95, agreement=0.25, specifications=4).verdict
    'not supported'
    >>> war = Superlative("war", "War", 0.69)
    >>> judge(1.0, 0.1, 2.0, level=0.95, agreement=1.0, specifications=4, most=war).verdict
    'fragile'
    """
    if value is None:
        return Judgement("does not apply", "")
    holds, is_turned, reasons = True, False, []
    if most is not None:
        holds = most.resamples is not None and most.resamples >= 1 - (1 - level) / 2
        reasons.append(_most_words(most))
    if adjusted is not None and adjusted.documents >= SEVERAL:
        is_turned = adjusted.value * value < 0
        holds = holds and _leaves_out_zero(adjusted.low, adjusted.high) and not is_turned
        turned = ", and the difference has the other sign" if is_turned else ""
        reasons.append(f"within articles {_interval_words(adjusted.low, adjusted.high)}{turned}")
    elif most is None:
        holds = _leaves_out_zero(low, high)
        reasons.append(_interval_words(low, high))
    agrees = agreement is not None and agreement >= AGREEMENT
    is_contradicted = is_turned or (agreement is not None and agreement < HALF)
    if holds and agrees:
        verdict: Verdict = "supported"
    elif (holds or agrees) and not is_contradicted:
        verdict = "fragile"
    else:
        verdict = "not supported"
    reasons.append(_agreement_words(agreement, specifications, is_choice=most is not None))
    reason = "; ".join(reasons)
    return Judgement(verdict, f"{reason[0].upper()}{reason[1:]}.")


def _most_words(most: Superlative) -> str:
    if most.is_tie:
        return "several come first alike"
    if most.resamples is None:
        return "nothing can be drawn anew"
    return f"“{most.label}” comes first in {percent(most.resamples)} of the resamples"


def _leaves_out_zero(low: float | None, high: float | None) -> bool:
    return low is not None and high is not None and (low > 0 or high < 0)


def _interval_words(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return "there is no interval"
    return f"the interval {'leaves out' if _leaves_out_zero(low, high) else 'holds'} zero"


def _agreement_words(agreement: float | None, specifications: int, *, is_choice: bool) -> str:
    if agreement is None:
        return "there is no other way of counting"
    same = round(agreement * specifications)
    answer = "the same" if is_choice else "this sign"
    verb = "gives" if same == 1 else "give"
    ways = count(specifications, "way")
    return f"{number(same, 0)} of {ways} of counting {verb} {answer}"
