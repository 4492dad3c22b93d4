"""People and roles: walls that nobody passes, agencies strictly apart."""

import pytest
from django.test import Client

from selaras.actions.event_ref import EventRef
from selaras.actions.office import agreements, memberships, recovery
from selaras.actions.office.memberships import Officer, Seat
from selaras.core.vocabulary import Role
from selaras.outside.chance import SystemChance
from selaras.outside.clock import SystemClock
from selaras.records import models as rows
from tests.actions.evidence import live_events
from tests.web.office import offices
from tests.web.office.sign_in import ways_in
from tests.web.office.sign_in.ways_in import code_of, officer

pytestmark = pytest.mark.django_db

CLOCK = SystemClock()


@pytest.fixture
def agency() -> rows.Agency:
    return offices.agency_row("kota")


@pytest.fixture
def ref() -> EventRef:
    return live_events.designed().ref


def granted(agency: rows.Agency, who: rows.Account, *seats: Seat, by: Officer | None = None) -> list[str]:
    """Return what came of giving each role in turn, with a second person's agreement where it is needed."""
    given_by = by or officer(agency)
    return [code_of(lambda s=one: given(agency, given_by, who, s)) for one in seats]


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


def test_an_examiner_is_never_a_participant_of_the_same_event(ref: EventRef) -> None:
    agency = event_of(ref).agency
    examiner, person = codes(ref)
    as_examiner = Seat(role=Role.EXAMINER, event=ref.key, holder=examiner)
    as_participant = Seat(role=Role.PARTICIPANT, event=ref.key, holder=person)

    ani, budi = offices.account(agency, "ani"), offices.account(agency, "budi")
    assert granted(agency, ani, as_examiner, as_participant) == ["done", "wall_examiner_is_tested"]
    memberships.end_membership(officer(agency), ani.membership_set.get().pk, clock=CLOCK)
    assert granted(agency, budi, as_participant, as_examiner) == ["done", "wall_examiner_is_tested"]
    # The refused role left nothing behind: no tie to the official either.
    ani.refresh_from_db()
    assert ani.official_id is None


def test_whose_part_as_participant_ended_is_still_tested_here(ref: EventRef) -> None:
    agency = event_of(ref).agency
    examiner, person = codes(ref)
    budi = offices.account(agency, "budi")
    granted(agency, budi, Seat(role=Role.PARTICIPANT, event=ref.key, holder=person))
    memberships.end_membership(officer(agency), budi.membership_set.get().pk, clock=CLOCK)

    seat = Seat(role=Role.EXAMINER, event=ref.key, holder=examiner)
    assert granted(agency, budi, seat) == ["wall_examiner_is_tested"]


def test_the_deciding_officer_is_never_an_examiner(ref: EventRef) -> None:
    agency = event_of(ref).agency
    examiner, _ = codes(ref)
    decides = Seat(role=Role.DECIDING_OFFICER)
    marks = Seat(role=Role.EXAMINER, event=ref.key, holder=examiner)

    ani, budi = offices.account(agency, "ani"), offices.account(agency, "budi")
    assert granted(agency, ani, decides, marks) == ["done", "wall_deciding_officer_judges"]
    assert granted(agency, budi, marks, decides) == ["done", "wall_deciding_officer_judges"]


def test_secretariat_and_chair_are_two_people(ref: EventRef) -> None:
    agency = event_of(ref).agency
    chair = Seat(role=Role.CHAIR, event=ref.key)
    for n, secretariat in enumerate(
        [Seat(role=Role.SECRETARIAT), Seat(role=Role.SECRETARIAT, event=ref.key)]
    ):
        ani, budi = offices.account(agency, f"ani-{n}"), offices.account(agency, f"budi-{n}")
        assert granted(agency, ani, secretariat, chair) == ["done", "wall_secretariat_is_chair"]
        assert granted(agency, budi, chair, secretariat) == ["done", "wall_secretariat_is_chair"]


