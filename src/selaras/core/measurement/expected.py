"""Expected marks and points: what an examiner of average severity would give, from posterior draws.

The halo belongs to one examiner's view of one official, so it is averaged over, never kept: the
expectation is an integral over halo ~ N(0, sd_halo²), by the trapezoidal rule on 15 equally spaced nodes.
"""

from collections.abc import Sequence

import numpy as np

from selaras.core.errors import CoreError
from selaras.core.measurement.model import Draws, Elements, Family, Measurement, Model
from selaras.core.measurement.ratings import Floats, Ints

# Equal steps of 0.6 sd from −4.2 to 4.2. The expectation is a staircase in the halo, smooth but steep; there
# equal steps are within 2e-4 of a mark for a halo sd up to 1.5 with ordered thresholds, where as many
# Gauss–Hermite nodes are within 6e-3 and nine within 3e-2 (test_expected.py).
NODES = np.arange(-7, 8) * 0.6
CELLS = 1 << 15  # draws × officials worked on at once: five such arrays stay in the cache
LARGEST_EXPONENT = 300.0  # of exp, leaving room for the sum over categories
BOUNDS = (0.0, 100.0)  # of LINEAR marks


def group_of_criterion(model: Model, *, n_criteria: int) -> Ints:
    """Return (criteria,), the position of each criterion's thresholds in ``Draws.thresholds``.

    The same numbering as ``Design.group``: partial credit has one group per criterion.
    """
    if model.family is Family.PARTIAL_CREDIT:
        return np.arange(n_criteria, dtype=np.int32)
    named = np.asarray(model.groups or (0,) * n_criteria, dtype=np.int32)
    return np.unique(named, return_inverse=True)[1].astype(np.int32)


def expected_marks(
    draws: Draws,
    *,
    model: Model,
    categories: Sequence[Sequence[float]] = (),
    groups: Ints | None = None,
    bounds: tuple[float, float] = BOUNDS,
) -> Floats:
    """Return (S, officials, criteria), in mark units; draws lie next to each other in memory.

    categories : the marks of each scale group, ascending (``Measurement.categories``)
    groups : (criteria,), the scale group of each criterion; None: as the model says
    bounds : LINEAR alone: its expectation, ability − difficulty, is cut to this range
    """
    n_criteria = int(draws.difficulty.shape[1])
    if model.family is Family.LINEAR:
        mean = draws.ability.T[None, :, :] - draws.difficulty.T[:, None, :]
        return np.clip(mean, *bounds, out=mean).transpose(2, 1, 0)
    which = group_of_criterion(model, n_criteria=n_criteria) if groups is None else groups
    return expected_points(draws, points_by_category=[categories[g] for g in which], groups=which)


