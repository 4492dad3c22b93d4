"""Help in need: two people lend a third the work of the secretariat for a quarter of an hour.

For the day on which nobody of the secretariat can be reached. What is lent is desk work: reading, attendance,
papers. It is no membership, so it is never one of the two whom an act needs, and it reaches nothing that asks
for a fresh proof, a device or an account. Whoever judges or is judged in the event is lent nothing.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from selaras.actions.office.acts_of_two import looks_like_one
from selaras.actions.office.memberships import Officer, allow, event_of, locked_account
from selaras.actions.watching import note_safety
from selaras.core.errors import CoreError
from selaras.core.vocabulary import Role
from selaras.outside.clock import Clock
from selaras.records import models as rows

LENT_FOR = timedelta(minutes=15)
_WAITS_FOR = timedelta(hours=1)
LENT = Role.SECRETARIAT
# Who judges, is judged, or looks at what the others did.
_NEVER = frozenset(
    {
        Role.EXAMINER,
        Role.ASSESSOR,
        Role.RESPONDENT,
        Role.PARTICIPANT,
        Role.REVIEWER,
        Role.DECIDING_OFFICER,
        Role.AUDITOR,
        Role.CHAIR,
    }
)


def ask_emergency(officer: Officer, account: int, *, event: str, reason: str, clock: Clock) -> None:
    """Ask that somebody may do the secretariat's work in one event; a second person must agree."""
    allow(officer, "ask_emergency")
    told = " ".join(reason.split())
    if len(told) < 10:
        raise CoreError("emergency_without_reason")
    with transaction.atomic():
        who = locked_account(account, agency=officer.agency)
        where = event_of(officer.agency, event)
        if where is None or (officer.event is not None and officer.event != event):
            raise CoreError("event_unknown", agency=officer.agency, key=event)
        _check_who(who, where)
        if looks_like_one(officer.account, account):
            raise CoreError("emergency_needs_another")
        if _open(where, clock).exists():
            raise CoreError("emergency_there_already")
        rows.EmergencyAccess.objects.create(
            agency_id=who.agency_id,
            event=where,
            account=who,
            role=LENT.value,
            reason=told[:300],
            asked_by_id=officer.account,
            asked_at=clock.now(),
        )
        note_safety("emergency_asked", clock=clock, account=who.pk, agency=officer.agency, about=where.key)


def agree_emergency(officer: Officer, number: int, *, clock: Clock) -> None:
    """Agree, as another person than who asked and who is helped; the quarter of an hour begins now."""
    allow(officer, "agree_emergency")
    with transaction.atomic():
        row = _locked(officer, number)
        if row.agreed_at is not None or clock.now() - row.asked_at > _WAITS_FOR:
            raise CoreError("emergency_not_waiting")
        if any(looks_like_one(one, officer.account) for one in (row.asked_by_id, row.account_id)):
            raise CoreError("emergency_needs_another")
        if row.event is not None:
            _check_who(row.account, row.event)
        now = clock.now()
        row.agreed_by_id, row.agreed_at, row.until = officer.account, now, now + LENT_FOR
        row.save(update_fields=["agreed_by", "agreed_at", "until"])
        _note("emergency_agreed", row, officer, clock)


def end_emergency(officer: Officer, number: int, *, clock: Clock) -> None:
    """End what was lent, or withdraw what was asked, before its time."""
    allow(officer, "ask_emergency")
    with transaction.atomic():
        row = _locked(officer, number)
        row.ended_at = clock.now()
        row.save(update_fields=["ended_at"])
        _note("emergency_ended", row, officer, clock)


def _note(kind: str, row: rows.EmergencyAccess, officer: Officer, clock: Clock) -> None:
    about = f"{row.event.key if row.event else ''} {officer.account}"
    note_safety(kind, clock=clock, account=row.account_id, agency=officer.agency, about=about)


def _check_who(who: rows.Account, event: rows.Event) -> None:
    lasting = rows.Membership.objects.filter(account=who, ended_at=None, event__in=[event.pk])
    anywhere = rows.Membership.objects.filter(account=who, ended_at=None, event=None)
    held = {Role(one) for found in (lasting, anywhere) for one in found.values_list("role", flat=True)}
    is_tested = who.official_id is not None and (
        rows.Participant.objects.filter(event=event, official_id=who.official_id).exists()
    )
    if not who.is_active or held & _NEVER or is_tested:
        raise CoreError("emergency_wall")


def _open(event: rows.Event, clock: Clock) -> QuerySet[rows.EmergencyAccess]:
    now = clock.now()
    found = rows.EmergencyAccess.objects.filter(event=event, ended_at=None)
    return found.filter(Q(until__gt=now) | Q(until=None, asked_at__gt=now - _WAITS_FOR))


def _locked(officer: Officer, number: int) -> rows.EmergencyAccess:
    found = rows.EmergencyAccess.objects.select_for_update(of=("self",)).select_related("event", "account")
    found = found.filter(pk=number, agency__code=officer.agency, ended_at=None)
    if officer.event is not None:
        found = found.filter(event__key=officer.event)
    row = found.first()
    if row is None:
        raise CoreError("emergency_not_waiting")
    return row
