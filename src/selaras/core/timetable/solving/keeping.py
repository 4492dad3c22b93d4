"""The fewest changes: which sittings can stay as told, found without asking who takes which free place.

Whatever stays holds its room and its examiners at its hours; whatever moves needs a free place of its kind.
Who is in two sittings at once, walks between rooms and the order of methods are left out, so no timetable
changes less. Whether the others really fit is asked of the whole problem; where they do not, one more
sitting has to move, and the count begins anew.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from selaras.core.timetable.berths import Berth, berths_of
from selaras.core.timetable.solving.linking import link_panels
from selaras.core.timetable.wanted import DAY, Placed, Sitting, Wanted

Seat = tuple[int, int, int]  # panel, room, start since midnight of the first day


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """bound : officials whose sittings no timetable leaves; moving : sittings by position, None if not found.

    is_impossible : there is no timetable, whatever moves
    """

    is_impossible: bool
    bound: int = 0
    moving: frozenset[int] | None = None


class Keeping:
    """Counts of free places by kind of sitting, beside what stays."""

    def __init__(self, wanted: Wanted) -> None:
        from ortools.sat.python import cp_model

        self._cp = cp_model
        self.model: Any = cp_model.CpModel()
        self._wanted = wanted
        self.berths = berths_of(wanted)
        self.told = told_places(wanted, self.berths)
        self.stays = {n: self.model.new_bool_var("") for n in self.told}
        self._holds: defaultdict[object, list[tuple[int, int, Any]]] = defaultdict(list)
        self._seen: defaultdict[object, defaultdict[int, list[tuple[Any, int]]]]
        self._seen = defaultdict(lambda: defaultdict(list))
        self._panels_of = _panels_of(wanted)
        for n, lit in self.stays.items():
            berth, at = self.told[n]
            self._take(wanted.sittings[n], berth, at, lit)
            if berth.panel >= 0:
                seen = 0 if berth.n_missing else len(wanted.sittings[n].officials)
                self._seen[wanted.sittings[n].method][berth.panel].append((lit, seen))
        kinds: defaultdict[object, list[int]] = defaultdict(list)
        pinned = {one.sitting: one for one in wanted.pins}
        for n, one in enumerate(wanted.sittings):
            kinds[
                one.method, one.minutes, one.panels, one.equipment, len(one.officials), pinned.get(one.code)
            ].append(n)
        for numbers in kinds.values():
            self._give_places(numbers)
        self._one_at_a_time()
        if wanted.least_linked:
            for seats in self._seen.values():
                if len(seats) > 1:
                    link_panels(self.model, wanted, seats)
        known = {one.sitting for one in wanted.previous}
        self._officials = {n: len(s.officials) for n, s in enumerate(wanted.sittings) if s.code in known}
        lost = sum(many for n, many in self._officials.items() if n not in self.stays)
        self.model.minimize(lost + sum(self._officials[n] * (1 - lit) for n, lit in self.stays.items()))

    def _give_places(self, numbers: Sequence[int]) -> None:
        """As many places are free as sittings of a kind move."""
        pins = {one.sitting: one for one in self._wanted.pins}
        first = self._wanted.sittings[numbers[0]]
        seats: dict[Seat, Berth] = {}
        for n in numbers:
            for berth in self.berths[n]:
                seats.update(((berth.panel, berth.room, at), berth) for at in berth.starts)
        pin = pins.get(first.code)
        places: defaultdict[int, list[tuple[Any, Berth]]] = defaultdict(list)
        for (panel, _, at), berth in seats.items():
            if pin is None or _is_at(self._wanted, pin, berth, at):
                lit = self.model.new_bool_var("")
                places[panel].append((lit, berth))
                self._take(first, berth, at, lit)
        moves = [1 - self.stays[n] if n in self.stays else 1 for n in numbers]
        self.model.add(sum(lit for those in places.values() for lit, _ in those) == sum(moves))
        for panel, those in places.items():
            if panel >= 0:
                self._see_whole(numbers, panel, those)

    def _see_whole(self, numbers: Sequence[int], panel: int, places: Sequence[tuple[Any, Berth]]) -> None:
        """Whoever moves is seen by the whole panel only where nobody is away and nobody has to leave."""
        first = self._wanted.sittings[numbers[0]]
        seen = self._seen[first.method][panel]
        seen += [(lit, 0) for lit, _ in places]
        free = {n for n in numbers for one in self.berths[n] if one.panel == panel and not one.leaving}
        whole = self.model.new_int_var(0, len(free), "")
        self.model.add(whole <= sum(lit for lit, berth in places if not berth.away))
        self.model.add(whole <= sum(1 - self.stays[n] if n in self.stays else 1 for n in sorted(free)))
        seen.append((whole, len(first.officials)))

    def _take(self, sitting: Sitting, berth: Berth, at: int, lit: Any) -> None:
        self._holds["room", berth.room].append((at, at + sitting.minutes + self._wanted.changeover, lit))
        if berth.panel >= 0:
            for panels in self._panels_of[berth.panel]:
                self._holds["examiner", panels].append((at, at + sitting.minutes, lit))

    def _one_at_a_time(self) -> None:
        told: set[tuple[int, ...]] = set()
        for spans in self._holds.values():
            for at in sorted({start for start, _, _ in spans}):
                lits = [lit for start, end, lit in spans if start <= at < end]
                key = tuple(lit.index for lit in lits)
                if len(lits) > 1 and key not in told:
                    told.add(key)
                    self.model.add_at_most_one(lits)

    def move_another(self, moving: Iterable[int]) -> None:
        """Take note that it is not enough that these move."""
        others = [lit.negated() for n, lit in self.stays.items() if n not in set(moving)]
        self.model.add_bool_or(others)

    def fewest(self, *, effort: float) -> Kept:
        """Return the fewest changes with what moves; the bound holds even where the limit comes first."""
        cp, solver = self._cp, self._cp.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = effort
        solver.parameters.linearization_level = 2
        status = solver.solve(self.model)
        if status == cp.INFEASIBLE:
            return Kept(is_impossible=True)
        bound = max(0, math.ceil(solver.best_objective_bound - 1e-6))
        if status not in (cp.OPTIMAL, cp.FEASIBLE):
            return Kept(is_impossible=False, bound=bound)
        staying = {n for n, lit in self.stays.items() if solver.boolean_value(lit)}
        every = range(len(self._wanted.sittings))
        return Kept(is_impossible=False, bound=bound, moving=frozenset(every) - staying)


def told_places(wanted: Wanted, berths: Sequence[Sequence[Berth]]) -> Mapping[int, tuple[Berth, int]]:
    """Return, of every sitting that can stay as told, its berth and its start."""
    day_number = {day.on: n for n, day in enumerate(wanted.days)}
    number = {one.code: n for n, one in enumerate(wanted.sittings)}
    pinned = {one.sitting: one for one in wanted.pins}
    found = {}
    for place in wanted.previous:
        if place.on not in day_number or pinned.get(place.sitting, place) != place:
            continue
        n, at = number[place.sitting], day_number[place.on] * DAY + place.start
        for berth in berths[n]:
            if at in berth.starts and _is_at(wanted, place, berth, at):
                ends = place.start + wanted.sittings[n].minutes
                if ends == place.end:
                    found[n] = berth, at
    return found


def _is_at(wanted: Wanted, place: Placed, berth: Berth, at: int) -> bool:
    panel = wanted.panels[berth.panel].code if berth.panel >= 0 else None
    return (
        wanted.rooms[berth.room].code == place.room
        and panel == place.panel
        and wanted.days[berth.day].on == place.on
        and at - berth.day * DAY == place.start
    )


def _panels_of(wanted: Wanted) -> Mapping[int, tuple[tuple[int, ...], ...]]:
    """Return for each panel the sets of panels that one of its examiners is in; each set is one examiner."""
    sits: defaultdict[str, list[int]] = defaultdict(list)
    for n, panel in enumerate(wanted.panels):
        for who in panel.examiners:
            sits[who].append(n)
    return {
        n: tuple(dict.fromkeys(tuple(sits[who]) for who in panel.examiners))
        for n, panel in enumerate(wanted.panels)
    }
