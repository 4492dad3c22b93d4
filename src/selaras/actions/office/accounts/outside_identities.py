"""Which account is tied to whom the office's sign-in provider knows: by its owner, or by a verified claim.

The tie is made for accounts that were invited, in the one agency of the provider; it never makes one.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import transaction

from selaras.actions.watching import note_safety
from selaras.core.errors import CoreError
from selaras.outside.clock import Clock
from selaras.records import models as rows

_MAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,180}\.[^@\s.]{2,}")


def account_of(issuer: str, subject: str, *, agency: str) -> int | None:
    """Return the account tied to somebody of the provider, in its agency, while it may sign in."""
    found = _ties().filter(provider=issuer, uid=subject, user__agency__code=agency, user__is_active=True)
    tied = found.first()
    return int(tied.user_id) if tied else None


def is_tied(account: int) -> bool:
    return bool(_ties().filter(user_id=account).exists())


def email_of(account: int) -> str:
    return str(rows.Account.objects.values_list("email", flat=True).get(pk=account))


def tie(account: int, issuer: str, subject: str, *, agency: str, nip: object, clock: Clock) -> None:
    """Tie an account whose owner asked for it; one identity has one account, and one account one identity.

    nip : as the provider tells it; where the office knows the person's own, both must be the same
    """
    with transaction.atomic():
        who = (
            rows.Account.objects.select_for_update(of=("self",))
            .filter(pk=account, agency__code=agency)
            .first()
        )
        if who is None or not who.is_active:
            raise CoreError("account_unknown")
        if nip is not None and who.official is not None and who.official.nip != _digits(nip):
            raise CoreError("outside_identity_of_another")
        there = _ties().filter(provider=issuer, uid=subject).first()
        if there is not None and there.user_id != account:
            raise CoreError("outside_identity_taken")
        if there is None:
            _ties().filter(user_id=account).delete()
            # Nothing that the provider tells of the person is kept, only by what it knows him.
            _ties().create(user_id=account, provider=issuer, uid=subject, extra_data={})
            note_safety("outside_tied", clock=clock, account=account, agency=agency)


def tie_by_claim(
    issuer: str, claims: Mapping[str, Any], *, agency: str, link: str, nip_claim: str, clock: Clock
) -> int | None:
    """Tie the one account that a claim names beyond doubt; None where there is none, or more than one."""
    lasting = rows.Account.objects.filter(agency__code=agency, is_active=True)
    if link == "nip":
        nip = _digits(claims.get(nip_claim))
        found = lasting.filter(official__nip=nip) if len(nip) == 18 else lasting.none()
    else:
        mail = claims.get("email")
        # The very value: a provider that says "true" in letters has verified nothing that we know of.
        is_sure = claims.get("email_verified") is True and isinstance(mail, str) and bool(mail)
        found = lasting.filter(email__iexact=mail) if is_sure else lasting.none()
    accounts = list(found.values_list("pk", flat=True)[:2])
    if len(accounts) != 1 or is_tied(accounts[0]):
        return None
    tie(accounts[0], issuer, claims["sub"], agency=agency, nip=claims.get(nip_claim), clock=clock)
    return int(accounts[0])


def untie(account: int, *, clock: Clock) -> None:
    """Untie an account from every identity."""
    who = rows.Account.objects.select_related("agency").get(pk=account)
    if _ties().filter(user_id=account).delete()[0]:
        note_safety("outside_untied", clock=clock, account=account, agency=who.agency.code)


def set_email(account: int, typed: str, *, clock: Clock) -> None:
    """Keep the mail address of the office by which the provider may know the owner; empty takes it away."""
    mail = typed.strip().lower()
    if mail and not _MAIL.fullmatch(mail):
        raise CoreError("email_wrong")
    with transaction.atomic():
        who = rows.Account.objects.select_for_update(of=("self",)).select_related("agency").get(pk=account)
        others = rows.Account.objects.filter(agency_id=who.agency_id, email__iexact=mail).exclude(pk=account)
        if mail and others.exists():
            raise CoreError("email_taken")
        who.email = mail
        who.save(update_fields=["email"])
        note_safety("email_changed", clock=clock, account=account, agency=who.agency.code)


def _digits(told: object) -> str:
    return "".join(str(told).split()) if isinstance(told, str) else ""


def _ties() -> Any:
    return apps.get_model("socialaccount", "SocialAccount")._default_manager
