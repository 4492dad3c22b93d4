"""A timetable beside the one that people were told: what can stay stays, and only what moves is planned anew.

First the fewest changes are counted without asking who takes which free place (``solving.keeping``). Then
what moves is planned whole, everything else held. Only where that fails may more move.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from selaras.core.timetable.berths import Berth
from selaras.core.timetable.solving.keeping import Keeping
from selaras.core.timetable.solving.problem import Answer, Problem
from selaras.core.timetable.wanted import DAY, Goal, Placed, Wanted
from selaras.core.timetable.worth import value_of

# How often the count begins anew before whole neighbourhoods may move.
ROUNDS = 8
# Up to so many berths of all sittings together the whole problem is asked besides what moves.
SMALL = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Berths and starts of every sitting, and the bound of every goal but the order."""

    chosen: Sequence[Berth]
    starts: Sequence[int]
    bounds: Mapping[Goal, int]


class _Renewal:
    """The best so far, and the problems that make it better: what moves and, where that is small, all."""

    def __init__(self, wanted: Wanted, keeping: Keeping, moving: Set[int], first: Answer) -> None:
        self.wanted, self._keeping = wanted, keeping
        self.best = Found(chosen=(), starts=(), bounds={})
        self.take(first)
        whole = keeping.berths
        self._loose = Problem(wanted, with_hours=False, berths=whole)
        self._near = Problem(wanted, with_hours=True, berths=_held(keeping, moving))
        is_small = sum(map(len, whole)) <= SMALL
        self._whole = Problem(wanted, with_hours=True, berths=whole) if is_small else None
        self._asked = [one for one in (self._near, self._whole) if one is not None]

    def value(self, goal: Goal) -> int:
        return value_of(goal, self.wanted, placed_of(self.wanted, self.best))

    def take(self, answer: Answer) -> None:
        """Make an answer the best one, with the whole berths that it is in."""
        if answer.chosen is None or answer.starts is None:
            return
        chosen = tuple(
            next(whole for whole in those if whole.place == one.place and at in whole.starts)
            for those, one, at in zip(self._keeping.berths, answer.chosen, answer.starts, strict=True)
        )
        self.best = Found(chosen=chosen, starts=answer.starts, bounds={})

    def better(self, goal: Goal, known: int, effort: float) -> int:
        """Make one goal as small as is found, all before it kept; return what no timetable can better."""
        bound = known
        if self.value(goal) > bound:
            bound = max(bound, self._loose.solve(goal, effort=effort, is_quick=True).bound or 0)
        for problem in self._asked:
            before, value = self.best, self.value(goal)
            if value <= bound:
                break
            problem.hint(
                Answer(is_impossible=False, chosen=tuple(before.chosen), starts=tuple(before.starts))
            )
            found = problem.solve(goal, effort=effort, is_quick=True)
            self.take(found)
            if self.value(goal) > value:
                self.best = before
            if problem is self._whole:
                bound = max(bound, found.bound or 0)
        value = self.value(goal)
        for problem in (self._loose, *self._asked):
            problem.model.add(problem.goal(goal) <= value)
        return bound

    def early(self, effort: float) -> None:
        """Draw what moves to early days, where nothing else decides."""
        self.take(self._asked[-1].solve_early(effort=effort))


def renewed(wanted: Wanted, goals: Sequence[Goal], *, effort: float) -> Found | None:
    """Return the timetable nearest to what was told, goal after goal; None where none was found in time.

    goals : the changes first, without the order; effort : deterministic time for each step
    What moves is chosen for the fewest changes; the goals after them are bettered only among timetables in
    which nothing else moves, unless the whole is small. The bounds hold for all timetables.
    """
    begun = _first(wanted, effort)
    if begun is None:
        return None
    renewal, changes = begun
    bounds = {
        goal: renewal.better(goal, changes if goal is Goal.CHANGES else 0, effort / 2) for goal in goals
    }
    renewal.early(effort / 2)
    return replace(renewal.best, bounds=bounds)


def placed_of(wanted: Wanted, found: Found) -> tuple[Placed, ...]:
    """Return where every sitting is, in the order of the sittings."""
    return tuple(_placed(wanted, n, found) for n in range(len(wanted.sittings)))


def _placed(wanted: Wanted, n: int, found: Found) -> Placed:
    sitting, berth = wanted.sittings[n], found.chosen[n]
    start = found.starts[n] - berth.day * DAY
    return Placed(
        sitting=sitting.code,
        panel=wanted.panels[berth.panel].code if berth.panel >= 0 else None,
        room=wanted.rooms[berth.room].code,
        on=wanted.days[berth.day].on,
        start=start,
        end=start + sitting.minutes,
    )


def _first(wanted: Wanted, effort: float) -> tuple[_Renewal, int] | None:
    """Return a timetable that moves as little as was found, and the changes that no timetable can better."""
    keeping = Keeping(wanted)
    bound, moving = 0, frozenset[int]()
    for _ in range(ROUNDS):
        kept = keeping.fewest(effort=effort)
        if kept.is_impossible:
            return None
        bound = max(bound, kept.bound)
        if kept.moving is None:
            break
        moving = kept.moving
        found = Problem(wanted, with_hours=True, berths=_held(keeping, moving)).solve(None, effort=effort)
        if found.chosen is not None:
            return _Renewal(wanted, keeping, moving, found), bound
        if not found.is_impossible:
            break
        keeping.move_another(moving)
    for wider in _wider(wanted, moving):
        problem = Problem(wanted, with_hours=True, berths=_held(keeping, wider))
        problem.hint_told()
        found = problem.solve(Goal.CHANGES, effort=2 * effort)
        if found.chosen is not None:
            return _Renewal(wanted, keeping, wider, found), bound
    return None


def _wider(wanted: Wanted, moving: Set[int]) -> tuple[frozenset[int], ...]:
    """Return neighbourhoods of what moves: all sittings of its officials, then those in its rooms too."""
    sittings = wanted.sittings
    people = {who for n in moving for who in sittings[n].officials}
    theirs = frozenset(n for n, one in enumerate(sittings) if people & set(one.officials)) | moving
    rooms = {
        (one.on, one.room) for one in wanted.previous if one.sitting in {sittings[n].code for n in moving}
    }
    there = {one.sitting for one in wanted.previous if (one.on, one.room) in rooms}
    return theirs, theirs | {n for n, one in enumerate(sittings) if one.code in there}


def _held(keeping: Keeping, moving: Set[int]) -> tuple[tuple[Berth, ...], ...]:
    """Return the berths of every sitting; of what stays, only where it was told."""
    found = list(keeping.berths)
    for n, (berth, at) in keeping.told.items():
        if n not in moving:
            found[n] = (replace(berth, starts=(at,)),)
    return tuple(found)
