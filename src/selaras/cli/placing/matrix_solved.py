"""Anybody's matrix as an instance, and its best assignment in the names of the file."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from selaras.core.placement.assignment import chains, losses, paths, solve
from selaras.core.placement.model import (
    NOWHERE,
    Chain,
    Impossible,
    Instance,
    Losses,
    RequirementKind,
    Solution,
    Step,
)
from selaras.exchange.fit_matrix import FitMatrix

Move = tuple[str, str | None, str | None]  # official, from, to


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """The answer in names; numbers are whole, of 10 to the minus ``places``.

    assignment : official -> post, None: without one; loss : None where the pair is closed or somebody more
    would go without; conflict : the officials who cannot all get a post, and all posts open to them
    """

    officials: tuple[str, ...]
    posts: tuple[str, ...]
    places: int
    objective: int
    assignment: Mapping[str, str | None]
    value: Mapping[str, int | None]
    loss: Mapping[str, Mapping[str, int | None]]
    paths: Mapping[str, Mapping[str, tuple[Move, ...] | None]]
    chains: tuple[tuple[Move, ...], ...]
    cycles: tuple[tuple[Move, ...], ...]
    conflict: tuple[tuple[str, ...], tuple[str, ...]] | None


def assigned(fit: FitMatrix, current: Mapping[str, str] | None) -> Assigned:
    """Return the best assignment: everybody gets a post if that is possible, else as many as can."""
    instance = _instance(fit, current or {})
    conflict = None
    bonus = 0
    try:
        solution = solve(instance)
    except Impossible as wrong:
        conflict = _conflict(instance, wrong)
        instance, bonus = _with_bonus(instance)
        solution = solve(instance)
    found = losses(instance, solution)
    moved = chains(instance, solution.seat) if current is not None else ()
    return _told(fit, instance, solution, found, moved, conflict=conflict, bonus=bonus)


def _instance(fit: FitMatrix, current: Mapping[str, str]) -> Instance:
    """Return the matrix in the order of codes; a present post outside it is one that nobody may take."""
    officials = tuple(sorted(fit.officials))
    posts = tuple(sorted({*fit.posts, *current.values()}))
    n, m = len(officials), len(posts)
    row = {official: i for i, official in enumerate(officials)}
    column = {post: j for j, post in enumerate(posts)}
    rows = np.array([row[official] for official in fit.officials])
    columns = np.array([column[post] for post in fit.posts])
    largest = max(map(abs, fit.cells.values()), default=0)
    values = np.zeros((n, m), dtype=np.int64 if largest < 2**62 else object)
    is_open = np.zeros((n, m), dtype=bool)
    for (i, j), value in fit.cells.items():
        values[rows[i], columns[j]] = value
        is_open[rows[i], columns[j]] = True
    home = np.full(n, NOWHERE)
    for official, post in current.items():
        home[row[official]] = column[post]
    return Instance(
        officials=officials,
        posts=posts,
        values=values,
        open=is_open,
        home=home,
        must=np.ones(n, dtype=bool),
        unit=np.zeros(m, dtype=np.int64),
    )


def _with_bonus(instance: Instance) -> tuple[Instance, int]:
    """Return the instance in which to be seated at all is worth more than any fits together, and how much."""
    n = len(instance.officials)
    largest = max(abs(int(instance.values.max())), abs(int(instance.values.min())))
    bonus = 4 * n * largest + 1
    values = instance.values if bonus < 2**60 else instance.values.astype(object)
    return Instance(
        officials=instance.officials,
        posts=instance.posts,
        values=values + bonus,
        open=instance.open,
        home=instance.home,
        must=np.zeros(n, dtype=bool),
        unit=instance.unit,
    ), bonus


def _conflict(instance: Instance, wrong: Impossible) -> tuple[tuple[str, ...], tuple[str, ...]]:
    people = [i for one in wrong.conflict if one.kind is RequirementKind.GUARD for i in one.officials]
    posts = [j for one in wrong.conflict if one.kind is RequirementKind.POST for j in one.posts]
    return tuple(instance.officials[i] for i in people), tuple(instance.posts[j] for j in posts)


def _told(
    fit: FitMatrix,
    instance: Instance,
    solution: Solution,
    found: Losses,
    moved: tuple[Chain, ...],
    *,
    conflict: tuple[tuple[str, ...], tuple[str, ...]] | None,
    bonus: int,
) -> Assigned:
    names = _Names(instance)
    seat: list[int] = solution.seat.tolist()
    row = {official: i for i, official in enumerate(instance.officials)}
    column = {post: j for j, post in enumerate(instance.posts)}
    n_seated = sum(one != NOWHERE for one in seat)
    lost: dict[str, dict[str, int | None]] = {}
    ways: dict[str, dict[str, tuple[Move, ...] | None]] = {}
    for official in fit.officials:
        i = row[official]
        of_row, loss = paths(found, i), found.loss[i].tolist()
        # A loss of a bonus is a post that somebody more would go without.
        known = {j for j in of_row if not bonus or 2 * loss[j] < bonus}
        lost[official] = {post: loss[column[post]] if column[post] in known else None for post in fit.posts}
        ways[official] = {
            post: names.moves(of_row[column[post]]) if column[post] in known else None for post in fit.posts
        }
    return Assigned(
        officials=fit.officials,
        posts=fit.posts,
        places=fit.places,
        objective=solution.objective - bonus * n_seated,
        assignment={official: names.post(seat[row[official]]) for official in fit.officials},
        value={official: _value(instance, seat, row[official], bonus) for official in fit.officials},
        loss=lost,
        paths=ways,
        chains=tuple(names.moves(one.steps) for one in moved if not one.is_cycle),
        cycles=tuple(names.moves(one.steps) for one in moved if one.is_cycle),
        conflict=conflict,
    )


class _Names:
    """Posts and steps by name."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance

    def post(self, column: int) -> str | None:
        return None if column == NOWHERE else self._instance.posts[column]

    def moves(self, steps: tuple[Step, ...]) -> tuple[Move, ...]:
        officials = self._instance.officials
        return tuple((officials[one.official], self.post(one.start), self.post(one.end)) for one in steps)


def _value(instance: Instance, seat: list[int], row: int, bonus: int) -> int | None:
    return None if seat[row] == NOWHERE else int(instance.values[row, seat[row]]) - bonus
