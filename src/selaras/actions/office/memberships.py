"""Roles given and ended, and the walls between them: who may never be two things at once."""

import re
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet

from selaras.actions.access import may
from selaras.actions.watching import note_safety
from selaras.core.errors import CoreError
from selaras.core.vocabulary import ParticipantStatus, Role
from selaras.outside.clock import Clock
from selaras.records import models as rows

# Roles that a person holds for one event only, known there by a code.
OF_AN_EVENT = frozenset({Role.CHAIR, Role.EXAMINER, Role.ASSESSOR, Role.RESPONDENT, Role.PARTICIPANT})
# Whose code is a row of the event's panel.
OF_THE_PANEL = frozenset({Role.EXAMINER, Role.ASSESSOR})
# Who may agree to what another person asks for accounts.
POWERFUL = frozenset({Role.SYSTEM_ADMIN, Role.SECRETARIAT, Role.CHAIR})
# Roles that watch or agree with the others: once the office has two people, no single one gives them.
GUARDED = POWERFUL | {Role.REVIEWER, Role.DECIDING_OFFICER, Role.AUDITOR}
_HOLDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """Who acts for the office.

    event : the event to which the roles are bound; None where they are of the whole agency
    """

    account: int
    agency: str
    event: str | None
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A role as it is given.

    event : None for the whole agency
    holder : by which the event's ledger knows the person; empty where the office leaves it to the program
    """

    role: Role
    event: str | None = None
    holder: str = ""


def allow(officer: Officer, verb: str) -> None:
    """Refuse what the table of permissions does not grant on accounts."""
    if not may(officer.roles, "account", verb):
        raise CoreError("not_permitted", actor=officer.account, verb=f"account.{verb}")


def grant(officer: Officer, account: int, seat: Seat, *, clock: Clock) -> None:
    """Give an account of the agency one more role; nobody gives one to himself.

    Raises ``invitation_needs_another`` for a role that two people give.
    """
    allow_seat(officer, seat)
    with transaction.atomic():
        who = locked_account(account, agency=officer.agency)
        event = event_of(officer.agency, seat.event)
        check_seat(officer, who, seat, event=event)
        if wants_two(officer.agency, seat.role, asked_by=officer.account):
            raise CoreError("invitation_needs_another")
        seated(who, seat, event=event, granted_by=officer.account, clock=clock)
        note_safety("role_granted", clock=clock, account=who.pk, agency=officer.agency, about=told_of(seat))


def check_seat(officer: Officer, who: rows.Account, seat: Seat, *, event: rows.Event | None) -> None:
    """Refuse a role for the officer's own account, for one out of reach, or beside what the person holds."""
    if who.pk == officer.account:
        raise CoreError("own_role_not_given")
    if not who.is_active or not _is_in_reach(officer, who):
        raise CoreError("account_unknown")
    _check_walls(who, seat.role, event)


def others_with_power(agency: str, *, but: int, is_lasting: bool = False) -> bool:
    """Return whether anybody else of the agency holds, or ever held, a role that agrees to others.

    Who once had a second person does not become the first again by ending that one's role.
    """
    found = rows.Membership.objects.filter(
        agency__code=agency, role__in=[one.value for one in POWERFUL]
    ).exclude(account_id=but)
    return (found.filter(ended_at=None, account__is_active=True) if is_lasting else found).exists()


def wants_two(agency: str, role: Role, *, asked_by: int) -> bool:
    """Return whether a role is given only with a second person's agreement."""
    return role in GUARDED and others_with_power(agency, but=asked_by)


