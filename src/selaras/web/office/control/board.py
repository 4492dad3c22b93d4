"""Papan Jadwal: rooms by hours for every day, who has to be where, and what no longer fits."""

from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import Any

from django.http import Http404, HttpResponse

from selaras.core.timetable.changes import changes_between
from selaras.core.timetable.people import Told
from selaras.core.timetable.wanted import Day, Placed, Room
from selaras.queries.office.panel.timetables import Since, since_then, told_in
from selaras.web.office.files import PDF, XLSX, file_answer
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.results.keeping import kept
from selaras.web.office.terms import term_word
from selaras.web.office.wording import day, is_english, office_zone, say

_WEEKDAYS = (
    ("Senin", "Monday"), ("Selasa", "Tuesday"), ("Rabu", "Wednesday"), ("Kamis", "Thursday"),
    ("Jumat", "Friday"), ("Sabtu", "Saturday"), ("Minggu", "Sunday"),
)  # fmt: skip
_MOST_NAMES = 3


@page("timetable", "read")
def timetable(visit: Visit) -> HttpResponse:
    """Show the timetable that stands; nobody's turn is told before one was entered."""
    told = told_at(visit)
    shown: dict[str, Any] = {"told": told, "may_plan": visit.may("timetable", "plan")}
    if told is not None:
        shown |= board_of(told)
        shown["changes"] = changes(told)
        shown["warnings"] = _warnings(told, since_then(told, held(visit.here).dossier))
    return visit.render("control/timetable.html", shown)


@page("timetable", "read")
def of_one(visit: Visit, code: str) -> HttpResponse:
    """Show the turns of one participant or examiner, by code."""
    told = told_at(visit)
    if told is None or code not in (*told.officials, *told.examiners):
        raise Http404
    is_official = code in told.officials
    placed = told.of_official(code) if is_official else told.of_examiner(code)
    name = told.officials[code].name if is_official else told.examiners[code].name
    rows = [_row(told, one) for one in placed]
    return visit.render("control/of_one.html", {"code": code, "name": name, "rows": rows, "zone": told.zone})


@page("timetable", "read")
def as_pdf(visit: Visit) -> HttpResponse:
    """Return the timetable as its paper, without the invitations."""
    from selaras.documents.docket import LedgerStamp
    from selaras.documents.timetables.papers import render_timetable

    told = _told_or_none(visit)
    here = visit.here
    ledger = held(here).ledger
    stamp = LedgerStamp(
        origin=ledger.log, size=ledger.size, root_hex=ledger.root.hex(), imported=not here.is_signed
    )
    (paper,) = render_timetable(told, stamp, with_invitations=False)
    return file_answer(paper.content, file_name=paper.file_name, media_type=PDF)


@page("timetable", "read")
def as_workbook(visit: Visit) -> HttpResponse:
    """Return the timetable as a workbook."""
    from selaras.exchange.timetable_workbook import write_timetable

    told = _told_or_none(visit)
    book = BytesIO()
    write_timetable(told, book)
    return file_answer(book.getvalue(), file_name="jadwal.xlsx", media_type=XLSX)


def told_at(visit: Visit) -> Told | None:
    """Return the timetable that stands in this event's ledger."""
    here = held(visit.here)
    return kept(visit.here, "timetable", lambda: told_in(here.case, here.entries, zone=office_zone()))


def _told_or_none(visit: Visit) -> Told:
    told = told_at(visit)
    if told is None:
        raise Http404
    return told


def board_of(told: Told) -> dict[str, Any]:
    """Return a timetable as tables: a grid and a list for every day, goals, and the people in it."""
    wanted = told.timetable.wanted
    used = [one for one in wanted.days if any(p.on == one.on for p in told.timetable.placed)]
    people = dict.fromkeys(
        who for one in told.timetable.placed for who in told.sittings[one.sitting].officials
    )
    return {
        "days": [_day(told, one) for one in used],
        "n_sittings": len(told.timetable.placed),
        "n_people": len(people),
        "people": [(who, told.officials[who].name) for who in sorted(people) if who in told.officials],
        "examiners": [
            (code, told.examiners[code].name)
            for code in dict.fromkeys(who for one in wanted.panels for who in one.examiners)
            if code in told.examiners
        ],
        "seed": wanted.seed,
        "zone": told.zone,
        "goals": [_goal(one.goal.value, one.value, one.bound) for one in told.timetable.reached],
    }


_GOALS = {
    "days": ("Hari pelaksanaan", "Days"),
    "changes": ("Perubahan dari yang sudah diberitahukan", "Changes from what was told"),
    "person-days": ("Hari hadir para pejabat", "Days on which officials come"),
    "load": ("Selisih beban penguji (menit)", "Spread of the examiners' load (minutes)"),
    "walks": ("Penguji meninggalkan ruang", "Examiners leaving the room"),
    "order": ("Jarak dari urutan undian", "Places from the drawn order"),
}


def _goal(code: str, value: int, bound: int) -> dict[str, Any]:
    proven = value == bound
    return {
        "word": say(*_GOALS[code]),
        "value": value,
        "proof": say("terbukti terbaik", "proved to be best")
        if proven
        else say("tidak mungkin di bawah {n}", "cannot be below {n}", n=bound),
    }


