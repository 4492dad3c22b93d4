"""Erasing one participant: what opens the entries is destroyed, the tree stands, the ledger says what went.

After it only the code is left: in envelopes, in estimates and in the numbers of the event. Which NIP it was
stood in the entry of the official alone.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from selaras.actions.access import Actor, require
from selaras.actions.custody.forgetting import forget_in_office
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.appending import append
from selaras.actions.evidence.checkpoints import checkpoint_now
from selaras.actions.evidence.receptions import wants_signatures
from selaras.core.codec import to_json
from selaras.core.custody import Erasure
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.lifecycle import Phase
from selaras.outside.chance import Chance
from selaras.outside.clock import Clock
from selaras.outside.signing import LogKey
from selaras.records import models as rows

# While numbers still change, one person less would change those of everybody else.
_TOO_EARLY = frozenset({Phase.DESIGN, Phase.READY, Phase.SCORING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was destroyed, and where the person is still told of.

    remains_at : indices of entries about others that hold the person's name or NIP in their text
    other_events : keys of events of the same agency in which the person takes part
    """

    subject: str
    entries: tuple[int, ...]
    ordered_by: int
    remains_at: tuple[int, ...]
    other_events: tuple[str, ...]


def erase(
    ref: EventRef,
    subject: str,
    *,
    reason: str,
    actor: Actor,
    declared_at: date,
    clock: Clock,
    chance: Chance,
    log_key: LogKey | None = None,
    verb: str = "erase_participant",
) -> Erased:
    """Destroy payloads, notes and salts of every entry about a participant, and the rows that repeat them.

    The entry that orders it names their indices and the reason, which must name nobody. Documents of results,
    which hold everybody, go too: their digest stays in the ledger. In a signed event the log key signs the
    order; where there is one it signs a checkpoint behind it. Call ``wipe_deleted`` afterwards, outside any
    transaction: until then the bytes are still in the database's files.
    """
    require(actor, verb)
    with transaction.atomic():
        event = event_row(ref)
        if Phase(event.phase) in _TOO_EARLY:
            raise CoreError("erasure_too_early", phase=Phase(event.phase).istilah)
        about = list(rows.Entry.objects.filter(event=event, subject=subject).order_by("index"))
        person = rows.Participant.objects.filter(event=event, code=subject).select_related("official").first()
        if not any(one.type == EntryType.OFFICIAL.value for one in about):
            raise CoreError("person_code_unknown", code=subject)
        opened = set(rows.Payload.objects.filter(entry__in=about).values_list("entry_id", flat=True))
        if person is None or not opened:
            raise CoreError("erased_already", subject=subject)
        _check_holds(event, subject)
        check_reason(reason, person)
        telling = _telling_of(person.official)
        gone = [one for one in about if one.pk in opened]
        (order,) = append(
            event,
            [_order([one.index for one in gone], reason=reason)],
            actor=actor.name,
            declared_at=declared_at,
            clock=clock,
            chance=chance,
            signer=log_key if wants_signatures(event) else None,
        )
        rows.Erasure.objects.bulk_create(
            rows.Erasure(agency_id=event.agency_id, entry=one, ordered_by=order) for one in gone
        )
        _delete(rows.Payload.objects.filter(entry__in=gone))
        _delete(rows.Rating.objects.filter(entry__in=gone))
        rows.Result.objects.filter(event=event).update(document="")
        others = _forget(person, telling)
        if log_key is not None:
            checkpoint_now(event, log_key=log_key, clock=clock)
        return Erased(
            subject=subject,
            entries=tuple(one.index for one in gone),
            ordered_by=order.index,
            remains_at=tuple(_remains(event, telling)),
            other_events=others,
        )


def _order(indices: Sequence[int], *, reason: str) -> EntryDraft:
    """Return the entry of an order. It is about nobody: with a subject it would be erased itself one day."""
    payload = to_json(Erasure(entries=tuple(indices), reason=reason))
    return EntryDraft(type=EntryType.ERASURE, subject="", method="", form="", payload=payload)


def _delete(found: QuerySet[Any]) -> None:
    # Without the collector, which would fetch the very rows into memory first.
    found._raw_delete(found.db)


def check_reason(reason: str, person: rows.Participant) -> None:
    """Refuse a reason that names the person: it stays to be read when the person is erased."""
    if _telling_of(person.official).search(reason):
        raise CoreError("erasure_names_a_person", subject=person.code)


def _check_holds(event: rows.Event, subject: str) -> None:
    """Refuse while a dispute or an inquiry needs what would go."""
    held = rows.RetentionHold.objects.filter(event=event, lifted_at=None, subject__in=("", subject)).first()
    if held is not None:
        raise CoreError("erasure_held", subject=subject, reason=held.reason)


def _forget(person: rows.Participant, telling: re.Pattern[str]) -> tuple[str, ...]:
    """Delete the participant, and the official where no other event or account needs the row."""
    official = person.official
    others = rows.Participant.objects.filter(official=official).exclude(pk=person.pk).order_by("event_id")
    keys = tuple(others.values_list("event__key", flat=True))
    forget_in_office(person, telling, n_other_events=len(keys))
    _delete(rows.Participant.objects.filter(pk=person.pk))
    if not keys and not rows.Account.objects.filter(official=official).exists():
        _delete(rows.Official.objects.filter(pk=official.pk))
    return keys


def _telling_of(official: rows.Official) -> re.Pattern[str]:
    """Return what finds a person in a text: the name without titles, or the NIP, in groups or not."""
    words = [word for word in official.name.split(",")[0].split() if not word.endswith(".")]
    name = r"\s+".join(map(re.escape, words))
    nip = r"\s?".join(official.nip)
    return re.compile(rf"\b{name}\b|(?<!\d){nip}(?!\d)", re.IGNORECASE)


def _remains(event: rows.Event, telling: re.Pattern[str]) -> Iterable[int]:
    """Yield the entries left whose text tells of the person: a signatory, an acting holder, a remark."""
    kept = rows.Payload.objects.filter(entry__event=event).order_by("entry__index")
    for index, payload, note in kept.values_list("entry__index", "payload", "note").iterator():
        if telling.search(bytes(payload).decode()) or telling.search(bytes(note).decode()):
            yield index
