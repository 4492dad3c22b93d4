"""The timetable board: planned in the background, looked at, entered; as little as possible changed again."""

import time
from collections.abc import Iterator
from dataclasses import replace
from threading import Event
from threading import enumerate as enumerate_threads
from typing import Any

import pytest

from selaras.core.entries import EntryType
from selaras.core.vocabulary import Role
from selaras.records import models as rows
from selaras.web.office.control import planning
from tests.actions.evidence import live_events
from tests.actions.evidence.live_events import Live
from tests.tampered.cases import case_of
from tests.web.office import offices

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("log_key")]

FORM = {
    "aksi": "susun",
    "hari": "2024-01-30 08.00-12.00\n2024-01-31",
    "ruang": "Aula; 10",
    "jeda": "",
    "absen": "",
    "sampai": "",
}


@pytest.fixture
def live() -> Iterator[Live]:
    case = case_of(officials=2, methods=2, examiners=2, seed="h2")
    live = live_events.scoring(replace(case, scheme=replace(case.scheme, timetable_seed=6)))
    planning.forget(live.ref.agency, live.ref.key)
    yield live
    planning.forget(live.ref.agency, live.ref.key)


def path(live: Live, end: str = "") -> str:
    return f"/k/{live.ref.agency}/{live.ref.key}/jadwal/{end}"


def secretary(live: Live) -> Any:
    return offices.browser_of(live.ref, Role.SECRETARIAT, holder="SK")


def planned(live: Live, **changes: str) -> str:
    """Let the secretariat plan and wait; return the page that shows what was found."""
    browser = secretary(live)
    answer = browser.post(path(live, "susun/"), {**FORM, **changes})
    assert answer.status_code == 302, answer.content.decode()
    job = planning.job_of(live.ref.agency, live.ref.key)
    assert job is not None
    assert job.thread is not None
    job.thread.join(60)
    return str(browser.get(path(live, "susun/")).content.decode())


def entered(live: Live) -> int:
    return rows.Entry.objects.filter(type=EntryType.TIMETABLE.value).count()


def test_a_plan_is_shown_before_it_is_entered_and_then_everybody_reads_it(live: Live) -> None:
    page = planned(live)
    before = entered(live)
    done = secretary(live).post(path(live, "susun/"), {"aksi": "catat"})
    examiner = offices.browser_of(live.ref, Role.EXAMINER, name="penguji", holder="P1")
    board = examiner.get(path(live)).content.decode()
    own = offices.participant_browser(live.ref, "P-001").get(path(live, "orang/P-001/")).content.decode()

    assert "belum dicatat" in page
    assert before == 0
    assert (done.status_code, entered(live)) == (302, 1)
    assert "Aula" in board
    assert "Tidak ada benturan" in board
    assert "Selasa, 30 Januari 2024" in own


def test_what_changes_is_shown_before_it_is_entered_again(live: Live) -> None:
    planned(live)
    secretary(live).post(path(live, "susun/"), {"aksi": "catat"})

    page = planned(live, absen="P-001 2024-01-30")

    assert "Semula" in page
    assert entered(live) == 1


def test_where_none_is_possible_the_reasons_are_told(live: Live) -> None:
    page = planned(live, hari="2024-01-30 08.00-09.00", **{"menit-paper": "50", "menit-presentation": "50"})

    assert "Tidak ada jadwal yang mungkin" in page
    assert "jam pelaksanaan" in page
    assert entered(live) == 0


def test_what_cannot_be_read_is_named_and_kept(live: Live) -> None:
    answer = secretary(live).post(path(live, "susun/"), {**FORM, "hari": "besok", "ruang": "Aula Bersama"})

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "hari.besok" in page
    assert "Aula Bersama" in page


def test_files_of_the_timetable_and_who_may_plan(live: Live) -> None:
    planned(live)
    secretary(live).post(path(live, "susun/"), {"aksi": "catat"})
    reviewer = offices.browser_of(live.ref, Role.REVIEWER)

    pdf, book = reviewer.get(path(live, "jadwal.pdf")), reviewer.get(path(live, "jadwal.xlsx"))

    assert pdf.content.startswith(b"%PDF")
    assert book.content.startswith(b"PK")
    assert reviewer.get(path(live, "susun/")).status_code == 403


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("absen", "P-001" + " " * 40_000 + "x"),
        ("hari", "\n".join(f"2024-01-{n:02}" for n in range(1, 90))),
        ("ruang", "\n".join(f"Ruang {n}" for n in range(90))),
    ],
)
def test_what_would_hold_everybody_up_is_refused_at_once(field: str, typed: str, live: Live) -> None:
    began = time.process_time()

    answer = secretary(live).post(path(live, "susun/"), {**FORM, field: typed})

    assert answer.status_code == 400
    assert planning.job_of(live.ref.agency, live.ref.key) is None
    assert time.process_time() - began < 3


def test_plans_that_were_thrown_away_do_not_pile_up(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = Event()
    monkeypatch.setattr(planning, "_plan", lambda job, keep: go_on.wait(20))
    browser = secretary(live)

    codes = []
    for _ in range(6):
        codes.append(browser.post(path(live, "susun/"), FORM).status_code)
        browser.post(path(live, "susun/"), {"aksi": "buang"})
    waiting = [one for one in enumerate_threads() if one.name == "jadwal"]
    go_on.set()
    for one in waiting:
        one.join(20)

    assert len(waiting) == 4
    assert codes == [302] * 4 + [400] * 2
