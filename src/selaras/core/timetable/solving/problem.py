"""The wishes as constraints of CP-SAT (OR-Tools): first without hours, as a bound, then with them.

Without hours every sitting is given a room, a panel and a day in which all minutes fit; that is far easier,
and nothing with hours can be better.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Any

from selaras.core.timetable.berths import Berth, berths_of, by_day
from selaras.core.timetable.solving.alike import alike
from selaras.core.timetable.solving.filling import Taking, sits, stretches, waits
from selaras.core.timetable.solving.goals import changes, earliness, examiners_at, expression, is_at
from selaras.core.timetable.solving.linking import link_panels
from selaras.core.timetable.wanted import DAY, Goal, Placed, Wanted
from selaras.core.vocabulary import Method


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a solve found; ``chosen`` is None where nothing was found, ``is_impossible`` where that is proven.

    chosen : the berth of every sitting; starts : since midnight of the first day, with hours
    value, bound : of the goal, None without one
    """

    is_impossible: bool
    chosen: tuple[Berth, ...] | None = None
    starts: tuple[int, ...] | None = None
    value: int | None = None
    bound: int | None = None


class Problem:
    """A model of the wishes; goals are added to it one after the other."""

    def __init__(
        self, wanted: Wanted, *, with_hours: bool, berths: Sequence[tuple[Berth, ...]] | None = None
    ) -> None:
        """Make the model. berths : where each sitting may be, where that is less than what is lawful."""
        from ortools.sat.python import cp_model

        self._cp = cp_model
        self.wanted, self.with_hours = wanted, with_hours
        exact = berths_of(wanted) if berths is None else tuple(berths)
        self.berths = exact if with_hours else tuple(by_day(one) for one in exact)
        self.model: Any = cp_model.CpModel()
        self.is_hopeless = not all(self.berths)
        self._sittings = {one.code: n for n, one in enumerate(wanted.sittings)}
        self.starts: list[Any] = []
        self.at: list[list[Any]] = [[self.model.new_bool_var("") for _ in those] for those in self.berths]
        for those in self.at:
            self.model.add_exactly_one(those)
        self._fit()
        self._link()
        if with_hours and not self.is_hopeless:
            self._set_hours()
        if not self.is_hopeless:
            self._come_after()
            self._in_one_order()
        self._stays = self._told(wanted.previous)
        for lit in self._told(wanted.pins):
            self.model.add(lit == 1)
        self._goals: dict[Goal, Any] = {}

    # What holds without hours

    def _fit(self) -> None:
        """All minutes of a room, an examiner and an official fit into a day, or a stretch between breaks."""
        wanted = self.wanted
        taken: defaultdict[tuple[str, str, int], list[Taking]] = defaultdict(list)
        users: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        for n, (sitting, berths, lits) in enumerate(zip(wanted.sittings, self.berths, self.at, strict=True)):
            for berth, lit in zip(berths, lits, strict=True):
                span = berth.window if self.with_hours else berth.day
                room = wanted.rooms[berth.room].code
                taken["room", room, span].append(sits(wanted, lit, sitting.minutes, gap=wanted.changeover))
                users["room", room].add(n)
                for who in (*examiners_at(wanted, berth), *sitting.officials):
                    taken["person", who, span].append(sits(wanted, lit, sitting.minutes))
                    users["person", who].add(n)
        for (kind, code), numbers in users.items():
            self._wait_for_groups(kind, code, numbers, taken)
        told: set[tuple[tuple[int, int], ...]] = set()
        for (_, _, span), those in taken.items():
            free = self._free(span, those)
            key = tuple((one.lit.index, one.minutes) for one in those)
            # Examiners of one panel alone have the same minutes term by term.
            if sum(one.minutes for one in those) > free and key not in told:
                told.add(key)
                self.model.add(sum(one.minutes * one.lit for one in those) <= free)

    def _wait_for_groups(
        self,
        kind: str,
        code: str,
        numbers: set[int],
        taken: dict[tuple[str, str, int], list[Taking]],
    ) -> None:
        """Count a group's time where nothing else can happen meanwhile: everybody it could see sits there."""
        sittings = self.wanted.sittings
        gap = self.wanted.changeover if kind == "room" else 0
        waited: list[set[str]] = [set(sittings[n].officials) for n in numbers]
        for n, sitting in enumerate(sittings):
            if len(sitting.officials) == 1 or not all(one & set(sitting.officials) for one in waited):
                continue
            waited.append(set(sitting.officials))
            for berth, lit in zip(self.berths[n], self.at[n], strict=True):
                span = berth.window if self.with_hours else berth.day
                is_here = code in sitting.officials or is_at(self.wanted, berth, kind, code)
                if (kind, code, span) in taken and not is_here:
                    taken[kind, code, span].append(waits(self.wanted, lit, sitting.minutes, gap=gap))

    def _free(self, span: int, those: Sequence[Taking]) -> int:
        """Return how many minutes of sittings fit into a day, or with hours into a stretch."""
        by_day = stretches(self.wanted, those)
        return (
            [one for every in by_day.values() for one in every][span]
            if self.with_hours
            else sum(by_day[span])
        )

    def _link(self) -> None:
        """Panels of a method hang together: one of the ways to be connected holds (see ``checking``)."""
        if not self.wanted.least_linked:
            return
        by_method: defaultdict[Method, defaultdict[int, list[tuple[Any, int]]]]
        by_method = defaultdict(lambda: defaultdict(list))
        for sitting, berths, lits in zip(self.wanted.sittings, self.berths, self.at, strict=True):
            for berth, lit in zip(berths, lits, strict=True):
                if berth.panel >= 0:
                    seen = 0 if berth.n_missing else len(sitting.officials)
                    by_method[sitting.method][berth.panel].append((lit, seen))
        for seats in by_method.values():
            if len(seats) > 1:
                link_panels(self.model, self.wanted, seats)

    # What holds with hours

    def _set_hours(self) -> None:
        cp, wanted = self._cp, self.wanted
        in_room: defaultdict[int, list[Any]] = defaultdict(list)
        of_examiner: defaultdict[str, list[Any]] = defaultdict(list)
        of_official: defaultdict[str, list[Any]] = defaultdict(list)
        for sitting, berths, lits in zip(wanted.sittings, self.berths, self.at, strict=True):
            every = sorted({at for berth in berths for at in berth.starts})
            start = self.model.new_int_var_from_domain(cp.Domain.from_values(every), "")
            self.starts.append(start)
            rooms: defaultdict[tuple[int, int], list[Any]] = defaultdict(list)
            for berth, lit in zip(berths, lits, strict=True):
                domain = cp.Domain.from_values(list(berth.starts))
                self.model.add_linear_expression_in_domain(start, domain).only_enforce_if(lit)
                rooms[berth.room, berth.panel].append(lit)
            for (room, panel), those in rooms.items():
                here = self._any(those)
                span = self.model.new_optional_fixed_size_interval_var
                in_room[room].append(span(start, sitting.minutes + wanted.changeover, here, ""))
                seat = span(start, sitting.minutes, here, "")
                for who in wanted.panels[panel].examiners if panel >= 0 else ():
                    of_examiner[who].append(seat)
            whole = self.model.new_fixed_size_interval_var(start, sitting.minutes, "")
            for who in sitting.officials:
                of_official[who].append(whole)
        for group in (in_room, of_examiner, of_official):
            for spans in {tuple(map(id, one)): one for one in group.values()}.values():
                if len(spans) > 1:
                    self.model.add_no_overlap(spans)
        self._leave_time_to_walk()

    def _any(self, lits: Sequence[Any]) -> Any:
        if len(lits) == 1:
            return lits[0]
        one = self.model.new_bool_var("")
        self.model.add(sum(lits) == one)
        return one

    def _leave_time_to_walk(self) -> None:
        wanted = self.wanted
        if not wanted.ways:
            return
        for one, other in combinations(range(len(wanted.sittings)), 2):
            known = bool(set(wanted.sittings[one].officials) & set(wanted.sittings[other].officials))
            first: dict[tuple[int, int, int], tuple[Any, Any]] = {}
            for berth, lit in zip(self.berths[one], self.at[one], strict=True):
                for also, lit_also in zip(self.berths[other], self.at[other], strict=True):
                    if berth.day != also.day or berth.room == also.room:
                        continue
                    way = wanted.way(wanted.rooms[berth.room].code, wanted.rooms[also.room].code)
                    shared = known or bool(set(examiners_at(wanted, berth)) & set(examiners_at(wanted, also)))
                    if way and shared:
                        self._walk(one, other, way, (lit, lit_also), first)

    def _walk(
        self, one: int, other: int, way: int, lits: tuple[Any, Any], first: dict[tuple[int, int, int], Any]
    ) -> None:
        key = (one, other, 0)
        before = first.setdefault(key, self.model.new_bool_var(""))
        for a, b, order in ((one, other, before), (other, one, before.negated())):
            ended = self.starts[a] + self.wanted.sittings[a].minutes
            self.model.add(self.starts[b] >= ended + way).only_enforce_if([*lits, order])

    def _come_after(self) -> None:
        for n, sitting in enumerate(self.wanted.sittings):
            for first in sitting.after:
                earlier = self._sittings[first]
                rest = self.wanted.sittings[earlier].minutes if self.with_hours else 0
                self.model.add(self._when(n) >= self._when(earlier) + rest)

    def _in_one_order(self) -> None:
        """Whoever could change places with another comes in the drawn order: nothing is lost by it."""
        for codes in alike(self.wanted):
            numbers = [self._sittings[code] for code in codes]
            for one, other in pairwise(numbers):
                self.model.add(self._when(one) <= self._when(other))

    def _when(self, n: int) -> Any:
        if self.with_hours:
            return self.starts[n]
        return sum(berth.day * lit for berth, lit in zip(self.berths[n], self.at[n], strict=True))

    # Goals

    def _told(self, places: Sequence[Placed]) -> list[Any]:
        """Return for each place whether the sitting is there; false where it can no longer be."""
        day_number = {day.on: n for n, day in enumerate(self.wanted.days)}
        found = []
        for place in places:
            n = self._sittings.get(place.sitting, -1)
            at = day_number.get(place.on, -1) * DAY + place.start
            there = [
                lit
                for berth, lit in zip(self.berths[n] if n >= 0 else (), self.at[n], strict=False)
                if at in berth.starts
                and self.wanted.rooms[berth.room].code == place.room
                and (self.wanted.panels[berth.panel].code if berth.panel >= 0 else None) == place.panel
            ]
            lit = self.model.new_bool_var("")
            if place.on not in day_number or not there:
                self.model.add(lit == 0)
            else:
                self.model.add_implication(lit, there[0])
                if self.with_hours and not self.is_hopeless:
                    self.model.add(self.starts[n] == at).only_enforce_if(lit)
            found.append(lit)
        return found

    def goal(self, goal: Goal) -> Any:
        """Return the expression that a goal makes small; made once."""
        if goal not in self._goals:
            if goal is Goal.CHANGES:
                self._goals[goal] = changes(self.wanted, self._stays)
            else:
                self._goals[goal] = expression(goal, self.model, self.wanted, self.berths, self.at)
        return self._goals[goal]

    # Solving

    def hint(self, found: "Answer") -> None:
        """Begin the next solve from an answer of this problem."""
        self.model.clear_hints()
        for berths, lits, which in zip(self.berths, self.at, found.chosen or (), strict=False):
            for berth, lit in zip(berths, lits, strict=True):
                self.model.add_hint(lit, int(berth.place == which.place))
        for var, at in zip(self.starts, found.starts or (), strict=False):
            self.model.add_hint(var, at)

    def hint_told(self) -> None:
        """Begin the next solve from what people were told."""
        day_number = {day.on: n for n, day in enumerate(self.wanted.days)}
        self.model.clear_hints()
        for place, stays in zip(self.wanted.previous, self._stays, strict=True):
            self.model.add_hint(stays, 1)
            if self.starts and place.on in day_number:
                start = self.starts[self._sittings[place.sitting]]
                self.model.add_hint(start, day_number[place.on] * DAY + place.start)

    def keep(self, chosen: Sequence[Berth], *, days_only: bool) -> None:
        """Hold every sitting on its day, and in its room and panel, as it was chosen without hours."""

        def held(one: Berth) -> tuple[object, ...]:
            return (one.day,) if days_only else (one.day, one.panel, one.room, one.away)

        for berths, lits, which in zip(self.berths, self.at, chosen, strict=True):
            pairs = zip(berths, lits, strict=True)
            self.model.add_bool_or([lit for one, lit in pairs if held(one) == held(which)])

    def solve_early(self, *, effort: float) -> Answer:
        """Return an answer on days as early as can be; nobody chose by it, so it only breaks ties."""
        if self.is_hopeless:
            return Answer(is_impossible=True)
        self.model.minimize(earliness(self.model, self.wanted, self.berths, self.at))
        return self._tried(None, effort, linear=2)

    def solve(self, goal: Goal | None, *, effort: float, is_quick: bool = False) -> Answer:
        """Return the best that is found for a goal, or anything lawful without one.

        is_quick : ask once only; what a small problem leaves open is then left open
        """
        if self.is_hopeless:
            return Answer(is_impossible=True)
        self.model.clear_objective()
        if goal is not None:
            self.model.minimize(self.goal(goal))
        if goal is None:
            # Where little may move, the linear programme sees it at once; a first timetable is found without.
            first = 2 if self.wanted.previous else 1
            found = self._tried(None, effort / 2, linear=first)
            is_settled = found.is_impossible or found.chosen is not None
            return found if is_settled else self._tried(None, effort / 2, linear=3 - first)
        found = self._tried(goal, effort / 2, linear=2)
        is_proven = found.chosen is not None and found.value == found.bound
        if found.is_impossible or is_proven or is_quick:
            return found
        # All of it in the linear programme proves most; what it leaves open, plain search often finds.
        self.hint(found)
        more = self._tried(goal, effort / 2, linear=1)
        if more.chosen is None:
            return more if more.is_impossible else found
        if more.value is None or more.bound is None:
            return more
        return replace(more, bound=max(more.bound, found.bound or 0))

    def _tried(self, goal: Goal | None, effort: float, *, linear: int) -> Answer:
        cp, solver = self._cp, self._cp.CpSolver()
        # One worker and a time that counts steps: the same wishes give the same answer on every machine.
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = effort
        solver.parameters.linearization_level = linear
        status = solver.solve(self.model)
        if status == cp.INFEASIBLE:
            return Answer(is_impossible=True)
        bound = None if goal is None else math.ceil(solver.best_objective_bound - 1e-6)
        if status not in (cp.OPTIMAL, cp.FEASIBLE):
            return Answer(is_impossible=False, bound=bound)
        chosen = tuple(
            next(berth for berth, lit in zip(berths, lits, strict=True) if solver.boolean_value(lit))
            for berths, lits in zip(self.berths, self.at, strict=True)
        )
        return Answer(
            is_impossible=False,
            chosen=chosen,
            starts=tuple(map(solver.value, self.starts)) if self.with_hours else None,
            value=None if goal is None else round(solver.objective_value),
            bound=bound,
        )
