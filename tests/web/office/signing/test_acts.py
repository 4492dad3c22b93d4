"""Acts of two people in a browser: both sign, one person alone gets nowhere, whichever way is tried."""

from collections.abc import Callable

import pytest
from django.test import Client

from selaras.actions.event_rows import event_row
from selaras.actions.office import acts_of_two
from selaras.core.entries import EntryType
from selaras.core.evidence.acts import Act
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role
from selaras.records import models as rows
from tests.actions.evidence.live_events import Tablet, plain
from tests.web.office import offices
from tests.web.office.signing.other_ways import WITHOUT_A_PAGE, a_token_of_a_system
from tests.web.office.signing.two_people import TYPE, Waiting, waiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("log_key")]

# A late device and a lost log key have ways of their own, and tests of their own.
OF_OTHER_WAYS = {Act.ENROL_LATE, Act.RECOVER_LOG_KEY}
ACTS = tuple(one for one in Act if one not in OF_OTHER_WAYS)


def other_account(one: Waiting, called: str, *roles: Role, holder: str = "", **told: object) -> Client:
    """Return the browser of one more account, with roles of the event and whatever it is said to be."""
    event = event_row(one.live.ref)
    made = offices.account(event.agency, called)
    for role in roles:
        offices.member(made, role, event=event, holder=holder)
    rows.Account.objects.filter(pk=made.pk).update(**told)
    return offices.signed_in(made)


def who_asked_agrees(one: Waiting) -> None:
    one.agree(offices.signed_in(one.secretary))


def who_asked_agrees_in_a_second_browser(one: Waiting) -> None:
    for _ in range(2):
        one.agree(offices.signed_in(one.secretary))


def second_account_of_the_same_name(one: Waiting) -> None:
    one.agree(other_account(one, "sekretaris-lagi", Role.CHAIR, holder="KP", name=" SEKRETARIS "))


def second_account_with_the_same_code(one: Waiting) -> None:
    one.agree(other_account(one, "kode-sama", Role.CHAIR, holder="SK"))


def second_account_with_the_same_mail(one: Waiting) -> None:
    rows.Account.objects.filter(pk=one.secretary.pk).update(email="sk@contoh.example")
    one.agree(other_account(one, "surel-sama", Role.CHAIR, holder="KP", email="SK@contoh.example"))


def one_account_with_both_roles(one: Waiting) -> None:
    event = event_row(one.live.ref)
    made = offices.member(one.secretary, Role.CHAIR, event=event, holder="KP")
    one.agree(offices.signed_in(one.secretary))
    made.delete()


def two_of_the_same_role(one: Waiting) -> None:
    one.agree(other_account(one, "sekretaris-kedua", Role.SECRETARIAT, holder="SK-2"))


def somebody_of_another_role(one: Waiting) -> None:
    for role in (Role.EXAMINER, Role.AUDITOR, Role.SYSTEM_ADMIN, Role.DECIDING_OFFICER, Role.PARTICIPANT):
        answer = one.agree(other_account(one, f"lain-{role.value.lower()}", role))
        assert answer.status_code == 403


def chair_who_signed_in_long_ago(one: Waiting) -> None:
    answer = one.agree(offices.signed_in(one.chair, is_fresh=False))
    assert (answer.status_code, "/akun/" in answer["Location"]) == (302, True)


def chair_who_did_not_sign(one: Waiting) -> None:
    answer = one.agree(offices.signed_in(one.chair))
    assert "Masih menunggu tanda tangan" in answer.content.decode()


def chair_whose_role_ended(one: Waiting) -> None:
    lasting = rows.Membership.objects.filter(account=one.chair)
    lasting.update(ended_at="2024-01-01T00:00:00Z")
    assert one.agree(offices.signed_in(one.chair)).status_code == 403
    lasting.update(ended_at=None)


def a_form_from_elsewhere(one: Waiting) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = offices.signed_in(one.chair).cookies
    assert one.agree(browser).status_code == 403


def somebody_of_another_agency(one: Waiting) -> None:
    stranger = offices.account(offices.agency_row("lain"), "orang-lain")
    offices.member(stranger, Role.CHAIR)
    assert one.agree(offices.signed_in(stranger)).status_code == 404


def nobody_signed_in(one: Waiting) -> None:
    assert one.agree(Client())["Location"].startswith("/akun/masuk/")


def the_act_itself_by_a_device(one: Waiting) -> None:
    tablet = one.live.tablet("SK")
    payload = {**one.asked.draft.payload, "approvals": []}
    (answer,) = one.live.receive(tablet.sign(plain(TYPE[one.act], payload), stays=True))
    # A device of the deciding officer, or for some letters the reviewer's, may send these, and no other.
    expected = {"packet_of_this_type_not_received", "not_by_the_deciding_officer", "approval_missing"}
    assert getattr(answer, "code", "") in expected


def an_approval_by_a_device_nobody_enrolled(one: Waiting) -> None:
    forged = Tablet(one.live.ref.origin, "KP", "KP", seed="forged")
    (answer,) = one.live.receive(forged.approves(one.asked))
    assert getattr(answer, "code", "") == "device_not_enrolled"
    one.agree(offices.signed_in(one.chair))


