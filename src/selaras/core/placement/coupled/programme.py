"""The integer programme: HiGHS finds seats and a bound, integers say whether they are lawful and worth it.

Single-threaded and without a clock, so that the same question has the same answer everywhere. A search that
does not end within ``MOST_NODES`` gives its best seats with the bound that is proven.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from selaras.core.errors import CoreError
from selaras.core.placement.coupled.cycling import Relaxed, TooManyCycles, beginning, relaxation, within
from selaras.core.placement.coupled.levels import with_cycles, with_levels
from selaras.core.placement.coupled.matrix import matrix_of
from selaras.core.placement.coupled.rows import activity
from selaras.core.placement.coupled.runs import broken_runs, longest_chain, longest_cycle
from selaras.core.placement.model import NOWHERE, Flags, Instance, Numbers, Row, Values

MOST_NODES = 200_000
MOST_ROUNDS = 100  # of rows about cycles that are made when they are met
BEGINNING = 4  # moves of a chain in a first search where any number is allowed
NEARLY = 0.001  # of the worth: how far from the best ones the seats of a first search may be
INFEASIBLE = 2
# Room for the rounding of floating-point numbers: weights are integers, so true bounds are too.
SLACK = 0.01


@dataclass(frozen=True, eq=False, kw_only=True)
class Best:
    """The best seats by some weights.

    weight : sum of the weights of the seats; bound : no lawful seats have more
    rows : those given, and the ones about chains and cycles that had to be made
    among : (n, m) pairs outside of which no seats have this weight
    """

    seat: Numbers
    weight: int
    bound: int
    rows: tuple[Row, ...]
    among: Flags

    @property
    def is_optimal(self) -> bool:
        return self.weight == self.bound


def best(
    instance: Instance, rows: Sequence[Row], *, weights: Values, among: Flags | None = None
) -> Best | None:
    """Return the seats of greatest weight that obey the rows and every rule about chains and cycles.

    weights : (n, m) integers. among : (n, m) pairs that may be chosen; None: all open ones
    returns : None where no seats are lawful
    Raise ``placement_search_too_long`` where no lawful seats were met within ``MOST_NODES`` and
    ``MOST_ROUNDS``; where more cycles could matter than a programme holds it can come to that.
    """
    allowed = instance.open if among is None else instance.open & among
    if not allowed[instance.must].any(axis=1).all():
        return None
    held = tuple(rows)
    for _ in range(MOST_ROUNDS):
        found = _solved(instance, held, weights, allowed)
        if found is None:
            return None
        seat, bound, possible = found
        if not (further := broken_runs(instance, seat)):
            weight = worth(weights, seat)
            return Best(seat=seat, weight=weight, bound=max(bound, weight), rows=held, among=possible)
        held += further
    raise CoreError("placement_search_too_long", nodes=MOST_NODES * MOST_ROUNDS)


def worth(weights: Values, seat: Numbers) -> int:
    """Return the sum of the weights of the seats; no seat weighs nothing."""
    seated = np.flatnonzero(seat != NOWHERE)
    return int(weights[seated, seat[seated]].sum())


def _solved(
    instance: Instance, rows: Sequence[Row], weights: Values, allowed: Flags
) -> tuple[Numbers, int, Flags] | None:
    """Return seats, a bound, and the pairs that seats of the same weight can have."""
    if longest_cycle(instance) is not None:
        with contextlib.suppress(TooManyCycles):
            return _solved_by_cycles(instance, rows, weights, allowed)
    chain = longest_chain(instance)
    most = None if chain is None or chain >= len(instance.officials) else chain
    found = _searched(instance, rows, weights, allowed, most=most, cycles=None)
    return None if found is None else (*found, allowed)


def _solved_by_cycles(
    instance: Instance, rows: Sequence[Row], weights: Values, allowed: Flags
) -> tuple[Numbers, int, Flags] | None:
    """Return seats and a bound, with a column for each cycle that better seats could have.

    First among the cycles that lose least; what these seats are worth then bounds what a cycle may lose.
    """
    n, chain, most = len(instance.officials), longest_chain(instance), longest_cycle(instance) or 0
    relaxed = relaxation(instance, rows, weights, allowed, most=chain)
    if relaxed is None:
        return None
    # Chains of any length ask for many levels: at first they are kept short.
    length = min(n, BEGINNING) if chain is None else min(chain, n)
    is_whole = length in (n, chain)
    cycles, is_all = beginning(relaxed, most)
    if is_all and is_whole:
        whole = _searched(instance, rows, weights, allowed, most=length, cycles=cycles)
        return None if whole is None else (*whole, _reaching(relaxed, weights, whole[0], allowed))
    found = _searched(instance, rows, weights, allowed, most=length, cycles=cycles, short_by=NEARLY)
    gap = np.inf if found is None else relaxed.bound - worth(weights, found[0]) + 1
    further, cycles = allowed & (relaxed.loss <= gap), within(relaxed, most, loss=gap)
    found = _searched(instance, rows, weights, further, most=n if chain is None else length, cycles=cycles)
    return None if found is None else (*found, _reaching(relaxed, weights, found[0], further))


def _reaching(relaxed: Relaxed, weights: Values, seat: Numbers, allowed: Flags) -> Flags:
    """Return the pairs with which seats can still be worth as much as these."""
    return allowed & (relaxed.loss <= relaxed.bound - worth(weights, seat) + 1)


def _searched(
    instance: Instance,
    rows: Sequence[Row],
    weights: Values,
    allowed: Flags,
    *,
    most: int | None,
    cycles: Sequence[Numbers] | None,
    short_by: float = 0,
) -> tuple[Numbers, int] | None:
    """Return the best seats with chains of at most ``most`` moves and only these cycles; None: any.

    short_by : share of the worth that the seats may fall short of the best ones
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    matrix = matrix_of(instance, rows, allowed)
    n = len(instance.officials)
    if not len(matrix.i):
        nobody = np.full(n, NOWHERE, dtype=np.int64)
        return None if instance.must.any() or any(row.most < 0 for row in rows) else (nobody, 0)
    levels = with_levels(instance, matrix, most)
    whole = levels.matrix
    if cycles is not None and len(levels.parts):
        whole = with_cycles(instance, levels, [_among(allowed, instance, one) for one in cycles])
    n_pairs, n_columns = len(matrix.i), whole.sums.shape[1]
    found = milp(
        np.append(-weights[matrix.i, matrix.j].astype(float), np.zeros(n_columns - n_pairs)),
        integrality=np.arange(n_columns) < n_pairs,
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(whole.sums, whole.lower, whole.upper),
        options={"mip_rel_gap": short_by, "node_limit": MOST_NODES},
    )
    if found.status == INFEASIBLE:
        return None
    if found.x is None:
        raise CoreError("placement_search_too_long", nodes=MOST_NODES)
    seat = np.full(n, NOWHERE, dtype=np.int64)
    chosen = found.x[:n_pairs] > 0.5
    seat[matrix.i[chosen]] = matrix.j[chosen]
    _assert_lawful(instance, rows, seat, n_chosen=int(chosen.sum()))
    return seat, int(np.floor(-found.mip_dual_bound + SLACK))


def _among(allowed: Flags, instance: Instance, cycles: Numbers) -> Numbers:
    """Return the cycles whose every step is allowed."""
    return cycles[allowed[cycles, instance.home[np.roll(cycles, -1, axis=1)]].all(axis=1)]


def _assert_lawful(instance: Instance, rows: Sequence[Row], seat: Numbers, *, n_chosen: int) -> None:
    """Stop where what the solver calls lawful is not, in integers: nothing built on it could be trusted."""
    seated = seat[seat != NOWHERE]
    is_matching = len(seated) == n_chosen == len(np.unique(seated)) and (seat[instance.must] != NOWHERE).all()
    if not is_matching or any(activity(row, seat) > row.most for row in rows):
        raise RuntimeError("the solver's seats break a row")
