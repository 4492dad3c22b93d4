"""Help in need: lent by two people for a quarter of an hour, for desk work alone, and told to the auditor."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from selaras.actions.event_ref import EventRef
from selaras.actions.office.acts_of_two import office_codes
from selaras.core.vocabulary import Role
from selaras.outside.clock import SystemClock
from selaras.queries.office.visiting import visitor_of
from selaras.records import models as rows
from tests.actions.evidence import live_events
from tests.web.office import offices
from tests.web.office.sign_in import ways_in

pytestmark = pytest.mark.django_db
REASON = "Sekretaris dirawat di rumah sakit sejak pagi"


@pytest.fixture
def ref() -> EventRef:
    return live_events.designed().ref


@pytest.fixture
def helper(ref: EventRef) -> rows.Account:
    return offices.account(rows.Agency.objects.get(code=ref.agency), "pembantu")


def at(ref: EventRef, end: str = "") -> str:
    return f"/k/{ref.agency}/{ref.key}/{end}"


def chair(ref: EventRef) -> Client:
    return offices.browser_of(ref, Role.CHAIR, name="ketua")


def admin(ref: EventRef) -> Client:
    agency = rows.Agency.objects.get(code=ref.agency)
    who = offices.account(agency, "pengelola")
    offices.member(who, Role.SYSTEM_ADMIN)
    return offices.signed_in(who)


def ask(browser: Client, ref: EventRef, who: rows.Account, reason: str = REASON) -> Any:
    return browser.post(at(ref, "orang/darurat/"), {"account": str(who.pk), "reason": reason})


def agree(browser: Client, ref: EventRef) -> Any:
    number = rows.EmergencyAccess.objects.get().pk
    return browser.post(at(ref, f"orang/darurat/{number}/"))


def lent(ref: EventRef, helper: rows.Account) -> Client:
    ask(chair(ref), ref, helper)
    assert agree(admin(ref), ref).status_code == 302
    return offices.signed_in(helper)


def test_two_people_lend_desk_work_for_a_quarter_of_an_hour(ref: EventRef, helper: rows.Account) -> None:
    before = offices.signed_in(helper).get(at(ref, "peserta/")).status_code
    browser = lent(ref, helper)
    during = browser.get(at(ref, "peserta/")).status_code
    row = rows.EmergencyAccess.objects.get()
    assert row.until is not None
    assert row.agreed_at is not None
    assert row.until - row.agreed_at == timedelta(minutes=15)
    rows.EmergencyAccess.objects.update(until=SystemClock().now() - timedelta(seconds=1))

    assert (before, during) == (403, 200)
    assert browser.get(at(ref, "peserta/")).status_code == 403


def test_what_is_lent_signs_for_nothing_and_opens_no_door(ref: EventRef, helper: rows.Account) -> None:
    browser = lent(ref, helper)
    ways = (
        "orang/",
        "orang/undang/",
        "perangkat/",
        "tindakan/",
        "telaah/berkas/R2/",
        "audit/masa-simpan/",
    )

    assert {way: browser.get(at(ref, way)).status_code for way in ways} == dict.fromkeys(ways, 403)
    assert browser.get("/orang/").status_code == 403
    assert office_codes(rows.Event.objects.get(key=ref.key), helper.pk) == {}


def test_it_is_of_one_event_and_wants_a_second_factor(ref: EventRef) -> None:
    bare = offices.account(rows.Agency.objects.get(code=ref.agency), "tanpa-faktor", has_second_factor=False)
    browser = lent(ref, bare)

    assert browser.get(at(ref, "peserta/"))["Location"] == "/akun/faktor-kedua/"
    visitor = visitor_of(bare.pk)
    assert visitor is not None
    assert visitor.roles_in("kegiatan-lain") == frozenset()


def test_nobody_agrees_for_himself(ref: EventRef, helper: rows.Account) -> None:
    first = chair(ref)
    ask(first, ref, helper)
    own = agree(first, ref)
    offices.member(helper, Role.SECRETARIAT, event=rows.Event.objects.get(key=ref.key))
    helped = agree(offices.signed_in(helper), ref)

    assert (own.status_code, helped.status_code) == (422, 422)
    assert rows.EmergencyAccess.objects.get().agreed_at is None


@pytest.mark.parametrize(
    "role", [Role.EXAMINER, Role.REVIEWER, Role.DECIDING_OFFICER, Role.AUDITOR, Role.PARTICIPANT]
)
def test_who_judges_or_is_judged_is_lent_nothing(role: Role, ref: EventRef, helper: rows.Account) -> None:
    offices.member(helper, role, event=rows.Event.objects.get(key=ref.key))

    answer = ask(chair(ref), ref, helper)

    assert answer.status_code == 422
    assert REASON in answer.content.decode()


def test_a_reason_is_given_and_an_old_request_is_not_agreed(ref: EventRef, helper: rows.Account) -> None:
    bare = ask(chair(ref), ref, helper, reason=" ")
    ask(chair(ref), ref, helper)
    rows.EmergencyAccess.objects.update(asked_at=SystemClock().now() - timedelta(hours=2))

    assert bare.status_code == 422
    assert agree(admin(ref), ref).status_code == 422


def test_it_ends_when_somebody_ends_it(ref: EventRef, helper: rows.Account) -> None:
    browser = lent(ref, helper)
    chair(ref).post(at(ref, "orang/darurat/"), {"end": str(rows.EmergencyAccess.objects.get().pk)})

    assert browser.get(at(ref, "peserta/")).status_code == 403


def test_the_auditor_hears_of_it(ref: EventRef, helper: rows.Account) -> None:
    lent(ref, helper)
    who = ways_in.with_password(rows.Agency.objects.get(code=ref.agency), "auditor")
    offices.member(who, Role.AUDITOR, event=rows.Event.objects.get(key=ref.key))
    browser = Client()
    ways_in.sign_in(browser, "auditor")

    assert "Akses darurat diberikan 1 kali" in browser.get("/").content.decode()
    assert "AKSES DARURAT" in browser.get(at(ref, "audit/")).content.decode()


def test_nobody_asks_for_himself(ref: EventRef) -> None:
    who = admin(ref)
    own = rows.Account.objects.get(sign_in_name="pengelola")

    assert ask(who, ref, own).status_code == 422
    assert not rows.EmergencyAccess.objects.exists()


def test_a_build_that_lends_everything_is_caught(
    ref: EventRef, helper: rows.Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    from selaras.web.office import page

    browser = lent(ref, helper)
    monkeypatch.setattr(page, "_NEVER_LENT", frozenset())

    assert browser.get(at(ref, "orang/")).status_code == 200
