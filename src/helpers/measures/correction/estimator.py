"""The estimate and its interval, from arrays: what the public measures and the simulation share."""

from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls
from scipy.special import ndtri, stdtrit

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

# How many sentences with the worst error of each kind a sample is taken to hold beside its own.
# Tried in the simulation of `benchmarks/correction.py`: with 0.5 intervals of good instruments come
# down to 91 %, with 1 twice as many as with 0.75 hold the truth in more than 98 %.
PSEUDO_ERRORS = 0.75


class Population(NamedTuple):
    """The sentences of a group: an entry (or row) a stratum, a column an instrument.

    `sizes` counts them; `means`, `lowest` and `highest` are those of the instruments' values.
    """

    sizes: Numbers
    means: Numbers
    lowest: Numbers
    highest: Numbers


class Sample(NamedTuple):
    """The coded sentences of a group, one an entry (or row); a column of `values` an instrument.

    `stratum` is the row of the population, `document` a number for each article.
    """

    coded: Numbers
    values: Numbers
    probability: Numbers
    stratum: Places
    document: Places


class Interval(NamedTuple):
    """An estimate with its bounds."""

    estimate: float
    low: float
    high: float

    @property
    def width(self) -> float:
        """How far the bounds lie apart."""
        return self.high - self.low


@dataclass(frozen=True)
class Parts:
    """What an estimate is made of: column 0 is the codes', the others are the instruments'.

    Attributes
    ----------
    sampled
        The weighted means over the coded sentences.
    known
        The instruments' means over all sentences.
    rows
        What each coded sentence (or article) and each pseudo-error adds to the sampling error of
        `sampled`; the squares sum to its variance.
    copies
        How often each row counts.
    finite
        Each row's root of the share that was not coded, by which skewness shrinks once more.
    document
        The article of each row, -1 for pseudo-errors.
    coded_n
        How many sentences were coded.
    clusters
        How many articles the rows stand for; None where they stand for sentences.
    """

    sampled: Numbers
    known: Numbers
    rows: Numbers
    copies: Numbers
    finite: Numbers
    document: Places
    coded_n: int
    clusters: int | None = None

    @property
    def has_variance(self) -> bool:
        """Whether more than one sentence, or article, says how much they differ, or all are coded.

        One alone has no variance to be estimated from.
        """
        return not self.finite.any() or (self.coded_n > 1 and self.clusters != 1)

    def by_document(self) -> Self:
        """Sum the rows of each article, so that sentences of one are not taken as independent."""
        real = self.document >= 0
        names, place = np.unique(self.document[real], return_inverse=True)
        clusters = len(names)
        sums = np.zeros((clusters, self.rows.shape[1]))
        np.add.at(sums, place, self.rows[real])
        finite = np.bincount(place, self.finite[real], clusters) / np.bincount(place)
        return type(self)(
            self.sampled,
            self.known,
            np.concatenate([sums * np.sqrt(clusters / max(clusters - 1, 1)), self.rows[~real]]),
            np.concatenate([np.ones(clusters), self.copies[~real]]),
            np.concatenate([finite, self.finite[~real]]),
            np.concatenate([names, self.document[~real]]),
            self.coded_n,
            clusters,
        )


def parts_of(population: Population, sample: Sample, bounded: tuple[float, float]) -> Parts:
    """Weigh the coded sentences and take the sampling errors of their means apart.

    Within a stratum sentences weigh by the inverse of their probability (Hajek), strata by their
    sizes. What was drawn and not coded is taken as missing at random within its stratum.
    """
    sizes, stratum = population.sizes, sample.stratum
    cells = len(sizes)
    shares = sizes / sizes.sum()
    counts = np.bincount(stratum, minlength=cells)
    inverse = 1 / sample.probability
    reached = np.bincount(stratum, inverse, cells)
    weights = inverse * (shares / reached)[stratum]
    coded_share = np.minimum(1, sample.probability * (reached / sizes)[stratum])
    finite = np.sqrt(1 - coded_share)

    numbers = np.column_stack([sample.coded, sample.values])
    sums = np.stack([np.bincount(stratum, weights * one, cells) for one in numbers.T], axis=1)
    means = sums / shares[:, None]
    unbiased = np.sqrt(counts / np.maximum(counts - 1, 1))[stratum]
    rows = (weights * finite * unbiased)[:, None] * (numbers - means[stratum])

    # The worst errors: an instrument at its lowest where the coders are at their highest, and the
    # reverse. Each weighs as the coded sentence that a sentence of the stratum has to stand for it
    # does on average: where weights differ, errors are missed most where few were coded.
    low, high = bounded
    missing = np.sqrt(np.bincount(stratum, weights * finite**2, cells) / shares)
    weight = (missing * np.bincount(stratum, weights**2, cells) / shares)[:, None]
    under = weight * (np.column_stack([np.full(cells, high), population.lowest]) - means)
    over = weight * (np.column_stack([np.full(cells, low), population.highest]) - means)
    copies = PSEUDO_ERRORS * shares
    return Parts(
        sampled=sums.sum(axis=0),
        known=shares @ population.means,
        rows=np.concatenate([rows, under, over]),
        copies=np.concatenate([np.ones(len(rows)), copies, copies]),
        finite=np.concatenate([finite, missing, missing]),
        document=np.concatenate([sample.document, np.full(2 * cells, -1)]),
        coded_n=len(rows),
    )


