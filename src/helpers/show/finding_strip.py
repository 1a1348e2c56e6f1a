"""One finding as one small figure: zero, the interval, and the estimate on it."""

from markupsafe import Markup

from helpers.findings.finding import Finding
from helpers.findings.small_figure import Scale, describe, small_figure
from helpers.page.template import fill

WIDTH, HEIGHT, MARGIN = 240.0, 18.0, 10.0


def strip(finding: Finding, *, level: float) -> Markup:
    """Draw a finding on a line with zero in its middle; empty where it has no value.

    Each line has its own scale, on which the farthest of estimate and interval lies at an end. The
    dot is filled where the interval excludes zero.
    """
    value, low, high = finding.value, finding.low, finding.high
    if value is None:
        return Markup("")
    most = max(abs(x) for x in (value, low, high) if x is not None) or 1.0
    places = small_figure(
        value, low, high, scale=Scale(-most, most, start=MARGIN, end=WIDTH - MARGIN)
    )
    words = describe(value, low, high, unit=finding.unit, level=level, operands=finding.operands)
    return Markup(
        fill("strip.html.j2", words=words, width=WIDTH, height=HEIGHT, places=places).strip()
    )
