"""Impor: problems by cell, the same workbook back with notes, an event wholly or not at all."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from selaras.actions.event_ref import EventRef
from selaras.actions.office.events.importing import KEPT_DAYS, drop_unused
from selaras.core import casefile as c
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role
from selaras.outside.clock import SystemClock
from selaras.queries.office.listing import ListedEvent, listed_event
from selaras.records import models as rows
from selaras.web.office.events.inputs import differences
from selaras.web.office.held import held
from tests.actions.evidence import live_events
from tests.web.office import offices
from tests.web.office.events import workbooks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("log_key")]


def test_a_workbook_without_marks_becomes_a_signed_event() -> None:
    browser = workbooks.secretariat()
    there = workbooks.handed_in(browser, workbooks.workbook(workbooks.designed()))
    seen = browser.get(there).content.decode()

    made = browser.post(there)

    event = workbooks.designed().event
    listed = listed_event(workbooks.agency().code, event.key)
    assert "Buat kegiatan" in seen
    assert workbooks.designed().examiners[0].name in seen
    assert made["Location"] == f"/k/{workbooks.agency().code}/{event.key}/rancangan/"
    assert listed is not None
    assert (listed.phase, listed.is_signed, listed.has_log_key) == (Phase.DESIGN, True, True)


def test_a_workbook_with_marks_becomes_an_imported_event_with_its_result() -> None:
    browser = workbooks.secretariat()
    there = workbooks.handed_in(browser, workbooks.workbook(workbooks.marked()))

    browser.post(there)

    listed = listed_event(workbooks.agency().code, workbooks.marked().event.key)
    assert listed is not None
    assert (listed.phase, listed.is_signed, listed.is_revealed) == (Phase.CLOSED, False, True)
    assert rows.Result.objects.count() == 1


def test_from_a_workbook_to_the_page_of_the_lock_are_few_presses() -> None:
    browser = workbooks.secretariat()
    there = workbooks.handed_in(browser, workbooks.workbook(workbooks.designed()))  # choose: 1
    at = browser.post(there)["Location"]  # make: 2
    design = browser.get(at).content.decode()
    lock = at.replace("rancangan/", "tindakan/ajukan/lock_scheme/")

    assert f'<form method="post" action="{lock}">' in design
    waiting = browser.post(lock)["Location"]  # lock: 3; then two people sign
    assert "data-signing" in browser.get(waiting).content.decode()
    assert "3 penguji belum mempunyai kunci tanda tangan" in design


def test_what_is_wrong_is_told_by_sheet_and_cell_and_comes_back_in_the_cells() -> None:
    browser = workbooks.secretariat()
    content = workbooks.spoilt(workbooks.workbook(workbooks.designed()), "Pegawai", "A5", "12345")
    there = workbooks.handed_in(browser, content)

    seen = browser.get(there).content.decode()
    refused = browser.post(there)
    noted = openpyxl.load_workbook(io.BytesIO(browser.get(f"{there}catatan.xlsx").content))

    assert "Pegawai" in seen
    assert "A5" in seen
    assert "12345" in seen
    assert "Buat kegiatan" not in seen
    assert refused.status_code == 200
    assert not rows.Event.objects.exists()
    assert noted["Pegawai"]["A5"].comment is not None
    assert noted.sheetnames[0] == "Temuan"


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (60 * 2**20))
    return out.getvalue()


def _with_macro() -> bytes:
    out = io.BytesIO(workbooks.workbook(workbooks.designed()))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (lambda: b"", "kosong"),
        (lambda: b"halo", ".xlsx"),
        (_with_macro, "makro"),
        (_bomb, "MB"),
    ],
    ids=["empty", "text", "macro", "bomb"],
)
def test_a_file_that_cannot_be_a_workbook_is_refused_in_words_and_not_kept(
    content: Callable[[], bytes], told: str
) -> None:
    browser = workbooks.secretariat()

    answer = browser.post("/impor/", {"berkas": SimpleUploadedFile("uji.xlsx", content())})

    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not rows.Upload.objects.exists()


def test_too_large_a_file_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    from selaras.web.office.events import importing

    monkeypatch.setattr(importing, "LARGEST_MEGABYTES", 0)

    answer = workbooks.secretariat().post("/impor/", {"berkas": SimpleUploadedFile("uji.xlsx", b"PK12")})

    assert (answer.status_code, rows.Upload.objects.count()) == (400, 0)


def test_a_workbook_of_another_agency_makes_no_event_there() -> None:
    other = offices.agency_row("kota-lain")
    browser = workbooks.secretariat("orang-lain", of=other)
    workbooks.agency()
    there = workbooks.handed_in(browser, workbooks.workbook(workbooks.designed()))

    seen = browser.get(there).content.decode()
    refused = browser.post(there)

    assert "kota-lain" in seen
    assert "Buat kegiatan" not in seen
    assert refused.status_code == 409
    assert not rows.Event.objects.exists()


def test_a_file_of_another_agency_does_not_exist() -> None:
    there = workbooks.handed_in(workbooks.secretariat(), workbooks.workbook(workbooks.designed()))
    stranger = workbooks.secretariat("orang-lain", of=offices.agency_row("kota-lain"))

    answers = [stranger.get(path).status_code for path in (there, f"{there}catatan.xlsx")]
    stranger.post(f"{there}buang/")

    assert answers == [404, 404]
    assert rows.Upload.objects.count() == 1


def test_without_a_log_key_no_signed_event_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SELARAS_LOG_KEY")
    browser = workbooks.secretariat()
    there = workbooks.handed_in(browser, workbooks.workbook(workbooks.designed()))

    seen = browser.get(there).content.decode()
    refused = browser.post(there)

    assert "kunci buku induk" in seen
    assert "Buat kegiatan" not in seen
    assert (refused.status_code, rows.Event.objects.count()) == (409, 0)


def test_an_event_that_is_there_already_is_not_made_twice() -> None:
    browser = workbooks.secretariat()
    content = workbooks.workbook(workbooks.designed())
    browser.post(workbooks.handed_in(browser, content))

    again = browser.post(workbooks.handed_in(browser, content))

    assert again.status_code == 409
    assert workbooks.designed().event.key in again.content.decode()
    assert rows.Event.objects.count() == 1


def test_nothing_of_an_import_stays_when_a_later_part_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    from selaras.actions.office.events import importing
    from selaras.core.errors import CoreError

    def fail(*_: object, **__: object) -> None:
        raise CoreError("disk_full")

    monkeypatch.setattr(importing, "freeze_result", fail)
    browser = workbooks.secretariat()
    there = workbooks.handed_in(browser, workbooks.workbook(workbooks.marked()))

    refused = browser.post(there)

    assert (refused.status_code, rows.Event.objects.count(), rows.Entry.objects.count()) == (409, 0, 0)


def test_a_file_can_be_thrown_away_and_is_then_gone() -> None:
    browser = workbooks.secretariat()
    there = workbooks.handed_in(browser, workbooks.workbook(workbooks.designed()))

    looked = browser.get(f"{there}buang/")
    still = rows.Upload.objects.count()
    browser.post(f"{there}buang/")

    assert (looked.status_code, still, rows.Upload.objects.count()) == (302, 1, 0)


def test_only_the_secretariat_of_the_agency_imports() -> None:
    who = offices.account(workbooks.agency(), "ketua")
    offices.member(who, Role.CHAIR)
    chair = offices.signed_in(who)

    assert [chair.get(path).status_code for path in ("/impor/", "/kegiatan-baru/", "/impor/pegawai/")] == [
        403
    ] * 3


def test_records_of_the_workbook_are_entered_once_the_design_is_locked() -> None:
    """In an imported event they are in already; nothing is offered a second time."""
    browser = workbooks.secretariat()
    browser.post(workbooks.handed_in(browser, workbooks.workbook(workbooks.marked())))
    ref = EventRef(agency=workbooks.agency().code, key=workbooks.marked().event.key)
    offices.put_into(ref, Phase.READY)

    seen = browser.get(f"/k/{ref.agency}/{ref.key}/buku-kerja/")

    assert seen.status_code == 200
    assert "Tanda tangani dan masukkan" not in seen.content.decode()


def newer(browser: Client, ref: EventRef, case: c.CaseFile) -> HttpResponse:
    """Hand in a newer workbook of an event."""
    file = SimpleUploadedFile("uji.xlsx", workbooks.workbook(case))
    return browser.post(f"/k/{ref.agency}/{ref.key}/buku-kerja/", {"berkas": file})


def test_in_a_signed_event_the_records_of_its_workbook_wait_for_the_own_signature() -> None:
    case = workbooks.designed()
    assert case.performances
    live = live_events.scoring(case)
    browser = offices.browser_of(live.ref, Role.SECRETARIAT)
    before = rows.Entry.objects.count()

    kept = newer(browser, live.ref, case)
    answer = browser.post(kept["Location"])

    assert f"{len(case.performances)} data kinerja" in answer.content.decode()
    assert (answer.status_code, rows.Entry.objects.count()) == (200, before)
    drafts = differences(held(placed(live.ref)), case, Phase.SCORING)
    live.received(*(live.tablet("SK", "SK").sign(one) for one in drafts))
    assert differences(held(placed(live.ref)), case, Phase.SCORING) == []


def placed(ref: EventRef) -> ListedEvent:
    found = listed_event(ref.agency, ref.key)
    assert found is not None
    return found


def test_before_the_lock_a_newer_workbook_corrects_what_was_entered() -> None:
    case = workbooks.designed()
    live = live_events.designed(case)
    first, second, *others = case.officials
    # The line moved and its grade changed: people keep the codes that the ledger gave them.
    mended = replace(case, officials=(second, *others, replace(first, grade="IV/d", name="Nama Baru")))
    browser = offices.browser_of(live.ref, Role.SECRETARIAT)

    kept = newer(browser, live.ref, mended)
    seen = browser.get(kept["Location"]).content.decode()
    browser.post(kept["Location"])

    now = held(placed(live.ref)).case
    assert "Betulkan 1 catatan" in seen
    assert [one.nip for one in now.officials] == [one.nip for one in case.officials]
    assert (now.officials[0].grade, now.officials[0].name) == ("IV/d", "Nama Baru")
    assert rows.Participant.objects.get(code="P-001").official.name == "Nama Baru"
    assert "sama dengan buku induk" in browser.get(kept["Location"]).content.decode()


def test_before_the_lock_people_may_join_and_nobody_vanishes() -> None:
    case = workbooks.designed()
    fewer = replace(case, officials=case.officials[:2], performances=(), careers=(), track_record=())
    fewer = replace(fewer, assessments=(), permissions=())
    live = live_events.designed(fewer)
    browser = offices.browser_of(live.ref, Role.SECRETARIAT)

    browser.post(newer(browser, live.ref, case)["Location"])
    refused = newer(browser, live.ref, fewer)

    joined = held(placed(live.ref)).case
    assert [one.nip for one in joined.officials] == [one.nip for one in case.officials]
    assert rows.Participant.objects.filter(code="P-003").exists()
    assert refused.status_code == 409
    assert "P-003" in refused.content.decode()


def test_after_the_lock_nobody_joins() -> None:
    case = workbooks.designed()
    fewer = replace(case, officials=case.officials[:2], performances=(), careers=(), track_record=())
    live = live_events.designed(replace(fewer, assessments=(), permissions=()))
    offices.put_into(live.ref, Phase.READY)
    browser = offices.browser_of(live.ref, Role.SECRETARIAT)

    answer = newer(browser, live.ref, case)

    assert answer.status_code == 409
    assert rows.Participant.objects.count() == 2


def test_a_workbook_of_another_design_enters_nothing() -> None:
    browser = workbooks.secretariat()
    browser.post(workbooks.handed_in(browser, workbooks.workbook(workbooks.marked())))
    ref = EventRef(agency=workbooks.agency().code, key=workbooks.marked().event.key)
    offices.put_into(ref, Phase.READY)
    case = workbooks.designed()
    other = replace(case, scheme=replace(case.scheme, places=1 if case.scheme.places != 1 else 0))
    before = rows.Entry.objects.count()

    answer = browser.post(
        f"/k/{ref.agency}/{ref.key}/buku-kerja/",
        {"berkas": SimpleUploadedFile("lain.xlsx", workbooks.workbook(other))},
    )

    assert (answer.status_code, rows.Entry.objects.count()) == (409, before)


def test_a_build_that_forgets_whose_file_it_is_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    from selaras.queries.office import workbooks as kept
    from selaras.web.office.events import importing

    monkeypatch.setattr(
        importing, "workbook_of", lambda _, upload: kept.workbook_of(workbooks.agency().code, upload)
    )

    with pytest.raises(AssertionError):
        test_a_file_of_another_agency_does_not_exist()


def test_a_build_that_forgets_whose_event_it_makes_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    from selaras.web.office.events import importing

    genuine = importing.make_event
    monkeypatch.setattr(
        importing, "make_event", lambda case, **told: genuine(case, **{**told, "agency": case.agency.code})
    )

    with pytest.raises(AssertionError):
        test_a_workbook_of_another_agency_makes_no_event_there()


def test_a_file_nobody_made_an_event_of_goes_by_itself_and_no_other() -> None:
    browser = workbooks.secretariat()
    content = workbooks.workbook(workbooks.designed())
    used = workbooks.handed_in(browser, content)
    browser.post(used)
    old, young = workbooks.handed_in(browser, content), workbooks.handed_in(browser, content)
    for there, days in ((used, 400), (old, KEPT_DAYS + 1), (young, KEPT_DAYS - 1)):
        number = int(there.strip("/").rsplit("/", 1)[1])
        at = SystemClock().now() - timedelta(days=days)
        rows.Upload.objects.filter(pk=number).update(uploaded_at=at)

    told = browser.get("/impor/").content.decode()
    dropped = drop_unused(clock=SystemClock())

    assert f"{KEPT_DAYS} hari sesudah diunggah" in told
    assert dropped == 1
    assert [browser.get(one).status_code for one in (old, young)] == [404, 200]
    assert rows.Upload.objects.count() == 2
