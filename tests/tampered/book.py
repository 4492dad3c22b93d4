"""A ledger being written: steps become signed entries, with chains, commitments and checkpoints that hold.

Forgers change the steps before they are written, or take what was written apart. Nothing here judges.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from selaras.core.codec import Json
from selaras.core.entries import EntryDraft, EntryType, Opened
from selaras.core.evidence.acts import Act, about
from selaras.core.evidence.exact_json import canonical, read_exact
from selaras.core.evidence.ledger import Frontier
from selaras.core.evidence.opening import Ledger, Sealed
from selaras.core.evidence.packet import (
    NOTHING_SEEN,
    Envelope,
    Opening,
    Packet,
    Seen,
    SignatureKind,
    commitment,
)
from selaras.core.evidence.writing import moment, ulid
from tests.tampered.keys import NoteKey, checkpoint_text, device_key, log_key, signed_note, witness_key

BEGIN = datetime(2024, 1, 15, 1, 0, tzinfo=UTC)
WITNESSES = ("inspektorat", "penelaah")
SERVER, IMPORT = "server", "import"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bent:
    """How a forger bends one entry while all others fit to it.

    fields : of the envelope, other than they would be
    text : the envelope's bytes as they are signed; ``unsigned`` once they are signed
    key : who signs instead; "log/2" is the second log key
    """

    fields: Mapping[str, object] = field(default_factory=dict)
    text: Callable[[bytes], bytes] = bytes
    unsigned: Callable[[bytes], bytes] = bytes
    key: str = ""
    signature: Callable[[bytes], bytes] = bytes
    payload: Callable[[bytes], bytes] = bytes  # as it is committed to


STRAIGHT = Bent()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One entry to be written; a payload may wait for what stands in the book by then.

    by : "server", "import", or the code of who holds the device that signs
    """

    type: EntryType
    payload: "Json | Callable[[Book], Json]"
    by: str = SERVER
    subject: str = ""
    method: str = ""
    form: str = ""
    note: str = ""
    name: str = ""  # by which forgers and later steps find it
    declared_at: str = ""
    bent: Bent = STRAIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """Sign the ledger as it stands, before witnesses where they are there."""

    witnesses: tuple[str, ...] = WITNESSES
    is_shown: bool = True  # devices see it from here on
    key_number: int = 0  # which log key signs; 0: the one in force
    text: Callable[[bytes], bytes] = bytes  # what is signed, bent
    size: int = 0  # under which size the file is laid; 0: its own


@dataclass(frozen=True, slots=True)
class Later:
    """Steps that follow from what was written so far, as a result follows from the marks."""

    steps: "Callable[[Book], Sequence[AnyStep]]"


@dataclass(frozen=True, slots=True)
class Lost:
    """An entry that its device made and that never came into the ledger: its chain goes on behind it."""

    step: Step


AnyStep: TypeAlias = Step | Checkpoint | Later | Lost


