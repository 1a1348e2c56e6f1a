"""A finding's value as the coders of a random sample correct it."""

from collections.abc import Iterable

from helpers.findings.finding import Correction
from helpers.study.corrected import Quantity, correct, within
from helpers.study.selection import Selection


def correction(
    selection: Selection, quantity: Quantity, *, less: Quantity | None = None
) -> Correction | None:
    """Correct what a finding measures; None where no random sample of the corpus was coded.

    Parameters
    ----------
    selection
        The study.
    quantity, less
        As for `helpers.study.corrected.correct`.
    """
    if not selection.tables.sample.height:
        return None
    row = correct(selection, quantity, less=less)
    if row is None:
        return None
    return Correction(
        value=row["corrected"], low=row["low"], high=row["high"], coded=row["coded_n"]
    )


def corrected_contrast(
    selection: Selection, quantity: Quantity, *, field: str, first: str, second: str
) -> Correction | None:
    """Correct a difference of two groups, first minus second.

    Parameters
    ----------
    selection
        The study.
    quantity
        What is averaged in each group.
    field, first, second
        The groups (see `helpers.study.corrected.within`).
    """
    if not selection.tables.sample.height:
        return None
    one, other = (within(selection, quantity, field, group) for group in (first, second))
    return correction(selection, one, less=other)


def corrected_lead(selection: Selection, leads: Iterable[Quantity]) -> Correction | None:
    """Correct how far the first is ahead of its strongest rival, as the coders see it.

    By the coders another may be the strongest rival than by the instrument, or come first itself.
    None where one of the rivals cannot be corrected, as that one may be the strongest.

    Parameters
    ----------
    selection
        The study.
    leads
        What the first has more than each rival.
    """
    strongest = None
    for lead in leads:
        corrected = correction(selection, lead)
        if corrected is None:
            return None
        if strongest is None or corrected.value < strongest.value:
            strongest = corrected
    return strongest
