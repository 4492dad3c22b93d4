"""Approvals as they came in: who has agreed to an act that waits, and may still be counted for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.acts import Asked
from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.evidence.acts import ACTS_BY_TYPE
from selaras.core.evidence.exact_json import read_exact
from selaras.records import models as rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One person's approval: the id that the act names, and who gave it."""

    id: str
    index: int
    holder: str
    role: str


def approvals_of(ref: EventRef, asked: Asked) -> tuple[Given, ...]:
    """Return who agreed to this very act, in the order in which they did, without what was used before.

    Whether they suffice is decided when the act is entered; an approval is signed by a device and comes in
    as a packet like any other.
    """
    return approvals_of_each(ref, [asked])[0]


def approvals_of_each(ref: EventRef, acts: Sequence[Asked]) -> tuple[tuple[Given, ...], ...]:
    """Return the approvals of each of several acts, as ``approvals_of`` does of one."""
    event = event_row(ref)
    devices = {one.device: one for one in rows.Device.objects.filter(event=event)}
    used = _used(event)
    found = rows.Payload.objects.filter(entry__event=event, entry__type=EntryType.APPROVAL.value)
    told = found.order_by("entry__index").values_list(
        "entry__ulid", "entry__index", "entry__device", "payload"
    )
    given: dict[tuple[Json, Json], list[Given]] = {}
    for ulid, index, device, payload in told:
        if ulid not in used and device in devices:
            said = read_exact(bytes(payload))
            one = Given(id=ulid, index=index, holder=devices[device].holder, role=devices[device].role)
            given.setdefault((said["verb"], said["about"]), []).append(one)
    return tuple(tuple(given.get((one.act.value, one.about), ())) for one in acts)


def _used(event: rows.Event) -> set[str]:
    kinds = [one.value for one in ACTS_BY_TYPE]
    payloads = rows.Payload.objects.filter(entry__event=event, entry__type__in=kinds)
    return {
        one
        for payload in payloads.values_list("payload", flat=True)
        for one in read_exact(bytes(payload)).get("approvals", ())
    }
