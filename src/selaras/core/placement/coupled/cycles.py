"""Cycles of officials who take each other's posts, found by what they are worth."""

import numpy as np
from numpy.typing import NDArray

from selaras.core.placement.model import Numbers

Floats = NDArray[np.float64]
_AT_ONCE = 20_000  # paths that are lengthened together


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
