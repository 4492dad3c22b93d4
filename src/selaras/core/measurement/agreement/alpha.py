"""Krippendorff's alpha for any number of raters, with gaps, at four levels of measurement.

Source: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability; interval by resampling
subjects, see Zapf et al. (2016), BMC Medical Research Methodology 16, 93.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from selaras.core.measurement.agreement.coefficient import Coefficient, Floats, Undefined

# Comparing every value with every other: memory grows with the square.
MOST_VALUES_FOR_RATIO = 2000
RESAMPLES = 2000


class Level(StrEnum):
    """What differences between marks mean."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pairable:
    """Marks of subjects with at least two marks.

    unit, code : (marks,), subject and position of the value
    size : (units,), marks per subject
    values : (distinct,), ascending
    """

    unit: npt.NDArray[np.intp]
    code: npt.NDArray[np.intp]
    size: Floats
    values: Floats


def krippendorff_alpha(
    table: Floats, *, level: Level, seed: int, confidence: float = 0.95, resamples: int = RESAMPLES
) -> Coefficient:
    """Return alpha with a percentile interval over resampled subjects.

    table : (subjects, raters), nan where a mark is missing; a subject with one mark tells nothing

    >>> table = np.array([[1., 1, np.nan], [2, 2, 2], [3, 3, 2], [1, np.nan, 1]])
    >>> round(krippendorff_alpha(table, level=Level.NOMINAL, seed=1).value, 3)
    0.719
    """
    pairable = _pairable(table)
    if pairable.size.size < 2:
        least = min(table.shape[1], int((~np.isnan(table)).any(axis=0).sum()))
        few = Undefined.TOO_FEW_RATERS if least < 2 else Undefined.TOO_FEW_SUBJECTS
        return Coefficient(value=None, reason=few)
    if pairable.values.size == 1:
        return Coefficient(value=None, reason=Undefined.ALL_MARKS_EQUAL)
    if level is Level.RATIO and pairable.values[0] < 0.0:
        return Coefficient(value=None, reason=Undefined.NEGATIVE_MARKS)
    once = np.ones(pairable.size.size)
    if level is Level.RATIO and pairable.values.size > MOST_VALUES_FOR_RATIO:
        return Coefficient(value=None, reason=Undefined.TOO_MANY_VALUES)
    disagreement = _Disagreement(pairable, level)
    value = disagreement.alpha(once)
    rng = np.random.default_rng(seed)
    n = once.size
    drawn = (disagreement.alpha(rng.multinomial(n, once / n).astype(float)) for _ in range(resamples))
    found = np.array([one for one in drawn if one is not None])
    # Samples in which everybody has the same mark say nothing; too many of them, and neither do the rest.
    if found.size < resamples / 2 or resamples == 0:
        return Coefficient(value=value, reason=Undefined.RESAMPLING_FAILED)
    if np.ptp(found) <= 1e-12:
        # Nobody disagrees in any sample: an interval of no width is not to be believed.
        return Coefficient(value=value, reason=Undefined.NO_ERROR_VARIANCE)
    low, high = np.quantile(found, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Coefficient(value=value, low=float(low), high=float(high))


def _pairable(table: Floats) -> _Pairable:
    rows = table[(~np.isnan(table)).sum(axis=1) >= 2]
    unit, column = np.nonzero(~np.isnan(rows))
    values, code = np.unique(rows[unit, column], return_inverse=True)
    size = np.bincount(unit, minlength=rows.shape[0]).astype(float)
    return _Pairable(unit=unit, code=code, size=size, values=values)


class _Disagreement:
    """Observed and expected disagreement for subjects taken ``times`` (a number each, 1 for the data)."""

    def __init__(self, pairable: _Pairable, level: Level) -> None:
        self._of = pairable
        self._level = level
        self._observed: Floats | None = None
        if level is Level.NOMINAL:
            self._observed = self._nominal()
        elif level is Level.INTERVAL:
            # Shifted: large marks that differ little would lose their digits.
            self._shifted = pairable.values - pairable.values.mean()
            self._observed = self._squares_within(self._shifted)
        elif level is Level.RATIO:
            self._metric = _ratio_metric(pairable.values)
            self._observed = self._ratio()

    def alpha(self, times: Floats) -> float | None:
        of = self._of
        weight = times[of.unit]
        counts = np.bincount(of.code, weights=weight, minlength=of.values.size).astype(np.float64)
        n = counts.sum()
        match self._level:
            case Level.NOMINAL:
                expected = n * n - (counts**2).sum()
            case Level.INTERVAL:
                expected = _squares_between(counts, self._shifted)
            case Level.RATIO:
                expected = counts @ self._metric @ counts
            case Level.ORDINAL:
                # Krippendorff's ordinal difference is the difference of mid-ranks, squared.
                ranks = np.cumsum(counts) - counts / 2
                expected = _squares_between(counts, ranks - ranks.mean())
        observed = self._squares_within(ranks) if self._observed is None else self._observed
        if expected <= 1e-12 * n:
            return None
        return float(1 - (n - 1) * (times * observed).sum() / expected)

    def _squares_within(self, scores: Floats) -> Floats:
        """Return, per subject, the squared differences of all ordered pairs over (marks - 1)."""
        of = self._of
        first = np.bincount(of.unit, weights=scores[of.code])
        centred = scores[of.code] - (first / of.size)[of.unit]
        return 2 * of.size * np.bincount(of.unit, weights=centred**2) / (of.size - 1)

    def _nominal(self) -> Floats:
        of = self._of
        cell = of.unit * of.values.size + of.code
        which, alike = np.unique(cell, return_counts=True)
        same = np.bincount(which // of.values.size, weights=alike.astype(float) ** 2)
        return np.asarray((of.size**2 - same) / (of.size - 1))

    def _ratio(self) -> Floats:
        of = self._of
        starts = np.searchsorted(of.unit, np.arange(of.size.size + 1))
        observed = np.empty(of.size.size)
        for unit in range(of.size.size):
            codes = of.code[starts[unit] : starts[unit + 1]]
            observed[unit] = self._metric[np.ix_(codes, codes)].sum() / (of.size[unit] - 1)
        return observed


def _squares_between(counts: Floats, scores: Floats) -> float:
    n = counts.sum()
    centred = scores - (counts @ scores) / n
    return float(2 * n * (counts @ centred**2))


def _ratio_metric(values: Floats) -> Floats:
    total = values[:, None] + values
    difference = values[:, None] - values
    # Zero against zero: no difference.
    return np.asarray((difference / np.where(total == 0.0, 1.0, total)) ** 2)
