"""Value against number of moves, every point: those that no price of a move reaches too."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from selaras.core.placement import assignment
from selaras.core.placement.coupled.equals import folded
from selaras.core.placement.coupled.programme import Best, best, worth
from selaras.core.placement.coupled.proving import Priced, dual_prices, priced
from selaras.core.placement.coupled.rows import most_moves_row, moves_of
from selaras.core.placement.coupled.runs import broken
from selaras.core.placement.coupled.solving import solve
from selaras.core.placement.model import Instance, Point, Row, Values

SCALE = 64


def full_frontier(instance: Instance, rows: Sequence[Row]) -> tuple[Point, ...]:
    """Return the best value for every number of moves that gains something, up to the moves of the best.

    Fewest moves first; between two points more moves gain nothing. From one number of moves to the next a
    price of moves and rules bounds what can be gained; only pairs that can be part of a gain are searched.
    Raise ``Impossible``; ``placement_search_too_long``.
    """
    corners: tuple[tuple[int, int], ...]
    if rows or instance.rules:
        climb = _Climb(instance, tuple(rows))
        top = solve(instance, rows)[0]
        corners = (climb.fewest(), (moves_of(instance, top.seat), top.objective))
    else:
        corners = tuple((one.moves, one.objective) for one in assignment.supported_frontier(instance))
        climb = _Climb(instance, (), corners=corners)
    points = [corners[0]]
    known = dict(corners)
    for moves in range(corners[0][0] + 1, corners[-1][0] + 1):
        value = points[-1][1]
        reached = (moves, known[moves]) if moves in known else climb.better(moves, value)
        if reached is not None and reached[1] > value:
            points.append(reached)
    return tuple(
        Point(moves=moves, objective=value, is_supported=_is_supported(points, k))
        for k, (moves, value) in enumerate(points)
    )


def fewest_moves(instance: Instance, rows: Sequence[Row]) -> int:
    """Return the fewest moves of lawful seats; ``instance`` and ``rows`` are known to allow some."""
    equal = replace(instance, values=np.zeros_like(instance.values))
    plain = assignment.solve(equal)
    if not broken(instance, rows, plain.seat):
        return moves_of(instance, plain.seat)
    found = best(instance, rows, weights=folded(equal))
    if found is None:
        raise ValueError("no seats are lawful")
    return moves_of(instance, found.seat)


@dataclass(eq=False)
class _Climb:
    """The way up, move by move; rows about chains and cycles that were met are kept.

    corners : (moves, value) of the supported points where no rules couple moves: they price moves exactly
    """

    instance: Instance
    rows: tuple[Row, ...]
    corners: tuple[tuple[int, int], ...] = ()
    _last: tuple[int, int, Priced, Values] | None = None

    def fewest(self) -> tuple[int, int]:
        """Return the fewest moves and the best value with them."""
        row = most_moves_row(self.instance, fewest_moves(self.instance, self.rows))
        return self._kept(best(self.instance, (*self.rows, row), weights=folded(self.instance)), row)

    def better(self, moves: int, value: int) -> tuple[int, int] | None:
        """Return moves and value of the best seats with at most so many moves, None if not above."""
        row = most_moves_row(self.instance, moves)
        gap, loss = self._bounded(row, moves, value)
        if gap < 0:
            return None
        among = (loss >= 0) & (loss <= gap)
        found = best(self.instance, (*self.rows, row), weights=folded(self.instance), among=among)
        return None if found is None else self._kept(found, row)

    def _bounded(self, row: Row, moves: int, value: int) -> tuple[int, Values]:
        """Return what seats worth more than ``value`` may lose of the bound, and what each pair loses."""
        rows = (*self.rows, row)
        if not self.corners:
            prices = [round(SCALE * one) for one in dual_prices(self.instance, rows, self.instance.values)]
            proof = priced(self.instance, rows, prices, self.instance.values, scale=SCALE)
            loss = assignment.losses(proof.instance, proof.solution).loss
            return proof.bound - SCALE * (value + 1), loss
        low = max(one for one in self.corners if one[0] < moves)
        high = min(one for one in self.corners if one[0] > moves)
        scale, price = high[0] - low[0], high[1] - low[1]
        if self._last is None or self._last[:2] != (scale, price):
            proof = priced(self.instance, rows, [price], self.instance.values, scale=scale)
            self._last = (scale, price, proof, assignment.losses(proof.instance, proof.solution).loss)
        _, _, proof, loss = self._last
        return proof.solution.objective + price * row.most - scale * (value + 1), loss

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
