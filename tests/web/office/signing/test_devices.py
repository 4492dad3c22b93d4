"""Devices: enrolled before the lock, let in late by two people, compared, revoked."""

from typing import Any

import pytest
from django.test import Client

from selaras.actions.event_rows import event_row
from selaras.core.entries import EntryType
from selaras.core.evidence.acts import Act
from selaras.core.evidence.exact_json import read_exact
from selaras.core.vocabulary import Role
from selaras.queries.office.listing import listed_event
from selaras.queries.office.pending import pending_acts
from selaras.records import models as rows
from tests.actions.evidence import live_events
from tests.actions.evidence.live_events import Live, Tablet, plain
from tests.web.office import offices
from tests.web.office.signing.two_people import Waiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("log_key")]


@pytest.fixture
def live() -> Live:
    return live_events.scoring(officials=2, methods=1, examiners=2)


def devices(live: Live) -> str:
    return f"/k/{live.ref.agency}/{live.ref.key}/perangkat/"


def late_tablet(live: Live) -> Tablet:
    return Tablet(live.ref.origin, "P1", "PG", seed="late")


def asked_late(live: Live, tablet: Tablet) -> Waiting:
    """Return the late enrolment that an examiner asked for in a browser."""
    browser = offices.browser_of(live.ref, Role.EXAMINER, name="penguji", holder="P1")
    told = {"own": "PG|P1", "public_key": tablet.key.public_key.hex(), "reason": "Tablet lama rusak."}
    answer = browser.post(devices(live), told)
    assert answer.status_code == 302, answer.content.decode()
    listed = listed_event(live.ref.agency, live.ref.key)
    assert listed is not None
    (found,) = pending_acts(listed)
    event = event_row(live.ref)
    chair, secretary = (offices.account(event.agency, name) for name in ("ketua", "sekretaris"))
    offices.member(secretary, Role.SECRETARIAT, event=event, holder="SK")
    offices.member(chair, Role.CHAIR, event=event, holder="KP")
    return Waiting(live=live, act=Act.ENROL_LATE, number=found.number, chair=chair, secretary=secretary)


def payload_told(live: Live) -> Any:
    browser = offices.browser_of(live.ref, Role.EXAMINER, name="penguji", holder="P1")
    page = browser.get(devices(live)).content.decode()
    told = page.split('<script type="application/json">')[1].split("</script>")[0]
    (late,) = read_exact(told.encode())["late"]
    return late["payload"]


def test_a_late_device_comes_in_once_chair_and_secretariat_agreed(live: Live) -> None:
    tablet = late_tablet(live)
    one = asked_late(live, tablet)

    before = payload_told(live)
    one.sign("SK")
    half = one.agree(offices.signed_in(one.secretary))
    one.sign("KP")
    whole = one.agree(offices.signed_in(one.chair))

    assert (before, half.status_code, whole.status_code) == (None, 409, 302)
    live.received(tablet.sign(plain(EntryType.ENROLMENT, payload_told(live))))
    assert rows.Device.objects.filter(device=tablet.device, holder="P1").exists()


def test_a_late_device_that_one_person_let_in_stays_outside(live: Live) -> None:
    tablet = late_tablet(live)
    one = asked_late(live, tablet)
    one.sign("SK")
    one.sign("KP")
    # Both tablets signed, and both codes belong to one account.
    rows.Membership.objects.filter(account=one.chair).update(account=one.secretary)

    answer = one.agree(offices.signed_in(one.secretary))

    assert answer.status_code == 409
    assert payload_told(live) is None


def test_a_key_that_is_none_and_a_role_of_somebody_else_are_refused(live: Live) -> None:
    browser = offices.browser_of(live.ref, Role.EXAMINER, name="penguji", holder="P1")
    key = late_tablet(live).key.public_key.hex()
    wrong = [
        {"own": "PG|P1", "public_key": "04" + "0" * 128, "reason": "Tablet rusak."},
        {"own": "PG|P1", "public_key": "x", "reason": "Tablet rusak."},
        {"own": "PG|P2", "public_key": key, "reason": "Tablet rusak."},
        {"own": "KP|KP", "public_key": key, "reason": "Tablet rusak."},
        {"own": "PG|P1", "public_key": key, "reason": ""},
    ]

    answers = [browser.post(devices(live), told).status_code for told in wrong]

    assert answers == [409, 409, 409, 409, 400]
    assert not rows.PendingAct.objects.exists()


def test_a_revoked_device_is_refused_from_then_on(live: Live) -> None:
    browser = offices.browser_of(live.ref, Role.SECRETARIAT, name="sekretaris", holder="SK")
    tablet = live.tablet("P1")
    path = f"{devices(live)}{tablet.device}/cabut/"

    without = browser.post(path, {"reason": ""})
    answer = browser.post(path, {"reason": "Tablet hilang."})

    assert (without.status_code, answer.status_code) == (400, 302)
    (refused,) = live.receive(tablet.sign(live.sheets("P1")[0]))
    assert getattr(refused, "code", "") == "device_revoked"
    assert "Dicabut" in browser.get(devices(live)).content.decode()


def test_revoking_wants_somebody_who_just_signed_in(live: Live) -> None:
    stale = offices.browser_of(live.ref, Role.SECRETARIAT, name="lama", holder="SK", is_fresh=False)
    path = f"{devices(live)}{live.tablet('P1').device}/cabut/"

    assert stale.post(path, {"reason": "Tablet hilang."}).status_code == 302
    assert not rows.Entry.objects.filter(type="revocation").exists()


@pytest.mark.parametrize(("role", "names"), [(Role.SECRETARIAT, True), (Role.AUDITOR, False)])
def test_an_auditor_sees_codes_and_no_names(live: Live, role: Role, names: bool) -> None:
    name = rows.Examiner.objects.get(code="P1").name
    browser: Client = offices.browser_of(live.ref, role)

    page = browser.get(devices(live)).content.decode()

    assert live.tablet("P1").device in page
    assert (name in page) is names