def expected_points(
    draws: Draws, *, points_by_category: Sequence[Sequence[float]], groups: Ints | Sequence[int]
) -> Floats:
    """Return (S, officials, criteria): the expected points, where each category is worth points.

    points_by_category : one per criterion, the points of its categories 0..m
    groups : (criteria,), the scale group of each criterion
    Ordinal families alone. Raises ``categories_wrong`` where points and thresholds do not fit.

    >>> one = np.zeros((1, 1))
    >>> draws = Draws(ability=one, severity=one, difficulty=one, thresholds=(np.array([[-1.0, 1.0]]),),
    ...     halo=None, sd_ability=np.ones(1), sd_halo=np.zeros(1))
    >>> expected_points(draws, points_by_category=[(0.0, 60.0, 100.0)], groups=[0]).round(2).tolist()
    [[[55.76]]]
    """
    n_draws, n_officials = draws.ability.shape
    n_criteria = int(draws.difficulty.shape[1])
    out = np.empty((n_criteria, n_officials, n_draws))
    nodes = NODES if draws.sd_halo.any() else np.zeros(1)
    weights = np.exp(-0.5 * nodes**2)
    weights /= weights.sum()
    shifts = nodes[:, None] * draws.sd_halo[None, :]
    step = max(1, CELLS // n_draws)
    for c in range(n_criteria):
        steps, points = draws.thresholds[groups[c]], np.asarray(points_by_category[c], dtype=np.float64)
        if steps.shape[1] + 1 != points.size:
            raise CoreError("categories_wrong", criterion=c + 1, got=points.size, expected=steps.shape[1] + 1)
        # log of the weight of each category at ability = difficulty, draws last
        base = np.vstack([np.zeros(n_draws), -np.cumsum(steps.T, axis=0)])
        for first in range(0, n_officials, step):
            here = slice(first, first + step)
            location = draws.ability.T[here] - draws.difficulty.T[c]
            out[c, here] = _average(location, shifts=shifts, weights=weights, base=base, points=points)
    return out.transpose(2, 1, 0)


def _average(location: Floats, *, shifts: Floats, weights: Floats, base: Floats, points: Floats) -> Floats:
    """Return (officials, S), the expectation over halo and category; ``base`` is (m + 1, S)."""
    if points.size == 1:
        return np.full_like(location, points[0])
    largest = (points.size - 1) * (np.abs(location).max() + np.abs(shifts).max()) + np.abs(base).max()
    if largest > LARGEST_EXPONENT:
        return _average_in_logs(location, shifts=shifts, weights=weights, base=base, points=points)
    # Category k weighs c_k u^k with u = exp(location + shift): one exponential for all nodes, then
    # two polynomials in u by Horner's rule.
    whole, halo = np.exp(location), np.exp(shifts)
    below = np.exp(base)
    above = below * points[:, None]
    total = np.zeros_like(location)
    u, under, over = (np.empty_like(location) for _ in range(3))
    for node, weight in enumerate(weights):
        np.multiply(whole, halo[node], out=u)
        np.multiply(u, below[-1], out=under)
        np.multiply(u, above[-1], out=over)
        for k in range(points.size - 2, 0, -1):
            under += below[k]
            under *= u
            over += above[k]
            over *= u
        under += below[0]
        over += above[0]
        over /= under
        over *= weight
        total += over
    return total


def _average_in_logs(
    location: Floats, *, shifts: Floats, weights: Floats, base: Floats, points: Floats
) -> Floats:
    """Return the same where exp would overflow: many categories, or measures far out."""
    total = np.zeros_like(location)
    for node, weight in enumerate(weights):
        at = location + shifts[node]
        largest = np.full_like(location, -np.inf)
        for k in range(points.size):
            np.maximum(largest, k * at + base[k], out=largest)
        under, over = np.zeros_like(location), np.zeros_like(location)
        for k in range(points.size):
            share = np.exp(k * at + base[k] - largest)
            under += share
            over += points[k] * share
        total += weight * over / under
    return total


def fair_averages(measurement: Measurement, *, bounds: tuple[float, float] = BOUNDS) -> Elements:
    """Return each official's mean expected mark over all criteria, in mark units, with interval.

    Every official is thought to be marked on every criterion by an examiner of average severity, so a
    strict panel or an unlucky set of criteria no longer counts. Source: Linacre (1989), "fair average".
    With draws: posterior mean, standard deviation and central 95 %. Without: the measures and their
    interval carried through the curve, difficulties and thresholds taken as known.
    Across connected components the averages compare no better than the measures do.
    ``bounds`` as for ``expected_marks``.
    """
    officials = measurement.officials
    if measurement.draws is not None:
        mean = _mean_over_criteria(measurement.draws, measurement, bounds)
        lower, upper = np.quantile(mean, (0.025, 0.975), axis=1)
        measure, se = mean.mean(axis=1), mean.std(axis=1, ddof=1) if mean.shape[1] > 1 else 0.0 * mean[:, 0]
    else:
        measure, lower, upper = _mean_over_criteria(_plugged_in(measurement), measurement, bounds).T
        se = (upper - lower) / (2 * 1.959964)
    return Elements(
        labels=officials.labels,
        measure=measure,
        se=se,
        lower=lower,
        upper=upper,
        n=officials.n,
        component=officials.component,
    )


def _mean_over_criteria(draws: Draws, measurement: Measurement, bounds: tuple[float, float]) -> Floats:
    """Return (officials, S)."""
    marks = expected_marks(draws, model=measurement.model, categories=measurement.categories, bounds=bounds)
    mean: Floats = marks.mean(axis=2).T
    return mean


def _plugged_in(measurement: Measurement) -> Draws:
    """Return three "draws": the measures, their lower and their upper ends, all else at its estimate."""
    officials = measurement.officials
    mean = measurement.abilities - officials.measure
    three = np.stack([officials.measure, officials.lower, officials.upper]) + mean
    return Draws(
        ability=three,
        severity=np.zeros((3, len(measurement.examiners.labels))),
        difficulty=np.tile(measurement.criteria.measure, (3, 1)),
        thresholds=tuple(np.tile(one, (3, 1)) for one in measurement.thresholds),
        halo=None,
        sd_ability=np.full(3, measurement.sd_ability),
        sd_halo=np.full(3, measurement.sd_halo or 0.0),
    )
