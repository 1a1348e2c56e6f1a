"""One finding as one small figure: zero, the interval, and the estimate on it."""

from markupsafe import Markup

from helpers.findings.finding import Finding
from helpers.findings.wording import by_sign, decimals, number, percent
from helpers.page.template import fill

WIDTH, HEIGHT = 240.0, 18.0
MIDDLE, REACH = WIDTH / 2, WIDTH / 2 - 10


def strip(finding: Finding, *, level: float) -> Markup:
    """Draw a finding on a line with zero in its middle; empty where it has no value.

    Each line has its own scale, on which the farthest of estimate and interval lies at an end. The
    dot is filled where the interval excludes zero.
    """
    if finding.value is None:
        return Markup("")
    ends = [x for x in (finding.low, finding.high) if x is not None]
    most = max(abs(x) for x in [finding.value, *ends]) or 1.0

    def place(x: float) -> str:
        return f"{MIDDLE + REACH * x / most:.1f}"

    return Markup(
        fill(
            "strip.html.j2",
            words=describe(finding, level=level),
            width=WIDTH,
            height=HEIGHT,
            middle=MIDDLE,
            at=place(finding.value),
            ends=[place(x) for x in ends] if len(ends) == 2 else [],
            clear=len(ends) == 2 and (ends[0] > 0 or ends[1] < 0),
        ).strip()
    )


def describe(finding: Finding, *, level: float) -> str:
    """Say what the strip of a finding shows."""
    if finding.value is None:
        return "No estimate."
    n = decimals([finding.value, finding.low, finding.high])
    where = by_sign(finding.value, above="right of", below="left of", zero="on")
    said = f"The estimate, {number(finding.value, n)} {finding.unit}".rstrip()
    said += f", lies {where} zero"
    if finding.low is None or finding.high is None:
        return f"{said}; there is no interval, for lack of sentences."
    holds = "does not reach zero" if finding.low > 0 or finding.high < 0 else "holds zero"
    return (
        f"{said}; its {percent(level)} interval from {number(finding.low, n)} to "
        f"{number(finding.high, n)} {holds}."
    )
