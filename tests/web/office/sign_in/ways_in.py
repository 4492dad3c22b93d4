"""Browsers of people who have no account yet, and the codes they hold."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from selaras.actions.office import invitations
from selaras.actions.office.invitations import Shown
from selaras.actions.office.memberships import Officer, Seat
from selaras.core.errors import CoreError
from selaras.core.vocabulary import Role
from selaras.outside.chance import SystemChance
from selaras.outside.clock import SystemClock
from selaras.records import models as rows
from tests.web.office import offices

PASSWORD = "empat kuda di tepi sawah"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def officer(agency: rows.Agency, role: Role = Role.SECRETARIAT, name: str = "") -> Officer:
    """Return somebody of the office who may invite, with an account."""
    who = offices.account(agency, name or f"petugas-{role.value.lower()}")
    offices.member(who, role)
    return Officer(account=who.pk, agency=agency.code, event=None, roles=frozenset({role}))


def invited(agency: rows.Agency, role: Role = Role.AUDITOR, name: str = "Ani Wijaya") -> Shown:
    return invitations.invite(
        officer(agency), name, Seat(role=role), clock=SystemClock(), chance=SystemChance()
    )


def with_password(agency: rows.Agency, name: str, *, has_app: bool = False) -> rows.Account:
    """Return an account that signs in by the password of these tests."""
    made = offices.account(agency, name, has_second_factor=False)
    made.set_password(PASSWORD)
    made.save()
    if has_app:
        Authenticator.objects.create(user=made, type="totp", data={"secret": SECRET})
    return made


def code_now() -> str:
    """Return what the app shows now; a code that a test used before counts as fresh again."""
    cache.clear()
    now = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(SECRET, now[len(now) // 2]))


def sign_in(browser: Client, name: str, password: str = PASSWORD, **more: Any) -> Any:
    return browser.post("/akun/masuk/", {"login": name, "password": password}, **more)


def accept(browser: Client, code: str, name: str = "ani.wijaya", password: str = PASSWORD) -> Any:
    given = {"code": code, "done": "1", "sign_in_name": name, "password1": password, "password2": password}
    return browser.post("/undangan/", given)


def kinds(account: int | None = None) -> list[str]:
    """Return what the security log noted, in order."""
    found = rows.SecurityEvent.objects.order_by("pk")
    if account is not None:
        found = found.filter(account_id=account)
    return list(found.values_list("kind", flat=True))


def code_of(act: Any) -> str:
    """Return the code of the refusal that an act ends in, or that it was done."""
    try:
        act()
    except CoreError as refused:
        return refused.code
    return "done"
