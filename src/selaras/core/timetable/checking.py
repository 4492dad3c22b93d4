"""Whether a timetable keeps every rule and is worth what it says; nothing is solved.

Written from the wishes alone, apart from the solver, so that neither can share the other's mistake.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from selaras.core.timetable.timetable import Timetable
from selaras.core.timetable.wanted import DAY, Day, Panel, Placed, Room, Sitting, Wanted
from selaras.core.timetable.worth import absent_at, missing_from, value_of
from selaras.core.vocabulary import Method, Term


class Breach(Term):
    """What can be wrong with a timetable."""

    LEFT_OUT = "left-out", "Sesi tidak dijadwalkan"
    TWICE = "twice", "Sesi dijadwalkan lebih dari sekali"
    UNKNOWN = "unknown", "Sesi, ruang, tim, atau hari tidak dikenal"
    LENGTH = "length", "Lama sesi tidak sesuai"
    GRID = "grid", "Jam mulai tidak sesuai kelipatan"
    CLOSED = "closed", "Di luar jam pelaksanaan"
    BREAK = "break", "Menabrak waktu istirahat atau salat"
    SEATS = "seats", "Ruang tidak cukup"
    EQUIPMENT = "equipment", "Perlengkapan ruang tidak ada"
    PANEL = "panel", "Tim penguji tidak untuk sesi ini"
    PANEL_ROOM = "panel-room", "Tim penguji tidak di ruang itu"
    QUORUM = "quorum", "Penguji yang hadir kurang"
    ROOM_TAKEN = "room-taken", "Ruang dipakai dua sesi"
    EXAMINER_TAKEN = "examiner-taken", "Penguji di dua sesi"
    OFFICIAL_TAKEN = "official-taken", "Pejabat di dua sesi"
    WAY = "way", "Waktu berpindah ruang kurang"
    ABSENT = "absent", "Pejabat berhalangan"
    BEFORE = "before", "Urutan metode terbalik"
    NOT_LINKED = "not-linked", "Penguji tidak dapat dibandingkan"
    PIN = "pin", "Sesi yang sudah tetap berubah"
    GOALS = "goals", "Tujuan tidak lengkap"
    VALUE = "value", "Nilai tujuan tidak benar"
    BOUND = "bound", "Batas melebihi nilai"


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """One broken rule. sittings : those it concerns; about : room, person, goal or method by code."""

    breach: Breach
    sittings: tuple[str, ...] = ()
    about: str = ""


def check(timetable: Timetable) -> tuple[Broken, ...]:
    """Return everything that is wrong with a timetable; nothing when it is sound."""
    wanted, placed = timetable.wanted, timetable.placed
    known, found = [], list(_counted(wanted, placed))
    for place in placed:
        wrong = list(_alone(wanted, place))
        found += wrong
        if not any(one.breach is Breach.UNKNOWN for one in wrong):
            known.append(place)
    found += _together(wanted, known)
    found += _before(wanted, known)
    found += _not_linked(wanted, known)
    found += [Broken(breach=Breach.PIN, sittings=(pin.sitting,)) for pin in wanted.pins if pin not in placed]
    return tuple(found) if found else tuple(_worth(timetable))


def _counted(wanted: Wanted, placed: Sequence[Placed]) -> Iterator[Broken]:
    codes = [one.sitting for one in placed]
    for sitting in wanted.sittings:
        n = codes.count(sitting.code)
        if n != 1:
            yield Broken(breach=Breach.TWICE if n else Breach.LEFT_OUT, sittings=(sitting.code,))


def _alone(wanted: Wanted, place: Placed) -> Iterator[Broken]:
    sitting = next((one for one in wanted.sittings if one.code == place.sitting), None)
    day = next((one for one in wanted.days if one.on == place.on), None)
    room = next((one for one in wanted.rooms if one.code == place.room), None)
    panel = next((one for one in wanted.panels if one.code == place.panel), None)
    if sitting is None or day is None or room is None or (panel is None and place.panel is not None):
        yield Broken(breach=Breach.UNKNOWN, sittings=(place.sitting,))
        return
    breaches = [
        *_hours(wanted, place, sitting, day),
        *_room(place, sitting, room),
        *_panel(wanted, place, sitting, panel),
    ]
    yield from (Broken(breach=one, sittings=(place.sitting,)) for one in breaches)
    away = absent_at(place, wanted)
    for who in sitting.officials:
        if who in away:
            yield Broken(breach=Breach.ABSENT, sittings=(place.sitting,), about=who)


def _hours(wanted: Wanted, place: Placed, sitting: Sitting, day: Day) -> Iterator[Breach]:
    if place.end - place.start != sitting.minutes:
        yield Breach.LENGTH
    if place.start % wanted.step:
        yield Breach.GRID
    if place.start < day.opens or place.end > day.closes:
        yield Breach.CLOSED
    if any(place.start < one.end and one.start < place.end for one in day.breaks):
        yield Breach.BREAK


def _room(place: Placed, sitting: Sitting, room: Room) -> Iterator[Breach]:
    if len(sitting.officials) > room.seats:
        yield Breach.SEATS
    if not set(sitting.equipment) <= set(room.equipment):
        yield Breach.EQUIPMENT


def _panel(wanted: Wanted, place: Placed, sitting: Sitting, panel: Panel | None) -> Iterator[Breach]:
    if (panel.code if panel else None) not in (sitting.panels or (None,)):
        yield Breach.PANEL
    elif panel is not None:
        if place.room not in panel.rooms:
            yield Breach.PANEL_ROOM
        if len(panel.examiners) - len(missing_from(place, wanted)) < panel.least:
            yield Breach.QUORUM


def _together(wanted: Wanted, placed: Sequence[Placed]) -> Iterator[Broken]:
    """Yield what two sittings break: the same room, or somebody who is in both or cannot get there."""
    officials = {one.code: set(one.officials) for one in wanted.sittings}
    examiners: dict[str | None, set[str]] = {one.code: set(one.examiners) for one in wanted.panels}
    examiners[None] = set()
    for one, other in combinations(sorted(placed, key=lambda p: (p.on, p.start, p.sitting)), 2):
        if one.on != other.on:
            continue
        both, gap = (one.sitting, other.sitting), other.start - one.end
        if one.room == other.room and gap < wanted.changeover:
            yield Broken(breach=Breach.ROOM_TAKEN, sittings=both, about=one.room)
        way = 0 if one.room == other.room else wanted.way(one.room, other.room)
        for breach, common in (
            (Breach.OFFICIAL_TAKEN, officials[one.sitting] & officials[other.sitting]),
            (Breach.EXAMINER_TAKEN, examiners[one.panel] & examiners[other.panel]),
        ):
            if common and gap < way:
                told = breach if gap < 0 else Breach.WAY
                yield Broken(breach=told, sittings=both, about=min(common))


def _before(wanted: Wanted, placed: Sequence[Placed]) -> Iterator[Broken]:
    at = {one.sitting: one for one in placed}
    number = {day.on: n for n, day in enumerate(sorted(wanted.days, key=lambda d: d.on))}
    for sitting in wanted.sittings:
        for first in sitting.after:
            if first in at and sitting.code in at:
                ended, began = at[first], at[sitting.code]
                if number[began.on] * DAY + began.start < number[ended.on] * DAY + ended.end:
                    yield Broken(breach=Breach.BEFORE, sittings=(first, sitting.code))


def _not_linked(wanted: Wanted, placed: Sequence[Placed]) -> Iterator[Broken]:
    """Yield the methods whose panels do not hang together.

    A panel ties its examiners by the officials whom it saw with everybody in the room, where these are
    ``least_linked`` or more; panels with an examiner in common hang together. So the design of the marks
    is connected, as measurement needs it: whoever is stricter can be told from whoever had weaker officials.
    """
    if not wanted.least_linked:
        return
    panels = {one.code: one for one in wanted.panels}
    sittings = {one.code: one for one in wanted.sittings}
    whole: defaultdict[Method, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for place in placed:
        if place.panel is not None:
            sitting = sittings[place.sitting]
            seen = 0 if missing_from(place, wanted) else len(sitting.officials)
            whole[sitting.method][place.panel] += seen
    for method, seen_by in whole.items():
        tying = [set(panels[code].examiners) for code, n in seen_by.items() if n >= wanted.least_linked]
        sat = {one for code in seen_by for one in panels[code].examiners}
        if len(seen_by) > 1 and joined(tying) != [sat]:
            yield Broken(breach=Breach.NOT_LINKED, about=method.value)


def joined(groups: Iterable[set[str]]) -> list[set[str]]:
    """Return the unions of groups that have members in common, directly or through others."""
    parts: list[set[str]] = []
    for group in groups:
        touched = [one for one in parts if one & group]
        parts = [one for one in parts if not one & group]
        parts.append(set(group).union(*touched))
    return parts


def _worth(timetable: Timetable) -> Iterator[Broken]:
    wanted = timetable.wanted
    if tuple(one.goal for one in timetable.reached) != wanted.goals:
        yield Broken(breach=Breach.GOALS)
        return
    for one in timetable.reached:
        if one.value != value_of(one.goal, wanted, timetable.placed):
            yield Broken(breach=Breach.VALUE, about=one.goal.value)
        if one.bound > one.value:
            yield Broken(breach=Breach.BOUND, about=one.goal.value)
