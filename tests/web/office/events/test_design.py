"""Rancangan, participants, panel, copies, the look of the agency, help."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from selaras.actions.event_ref import EventRef
from selaras.actions.office.events.styling import contrast_of, readable
from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.freezing import locked
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role
from selaras.documents.printing.crests import drawn_crest
from selaras.records import models as rows
from selaras.web.office.events.copying import Wanted, copied_design
from selaras.web.office.events.help_pages import ROOMS
from tests.actions.evidence import live_events
from tests.documents import crests
from tests.tampered.cases import case_of
from tests.web.office import offices
from tests.web.office.events import workbooks

pytestmark = pytest.mark.django_db


@pytest.fixture
def live() -> live_events.Live:
    return live_events.designed()


def at(ref: EventRef, end: str) -> str:
    return f"/k/{ref.agency}/{ref.key}/{end}"


def test_the_design_shows_weights_that_total_100_and_every_anchor(live: live_events.Live) -> None:
    seen = (
        offices.browser_of(live.ref, Role.EXAMINER, holder="PG-1")
        .get(at(live.ref, "rancangan/"))
        .content.decode()
    )

    scheme = live.case.scheme
    assert re.search(r'class="total"><span>Jumlah</span><span>100%', seen)
    assert all(one.name in seen for one in (*scheme.components, *scheme.criteria))
    assert all(anchor.words in seen for one in scheme.criteria for anchor in one.anchors)


def test_only_who_may_lock_is_led_to_it_and_only_before_it_is_done(live: live_events.Live) -> None:
    lead = at(live.ref, "tindakan/ajukan/lock_scheme/")
    secretariat = offices.browser_of(live.ref, Role.SECRETARIAT)

    open_to = {
        role: lead in offices.browser_of(live.ref, role).get(at(live.ref, "rancangan/")).content.decode()
        for role in (Role.SECRETARIAT, Role.CHAIR, Role.REVIEWER, Role.AUDITOR)
    }
    offices.put_into(live.ref, Phase.READY)

    assert open_to == {
        Role.SECRETARIAT: True,
        Role.CHAIR: True,
        Role.REVIEWER: False,
        Role.AUDITOR: False,
    }
    assert lead not in secretariat.get(at(live.ref, "rancangan/")).content.decode()


def test_the_code_is_that_of_the_design_that_will_be_locked(live: live_events.Live) -> None:
    digest = locked(live.case, rulebook_digest=live.rulebook.digest).digest

    seen = offices.browser_of(live.ref, Role.CHAIR).get(at(live.ref, "rancangan/")).content.decode()

    assert f"{digest[:4]} {digest[4:8]}".upper() in seen


def test_who_does_not_take_part_stands_there_with_the_article() -> None:
    case = case_of(officials=3, methods=2, examiners=3, seed="h2")
    first, *others = case.officials
    late = replace(first, in_position_since=date(2023, 12, 1))
    live = live_events.designed(replace(case, officials=(late, *others)))
    browser = offices.browser_of(live.ref, Role.SECRETARIAT)

    seen = browser.get(at(live.ref, "peserta/")).content.decode()
    exempt = browser.get(at(live.ref, "peserta/?status=exempt")).content.decode()

    assert "Dikecualikan" in seen
    assert "Ps 132" in seen
    assert late.name in exempt
    assert not any(one.name in exempt for one in others)


def test_an_examiner_lists_only_whom_he_marks_without_grounds_or_numbers() -> None:
    live = live_events.scoring()
    code = live.case.examiners[0].code

    seen = (
        offices.browser_of(live.ref, Role.EXAMINER, holder=code)
        .get(at(live.ref, "peserta/"))
        .content.decode()
    )

    marked = {one.subject for one in live.sheets(code)}
    assert all(f">{one}<" in seen for one in marked)
    assert "Alasan dan pasal" not in seen
    assert not any(one.nip in seen for one in live.case.officials)


def test_conflicts_of_others_are_told_to_no_examiner() -> None:
    case = case_of(officials=3, methods=2, examiners=3, seed="h2")
    first, *others = case.examiners
    kin = c.Conflict(nip=case.officials[0].nip, kind=v.ConflictKind.KIN, note="sepupu dari ibu")
    case = replace(case, examiners=(replace(first, conflicts=(kin,)), *others), rating_sheets=())
    live = live_events.designed(case)

    told = {
        holder: "sepupu dari ibu"
        in offices.browser_of(live.ref, Role.EXAMINER, name=holder.lower(), holder=holder)
        .get(at(live.ref, "panel/"))
        .content.decode()
        for holder in (first.code, others[0].code)
    }
    chair = offices.browser_of(live.ref, Role.CHAIR).get(at(live.ref, "panel/")).content.decode()

    assert told == {first.code: True, others[0].code: False}
    assert "sepupu dari ibu" in chair
    assert "Tidak menilai" in chair


WANTED = Wanted(
    key="uji-2025",
    title="Uji Kompetensi 2025",
    starts_on=date(2025, 3, 3),
    ends_on=date(2025, 3, 4),
    only_failed=False,
)


def test_a_copy_holds_the_design_and_nothing_that_happened() -> None:
    case = workbooks.marked()

    copy = copied_design(case, WANTED)

    assert copy.scheme == replace(case.scheme, version=1)
    assert [one.nip for one in copy.officials] == [one.nip for one in case.officials]
    assert copy.event.follows == c.EarlierEvent(
        key=case.event.key, title=case.event.title, held_on=case.event.starts_on
    )
    assert (copy.rating_sheets, copy.attendances, copy.feedback, copy.permissions) == ((), (), (), ())
    assert not any(one.conflicts_declared for one in copy.examiners)
    assert not any(one.data_confirmed_on for one in copy.officials)


def test_a_re_test_takes_only_those_who_were_below() -> None:
    case = workbooks.marked()
    below = frozenset({case.officials[1].nip})

    copy = copied_design(case, replace(WANTED, only_failed=True), only=below)

    assert {one.nip for one in copy.officials} == below
    assert {one.nip for one in copy.performances} <= below
    assert copy.event.kind is v.EventKind.RETEST


@pytest.mark.usefixtures("log_key")
def test_a_copy_goes_the_way_of_every_workbook() -> None:
    browser = workbooks.secretariat()
    browser.post(workbooks.handed_in(browser, workbooks.workbook(workbooks.designed())))
    copy = f"/k/{workbooks.agency().code}/{workbooks.designed().event.key}/salin/"
    typed = {"key": "uji-2025", "title": "Uji 2025", "starts": "2025-03-03", "ends": "2025-03-04"}

    wrong = browser.post(copy, {**typed, "ends": "2025-03-01"})
    there = browser.post(copy, typed)
    again = browser.post(there["Location"])

    assert wrong.status_code == 400
    assert 'value="Uji 2025"' in wrong.content.decode()
    assert there["Location"].startswith("/impor/")
    assert again["Location"] == f"/k/{workbooks.agency().code}/uji-2025/rancangan/"
    assert rows.Participant.objects.values("official").distinct().count() == len(
        workbooks.designed().officials
    )


def test_the_look_of_an_agency_is_its_own_and_can_be_read() -> None:
    browser = workbooks.secretariat()
    picture = crests.png()
    saved = browser.post(
        "/instansi/tampilan/",
        {"brand": "#5A1020", "letter_pattern": "800/{serial}/BKD/{year}",
         "crest": SimpleUploadedFile("l.png", picture)},
    )  # fmt: skip

    own = browser.get(f"/gaya/{workbooks.agency().code}.css")
    other = browser.get("/gaya/kota-lain.css").content.decode()
    crest = browser.get(f"/gaya/{workbooks.agency().code}/lambang")

    assert saved.status_code == 302
    assert own["Content-Type"].startswith("text/css")
    assert "--brand: #5a1020" in own.content.decode()
    assert other.strip() == ""
    # Drawn anew: the same picture, and nothing else that the file held.
    assert (crest["Content-Type"], crest.content) == ("image/png", drawn_crest(picture))
    assert f'href="/gaya/{workbooks.agency().code}.css"' in browser.get("/").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"brand": "#ffcc00"},
        {"brand": "red; } body { display: none"},
        {"letter_pattern": "800/BKD"},
        {"crest": SimpleUploadedFile("l.svg", b"<svg onload='x'/>")},
    ],
    ids=["pale", "injected", "no-serial", "svg"],
)
def test_a_look_that_nobody_could_read_or_that_is_no_picture_is_refused(wrong: dict[str, object]) -> None:
    browser = workbooks.secretariat()

    answer = browser.post("/instansi/tampilan/", {"brand": "#0f4c5c", "letter_pattern": "", **wrong})

    assert answer.status_code == 400
    assert not rows.AgencyStyle.objects.exists()


def test_the_usual_colour_is_lawful_itself() -> None:
    assert contrast_of("#0f4c5c") > 7


def test_a_pale_colour_is_refused_with_one_like_it_that_can_be_read() -> None:
    browser = workbooks.secretariat()

    refused = browser.post("/instansi/tampilan/", {"brand": "#d02020", "letter_pattern": ""})
    taken = browser.post("/instansi/tampilan/", {"brand": readable("#d02020"), "letter_pattern": ""})

    assert readable("#d02020") in refused.content.decode()
    assert (refused.status_code, taken.status_code) == (400, 302)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_room_has_its_help_in_both_languages(language: str) -> None:
    browser = workbooks.secretariat()
    browser.post("/bahasa/", {"bahasa": language, "next": "/"})

    told = {name: browser.get(f"/bantuan/{name}/") for name in ROOMS}
    listed = browser.get("/bantuan/").content.decode()

    assert {one.status_code for one in told.values()} == {200}
    ours, theirs = (" the ", " yang ") if language == "en" else (" yang ", " the ")
    articles = {name: one.content.decode().split("<article", 1)[1] for name, one in told.items()}
    assert sum(ours in one for one in articles.values()) > 12
    assert not any(theirs in one for one in articles.values())
    assert all(f'href="/bantuan/{name}/"' in listed for name in ROOMS)
    assert browser.get("/bantuan/tidak-ada/").status_code == 404


def test_a_build_that_tells_every_examiner_all_conflicts_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    from selaras.web.office.events import people

    monkeypatch.setattr(people, "_SEE_CONFLICTS", frozenset(Role))

    with pytest.raises(AssertionError):
        test_conflicts_of_others_are_told_to_no_examiner()
