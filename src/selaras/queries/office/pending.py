"""What waits for a second person, and what two people did before."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from selaras.core.codec import Json
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.evidence.acts import Act
from selaras.core.evidence.exact_json import read_exact
from selaras.core.filing import Letters
from selaras.queries.office.listing import ListedEvent
from selaras.records import models as rows
from selaras.records.office.desk import ActState


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """One act that was asked for, or several that one paper tells.

    drafts : what would be entered, without its approvals
    scan : number of the kept file that the second person compares
    """

    number: int
    act: Act
    drafts: tuple[EntryDraft, ...]
    scan: int | None
    sentences: tuple[str, ...]
    about: str
    state: ActState
    asked_by: int
    asked_by_name: str
    asked_at: datetime
    agreed_by_name: str
    ended_at: datetime | None

    @property
    def is_waiting(self) -> bool:
        return self.state is ActState.WAITING

    @property
    def payload(self) -> dict[str, Json]:
        """What the first of them, mostly the only one, says."""
        return dict(self.drafts[0].payload)


def pending_acts(listed: ListedEvent) -> tuple[Pending, ...]:
    """Return all acts of an event: what waits first, then what ended last."""
    found = _of(listed).order_by("-pk")
    told = [_pending(one) for one in found]
    return tuple(sorted(told, key=lambda one: not one.is_waiting))


def is_something_waiting(listed: ListedEvent) -> bool:
    """Return whether an act of this event waits for a second person."""
    return _of(listed).filter(state=ActState.WAITING.value).exists()


def pending_act(listed: ListedEvent, number: int) -> Pending | None:
    found = _of(listed).filter(pk=number).first()
    return None if found is None else _pending(found)


def _of(listed: ListedEvent) -> QuerySet[rows.PendingAct]:
    return rows.PendingAct.objects.select_related("asked_by", "agreed_by").filter(
        event__agency__code=listed.agency,
        event__key=listed.key,
    )


def _pending(row: rows.PendingAct) -> Pending:
    told = row.told["drafts"]
    return Pending(
        number=row.pk,
        act=Act(row.verb),
        drafts=tuple(EntryDraft(**{**one, "type": EntryType(one["type"])}) for one in told),
        scan=row.told["scan"],
        sentences=tuple(row.told["sentences"]),
        about=row.about,
        state=ActState(row.state),
        asked_by=row.asked_by_id,
        asked_by_name=row.asked_by.name,
        asked_at=row.asked_at,
        agreed_by_name=row.agreed_by.name if row.agreed_by else "",
        ended_at=row.ended_at,
    )


def counting_from(listed: ListedEvent, pending: Pending) -> tuple[int, ...]:
    """Return of each draft the index behind which approvals of it count, as the event's life will judge them.

    What was agreed to before the design, the phase, the sheet or the letter last changed was agreed to of
    something else.
    """
    entries = rows.Entry.objects.filter(event__agency__code=listed.agency, event__key=listed.key)
    match pending.act:
        case Act.LOCK:
            since = entries.exclude(type=EntryType.APPROVAL.value)
        case Act.VOID:
            told = pending.payload
            since = entries.filter(
                type=EntryType.RATING_SHEET.value,
                rating__participant__code=told["nip"],
                rating__examiner__code=told["examiner"],
                rating__method=told["method"],
            )
        case _:
            since = entries.filter(type=EntryType.PHASE.value)
    last = since.order_by("-index").values_list("index", flat=True).first()
    floor = -1 if last is None else last
    if pending.act is not Act.RECORD_LETTER:
        return tuple(floor for _ in pending.drafts)
    known = _letters(entries)
    return tuple(max(floor, known.answered_at(one.payload)) for one in pending.drafts)


def _letters(entries: QuerySet[rows.Entry]) -> Letters:
    known = Letters(signed=True)
    found = entries.filter(type=EntryType.PERMISSION.value).order_by("index")
    for index, payload in found.values_list("index", "payload__payload"):
        if payload is not None:
            known.remember(index, EntryType.PERMISSION, read_exact(bytes(payload)))
    return known