@dataclass(slots=True)
class Book:
    """What was written so far. Clock and salts count on from the seed."""

    seed: str
    log: str
    is_signed: bool = True
    entries: list[Sealed] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    checkpoints: dict[int, bytes] = field(default_factory=dict)
    publish: dict[str, bytes] = field(default_factory=dict)
    papers: dict[str, bytes] = field(default_factory=dict)
    index_of: dict[str, int] = field(default_factory=dict)
    log_number: int = 1
    _last: dict[str, tuple[int, str]] = field(default_factory=dict)
    _frontier: Frontier = field(default_factory=Frontier)
    _seen: Seen = NOTHING_SEEN

    def write(self, steps: Sequence[AnyStep]) -> "Book":
        for one in steps:
            if isinstance(one, Step):
                self._enter(one)
            elif isinstance(one, Checkpoint):
                self._sign_checkpoint(one)
            elif isinstance(one, Lost):
                envelope, packet, _ = self._made(one.step)
                self._last[envelope.device] = (envelope.dseq, packet.digest)
            else:
                self.write(one.steps(self))
        return self

    @property
    def log_key(self) -> NoteKey:
        return log_key(self.seed, self.log, self.log_number)

    @property
    def root(self) -> bytes:
        return self._frontier.root

    @property
    def ledger(self) -> Ledger:
        return Ledger(log=self.log, size=len(self.entries), root=self.root, entries=tuple(self.entries))

    def id_of(self, name: str) -> str:
        return self.envelopes[self.index_of[name]].id

    def opened(self) -> list[Opened]:
        """Return what stands open in the book, payloads as they were entered."""

        return [
            Opened(
                envelope.type, envelope.subject, read_exact(one.opening.payload), one.opening.note.decode()
            )
            for envelope, one in zip(self.envelopes, self.entries, strict=True)
            if one.opening is not None
        ]

    def drawn(self, what: str) -> bytes:
        return hashlib.sha256(f"selaras test chance/{self.seed}/{what}".encode()).digest()

    def _enter(self, step: Step) -> None:
        index = len(self.entries)
        envelope, packet, opening = self._made(step)
        self.entries.append(Sealed(packet, opening))
        self.envelopes.append(envelope)
        self._last[envelope.device] = (envelope.dseq, packet.digest)
        self._frontier = self._frontier.extended([packet.leaf_hash])
        if step.name:
            self.index_of[step.name] = index
        if step.type is EntryType.LOG_KEY:
            self.log_number += 1

    def _made(self, step: Step) -> tuple[Envelope, Packet, Opening]:
        index = len(self.entries)
        payload = step.bent.payload(canonical(step.payload(self) if callable(step.payload) else step.payload))
        opening = Opening(
            salt=self.drawn(f"salt/{index}"),
            payload=payload,
            note_salt=self.drawn(f"note/{index}"),
            note=step.note.encode(),
        )
        envelope = self._envelope(step, index, opening)
        data = step.bent.text(raw_envelope(envelope))
        signature = step.bent.signature(self.signature(step.bent.key or step.by, data))
        return envelope, Packet(step.bent.unsigned(data), signature), opening

    def _envelope(self, step: Step, index: int, opening: Opening) -> Envelope:
        device, kind = self.device_of(step.by)
        dseq, prev = self._last.get(device, (0, ""))
        at = BEGIN + timedelta(seconds=20 * index)
        told: dict[str, Any] = {
            "version": 1,
            "type": step.type,
            "log": self.log,
            "id": ulid(at, self.drawn(f"id/{index}")[:10]),
            "device": device,
            "dseq": dseq + 1,
            "prev": prev,
            "subject": step.subject,
            "method": step.method,
            "form": step.form,
            "commit": commitment(salt=opening.salt, content=opening.payload),
            "note_commit": commitment(salt=opening.note_salt, content=opening.note),
            "sig_alg": kind,
            "actor": step.by,
            "declared_at": step.declared_at or moment(at),
            "device_at": moment(at),
            "seen": self._seen if kind is SignatureKind.DEVICE else NOTHING_SEEN,
        }
        return Envelope(**{**told, **step.bent.fields})

    def device_of(self, by: str) -> tuple[str, SignatureKind]:
        if by == IMPORT or not self.is_signed:
            return IMPORT, SignatureKind.IMPORTED
        if by == SERVER:
            return SERVER, SignatureKind.SERVER
        return device_key(self.seed, by).device, SignatureKind.DEVICE

    def signature(self, by: str, data: bytes) -> bytes:
        if by.startswith("log/"):
            return log_key(self.seed, self.log, int(by.removeprefix("log/"))).sign(data)
        kind = self.device_of(by)[1]
        if kind is SignatureKind.IMPORTED:
            return b""
        return self.log_key.sign(data) if by == SERVER else device_key(self.seed, by).sign(data)

    def _sign_checkpoint(self, wanted: Checkpoint) -> None:
        size = len(self.entries)
        text = wanted.text(checkpoint_text(log=self.log, size=size, root=self.root))
        at = int((BEGIN + timedelta(seconds=20 * size + 5)).timestamp())
        key = log_key(self.seed, self.log, wanted.key_number or self.log_number)
        lines = [key.signature_line(text)]
        lines += [witness_key(self.seed, one).cosignature_line(text, at=at) for one in wanted.witnesses]
        self.checkpoints[wanted.size or size] = signed_note(text, lines)
        if wanted.is_shown:
            self._seen = Seen(size=size, root=self.root.hex())


def raw_envelope(envelope: Envelope) -> bytes:
    """Return an envelope's bytes as the format writes them, also of what the format forbids."""
    told = {one.name: getattr(envelope, one.name) for one in fields(Envelope)[:-1]}
    seen = {"size": envelope.seen.size, "root": envelope.seen.root}
    return json.dumps({**told, "seen": seen}, separators=(",", ":"), ensure_ascii=False).encode()


def step_of(draft: EntryDraft, *, by: str = SERVER, name: str = "") -> Step:
    return Step(
        type=draft.type,
        payload=draft.payload,
        by=by,
        subject=draft.subject,
        method=draft.method,
        form=draft.form,
        note=draft.note,
        name=name,
    )


def by_two_people(
    act: Step, verb: Act, *, name: str, people: Sequence[str] = ("KP", "SK")
) -> tuple[Step, ...]:
    """Return an act's entry with the approvals that it needs before it."""

    def told(book: Book) -> dict[str, Json]:
        payload = act.payload(book) if callable(act.payload) else act.payload
        return dict(payload)

    def approval(book: Book) -> Json:
        return {"verb": verb.value, "about": about(act.type, subject=act.subject, payload=told(book))}

    def whole(book: Book) -> Json:
        return {**told(book), "approvals": [book.id_of(f"{name}/{one}") for one in people]}

    approvals = (
        Step(type=EntryType.APPROVAL, payload=approval, by=one, name=f"{name}/{one}") for one in people
    )
    return (*approvals, _with(act, payload=whole, name=name))


def _with(step: Step, *, payload: Callable[[Book], Json], name: str) -> Step:

    return replace(step, payload=payload, name=name)


def enrolment_payload(
    seed: str, holder: str, role: str, *, late_because: str | None = None
) -> Mapping[str, Json]:
    return {
        "public_key": device_key(seed, holder).public_key.hex(),
        "holder": holder,
        "role": role,
        "late_because": late_because,
        "approvals": [],
    }