def _day(told: Told, one: Day) -> dict[str, Any]:
    placed = [each for each in told.timetable.placed if each.on == one.on]
    rooms = [room for room in told.timetable.wanted.rooms if any(p.room == room.code for p in placed)]
    return {
        "title": weekday(one.on),
        "rooms": [room.name for room in rooms],
        "lines": _grid(told, one, rooms, placed),
        "rows": [_row(told, each) for each in placed],
    }


def _grid(told: Told, on: Day, rooms: list[Room], placed: list[Placed]) -> list[dict[str, Any]]:
    """Return the lines of a table: each from one hour at which something begins or ends to the next."""
    breaks = [one for one in on.breaks if any(p.end > one.end for p in placed)]
    times = sorted(
        {at for one in placed for at in (one.start, one.end)}
        | {at for one in breaks for at in (one.start, one.end)}
    )
    lines = []
    for n, (start, end) in enumerate(pairwise(times)):
        pause = next((one for one in breaks if one.start <= start and end <= one.end), None)
        cells: list[dict[str, Any]] = []
        if pause is not None and not any(p.start <= start < p.end for p in placed):
            cells = [{"kind": "pause", "text": pause.name, "across": len(rooms), "down": 1}]
        else:
            for room in rooms:
                cells += _cell(told, room, start, times[n:], placed)
        lines.append({"hours": f"{clock(start)}–{clock(end)}", "cells": cells})
    return lines


def _cell(told: Told, room: Room, start: int, times: list[int], placed: list[Placed]) -> list[dict[str, Any]]:
    """Return the cell of a room at an hour; nothing where a sitting above reaches into it."""
    here = next((p for p in placed if p.room == room.code and p.start <= start < p.end), None)
    if here is None:
        return [{"kind": "free", "text": "", "across": 1, "down": 1}]
    if here.start != start:
        return []
    down = sum(1 for at in times if here.start <= at < here.end)
    return [{"kind": "sitting", "across": 1, "down": down, **_row(told, here)}]


def _row(told: Told, one: Placed) -> dict[str, Any]:
    sitting = told.sittings[one.sitting]
    names = [told.officials[who].name for who in sitting.officials if who in told.officials]
    who = "; ".join(names[:_MOST_NAMES])
    if len(names) > _MOST_NAMES:
        who = say("{n} pejabat", "{n} officials", n=len(names))
    without = [told.examiners[code].name for code in told.missing(one) if code in told.examiners]
    return {
        "day": weekday(one.on),
        "hours": hours(one.start, one.end),
        "room": told.rooms[one.room].name,
        "method": term_word(sitting.method),
        "who": who,
        "all": names,
        "panel": told.panels[one.panel].name if one.panel else "–",
        "without": say("tanpa {names}", "without {names}", names="; ".join(without)) if without else "",
    }


def changes(told: Told) -> list[dict[str, str]]:
    """Return what the timetable changes of the one before it, in words."""
    if told.before is None:
        return []
    return [
        {
            "who": "; ".join(
                told.officials[one].name for one in moved.officials[:_MOST_NAMES] if one in told.officials
            )
            + (" …" if len(moved.officials) > _MOST_NAMES else ""),
            "method": term_word(told.sittings[moved.sitting].method),
            "before": _place(told, moved.before),
            "now": _place(told, moved.now),
        }
        for moved in changes_between(told.before, told.timetable)
    ]


def _place(told: Told, one: Placed | None) -> str:
    if one is None:
        return say("tidak ada", "none")
    return f"{weekday(one.on)}, {hours(one.start, one.end)}, {told.rooms[one.room].name}"


def _warnings(told: Told, since: Since) -> list[str]:
    found = [
        say(
            "{name} mengikuti uji, tetapi belum mendapat giliran.",
            "{name} takes part and has no turn yet.",
            name=told.officials[who].name,
        )
        for who in since.unplaced
    ]
    found += [
        say(
            "{name} mendapat giliran, tetapi tidak lagi mengikuti uji.",
            "{name} has a turn and takes part no more.",
            name=told.officials[who].name if who in told.officials else who,
        )
        for who in since.gone
    ]
    return found + [
        say(
            "{examiner} berada di ruang bersama {person}, padahal ada benturan kepentingan ({where}).",
            "{examiner} is in the room with {person} despite a conflict of interest ({where}).",
            examiner=told.examiners[one.examiner].name if one.examiner in told.examiners else one.examiner,
            person=told.officials[one.person].name,
            where=_place(told, one.placed),
        )
        for one in since.clashes
    ]


def weekday(on: date) -> str:
    """Return a day with its name, as an invitation writes it."""
    return f"{_WEEKDAYS[on.weekday()][1 if is_english() else 0]}, {day(on)}"


def clock(minutes: int) -> str:
    """Return an hour of a day: ``08.45``, in English ``08:45``."""
    return f"{minutes // 60:02}{':' if is_english() else '.'}{minutes % 60:02}"


def hours(start: int, end: int) -> str:
    return f"{clock(start)}–{clock(end)}"
