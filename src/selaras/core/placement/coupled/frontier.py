"""Value against number of moves, every point: those that no price of a move reaches too."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from selaras.core.placement import assignment
from selaras.core.placement.coupled.equals import folded
from selaras.core.placement.coupled.programme import Best, best, worth
from selaras.core.placement.coupled.proving import dual_prices, priced
from selaras.core.placement.coupled.rows import most_moves_row, moves_of
from selaras.core.placement.coupled.solving import solve
from selaras.core.placement.model import Flags, Instance, Point, Row, Values

SCALE = 64


def full_frontier(instance: Instance, rows: Sequence[Row]) -> tuple[Point, ...]:
    """Return the best value for every number of moves that gains something, up to the moves of the best.

    Fewest moves first; between two points more moves gain nothing. From one number of moves to the next a
    price of rules bounds what can be gained; only pairs that can still be part of a gain are searched.
    Raise ``Impossible``; ``placement_search_too_long``.
    """
    top = solve(instance, rows)[0]
    last = (moves_of(instance, top.seat), top.objective)
    climb = _Climb(instance, tuple(rows))
    found = climb.fewest()
    points = [found]
    for moves in range(found[0] + 1, last[0]):
        if points[-1][1] == last[1]:
            break
        better = climb.better(moves, points[-1][1])
        if better is not None:
            points.append(better)
    if points[-1][1] < last[1]:
        points.append(last)
    return tuple(
        Point(moves=moves, objective=value, is_supported=_is_supported(points, k))
        for k, (moves, value) in enumerate(points)
    )


def fewest_moves(instance: Instance, rows: Sequence[Row]) -> int:
    """Return the fewest moves of lawful seats; ``instance`` and ``rows`` are known to allow some."""
    found = best(instance, rows, weights=_stays(instance))
    if found is None:
        raise ValueError("no seats are lawful")
    return moves_of(instance, found.seat)


def _stays(instance: Instance) -> Values:
    return folded(replace(instance, values=np.zeros_like(instance.values)))


@dataclass(eq=False)
class _Climb:
    """The way up, move by move; rows about chains and cycles that were met are kept."""

    instance: Instance
    rows: tuple[Row, ...]

    def fewest(self) -> tuple[int, int]:
        """Return the fewest moves and the best value with them."""
        row = most_moves_row(self.instance, fewest_moves(self.instance, self.rows))
        return self._kept(best(self.instance, (*self.rows, row), weights=folded(self.instance)), row)

    def better(self, moves: int, value: int) -> tuple[int, int] | None:
        """Return moves and value of the best seats with at most so many moves, None if not above."""
        row = most_moves_row(self.instance, moves)
        rows = (*self.rows, row)
        among = self._among(rows, value)
        if among is None:
            return None
        weights = folded(self.instance)
        found = best(self.instance, rows, weights=weights, among=among)
        if found is None:
            return None
        reached = self._kept(found, row)
        return reached if reached[1] > value else None

    def _among(self, rows: tuple[Row, ...], value: int) -> Flags | None:
        """Return the pairs that seats worth more than ``value`` may have; None: there are no such seats."""
        prices = [round(SCALE * price) for price in dual_prices(self.instance, rows, self.instance.values)]
        proof = priced(self.instance, rows, prices, self.instance.values, scale=SCALE)
        gap = proof.bound - SCALE * (value + 1)
        if gap < 0:
            return None
        loss = assignment.losses(proof.instance, proof.solution).loss
        among: Flags = (loss >= 0) & (loss <= gap)
        return among

    def _kept(self, found: Best | None, row: Row) -> tuple[int, int]:
        if found is None:
            raise RuntimeError("the solver lost seats that it had found")
        self.rows = tuple(one for one in found.rows if one is not row)
        return moves_of(self.instance, found.seat), worth(self.instance.values, found.seat)


def _is_supported(points: Sequence[tuple[int, int]], k: int) -> bool:
    """Return whether no line between an earlier and a later point runs above this one."""
    x, y = points[k]
    return all(
        (y - y0) * (x1 - x0) >= (y1 - y0) * (x - x0) for x0, y0 in points[:k] for x1, y1 in points[k + 1 :]
    )
