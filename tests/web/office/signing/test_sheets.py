"""The score sheet in a browser: the right person, every criterion, own signature, and nobody else's marks."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from selaras.actions.evidence.live import move_event
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.evidence.exact_json import read_exact
from selaras.core.vocabulary import Role
from selaras.outside.chance import SeededChance
from selaras.records import models as rows
from tests.actions.evidence import live_events
from tests.actions.evidence.live_events import Live
from tests.web.office import offices

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("log_key")]

FULL = {"n-P1A": "4", "n-P1B": "tanpa-bukti", "catatan": "Tenang."}


@pytest.fixture
def live() -> Live:
    return live_events.scoring(officials=2, methods=1, examiners=2)


def examiner(live: Live, code: str = "P1") -> Client:
    return offices.browser_of(live.ref, Role.EXAMINER, name=f"penguji-{code.lower()}", holder=code)


def base(live: Live) -> str:
    return f"/k/{live.ref.agency}/{live.ref.key}/nilai/"


def sheet(live: Live, code: str = "P1", person: str = "P-001") -> str:
    return f"{base(live)}{code}/{person}/paper/"


def confirmed(live: Live, browser: Client, code: str = "P1", person: str = "P-001") -> str:
    path = f"{sheet(live, code, person)}lembar/"
    browser.post(path, {"langkah": "orang"})
    return path


def told_to_sign(answer: Any) -> Any:
    found = re.search(r'<script type="application/json">(.*?)</script>', answer.content.decode(), re.S)
    assert found, answer.content.decode()
    return json.loads(found[1])


def signed_by(live: Live, told: Any) -> None:
    """Sign what the page asks for as a browser would, and send it."""
    drafts = [EntryDraft(**{**one, "type": EntryType(one["type"])}) for one in told["drafts"]]
    live.received(*(live.tablet(told["holder"]).sign(one) for one in drafts))


def test_the_form_opens_only_once_the_person_was_confirmed(live: Live) -> None:
    browser = examiner(live)
    path = f"{sheet(live)}lembar/"

    before = browser.get(path)
    guard = browser.get(sheet(live)).content.decode()
    after = browser.get(confirmed(live, browser))

    assert (before.status_code, before["Location"]) == (302, sheet(live))
    name = rows.Participant.objects.select_related("official").get(code="P-001").official.name
    assert name in guard
    assert "Ya, mulai menilai" in guard
    assert (after.status_code, after.content.decode().count("<fieldset")) == (200, 2)


def test_what_is_not_scored_blocks_sending_and_nothing_typed_is_lost(live: Live) -> None:
    browser = examiner(live)
    path = confirmed(live, browser)

    answer = browser.post(path, {"n-P1A": "4", "catatan": "Tenang."})

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Unsur P1B: belum dinilai." in page
    assert 'href="#k-P1B"' in page
    assert re.search(r'name="n-P1A" value="4" checked', page)
    assert "Tenang.</textarea>" in page


@pytest.mark.parametrize("other", ["6", "0,5", "3,123", "NaN", "1e0", "x", ""])
def test_a_mark_off_the_scale_is_named(live: Live, other: str) -> None:
    browser = examiner(live)

    answer = browser.post(confirmed(live, browser), {**FULL, "n-P1A": "lain", "x-P1A": other})

    assert answer.status_code == 400
    assert "Unsur P1A" in answer.content.decode()


def test_a_checked_sheet_is_signed_and_received_like_a_tablets(live: Live) -> None:
    browser = examiner(live)

    told = told_to_sign(browser.post(confirmed(live, browser), {**FULL, "n-P1A": "lain", "x-P1A": "3,5"}))
    signed_by(live, told)

    payload = rows.Payload.objects.get(entry__type="rating-sheet")
    assert read_exact(bytes(payload.payload)) == {
        "examiner": "P1",
        "method": "paper",
        "nip": "P-001",
        "paper_sheet": None,
        "ratings": [
            {"criterion": "P1A", "mark": 350, "state": "scored"},
            {"criterion": "P1B", "mark": None, "state": "no-evidence"},
        ],
        "reason": None,
    }
    assert bytes(payload.note).decode() == "Tenang."
    shown = browser.get(sheet(live)).content.decode()
    assert "Diterima no." in shown
    assert "3,50" in shown
    assert "Tidak ada bukti" in shown


def test_a_sheet_that_is_in_is_changed_only_with_a_reason(live: Live) -> None:
    browser = examiner(live)
    path = confirmed(live, browser)
    signed_by(live, told_to_sign(browser.post(path, FULL)))

    refused = browser.post(path, {**FULL, "n-P1A": "5"})
    told = told_to_sign(browser.post(path, {**FULL, "n-P1A": "5", "alasan": "Salah ketuk."}))
    signed_by(live, told)

    assert refused.status_code == 400
    assert told["drafts"][0]["payload"]["reason"] == "Salah ketuk."
    assert rows.Entry.objects.filter(type="rating-sheet").count() == 2


def test_a_change_link_leads_back_to_the_form_as_it_was_filled_in(live: Live) -> None:
    browser = examiner(live)

    page = browser.post(confirmed(live, browser), {**FULL, "ubah": "P1B"}).content.decode()

    assert re.search(r'name="n-P1B" value="tanpa-bukti" checked', page)
    assert "autofocus" in page.split('id="k-P1B"')[1]


def test_no_sheet_of_another_examiner_is_reached_by_its_address(live: Live) -> None:
    live.received(*live.signed_sheets(live.sheets("P2")))
    browser = examiner(live)

    answers = [browser.get(path) for path in (sheet(live, "P2"), f"{sheet(live, 'P2')}lembar/")]
    answers += [browser.post(f"{sheet(live, 'P2')}lembar/", FULL)]
    answers += [browser.get(sheet(live, "P1", "P-999")), browser.get(f"{base(live)}P1/P-001/interview/")]

    assert [one.status_code for one in answers] == [403, 404, 404, 404, 404]


def test_nothing_that_another_examiner_gave_changes_a_byte(live: Live) -> None:
    browser = examiner(live)
    path = confirmed(live, browser)

    def seen() -> list[Any]:
        pages = [browser.get(one) for one in (base(live), sheet(live), path)]
        token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
        return [
            (one.status_code, token.sub("", one.content.decode()), sorted(one.headers.items()))
            for one in pages
        ]

    before = seen()
    live.received(*live.signed_sheets(live.sheets("P2")))

    assert seen() == before


def test_after_the_close_sheets_are_read_and_not_written(live: Live) -> None:
    live.received(*live.signed_sheets())
    browser = examiner(live)
    path = confirmed(live, browser)
    move_event(live.ref, "close_scoring", acting=live_events.acting(chance=SeededChance("close")))

    assert browser.get(path).status_code == 403
    assert browser.post(path, FULL).status_code == 403
    assert "Yang Anda kirim" in browser.get(sheet(live)).content.decode()


def test_each_look_at_a_participant_is_noted(live: Live) -> None:
    examiner(live).get(sheet(live))

    read = rows.PersonRead.objects.get()
    assert (read.participant.code, read.role, read.thing) == ("P-001", "PG", "sheet")


def test_an_own_sheet_is_confirmed_again_once_and_with_a_reason(live: Live) -> None:
    live.received(*live.signed_sheets())
    browser = examiner(live)
    path = f"{sheet(live)}tegaskan/"

    without = browser.post(path, {"alasan": ""})
    told = told_to_sign(browser.post(path, {"alasan": "Buktinya jelas."}))
    signed_by(live, told)

    assert without.status_code == 400
    payload = rows.Payload.objects.get(entry__type="reconfirmation")
    told_again = read_exact(bytes(payload.payload))
    assert (told_again["changed"], told_again["reason"]) == (False, "Buktinya jelas.")
    (answer,) = live.receive(
        live.tablet("P1").sign(
            EntryDraft(**{**told["drafts"][0], "type": EntryType.RECONFIRMATION}), stays=True
        )
    )
    assert getattr(answer, "code", "") == "reconfirmed_twice"


def test_a_device_learns_where_its_own_chain_stands_and_nobody_elses(live: Live) -> None:
    live.received(*live.signed_sheets())
    tablet, other = live.tablet("P1"), live.tablet("P2")
    browser = examiner(live)
    root = f"/k/{live.ref.agency}/{live.ref.key}/perangkat/"

    told = browser.get(f"{root}{tablet.device}/rantai/").json()

    assert (told["dseq"], told["prev"]) == (tablet.dseq, tablet.prev)
    assert browser.get(f"{root}{other.device}/rantai/").status_code == 404


def test_the_sheet_speaks_english_to_who_chose_it(live: Live) -> None:
    browser = examiner(live)
    browser.post("/bahasa/", {"bahasa": "en", "next": "/"})

    pages = [browser.get(one).content.decode() for one in (base(live), confirmed(live, browser))]
    check = browser.post(confirmed(live, browser), FULL).content.decode()

    words = ("Belum", "Makalah", "Tidak ada", "Lembar", "Peserta", "Kirim")
    assert [word for page in (*pages, check) for word in words if word in page] == []
