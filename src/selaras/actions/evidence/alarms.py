"""Alarms: what must not happen and did, kept although the packet that showed it is refused."""

from dataclasses import dataclass
from datetime import datetime

from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.receptions import Known
from selaras.core.evidence.exact_json import canonical
from selaras.core.reception import Alarming
from selaras.records import models as rows

_LONGEST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """What was raised: codes and counts alone."""

    kind: str
    device: str
    facts: str
    size: int
    raised_at: datetime


def raise_alarm(known: Known, wrong: Alarming, *, at: datetime) -> None:
    """Keep an alarm, once however often it is raised; the head is held, so nobody else keeps it meanwhile."""
    facts = {name: value for name, value in wrong.facts.items() if name != "device"}
    told = {
        "event": known.event,
        "kind": wrong.kind.value,
        "device": str(wrong.facts["device"]),
        "facts": canonical(facts).decode()[:_LONGEST],
    }
    if not rows.Alarm.objects.filter(**told).exists():
        rows.Alarm.objects.create(
            agency_id=known.event.agency_id, size=known.reception.size, raised_at=at, **told
        )


def alarms_of(ref: EventRef) -> tuple[Alarm, ...]:
    """Return every alarm of an event, oldest first."""
    found = rows.Alarm.objects.filter(event=event_row(ref)).order_by("pk")
    names = ("kind", "device", "facts", "size", "raised_at")
    return tuple(Alarm(**one) for one in found.values(*names))
