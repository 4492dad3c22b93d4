"""Keys before the lock: made by accepting an invitation, missing ones named, all compared on one list."""

import pytest
from django.test import Client

from selaras.actions.office import invitations
from selaras.actions.office.memberships import Seat
from selaras.core.evidence.acts import Act
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role
from selaras.outside.chance import SystemChance
from selaras.outside.clock import SystemClock
from selaras.records import models as rows
from tests.actions.evidence import live_events
from tests.actions.evidence.live_events import Live
from tests.web.office import offices
from tests.web.office.sign_in.ways_in import accept, officer
from tests.web.office.signing.two_people import waiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("log_key")]


@pytest.fixture
def live() -> Live:
    return live_events.designed()


def home(live: Live) -> str:
    return f"/k/{live.ref.agency}/{live.ref.key}/"


def arrived(live: Live, role: Role, holder: str = "") -> tuple[Client, str]:
    """Return the browser of somebody who accepts an invitation, and where it leads."""
    event = rows.Event.objects.get(key=live.ref.key)
    seat = Seat(role=role, event=event.key, holder=holder)
    given = officer(event.agency)
    shown = invitations.invite(given, "Ani Wijaya", seat, clock=SystemClock(), chance=SystemChance())
    browser = Client()
    return browser, accept(browser, shown.code)["Location"]


def test_an_examiner_who_accepts_comes_to_the_event_and_gets_a_key_at_once(live: Live) -> None:
    browser, onward = arrived(live, Role.EXAMINER, "P1")

    page = browser.get(onward).content.decode()

    assert onward == home(live)
    assert "data-own data-at-once" in page
    assert '"holder": "P1"' in page


def test_on_another_day_the_key_is_asked_for_and_not_made_unasked(live: Live) -> None:
    browser = offices.browser_of(live.ref, Role.EXAMINER, holder="P1")

    page = browser.get(home(live)).content.decode()

    assert "data-own>" in page
    assert "data-at-once" not in page


def test_nobody_is_asked_twice(live: Live) -> None:
    browser = offices.browser_of(live.ref, Role.EXAMINER, holder="P1")
    live.enrol_all()

    assert "data-own" not in browser.get(home(live)).content.decode()


def test_whoever_holds_a_part_sees_each_key_in_the_own_name_and_no_other(live: Live) -> None:
    browser = offices.browser_of(live.ref, Role.EXAMINER, holder="P1")
    before = browser.get(home(live)).content.decode()
    live.enrol_all()
    own = rows.Device.objects.filter(event__key=live.ref.key, holder="P1").get()
    others = rows.Device.objects.filter(event__key=live.ref.key).exclude(holder="P1")
    mine = own.device
    own.pk, own.device = None, "AAAA-BBBB-CCCC"  # somebody else's, under the same name
    own.save(force_insert=True)

    after = browser.get(home(live)).content.decode()
    offices.put_into(live.ref, Phase.READY)

    assert "Kunci atas nama Anda" not in before
    assert mine in after
    assert "AAAA-BBBB-CCCC" in after
    assert not any(one.device in after for one in others)
    assert "Kunci atas nama Anda" not in browser.get(home(live)).content.decode()


def test_after_the_lock_a_key_comes_in_by_two_people_alone(live: Live) -> None:
    browser = offices.browser_of(live.ref, Role.EXAMINER, holder="P1")
    offices.put_into(live.ref, Phase.READY)

    assert "data-own" not in browser.get(home(live)).content.decode()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.DECIDING_OFFICER, Role.SECRETARIAT])
def test_who_needs_no_key_before_signing_is_asked_for_none(live: Live, role: Role) -> None:
    page = offices.browser_of(live.ref, role).get(home(live)).content.decode()

    assert "data-own" not in page


def test_the_design_names_who_could_not_sign_after_the_lock(live: Live) -> None:
    browser = offices.browser_of(live.ref, Role.SECRETARIAT)
    before = browser.get(f"{home(live)}rancangan/").content.decode()
    live.enrol_all()
    after = browser.get(f"{home(live)}rancangan/").content.decode()

    assert "belum mempunyai kunci tanda tangan" in before
    assert "(P1)" in before
    assert "belum mempunyai kunci tanda tangan" not in after


def test_one_press_compares_all_devices_that_are_on_the_list() -> None:
    one = waiting(Act.LOCK)
    one.sign("KP")
    page = offices.signed_in(one.chair).get(one.url).content.decode()
    listed = " ".join(one.live.devices)
    assert page.count('name="device"') == 1
    assert all(f'<b class="code">{each}</b>' in page for each in one.live.devices)

    answer = offices.signed_in(one.chair).post(one.url, {"device": listed})

    assert (answer.status_code, one.listed.phase) == (302, Phase.READY)


def test_a_second_key_in_somebody_s_name_is_told_where_keys_are_compared() -> None:
    one = waiting(Act.LOCK)
    one.sign("KP")
    before = offices.signed_in(one.chair).get(one.url).content.decode()
    known = rows.Device.objects.filter(event__key=one.live.ref.key, holder="P1").get()
    known.pk, known.device = None, "AAAA-BBBB-CCCC"
    known.save(force_insert=True)

    after = offices.signed_in(one.chair).get(one.url).content.decode()

    assert (before.count("kunci atas pemegang ini"), after.count("2 kunci atas pemegang ini")) == (0, 2)


def test_without_the_tick_nothing_was_compared() -> None:
    one = waiting(Act.LOCK)
    one.sign("KP")

    answer = offices.signed_in(one.chair).post(one.url, {})

    assert (answer.status_code, one.listed.phase) == (409, Phase.DESIGN)


def test_a_device_that_came_after_the_list_stops_the_lock() -> None:
    one = waiting(Act.LOCK)
    one.sign("KP")
    listed = " ".join(one.live.devices)
    event = rows.Event.objects.get(key=one.live.ref.key)
    known = rows.Device.objects.filter(event=event).first()
    assert known is not None
    known.pk, known.device = None, "AAAA-BBBB-CCCC"
    known.save(force_insert=True)

    answer = offices.signed_in(one.chair).post(one.url, {"device": listed})

    assert (answer.status_code, one.listed.phase) == (409, Phase.DESIGN)


def test_the_second_person_finds_what_waits_on_the_first_page() -> None:
    one = waiting(Act.LOCK)
    asking, agreeing = (
        offices.signed_in(who).get(home(one.live)).content.decode() for who in (one.secretary, one.chair)
    )

    assert f'<a class="btn" href="{one.url}">Periksa dan setujui</a>' in agreeing
    assert "Periksa dan setujui" not in asking
