"""Which cycles matter: what is lost by each, by the prices of the programme that allows them all.

Seats with a cycle are worth at most the bound less what the cycle loses. So once lawful seats are known, only
the few cycles that lose less than they do can be part of better ones.
Source: reduced-cost fixing, as in kidney exchange with few cycles (Abraham, Blum and Sandholm 2007).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from selaras.core.placement.coupled.levels import with_levels
from selaras.core.placement.coupled.matrix import matrix_of
from selaras.core.placement.coupled.runs import holders_of
from selaras.core.placement.model import Flags, Instance, Numbers, Row, Values

Floats = NDArray[np.float64]

ENOUGH = 1_000  # cycles to begin with
MOST = 60_000
_AT_ONCE = 20_000  # paths that are lengthened together


class TooManyCycles(Exception):
    """More could be part of the best seats than a programme can hold."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Relaxed:
    """The programme without a limit of cycles, in fractions.

    bound : no lawful seats weigh more. loss : (n, m) what seats with a pair lose of it at least, inf where
    closed. step : (n, n) minus what is lost by one official taking the other's post in a cycle
    """

    bound: float
    loss: Floats
    step: Floats


def relaxation(
    instance: Instance, rows: Sequence[Row], weights: Values, allowed: Flags, *, most: int | None
) -> Relaxed | None:
    """Return it with chains of at most ``most`` moves; None where not even fractions are lawful."""
    from scipy.optimize import linprog

    n = len(instance.officials)
    matrix = matrix_of(instance, rows, allowed)
    if not len(matrix.i):
        return Relaxed(bound=0.0, loss=np.full(allowed.shape, np.inf), step=np.full((n, n), -np.inf))
    levels = with_levels(instance, matrix, None if most is None else min(most, n))
    whole, n_pairs = levels.matrix, len(matrix.i)
    equal = whole.lower == whole.upper
    cost = np.append(-weights[matrix.i, matrix.j].astype(float), np.zeros(whole.sums.shape[1] - n_pairs))
    found = linprog(
        cost,
        A_ub=whole.sums[~equal],
        b_ub=whole.upper[~equal],
        A_eq=whole.sums[equal] if equal.any() else None,
        b_eq=whole.upper[equal] if equal.any() else None,
        bounds=(0, None),
        method="highs",
    )
    if found.status == 2:
        return None
    if found.status:
        raise TooManyCycles
    lost = found.lower.marginals
    of_pair, in_cycle = lost[:n_pairs].copy(), lost[:n_pairs][levels.into]
    if len(levels.parts):
        of_pair[levels.into] += lost[levels.parts].min(axis=0)
        in_cycle = in_cycle + lost[levels.parts[-1]]
    loss, step = np.full(allowed.shape, np.inf), np.full((n, n), -np.inf)
    loss[matrix.i, matrix.j] = of_pair
    step[matrix.i[levels.into], holders_of(instance)[matrix.j[levels.into]]] = -in_cycle
    return Relaxed(bound=-found.fun, loss=loss, step=step)


def beginning(relaxed: Relaxed, most: int) -> tuple[tuple[Numbers, ...], bool]:
    """Return cycles of at most ``most`` steps that lose least, and whether these are all there are."""
    every = cycles_worth(relaxed.step, most, least=-np.inf, limit=ENOUGH)
    if every is not None:
        return every, True
    found: tuple[Numbers, ...] = ()
    loss = 1.0
    while sum(map(len, found)) < ENOUGH:
        further = cycles_worth(relaxed.step, most, least=-loss, limit=MOST)
        if further is None:
            break
        found, loss = further, 2 * loss
    return found, False


def within(relaxed: Relaxed, most: int, *, loss: float) -> tuple[Numbers, ...]:
    """Return all cycles that lose at most so much; raise ``TooManyCycles``."""
    found = cycles_worth(relaxed.step, most, least=-loss, limit=MOST)
    if found is None:
        raise TooManyCycles
    return found


def most_worth(worth: Floats, most: int) -> Floats:
    """Return (most + 1, n, n) the greatest worth of a walk of at least one and at most k steps, from, to.

    worth : (n, n) of a step, -inf where there is none. -inf where there is no walk, and for k = 0.
    """
    n = len(worth)
    walks = np.full((most + 1, n, n), -np.inf)
    for k in range(1, most + 1):
        walks[k] = worth
        for one in range(n):
            np.maximum(walks[k, one], (worth[one][:, None] + walks[k - 1]).max(axis=0), out=walks[k, one])
    return walks


def cycles_worth(worth: Floats, most: int, *, least: float, limit: int) -> tuple[Numbers, ...] | None:
    """Return all cycles of 2 to ``most`` steps worth at least ``least``; None where beyond ``limit``.

    worth : (n, n) of a step, -inf where there is none
    returns : one array a length, (cycles, length), each from its least official
    limit : of cycles, and of unfinished ones that are looked at together
    """
    n = len(worth)
    walks = most_worth(worth, max(most, 0))
    paths, total = np.arange(n, dtype=np.int64)[:, None], np.zeros(n)
    found: list[Numbers] = []
    for length in range(2, most + 1):
        further = [
            _lengthened(part, so_far, worth, walks[most - length + 1], least)
            for part, so_far in _parts(paths, total)
        ]
        paths = np.concatenate([each for each, _ in further])
        total = np.concatenate([each for _, each in further])
        last = worth[paths[:, -1], paths[:, 0]]
        found.append(paths[np.isfinite(last) & (total + last >= least)])
        if max(len(paths), sum(map(len, found))) > limit:
            return None
    return tuple(found)


def _parts(paths: Numbers, total: Floats) -> list[tuple[Numbers, Floats]]:
    starts = range(0, max(len(paths), 1), _AT_ONCE)
    return [(paths[k : k + _AT_ONCE], total[k : k + _AT_ONCE]) for k in starts]


def _lengthened(
    paths: Numbers, total: Floats, worth: Floats, walks: Floats, least: float
) -> tuple[Numbers, Floats]:
    """Return the paths with every further official from whom the way back can still be worth enough.

    walks : (n, n) most that a way of the steps that are left can be worth
    """
    reached = total[:, None] + worth[paths[:, -1]]
    is_next = (reached + walks[:, paths[:, 0]].T >= least) & np.isfinite(reached)
    is_next &= np.isfinite(walks[:, paths[:, 0]].T)
    # A cycle is told once, from its least official.
    is_next &= np.arange(len(worth)) > paths[:, :1]
    np.put_along_axis(is_next, paths, False, axis=1)
    which, further = np.nonzero(is_next)
    return np.column_stack([paths[which], further]), reached[which, further]
