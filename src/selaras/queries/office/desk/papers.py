"""Papers that were issued, their numbers, and the notices of an event."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from selaras.queries.office.listing import ListedEvent
from selaras.records import models as rows
from selaras.records.office.desk import NoticeState as NoticeState


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """One paper that stands in the ledger; a later one of the same file name supersedes an earlier one."""

    code: str
    title: str
    file_name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """One line of the register of numbers."""

    paper: str
    number: str
    serial: int
    by: str
    at: datetime
    voided_because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notified:
    number: int
    channel: str
    recipient: str
    subject: str
    body: str
    state: NoticeState
    made_at: datetime
    sent_at: datetime | None
    sent_by: str


def issued_papers(listed: ListedEvent) -> tuple[Issued, ...]:
    """Return the papers as they were issued last, by file name."""
    found = rows.Paper.objects.filter(event__agency__code=listed.agency, event__key=listed.key)
    last = {one.file_name: one for one in found.order_by("ledger_size", "pk")}
    return tuple(
        Issued(code=one.code, title=one.title, file_name=name, sha256=one.sha256)
        for name, one in sorted(last.items())
    )


def register_of(listed: ListedEvent) -> tuple[Numbered, ...]:
    """Return every number that was given in this event, the latest first."""
    found = rows.LetterNumber.objects.select_related("given_by").filter(
        event__agency__code=listed.agency, event__key=listed.key
    )
    return tuple(
        Numbered(
            paper=one.paper,
            number=one.number,
            serial=one.n,
            by=one.given_by.name,
            at=one.given_at,
            voided_because=one.voided_because,
        )
        for one in found.order_by("-pk")
    )


def numbers_of(listed: ListedEvent) -> Mapping[str, str]:
    """Return the number that stands for each paper that has one."""
    return {one.paper: one.number for one in register_of(listed) if not one.voided_because}


def number_pattern(agency: str) -> str:
    """Return the pattern that the office itself set for its numbers; "" where it set none."""
    style = rows.AgencyStyle.objects.filter(agency__code=agency).values_list("settings", flat=True).first()
    found = (style or {}).get("letter_pattern", "")
    return found if isinstance(found, str) else ""


def next_serial(agency: str, year: int, series: str) -> int:
    """Return the serial that would be given next."""
    found = rows.LetterNumber.objects.filter(agency__code=agency, year=year, series=series).order_by("-n")
    return (found.values_list("n", flat=True).first() or 0) + 1


def notices_of(listed: ListedEvent) -> tuple[Notified, ...]:
    """Return the notices of an event: what waits first, then what was sent last."""
    found = rows.Notice.objects.select_related("sent_by").filter(
        event__agency__code=listed.agency, event__key=listed.key
    )
    told = [
        Notified(
            number=one.pk,
            channel=one.channel,
            recipient=one.recipient,
            subject=one.subject,
            body=one.body,
            state=NoticeState(one.state),
            made_at=one.made_at,
            sent_at=one.sent_at,
            sent_by=one.sent_by.name if one.sent_by else "",
        )
        for one in found.order_by("pk")
    ]
    order = (NoticeState.READY, NoticeState.SENT, NoticeState.WITHDRAWN)
    return tuple(sorted(told, key=lambda one: order.index(one.state)))
