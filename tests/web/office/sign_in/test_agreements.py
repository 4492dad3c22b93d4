"""No single person makes the people who watch each other, whatever a lone secretariat tries."""

import pytest
from django.test import Client

from selaras.actions.event_ref import EventRef
from selaras.actions.office import agreements, invitations, memberships, recovery
from selaras.actions.office.memberships import Officer, Seat
from selaras.core.vocabulary import Role
from selaras.outside.chance import SystemChance
from selaras.outside.clock import SystemClock
from selaras.records import models as rows
from tests.actions.evidence import live_events
from tests.web.office import offices
from tests.web.office.sign_in import ways_in
from tests.web.office.sign_in.ways_in import accept, code_of, officer

pytestmark = pytest.mark.django_db

CLOCK, CHANCE = SystemClock(), SystemChance()
GUARDED = ("RV", "PK", "AU", "SK")


@pytest.fixture
def ref() -> EventRef:
    return live_events.designed().ref


def agency_of(ref: EventRef) -> rows.Agency:
    return rows.Agency.objects.get(code=ref.agency)


def event_of(ref: EventRef) -> rows.Event:
    return rows.Event.objects.get(agency__code=ref.agency, key=ref.key)


def browser_of(one: Officer) -> Client:
    return offices.signed_in(rows.Account.objects.get(pk=one.account))


def chair(ref: EventRef, name: str = "ketua") -> rows.Account:
    who = offices.account(agency_of(ref), name)
    offices.member(who, Role.CHAIR, event=event_of(ref), holder="KP")
    return who


def invite(by: Officer, seat: Seat, name: str = "Ani Wijaya") -> invitations.Shown:
    return invitations.invite(by, name, seat, clock=CLOCK, chance=CHANCE)


def waiting(agency: str) -> int:
    (link,) = agreements.waiting_for_two(agency, clock=CLOCK)
    return link


@pytest.mark.parametrize("role", GUARDED)
def test_once_there_are_two_nobody_invites_a_watcher_alone(role: str, ref: EventRef) -> None:
    alone = officer(agency_of(ref))
    ketua = chair(ref)

    answer = browser_of(alone).post("/orang/undang/", {"role": role, "name": "Boneka"}, follow=True)

    page = answer.content.decode()
    assert "/undangan/#" not in page
    assert "Menunggu persetujuan orang kedua" in page
    # The one who asked can neither agree nor take it.
    link = waiting(ref.agency)
    assert browser_of(alone).post(f"/orang/undangan/{link}/").status_code == 409
    assert code_of(lambda: agreements.agree_invitation(alone, link, clock=CLOCK, chance=CHANCE)) == (
        "invitation_needs_another"
    )
    # The chair of any event sees it, agrees, and is shown the link.
    here = f"/k/{ref.agency}/{ref.key}/orang/"
    second = offices.signed_in(ketua)
    assert "Boneka" in second.get(here).content.decode()
    agreed = second.post(f"{here}undangan/{link}/").content.decode()
    assert "/undangan/#" in agreed
    assert role in rows.Link.objects.get(pk=link).role


def test_many_invitations_made_before_there_were_two_open_nothing_afterwards(ref: EventRef) -> None:
    alone = officer(agency_of(ref))
    before = [invite(alone, Seat(role=one)) for one in (Role.REVIEWER, Role.AUDITOR)]
    assert accept(Client(), before[0].code, "penelaah").status_code == 302  # still alone
    chair(ref)

    refused = accept(Client(), before[1].code, "auditor.palsu")

    assert refused.status_code == 422
    assert "orang kedua" in refused.content.decode()
    assert not rows.Account.objects.filter(sign_in_name="auditor.palsu").exists()


def test_the_code_that_was_told_first_ends_when_the_second_person_agrees(ref: EventRef) -> None:
    alone = officer(agency_of(ref))
    told = invite(alone, Seat(role=Role.AUDITOR))
    ketua = chair(ref)
    second = Officer(account=ketua.pk, agency=ref.agency, event=ref.key, roles=frozenset({Role.CHAIR}))

    shown = agreements.agree_invitation(second, told.link, clock=CLOCK, chance=CHANCE)

    assert shown is not None
    assert accept(Client(), told.code, "palsu").status_code == 422
    assert accept(Client(), shown.code, "auditor").status_code == 302
    own = offices.signed_in(ketua).post("/undangan/", {"code": shown.code, "with_account": "1"})
    assert own.status_code != 302


def test_ending_the_second_persons_role_makes_nobody_the_first_again(ref: EventRef) -> None:
    alone = officer(agency_of(ref))
    chair(ref)
    ended = rows.Membership.objects.get(role="KP")
    memberships.end_membership(alone, ended.pk, clock=CLOCK)

    seat = Seat(role=Role.CHAIR, event=ref.key)
    shown = invite(alone, seat, "Ketua Boneka")

    assert shown.code == ""
    assert waiting(ref.agency) == shown.link


