"""The wishes without hours, counted: how many officials of one kind come on which days, before which panel.

Officials of whom nothing tells one from another are counted together by the days on which their sittings
are (patterns), so that no two answers differ only by who is who, and what a day on which an official comes
costs is exact in the linear programme. Nothing with hours can be better.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType
from typing import Any

from selaras.core.timetable.berths import Berth, berths_of, by_day
from selaras.core.timetable.drawn import lot
from selaras.core.timetable.solving.filling import Taking, sits, stretches, waits
from selaras.core.timetable.solving.goals import examiners_at, is_at
from selaras.core.timetable.solving.linking import link_panels
from selaras.core.timetable.solving.problem import Answer
from selaras.core.timetable.wanted import DAY, Goal, Placed, Wanted
from selaras.core.vocabulary import Method

# Beyond so many patterns the wishes are asked sitting by sitting (``problem``).
MOST_WAYS = 20_000


@dataclass(frozen=True, slots=True)
class Kind:
    """Officials who could change places in everything.

    own : of every member, in the order of their lots, the sittings held alone
    shared : sittings held with others, the same for all members
    """

    own: tuple[tuple[int, ...], ...]
    shared: tuple[int, ...]


def kinds_of(wanted: Wanted, berths: Sequence[tuple[Berth, ...]]) -> tuple[Kind, ...]:
    """Return all officials by kind."""
    own: defaultdict[str, list[int]] = defaultdict(list)
    shared: defaultdict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(wanted.sittings):
        for who in one.officials:
            (own if len(one.officials) == 1 else shared)[who].append(n)
    alone = {who for pair in _afar(wanted) for n in pair for who in wanted.sittings[n].officials}
    waited_for = {code for one in wanted.sittings if len(one.officials) > 1 for code in one.after}
    found: defaultdict[object, list[str]] = defaultdict(list)
    for who in {**own, **shared}:
        those = [wanted.sittings[n] for n in own[who]]
        codes = [one.code for one in those]
        is_alone = who in alone or bool(waited_for & set(codes))
        signs = tuple(
            (
                one.method,
                one.minutes,
                tuple(str(codes.index(first)) if first in codes else f"/{first}" for first in one.after),
                berths[n],
            )
            for n, one in zip(own[who], those, strict=True)
        )
        found[signs, tuple(shared[who]), who if is_alone else ""].append(who)
    return tuple(
        Kind(
            own=tuple(tuple(own[who]) for who in sorted(those, key=lambda w: (lot(wanted.seed, w), w))),
            shared=tuple(shared[those[0]]),
        )
        for those in found.values()
    )


def _afar(wanted: Wanted) -> list[tuple[int, int]]:
    """Return the sittings that must come one after the other although nobody is in both."""
    number = {one.code: n for n, one in enumerate(wanted.sittings)}
    return [
        (number[first], n)
        for n, one in enumerate(wanted.sittings)
        for first in one.after
        if not set(wanted.sittings[number[first]].officials) & set(one.officials)
    ]


def counting_of(wanted: Wanted) -> "Counting | None":
    """Return the model of the counts; None where the days can be combined in too many ways."""
    berths = tuple(by_day(one) for one in _pinned(wanted))
    kinds = kinds_of(wanted, berths)
    ways = [
        math.prod(len({one.day for one in berths[n]}) for n in (*kind.own[0], *kind.shared)) for kind in kinds
    ]
    return Counting(wanted, berths, kinds) if sum(ways) <= MOST_WAYS else None


def _pinned(wanted: Wanted) -> Iterator[tuple[Berth, ...]]:
    """Yield the berths of every sitting; of one that is pinned only where it is."""
    pins = {one.sitting: one for one in wanted.pins}
    for sitting, berths in zip(wanted.sittings, berths_of(wanted), strict=True):
        pin = pins.get(sitting.code)
        yield berths if pin is None else tuple(one for one in berths if stands_at(wanted, pin, one))


def stands_at(wanted: Wanted, place: Placed, berth: Berth) -> bool:
    """Return whether a place is one of a berth's."""
    panel = wanted.panels[berth.panel].code if berth.panel >= 0 else None
    return (
        (wanted.rooms[berth.room].code, panel) == (place.room, place.panel)
        and wanted.days[berth.day].on == place.on
        and berth.day * DAY + place.start in berth.starts
    )