def test_a_reviewer_reviews_nothing_of_the_own_hand(ref: EventRef) -> None:
    agency = event_of(ref).agency
    examiner, _ = codes(ref)
    others = [
        Seat(role=Role.SECRETARIAT),
        Seat(role=Role.CHAIR, event=ref.key),
        Seat(role=Role.EXAMINER, event=ref.key, holder=examiner),
        Seat(role=Role.DECIDING_OFFICER),
    ]

    ani = offices.account(agency, "ani")
    assert granted(agency, ani, Seat(role=Role.REVIEWER), *others) == ["done", *["wall_reviewer_apart"] * 4]


def test_nobody_gives_a_role_to_himself(agency: rows.Agency) -> None:
    here = officer(agency)
    own = rows.Account.objects.get(pk=here.account)
    shown = ways_in.invited(agency)

    assert granted(agency, own, Seat(role=Role.AUDITOR), by=here) == ["own_role_not_given"]
    answer = offices.signed_in(own).post("/undangan/", {"code": shown.code, "with_account": "1"})
    assert (answer.status_code, own.membership_set.count()) == (409, 1)


def test_a_system_administrator_holds_no_other_role(agency: rows.Agency) -> None:
    by = officer(agency, Role.SYSTEM_ADMIN)
    ani, budi = offices.account(agency, "ani"), offices.account(agency, "budi")
    admin, auditor = Seat(role=Role.SYSTEM_ADMIN), Seat(role=Role.AUDITOR)

    assert granted(agency, ani, admin, auditor, by=by) == ["done", "wall_admin_alone"]
    assert granted(agency, budi, auditor, admin, by=by) == ["done", "wall_admin_alone"]


def test_the_secretariat_makes_no_system_administrator(agency: rows.Agency) -> None:
    assert granted(agency, offices.account(agency, "ani"), Seat(role=Role.SYSTEM_ADMIN)) == ["not_permitted"]


def test_a_code_is_held_by_one_person(ref: EventRef) -> None:
    agency = event_of(ref).agency
    examiner, person = codes(ref)
    ani, budi = offices.account(agency, "ani"), offices.account(agency, "budi")
    marks = Seat(role=Role.EXAMINER, event=ref.key, holder=examiner)
    tested = Seat(role=Role.PARTICIPANT, event=ref.key, holder=person)

    assert granted(agency, ani, marks) + granted(agency, budi, marks) == ["done", "holder_taken"]
    third, fourth = offices.account(agency, "citra"), offices.account(agency, "dewi")
    assert granted(agency, third, tested) == ["done"]
    assert granted(agency, fourth, tested) == ["official_has_another_account"]
    unknown = Seat(role=Role.EXAMINER, event=ref.key, holder="PG-99")
    assert granted(agency, budi, unknown, Seat(role=Role.EXAMINER)) == ["holder_unknown", "role_needs_event"]


def test_two_of_the_secretariat_are_told_apart_by_the_ledger(ref: EventRef) -> None:
    agency = event_of(ref).agency
    seat = Seat(role=Role.SECRETARIAT, event=ref.key)
    for name in ("ani", "budi"):
        granted(agency, offices.account(agency, name), seat)

    held = rows.Membership.objects.filter(event=event_of(ref), role="SK").order_by("pk")
    assert list(held.values_list("holder", flat=True)) == ["SK", "SK-2"]


def test_who_works_in_one_event_gives_roles_there_alone(ref: EventRef) -> None:
    agency = event_of(ref).agency
    narrow = Officer(
        account=offices.account(agency, "narrow").pk,
        agency=agency.code,
        event=ref.key,
        roles=frozenset({Role.SECRETARIAT}),
    )
    rows.Event.objects.create(
        agency=agency, key="lain", kind="job-fit", title="Lain", starts_on="2024-05-01", ends_on="2024-05-02"
    )
    ani, unseen = offices.account(agency, "ani"), offices.account(agency, "tidak-terlihat")
    offices.member(ani, Role.PARTICIPANT, event=event_of(ref))
    seats = [Seat(role=Role.AUDITOR, event=key) for key in (ref.key, "lain", None)]

    assert granted(agency, ani, *seats, by=narrow) == ["done", "not_permitted", "not_permitted"]
    assert granted(agency, unseen, seats[0], by=narrow) == ["account_unknown"]


