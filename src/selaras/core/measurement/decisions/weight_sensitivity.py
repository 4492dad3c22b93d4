"""What other lawful weights would change: who could change places, how often, and which ranks never move.

The lawful weights are a box (a range per component) cut by "they sum to 100". Whether two people can
change places is answered exactly: over that set a weighted sum is least and greatest where the rest
above the lower limits goes to the components one after another (a continuous knapsack). How often they do
is the share of that set, by uniform draws. Source of hit-and-run: Smith (1984), Operations Research 32.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from selaras.core.errors import CoreError

Floats = npt.NDArray[np.float64]
TOTAL = 100.0
# Differences of points below it are what rounding leaves of none.
NOTHING = 1e-9
DRAWS = 4000
# Rejection that keeps fewer than this share would take too long.
LEAST_KEPT = 0.02
CHAINS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Two people next to each other under the weights in force, the higher one first.

    difference : points between them now; least, most : over all lawful weights, exactly
    can_change : some lawful weights put the lower one first; share_changed : how many of them do
    """

    upper: int
    lower: int
    difference: float
    least: float
    most: float
    can_change: bool
    share_changed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightSensitivity:
    """order : people from the first to the last under the weights in force.

    Per person, in the order given: rank (1 = best, ties share the better one), best_rank and worst_rank
    that no lawful weights can exceed, never_changes where these are one, share_of_rank : how often the
    present rank comes out.
    """

    order: tuple[int, ...]
    neighbours: tuple[Neighbours, ...]
    rank: tuple[int, ...]
    best_rank: tuple[int, ...]
    worst_rank: tuple[int, ...]
    never_changes: tuple[bool, ...]
    share_of_rank: tuple[float, ...]
    n_draws: int


def weight_sensitivity(
    points: Floats,
    *,
    weights: Sequence[float],
    ranges: Sequence[tuple[float, float]],
    seed: int,
    draws: int = DRAWS,
) -> WeightSensitivity:
    """Return what changes of ranks the lawful weights allow.

    points : (people, components), 0-100
    weights : those in force, percent; ranges : lowest and highest lawful weight of each component

    Raises weights_not_lawful when the weights in force are outside the ranges or do not sum to 100;
    weights_no_range when no weights within the ranges sum to 100.

    >>> found = weight_sensitivity(np.array([[80., 60], [70, 75]]), weights=[50, 50],
    ...     ranges=[(30, 70), (30, 70)], seed=1)
    >>> one, = found.neighbours
    >>> one.upper, one.difference, one.least, one.most, one.can_change
    (1, 2.5, -2.5, 7.5, True)
    """
    now = np.asarray(weights, dtype=np.float64)
    low, high = (np.array([pair[side] for pair in ranges], dtype=np.float64) for side in (0, 1))
    _check(now, low, high)
    scores = _at_most_nine_places(points @ now / TOTAL)
    drawn = _at_most_nine_places(lawful_weights(low, high, seed=seed, draws=draws) @ points.T / TOTAL)
    order = sorted(range(len(points)), key=lambda one: (-scores[one], one))
    ranks = _ranks(scores[None, :])[0]
    # Row: the person; column: the other one.
    least, most = (
        np.array(limit)
        for limit in zip(*(extremes(one - points, low=low, high=high) for one in points), strict=True)
    )
    best = 1 + (most < -NOTHING).sum(axis=1)
    worst = 1 + (least < -NOTHING).sum(axis=1)
    return WeightSensitivity(
        order=tuple(order),
        neighbours=tuple(
            Neighbours(
                upper=upper,
                lower=lower,
                difference=round(float(scores[upper] - scores[lower]), 9) + 0.0,
                least=round(float(least[upper, lower]), 9) + 0.0,
                most=round(float(most[upper, lower]), 9) + 0.0,
                can_change=bool(least[upper, lower] < -NOTHING),
                share_changed=float((drawn[:, lower] > drawn[:, upper]).mean()),
            )
            for upper, lower in pairwise(order)
        ),
        rank=tuple(int(one) for one in ranks),
        best_rank=tuple(int(one) for one in best),
        worst_rank=tuple(int(one) for one in worst),
        never_changes=tuple(bool(one) for one in best == worst),
        share_of_rank=tuple(float(one) for one in (_ranks(drawn) == ranks).mean(axis=0)),
        n_draws=draws,
    )


