"""Kappa of Cohen, plain and weighted, of two raters; of Light, the mean over pairs; of Fleiss, for many.

Sources: Cohen (1960, 1968); standard error of Fleiss, Cohen & Everitt (1969), Psychological Bulletin
72; Fleiss (1971); Fleiss, Nee & Landis (1979), Psychological Bulletin 86.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import special

from selaras.core.measurement.agreement.coefficient import Coefficient, Floats, Undefined

# A table of more distinct values than this is no table of categories, and squares of it fill the memory.
MOST_VALUES = 1000

Weights = Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kappa:
    """Kappa with its large-sample interval; ``z`` and ``p`` test "no better than chance".

    ``se`` belongs to the interval, ``se_chance`` to the test.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    se: float | None = None
    se_chance: float | None = None
    z: float | None = None
    p: float | None = None
    n: int = 0
    reason: Undefined | None = None


def linear(values: Floats) -> Floats:
    """Return the distances between values: a gap in the scale counts as the gap it is."""
    return np.abs(values[:, None] - values)


def quadratic(values: Floats) -> Floats:
    """Return the squared distances between values."""
    return np.asarray((values[:, None] - values) ** 2)


def unweighted(values: Floats) -> Floats:
    """Return one for every disagreement."""
    return 1.0 - np.eye(values.size)


def kappa_of_table(
    observed: Floats, *, n: int, disagreement: Floats | None = None, confidence: float = 0.95
) -> Kappa:
    """Return kappa of a square table of counts or proportions.

    observed : (c, c), rater one in rows, rater two in columns
    disagreement : (c, c), zero on the diagonal, any unit; None for plain kappa

    >>> table = np.array([[.44, .07, .09], [.05, .20, .05], [.01, .03, .06]])
    >>> grave = np.array([[0., 1, 3], [1, 0, 6], [3, 6, 0]])
    >>> [round(kappa_of_table(table, n=200, disagreement=v).value, 3) for v in (None, grave)]
    [0.492, 0.348]
    """
    share = observed / observed.sum()
    v = unweighted(np.arange(float(len(share)))) if disagreement is None else disagreement
    chance = np.outer(share.sum(axis=1), share.sum(axis=0))
    expected = float((v * chance).sum())
    if expected <= 1e-15 * max(float(v.max()), 1e-300):
        return Kappa(value=None, n=n, reason=Undefined.NO_CHANCE_DISAGREEMENT)
    value = 1 - float((v * share).sum()) / expected
    w = 1 - v / v.max()
    agreed, by_chance = float((w * share).sum()), float((w * chance).sum())
    of_row, of_column = w @ share.sum(axis=0), share.sum(axis=1) @ w
    mean = of_row[:, None] + of_column
    rest = (agreed * by_chance - 2 * by_chance + agreed) ** 2
    spread = float((share * (w * (1 - by_chance) - mean * (1 - agreed)) ** 2).sum()) - rest
    spread_chance = float((chance * (w - mean) ** 2).sum()) - by_chance**2
    se = float(np.sqrt(max(spread, 0.0) / n)) / (1 - by_chance) ** 2
    se_chance = float(np.sqrt(max(spread_chance, 0.0) / n)) / (1 - by_chance)
    z, p = _test(value, se_chance)
    reach = float(special.ndtri((1 + confidence) / 2)) * se
    # Where nobody disagrees the formula gives an error of zero, which is not to be believed.
    sure = se > 1e-12
    return Kappa(
        value=value,
        low=max(value - reach, -1.0) if sure else None,
        high=min(value + reach, 1.0) if sure else None,
        se=se if sure else None,
        se_chance=se_chance,
        z=z,
        p=p,
        n=n,
        reason=None if sure else Undefined.NO_ERROR_VARIANCE,
    )


def cohen_kappa(
    table: Floats,
    *,
    weights: Weights = unweighted,
    disagreement: Floats | None = None,
    confidence: float = 0.95,
) -> Kappa:
    """Return kappa of two raters over the subjects whom both marked.

    table : (subjects, 2); the categories are the marks that occur, in ascending order
    disagreement : (c, c) in that order, instead of ``weights``

    >>> round(cohen_kappa(np.array([[1., 1], [2, 2], [3, 2], [1, 1], [2, 3]]), weights=linear).value, 3)
    0.5
    """
    both = table[~np.isnan(table).any(axis=1)]
    n = len(both)
    if n < 2:
        return Kappa(value=None, n=n, reason=Undefined.TOO_FEW_SUBJECTS)
    values, code = np.unique(both, return_inverse=True)
    code = code.reshape(both.shape)
    if values.size == 1:
        return Kappa(value=None, n=n, reason=Undefined.ALL_MARKS_EQUAL)
    if values.size > MOST_VALUES:
        return Kappa(value=None, n=n, reason=Undefined.TOO_MANY_VALUES)
    observed = np.zeros((values.size, values.size))
    np.add.at(observed, (code[:, 0], code[:, 1]), 1.0)
    apart = weights(values) if disagreement is None else disagreement
    return kappa_of_table(observed, n=n, disagreement=apart, confidence=confidence)


