"""People who are signed in on the tests' own server, each with the roles that a test wants."""

import time
from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client

from selaras.actions.event_ref import EventRef
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role
from selaras.outside.clock import SystemClock
from selaras.records import models as rows

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def agency_row(code: str) -> rows.Agency:
    found, _ = rows.Agency.objects.get_or_create(
        code=code, defaults={"name": f"Instansi {code}", "kind": "city", "region": "Contoh"}
    )
    return found


def account(agency: rows.Agency, name: str, *, has_second_factor: bool = True) -> rows.Account:
    """Return an account of this name; the same name is the same account."""
    found = rows.Account.objects.filter(sign_in_name=name).first()
    if found is not None:
        return found
    # A password that nothing hashes: tests sign in without it, and hashing is slow on purpose.
    made = rows.Account.objects.create(agency=agency, sign_in_name=name, name=name.title(), password="!")
    if has_second_factor:
        Authenticator.objects.create(user=made, type="totp", data={"secret": "rahasia"})
    return made


def member(
    who: rows.Account, role: Role, *, event: rows.Event | None = None, holder: str = ""
) -> rows.Membership:
    made, _ = rows.Membership.objects.get_or_create(
        agency_id=who.agency_id,
        account=who,
        event=event,
        role=role.value,
        holder=holder,
        ended_at=None,
        defaults={"granted_at": SystemClock().now()},
    )
    return made


def signed_in(who: rows.Account, *, is_fresh: bool = True) -> Client:
    """Return a browser of somebody who signed in just now, or so long ago that it must be proved again."""
    browser = Client()
    browser.force_login(who, backend=BACKEND)
    session: Any = browser.session
    session["account_authentication_methods_user"] = str(who.pk)
    session.save()
    prove(browser, before=0 if is_fresh else 3600)
    return browser


def prove(browser: Client, *, before: int = 0) -> None:
    """Let somebody who is signed in have proved it, so many seconds ago."""
    session: Any = browser.session
    proved = {"method": "password", "at": time.time() - before, "reauthenticated": True}
    session["account_authentication_methods"] = [proved]
    session.save()


def browser_of(
    ref: EventRef, *roles: Role, name: str = "", holder: str = "", is_fresh: bool = True
) -> Client:
    """Return the browser of a new member of an event with these roles; without roles, of a stranger to it."""
    event = rows.Event.objects.get(agency__code=ref.agency, key=ref.key)
    called = name or "-".join(["orang", *(one.value.lower() for one in roles)])
    who = account(event.agency, called)
    for role in roles:
        member(who, role, event=event, holder=holder)
    return signed_in(who, is_fresh=is_fresh)


def participant_browser(ref: EventRef, code: str) -> Client:
    """Return the browser of the participant with this code."""
    participant = rows.Participant.objects.select_related("event__agency", "official").get(
        event__agency__code=ref.agency, event__key=ref.key, code=code
    )
    who = account(participant.event.agency, f"peserta-{code.lower()}")
    rows.Account.objects.filter(pk=who.pk).update(official=participant.official)
    member(who, Role.PARTICIPANT, event=participant.event, holder=code)
    return signed_in(who)


def put_into(ref: EventRef, phase: Phase) -> None:
    """Say that an event is in a phase, past what its ledger says: for tests of who may see what alone."""
    rows.Event.objects.filter(agency__code=ref.agency, key=ref.key).update(phase=phase.value)


def paths(ref: EventRef, *ends: str) -> Iterable[str]:
    return [f"/k/{ref.agency}/{ref.key}/{end}" for end in ends]
