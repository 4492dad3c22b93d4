"""A way back for whoever lost password or second factor: two people of the office, no mail."""

from typing import Any

from django.apps import apps
from django.db import transaction

from selaras.actions.office.accounts import outside_identities
from selaras.actions.office.acts_of_two import looks_like_one
from selaras.actions.office.invitations import Shown
from selaras.actions.office.link_codes import (
    RECOVERY_VALID,
    VALID,
    agency_of,
    digest_of,
    new_code,
    open_link,
    still_open,
    waiting_link,
)
from selaras.actions.office.memberships import Officer, allow, locked_account
from selaras.actions.watching import note_safety
from selaras.core.errors import CoreError
from selaras.outside.chance import Chance
from selaras.outside.clock import Clock
from selaras.records import models as rows
from selaras.records.office.memberships import LinkPurpose


def ask_recovery(officer: Officer, account: int, *, clock: Clock, chance: Chance) -> None:
    """Ask that somebody may set a new password and second factor; a second person must agree."""
    allow(officer, "ask_recovery")
    with transaction.atomic():
        who = locked_account(account, agency=officer.agency)
        _check_reach(officer, who)
        waiting = rows.Link.objects.filter(
            account=who, purpose=LinkPurpose.RECOVERY.value, **still_open(clock.now())
        )
        if waiting.exists():
            raise CoreError("recovery_waits_already")
        now = clock.now()
        rows.Link.objects.create(
            agency_id=who.agency_id,
            purpose=LinkPurpose.RECOVERY.value,
            # Nobody is ever told this code: the one that works is drawn when the second person agrees.
            token_digest=digest_of(new_code(chance)),
            account=who,
            name=who.name,
            made_by_id=officer.account,
            made_at=now,
            expires_at=now + VALID,
        )
        note_safety("recovery_asked", clock=clock, account=who.pk, agency=officer.agency)


def agree_recovery(officer: Officer, link: int, *, clock: Clock, chance: Chance) -> Shown:
    """Agree to a recovery that another person asked; return the link for the person, shown once."""
    allow(officer, "agree_recovery")
    with transaction.atomic():
        row = waiting_link(officer.agency, link, LinkPurpose.RECOVERY.value, clock=clock)
        if row.account is None:
            raise CoreError("link_unknown")
        if row.made_by_id is not None and looks_like_one(row.made_by_id, officer.account):
            raise CoreError("recovery_needs_another")
        _check_reach(officer, row.account)
        code = new_code(chance)
        row.token_digest = digest_of(code)
        row.agreed_by_id = officer.account
        row.expires_at = clock.now() + RECOVERY_VALID
        row.save(update_fields=["token_digest", "agreed_by", "expires_at"])
        note_safety("recovery_agreed", clock=clock, account=row.account_id, agency=officer.agency)
    return Shown(link=row.pk, code=code, name=row.name, holder="", expires_at=row.expires_at)


def recover(code: str, password: str, *, clock: Clock) -> int:
    """Set the new password of a recovery that two people agreed to; return the account.

    Every session, second factor and token of before ends; the next thing the person does is to set up a
    second factor anew.
    """
    with transaction.atomic():
        link = open_link(code, LinkPurpose.RECOVERY.value, clock=clock)
        if link.account_id is None or link.agreed_by_id is None or link.agreed_by_id == link.made_by_id:
            raise CoreError("link_unknown")
        who = locked_account(link.account_id, agency=agency_of(link).code)
        who.set_password(password)
        who.save(update_fields=["password"])
        _second_factors().objects.filter(user_id=who.pk).delete()
        # Whoever had the account may have tied it to an identity of his own at the office's provider.
        outside_identities.untie(who.pk, clock=clock)
        # Whoever had the account may have made a key for a system of his own.
        rows.ApiToken.objects.filter(account=who, revoked_at=None).update(revoked_at=clock.now())
        link.used_at = clock.now()
        link.save(update_fields=["used_at"])
        note_safety("account_recovered", clock=clock, account=who.pk, agency=agency_of(link).code)
    return int(who.pk)


def _check_reach(officer: Officer, who: rows.Account) -> None:
    """Refuse the own account, and, for whoever acts in one event, people who are not of that event alone."""
    if who.pk == officer.account:
        raise CoreError("recovery_of_own_account")
    if officer.event is None:
        return
    lasting = rows.Membership.objects.filter(account=who, ended_at=None)
    inside = lasting.filter(event__key=officer.event, agency__code=officer.agency)
    if not inside.exists() or lasting.count() != inside.count():
        raise CoreError("recovery_beyond_event")


def _second_factors() -> Any:
    return apps.get_model("mfa", "Authenticator")
