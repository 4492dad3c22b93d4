"""The legal deadlines as a calendar file (RFC 5545) that any calendar program takes in."""

import hashlib
from datetime import UTC, datetime, time, timedelta
from typing import Protocol

from icalendar import Alarm, Calendar, Event

from selaras.core.casefile import CaseFile
from selaras.core.outcome import Deadline

_WARN_AHEAD = timedelta(days=30)
_NOT_SURE = "Perlu dipastikan."


class WithDeadlines(Protocol):
    """Results, or whatever else knows the deadlines of an event that has no result yet."""

    @property
    def deadlines(self) -> tuple[Deadline, ...]: ...


def calendar_bytes(case: CaseFile, results: WithDeadlines) -> bytes:
    """Return every deadline as an all-day entry with a reminder a month ahead.

    The same deadlines give the same bytes: the stamp is the event's own data date, and an entry keeps its
    identity as long as kind, subject and rule stay, so that a moved date replaces the old entry.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Selaras//Kalender Tenggat Hukum//ID")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Tenggat hukum: {case.event.title}")
    stamp = datetime.combine(case.event.data_on, time(), tzinfo=UTC)
    seen: dict[str, int] = {}
    for one in sorted(results.deadlines, key=lambda d: (d.on, d.kind, d.subject, d.rule)):
        identity = _identity(case, one)
        seen[identity] = seen.get(identity, 0) + 1
        calendar.add_component(_entry(one, f"{identity}-{seen[identity]}@selaras", stamp))
    return bytes(calendar.to_ical())


def _identity(case: CaseFile, one: Deadline) -> str:
    about = (case.event.key, one.kind, one.nip or "", one.position or "", one.subject, one.rule)
    return hashlib.sha256("\x1f".join(about).encode()).hexdigest()[:32]


def _entry(one: Deadline, uid: str, stamp: datetime) -> Event:
    entry = Event()
    entry.add("uid", uid)
    entry.add("dtstamp", stamp)
    entry.add("dtstart", one.on)
    entry.add("dtend", one.on + timedelta(days=1))
    entry.add("summary", f"{one.subject}: {one.text}")
    told = [one.text, f"Dasar: {one.article} ({one.rule})."]
    entry.add("description", "\n".join(told if one.certain else [*told, _NOT_SURE]))
    entry.add("categories", [one.kind])
    entry.add("transp", "TRANSPARENT")
    entry.add("status", "CONFIRMED" if one.certain else "TENTATIVE")
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("trigger", -_WARN_AHEAD)
    reminder.add("description", f"{one.subject}: {one.text}")
    entry.add_component(reminder)
    return entry
