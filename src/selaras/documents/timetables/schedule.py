"""Jadwal: rooms by hours for every day, a list for every day, how it was made, and what changed."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from selaras.core.casefile import CaseFile
from selaras.core.timetable.changes import Moved, changes_between
from selaras.core.timetable.people import Told
from selaras.core.timetable.timetable import Reached
from selaras.core.timetable.wanted import Day, Goal, Placed, Room
from selaras.documents import facts, office
from selaras.documents.docket import LedgerStamp

_WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_ROOMS_ON_A_PAGE = 5
# Room for one line of a name and one of what it is, in minutes of a day's height.
_TWO_LINES = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableDocket:
    """A timetable as its papers see it."""

    told: Told
    stamp: LedgerStamp

    @property
    def case(self) -> CaseFile:
        return self.told.case

    @property
    def dated(self) -> date:
        return self.told.case.event.starts_on


def weekday(day: date) -> str:
    """Return a day as an invitation writes it.

    >>> weekday(date(2024, 1, 22))
    'Senin, 22 Januari 2024'
    """
    return f"{_WEEKDAYS[day.weekday()]}, {facts.long_date(day)}"


def clock(minutes: int) -> str:
    """Return an hour as an office writes it.

    >>> clock(8 * 60 + 45)
    '08.45'
    """
    return f"{minutes // 60:02}.{minutes % 60:02}"


def hours(start: int, end: int, zone: str = "") -> str:
    """Return a stretch of hours.

    >>> hours(480, 525, "WIB")
    '08.00–08.45 WIB'
    """
    return f"{clock(start)}–{clock(end)} {zone}".strip()


def content(docket: TimetableDocket) -> office.Json:
    told = docket.told
    wanted, case = told.timetable.wanted, told.case
    days = [one for one in wanted.days if any(p.on == one.on for p in told.timetable.placed)]
    return {
        **office.paper(docket, title="Jadwal Pelaksanaan", subtitle=case.event.title, is_result=False),
        "facts": [
            ["Tempat", case.event.venue],
            ["Hari", f"{len(days)} ({facts.in_words(len(days))}) hari"],
            ["Peserta", _people(told)],
            ["Urutan", _drawn(wanted.seed)],
        ],
        "changes": [_changed(told, one) for one in moved(told)],
        "is_again": told.before is not None,
        "days": [_day(told, one) for one in days],
        "goals": [_goal(told, one) for one in told.timetable.reached],
        "panels": [
            [panel.name, "; ".join(examiner_name(told, one) for one in panel.examiners)]
            for panel in wanted.panels
        ],
        "signature": office.signature(case.event.personnel_head, place=office.place_and_date(docket)),
    }


def moved(told: Told) -> tuple[Moved, ...]:
    """Return what changed since it was told; nothing for a first timetable."""
    return changes_between(told.before, told.timetable) if told.before else ()


def _people(told: Told) -> str:
    n = len({who for one in told.timetable.wanted.sittings for who in one.officials})
    return f"{n} ({facts.in_words(n)}) pejabat, {len(told.timetable.placed)} sesi"


def _drawn(seed: int) -> str:
    return (
        f"diundi dengan benih {seed}; siapa pun dapat mengundi ulang: "
        f"urutkan kode peserta menurut SHA-256 dari “{seed}/kode”"
    )


def _day(told: Told, day: Day) -> office.Json:
    placed = [one for one in told.timetable.placed if one.on == day.on]
    used = {one.room for one in placed}
    rooms = [one for one in told.timetable.wanted.rooms if one.code in used]
    pages = [rooms[n : n + _ROOMS_ON_A_PAGE] for n in range(0, len(rooms), _ROOMS_ON_A_PAGE)]
    return {
        "title": weekday(day.on),
        "grids": [_grid(told, day, page, placed) for page in pages],
        "rows": [_row(told, one) for one in placed],
    }


def _grid(told: Told, day: Day, rooms: Sequence[Room], placed: Sequence[Placed]) -> office.Json:
    """Return cells of a table whose rows are equal stretches: column, first row, rows, kind, lines."""
    shown = [one for one in placed if one.room in {room.code for room in rooms}]
    last = max([day.closes, *(one.end for one in shown)])
    times = [day.opens, last, *(t for one in day.breaks for t in (one.start, one.end))]
    times += [t for one in shown for t in (one.start, one.end)]
    unit = math.gcd(30, *(t - day.opens for t in times))
    column = {room.code: n for n, room in enumerate(rooms, start=1)}

    def at(minutes: int) -> int:
        return (minutes - day.opens) // unit

    cells = [
        {
            "x": column[one.room],
            "y": at(one.start),
            "rows": (one.end - one.start) // unit,
            "kind": "sitting",
            "lines": list(_lines(told, one)),
        }
        for one in shown
    ]
    cells += [
        {
            "x": 1,
            "y": at(max(one.start, day.opens)),
            "rows": (min(one.end, last) - max(one.start, day.opens)) // unit,
            "kind": "break",
            "lines": [f"{one.name} ({hours(one.start, one.end)})"],
        }
        for one in day.breaks
        if one.start < last and one.end > day.opens
    ]
    return {
        "rooms": [room.name for room in rooms],
        "rows": at(last),
        "labels": [[at(t), clock(t)] for t in range(day.opens, last, 30)],
        "label_rows": 30 // unit,
        "cells": cells,
    }


def _lines(told: Told, one: Placed) -> Iterator[str]:
    sitting = told.sittings[one.sitting]
    what = sitting.method.istilah
    if one.panel is not None and len(told.timetable.wanted.panels) > 1:
        what = f"{what} · {told.panels[one.panel].name}"
    who = who_sits(told, one)
    if one.end - one.start < _TWO_LINES:
        yield f"{clock(one.start)}  {who} – {what}"
    else:
        yield f"{clock(one.start)}  {who}"
        yield what


def who_sits(told: Told, one: Placed) -> str:
    """Return the official's name, or of a group how many there are."""
    officials = told.sittings[one.sitting].officials
    if len(officials) == 1:
        return facts.bare_name(told.officials[officials[0]].name)
    return f"{group_name(told, one)} ({len(officials)} pejabat)"


