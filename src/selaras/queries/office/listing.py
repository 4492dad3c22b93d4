"""Events as the office lists them, each with what decides who may see what in it."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from selaras.core.entries import EntryType
from selaras.core.evidence.exact_json import read_exact
from selaras.core.evidence.policy import Policy, policy_of
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import EventKind
from selaras.records import models as rows


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEvent:
    """One event of one agency, as far as every page asks.

    is_signed : marks are signed by devices; an imported event proves less, and its papers say so
    has_log_key : what the office enters is vouched for by the installation's log key
    is_revealed : the panel may see marks: two people opened them after the last close, or they were imported
    size, root : how far the ledger has come; what was computed from it may be kept under this root
    """

    agency: str
    agency_name: str
    key: str
    title: str
    kind: EventKind
    phase: Phase
    starts_on: date
    ends_on: date
    is_signed: bool
    has_log_key: bool
    is_revealed: bool
    size: int
    root: bytes


def listed_event(agency: str, key: str) -> ListedEvent | None:
    """Return an event by the codes of agency and event; None where there is none."""
    found = rows.Event.objects.select_related("agency").filter(agency__code=agency, key=key).first()
    return None if found is None else _listed(found)


def listed_events(agency: str) -> tuple[ListedEvent, ...]:
    """Return every event of an agency, the latest first."""
    found = rows.Event.objects.select_related("agency").filter(agency__code=agency)
    return tuple(_listed(one) for one in found.order_by("-starts_on", "-pk"))


def latest_events(most: int) -> tuple[ListedEvent, ...]:
    """Return the events of all agencies that begin last, for a server that computes ahead."""
    found = rows.Event.objects.select_related("agency").order_by("-starts_on", "-pk")
    return tuple(_listed(one) for one in found[:most])


def participant_code(account: int, agency: str, key: str) -> str | None:
    """Return the code of the participant that an account is, by its official; None where it is none."""
    found = rows.Participant.objects.filter(
        event__agency__code=agency, event__key=key, official__account__pk=account
    )
    return found.values_list("code", flat=True).first()


def has_participant(agency: str, key: str, code: str) -> bool:
    return rows.Participant.objects.filter(event__agency__code=agency, event__key=key, code=code).exists()


def _listed(event: rows.Event) -> ListedEvent:
    head = rows.LedgerHead.objects.filter(event=event).values_list("size", "root").first()
    policy = _policy(event)
    is_signed = policy is not None and policy.signed_marks
    phase = Phase(event.phase)
    return ListedEvent(
        agency=event.agency.code,
        agency_name=event.agency.name,
        key=event.key,
        title=event.title,
        kind=EventKind(event.kind),
        phase=phase,
        starts_on=event.starts_on,
        ends_on=event.ends_on,
        is_signed=is_signed,
        has_log_key=policy is not None and bool(policy.log_keys),
        is_revealed=_is_revealed(event, phase, is_signed=is_signed),
        size=head[0] if head else 0,
        root=bytes(head[1]) if head else b"",
    )


def _policy(event: rows.Event) -> Policy | None:
    last = rows.Policy.objects.filter(event=event).order_by("-version").values_list("content", flat=True)
    found = last.first()
    return None if found is None else _read_policy(bytes(found))


# Reading one checks every key in it; a process meets few.
_read_policy = lru_cache(maxsize=64)(policy_of)


def _is_revealed(event: rows.Event, phase: Phase, *, is_signed: bool) -> bool:
    if phase in (Phase.DESIGN, Phase.READY, Phase.SCORING):
        return False
    if not is_signed:
        return True
    # Whoever opened scoring again shut the marks again: only a reveal after the last close counts.
    moves = rows.Payload.objects.filter(entry__event=event, entry__type=EntryType.PHASE.value)
    told = moves.order_by("-entry__index").values_list("entry__index", "payload")
    closes = [index for index, payload in told if read_exact(bytes(payload))["to"] == Phase.CLOSED.value]
    reveals = rows.Entry.objects.filter(event=event, type=EntryType.REVEAL.value)
    return bool(closes) and reveals.filter(index__gt=closes[0]).exists()
