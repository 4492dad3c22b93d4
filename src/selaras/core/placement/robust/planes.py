"""Cutting planes on the sum of the worst regrets: exact where few pairs are left.

Of any seats the worst draws give a plane below the sum: what these draws lose. The programme finds the seats
that are least above all planes so far; their own worst draws are the next plane. Seats or bound improve each
time, until they meet or ``MOST_PLANES`` are laid.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from selaras.core.placement.coupled.matrix import matrix_of
from selaras.core.placement.coupled.programme import INFEASIBLE
from selaras.core.placement.coupled.runs import broken_runs
from selaras.core.placement.model import NOWHERE, Flags, Instance, Numbers, Row
from selaras.core.placement.robust.regret import Optima, regrets

MOST_PLANES = 12
MOST_NODES = 300

Plane = tuple[float, NDArray[np.float64]]  # the sum is at least the number less the values of the seats
# What the solver's tolerances may do to a bound, as a share of its largest coefficient.
ROUNDING = 2e-6


def least_by_planes(
    instance: Instance,
    rows: Sequence[Row],
    optima: Optima,
    *,
    among: Flags,
    n_worst: int,
    starts: Sequence[Numbers],
    weights: NDArray[np.float64],
) -> tuple[tuple[Numbers, ...], int]:
    """Return the lawful seats met, in their order, and a bound that no seats of these pairs fall below.

    among : (n, m) pairs that may be chosen
    starts : seats that give the first planes, the best first; they may have other pairs
    weights : (draws,) between 0 and 1, summing to ``n_worst``; what they lose is a plane too
    """
    first = [_plane(optima, seat, n_worst) for seat in starts]
    least, bound = first[0][0], 0
    used = np.flatnonzero(weights)
    mixed = np.tensordot(weights[used], optima.values[used].astype(float), axes=1)
    planes = [(float(weights @ optima.worths), mixed), *(plane for _, plane in first)]
    planes = [_from(plane, instance, starts[0]) for plane in planes]
    met: list[Numbers] = []
    held = tuple(rows)
    for _ in range(MOST_PLANES):
        found = _lowest(instance, held, planes, among & instance.open)
        if found is None:
            # Nothing lawful is left besides what was tried.
            return tuple(met), least
        seat, low = found
        bound = max(bound, low)
        if bound >= least or seat is None:
            return tuple(met), bound
        if further := broken_runs(instance, seat):
            held += further
            continue
        total, plane = _plane(optima, seat, n_worst)
        met.append(seat)
        least = min(least, total)
        if bound >= least:
            return tuple(met), bound
        planes.append(_from(plane, instance, starts[0]))
    return tuple(met), bound


def _plane(optima: Optima, seat: Numbers, n_worst: int) -> tuple[int, Plane]:
    regret = regrets(optima, seat)
    worst = np.argsort(-regret, kind="stable")[:n_worst]
    plane = float(optima.worths[worst].sum()), optima.values[worst].sum(axis=0).astype(float)
    return int(regret[worst].sum()), plane


def _from(plane: Plane, instance: Instance, seat: Numbers) -> Plane:
    """Return the same plane counted from some seats, where who must have a seat has one: smaller numbers."""
    total, values = plane
    fixed = np.flatnonzero(instance.must)
    own = values[fixed, seat[fixed]]
    moved = values.copy()
    moved[fixed] -= own[:, None]
    return total - float(own.sum()), moved


def _lowest(
    instance: Instance, rows: Sequence[Row], planes: Sequence[Plane], allowed: Flags
) -> tuple[Numbers | None, int] | None:
    """Return the seats that are least above all planes and a bound of it; None where no seats are lawful."""
    from scipy import sparse
    from scipy.optimize import Bounds, LinearConstraint, milp

    matrix = matrix_of(instance, rows, allowed)
    n_pairs = len(matrix.i)
    worth = np.array([plane[matrix.i, matrix.j] for _, plane in planes])
    # No coefficient above 1: else tolerances of the solver would move whole hundredths.
    unit = max(1.0, float(np.abs(worth).max(initial=0.0)))
    worth, top = worth / unit, np.array([total for total, _ in planes]) / unit
    sums = sparse.vstack(
        [
            sparse.hstack([matrix.sums, sparse.csr_array((matrix.sums.shape[0], 1))]),
            sparse.csr_array(np.hstack([worth.reshape(len(planes), n_pairs), np.ones((len(planes), 1))])),
        ],
        format="csr",
    )
    found = milp(
        np.append(np.zeros(n_pairs), 1.0),
        integrality=np.append(np.ones(n_pairs), 0),
        bounds=Bounds(np.zeros(n_pairs + 1), np.append(np.ones(n_pairs), np.inf)),
        constraints=LinearConstraint(
            sums,
            np.concatenate([matrix.lower, top]),
            np.concatenate([matrix.upper, np.full(len(planes), np.inf)]),
        ),
        options={"mip_rel_gap": 0, "node_limit": MOST_NODES},
    )
    if found.status == INFEASIBLE:
        return None
    low = 0.0 if found.mip_dual_bound is None else found.mip_dual_bound * unit
    bound = int(np.ceil(low - ROUNDING * unit - 0.01))
    if found.x is None:
        return None, bound
    seat = np.full(len(instance.officials), NOWHERE, dtype=np.int64)
    chosen = found.x[:n_pairs] > 0.5
    seat[matrix.i[chosen]] = matrix.j[chosen]
    return seat, bound
