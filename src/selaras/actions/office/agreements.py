"""Roles that watch each other are given by two people: one asks, another agrees and hands the link over.

Without this the secretariat could invite a chair that nobody knows, open the link itself, and be both of the
two people whom the critical actions need.
"""

from django.db import transaction

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
from selaras.actions.office.memberships import (
    GUARDED,
    Officer,
    Seat,
    allow,
    allow_seat,
    check_seat,
    event_of,
    grant,
    locked_account,
    others_with_power,
    seated,
    told_of,
    wants_two,
)
from selaras.actions.watching import note_safety
from selaras.core.errors import CoreError
from selaras.core.vocabulary import Role
from selaras.outside.chance import Chance
from selaras.outside.clock import Clock
from selaras.records import models as rows
from selaras.records.office.memberships import LinkPurpose


def give(officer: Officer, account: int, seat: Seat, *, clock: Clock, chance: Chance) -> bool:
    """Give an account one more role, or let it wait for a second person; return whether it is given."""
    allow_seat(officer, seat)
    if not wants_two(officer.agency, seat.role, asked_by=officer.account):
        grant(officer, account, seat, clock=clock)
        return True
    with transaction.atomic():
        who = locked_account(account, agency=officer.agency)
        event = event_of(officer.agency, seat.event)
        check_seat(officer, who, seat, event=event)
        _withdraw_same(who, seat, event, clock)
        now = clock.now()
        rows.Link.objects.create(
            agency_id=who.agency_id,
            purpose=LinkPurpose.INVITATION.value,
            # Nobody is ever told this code: there is an account already.
            token_digest=digest_of(new_code(chance)),
            account=who,
            name=who.name,
            role=seat.role.value,
            event=event,
            holder=seat.holder,
            made_by_id=officer.account,
            made_at=now,
            expires_at=now + VALID,
        )
        note_safety("role_asked", clock=clock, account=who.pk, agency=officer.agency, about=told_of(seat))
    return False


def waiting_for_two(agency: str, *, clock: Clock) -> frozenset[int]:
    """Return the links of an agency that work only once a second person agrees."""
    found = rows.Link.objects.filter(
        agency__code=agency,
        purpose=LinkPurpose.INVITATION.value,
        role__in=[one.value for one in GUARDED],
        agreed_by=None,
        **still_open(clock.now()),
    )
    told = found.values_list("pk", "role", "made_by_id")
    return frozenset(
        pk for pk, role, made_by in told if made_by and wants_two(agency, Role(role), asked_by=made_by)
    )


def agree_invitation(officer: Officer, link: int, *, clock: Clock, chance: Chance) -> Shown | None:
    """Agree to a role that another person asked for somebody.

    Return the link for whoever is invited, shown once, to this second person alone; None where somebody who
    has an account has the role from now on.
    """
    allow(officer, "agree_invitation")
    with transaction.atomic():
        row = _waiting(officer.agency, link, clock)
        _check_another(officer, row)
        row.agreed_by_id = officer.account
        row.save(update_fields=["agreed_by"])
        return _agreed(row, by=officer.account, clock=clock, chance=chance)


def agree_by_server(officer: Officer, link: int, token: str, *, clock: Clock, chance: Chance) -> Shown | None:
    """Agree with a set-up token of whoever keeps the server, where nobody else of the office is left."""
    allow_seat(officer, _seat_asked(officer.agency, link, clock))
    with transaction.atomic():
        row = _waiting(officer.agency, link, clock)
        if row.made_by_id is None or others_with_power(
            agency_of(row).code, but=row.made_by_id, is_lasting=True
        ):
            raise CoreError("invitation_needs_another")
        proof = open_link(token, LinkPurpose.SET_UP.value, clock=clock)
        # What a used token agreed to stands in it; without it the invitation opens nothing.
        proof.agency_id, proof.holder, proof.used_at = row.agency_id, str(row.pk), clock.now()
        proof.save(update_fields=["agency", "holder", "used_at"])
        return _agreed(row, by=None, clock=clock, chance=chance)


def _agreed(row: rows.Link, *, by: int | None, clock: Clock, chance: Chance) -> Shown | None:
    agency, event = agency_of(row), row.event
    seat = Seat(role=Role(row.role), event=event.key if event else None, holder=row.holder)
    note_safety("invitation_agreed", clock=clock, account=by, agency=agency.code, about=told_of(seat))
    if row.account_id is not None:
        who = locked_account(row.account_id, agency=agency.code)
        seated(who, seat, event=event, granted_by=row.made_by_id, clock=clock)
        row.used_at = clock.now()
        row.save(update_fields=["used_at"])
        note_safety("role_granted", clock=clock, account=who.pk, agency=agency.code, about=told_of(seat))
        return None
    code = new_code(chance)
    row.token_digest, row.expires_at = digest_of(code), clock.now() + RECOVERY_VALID
    row.save(update_fields=["token_digest", "expires_at"])
    return Shown(link=row.pk, code=code, name=row.name, holder=row.holder, expires_at=row.expires_at)


def _waiting(agency: str, link: int, clock: Clock) -> rows.Link:
    """Return a link that waits for a second person, locked."""
    row = waiting_link(agency, link, LinkPurpose.INVITATION.value, clock=clock)
    if row.pk not in waiting_for_two(agency, clock=clock):
        raise CoreError("link_unknown")
    return row


def _seat_asked(agency: str, link: int, clock: Clock) -> Seat:
    row = rows.Link.objects.select_related("event").filter(pk=link, agency__code=agency).first()
    if row is None or not row.role:
        raise CoreError("link_unknown")
    return Seat(role=Role(row.role), event=row.event.key if row.event else None, holder=row.holder)


def _check_another(officer: Officer, row: rows.Link) -> None:
    """Refuse who asked, by this account or another, and whoever would get the role."""
    if row.made_by_id is None or looks_like_one(row.made_by_id, officer.account):
        raise CoreError("invitation_needs_another")
    if row.account_id is not None and looks_like_one(row.account_id, officer.account):
        raise CoreError("invitation_needs_another")


def _withdraw_same(who: rows.Account, seat: Seat, event: rows.Event | None, clock: Clock) -> None:
    now = clock.now()
    same = rows.Link.objects.filter(
        account=who,
        event=event,
        role=seat.role.value,
        holder=seat.holder,
        purpose=LinkPurpose.INVITATION.value,
        **still_open(now),
    )
    same.update(withdrawn_at=now)