def mean_of_pairs(kappas: Sequence[Kappa]) -> Coefficient:
    """Return the mean over the pairs of raters that have a kappa (Light, 1971); it has no interval here."""
    values = [one.value for one in kappas if one.value is not None]
    if not values:
        reason = kappas[0].reason if kappas else Undefined.TOO_FEW_RATERS
        return Coefficient(value=None, reason=reason)
    return Coefficient(value=float(np.mean(values)))


def fleiss_kappa(table: Floats, *, confidence: float = 0.95) -> Kappa:
    """Return Fleiss' kappa; raters are taken as interchangeable.

    A subject with one mark is left out. With unequal numbers of marks every subject counts alike and
    there is no test against chance (its formula needs equal numbers). The interval leaves out one
    subject after the other (jackknife, t distribution).

    >>> marks = np.array([[1., 1, 1], [2, 2, 1], [3, 3, 3], [1, 2, 2]])
    >>> round(fleiss_kappa(marks).value, 3)
    0.489
    """
    marked = ~np.isnan(table)
    rows = table[marked.sum(axis=1) >= 2]
    n = len(rows)
    if n < 2:
        few_raters = int(marked.any(axis=0).sum()) < 2
        reason = Undefined.TOO_FEW_RATERS if few_raters else Undefined.TOO_FEW_SUBJECTS
        return Kappa(value=None, n=n, reason=reason)
    subject, column = np.nonzero(~np.isnan(rows))
    values, code = np.unique(rows[subject, column], return_inverse=True)
    if values.size == 1:
        return Kappa(value=None, n=n, reason=Undefined.ALL_MARKS_EQUAL)
    if values.size > MOST_VALUES:
        return Kappa(value=None, n=n, reason=Undefined.TOO_MANY_VALUES)
    counts = np.zeros((n, values.size))
    np.add.at(counts, (subject, code), 1.0)
    size = counts.sum(axis=1)
    agreed = ((counts**2).sum(axis=1) - size) / (size * (size - 1))
    total = counts.sum(axis=0)
    value = _fleiss(agreed.mean(), total)
    se_chance = _fleiss_se_of_chance(total / total.sum(), n, size)
    z, p = _test(value, se_chance) if se_chance is not None else (None, None)
    known = Kappa(value=value, n=n, se_chance=se_chance, z=z, p=p, reason=Undefined.NO_ERROR_VARIANCE)
    left_out = [_fleiss((agreed.sum() - agreed[i]) / (n - 1), total - counts[i]) for i in range(n)]
    whole = np.array([one for one in left_out if one is not None])
    se = float(np.sqrt((n - 1) / n * ((whole - whole.mean()) ** 2).sum())) if whole.size == n else 0.0
    if value is None or se <= 1e-12:
        return known
    reach = float(special.stdtrit(n - 1, (1 + confidence) / 2)) * se
    return replace(known, low=max(value - reach, -1.0), high=min(value + reach, 1.0), se=se, reason=None)


def _fleiss(agreed: float, total: Floats) -> float | None:
    by_chance = float(((total / total.sum()) ** 2).sum())
    return None if by_chance >= 1 - 1e-12 else float((agreed - by_chance) / (1 - by_chance))


def _fleiss_se_of_chance(share: Floats, n: int, size: Floats) -> float | None:
    m = size[0]
    if (size != m).any():
        return None
    pq = share * (1 - share)
    inner = pq.sum() ** 2 - (pq * (1 - 2 * share)).sum()
    return float(np.sqrt(2 * max(inner, 0.0) / (n * m * (m - 1))) / pq.sum())


def _test(value: float | None, se: float) -> tuple[float | None, float | None]:
    if value is None or se <= 1e-12:
        return None, None
    z = value / se
    return z, float(2 * special.ndtr(-abs(z)))
