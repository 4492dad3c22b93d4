"""Why no seats are lawful: a set of requirements that cannot hold together, none of them to spare.

Requirements are taken away in halves (Junker 2004, QuickXplain), each time asking whether seats exist. Taken
away, a guard lets its official go without, gates let theirs sit anywhere, a post takes any number of people,
each of whom counts. That an official has one seat is no requirement: it is what a seat is.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from selaras.core.errors import CoreError
from selaras.core.placement import assignment
from selaras.core.placement.coupled.programme import INFEASIBLE, MOST_NODES
from selaras.core.placement.coupled.rows import most_moves_in, rows_of
from selaras.core.placement.coupled.runs import broken_runs
from selaras.core.placement.coupled.wishing import column, column_by_code, row, row_by_code, wished
from selaras.core.placement.model import (
    NOWHERE,
    Impossible,
    Instance,
    Numbers,
    Requirement,
    RequirementKind,
    Row,
    Wishes,
)

Requirements = tuple[Requirement, ...]
IsPossible = Callable[[Requirements], bool]


def conflict(instance: Instance, wishes: Wishes) -> Requirements:
    """Return requirements that cannot hold together, any one of which could give way; () where seats exist.

    instance : before ``wished``. For gates and guard alone it is the smallest set there is; otherwise
    an irreducible one, in which pins are named before guards, gates and posts, and rules last.
    """
    unpinned = wished(instance, replace(wishes, pins=(), most_moves=None))
    rows, columns = row_by_code(instance), column_by_code(instance)
    pins = tuple(dict.fromkeys((row(rows, who), column(columns, post)) for who, post in wishes.pins))
    return _irreducible(unpinned, pins, wishes.most_moves)


def conflict_of_rows(instance: Instance, rows: Sequence[Row]) -> Requirements:
    """Return the conflict of an instance that is wished already: its pins count as gates."""
    most = [most_moves_in(instance, one) for one in rows if one.rule == NOWHERE]
    return _irreducible(instance, (), min(most, default=None))


def _irreducible(
    instance: Instance, pins: tuple[tuple[int, int], ...], most_moves: int | None
) -> Requirements:
    try:
        assignment.solve(replace(instance, rules=()))
    except Impossible as gates_alone:
        return gates_alone.conflict
    question = _Question(instance, most_moves)
    everything = _requirements(instance, pins, most_moves)
    if question.is_possible(everything):
        return ()
    order = {one: place for place, one in enumerate(everything)}
    return tuple(sorted(_explained((), False, everything, question.is_possible), key=lambda one: order[one]))


def _explained(
    background: Requirements, has_grown: bool, among: Requirements, is_possible: IsPossible
) -> Requirements:
    """Return which of ``among`` conflict with the background; the earlier are kept before the later."""
    if has_grown and not is_possible(background):
        return ()
    if len(among) == 1:
        return among
    earlier, later = among[: len(among) // 2], among[len(among) // 2 :]
    of_later = _explained(background + earlier, True, later, is_possible)
    of_earlier = _explained(background + of_later, bool(of_later), earlier, is_possible)
    return of_earlier + of_later


def _requirements(
    instance: Instance, pins: tuple[tuple[int, int], ...], most_moves: int | None
) -> Requirements:
    kind = RequirementKind
    columns = [tuple(int(j) for j in np.flatnonzero(one)) for one in instance.open]
    return (
        *(Requirement(kind=kind.PIN, officials=(i,), posts=(j,)) for i, j in pins),
        *(Requirement(kind=kind.GUARD, officials=(int(i),)) for i in np.flatnonzero(instance.must)),
        *(Requirement(kind=kind.GATES, officials=(i,), posts=open_) for i, open_ in enumerate(columns)),
        *(Requirement(kind=kind.POST, posts=(j,)) for j in range(len(instance.posts))),
        *([] if most_moves is None else [Requirement(kind=kind.MOST_MOVES)]),
        *(Requirement(kind=kind.RULE, rule=number) for number in range(len(instance.rules))),
    )


class _Question:
    """Whether seats exist that meet some requirements; what was learned of chains and cycles is kept."""

    def __init__(self, instance: Instance, most_moves: int | None) -> None:
        self.instance = instance
        # Over all pairs, for any gate may be taken away.
        self.free = replace(instance, open=np.ones_like(instance.open))
        self.rows = rows_of(self.free, Wishes(most_moves=most_moves))
        self.of_runs: dict[Row, None] = {}

    def is_possible(self, held: Requirements) -> bool:
        kinds = {kind: [one for one in held if one.kind is kind] for kind in RequirementKind}
        numbers = {one.rule for one in kinds[RequirementKind.RULE]}
        with_limit = bool(kinds[RequirementKind.MOST_MOVES])
        rows = [one for one in self.rows if (one.rule in numbers if one.rule != NOWHERE else with_limit)]
        rules = tuple(rule for number, rule in enumerate(self.instance.rules) if number in numbers)
        limited = replace(self.free, rules=rules)
        learned = [one for one in self.of_runs if one.rule in numbers]
        while (seat := self._seats(kinds, (*rows, *learned))) is not None:
            further = broken_runs(limited, seat, with_short_cuts=False)
            if not further:
                return True
            order = [number for number in range(len(self.instance.rules)) if number in numbers]
            learned += [replace(one, rule=order[one.rule]) for one in further]
        self.of_runs |= dict.fromkeys(learned)
        return False

    def _seats(self, kinds: dict[RequirementKind, list[Requirement]], rows: Sequence[Row]) -> Numbers | None:
        from scipy import sparse
        from scipy.optimize import Bounds, LinearConstraint, milp

        n, m = self.instance.open.shape
        upper = np.ones((n, m))
        for one in kinds[RequirementKind.GATES]:
            upper[one.officials[0]] = self.instance.open[one.officials[0]]
        lower = np.zeros((n, m))
        for one in kinds[RequirementKind.PIN]:
            lower[one.officials[0], one.posts[0]] = 1
        if (lower > upper).any():
            return None
        seated = np.zeros(n)
        seated[[one.officials[0] for one in kinds[RequirementKind.GUARD]]] = 1
        taken = np.full(m, np.inf)
        taken[[one.posts[0] for one in kinds[RequirementKind.POST]]] = 1
        sums = [
            sparse.kron(sparse.eye_array(n), np.ones((1, m))),
            sparse.kron(np.ones((1, n)), sparse.eye_array(m)),
        ]
        if rows:
            entries = [(k, i * m + j, weight) for k, one in enumerate(rows) for i, j, weight in one.pairs]
            at, where, by = np.array(entries, dtype=np.int64).reshape(-1, 3).T
            sums.append(sparse.csr_array((by.astype(float), (at, where)), shape=(len(rows), n * m)))
        most = np.array([one.most for one in rows], dtype=float)
        found = milp(
            np.zeros(n * m),
            integrality=np.ones(n * m),
            bounds=Bounds(lower.ravel(), upper.ravel()),
            constraints=LinearConstraint(
                sparse.vstack(sums, format="csr"),
                np.concatenate([seated, np.full(m + len(rows), -np.inf)]),
                np.concatenate([np.ones(n), taken, most]),
            ),
            options={"node_limit": MOST_NODES},
        )
        if found.status == INFEASIBLE:
            return None
        if found.x is None:
            raise CoreError("placement_search_too_long", nodes=MOST_NODES)
        chosen = found.x.reshape(n, m) > 0.5
        return np.where(chosen.any(axis=1), chosen.argmax(axis=1), NOWHERE).astype(np.int64)