def end_membership(officer: Officer, membership: int, *, clock: Clock) -> None:
    """End one role of somebody else; what was done in it stays as it was entered."""
    allow(officer, "end")
    with transaction.atomic():
        lasting = rows.Membership.objects.select_for_update(of=("self",)).select_related("event")
        found = lasting.filter(pk=membership, agency__code=officer.agency, ended_at=None).first()
        if found is None or not _reaches_event(officer, found.event.key if found.event else None):
            raise CoreError("membership_unknown")
        if found.account_id == officer.account:
            raise CoreError("own_role_not_ended")
        if found.role == Role.SYSTEM_ADMIN.value and Role.SYSTEM_ADMIN not in officer.roles:
            raise CoreError("not_permitted", actor=officer.account, verb="account.end")
        found.ended_at = clock.now()
        found.save(update_fields=["ended_at"])
        note_safety(
            "role_ended",
            clock=clock,
            account=found.account_id,
            agency=officer.agency,
            about=" ".join(filter(None, (found.role, found.event.key if found.event else "", found.holder))),
        )


def allow_seat(officer: Officer, seat: Seat) -> None:
    """Refuse a role that this officer may not give, or not there."""
    allow(officer, "invite_admin" if seat.role is Role.SYSTEM_ADMIN else "invite")
    if not _reaches_event(officer, seat.event):
        raise CoreError("not_permitted", actor=officer.account, verb="account.invite")
    if seat.role is Role.SYSTEM_ADMIN and seat.event is not None:
        raise CoreError("admin_is_of_the_agency")
    if seat.role in OF_AN_EVENT and seat.event is None:
        raise CoreError("role_needs_event", role=seat.role.istilah)
    if seat.holder and not _HOLDER.fullmatch(seat.holder):
        raise CoreError("holder_unknown", holder=seat.holder[:64])


def locked_account(account: int, *, agency: str) -> rows.Account:
    """Return an account of the agency, locked, so that two roles given at once see each other."""
    found = rows.Account.objects.select_for_update(of=("self",)).filter(pk=account, agency__code=agency)
    who = found.first()
    if who is None:
        raise CoreError("account_unknown")
    return who


def event_of(agency: str, key: str | None) -> rows.Event | None:
    if key is None:
        return None
    found = rows.Event.objects.select_related("agency").filter(agency__code=agency, key=key).first()
    if found is None:
        raise CoreError("event_unknown", agency=agency, key=key)
    return found


def seated(
    who: rows.Account, seat: Seat, *, event: rows.Event | None, granted_by: int | None, clock: Clock
) -> rows.Membership:
    """Enter a role behind all walls, in the caller's transaction; the account is locked by then."""
    if seat.role is Role.PARTICIPANT and event is not None:
        _become_official(who, event, seat.holder)
    _check_walls(who, seat.role, event)
    holder = _holder(seat, event, who)
    lasting = rows.Membership.objects.filter(account=who, event=event, role=seat.role.value, ended_at=None)
    if lasting.filter(holder=holder).exists():
        raise CoreError("role_there_already", role=seat.role.istilah)
    return rows.Membership.objects.create(
        agency_id=who.agency_id,
        account=who,
        event=event,
        role=seat.role.value,
        holder=holder,
        granted_by_id=granted_by,
        granted_at=clock.now(),
    )


def told_of(seat: Seat) -> str:
    """Return a seat in codes, for the security log."""
    return " ".join(filter(None, (seat.role.value, seat.event or "", seat.holder)))


def check_holder(seat: Seat, event: rows.Event | None) -> None:
    """Refuse a code that the event does not know, or that somebody else holds in this role."""
    if event is None:
        return
    of_event = {"event": event, "code": seat.holder}
    if seat.role in OF_THE_PANEL and not rows.Examiner.objects.filter(**of_event).exists():
        raise CoreError("holder_unknown", holder=seat.holder)
    status = ParticipantStatus.PARTICIPANT.value
    if (
        seat.role is Role.PARTICIPANT
        and not rows.Participant.objects.filter(**of_event, status=status).exists()
    ):
        raise CoreError("holder_unknown", holder=seat.holder)
    held = rows.Membership.objects.filter(event=event, role=seat.role.value, ended_at=None)
    if seat.holder and held.filter(holder=seat.holder).exists():
        raise CoreError("holder_taken", holder=seat.holder)