def extremes(difference: Floats, *, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Return the least and greatest of weighted sums over all lawful weights, in points.

    difference : (..., components); returns : (...), (...)
    """
    return -_greatest(-difference, low, high), _greatest(difference, low, high)


def _greatest(difference: Floats, low: Floats, high: Floats) -> Floats:
    order = np.argsort(-difference, axis=-1, kind="stable")
    width = (high - low)[order]
    before = np.cumsum(width, axis=-1) - width
    given = np.clip(TOTAL - low.sum() - before, 0.0, width)
    best_first = np.take_along_axis(difference, order, axis=-1)
    return np.asarray((difference @ low + (given * best_first).sum(axis=-1)) / TOTAL)


def _check(now: Floats, low: Floats, high: Floats) -> None:
    slack = 1e-6
    if (low > high).any() or low.min() < 0.0 or low.sum() > TOTAL + slack or high.sum() < TOTAL - slack:
        raise CoreError("weights_no_range", least=float(low.sum()), most=float(high.sum()))
    outside = (now < low - slack) | (now > high + slack)
    if outside.any() or abs(now.sum() - TOTAL) > slack:
        raise CoreError("weights_not_lawful", total=float(now.sum()), n_outside=int(outside.sum()))


def _at_most_nine_places(scores: Floats) -> Floats:
    # Equal people must stay equal whatever order the sums were made in.
    return np.round(scores, 9)


def _ranks(scores: Floats) -> npt.NDArray[np.int64]:
    """Return ranks in every row: one more than the number of better people."""
    ordered = np.sort(-scores, axis=1)
    return np.array(
        [np.searchsorted(row, -own, side="left") + 1 for row, own in zip(ordered, scores, strict=True)],
        dtype=np.int64,
    )


def lawful_weights(low: Floats, high: Floats, *, seed: int, draws: int = DRAWS) -> Floats:
    """Return weights drawn evenly from all lawful ones.

    returns : (draws, components); rows sum to 100
    """
    rng = np.random.default_rng(seed)
    free = np.flatnonzero(high - low > NOTHING)
    found = np.tile(low, (draws, 1))
    room = TOTAL - float(low.sum())
    if free.size == 0 or room <= NOTHING:
        return found
    if float(high.sum()) - TOTAL <= NOTHING:
        return np.tile(high, (draws, 1))
    found[:, free] = _drawn(high[free] - low[free], room, rng, draws) + low[free]
    return found


def _drawn(width: Floats, room: float, rng: np.random.Generator, draws: int) -> Floats:
    """Return points x with 0 <= x <= width that sum to ``room``, evenly."""
    # The set seen from its upper corner is one of the same kind; the smaller simplex rejects less.
    other = float(width.sum()) - room
    from_above = other < room
    size = other if from_above else room
    kept: list[Floats] = []
    tried = 0
    while sum(map(len, kept)) < draws and (tried < 2 * draws or sum(map(len, kept)) > LEAST_KEPT * tried):
        spread = rng.standard_exponential((draws, width.size))
        point = size * spread / spread.sum(axis=1, keepdims=True)
        kept.append(point[(point <= width).all(axis=1)])
        tried += draws
    found = np.concatenate(kept)[:draws]
    if len(found) < draws:
        found = hit_and_run(width, size, rng=rng, draws=draws)
    return width - found if from_above else found


def hit_and_run(width: Floats, room: float, *, rng: np.random.Generator, draws: int) -> Floats:
    """Return points x with 0 <= x <= width that sum to ``room``, by walks along random lines.

    Walks start in the middle of the set and take 30 steps per component before the first point and
    10 between points; within a walk points hang together a little, between walks not at all.
    """
    d = width.size
    at = np.tile(width * (room / width.sum()), (CHAINS, 1))
    found = []
    for step in range(30 * d + 10 * d * -(-draws // CHAINS)):
        line = rng.standard_normal((CHAINS, d))
        line -= line.mean(axis=1, keepdims=True)
        with np.errstate(divide="ignore"):
            to_zero, to_width = -at / line, (width - at) / line
        back = np.minimum(to_zero, to_width).max(axis=1)
        ahead = np.maximum(to_zero, to_width).min(axis=1)
        at = at + (back + rng.random(CHAINS) * (ahead - back))[:, None] * line
        # Steps of millions must not walk out by rounding.
        at = np.clip(at, 0.0, width)
        if step >= 30 * d and (step - 30 * d + 1) % (10 * d) == 0:
            found.append(at * 1.0)
    return np.concatenate(found)[:draws]
