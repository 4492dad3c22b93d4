"""Who stands behind a code of the ledger: the names of people who sign, for the pages of their own office."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from selaras.core.entries import EntryType
from selaras.queries.office.listing import ListedEvent
from selaras.records import models as rows


def names_by_code(listed: ListedEvent) -> Mapping[str, str]:
    """Return the name of whoever holds a code in an event: members first, then examiners of its panel."""
    event = {"event__agency__code": listed.agency, "event__key": listed.key}
    names: dict[str, str] = {}
    for code, name in rows.Examiner.objects.filter(**event).values_list("code", "name"):
        names[code] = name
    members = rows.Membership.objects.filter(agency__code=listed.agency, ended_at=None)
    told = members.values_list("role", "holder", "account_id", "account__name", "event__key")
    for role, holder, account, name, of_event in told:
        if of_event not in (None, listed.key):
            continue
        names[holder if holder and of_event else f"{role}-{account}"] = name
    return names


def standing_sheets(listed: ListedEvent) -> tuple[tuple[str, str, str], ...]:
    """Return (examiner, participant, method) of every sheet that is in, in that order; no marks."""
    event = {"event__agency__code": listed.agency, "event__key": listed.key}
    found = rows.Rating.objects.filter(**event).values_list("examiner__code", "participant__code", "method")
    return tuple(sorted(set(found)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Where a device's chain stands in the ledger, and how far the ledger itself has come."""

    dseq: int
    prev: str
    size: int
    root: str


def chain_of(listed: ListedEvent, device: str) -> Chain:
    """Return the last entry of a device as the ledger has it; before its first, nothing."""
    event = {"event__agency__code": listed.agency, "event__key": listed.key}
    found = rows.Entry.objects.filter(**event, device=device).order_by("-dseq")
    last = found.values_list("dseq", "envelope").first()
    dseq, prev = (0, "") if last is None else (last[0], hashlib.sha256(bytes(last[1])).hexdigest())
    return Chain(dseq=dseq, prev=prev, size=listed.size, root=listed.root.hex())


def last_restoration(listed: ListedEvent) -> int | None:
    """Return which entry says that the ledger was put back from a backup; None where it never was."""
    event = {"event__agency__code": listed.agency, "event__key": listed.key}
    found = rows.Entry.objects.filter(**event, type=EntryType.RESTORATION.value).order_by("-index")
    return found.values_list("index", flat=True).first()


def holder_of(listed: ListedEvent, device: str) -> str | None:
    """Return the code of who holds a device; None where it is not enrolled."""
    event = {"event__agency__code": listed.agency, "event__key": listed.key}
    return rows.Device.objects.filter(**event, device=device).values_list("holder", flat=True).first()
