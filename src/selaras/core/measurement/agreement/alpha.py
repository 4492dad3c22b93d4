"""Krippendorff's alpha for any number of raters, with gaps, at four levels of measurement.

Source: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability. The interval resamples
subjects, is corrected for bias and skewness (BCa: Efron & Tibshirani 1993, section 14.3) and widened
for few subjects as t is against the normal (Hesterberg 2015). Plain percentiles cover less.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy import sparse, special

from selaras.core.measurement.agreement.coefficient import Coefficient, Floats, Undefined

# Comparing every value with every other: memory grows with the square.
MOST_VALUES_FOR_RATIO = 2000
RESAMPLES = 2000
# Sums that resampling may take; larger tables get fewer samples, but not fewer than these.
MOST_WORK = 50_000_000
FEWEST_SAMPLES = 400
# Numbers held at once.
MOST_HELD = 4_000_000
# Parts that are left out one by one where there are more subjects than these.
MOST_PARTS = 200


class Level(StrEnum):
    """What differences between marks mean."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pairable:
    """Marks of subjects with at least two marks.

    counts : (units, distinct), how often each value stands in a unit
    size : (units,), marks per unit; values : (distinct,), ascending
    """

    counts: sparse.csr_array
    size: Floats
    values: Floats


def krippendorff_alpha(
    table: Floats, *, level: Level, seed: int, confidence: float = 0.95, resamples: int = RESAMPLES
) -> Coefficient:
    """Return alpha with its interval.

    table : (subjects, raters), nan where a mark is missing; a subject with one mark tells nothing

    >>> table = np.array([[1., 1, np.nan], [2, 2, 2], [3, 3, 2], [1, np.nan, 1]])
    >>> round(krippendorff_alpha(table, level=Level.NOMINAL, seed=1).value, 3)
    0.719
    """
    pairable = _pairable(table)
    if pairable.size.size < 2:
        few_raters = int((~np.isnan(table)).any(axis=0).sum()) < 2
        reason = Undefined.TOO_FEW_RATERS if few_raters else Undefined.TOO_FEW_SUBJECTS
        return Coefficient(value=None, reason=reason)
    if np.ptp(pairable.values) <= 1e-12 * np.abs(pairable.values).max():
        return Coefficient(value=None, reason=Undefined.ALL_MARKS_EQUAL)
    if level is Level.RATIO and pairable.values[0] < 0.0:
        return Coefficient(value=None, reason=Undefined.NEGATIVE_MARKS)
    if level is Level.RATIO and pairable.values.size > MOST_VALUES_FOR_RATIO:
        return Coefficient(value=None, reason=Undefined.TOO_MANY_VALUES)
    disagreement = _Disagreement(pairable, level)
    once = np.ones((1, pairable.size.size))
    share = float(disagreement.share(once)[0])
    if share <= 0.0:
        # Nobody disagrees: an interval of no width is not to be believed.
        return Coefficient(value=1.0, reason=Undefined.NO_ERROR_VARIANCE)
    value = 1.0 - share
    samples = min(resamples, max(MOST_WORK // disagreement.work, FEWEST_SAMPLES))
    drawn = _drawn(disagreement, once.size, samples=samples, seed=seed)
    if drawn.size < max(samples / 2, 1):
        # Most samples hold one value only: the rest tell little of what is.
        return Coefficient(value=value, reason=Undefined.RESAMPLING_FAILED)
    if np.ptp(drawn) <= 1e-12:
        return Coefficient(value=value, reason=Undefined.NO_ERROR_VARIANCE)
    tails = _tails(drawn, value, _skewness(disagreement, once.size, seed), once.size, confidence)
    low, high = np.quantile(drawn, tails)
    return Coefficient(value=value, low=min(float(low), value), high=max(float(high), value))


def _pairable(table: Floats) -> _Pairable:
    rows = table[(~np.isnan(table)).sum(axis=1) >= 2]
    # In an order of their own, so that samples do not depend on how a file is sorted.
    rows = np.sort(rows, axis=1)
    rows = rows[np.lexsort(np.nan_to_num(rows, nan=np.inf).T[::-1])]
    unit, column = np.nonzero(~np.isnan(rows))
    values, code = np.unique(rows[unit, column], return_inverse=True)
    # Few of the values stand in any one unit.
    counts = sparse.csr_array((np.ones(code.size), (unit, code)), shape=(len(rows), values.size))
    counts.sum_duplicates()
    size = np.bincount(unit, minlength=len(rows)).astype(np.float64)
    return _Pairable(counts=counts, size=size, values=values)


class _Disagreement:
    """Observed over expected disagreement, one minus alpha, for subjects taken any number of times."""

    def __init__(self, pairable: _Pairable, level: Level) -> None:
        self._of = pairable
        self._level = level
        counts, size = pairable.counts, pairable.size
        # Shifted and scaled: large marks that differ little would lose their digits.
        shifted = pairable.values - pairable.values.mean()
        self._scores = shifted / np.abs(shifted).max()
        match level:
            case Level.NOMINAL:
                self._observed = (size**2 - counts.power(2).sum(axis=1)) / (size - 1)
            case Level.INTERVAL:
                squares = size * (counts @ self._scores**2) - (counts @ self._scores) ** 2
                self._observed = 2 * np.maximum(squares, 0.0) / (size - 1)
            case Level.RATIO:
                self._metric = _ratio_metric(pairable.values)
                self._observed = counts.multiply(counts @ self._metric).sum(axis=1) / (size - 1)
            case Level.ORDINAL:
                # Its differences depend on how often every value occurs, so on the sample.
                self._observed = np.zeros(0)

    @property
    def work(self) -> int:
        """How many sums one sample of all subjects takes, about."""
        return int(self._of.counts.nnz) + self._of.values.size

    def share(self, times: Floats) -> Floats:
        """Return one minus alpha for every row of ``times``; nan where there is one value only.

        times : (samples, units), how often each unit is taken
        """
        totals = np.asarray((self._of.counts.T @ times.T).T)
        n = totals.sum(axis=1)
        if self._level is Level.ORDINAL:
            observed, expected = self._ordinal(times, totals, n)
        else:
            observed = times @ self._observed
            expected = self._expected(totals, n)
        found = np.full(len(times), np.nan)
        np.divide((n - 1) * observed, expected, out=found, where=expected > 1e-12 * n)
        return found

    def _expected(self, totals: Floats, n: Floats) -> Floats:
        if self._level is Level.NOMINAL:
            return np.asarray(n * n - (totals**2).sum(axis=1), dtype=np.float64)
        if self._level is Level.RATIO:
            return np.asarray(((totals @ self._metric) * totals).sum(axis=1))
        return np.asarray(2 * (n * (totals @ self._scores**2) - (totals @ self._scores) ** 2))

    def _ordinal(self, times: Floats, totals: Floats, n: Floats) -> tuple[Floats, Floats]:
        # Krippendorff's ordinal difference of two values is that of their mid-ranks, squared.
        counts, size = self._of.counts, self._of.size
        ranks = np.cumsum(totals, axis=1) - totals / 2 - n[:, None] / 2
        first, second = (np.asarray((counts @ one.T).T) for one in (ranks, ranks**2))
        within = 2 * (size * second - first**2) / (size - 1)
        observed = (times * np.maximum(within, 0.0)).sum(axis=1)
        expected = 2 * (n * (totals * ranks**2).sum(axis=1) - (totals * ranks).sum(axis=1) ** 2)
        return observed, expected


def _drawn(disagreement: _Disagreement, n: int, *, samples: int, seed: int) -> Floats:
    """Return alpha in samples of n subjects, those left out that hold one value only."""
    rng = np.random.default_rng(seed)
    at_once = max(MOST_HELD // disagreement.work, 1)
    found = []
    for first in range(0, samples, at_once):
        size = min(at_once, samples - first)
        times = rng.multinomial(n, np.full(n, 1 / n), size=size).astype(np.float64)
        found.append(1.0 - disagreement.share(times))
    alphas = np.concatenate(found) if found else np.zeros(0)
    return alphas[np.isfinite(alphas)]


def _skewness(disagreement: _Disagreement, n: int, seed: int) -> float:
    """Return the acceleration of alpha: how its error changes with itself, by leaving out parts."""
    parts = min(n, MOST_PARTS)
    part = np.random.default_rng(seed).permutation(n) % parts
    at_once = max(MOST_HELD // disagreement.work, 1)
    left_out = np.concatenate(
        [
            1.0 - disagreement.share((part != chosen[:, None]).astype(np.float64))
            for first in range(0, parts, at_once)
            for chosen in (np.arange(first, min(first + at_once, parts)),)
        ]
    )
    known = left_out[np.isfinite(left_out)]
    pull = known.mean() - known
    spread = float((pull**2).sum())
    return float((pull**3).sum()) / (6 * spread**1.5) if spread > 1e-24 else 0.0


def _tails(drawn: Floats, value: float, skewness: float, n: int, confidence: float) -> Floats:
    """Return which quantiles of the samples are the limits."""
    below = float((drawn < value).mean() + (drawn <= value).mean()) / 2
    # A value at the edge of its own samples would send the correction to infinity.
    bias = float(special.ndtri(min(max(below, 0.01), 0.99)))
    wide = np.sqrt(n / (n - 1)) * float(special.stdtrit(n - 1, (1 + confidence) / 2))
    shifted = bias + np.array([-wide, wide])
    return np.asarray(special.ndtr(bias + shifted / np.maximum(1 - skewness * shifted, 0.05)))


def _ratio_metric(values: Floats) -> Floats:
    total = values[:, None] + values
    difference = values[:, None] - values
    # Zero against zero: no difference.
    apart = np.abs(difference / np.where(total == 0.0, 1.0, total))
    return np.asarray((apart / apart.max()) ** 2)