def difference_of(first: Parts, second: Parts) -> Parts:
    """Give the parts of the first mean less the second, each with instruments of its own.

    The weights of the difference are those of the first, then those of the second.
    """
    columns = first.rows.shape[1] - 1, second.rows.shape[1] - 1
    rows = [
        np.column_stack([first.rows, np.zeros((len(first.rows), columns[1]))]),
        -np.column_stack(
            [second.rows[:, 0], np.zeros((len(second.rows), columns[0])), second.rows[:, 1:]]
        ),
    ]
    return Parts(
        np.concatenate(
            [[first.sampled[0] - second.sampled[0]], first.sampled[1:], -second.sampled[1:]]
        ),
        np.concatenate([first.known, -second.known]),
        np.concatenate(rows),
        np.concatenate([first.copies, second.copies]),
        np.concatenate([first.finite, second.finite]),
        np.concatenate([first.document, second.document]),
        first.coded_n + second.coded_n,
    )


def tuned_weights(parts: Parts) -> Numbers:
    """Give the instruments' weights, none below 0, 1 in sum at most, of the least variance.

    With one instrument: the slope of the codes on its values, cut to 0..1. With several this is
    the point nearest to the origin in the hull of "no instrument" and each instrument alone, which
    non-negative least squares finds (Lawson and Hanson 1974).
    """
    scaled = np.sqrt(parts.copies)[:, None] * parts.rows
    residuals = scaled[:, :1] - scaled
    residuals[:, 0] = scaled[:, 0]
    size = np.abs(residuals).max()
    if size == 0:
        return np.zeros(residuals.shape[1] - 1)
    triangle: Numbers = np.asarray(np.linalg.qr(residuals / size, mode="r"))
    corner = np.zeros(len(triangle) + 1)
    corner[-1] = 1
    solution, _ = nnls(np.vstack([triangle, np.ones(triangle.shape[1])]), corner)
    weights: Numbers = solution[1:] / solution.sum()
    return weights


def interval(
    parts: Parts, weights: Numbers, *, level: float, bounded: tuple[float, float]
) -> Interval:
    """Give the estimate for these weights of the instruments, with its interval.

    The bounds solve (t - estimate)^2 = z^2 (variance + slope (t - estimate)): the variance moves
    with the truth by the skewness of the errors, as in Wilson's interval for a plain share.
    """
    estimate = parts.sampled[0] + weights @ (parts.known - parts.sampled[1:])
    errors = parts.rows[:, 0] - parts.rows[:, 1:] @ weights
    variance = parts.copies @ errors**2
    low = high = estimate
    if variance > 0:
        slope = (parts.copies * parts.finite) @ errors**3 / variance
        fitted = int(np.count_nonzero(weights))
        variance *= (parts.coded_n - 1) / max(parts.coded_n - 1 - fitted, 1)
        upper = 0.5 + level / 2
        z = ndtri(upper) if parts.clusters is None else stdtrit(parts.clusters - 1, upper)
        shift = z**2 * slope / 2
        half = np.sqrt(z**2 * variance + shift**2)
        low, high = estimate + shift - half, estimate + shift + half
    return Interval(*(float(np.clip(one, *bounded)) for one in (estimate, low, high)))


def correct(
    parts: Parts, weights: Numbers, *, level: float, bounded: tuple[float, float]
) -> tuple[Interval, Interval, Numbers]:
    """Give the interval of the codes alone, the corrected one, and the instruments' weights.

    Where the weights do not make the interval narrower, all are 0.
    """
    nothing = np.zeros_like(weights)
    alone = interval(parts, nothing, level=level, bounded=bounded)
    corrected = interval(parts, weights, level=level, bounded=bounded)
    if corrected.width < alone.width:
        return alone, corrected, weights
    return alone, alone, nothing
