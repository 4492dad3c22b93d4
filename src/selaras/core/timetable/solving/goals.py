"""The goals as expressions over where every sitting is; the solver makes them small one after the other."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from selaras.core.timetable.berths import Berth
from selaras.core.timetable.wanted import Goal, Wanted

Berths = Sequence[Sequence[Berth]]
Lits = Sequence[Sequence[Any]]  # whether a sitting is in a berth, shaped like the berths


def expression(goal: Goal, model: Any, wanted: Wanted, berths: Berths, at: Lits) -> Any:
    """Return what a goal but the changes and the order comes to, in the solver's count."""
    if goal is Goal.DAYS:
        return _days(model, wanted, berths, at)
    if goal is Goal.PERSON_DAYS:
        return _person_days(model, wanted, berths, at)
    if goal is Goal.LOAD:
        return _load(model, wanted, berths, at)
    pairs = (pair for those, lits in zip(berths, at, strict=True) for pair in zip(those, lits, strict=True))
    return sum(berth.n_missing * lit for berth, lit in pairs)


def changes(wanted: Wanted, stays: Sequence[Any]) -> Any:
    """Return how many officials' sittings are elsewhere; ``stays`` tells of each that it is not."""
    officials = {one.code: len(one.officials) for one in wanted.sittings}
    pairs = zip(wanted.previous, stays, strict=True)
    return sum(officials[place.sitting] * (1 - lit) for place, lit in pairs)


def examiners_at(wanted: Wanted, berth: Berth) -> tuple[str, ...]:
    """Return the examiners of a berth's panel, in the room or not."""
    return wanted.panels[berth.panel].examiners if berth.panel >= 0 else ()


def is_at(wanted: Wanted, berth: Berth, kind: str, code: str) -> bool:
    """Return whether a berth takes time of a room (kind "room") or of an examiner ("person")."""
    if kind == "room":
        return wanted.rooms[berth.room].code == code
    return code in examiners_at(wanted, berth)


def _on_day(those: Sequence[Berth], lits: Sequence[Any], day: int) -> list[Any]:
    return [lit for berth, lit in zip(those, lits, strict=True) if berth.day == day]


def _used(model: Any, day: int, berths: Berths, at: Lits, numbers: Sequence[int]) -> Any:
    """Return whether any of these sittings is on a day."""
    one = model.new_bool_var("")
    for n in numbers:
        if lits := _on_day(berths[n], at[n], day):
            model.add(sum(lits) <= one)
    return one


def earliness(model: Any, wanted: Wanted, berths: Berths, at: Lits) -> Any:
    """Return what is smaller the earlier the days are that are used, with as many days."""
    every, days = range(len(berths)), range(len(wanted.days))
    return sum(day * _used(model, day, berths, at, every) for day in days)


def _days(model: Any, wanted: Wanted, berths: Berths, at: Lits) -> Any:
    every, days = range(len(berths)), range(len(wanted.days))
    return sum(_used(model, day, berths, at, every) for day in days)


def _person_days(model: Any, wanted: Wanted, berths: Berths, at: Lits) -> Any:
    sits: defaultdict[str, list[int]] = defaultdict(list)
    for n, sitting in enumerate(wanted.sittings):
        for who in sitting.officials:
            sits[who].append(n)
    comes = []
    for numbers in sits.values():
        days = [_used(model, day, berths, at, numbers) for day in range(len(wanted.days))]
        model.add_bool_or(days)
        comes += days
    return sum(comes)


def _load(model: Any, wanted: Wanted, berths: Berths, at: Lits) -> Any:
    worked: defaultdict[str, list[Any]] = defaultdict(list)
    signs: defaultdict[str, list[int]] = defaultdict(list)
    used = {code for one in wanted.sittings for code in one.panels}
    for panel in wanted.panels:
        for who in panel.examiners if panel.code in used else ():
            worked[who] += []
    for sitting, those, lits in zip(wanted.sittings, berths, at, strict=True):
        for berth, lit in zip(those, lits, strict=True):
            for who in examiners_at(wanted, berth):
                if who not in berth.away:
                    worked[who].append(sitting.minutes * lit)
                    signs[who].append(lit.index)
    most = sum(one.minutes for one in wanted.sittings)
    high, low = (model.new_int_var(0, most, "") for _ in range(2))
    # Examiners of one panel alone have the same minutes term by term.
    for terms in {tuple(signs[who]): terms for who, terms in worked.items()}.values():
        model.add(high >= sum(terms))
        model.add(low <= sum(terms))
    if not worked:
        model.add(high == low)
    return high - low
