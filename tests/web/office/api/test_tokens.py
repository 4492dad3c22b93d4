"""Tokens of one event, of the reviewer, of a participant; and the whole bundle, which two people hand out."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache

from selaras.actions.access import Actor
from selaras.actions.event_ref import EventRef
from selaras.actions.office.tokens import OF_THE_HOUSE, SCOPES, make_token, scopes_for
from selaras.core.errors import CoreError
from selaras.core.evidence.acts import Act
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role
from selaras.outside.chance import SeededChance
from selaras.outside.clock import SystemClock
from selaras.queries.office.visiting import Visitor
from selaras.records import models as rows
from selaras.verify import verify
from tests.web.office import offices
from tests.web.office.api.systems import OF_AN_EVENT, call, closed_event, event_token, token
from tests.web.office.signing.two_people import waiting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unlimited() -> None:
    cache.clear()


@pytest.fixture
def ref() -> EventRef:
    return closed_event()


def test_a_token_of_one_event_reaches_no_other(ref: EventRef) -> None:
    key = event_token(ref, Role.SECRETARIAT)
    event = rows.Event.objects.get(key=ref.key)
    other = rows.Event.objects.create(
        **{
            one.attname: getattr(event, one.attname)
            for one in event._meta.concrete_fields
            if one.attname not in ("id", "key")
        },
        key="kegiatan-lain",
    )
    who = rows.ApiToken.objects.get().account
    offices.member(who, Role.SECRETARIAT, event=other)

    assert [one["key"] for one in json.loads(call("events", key).content)] == [ref.key]
    assert call("events/kegiatan-lain/participants", key).status_code == 404
    assert call("personnel", key, method="POST", body=b"NIP;Nama\n1;Ani\n").status_code == 403
    assert len(json.loads(call("events", token(ref)).content)) == 2


def test_a_scope_that_no_role_could_use_is_not_given(ref: EventRef) -> None:
    event_token(ref, Role.REVIEWER)

    given = rows.ApiToken.objects.get().scopes

    assert {"questions", "ask", "bundle-R1"} <= set(given)
    assert not {"answer", "bundle-own", "personnel"} & set(given)
    assert set(scopes_for([Role.SECRETARIAT], is_of_event=False)) >= OF_THE_HOUSE
    assert set(OF_AN_EVENT) < set(SCOPES)


@pytest.mark.parametrize(
    ("roles", "event", "days", "code"),
    [
        ({Role.REVIEWER}, None, 5, "not_permitted"),
        ({Role.EXAMINER}, "here", 5, "not_permitted"),
        ({Role.REVIEWER}, "here", 8, "token_too_long"),
        ({Role.REVIEWER}, "tidak-ada", 5, "event_unknown"),
    ],
)
def test_what_a_token_may_not_be(
    roles: set[Role], event: str | None, days: int, code: str, ref: EventRef
) -> None:
    who = offices.account(rows.Agency.objects.get(code=ref.agency), "siapa")

    with pytest.raises(CoreError) as refused:
        make_token(
            "Sistem",
            OF_AN_EVENT,
            days,
            account=who.pk,
            agency=ref.agency,
            actor=Actor(name="X", roles=frozenset(roles)),
            clock=SystemClock(),
            chance=SeededChance("x"),
            event=ref.key if event == "here" else event,
        )

    assert refused.value.code == code
    assert not rows.ApiToken.objects.exists()


def test_the_page_of_an_event_shows_and_ends_the_own_tokens_alone(ref: EventRef) -> None:
    reviewer = offices.browser_of(ref, Role.REVIEWER, name="penelaah")
    theirs = event_token(ref, Role.SECRETARIAT)
    page = f"/k/{ref.agency}/{ref.key}/token/"
    foreign = rows.ApiToken.objects.get()

    made = reviewer.post(page, {"name": "SIJAPTI", "scopes": ["questions", "ask"], "days": "7"})
    reviewer.post(page, {"revoke": str(foreign.pk)})
    shown = reviewer.get(page).content.decode()

    assert "selaras_" in made.content.decode()
    assert "SIJAPTI" in shown
    assert "Sistem satu kegiatan" not in shown
    assert call("events", theirs).status_code == 200
    assert rows.ApiToken.objects.get(name="SIJAPTI").event == rows.Event.objects.get(key=ref.key)


def test_a_participant_gets_the_own_bundle_and_nothing_of_others(ref: EventRef) -> None:
    key = event_token(ref, Role.PARTICIPANT)
    early = call(f"events/{ref.key}/bundle/own", key).status_code
    offices.put_into(ref, Phase.FOLLOW_UP)
    event = rows.Event.objects.get(key=ref.key)
    rows.Announcement.objects.create(
        agency=event.agency,
        event=event,
        thing="own-result",
        visible_from="2024-01-01T00:00:00Z",
        made_by=rows.Account.objects.all()[0],
        made_at="2024-01-01T00:00:00Z",
    )

    answer = call(f"events/{ref.key}/bundle/own", key)

    assert (early, answer.status_code) == (403, 200)
    assert 'filename="bukti-R3' in answer["Content-Disposition"]
    for one in ("participants", "results", "papers", "bundle", "bundle/whole", "questions"):
        assert call(f"events/{ref.key}/{one}", key).status_code == 403, one


@pytest.mark.usefixtures("log_key")
def test_the_whole_bundle_needs_the_agreement_of_two_and_serves_this_result_alone() -> None:
    one = waiting(Act.EXPORT)
    ref = one.live.ref
    key = event_token(ref, Role.REVIEWER)
    path = f"events/{ref.key}/bundle/whole"
    before = call(path, key)
    one.sign("KP")
    signed_by_both = call(path, key)
    one.agree(offices.signed_in(one.chair))

    agreed = call(path, key)

    assert [(x.status_code, json.loads(x.content)["code"]) for x in (before, signed_by_both)] == [
        (409, "export_not_approved")
    ] * 2
    assert agreed.status_code == 200
    assert verify(agreed.content).log == ref.origin
    assert rows.PersonRead.objects.filter(thing="bundle").exists()
    secretariat = event_token(ref, Role.SECRETARIAT)
    assert call(path, secretariat).status_code == 403


def lent(ref: EventRef, who: rows.Account) -> None:
    now = SystemClock().now()
    event = rows.Event.objects.get(key=ref.key)
    rows.EmergencyAccess.objects.create(
        agency=event.agency,
        event=event,
        account=who,
        role=Role.SECRETARIAT.value,
        reason="Sekretaris sakit",
        asked_by=offices.account(event.agency, "peminta"),
        asked_at=now,
        agreed_by=offices.account(event.agency, "penyetuju"),
        agreed_at=now,
        until=now + timedelta(minutes=15),
    )


def test_what_two_people_lent_no_token_reaches(ref: EventRef, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = ("participants", "results", "papers", "bundle")
    # A token of somebody who kept the secretariat once, and now is only lent its work.
    key = token(ref, role=Role.SYSTEM_ADMIN)
    lent(ref, rows.ApiToken.objects.get().account)

    assert [call(f"events/{ref.key}/{one}", key).status_code for one in paths] == [403] * 4
    monkeypatch.setattr(Visitor, "alone", lambda self: self)
    assert call(f"events/{ref.key}/participants", key).status_code == 200