class Counting:
    """A model of the counts, in which any goal can be made small beside others that are held."""

    def __init__(
        self, wanted: Wanted, berths: tuple[tuple[Berth, ...], ...], kinds: tuple[Kind, ...]
    ) -> None:
        from ortools.sat.python import cp_model

        self._cp = cp_model
        self.wanted, self.berths, self.kinds = wanted, tuple(berths), tuple(kinds)
        self.model: Any = cp_model.CpModel()
        self.is_hopeless = not all(self.berths)
        self.patterns = [tuple(self._patterns(kind)) for kind in self.kinds]
        self.is_hopeless = self.is_hopeless or not all(self.patterns)
        self._days = range(len(wanted.days))
        self._y: list[list[Any]] = []  # by kind: how many follow each pattern
        self._comes: list[Any] = []  # days times officials, by pattern
        self._at: dict[int, list[Any]] = {}  # of the first member's sittings: how many of the kind are there
        self._many: dict[int, int] = {}
        self._used = [self.model.new_bool_var("") for _ in self._days]
        if not self.is_hopeless:
            self._place_shared()
            for kind, patterns in zip(self.kinds, self.patterns, strict=True):
                self._count(kind, patterns)
            self._come_after()
            self._fit()
            self._link()
        self._goals: dict[Goal, Any] = {}
        self._last: tuple[int, ...] = ()

    def _patterns(self, kind: Kind) -> Iterator[tuple[int, ...]]:
        """Yield the days on which an official's sittings can be, first the own ones, then the shared."""
        numbers = (*kind.own[0], *kind.shared)
        sittings = [self.wanted.sittings[n] for n in numbers]
        place = {one.code: n for n, one in enumerate(sittings)}
        after = [(place[f], n) for n, one in enumerate(sittings) for f in one.after if f in place]
        takes = [sits(self.wanted, None, one.minutes) for one in sittings]
        free = [sum(those) for those in stretches(self.wanted, takes).values()]
        lawful = [sorted({berth.day for berth in self.berths[n]}) for n in numbers]
        for days in product(*lawful):
            if any(days[then] < days[first] for first, then in after):
                continue
            taken = [0] * len(free)
            for day, one in zip(days, takes, strict=True):
                taken[day] += one.minutes
            if all(a <= b for a, b in zip(taken, free, strict=True)):
                yield days

    # What holds

    def _place_shared(self) -> None:
        for n, one in enumerate(self.wanted.sittings):
            if len(one.officials) > 1:
                self._at[n] = [self.model.new_bool_var("") for _ in self.berths[n]]
                self._many[n] = 1
                self.model.add_exactly_one(self._at[n])

    def _on(self, n: int, day: int) -> list[Any]:
        return [at for berth, at in zip(self.berths[n], self._at[n], strict=True) if berth.day == day]

    def _count(self, kind: Kind, patterns: Sequence[tuple[int, ...]]) -> None:
        many, model = len(kind.own), self.model
        own = kind.own[0]
        y = [model.new_int_var(0, many, "") for _ in patterns]
        model.add(sum(y) == many)
        self._y.append(y)
        for n in own:
            self._at[n] = [model.new_int_var(0, many, "") for _ in self.berths[n]]
            self._many[n] = many
            model.add(sum(self._at[n]) == many)
        for place, n in enumerate((*own, *kind.shared)):
            each = 1 if place < len(own) else many
            for day in self._days:
                there = [var for var, days in zip(y, patterns, strict=True) if days[place] == day]
                model.add(sum(there) == each * sum(self._on(n, day)))
        for day in self._days:
            there = [var for var, days in zip(y, patterns, strict=True) if day in days]
            model.add(sum(there) <= many * self._used[day])
        self._comes += [len(set(days)) * var for var, days in zip(y, patterns, strict=True)]

    def _come_after(self) -> None:
        def when(n: int) -> Any:
            return sum(berth.day * at for berth, at in zip(self.berths[n], self._at[n], strict=True))

        for first, then in _afar(self.wanted):
            self.model.add(when(then) >= when(first))

    def _fit(self) -> None:
        """All minutes of a room and of an examiner fit into a day, if it is used at all."""
        wanted = self.wanted
        taken: defaultdict[tuple[str, str, int], list[Taking]] = defaultdict(list)
        users: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        alike = dict(self._members())
        for n, lits in self._at.items():
            minutes = wanted.sittings[n].minutes
            for berth, lit in zip(self.berths[n], lits, strict=True):
                room = wanted.rooms[berth.room].code
                taken["room", room, berth.day].append(sits(wanted, lit, minutes, gap=wanted.changeover))
                users["room", room].update(alike[n])
                for who in examiners_at(wanted, berth):
                    taken["person", who, berth.day].append(sits(wanted, lit, minutes))
                    users["person", who].update(alike[n])
        for (kind, code), numbers in users.items():
            self._wait_for_groups(kind, code, numbers, taken)
        told: set[tuple[tuple[int, int], ...]] = set()
        for (_, _, day), those in taken.items():
            key = tuple((one.lit.index, one.minutes) for one in those)
            if key not in told:
                told.add(key)
                self._fill(day, those)

    def _fill(self, day: int, those: Sequence[Taking]) -> None:
        """Say that sittings fit into the stretches of a day."""
        model = self.model
        spans = stretches(self.wanted, those)[day]
        model.add(sum(one.minutes * one.lit for one in those) <= sum(spans) * self._used[day])
        lengths = sorted({one.minutes for one in those if one.minutes})
        longest = lengths[-1] if lengths else 1
        if all(longest % one == 0 for one in lengths) and all(span % longest == 0 for span in spans):
            return
        # What is left of one stretch is of no use in another.
        inside: list[list[Any]] = [[] for _ in spans]
        for length in lengths:
            counts = [model.new_int_var(0, span // length, "") for span in spans]
            model.add(sum(counts) == sum(one.lit for one in those if one.minutes == length))
            for within, count in zip(inside, counts, strict=True):
                within.append(length * count)
        for span, within in zip(spans, inside, strict=True):
            model.add(sum(within) <= span)

    def _members(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield every counted sitting with those that it stands for."""
        for n, one in enumerate(self.wanted.sittings):
            if len(one.officials) > 1:
                yield n, (n,)
        for kind in self.kinds:
            for n, those in zip(kind.own[0], zip(*kind.own, strict=True), strict=True):
                yield n, those

    def _wait_for_groups(
        self,
        kind: str,
        code: str,
        numbers: set[int],
        taken: Mapping[tuple[str, str, int], list[Taking]],
    ) -> None:
        """Count a group's time where nothing else can happen meanwhile: everybody it could see sits there."""
        sittings = self.wanted.sittings
        gap = self.wanted.changeover if kind == "room" else 0
        waited = [set(sittings[n].officials) for n in numbers]
        for n, one in enumerate(sittings):
            if len(one.officials) == 1 or not all(w & set(one.officials) for w in waited):
                continue
            waited.append(set(one.officials))
            for berth, lit in zip(self.berths[n], self._at[n], strict=True):
                if (kind, code, berth.day) in taken and not is_at(self.wanted, berth, kind, code):
                    taken[kind, code, berth.day].append(waits(self.wanted, lit, one.minutes, gap=gap))

    def _link(self) -> None:
        if not self.wanted.least_linked:
            return
        by_method: defaultdict[Method, defaultdict[int, list[tuple[Any, int]]]]
        by_method = defaultdict(lambda: defaultdict(list))
        for n, lits in self._at.items():
            one = self.wanted.sittings[n]
            for berth, lit in zip(self.berths[n], lits, strict=True):
                if berth.panel >= 0:
                    seen = 0 if berth.n_missing else len(one.officials)
                    by_method[one.method][berth.panel].append((lit, seen))
        for seats in by_method.values():
            if len(seats) > 1:
                link_panels(self.model, self.wanted, seats)

    # Goals

    def goal(self, goal: Goal) -> Any:
        """Return the expression that a goal makes small; made once."""
        if goal not in self._goals:
            self._goals[goal] = self._expression(goal)
        return self._goals[goal]

    def _expression(self, goal: Goal) -> Any:
        if goal is Goal.DAYS:
            return sum(self._used)
        if goal is Goal.PERSON_DAYS:
            return sum(self._comes)
        if goal is Goal.LOAD:
            return self._load()
        return sum(
            berth.n_missing * lit
            for n, lits in self._at.items()
            for berth, lit in zip(self.berths[n], lits, strict=True)
            if berth.n_missing
        )

    def _load(self) -> Any:
        wanted = self.wanted
        used = {code for one in wanted.sittings for code in one.panels}
        worked: dict[str, list[tuple[int, int, Any]]] = {
            who: [] for panel in wanted.panels if panel.code in used for who in panel.examiners
        }
        for n, lits in self._at.items():
            for berth, lit in zip(self.berths[n], lits, strict=True):
                for who in examiners_at(wanted, berth):
                    if who not in berth.away:
                        worked[who].append((lit.index, wanted.sittings[n].minutes, lit))
        most = sum(one.minutes for one in wanted.sittings)
        high, low = (self.model.new_int_var(0, most, "") for _ in range(2))
        # Examiners of one panel alone have the same minutes term by term.
        for terms in {tuple(at for at, _, _ in those): those for those in worked.values()}.values():
            minutes = sum(many * lit for _, many, lit in terms)
            self.model.add(high >= minutes)
            self.model.add(low <= minutes)
        return high - low

    # Solving

    def solve(
        self, goal: Goal | None, *, effort: float, at_most: Mapping[Goal, int] = MappingProxyType({})
    ) -> Answer:
        """Return the best found for a goal, or anything without one; others come to no more than told.

        effort : in CP-SAT's deterministic time
        """
        if self.is_hopeless:
            return Answer(is_impossible=True)
        for one in (*at_most, *([goal] if goal is not None else [])):
            self.goal(one)
        return self._tried(goal, self.goal(goal) if goal is not None else None, effort, at_most)

    def solve_early(self, *, effort: float, at_most: Mapping[Goal, int]) -> Answer:
        """Return an answer on days as early as can be; nobody chose by it, so it only breaks ties."""
        early = sum(day * used for day, used in enumerate(self._used))
        return self._tried(None, early, effort, at_most)

    def _tried(self, goal: Goal | None, least: Any, effort: float, at_most: Mapping[Goal, int]) -> Answer:
        model = self.model.clone()
        for one, value in at_most.items():
            model.add(self.goal(one) <= value)
        if least is not None:
            model.minimize(least)
        if self._last:
            for at, value in enumerate(self._last):
                model.add_hint(model.get_int_var_from_proto_index(at), value)
        cp, solver = self._cp, self._cp.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = effort
        solver.parameters.linearization_level = 2
        solver.parameters.symmetry_level = 0
        status = solver.solve(model)
        if status == cp.INFEASIBLE:
            return Answer(is_impossible=True)
        bound = None if goal is None else math.ceil(solver.best_objective_bound - 1e-6)
        if status not in (cp.OPTIMAL, cp.FEASIBLE):
            return Answer(is_impossible=False, bound=bound)
        if at_most:
            self._last = tuple(solver.response_proto.solution)
        return Answer(
            is_impossible=False,
            chosen=self._chosen(solver),
            value=None if goal is None else round(solver.objective_value),
            bound=bound,
        )

    def _chosen(self, solver: Any) -> tuple[Berth, ...]:
        """Return the berth of every sitting; whoever drew an earlier lot comes on an earlier day."""
        found: dict[int, Berth] = {}
        counts = {n: [solver.value(at) for at in lits] for n, lits in self._at.items()}
        for n, one in enumerate(self.wanted.sittings):
            if len(one.officials) > 1:
                found[n] = self.berths[n][counts[n].index(1)]
        for kind, patterns, y in zip(self.kinds, self.patterns, self._y, strict=True):
            days = [days for var, days in zip(y, patterns, strict=True) for _ in range(solver.value(var))]
            for place, n in enumerate(kind.own[0]):
                free: defaultdict[int, list[Berth]] = defaultdict(list)
                for berth, many in zip(self.berths[n], counts[n], strict=True):
                    free[berth.day] += [berth] * many
                for own, those in zip(kind.own, sorted(days), strict=True):
                    found[own[place]] = free[those[place]].pop(0)
        return tuple(found[n] for n in range(len(found)))
