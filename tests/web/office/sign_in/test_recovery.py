"""Recovery: one asks, another agrees, the owner alone sets the password."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from selaras.actions.access import Actor
from selaras.actions.event_ref import EventRef
from selaras.actions.office import agreements, recovery
from selaras.actions.office.memberships import Officer, Seat
from selaras.actions.office.tokens import make_token
from selaras.core.vocabulary import Role
from selaras.outside.chance import SystemChance
from selaras.outside.clock import SystemClock
from selaras.records import models as rows
from tests.actions.evidence import live_events
from tests.web.office import offices
from tests.web.office.sign_in import ways_in
from tests.web.office.sign_in.ways_in import PASSWORD, code_of, officer

pytestmark = pytest.mark.django_db

CLOCK = SystemClock()


@pytest.fixture
def agency() -> rows.Agency:
    return offices.agency_row("kota")


@pytest.fixture
def ref() -> EventRef:
    return live_events.designed().ref


def given(agency: rows.Agency, by: Officer, who: rows.Account, seat: Seat) -> None:
    if not agreements.give(by, who.pk, seat, clock=CLOCK, chance=SystemChance()):
        (link,) = agreements.waiting_for_two(agency.code, clock=CLOCK)
        second = officer(agency, name="orang-kedua")
        agreements.agree_invitation(second, link, clock=CLOCK, chance=SystemChance())


def event_of(ref: EventRef) -> rows.Event:
    return rows.Event.objects.select_related("agency").get(agency__code=ref.agency, key=ref.key)


def codes(ref: EventRef) -> tuple[str, str]:
    """Return the codes of one examiner and one participant."""
    event = event_of(ref)
    examiner = rows.Examiner.objects.filter(event=event).order_by("code").first()
    person = rows.Participant.objects.filter(event=event, status="participant").order_by("code").first()
    assert examiner is not None
    assert person is not None
    return examiner.code, person.code


def asked(agency: rows.Agency, who: rows.Account, by: Officer) -> rows.Link:
    recovery.ask_recovery(by, who.pk, clock=CLOCK, chance=SystemChance())
    return rows.Link.objects.get(account=who, purpose="recovery", used_at=None, withdrawn_at=None)


def agreed(link: rows.Link, by: Officer) -> str:
    return recovery.agree_recovery(by, link.pk, clock=CLOCK, chance=SystemChance()).code


def test_two_people_bring_an_account_back(agency: rows.Agency) -> None:
    lost = ways_in.with_password(agency, "lupa", has_app=True)
    offices.member(lost, Role.CHAIR)
    first, second = officer(agency), officer(agency, name="kedua")
    elsewhere = offices.signed_in(lost)
    code = agreed(asked(agency, lost, first), second)
    browser, new = Client(), "lima bebek di kolam"

    page = browser.post("/undangan/", {"code": code}).content.decode()
    given = {"code": code, "done": "1", "password1": new, "password2": new}
    answer = browser.post("/undangan/", given)

    lost.refresh_from_db()
    assert "Kata sandi baru untuk Lupa" in page
    assert answer["Location"] == "/akun/faktor-kedua/"
    assert lost.check_password(new)
    assert not Authenticator.objects.filter(user=lost).exists()
    assert elsewhere.get("/akun/").status_code == 302
    assert ways_in.kinds(lost.pk) == ["recovery_asked", "recovery_agreed", "account_recovered", "signed_in"]
    again = Client().post("/undangan/", given).content.decode()
    assert "sudah dipakai" in again


def test_a_recovery_ends_the_tokens_that_the_account_gave_out(agency: rows.Agency) -> None:
    lost = ways_in.with_password(agency, "lupa")
    offices.member(lost, Role.SECRETARIAT)
    token = make_token(
        "sistem lain",
        ["events"],
        30,
        account=lost.pk,
        agency=agency.code,
        actor=Actor(name="lupa", roles=frozenset({Role.SECRETARIAT})),
        clock=CLOCK,
        chance=SystemChance(),
    )
    call = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    before = Client().get("/api/v1/events", **call).status_code  # type: ignore[arg-type]
    code = agreed(asked(agency, lost, officer(agency)), officer(agency, name="kedua"))

    recovery.recover(code, "lima bebek di kolam", clock=CLOCK)

    after = Client().get("/api/v1/events", **call).status_code  # type: ignore[arg-type]
    assert (before, after) == (200, 401)


def test_one_person_alone_recovers_nobody(agency: rows.Agency) -> None:
    lost = ways_in.with_password(agency, "lupa")
    offices.member(lost, Role.EXAMINER)
    alone = officer(agency)
    link = asked(agency, lost, alone)

    assert code_of(lambda: agreed(link, alone)) == "recovery_needs_another"
    assert code_of(lambda: asked(agency, lost, alone)) == "recovery_waits_already"
    # The page offers it neither, and a request made by hand is refused as well.
    browser = offices.signed_in(rows.Account.objects.get(pk=alone.account))
    assert "/orang/setujui/" not in browser.get("/orang/").content.decode()
    assert browser.post(f"/orang/setujui/{link.pk}/").status_code == 409
    link.refresh_from_db()
    assert (link.agreed_by, lost.check_password(PASSWORD)) == (None, True)


def test_the_owner_is_neither_of_the_two(agency: rows.Agency) -> None:
    lost = ways_in.with_password(agency, "lupa")
    offices.member(lost, Role.SECRETARIAT)
    own = Officer(account=lost.pk, agency=agency.code, event=None, roles=frozenset({Role.SECRETARIAT}))

    assert code_of(lambda: asked(agency, lost, own)) == "recovery_of_own_account"
    link = asked(agency, lost, officer(agency))
    assert code_of(lambda: agreed(link, own)) == "recovery_of_own_account"


def test_a_recovery_nobody_agreed_to_has_no_code_at_all(agency: rows.Agency) -> None:
    lost = ways_in.with_password(agency, "lupa")
    link = asked(agency, lost, officer(agency))
    # Even the code whose digest stands there opens nothing.
    code = "AAAA-BBBB-CCCC-DDDD-EEEE"
    from selaras.actions.office.link_codes import digest_of

    rows.Link.objects.filter(pk=link.pk).update(token_digest=digest_of(code))

    assert code_of(lambda: recovery.recover(code, "lima bebek di kolam", clock=CLOCK)) == "link_unknown"
    assert Client().post("/undangan/", {"code": code}).status_code == 422


def test_agreeing_wants_a_fresh_sign_in(agency: rows.Agency) -> None:
    lost = ways_in.with_password(agency, "lupa")
    link = asked(agency, lost, officer(agency))
    second = rows.Account.objects.get(pk=officer(agency, name="kedua").account)
    path = f"/orang/setujui/{link.pk}/"

    stale = offices.signed_in(second, is_fresh=False).post(path)
    fresh = offices.signed_in(second).post(path)

    assert stale["Location"].startswith("/akun/pastikan/")
    assert fresh.status_code == 200
    assert "/undangan/#" in fresh.content.decode()


def test_the_chair_of_one_event_recovers_nobody_beyond_it(ref: EventRef) -> None:
    agency = event_of(ref).agency
    chair = offices.account(agency, "ketua")
    narrow = Officer(account=chair.pk, agency=agency.code, event=ref.key, roles=frozenset({Role.CHAIR}))
    inside, wide = offices.account(agency, "di-dalam"), offices.account(agency, "di-luar")
    offices.member(inside, Role.AUDITOR, event=event_of(ref))
    offices.member(wide, Role.AUDITOR, event=event_of(ref))
    offices.member(wide, Role.SECRETARIAT)

    assert code_of(lambda: asked(agency, inside, narrow)) == "done"
    assert code_of(lambda: asked(agency, wide, narrow)) == "recovery_beyond_event"
