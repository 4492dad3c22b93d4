"""How people come in: a set-up token on a fresh installation, and invitations that work once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from selaras.actions.access import table
from selaras.actions.office.link_codes import VALID, agency_of, digest_of, new_code, open_link, still_open
from selaras.actions.office.memberships import (
    Officer,
    Seat,
    allow,
    allow_seat,
    check_holder,
    event_of,
    locked_account,
    seated,
    told_of,
    wants_two,
)
from selaras.actions.watching import note_safety
from selaras.core.errors import CoreError
from selaras.core.vocabulary import AgencyKind, Role
from selaras.outside.chance import Chance
from selaras.outside.clock import Clock
from selaras.records import models as rows
from selaras.records.office.memberships import LinkPurpose

_SIGN_IN_NAME = re.compile(r"[a-z][a-z0-9._-]{2,59}")
_AGENCY_CODE = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A code as it is shown once, and never again; "" while a second person must agree first."""

    link: int
    code: str
    name: str
    holder: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a link tells whoever holds its code."""

    purpose: LinkPurpose
    name: str
    role: Role | None
    agency: str
    agency_name: str
    event: str  # its key; empty for a role in the whole agency
    event_title: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """What somebody chooses for the own account; the password was looked at before."""

    sign_in_name: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAccount:
    """The agency and its first person.

    is_small : the first person is the secretariat, and there is no system administrator
    """

    code: str
    name: str
    kind: AgencyKind
    region: str
    person: str
    is_small: bool


def make_set_up_token(*, clock: Clock, chance: Chance) -> Shown:
    """Return a token that makes an agency with its first account; tokens made before it end."""
    with transaction.atomic():
        now = clock.now()
        before = rows.Link.objects.filter(purpose=LinkPurpose.SET_UP.value, **still_open(now))
        before.update(withdrawn_at=now)
        shown = _linked(rows.Link(purpose=LinkPurpose.SET_UP.value), clock=clock, chance=chance)
        note_safety("set_up_token_made", clock=clock)
    return shown


def has_accounts() -> bool:
    return rows.Account.objects.exists()


def agency_code_of(typed: str) -> str:
    """Return an agency's code as it is kept; refused where it could not stand in an address."""
    code = typed.strip().lower()
    if not _AGENCY_CODE.fullmatch(code):
        raise CoreError("agency_code_wrong")
    return code


def sign_in_name_of(typed: str) -> str:
    """Return a sign-in name as it is kept; refused where it is none."""
    name = typed.strip().lower()
    if not _SIGN_IN_NAME.fullmatch(name):
        raise CoreError("sign_in_name_wrong")
    return name


def set_up(code: str, first: FirstAccount, new: NewAccount, *, clock: Clock) -> int:
    """Make an agency and its first account with a set-up token; return the account."""
    agency_code = agency_code_of(first.code)
    with transaction.atomic():
        link = open_link(code, LinkPurpose.SET_UP.value, clock=clock)
        told = {"name": first.name.strip(), "kind": first.kind.value, "region": first.region.strip()}
        # An agency whose events came in by the command line is there already, without people.
        agency, _ = rows.Agency.objects.get_or_create(code=agency_code, defaults=told)
        if rows.Account.objects.filter(agency=agency).exists():
            raise CoreError("agency_has_people", code=agency_code)
        who = _new_account(agency, first.person, new)
        role = Role.SECRETARIAT if first.is_small else Role.SYSTEM_ADMIN
        seated(who, Seat(role=role), event=None, granted_by=None, clock=clock)
        link.agency = agency
        _use(link, who, clock)
        note_safety("set_up", clock=clock, account=who.pk, agency=agency_code, about=role.value)
    return int(who.pk)


def invite(officer: Officer, name: str, seat: Seat, *, clock: Clock, chance: Chance) -> Shown:
    """Return an invitation for one person to one role; it is shown once.

    For a role that two people give it has no code yet: the second person agrees, and is shown it.
    """
    allow_seat(officer, seat)
    with transaction.atomic():
        agency = rows.Agency.objects.select_for_update(of=("self",)).get(code=officer.agency)
        event = event_of(officer.agency, seat.event)
        check_holder(seat, event)
        name = _name(name, seat, event)
        _withdraw_former(agency, event, seat, clock)
        link = rows.Link(
            agency=agency,
            purpose=LinkPurpose.INVITATION.value,
            name=name,
            role=seat.role.value,
            event=event,
            holder=seat.holder,
            made_by_id=officer.account,
        )
        shown = _linked(link, clock=clock, chance=chance)
        if wants_two(officer.agency, seat.role, asked_by=officer.account):
            shown = replace(shown, code="")
        note_safety("invited", clock=clock, account=officer.account, agency=agency.code, about=told_of(seat))
    return shown


def invite_all(
    officer: Officer, invited: Sequence[tuple[str, Seat]], *, clock: Clock, chance: Chance
) -> tuple[Shown, ...]:
    """Return an invitation for each of several people, or, where one is refused, none at all."""
    with transaction.atomic():
        return tuple(invite(officer, name, seat, clock=clock, chance=chance) for name, seat in invited)


def withdraw(officer: Officer, link: int, *, clock: Clock) -> None:
    """Withdraw an invitation, or a recovery that was asked; its code works no more."""
    with transaction.atomic():
        found = rows.Link.objects.select_for_update(of=("self",)).select_related("event")
        row = found.filter(pk=link, agency__code=officer.agency, **still_open(clock.now())).first()
        if row is None or (officer.event is not None and (not row.event or row.event.key != officer.event)):
            raise CoreError("link_unknown")
        allow(officer, "invite" if row.purpose == LinkPurpose.INVITATION.value else "ask_recovery")
        row.withdrawn_at = clock.now()
        row.save(update_fields=["withdrawn_at"])
        note_safety(
            "link_withdrawn", clock=clock, account=officer.account, agency=officer.agency, about=row.purpose
        )


