"""Value against number of moves, as far as some price of a move reaches it."""

import numpy as np

from selaras.core.placement.assignment.pairs import largest_of
from selaras.core.placement.assignment.solving import best_seats, priced, worth_of
from selaras.core.placement.model import Instance, Numbers, Point


def supported_frontier(instance: Instance) -> tuple[Point, ...]:
    """Return the corners of best value against number of moves, fewest moves first, up to the optimum's.

    Between two corners no set of seats lies above their line; what lies on or below it is not told here.
    Raises ``Impossible``. Source: Eisner and Severance (1976), on the price of a move.
    """
    n = len(instance.officials)
    # So dear a move that one less outweighs any value, and so cheap that it only parts equals.
    dear = 2 * n * largest_of(np.where(instance.open, instance.values, 0)) + 1
    few, many = _point(instance, 1, dear), _point(instance, n + 1, 1)
    points = {few, many}
    between = [(few, many)]
    while between:
        low, high = between.pop()
        moves, value = high[0] - low[0], high[1] - low[1]
        if moves <= 1:
            continue
        found = _point(instance, moves, value)
        if moves * found[1] - value * found[0] > moves * low[1] - value * low[0]:
            points.add(found)
            between += [(low, found), (found, high)]
    return tuple(Point(moves=one[0], objective=one[1], is_supported=True) for one in _corners(points))


def _point(instance: Instance, worth: int, price: int) -> tuple[int, int]:
    """Return moves and value of the best seats where a hundredth counts ``worth``, a move ``price``."""
    seat, _ = best_seats(priced(instance, worth=worth, price=price))
    return n_moves(instance, seat), worth_of(instance, seat)


def n_moves(instance: Instance, seat: Numbers) -> int:
    return int((seat != instance.home).sum())


def _corners(points: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the points without those that lie on a line between two others."""
    corners: list[tuple[int, int]] = []
    for point in sorted(points):
        while len(corners) > 1 and _is_no_bend(corners[-2], corners[-1], point):
            corners.pop()
        corners.append(point)
    return corners


def _is_no_bend(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    return (b[1] - a[1]) * (c[0] - b[0]) <= (c[1] - b[1]) * (b[0] - a[0])
