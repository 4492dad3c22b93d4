"""Terms of retention, holds, and erasures that were asked, as pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from selaras.core.calendar_days import add_years
from selaras.queries.office.listing import ListedEvent
from selaras.records import models as rows
from selaras.records.office.custody import HoldGround, KeptKind

__all__ = ["HoldGround", "KeptKind"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFor:
    years: int
    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Why nothing of an event (``subject`` empty), or of one participant, may go."""

    number: int
    subject: str
    ground: HoldGround
    reason: str
    set_by: int
    by: str
    at: datetime
    lifted_by: str
    lifted_at: datetime | None
    lifted_because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedErasure:
    """One participant's erasure: waiting, done or withdrawn."""

    number: int
    subject: str
    reason: str
    asked_by: int
    by: str
    at: datetime
    agreed_by: str
    done_at: datetime | None
    withdrawn_at: datetime | None

    @property
    def is_waiting(self) -> bool:
        return self.done_at is None and self.withdrawn_at is None


def terms_of(agency: str) -> Mapping[KeptKind, KeptFor]:
    found = rows.RetentionTerm.objects.filter(agency__code=agency)
    return {KeptKind(one.kind): KeptFor(years=one.years, ground=one.ground) for one in found}


def holds_of(listed: ListedEvent) -> tuple[Hold, ...]:
    """Return the holds of an event, those that last first."""
    found = rows.RetentionHold.objects.select_related("set_by", "lifted_by").filter(**_event(listed))
    told = [
        Hold(
            number=one.pk,
            subject=one.subject,
            ground=HoldGround(one.ground),
            reason=one.reason,
            set_by=one.set_by_id,
            by=one.set_by.name,
            at=one.set_at,
            lifted_by=one.lifted_by.name if one.lifted_by else "",
            lifted_at=one.lifted_at,
            lifted_because=one.lifted_because,
        )
        for one in found.order_by("-pk")
    ]
    return tuple(sorted(told, key=lambda one: one.lifted_at is not None))


def erasures_of(listed: ListedEvent) -> tuple[AskedErasure, ...]:
    """Return the erasures that were asked in an event, the latest first."""
    found = rows.ErasureRequest.objects.select_related("asked_by", "agreed_by").filter(**_event(listed))
    return tuple(_asked(one) for one in found.order_by("-pk"))


def erasure_asked(listed: ListedEvent, number: int) -> AskedErasure | None:
    """Return an erasure that waits for a second person."""
    return next((one for one in erasures_of(listed) if one.number == number and one.is_waiting), None)


def remaining_people(listed: ListedEvent) -> tuple[str, ...]:
    """Return the codes of participants whose data are still there and for whom nothing was asked."""
    waiting = {one.subject for one in erasures_of(listed) if one.is_waiting}
    codes = rows.Participant.objects.filter(**_event(listed)).order_by("code").values_list("code", flat=True)
    return tuple(code for code in codes if code not in waiting)


def due_events(agency: str, today: date) -> tuple[str, ...]:
    """Return the keys of an agency's events whose participants' data are past their term and still there."""
    term = rows.RetentionTerm.objects.filter(agency__code=agency, kind=KeptKind.PERSON.value).first()
    if term is None:
        return ()
    found = rows.Event.objects.filter(agency__code=agency, participant__isnull=False).distinct()
    told = found.order_by("ends_on", "pk").values_list("key", "ends_on")
    return tuple(key for key, ends_on in told if add_years(ends_on, term.years) <= today)


def _asked(one: rows.ErasureRequest) -> AskedErasure:
    return AskedErasure(
        number=one.pk,
        subject=one.subject,
        reason=one.reason,
        asked_by=one.asked_by_id,
        by=one.asked_by.name,
        at=one.asked_at,
        agreed_by=one.agreed_by.name if one.agreed_by else "",
        done_at=one.done_at,
        withdrawn_at=one.withdrawn_at,
    )


def _event(listed: ListedEvent) -> dict[str, str]:
    return {"event__agency__code": listed.agency, "event__key": listed.key}
