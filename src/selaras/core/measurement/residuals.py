"""What each rating was expected to be, how far it could lie from that, and how much of it was fitted away.

Fit statistics and examiner reports stand on these moments. Ratings are worked on in blocks, so that
millions of them need no more memory than a few hundred thousand.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from selaras.core.measurement.design import Design, design_of
from selaras.core.measurement.model import Draws, Family, Measurement
from selaras.core.measurement.ratings import Floats, Ints, Ratings

BLOCK = 1 << 17  # ratings at once: the arrays of a block stay in the cache
STEP = 1.0 / 128  # logits between entries of a table; interpolation is within 1e-5 of every moment
TAIL = 30.0  # logits beyond the outermost threshold: a variance of e^-30 is none
MOST_LEVERAGE = 0.95
MOST_DRAWS = 400  # enough for a location's mean and variance; decisions use all of them
DRAWN_CELLS = 20_000_000
NEWTON_STEPS = 6
LAST_STEP = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Moments of the ratings ``rows``; those on a criterion with a constant mark are left out.

    They are averages over what the posterior leaves open of the location, to the second order: at the
    mean alone the variance of a mark comes out too large near the middle of the scale.

    rows : (n,), positions in the ratings
    observed, expected : (n,), categories 0..m of the ordinal families; marks for LINEAR
    location : (n,), logits: ability − severity − difficulty (+ halo); marks for LINEAR
    variance, fourth : (n,), second and fourth central moments of a rating at a known location
    leverage : (n,), 0..1, the share of the variance that the estimates have taken from the residual:
        the posterior variance of the expected rating over the variance of a rating
    """

    rows: Ints
    observed: Floats
    expected: Floats
    location: Floats
    variance: Floats
    fourth: Floats
    leverage: Floats

    @property
    def residual(self) -> Floats:
        return self.observed - self.expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """Expectation and central moments two to four of a category as tables over the location.

    Each is the derivative of the one before, the fourth less three squares of the second: moments of
    an exponential family.
    """

    low: float
    n: int
    table: Floats  # (groups * n, 4)

    def at(self, location: Floats, group: Ints) -> Floats:
        """Return (n, 4) by linear interpolation; beyond the ends the last entry holds."""
        place = (location - self.low) * (1.0 / STEP)
        np.clip(place, 0.0, self.n - 1.001, out=place)
        below = place.astype(np.int64)
        part = (place - below)[:, None]
        below += group.astype(np.int64) * self.n
        start = self.table[below]
        found: Floats = self.table[below + 1]
        found -= start
        found *= part
        found += start
        return found


def moments_of(thresholds: tuple[Floats, ...]) -> Moments:
    """Return the tables of all scale groups.

    >>> moments_of((np.array([-1.0, 1.0]),)).at(np.zeros(1), np.zeros(1, dtype=np.int32)).round(4).tolist()
    [[1.0, 0.4239, 0.0, 0.4239]]
    """
    reach = TAIL + max((float(np.abs(one).max()) for one in thresholds if one.size), default=0.0)
    grid = np.arange(-np.ceil(reach), np.ceil(reach) + STEP, STEP)
    tables = [_moments_on(grid, one) for one in thresholds]
    return Moments(low=float(grid[0]), n=grid.size, table=np.concatenate(tables))


def _moments_on(grid: Floats, thresholds: Floats) -> Floats:
    chances = category_chances(grid, thresholds)
    marks = np.arange(thresholds.size + 1)
    expected = chances @ marks
    away = marks - expected[:, None]
    return np.column_stack((expected, *((chances * away**power).sum(axis=1) for power in (2, 3, 4))))