def an_approval_of_something_else(one: Waiting) -> None:
    other = plain(EntryType.APPROVAL, {"verb": one.act.value, "about": "0" * 64})
    one.live.received(one.live.tablet("KP").sign(other))
    one.agree(offices.signed_in(one.chair))


def an_act_that_was_altered_afterwards(one: Waiting) -> None:
    row = rows.PendingAct.objects.get(pk=one.number)
    before = row.told
    (draft,) = before["drafts"]
    altered = {**draft, "payload": {**draft["payload"], "reason": "lain"}}
    rows.PendingAct.objects.filter(pk=one.number).update(told={**before, "drafts": [altered]})
    answer = one.agree(offices.signed_in(one.chair))
    assert answer.status_code == 409
    rows.PendingAct.objects.filter(pk=one.number).update(told=before)


# While the chair's own device has not agreed.
UNSIGNED: tuple[Callable[[Waiting], None], ...] = (
    chair_who_did_not_sign,
    who_asked_agrees,
    the_act_itself_by_a_device,
    an_approval_by_a_device_nobody_enrolled,
    an_approval_of_something_else,
    an_act_that_was_altered_afterwards,
    *WITHOUT_A_PAGE,
)
# Once it has: all that is missing is a second person, and no other person's account may stand in.
SIGNED: tuple[Callable[[Waiting], None], ...] = (
    who_asked_agrees,
    who_asked_agrees_in_a_second_browser,
    second_account_of_the_same_name,
    second_account_with_the_same_code,
    second_account_with_the_same_mail,
    one_account_with_both_roles,
    two_of_the_same_role,
    somebody_of_another_role,
    chair_who_signed_in_long_ago,
    chair_whose_role_ended,
    a_form_from_elsewhere,
    somebody_of_another_agency,
    nobody_signed_in,
    an_act_that_was_altered_afterwards,
    a_token_of_a_system,
)


def test_every_act_is_tried_by_one_person_in_many_ways() -> None:
    assert set(ACTS) == set(TYPE)
    assert (len(ACTS), len({*UNSIGNED, *SIGNED})) >= (9, 15)


@pytest.mark.parametrize("act", ACTS)
def test_no_person_alone_gets_an_act_done_and_two_do(act: Act) -> None:
    one = waiting(act)
    before = one.n_done

    for bypass in UNSIGNED:
        bypass(one)
        assert (bypass.__name__, one.n_done) == (bypass.__name__, before)
    one.sign("KP")
    for bypass in SIGNED:
        bypass(one)
        assert (bypass.__name__, one.n_done) == (bypass.__name__, before)

    answer = one.agree(offices.signed_in(one.chair))
    assert answer.status_code == 302, answer.content.decode()
    assert one.n_done == before + 1
    row = rows.PendingAct.objects.get(pk=one.number)
    assert (row.state, row.agreed_by_id) == ("done", one.chair.pk)


def test_a_build_that_takes_two_accounts_for_two_people_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    one = waiting(Act.REVEAL)
    one.sign("KP")
    monkeypatch.setattr(acts_of_two, "is_one_person", lambda event, first, second: False)

    second_account_of_the_same_name(one)

    assert one.n_done == 1


def test_an_approval_serves_one_act_alone() -> None:
    one = waiting(Act.REVEAL)
    one.sign("KP")
    one.agree(offices.signed_in(one.chair))
    again = offices.signed_in(one.secretary).post(
        f"/k/{one.live.ref.agency}/{one.live.ref.key}/tindakan/ajukan/reveal/"
    )
    one.number = int(again["Location"].rstrip("/").rsplit("/", 1)[1])

    answer = one.agree(offices.signed_in(one.chair))

    assert (answer.status_code, one.n_done) == (409, 1)


def test_a_lock_wants_every_device_compared() -> None:
    one = waiting(Act.LOCK)
    one.sign("KP")

    answer = offices.signed_in(one.chair).post(one.url, {"device": sorted(one.live.devices)[1:]})

    assert answer.status_code == 409
    assert one.listed.phase is Phase.DESIGN


def test_what_was_withdrawn_cannot_be_agreed_to() -> None:
    one = waiting(Act.REVEAL)
    one.sign("KP")
    offices.signed_in(one.secretary).post(f"{one.url}tarik/")

    answer = one.agree(offices.signed_in(one.chair))

    assert (answer.status_code, one.n_done) == (409, 0)


def test_who_did_not_ask_sees_the_first_signature_before_signing() -> None:
    one = waiting(Act.REVEAL)

    told = offices.signed_in(one.chair).get(one.url).content.decode()

    assert "Sekretaris (SK)" in told
    assert "data-signing" in told
    assert "Buka nilai untuk pleno" in told


def test_what_was_signed_before_the_design_changed_is_signed_again() -> None:
    one = waiting(Act.LOCK)
    late = one.live.tablet("AU-1", "AU")
    one.live.received(late.sign(late.enrolment()))
    one.sign("KP")
    stale = one.agree(offices.signed_in(one.chair))

    asked_again = offices.signed_in(one.secretary).get(one.url).content.decode()
    one.sign("SK")
    one.sign("KP")
    answer = one.agree(offices.signed_in(one.chair))

    assert (stale.status_code, "data-signing" in asked_again) == (409, True)
    assert (answer.status_code, one.listed.phase) == (302, Phase.READY)
