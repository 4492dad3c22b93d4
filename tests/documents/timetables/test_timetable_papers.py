"""The papers of a timetable: hours as offices write them, everybody invited once, changes told."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from pypdf import PdfReader

from selaras.core.timetable import Absence, Tie, Timetable, planned_again, timetable_of
from selaras.core.timetable.people import Told, told_of
from selaras.documents.docket import LedgerStamp
from selaras.documents.timetables import invitations, schedule
from selaras.documents.timetables.papers import render_timetable
from selaras.documents.timetables.schedule import TimetableDocket
from tests.core.building import small_case
from tests.core.timetable.building_wishes import ANI, wishes

NONE_YET = LedgerStamp(origin="", size=0, root_hex="", imported=True)


def told(timetable: Timetable, before: Timetable | None = None) -> Told:
    return told_of(small_case(), timetable, before=before)


def docket(one: Told) -> TimetableDocket:
    return TimetableDocket(told=one, stamp=NONE_YET)


def test_days_and_hours_stand_as_an_office_writes_them() -> None:
    assert schedule.weekday(date(2024, 1, 22)) == "Senin, 22 Januari 2024"
    assert schedule.hours(480, 525, "WIB") == "08.00–08.45 WIB"


def test_the_grid_has_every_sitting_in_its_room_and_hour_and_no_two_in_one_place() -> None:
    found = timetable_of(wishes())

    content = schedule.content(docket(told(found)))

    (grid,) = content["days"][0]["grids"]
    cells = [one for one in grid["cells"] if one["kind"] == "sitting"]
    taken = [(one["x"], one["y"] + n) for one in cells for n in range(one["rows"])]
    assert len(cells) == len(found.placed)
    assert len(taken) == len(set(taken))
    assert all(one["y"] + one["rows"] <= grid["rows"] for one in grid["cells"])
    assert len(content["days"][0]["rows"]) == len(found.placed)


def test_whoever_leaves_the_room_is_noted_and_told_so() -> None:
    first, _ = wishes().panels
    examiner = small_case().examiners[0].code
    panel = first.__class__(code="T1", name="Tim 1", examiners=(examiner, "U2"), rooms=("R1",), least=1)
    wanted = wishes(panels=(panel, wishes().panels[1]), ties=(Tie(examiner=examiner, official=ANI),))
    pins = tuple(
        one for one in timetable_of(wishes()).placed if one.sitting == f"W-{ANI}" and one.panel == "T1"
    )
    found = timetable_of(wishes(panels=wanted.panels, ties=wanted.ties, pins=pins))

    rows = [row for day in schedule.content(docket(told(found)))["days"] for row in day["rows"]]
    letter = invitations.content(docket(told(found)), examiner)

    expected = "Tanpa" if pins else "–"
    assert any(str(row[-1]).startswith(expected) for row in rows)
    assert any("meninggalkan ruang" in one for one in letter["after"]) is bool(pins)


def test_a_change_is_told_to_whom_it_concerns_and_to_the_others_that_nothing_changed() -> None:
    before = timetable_of(wishes())
    ani = next(one for one in before.placed if one.sitting == f"W-{ANI}")
    again = planned_again(before, absences=[Absence(who=ANI, on=ani.on)])
    papers = docket(told(again, before))

    to_ani, to_budi = (invitations.content(papers, code) for code in (ANI, "P-002"))

    assert to_ani["changed"]["words"].startswith("Jadwal ini menggantikan")
    assert len(to_ani["changed"]["items"]) == 1
    assert "semula Senin, 22 Januari 2024" in to_ani["changed"]["items"][0]
    assert to_budi["changed"] == {
        "words": "Jadwal Saudara tidak berubah dari undangan sebelumnya.",
        "items": [],
    }
    assert len(schedule.content(papers)["changes"]) == 1


def test_everybody_who_comes_is_invited_once_in_files_without_names() -> None:
    found = told(timetable_of(wishes()))

    papers = list(render_timetable(found, NONE_YET))

    names = [one.file_name for one in papers]
    assert names[0] == "jadwal.pdf"
    assert names[1:4] == ["undangan-p-001.pdf", "undangan-p-002.pdf", "undangan-p-003.pdf"]
    assert len(names) == len(set(names))
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(papers[1].content)).pages)
    assert small_case().officials[0].name in text
    assert "Senin, 22 Januari" in text
    assert [one.content for one in render_timetable(found, NONE_YET)] == [one.content for one in papers]
