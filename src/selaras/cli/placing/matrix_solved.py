"""Anybody's matrix as an instance, and its best assignment in the names of the file."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from selaras.core.placement.assignment import chains, losses, paths, solve
from selaras.core.placement.model import (
    NOWHERE,
    Impossible,
    Instance,
    Losses,
    RequirementKind,
    Step,
)
from selaras.exchange.fit_matrix import FitMatrix

Move = tuple[str, str | None, str | None]  # official, from, to


@dataclass(frozen=True, eq=False, kw_only=True)
class Assigned:
    """The answer in names; numbers are whole, of 10 to the minus ``places``.

    assignment, value : by official; None: without a post
    conflict : the officials who cannot all get a post, and all posts open to them
    """

    officials: tuple[str, ...]
    posts: tuple[str, ...]
    places: int
    objective: int
    assignment: Mapping[str, str | None]
    value: Mapping[str, int | None]
    chains: tuple[tuple[Move, ...], ...]
    cycles: tuple[tuple[Move, ...], ...]
    conflict: tuple[tuple[str, ...], tuple[str, ...]] | None
    _instance: Instance
    _losses: Losses
    _bonus: int

    def losses_of(self, official: str) -> dict[str, int | None]:
        """Return the loss of every post; None where the pair is closed or somebody more would go without."""
        loss = self._losses.loss[bisect_left(self._instance.officials, official)].tolist()
        by_post = ((post, loss[bisect_left(self._instance.posts, post)]) for post in self.posts)
        # A loss of a bonus is a post that somebody more would go without.
        return {
            post: None if one < 0 or (self._bonus and 2 * one >= self._bonus) else one
            for post, one in by_post
        }

    def paths_of(self, official: str) -> dict[str, tuple[Step, ...] | None]:
        """Return the path of every post, None where there is no loss."""
        ways = paths(self._losses, bisect_left(self._instance.officials, official))
        return {
            post: None if loss is None else ways[bisect_left(self._instance.posts, post)]
            for post, loss in self.losses_of(official).items()
        }

    def move(self, step: Step) -> Move:
        return move_of(self._instance, step)


def move_of(instance: Instance, step: Step) -> Move:
    return instance.officials[step.official], _post(instance, step.start), _post(instance, step.end)


def _post(instance: Instance, column: int) -> str | None:
    return None if column == NOWHERE else instance.posts[column]


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
    seat: list[int] = solution.seat.tolist()
    row = {official: i for i, official in enumerate(instance.officials)}
    moves = [(one.is_cycle, tuple(move_of(instance, step) for step in one.steps)) for one in moved]
    return Assigned(
        officials=fit.officials,
        posts=fit.posts,
        places=fit.places,
        objective=solution.objective - bonus * sum(one != NOWHERE for one in seat),
        assignment={official: _post(instance, seat[row[official]]) for official in fit.officials},
        value={official: _value(instance, seat, row[official], bonus) for official in fit.officials},
        chains=tuple(steps for is_cycle, steps in moves if not is_cycle),
        cycles=tuple(steps for is_cycle, steps in moves if is_cycle),
        conflict=conflict,
        _instance=instance,
        _losses=found,
        _bonus=bonus,
    )


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


def _value(instance: Instance, seat: list[int], row: int, bonus: int) -> int | None:
    return None if seat[row] == NOWHERE else int(instance.values[row, seat[row]]) - bonus
