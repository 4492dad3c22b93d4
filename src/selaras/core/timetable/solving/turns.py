"""Who takes which turn: sittings of one kind change places until they stand as the lots were drawn.

Hours, rooms and panels stay; only who comes when is decided, so all that was reached before is kept.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from selaras.core.timetable.berths import Berth, berths_of
from selaras.core.timetable.drawn import distance, shared_places, turns
from selaras.core.timetable.solving.blocks import exchanged
from selaras.core.timetable.solving.linking import link_panels
from selaras.core.timetable.timetable import in_order
from selaras.core.timetable.wanted import DAY, Goal, Placed, Wanted
from selaras.core.timetable.worth import value_of

Kind = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """The places with everybody in turn, and the least that is out of turn with these times and rooms.

    is_found : False where ``placed`` is what the search began with
    """

    placed: tuple[Placed, ...]
    bound: int
    is_found: bool = True


def in_turn(wanted: Wanted, placed: Sequence[Placed], *, effort: float) -> Turned:
    """Return the sittings as near to the drawn order as these times and rooms allow."""
    if value_of(Goal.ORDER, wanted, placed) == 0:
        return Turned(placed=tuple(placed), bound=0)
    # Within each day it is a small question; its answer is where the search through all days begins.
    near = _Exchange(wanted, placed, within_days=True).solve(effort / 4)
    moved = exchanged(wanted, near.placed)
    if moved != near.placed:
        other = _Exchange(wanted, moved, within_days=True, reached=placed).solve(effort / 4)
        if other.is_found and _order(wanted, other) < _order(wanted, near):
            near = other
    return _Exchange(wanted, near.placed).solve(effort / 2)


def _order(wanted: Wanted, turned: Turned) -> int:
    return value_of(Goal.ORDER, wanted, turned.placed)


def days_in_turn(
    wanted: Wanted, chosen: Sequence[Berth], berths: Sequence[Sequence[Berth]]
) -> tuple[Berth, ...]:
    """Return berths without hours, days that are alike exchanged whole: earlier lots come earlier.

    chosen : of every sitting; berths : among which each was chosen
    """
    days, drawn = wanted.days, turns(wanted)
    absent = {one.on for one in wanted.absences}
    if wanted.pins or wanted.previous or any(one.after for one in wanted.sittings):
        return tuple(chosen)
    middle: defaultdict[int, list[int]] = defaultdict(list)
    for one, berth in zip(wanted.sittings, chosen, strict=True):
        middle[berth.day] += [drawn[one.code]] * len(one.officials)
    groups: defaultdict[object, list[int]] = defaultdict(list)
    for n in middle:
        if days[n].on not in absent:
            groups[days[n].windows()].append(n)
    new = {n: n for n in middle}
    for those in groups.values():
        ordered = sorted(those, key=lambda n: (sum(middle[n]) / len(middle[n]), n))
        new.update(zip(ordered, sorted(those), strict=True))
    return tuple(
        next(
            other
            for other in those
            if (other.day, other.panel, other.room, other.away)
            == (new[one.day], one.panel, one.room, one.away)
        )
        for one, those in zip(chosen, berths, strict=True)
    )


class _Exchange:
    """x[sitting, seat]: a sitting takes the place that a sitting of its kind had."""

    def __init__(
        self,
        wanted: Wanted,
        placed: Sequence[Placed],
        *,
        within_days: bool = False,
        reached: Sequence[Placed] | None = None,
    ) -> None:
        """Make the model. reached : the timetable whose goals are kept, where it is not ``placed``."""
        from ortools.sat.python import cp_model

        self._cp = cp_model
        self.model: Any = cp_model.CpModel()
        self.wanted, self.placed = wanted, tuple(placed)
        self._reached = self.placed if reached is None else tuple(reached)
        self._number = {day.on: n for n, day in enumerate(wanted.days)}
        self._of = {one.code: one for one in wanted.sittings}
        self._drawn = turns(wanted)
        self._berths = dict(zip(self._of, berths_of(wanted), strict=True))
        self.x: dict[str, dict[int, Any]] = {}
        self._costs: list[Any] = []
        self._missing: list[Any] = []
        self._place_all(within_days)
        self._one_at_a_time()
        self._keep_what_was_reached()
        self.model.minimize(sum(self._costs))

    def _kind(self, place: Placed) -> Kind:
        one = self._of[place.sitting]
        return one.method, one.minutes, one.panels, one.equipment

    def _place_all(self, within_days: bool) -> None:
        kinds: defaultdict[Kind, list[int]] = defaultdict(list)
        times: defaultdict[object, list[tuple[Any, int]]] = defaultdict(list)
        for n, place in enumerate(self.placed):
            kinds[self._kind(place)].append(n)
            times[self._of[place.sitting].method].append((place.on, place.start))
        shared = {method: shared_places(those) for method, those in times.items()}
        for seats in kinds.values():
            takers: defaultdict[int, list[Any]] = defaultdict(list)
            for own in seats:
                code = self.placed[own].sitting
                self.x[code] = {}
                for seat in seats:
                    missing = self._missing_at(code, self.placed[seat])
                    if missing is None or (within_days and self.placed[seat].on != self.placed[own].on):
                        continue
                    lit = self.model.new_bool_var("")
                    self.x[code][seat] = lit
                    takers[seat].append(lit)
                    self.model.add_hint(lit, int(seat == own))
                    if missing:
                        self._missing.append(missing * lit)
                    place = self.placed[seat]
                    at = shared[self._of[code].method][place.on, place.start]
                    if away := distance(self._drawn[code], at):
                        self._costs.append(away * lit)
                self.model.add_exactly_one(self.x[code].values())
            for lits in takers.values():
                self.model.add_exactly_one(lits)

    def _missing_at(self, code: str, place: Placed) -> int | None:
        """Return how many examiners miss a sitting at a place; None where it may not be there."""
        at = self._number[place.on] * DAY + place.start
        for one in self._berths[code]:
            panel = self.wanted.panels[one.panel].code if one.panel >= 0 else None
            if panel == place.panel and self.wanted.rooms[one.room].code == place.room and at in one.starts:
                return one.n_missing
        return None

    def _one_at_a_time(self) -> None:
        """Nobody is in two places, everybody has the time to walk, and what must be before is before."""
        sits: defaultdict[str, list[str]] = defaultdict(list)
        for one in self.wanted.sittings:
            for who in one.officials:
                sits[who].append(one.code)
        pairs = {(a, b) for codes in sits.values() for n, a in enumerate(codes) for b in codes[n + 1 :]}
        pairs |= {(first, one.code) for one in self.wanted.sittings for first in one.after}
        for a, b in sorted(pairs):
            shared = bool(set(self._of[a].officials) & set(self._of[b].officials))
            for seat, lit in self.x[a].items():
                wrong = [
                    other
                    for at, other in self.x[b].items()
                    if self._clash(self.placed[seat], self.placed[at], shared, a in self._of[b].after)
                    or (b in self._of[a].after and self._late(self.placed[at], self.placed[seat]))
                ]
                if wrong:
                    self.model.add_at_most_one([lit, *wrong])

    def _clash(self, one: Placed, other: Placed, shared: bool, is_before: bool) -> bool:
        if is_before and self._late(one, other):
            return True
        if not shared or one.on != other.on:
            return False
        way = 0 if one.room == other.room else self.wanted.way(one.room, other.room)
        return one.start < other.end + way and other.start < one.end + way

    def _late(self, first: Placed, then: Placed) -> bool:
        return (first.on, first.end) > (then.on, then.start) if first.on == then.on else first.on > then.on

    def _keep_what_was_reached(self) -> None:
        wanted, placed = self.wanted, self._reached
        if self._missing:
            self.model.add(sum(self._missing) <= value_of(Goal.WALKS, wanted, placed))
        self._keep_person_days()
        if wanted.previous:
            told = {one.sitting: one for one in wanted.previous}
            stays = [
                len(self._of[code].officials) * lit
                for code, seats in self.x.items()
                if code in told
                for seat, lit in seats.items()
                if _same(self.placed[seat], told[code])
            ]
            n = sum(len(self._of[code].officials) for code in self.x if code in told)
            self.model.add(n - sum(stays) <= value_of(Goal.CHANGES, wanted, placed))
        for pin in wanted.pins:
            for seat, lit in self.x[pin.sitting].items():
                if not _same(self.placed[seat], pin):
                    self.model.add(lit == 0)
        self._keep_links()

    def _keep_person_days(self) -> None:
        days: list[Any] = []
        for who in sorted({who for one in self.wanted.sittings for who in one.officials}):
            codes = [one.code for one in self.wanted.sittings if who in one.officials]
            for on in self._number:
                comes = self.model.new_bool_var("")
                for code in codes:
                    lits = [lit for seat, lit in self.x[code].items() if self.placed[seat].on == on]
                    if lits:
                        self.model.add(sum(lits) <= comes)
                days.append(comes)
        self.model.add(sum(days) <= value_of(Goal.PERSON_DAYS, self.wanted, self._reached))

    def _keep_links(self) -> None:
        if not self.wanted.least_linked:
            return
        by_method: defaultdict[object, defaultdict[int, list[tuple[Any, int]]]]
        by_method = defaultdict(lambda: defaultdict(list))
        panels = {one.code: n for n, one in enumerate(self.wanted.panels)}
        for code, seats in self.x.items():
            one = self._of[code]
            for seat, lit in seats.items():
                panel = self.placed[seat].panel
                if panel is not None:
                    seen = 0 if self._missing_at(code, self.placed[seat]) else len(one.officials)
                    by_method[one.method][panels[panel]].append((lit, seen))
        for those in by_method.values():
            if len(those) > 1:
                link_panels(self.model, self.wanted, those)

    def solve(self, effort: float) -> Turned:
        cp, solver = self._cp, self._cp.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = effort
        # Nearly an assignment: with all of it in the linear programme the bound is soon exact.
        solver.parameters.linearization_level = 2
        status = solver.solve(self.model)
        if status not in (cp.OPTIMAL, cp.FEASIBLE):
            return Turned(placed=self.placed, bound=0, is_found=False)
        moved = []
        for code, seats in self.x.items():
            seat = next(n for n, lit in seats.items() if solver.boolean_value(lit))
            moved.append(replace(self.placed[seat], sitting=code))
        return Turned(placed=in_order(moved), bound=max(0, round(solver.best_objective_bound)))


def _same(one: Placed, other: Placed) -> bool:
    return replace(one, sitting="") == replace(other, sitting="")
