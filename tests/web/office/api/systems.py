"""An event that other systems may read, tokens of its people, and calls with them."""

from typing import Any

from django.test import Client

from selaras.actions.access import Actor
from selaras.actions.event_ref import EventRef
from selaras.actions.office.tokens import OF_ONE_EVENT, OF_THE_HOUSE, SCOPES, make_token
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role
from selaras.outside.chance import SeededChance
from selaras.outside.clock import SystemClock
from selaras.records import models as rows
from tests.actions.test_placement import scored
from tests.web.office import offices

OF_ALL_EVENTS = tuple(one for one in SCOPES if one not in OF_ONE_EVENT)
OF_AN_EVENT = tuple(one for one in SCOPES if one not in OF_THE_HOUSE)


def closed_event() -> EventRef:
    """Return an event with a frozen result."""
    found, _ = scored()
    offices.put_into(found, Phase.CLOSED)
    return found


def token(ref: EventRef, *scopes: str, role: Role = Role.SECRETARIAT) -> str:
    """Return a token that reaches every event of the agency, of somebody with one role in this event."""
    event = rows.Event.objects.get(agency__code=ref.agency, key=ref.key)
    who = offices.account(event.agency, f"sistem-{role.value.lower()}")
    offices.member(who, role, event=event)
    return make_token(
        "Sistem kepegawaian",
        scopes or OF_ALL_EVENTS,
        30,
        account=who.pk,
        agency=ref.agency,
        actor=Actor(name="SK", roles=frozenset({Role.SECRETARIAT})),
        clock=SystemClock(),
        chance=SeededChance(f"{role}{scopes}"),
    )


def event_token(ref: EventRef, *roles: Role, scopes: tuple[str, ...] = OF_AN_EVENT) -> str:
    """Return a token of this event alone, of somebody with these roles in it."""
    event = rows.Event.objects.get(agency__code=ref.agency, key=ref.key)
    who = offices.account(event.agency, "-".join(["sistem", *(one.value.lower() for one in roles)]))
    for role in roles:
        offices.member(who, role, event=event, holder="P-001" if role is Role.PARTICIPANT else "")
    if Role.PARTICIPANT in roles:
        one = rows.Participant.objects.get(event=event, code="P-001")
        rows.Account.objects.filter(pk=who.pk).update(official=one.official)
    return make_token(
        "Sistem satu kegiatan",
        scopes,
        7,
        account=who.pk,
        agency=ref.agency,
        actor=Actor(name="X", roles=frozenset(roles)),
        clock=SystemClock(),
        chance=SeededChance(f"{roles}{scopes}"),
        event=ref.key,
    )


def call(path: str, key: str | None, *, method: str = "GET", body: bytes = b"", **headers: str) -> Any:
    told = {"authorization": f"Bearer {key}"} if key is not None else {}
    kind = "application/json" if body.startswith(b"{") else "application/octet-stream"
    return Client(raise_request_exception=False).generic(
        method, f"/api/v1/{path}", body, content_type=kind, headers={**told, **headers}
    )
