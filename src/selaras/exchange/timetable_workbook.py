"""``jadwal.xlsx``: one sheet for every day, to filter and to print; equal timetables give equal bytes."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from selaras.core.rules import INDONESIAN
from selaras.core.timetable.changes import changes_between
from selaras.core.timetable.people import Told
from selaras.core.timetable.wanted import Placed
from selaras.core.vocabulary import grouped_nip
from selaras.exchange.results.page import Head, Page
from selaras.exchange.workbook_writer import new_book
from selaras.exchange.writing.looks import Looks

_WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_HEADS = (
    Head("Mulai", 9),
    Head("Selesai", 9),
    Head("Ruang", 24),
    Head("Kegiatan", 18),
    Head("Pejabat", 38),
    Head("NIP", 24),
    Head("Jabatan", 40),
    Head("Tim", 20),
    Head("Penguji di ruang", 44),
    Head("Tidak di ruang", 30),
)


def write_timetable(told: Told, path: Path | BytesIO) -> None:
    """Write a sheet for every day, one row for each official and sitting, and a sheet of what changed."""
    event = told.case.event
    book = new_book(path, title=f"Jadwal {event.title}", subject=told.case.agency.name)
    looks = Looks(book)
    for on in sorted({one.on for one in told.timetable.placed}):
        words = f"{_WEEKDAYS[on.weekday()]}, {INDONESIAN.day(on)}"
        page = Page(book, looks, on.strftime("%d-%m-%Y"), words, f"{event.title} · jam dalam {told.zone}")
        rows = [row for p in told.timetable.placed if p.on == on for row in _rows(told, p)]
        page.table(_HEADS, rows, frozen=2)
    if told.before is not None:
        _draw_changes(Page(book, looks, "Perubahan", "Perubahan jadwal", event.title), told)
    book.close()


def _rows(told: Told, place: Placed) -> list[list[object]]:
    sitting = told.sittings[place.sitting]
    missing = told.missing(place)
    panel = told.panels[place.panel] if place.panel is not None else None
    present = [one for one in panel.examiners if one not in missing] if panel else []
    return [
        [
            _clock(place.start),
            _clock(place.end),
            told.rooms[place.room].name,
            sitting.method.istilah,
            told.officials[who].name,
            grouped_nip(told.officials[who].nip),
            told.officials[who].position_title,
            panel.name if panel else "",
            _names(told, present),
            _names(told, missing),
        ]
        for who in sitting.officials
    ]


def _names(told: Told, codes: Sequence[str]) -> str:
    return "; ".join(told.examiners[one].name if one in told.examiners else one for one in codes)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}.{minutes % 60:02}"


def _draw_changes(page: Page, told: Told) -> None:
    assert told.before is not None
    heads = [Head("Pejabat", 38), Head("NIP", 24), Head("Kegiatan", 18)]
    heads += [
        Head(f"{word} {when}", 22)
        for when in ("semula", "menjadi")
        for word in ("Hari", "Jam", "Ruang", "Tim")
    ]
    rows: list[list[object]] = []
    for one in changes_between(told.before, told.timetable):
        for who in one.officials:
            official = told.officials[who]
            method = told.sittings[one.sitting].method.istilah
            before, now = (_place(told, place) for place in (one.before, one.now))
            rows.append([official.name, grouped_nip(official.nip), method, *before, *now])
    page.table(heads, rows, frozen=1)


def _place(told: Told, place: Placed | None) -> list[object]:
    if place is None:
        return ["", "", "", ""]
    return [
        place.on,
        f"{_clock(place.start)}–{_clock(place.end)}",
        told.rooms[place.room].name,
        told.panels[place.panel].name if place.panel is not None else "",
    ]
