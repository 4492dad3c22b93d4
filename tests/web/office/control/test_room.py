"""The control room: which sheets are in, in shapes and words; closing waits for all of them."""

import re

import pytest

from selaras.actions.evidence.live import enter_inputs
from selaras.actions.evidence.packets import Submission
from selaras.core.entries import RECORD_TYPES
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role
from selaras.outside.chance import SeededChance
from selaras.records import models as rows
from tests.actions.evidence import live_events
from tests.actions.evidence.live_events import Live
from tests.web.office import offices

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("log_key")]


def event_with(n_missing: int) -> tuple[Live, list[Submission]]:
    """Return an event and the sheets of it that are signed and not sent yet."""
    live = live_events.scoring(officials=2, methods=2, examiners=2)
    enter_inputs(
        live.ref,
        live.case,
        live.rulebook,
        types=RECORD_TYPES,
        acting=live_events.acting(chance=SeededChance("records")),
    )
    sheets = live.signed_sheets()
    live.received(*sheets[: len(sheets) - n_missing])
    return live, sheets[len(sheets) - n_missing :]


def path(live: Live, end: str = "") -> str:
    return f"/k/{live.ref.agency}/{live.ref.key}/kendali/{end}"


def test_the_room_counts_sheets_and_names_those_that_are_missing() -> None:
    live, _ = event_with(3)
    browser = offices.browser_of(live.ref, Role.SECRETARIAT, holder="SK")

    page = browser.get(path(live)).content.decode()

    assert "5 dari 8 lembar diterima" in page
    assert page.count('<span class="shape in" title=') == 5
    assert page.count('<span class="shape" title=') == 3
    assert page.count("belum diterima.") == 3
    assert '<button class="btn" disabled' in page
    assert "Sidik perangkat" in page
    assert not re.search(r"\b[1-5],\d{2}\b", page)


def test_one_of_two_opens_the_scoring_of_a_locked_event_and_sees_who_has_no_device() -> None:
    live = live_events.designed(officials=2, methods=1, examiners=2)
    live.enrol_all()
    live.lock_by_two()
    browser = offices.browser_of(live.ref, Role.CHAIR, holder="KP")

    room, asked = browser.get(path(live)).content.decode(), browser.get(path(live, "buka/")).content.decode()
    before = rows.Event.objects.get(key=live.ref.key).phase
    opened = browser.post(path(live, "buka/"))

    assert f'href="{path(live, "buka/")}"' in room
    assert "Sebanyak 4 lembar" in asked
    assert "belum mendaftarkan perangkat" not in asked
    assert before == Phase.READY.value
    # In Mode Ringkas the steps follow, not the control room.
    assert (opened.status_code, opened["Location"]) == (302, path(live).removesuffix("kendali/"))
    assert rows.Event.objects.get(key=live.ref.key).phase == Phase.SCORING.value
    # Open already: there is nothing to open, and nobody may.
    assert browser.post(path(live, "buka/")).status_code == 403
    assert "buka/" not in browser.get(path(live)).content.decode()


def test_whoever_enrolled_no_device_is_named_before_the_scoring_is_opened() -> None:
    live = live_events.designed(officials=2, methods=1, examiners=2)
    there = [live.tablet(*one) for one in (("KP", "KP"), ("SK", "SK"), ("P1", "PG"))]
    live.received(*(one.sign(one.enrolment()) for one in there))
    live.lock_by_two()

    asked = offices.browser_of(live.ref, Role.SECRETARIAT, holder="SK").get(path(live, "buka/"))

    name = rows.Examiner.objects.get(event__key=live.ref.key, code="P2").name
    assert "1 penguji belum mendaftarkan perangkat" in asked.content.decode()
    assert f"<li>{name}</li>" in asked.content.decode()


def test_closing_is_refused_while_a_sheet_is_missing_and_done_when_all_are_in() -> None:
    live, waiting = event_with(1)
    browser = offices.browser_of(live.ref, Role.CHAIR, holder="KP")

    refused = browser.post(path(live, "tutup/"))

    assert refused.status_code == 409
    assert rows.Event.objects.get(key=live.ref.key).phase == Phase.SCORING.value

    live.received(*waiting)
    done = browser.post(path(live, "tutup/"))

    assert (done.status_code, done["Location"]) == (302, path(live).replace("kendali", "pleno"))
    assert rows.Event.objects.get(key=live.ref.key).phase == Phase.CLOSED.value


def test_examiners_and_participants_do_not_enter_the_room() -> None:
    live, _ = event_with(1)

    answers = [
        offices.browser_of(live.ref, Role.EXAMINER, holder="P1").get(path(live)),
        offices.participant_browser(live.ref, "P-001").get(path(live)),
    ]

    assert [one.status_code for one in answers] == [403, 403]