def category_chances(location: Floats, thresholds: Floats) -> Floats:
    """Return (n, m + 1): the probability of every category at each location.

    >>> category_chances(np.zeros(1), np.array([-1.0, 1.0])).round(3).tolist()
    [[0.212, 0.576, 0.212]]
    """
    steps = location[:, None] - thresholds
    height = np.concatenate((np.zeros((location.size, 1)), np.cumsum(steps, axis=1)), axis=1)
    height -= height.max(axis=1, keepdims=True)
    weight = np.exp(height, out=height)
    chances: Floats = weight / weight.sum(axis=1, keepdims=True)
    return chances


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A measurement made ready to say of any rating what was expected.

    pair_location, pair_variance : (pairs,), ability − severity (+ halo) and its posterior variance
    """

    ratings: Ratings
    design: Design
    measurement: Measurement
    pair_location: Floats
    pair_variance: Floats
    moments: Moments | None  # None for LINEAR

    def blocks(self) -> Iterator[Block]:
        """Yield the moments of all ratings, in their order, some at a time."""
        for first in range(0, self.ratings.n, BLOCK):
            yield self.block(np.arange(first, min(first + BLOCK, self.ratings.n), dtype=np.int32))

    def block(self, rows: Ints) -> Block:
        """Return the moments of these ratings, without those on a criterion that has one category."""
        criterion = self.ratings.criterion[rows]
        if self.moments is not None and (self.design.n_steps == 0).any():
            rows = rows[self.design.n_steps[self.design.group[criterion]] > 0]
            criterion = self.ratings.criterion[rows]
        pair = self.design.pair[rows]
        criteria = self.measurement.criteria
        location = self.pair_location[pair] - criteria.measure[criterion]
        spread = self.pair_variance[pair] + criteria.se[criterion] ** 2
        if self.moments is None:
            variance = np.full(rows.size, error_variance(self.measurement))
            expected, fourth, leverage = location, 3.0 * variance**2, spread / variance
            observed = self.ratings.mark[rows]
        else:
            found = self.moments.at(location, self.design.group[criterion])
            expected, variance, fourth, leverage = _averaged(found, spread)
            observed = self.design.category[rows].astype(np.float64)
        return Block(
            rows=rows,
            observed=observed,
            expected=expected,
            location=location,
            variance=variance,
            fourth=fourth,
            leverage=np.minimum(leverage, MOST_LEVERAGE),
        )


def error_variance(measurement: Measurement) -> float:
    """Return the variance of a LINEAR mark's error; a vanishing one is kept above zero."""
    return max(measurement.sd_error or 0.0, 1e-9) ** 2


