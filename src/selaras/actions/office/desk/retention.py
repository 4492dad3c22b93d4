"""How long data are kept, what must not go yet, and the erasure that one person asks and another agrees to.

How long is for the agency's own schedule (JRA) to say: nothing falls due where no term was set.
"""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from selaras.actions.access import require
from selaras.actions.custody.erasing import Erased, check_reason, erase
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.acting import Acting
from selaras.actions.office.acts_of_two import looks_like_one
from selaras.actions.watching import note_safety
from selaras.core.calendar_days import add_years
from selaras.core.errors import CoreError
from selaras.outside.clock import Clock
from selaras.outside.signing import LogKey
from selaras.records import models as rows
from selaras.records.office.custody import HoldGround, KeptKind

MOST_YEARS = 100
_LONGEST = 300


def set_term(
    agency: str, kind: KeptKind, *, years: int | None, ground: str, account: int, clock: Clock
) -> None:
    """Keep how long an agency keeps one kind of data; None takes the term away: then nothing falls due."""
    told = ground.strip()
    if years is not None and not 0 < years <= MOST_YEARS:
        raise CoreError("retention_years_wrong", most=MOST_YEARS)
    if years is not None and not told:
        raise CoreError("retention_without_ground")
    with transaction.atomic():
        owner = rows.Agency.objects.get(code=agency)
        if years is None:
            rows.RetentionTerm.objects.filter(agency=owner, kind=kind.value).delete()
        else:
            rows.RetentionTerm.objects.update_or_create(
                agency=owner,
                kind=kind.value,
                defaults={
                    "years": years,
                    "ground": told[:200],
                    "set_by_id": account,
                    "set_at": clock.now(),
                },
            )
        note_safety(
            "retention_set", clock=clock, account=account, agency=agency, about=f"{kind.value} {years or '-'}"
        )


def due_on(agency: str, ends_on: date) -> Mapping[KeptKind, date]:
    """Return from when on each kind of an event's data may go; a kind without a term is not among them."""
    found = rows.RetentionTerm.objects.filter(agency__code=agency).values_list("kind", "years")
    return {KeptKind(kind): add_years(ends_on, years) for kind, years in found}


def hold(ref: EventRef, *, subject: str, ground: HoldGround, reason: str, account: int, clock: Clock) -> None:
    """Let nothing of an event, or of one participant, go before somebody lifts this."""
    told = reason.strip()
    if not told:
        raise CoreError("hold_without_reason")
    with transaction.atomic():
        event = event_row(ref)
        if subject and not rows.Participant.objects.filter(event=event, code=subject).exists():
            raise CoreError("person_code_unknown", code=subject)
        for person in rows.Participant.objects.filter(event=event).select_related("official"):
            check_reason(told, person)
        rows.RetentionHold.objects.create(
            agency_id=event.agency_id,
            event=event,
            subject=subject,
            ground=ground.value,
            reason=told[:_LONGEST],
            set_by_id=account,
            set_at=clock.now(),
        )
        about = " ".join(filter(None, (ground.value, ref.key, subject)))
        note_safety("hold_set", clock=clock, account=account, agency=ref.agency, about=about)


def lift_hold(ref: EventRef, number: int, *, because: str, account: int, clock: Clock) -> None:
    """Lift a hold, by another person than set it, and say why; it stays to be read."""
    told = because.strip()
    if not told:
        raise CoreError("hold_without_reason")
    with transaction.atomic():
        event = event_row(ref)
        found = rows.RetentionHold.objects.select_for_update().filter(event=event, pk=number, lifted_at=None)
        row = found.first()
        if row is None:
            raise CoreError("hold_unknown")
        if looks_like_one(row.set_by_id, account):
            raise CoreError("hold_lifted_by_another")
        row.lifted_by_id, row.lifted_at, row.lifted_because = account, clock.now(), told[:_LONGEST]
        row.save(update_fields=["lifted_by", "lifted_at", "lifted_because"])
        about = " ".join(filter(None, (row.ground, ref.key, row.subject)))
        note_safety("hold_lifted", clock=clock, account=account, agency=ref.agency, about=about)


def ask_erasure(ref: EventRef, subject: str, *, reason: str, account: int, acting: Acting) -> int:
    """Ask for one participant's erasure after its time; return the number under which it waits."""
    require(acting.actor, "erase_participant")
    told = reason.strip()
    if not told:
        raise CoreError("erasure_without_reason")
    with transaction.atomic():
        event = event_row(ref)
        person = rows.Participant.objects.filter(event=event, code=subject).select_related("official").first()
        if person is None:
            raise CoreError("person_code_unknown", code=subject)
        check_reason(told, person)
        _check_due(ref, event, acting.clock)
        waiting = _waiting(event).filter(subject=subject)
        if waiting.exists():
            raise CoreError("erasure_waits_already", subject=subject)
        made = rows.ErasureRequest.objects.create(
            agency_id=event.agency_id,
            event=event,
            subject=subject,
            reason=told[:_LONGEST],
            asked_by_id=account,
            asked_at=acting.clock.now(),
        )
        _note("erasure_asked", ref, subject, account, acting.clock)
    return made.pk


def withdraw_erasure(ref: EventRef, number: int, *, account: int, acting: Acting) -> None:
    """Let an erasure wait no longer."""
    require(acting.actor, "erase_participant")
    with transaction.atomic():
        row = _one(event_row(ref), number)
        row.withdrawn_at = acting.clock.now()
        row.save(update_fields=["withdrawn_at"])
        _note("erasure_withdrawn", ref, row.subject, account, acting.clock)


def agree_to_erasure(
    ref: EventRef, number: int, *, account: int, acting: Acting, log_key: LogKey | None
) -> Erased:
    """Erase, as the second person; everything is judged once more. ``wipe_deleted`` comes afterwards."""
    require(acting.actor, "agree_erasure")
    with transaction.atomic():
        event = event_row(ref)
        row = _one(event, number)
        if looks_like_one(row.asked_by_id, account):
            raise CoreError("erasure_of_one_person")
        _check_due(ref, event, acting.clock)
        row.agreed_by_id, row.done_at = account, acting.clock.now()
        row.save(update_fields=["agreed_by", "done_at"])
        # Under the secretariat's permission, as the console: the agreement is the second person's part.
        done = erase(
            ref,
            row.subject,
            reason=row.reason,
            actor=acting.actor,
            verb="agree_erasure",
            declared_at=acting.clock.now().date(),
            clock=acting.clock,
            chance=acting.chance,
            log_key=log_key,
        )
        _note("erasure_done", ref, row.subject, account, acting.clock)
    return done


def _check_due(ref: EventRef, event: rows.Event, clock: Clock) -> None:
    due = due_on(ref.agency, event.ends_on).get(KeptKind.PERSON)
    if due is None:
        raise CoreError("retention_not_set")
    if clock.now().date() < due:
        raise CoreError("retention_not_due", on=due.isoformat())


def _waiting(event: rows.Event) -> QuerySet[rows.ErasureRequest]:
    return rows.ErasureRequest.objects.filter(event=event, done_at=None, withdrawn_at=None)


def _one(event: rows.Event, number: int) -> rows.ErasureRequest:
    row = _waiting(event).select_for_update().filter(pk=number).first()
    if row is None:
        raise CoreError("erasure_not_waiting")
    return row


def _note(kind: str, ref: EventRef, subject: str, account: int, clock: Clock) -> None:
    note_safety(kind, clock=clock, account=account, agency=ref.agency, about=f"{ref.key} {subject}")
