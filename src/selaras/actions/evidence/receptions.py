"""What a process knows of an event's ledger, kept between groups of packets and checked against its head.

Reading twenty thousand entries anew for every packet would take seconds. What other processes appended in the
meantime is read as a tail; a head that the known entries do not lead to makes everything be read anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache

from django.db import connection

from selaras.core.errors import CoreError
from selaras.core.evidence.opening import Sealed
from selaras.core.evidence.packet import Opening, Packet
from selaras.core.evidence.policy import Policy, policy_of
from selaras.core.evidence.writing import log_name
from selaras.core.reception import AlarmKind, Raised, Reception
from selaras.records.checkpoints import Around, around
from selaras.records.models import Alarm, Entry, Event, LedgerHead, Payload

_Key = tuple[str, int, str, tuple[bytes, ...], bool]


@dataclass(slots=True)
class Known:
    """A ledger up to its locked head, and the rows that marks point to."""

    event: Event
    policy: Policy
    reception: Reception
    around: Around
    participants: dict[str, int] = field(default_factory=dict)
    examiners: dict[str, int] = field(default_factory=dict)

    def is_stopped(self) -> bool:
        """Return whether an alarm keeps everything from entering but what can end it."""
        if not self.around.n_alarms:
            return False
        alarms = Alarm.objects.filter(event=self.event).values_list("kind", "device", "size")
        raised = [Raised(kind=AlarmKind(kind), device=device, size=size) for kind, device, size in alarms]
        return self.reception.is_stopped_by(raised)


# Whoever works with one has taken it out: two threads never share what is known.
_KEPT: dict[_Key, Known] = {}


@contextmanager
def knowing(event: Event, head: LedgerHead) -> Iterator[Known]:
    """Yield what is known of a ledger up to its locked head.

    It is forgotten when something fails inside, unless that was a refusal before anything was taken in.
    """
    there = around(event.pk)
    policy = _policy_in(there, event)
    log = log_name(agency=event.agency.code, event=event.key)
    keys = tuple(one.public_key for one in policy.log_keys)
    key = (str(connection.settings_dict["NAME"]), event.pk, log, keys, policy.signed_marks)
    known = _KEPT.pop(key, None) or _unknown(event, there, log, keys)
    if not _still_holds(known, head):
        known = _unknown(event, there, log, keys)
        if not _catches_up(known, head):
            raise CoreError("ledger_root_wrong", log=log, size=head.size)
    known.event, known.policy, known.around = event, policy, there
    try:
        yield known
    except CoreError:
        if known.reception.size == head.size:
            _KEPT[key] = known
        raise
    _KEPT[key] = known


def policy_in_force(event: Event) -> Policy:
    """Return the policy of an event; without one nothing signed can enter."""
    return _policy_in(around(event.pk), event)


def wants_signatures(event: Event) -> bool:
    """Return whether an event's policy demands signed marks; without a policy it was imported."""
    there = around(event.pk)
    return there.policy is not None and _policy_in(there, event).signed_marks


def _policy_in(there: Around, event: Event) -> Policy:
    if there.policy is None:
        raise CoreError("policy_missing", key=event.key)
    return _read(there.policy)


# Reading one checks every key in it; a process meets few.
_read = lru_cache(maxsize=64)(policy_of)


def _unknown(event: Event, there: Around, log: str, keys: tuple[bytes, ...]) -> Known:
    policy = _policy_in(there, event)
    reception = Reception(log=log, log_keys=keys, signed=policy.signed_marks)
    known = Known(event=event, policy=policy, reception=reception, around=there)
    known.participants = dict(event.participant_set.values_list("code", "pk"))
    known.examiners = dict(event.examiner_set.values_list("code", "pk"))
    return known


def _still_holds(known: Known, head: LedgerHead) -> bool:
    """Return whether what was kept leads to the head: it does not when its own transaction failed later."""
    try:
        return _catches_up(known, head)
    except CoreError:
        return False


def _catches_up(known: Known, head: LedgerHead) -> bool:
    """Learn the entries that came since; return whether all of them lead to the head."""
    reception = known.reception
    if reception.size < head.size:
        _learn_tail(known, head)
    return reception.size == head.size and reception.frontier.root == bytes(head.root)


def _learn_tail(known: Known, head: LedgerHead) -> None:
    reception = known.reception
    span = {"event_id": head.event_id, "index__gte": reception.size, "index__lt": head.size}
    told = {f"entry__{name}": value for name, value in span.items()}
    columns = ("entry_id", "salt", "payload", "note_salt", "note")
    opening_by_entry = {
        entry: Opening(salt=bytes(salt), payload=bytes(payload), note_salt=bytes(note_salt), note=bytes(note))
        for entry, salt, payload, note_salt, note in Payload.objects.filter(**told).values_list(*columns)
    }
    rows = Entry.objects.filter(**span).order_by("index").values_list("id", "index", "envelope", "signature")
    for entry, index, envelope, signature in rows.iterator():
        if index != reception.size:
            raise CoreError("ledger_size_wrong", expected=head.size, got=reception.size)
        packet = Packet(bytes(envelope), bytes(signature))
        reception.learn(Sealed(packet, opening_by_entry.get(entry)))