def group_name(told: Told, one: Placed) -> str:
    """Return what a group is called: by its number where a method has several."""
    method = told.sittings[one.sitting].method
    groups = [s.code for s in told.timetable.wanted.sittings if s.method is method and len(s.officials) > 1]
    if len(groups) < 2 or one.sitting not in groups:
        return "Semua peserta"
    return f"Kelompok {groups.index(one.sitting) + 1}"


def examiner_name(told: Told, code: str) -> str:
    """Return an examiner's name; the code where nothing else is known."""
    return told.examiners[code].name if code in told.examiners else code


def _row(told: Told, one: Placed) -> list[object]:
    sitting = told.sittings[one.sitting]
    names = [told.officials[who].name for who in sitting.officials]
    if len(names) == 1:
        shown: object = office.person_cell(names[0], told.officials[sitting.officials[0]].nip)
    else:
        shown = [group_name(told, one), "; ".join(names)]
    return [
        hours(one.start, one.end),
        told.rooms[one.room].name,
        sitting.method.istilah,
        shown,
        told.panels[one.panel].name if one.panel is not None else facts.NOTHING,
        note_on(told, one) or facts.NOTHING,
    ]


def note_on(told: Told, one: Placed) -> str:
    """Return who of the panel is not in the room and why it matters; empty where all are."""
    missing = [facts.bare_name(examiner_name(told, code)) for code in told.missing(one)]
    return f"Tanpa {facts.listed(missing)}" if missing else ""


def place_in_words(told: Told, one: Placed | None) -> str:
    """Return where and when in one line; a dash where nowhere."""
    if one is None:
        return facts.NOTHING
    room = told.rooms[one.room].name
    return f"{weekday(one.on)}, pukul {hours(one.start, one.end, told.zone)}, {room}"


def _changed(told: Told, one: Moved) -> list[object]:
    sitting = told.sittings[one.sitting]
    names = [told.officials[who].name for who in one.officials]
    panel_changed = (
        one.before is not None and one.now is not None and one.before.panel != one.now.panel and one.now.panel
    )
    after = place_in_words(told, one.now)
    return [
        "; ".join(names),
        sitting.method.istilah,
        place_in_words(told, one.before),
        f"{after} ({told.panels[str(one.now.panel)].name})" if panel_changed and one.now else after,
    ]


_MEASURES = {
    Goal.DAYS: "{} hari",
    Goal.CHANGES: "{} perubahan",
    Goal.PERSON_DAYS: "{} kehadiran",
    Goal.LOAD: "selisih {} menit",
    Goal.WALKS: "{} kali",
    Goal.ORDER: "{} tempat dari undian",
}


def _goal(told: Told, one: Reached) -> list[object]:
    shown = _MEASURES[one.goal]
    proven = "Terbukti terbaik" if one.is_proven else f"Tidak mungkin di bawah {one.bound}"
    if one.goal is Goal.ORDER:
        proven = f"{proven}, dengan jam dan ruang ini"
    return [one.goal.istilah, shown.format(one.value), proven]
