"""Give a coder the sample of a corpus as a sheet."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl

from helpers.coding.assignment import assign
from helpers.coding.sheets import GIVEN, sheet_rows, write_sheet


class HandedOut(NamedTuple):
    """A sheet that was written: its sentences, those with answers already, what is asked."""

    sentences: int
    coded: int
    fields: tuple[str, ...]


def hand_out(corpus: Path, *, coder: str, path: Path, fields: Sequence[str] = ()) -> HandedOut:
    """Write the sentences that were drawn as a sheet for one coder.

    Parameters
    ----------
    corpus
        The corpus folder.
    coder
        Who will fill it in; what they have coded already is filled in.
    path
        The sheet, .xlsx or .csv.
    fields
        What is asked, as for `helpers.coding.vocabulary.choose_fields`.

    Raises
    ------
    InputError
        As `helpers.coding.assignment.assign`, and where the sheet is there already.
    """
    task = assign(corpus, coder=coder, fields=fields)
    rows = sheet_rows(
        task.sample,
        task.file.read(),
        fields=task.fields,
        frame_sets=task.vocabulary.frame_sets,
    )
    write_sheet(
        path,
        rows,
        codebook=task.codebook,
        vocabulary=task.vocabulary,
        blocs=task.actors.groups(),
    )
    coded = rows.select(pl.any_horizontal(pl.exclude(*GIVEN).is_not_null()))
    return HandedOut(rows.height, int(coded.to_series().sum()), task.fields)
