"""Intervals by resampling: how far a number from these documents could have moved.

Neighbouring sentences are not independent: speakers come in runs. So blocks of neighbouring
sentences are drawn with replacement *within* their documents (`blocks`, `draws`), and means,
differences, ratios and choices are computed from the sums of what was drawn. The intervals speak
of these documents alone, not of a population that they might have been drawn from; only where
documents are too short to be cut are whole documents drawn.

What holds for all of it, beside the conventions of `helpers.measures`:

- `within` names the column of the documents, `order` that of the sentence's place in its document;
  with ``order=None`` rows follow no order, and single rows are drawn.
- `block` is the length of a block in sentences, a `Blocks`, or None: then `choose_blocks` chooses
  both the length and the correction from the table, the same for all its groups.
- Results depend on `seed` and on the documents' names, never on the order of rows.
"""

from helpers.measures.resampling.blocks import Blocks, choose_blocks, sum_blocks
from helpers.measures.resampling.choice import choose
from helpers.measures.resampling.draws import draw_groups, draw_sums, resampled_unit
from helpers.measures.resampling.intervals import (
    adjusted_difference,
    bootstrap_difference,
    bootstrap_mean,
    bootstrap_ratios,
    percentile_interval,
)
from helpers.measures.resampling.wilson import weighted_wilson_interval, wilson_interval

__all__ = [
    "Blocks",
    "adjusted_difference",
    "bootstrap_difference",
    "bootstrap_mean",
    "bootstrap_ratios",
    "choose",
    "choose_blocks",
    "draw_groups",
    "draw_sums",
    "percentile_interval",
    "resampled_unit",
    "sum_blocks",
    "weighted_wilson_interval",
    "wilson_interval",
]
