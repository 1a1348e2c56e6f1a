"""What an instrument measured on all sentences, corrected by a coded random sample of them.

An instrument (a word list, a model) reads every sentence and errs; coders read few and are taken
to be right. Together they give an estimate that does not depend on the instrument's errors, with
an interval that is narrower than that of the coded sentences alone where the instrument is good,
and the same where it is not.

- The population is the table's sentences, those of these articles; nothing is said beyond them.
- The coded sentences must have been drawn at random, each with a known probability above 0. Codes
  of sentences that were picked, or of the articles at hand, correct nothing.
- `estimator` holds the formulas, on arrays; `samples` makes arrays of tables.
"""

from helpers.measures.correction.combined import combined_mean
from helpers.measures.correction.corrected import corrected_mean
from helpers.measures.correction.difference import corrected_difference
from helpers.measures.correction.disagreement import disagreement_probabilities
from helpers.measures.correction.ratio import Ratio, corrected_ratio

__all__ = [
    "Ratio",
    "combined_mean",
    "corrected_difference",
    "corrected_mean",
    "corrected_ratio",
    "disagreement_probabilities",
]
