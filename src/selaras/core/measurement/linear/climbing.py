"""The highest point of a smooth function of a few standard deviations, by damped Newton steps."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from selaras.core.measurement.ratings import Floats

MOST_STEPS = 60
NARROW, WIDE = 1e-4, 1e-3  # of the unit: differences for slopes and for curvatures
CLOSE = 1e-7  # of the unit
FLAT = 1e-13  # of the function still to gain: a standard deviation is then right to 1e-7 of itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    at: Floats
    n_steps: int
    converged: bool


def highest(
    function: Callable[[Floats], Floats], start: Floats, *, unit: float, floor: Floats | None = None
) -> Top:
    """Return where ``function`` ((K, d) to (K,)) is highest, no coordinate below its ``floor`` (0).

    The function must be even in every coordinate, as a likelihood is in a standard deviation: a highest
    point at zero then is an ordinary stationary point and needs no boundary. A floor is made one by
    climbing in x where the coordinate is √(x² + floor²).
    """
    lowest = np.zeros(start.size) if floor is None else floor

    def folded(points: Floats) -> Floats:
        return function(np.hypot(points, lowest))

    at, damping, value = np.array(start, dtype=np.float64), 1e-3, float(folded(start[None])[0])
    for step in range(MOST_STEPS):
        slope, curvature = _derivatives(folded, at, unit)
        values, vectors = np.linalg.eigh(-curvature)
        along = vectors.T @ slope
        for _ in range(12):
            move = vectors @ (along / (np.abs(values) + damping * max(float(np.abs(values).max()), 1e-12)))
            there = np.abs(at + np.clip(move, -unit, unit))
            new = float(folded(there[None])[0])
            if new >= value - 1e-9 * max(1.0, abs(value)):
                break
            damping = max(damping, 1e-3) * 8
        settled = float(np.abs(there - at).max()) < CLOSE * unit or abs(float(slope @ (there - at))) < FLAT
        at, value, damping = there, new, damping / 10
        if settled:
            return Top(at=np.hypot(at, lowest), n_steps=step + 1, converged=True)
    return Top(at=np.hypot(at, lowest), n_steps=MOST_STEPS, converged=False)


def _derivatives(function: Callable[[Floats], Floats], at: Floats, unit: float) -> tuple[Floats, Floats]:
    """Return slope and curvature by central differences, all points in one call."""
    d = at.size
    ways = np.eye(d)
    near, far = NARROW * unit, WIDE * unit
    crossed = [(i, j) for i in range(d) for j in range(i)]
    points = [at, *(at + near * one for one in ways), *(at - near * one for one in ways)]
    points += [*(at + far * one for one in ways), *(at - far * one for one in ways)]
    for i, j in crossed:
        points += [at + far * (ways[i] + ways[j]), at - far * (ways[i] + ways[j])]
    values = function(np.array(points))
    here, rest = values[0], values[1:]
    slope = (rest[:d] - rest[d : 2 * d]) / (2 * near)
    up, down = rest[2 * d : 3 * d], rest[3 * d : 4 * d]
    curvature = np.diag((up - 2 * here + down) / far**2)
    for n, (i, j) in enumerate(crossed):
        both = rest[4 * d + 2 * n] + rest[4 * d + 2 * n + 1]
        mixed = (both - up[i] - down[i] - up[j] - down[j] + 2 * here) / (2 * far**2)
        curvature[i, j] = curvature[j, i] = mixed
    return slope, curvature