def test_where_nobody_else_is_left_the_keeper_of_the_server_is_the_second(ref: EventRef) -> None:
    alone = officer(agency_of(ref))
    ketua = chair(ref)
    shown = invite(alone, Seat(role=Role.CHAIR, event=ref.key), "Ketua Baru")
    path = f"/orang/undangan/{shown.link}/"
    browser = browser_of(alone)
    token = invitations.make_set_up_token(clock=CLOCK, chance=CHANCE).code

    # While there is somebody who could agree, a token does not stand for that person.
    assert browser.post(path, {"token": token}).status_code == 409
    memberships.end_membership(alone, rows.Membership.objects.get(account=ketua).pk, clock=CLOCK)
    assert 'name="token"' in browser.get(path).content.decode()
    assert browser.post(path, {"token": "AAAA-BBBB"}).status_code == 409
    page = browser.post(path, {"token": token}).content.decode()

    code = page.split("/undangan/#")[1][:24]
    assert accept(Client(), code, "ketua.baru").status_code == 302
    again = invite(alone, Seat(role=Role.AUDITOR))
    assert browser.post(f"/orang/undangan/{again.link}/", {"token": token}).status_code == 409


def test_a_role_for_an_account_that_is_there_waits_as_well(ref: EventRef) -> None:
    alone, ketua = officer(agency_of(ref)), chair(ref)
    boneka = offices.account(agency_of(ref), "boneka")
    seat = Seat(role=Role.SECRETARIAT)
    browser = browser_of(alone)

    browser.post("/orang/undang/", {"role": "SK", "account": str(boneka.pk)})
    direct = code_of(lambda: memberships.grant(alone, boneka.pk, seat, clock=CLOCK))
    link = waiting(ref.agency)
    by_itself = Officer(account=boneka.pk, agency=ref.agency, event=None, roles=frozenset({Role.SECRETARIAT}))

    assert (direct, boneka.membership_set.count()) == ("invitation_needs_another", 0)
    assert code_of(lambda: agreements.agree_invitation(by_itself, link, clock=CLOCK, chance=CHANCE)) == (
        "invitation_needs_another"
    )
    assert (
        offices.signed_in(ketua).post(f"/k/{ref.agency}/{ref.key}/orang/undangan/{link}/").status_code == 302
    )
    assert list(boneka.membership_set.values_list("role", flat=True)) == ["SK"]


def test_one_person_with_two_accounts_agrees_to_nothing(ref: EventRef) -> None:
    """The other account is told by name, as at every act of two people."""
    alone = officer(agency_of(ref))
    ketua = chair(ref)
    name = rows.Account.objects.get(pk=alone.account).name
    rows.Account.objects.filter(pk=ketua.pk).update(name=f" {name.upper()} ")
    double = Officer(account=ketua.pk, agency=ref.agency, event=ref.key, roles=frozenset({Role.CHAIR}))
    shown = invite(alone, Seat(role=Role.AUDITOR))
    lost = ways_in.with_password(agency_of(ref), "lupa")
    offices.member(lost, Role.EXAMINER, event=event_of(ref))
    recovery.ask_recovery(alone, lost.pk, clock=CLOCK, chance=CHANCE)
    link = rows.Link.objects.get(purpose="recovery")

    agreed = code_of(lambda: agreements.agree_invitation(double, shown.link, clock=CLOCK, chance=CHANCE))
    recovered = code_of(lambda: recovery.agree_recovery(double, link.pk, clock=CLOCK, chance=CHANCE))

    assert (agreed, recovered) == ("invitation_needs_another", "recovery_needs_another")


def test_whoever_is_alone_is_told_so_and_invites_the_first_chair(ref: EventRef) -> None:
    alone = browser_of(officer(agency_of(ref)))
    here = f"/k/{ref.agency}/{ref.key}/orang/undang/"

    warned = alone.get(f"{here}?role=KP").content.decode()
    made = alone.post(here, {"role": "KP", "name": "Ketua"}).content.decode()
    chair(ref)
    later = alone.get(f"{here}?role=KP").content.decode()

    assert "Anda masih sendiri" in warned
    assert "/undangan/#" in made
    assert "Peran ini diberikan oleh dua orang" in later


def test_examiners_and_participants_come_in_as_before(ref: EventRef) -> None:
    alone = browser_of(officer(agency_of(ref)))
    chair(ref)
    code = rows.Examiner.objects.filter(event=event_of(ref)).values_list("code", flat=True)[0]

    made = alone.post(f"/k/{ref.agency}/{ref.key}/orang/undang/", {"role": "PG", "holder": [code]})

    assert "/undangan/#" in made.content.decode()


def test_links_of_another_agency_are_not_there(ref: EventRef) -> None:
    alone = officer(agency_of(ref))
    chair(ref)
    shown = invite(alone, Seat(role=Role.AUDITOR))
    stranger = officer(offices.agency_row("lain"), name="orang-lain")

    assert browser_of(stranger).get(f"/orang/undangan/{shown.link}/").status_code == 404
    assert code_of(lambda: agreements.agree_invitation(stranger, shown.link, clock=CLOCK, chance=CHANCE)) == (
        "link_unknown"
    )


def test_a_build_in_which_one_suffices_is_noticed(ref: EventRef, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = officer(agency_of(ref))
    chair(ref)
    monkeypatch.setattr(memberships, "others_with_power", lambda *_, **__: False)

    shown = invite(alone, Seat(role=Role.REVIEWER))

    assert accept(Client(), shown.code, "boneka").status_code == 302