def test_nobody_reaches_into_another_agency(agency: rows.Agency) -> None:
    stranger = offices.account(offices.agency_row("lain"), "orang.lain")
    theirs = offices.member(stranger, Role.AUDITOR)
    here = officer(agency)
    chance = SystemChance()

    assert granted(agency, stranger, Seat(role=Role.AUDITOR)) == ["account_unknown"]
    assert code_of(lambda: memberships.end_membership(here, theirs.pk, clock=CLOCK)) == "membership_unknown"
    assert (
        code_of(lambda: recovery.ask_recovery(here, stranger.pk, clock=CLOCK, chance=chance))
        == "account_unknown"
    )
    browser = offices.signed_in(rows.Account.objects.get(pk=here.account))
    paths = (f"/orang/peran/{theirs.pk}/", f"/orang/pulihkan/{stranger.pk}/")
    assert [browser.get(path).status_code for path in paths] == [404, 404]
    assert "Orang.Lain" not in browser.get("/orang/").content.decode()


def test_nobody_ends_an_own_role(agency: rows.Agency) -> None:
    here = officer(agency)
    own = rows.Membership.objects.get(account_id=here.account)

    assert code_of(lambda: memberships.end_membership(here, own.pk, clock=CLOCK)) == "own_role_not_ended"


def test_an_ended_role_opens_nothing_from_that_moment(agency: rows.Agency) -> None:
    ani = offices.account(agency, "ani")
    kept = offices.member(ani, Role.SECRETARIAT)
    browser = offices.signed_in(ani)
    before = browser.get("/orang/").status_code
    boss = offices.signed_in(rows.Account.objects.get(pk=officer(agency).account))

    asked = boss.get(f"/orang/peran/{kept.pk}/")
    ended = boss.post(f"/orang/peran/{kept.pk}/")

    assert (before, asked.status_code, ended.status_code) == (200, 200, 302)
    assert browser.get("/orang/").status_code == 403


# The pages.


def test_the_office_invites_its_whole_panel_at_once(ref: EventRef) -> None:
    browser = offices.browser_of(ref, Role.SECRETARIAT)
    path = f"/k/{ref.agency}/{ref.key}/orang/"
    panel = list(rows.Examiner.objects.filter(event=event_of(ref)).values_list("code", "name"))

    roles = browser.get(f"{path}undang/")
    form = browser.get(f"{path}undang/?role=PG")
    made = browser.post(f"{path}undang/", {"role": "PG", "holder": [code for code, _ in panel]})

    page = made.content.decode()
    assert (roles.status_code, form.status_code, made.status_code) == (200, 200, 200)
    assert all(name in form.content.decode() for _, name in panel)
    assert page.count("/undangan/#") >= len(panel)
    assert rows.Link.objects.filter(role="PG", event=event_of(ref)).count() == len(panel)
    assert f"({len(panel)})" in browser.get(path).content.decode()


def test_where_one_of_several_is_refused_nobody_is_invited(ref: EventRef) -> None:
    browser = offices.browser_of(ref, Role.SECRETARIAT)
    examiner, _ = codes(ref)

    answer = browser.post(
        f"/k/{ref.agency}/{ref.key}/orang/undang/", {"role": "PG", "holder": [examiner, "PG-99"]}
    )

    assert (answer.status_code, rows.Link.objects.count()) == (409, 0)
    assert "PG-99" in answer.content.decode()
    assert f'value="{examiner}" checked' in answer.content.decode()


def test_a_participant_of_an_event_sees_nobody_elses_account(ref: EventRef) -> None:
    _, person = codes(ref)
    browser = offices.participant_browser(ref, person)
    here = f"/k/{ref.agency}/{ref.key}/orang/"

    answers = [
        browser.get(path).status_code for path in (here, f"{here}undang/", "/orang/", "/orang/undang/")
    ]

    assert answers == [403] * 4


def test_the_own_account_shows_roles_and_what_happened(agency: rows.Agency) -> None:
    who = ways_in.with_password(agency, "ani.wijaya")
    offices.member(who, Role.AUDITOR)
    browser = Client()
    ways_in.sign_in(browser, "ani.wijaya", "salah sama sekali")
    ways_in.sign_in(browser, "ani.wijaya")

    page = browser.get("/akun/").content.decode()

    assert "Auditor" in page
    assert "Percobaan masuk yang gagal" in page