def _averaged(found: Floats, spread: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Return expectation, variance, fourth moment and leverage, averaged over locations of that variance.

    Since the expected rating's posterior mean leaves a residual without correlation to its own error,
    E(x − mean)² is the averaged variance less the posterior variance of the expected rating, exactly.
    """
    expected, variance, third, fourth = found.T
    bend = fourth - 3.0 * variance**2
    averaged = variance + 0.5 * bend * spread
    np.maximum(averaged, 0.25 * variance, out=averaged)
    taken = spread * (variance**2 + spread * (0.5 * third**2 + variance * bend))
    leverage = np.divide(taken, averaged, out=np.zeros_like(taken), where=averaged > 0)
    return expected + 0.5 * third * spread, averaged, fourth, np.maximum(leverage, 0.0)


def fitted(
    ratings: Ratings, measurement: Measurement, *, design: Design | None = None, with_halo: bool = True
) -> Fitted:
    """Return what is needed for moments; with ``with_halo`` a pair's halo is part of its location.

    From draws where there are any: posterior mean and variance of every location. Otherwise from the
    measures and their standard errors, as if independent. Where no halo is drawn, as in an artefact, each
    pair's halo stands at its mode given the rest (Laplace). All ways say how far the estimates followed
    the ratings; see ``leverage``.
    """
    known = design_of(ratings, measurement.model) if design is None else design
    linear = measurement.model.family is Family.LINEAR
    moments = None if linear else moments_of(measurement.thresholds)
    draws = measurement.draws
    if draws is not None:
        location, variance = _pairs_from_draws(known, draws, with_halo=with_halo)
    else:
        people, raters = measurement.officials, measurement.examiners
        location = measurement.abilities[known.pair_official] - raters.measure[known.pair_examiner]
        variance = people.se[known.pair_official] ** 2 + raters.se[known.pair_examiner] ** 2
    found = Fitted(
        ratings=ratings,
        design=known,
        measurement=measurement,
        pair_location=location,
        pair_variance=variance,
        moments=moments,
    )
    halo_is_drawn = draws is not None and draws.halo is not None
    if with_halo and not halo_is_drawn and (measurement.sd_halo or 0.0) > 1e-6:
        return _with_halo_modes(found, halo_variance=float(measurement.sd_halo or 0.0) ** 2)
    return found


def _pairs_from_draws(design: Design, draws: Draws, *, with_halo: bool) -> tuple[Floats, Floats]:
    n_pairs = design.pair_official.size
    n_used = max(2, min(MOST_DRAWS, draws.n, DRAWN_CELLS // n_pairs))
    used = np.linspace(0, draws.n - 1, n_used).astype(np.int64)
    total, squares, first = np.zeros(n_pairs), np.zeros(n_pairs), np.zeros(n_pairs)
    for turn, one in enumerate(used):
        location = draws.ability[one][design.pair_official] - draws.severity[one][design.pair_examiner]
        if with_halo and draws.halo is not None:
            location += draws.halo[one]
        if turn == 0:
            first = location
        away = location - first  # squares of large numbers would cancel
        total += away
        squares += away**2
    mean = total / n_used
    return first + mean, np.maximum(squares / n_used - mean**2, 0.0)


def _with_halo_modes(found: Fitted, *, halo_variance: float) -> Fitted:
    """Add each pair's halo at its mode given ability and severity.

    The ability's error reaches the location only as far as the halo does not make up for it.
    """
    halo, information = np.zeros(found.pair_location.size), np.zeros(0)
    for _ in range(NEWTON_STEPS):
        residual, information = pair_sums(found, shift=halo)
        step = (residual - halo / halo_variance) / (information + 1.0 / halo_variance)
        halo += np.clip(step, -1.0, 1.0) if found.moments is not None else step
        # The error after a step is of the order of its square.
        if np.abs(step).max() < LAST_STEP:
            break
    kept = 1.0 / (1.0 + information * halo_variance)
    return Fitted(
        ratings=found.ratings,
        design=found.design,
        measurement=found.measurement,
        pair_location=found.pair_location + halo,
        pair_variance=halo_variance * kept + kept**2 * found.pair_variance,
        moments=found.moments,
    )


def pair_sums(found: Fitted, *, shift: Floats | None = None) -> tuple[Floats, Floats]:
    """Return (pairs,) each: the score of a pair's location and its information, at a shifted location.

    For the ordinal families the sum of residuals and of variances; for LINEAR divided by the error's.
    """
    moved = found if shift is None else _moved(found, shift)
    n_pairs = found.pair_location.size
    residual, information = np.zeros(n_pairs), np.zeros(n_pairs)
    for block in moved.blocks():
        pair = found.design.pair[block.rows]
        if not pair.size:
            continue
        # Ratings stand sorted by pair, so a block reaches over a short run of pairs only.
        run = slice(int(pair[0]), int(pair[-1]) + 1)
        near = pair - pair[0]
        residual[run] += np.bincount(near, weights=block.residual)
        information[run] += np.bincount(near, weights=block.variance)
    if found.moments is None:
        error = error_variance(found.measurement)
        return residual / error, information / error**2
    return residual, information


def _moved(found: Fitted, shift: Floats) -> Fitted:
    return Fitted(
        ratings=found.ratings,
        design=found.design,
        measurement=found.measurement,
        pair_location=found.pair_location + shift,
        pair_variance=found.pair_variance,
        moments=found.moments,
    )