def _reaches_event(officer: Officer, event: str | None) -> bool:
    return officer.event is None or officer.event == event


def _is_in_reach(officer: Officer, who: rows.Account) -> bool:
    """Return whether somebody has a part where the officer works: elsewhere one knows no names."""
    if officer.event is None:
        return True
    lasting = rows.Membership.objects.filter(account=who, ended_at=None)
    return lasting.filter(Q(event=None) | Q(event__key=officer.event)).exists()


def _holder(seat: Seat, event: rows.Event | None, who: rows.Account) -> str:
    """Return the code of the person in the event: the one given, or the role's own with a free number."""
    if event is None:
        return ""
    check_holder(seat, event)
    if seat.holder:
        return seat.holder
    held = rows.Membership.objects.filter(event=event, role=seat.role.value)
    # A code that somebody had before is never given on: the ledger knows that person by it.
    others = set(held.exclude(account=who).values_list("holder", flat=True))
    code = seat.role.value
    numbered = (code if n == 1 else f"{code}-{n}" for n in range(1, len(others) + 2))
    return next(one for one in numbered if one not in others)


def _become_official(who: rows.Account, event: rows.Event, code: str) -> None:
    """Tie an account to the official whom it is: whose own data and result it may see."""
    participant = rows.Participant.objects.select_related("official").filter(event=event, code=code).first()
    if participant is None:
        raise CoreError("holder_unknown", holder=code)
    owner = rows.Account.objects.filter(official=participant.official).first()
    if (owner is not None and owner != who) or who.official_id not in (None, participant.official_id):
        raise CoreError("official_has_another_account", holder=code)
    if who.official_id is None:
        who.official = participant.official
        who.save(update_fields=["official"])


# Secretariat and chair agree to what needs two people; the reviewer looks at what both of them did.
_APART = (
    (Role.SECRETARIAT, Role.CHAIR, "wall_secretariat_is_chair"),
    (Role.REVIEWER, Role.SECRETARIAT, "wall_reviewer_apart"),
    (Role.REVIEWER, Role.CHAIR, "wall_reviewer_apart"),
    (Role.REVIEWER, Role.EXAMINER, "wall_reviewer_apart"),
    (Role.REVIEWER, Role.DECIDING_OFFICER, "wall_reviewer_apart"),
)


def _check_two_people(role: Role, event: rows.Event | None, lasting: QuerySet[rows.Membership]) -> None:
    """Refuse one person on both sides of an agreement; a role of the whole agency is one in every event."""
    if event is not None:
        lasting = lasting.filter(Q(event=None) | Q(event=event))
    beside = set(lasting.values_list("role", flat=True))
    for one, other, code in _APART:
        if (role is one and other.value in beside) or (role is other and one.value in beside):
            raise CoreError(code)


def _check_walls(who: rows.Account, role: Role, event: rows.Event | None) -> None:
    lasting = rows.Membership.objects.filter(account=who, ended_at=None)
    held = set(lasting.values_list("role", flat=True))
    if held and (role is Role.SYSTEM_ADMIN) != (Role.SYSTEM_ADMIN.value in held):
        raise CoreError("wall_admin_alone")
    judging = {Role.EXAMINER.value, Role.ASSESSOR.value}
    if (role is Role.DECIDING_OFFICER and held & judging) or (
        role.value in judging and Role.DECIDING_OFFICER.value in held
    ):
        raise CoreError("wall_deciding_officer_judges")
    _check_two_people(role, event, lasting)
    if event is None:
        return
    here = set(lasting.filter(event=event).values_list("role", flat=True))
    is_tested = Role.PARTICIPANT.value in here or (
        who.official_id is not None
        and rows.Participant.objects.filter(event=event, official_id=who.official_id).exists()
    )
    panel = judging | {Role.CHAIR.value}
    if (role.value in panel and is_tested) or (role is Role.PARTICIPANT and here & panel):
        raise CoreError("wall_examiner_is_tested")