def look_at(code: str, *, clock: Clock) -> Told:
    """Return what a code is for; nothing changes by looking."""
    with transaction.atomic():
        link = open_link(code, *(one.value for one in LinkPurpose), clock=clock)
    if link.purpose == LinkPurpose.RECOVERY.value and link.agreed_by_id is None:
        raise CoreError("link_unknown")
    return Told(
        purpose=LinkPurpose(link.purpose),
        name=link.name,
        role=Role(link.role) if link.role else None,
        agency=link.agency.code if link.agency else "",
        agency_name=link.agency.name if link.agency else "",
        event=link.event.key if link.event else "",
        event_title=link.event.title if link.event else "",
        expires_at=link.expires_at,
    )


def accept(code: str, new: NewAccount, *, clock: Clock) -> int:
    """Make the invited person's account with its role; return the account."""
    with transaction.atomic():
        link = open_link(code, LinkPurpose.INVITATION.value, clock=clock)
        who = _new_account(agency_of(link), link.name, new)
        _take_seat(link, who, clock)
    return int(who.pk)


def accept_with(code: str, account: int, *, clock: Clock) -> None:
    """Take the role of an invitation with an account that is there already."""
    with transaction.atomic():
        link = open_link(code, LinkPurpose.INVITATION.value, clock=clock)
        if account in (link.made_by_id, link.agreed_by_id):
            raise CoreError("own_role_not_given")
        who = rows.Account.objects.get(pk=account)
        if who.agency_id != link.agency_id:
            raise CoreError("link_of_another_agency")
        _take_seat(link, locked_account(account, agency=agency_of(link).code), clock)


def _take_seat(link: rows.Link, who: rows.Account, clock: Clock) -> None:
    event = link.event
    seat = Seat(role=Role(link.role), event=event.key if event else None, holder=link.holder)
    _check_still_invited(link)
    seated(who, seat, event=event, granted_by=link.made_by_id, clock=clock)
    _use(link, who, clock)
    note_safety(
        "invitation_accepted", clock=clock, account=who.pk, agency=agency_of(link).code, about=told_of(seat)
    )


def _check_still_invited(link: rows.Link) -> None:
    """Refuse where whoever invited has lost the right to: a link outlives nobody's office.

    A role that two people give is asked here again: between invitation and acceptance a second one came.
    """
    if link.made_by_id is None:
        raise CoreError("link_withdrawn")
    is_agreed = link.agreed_by_id not in (None, link.made_by_id) or _is_agreed_by_server(link)
    if not is_agreed and wants_two(agency_of(link).code, Role(link.role), asked_by=link.made_by_id):
        raise CoreError("invitation_waits")
    held = rows.Membership.objects.filter(account_id=link.made_by_id, ended_at=None)
    if link.event is not None:
        held = held.filter(event=None) | held.filter(event=link.event)
    else:
        held = held.filter(event=None)
    roles = [Role(one) for one in held.values_list("role", flat=True)]
    verb = "invite_admin" if link.role == Role.SYSTEM_ADMIN.value else "invite"
    if not table().allows("account", verb, roles=roles):
        raise CoreError("link_withdrawn")


def _is_agreed_by_server(link: rows.Link) -> bool:
    used = rows.Link.objects.filter(purpose=LinkPurpose.SET_UP.value, agency=agency_of(link))
    return used.filter(holder=str(link.pk)).exclude(used_at=None).exists()


def _new_account(agency: rows.Agency, name: str, new: NewAccount) -> rows.Account:
    sign_in_name = sign_in_name_of(new.sign_in_name)
    if rows.Account.objects.filter(sign_in_name__iexact=sign_in_name).exists():
        raise CoreError("sign_in_name_taken")
    if not name.strip():
        raise CoreError("person_without_name")
    return rows.Account.objects.create_user(
        sign_in_name, agency=agency, password=new.password, name=name.strip()
    )


def _name(name: str, seat: Seat, event: rows.Event | None) -> str:
    """Return who is invited: whom the event knows by the code, else the name that was typed."""
    if event is not None and seat.role is Role.PARTICIPANT:
        known = rows.Participant.objects.select_related("official").filter(event=event, code=seat.holder)
        return str(known.get().official.name)
    if event is not None and seat.holder:
        examiner = rows.Examiner.objects.filter(event=event, code=seat.holder).first()
        if examiner is not None:
            return str(examiner.name)
    if not name.strip():
        raise CoreError("person_without_name")
    return name.strip()[:200]


def _withdraw_former(agency: rows.Agency, event: rows.Event | None, seat: Seat, clock: Clock) -> None:
    """End an invitation that is open for the same code: whoever lost the link gets another one."""
    if event is None or not seat.holder:
        return
    now = clock.now()
    former = rows.Link.objects.filter(
        agency=agency,
        event=event,
        role=seat.role.value,
        holder=seat.holder,
        purpose=LinkPurpose.INVITATION.value,
        **still_open(now),
    )
    former.update(withdrawn_at=now)


def _linked(link: rows.Link, *, clock: Clock, chance: Chance) -> Shown:
    code = new_code(chance)
    link.token_digest = digest_of(code)
    link.made_at = clock.now()
    link.expires_at = link.made_at + VALID
    link.save()
    return Shown(link=link.pk, code=code, name=link.name, holder=link.holder, expires_at=link.expires_at)


def _use(link: rows.Link, who: rows.Account, clock: Clock) -> None:
    link.used_at = clock.now()
    link.account = who
    link.save(update_fields=["used_at", "account", "agency"])
