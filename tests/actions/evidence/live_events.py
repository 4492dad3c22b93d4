"""A signed event on the tests' own database: tablets that sign, two people who agree, marks that come in."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from selaras.actions.access import Actor, Role
from selaras.actions.event_ref import EventRef
from selaras.actions.evidence.acting import Acting
from selaras.actions.evidence.acts import Asked, asked_to_lock, lock_scheme
from selaras.actions.evidence.live import move_event, open_event
from selaras.actions.evidence.packets import Answer, Receipt, Submission, receive_packets
from selaras.actions.office.minutes import draft_of_minutes
from selaras.core import casefile as c
from selaras.core.codec import Json, to_json
from selaras.core.entries import EntryDraft, EntryType, drafts_of
from selaras.core.evidence.checkpoint import KeyKind, VerifierKey
from selaras.core.evidence.exact_json import canonical
from selaras.core.evidence.packet import NOTHING_SEEN, Envelope, Packet, Seen, SignatureKind, commitment
from selaras.core.evidence.policy import Policy, Witness
from selaras.core.evidence.writing import envelope_bytes, moment, ulid
from selaras.core.freezing import Locked, locked
from selaras.core.rules import Rulebook
from selaras.outside.chance import SeededChance
from selaras.outside.clock import StoppedClock
from selaras.outside.signing import LogKey
from tests.core.building import rulebook_on
from tests.tampered.cases import case_of
from tests.tampered.keys import DeviceKey, device_key, witness_key

AT = datetime(2024, 2, 1, 2, 0, tzinfo=UTC)
LOG_KEY = LogKey(bytes(range(32)))
OFFICE = Actor(name="SK", roles=frozenset({Role.SECRETARIAT}))
WITNESSES = ("inspektorat", "penelaah")


def clock() -> StoppedClock:
    return StoppedClock(AT)


def acting(**changes: Any) -> Acting:
    one = Acting(
        actor=OFFICE,
        signer=LOG_KEY,
        declared_at=date(2024, 2, 1),
        clock=clock(),
        chance=SeededChance("office"),
    )
    return replace(one, **changes)


@dataclass(slots=True)
class Tablet:
    """A device with its key, chain and what it last saw of the ledger."""

    log: str
    holder: str
    role: str
    seed: str = "h2"
    dseq: int = 0
    prev: str = ""
    seen: Seen = NOTHING_SEEN
    at: datetime = AT

    @property
    def key(self) -> DeviceKey:
        return device_key(self.seed, self.holder)

    @property
    def device(self) -> str:
        return self.key.device

    def draws(self, what: str) -> bytes:
        return SeededChance(f"{self.seed}/{self.device}/{self.dseq}/{what}").draw(32)

    def sign(self, draft: EntryDraft, *, stays: bool = False, **changes: Any) -> Submission:
        """Return a packet of this draft; the chain moves on unless it ``stays``."""
        payload, note = canonical(draft.payload), draft.note.encode()
        salt, note_salt = self.draws("salt"), self.draws("note")
        envelope = Envelope(
            version=1,
            type=draft.type,
            log=self.log,
            id=ulid(self.at + timedelta(seconds=self.dseq), self.draws("id")[:10]),
            device=self.device,
            dseq=self.dseq + 1,
            prev=self.prev,
            subject=draft.subject,
            method=draft.method,
            form=draft.form,
            commit=commitment(salt=salt, content=payload),
            note_commit=commitment(salt=note_salt, content=note),
            sig_alg=SignatureKind.DEVICE,
            actor=self.holder,
            declared_at=moment(self.at),
            device_at=moment(self.at),
            seen=self.seen,
        )
        data = envelope_bytes(replace(envelope, **changes))
        if not stays:
            self.dseq, self.prev = self.dseq + 1, Packet(data, b"").digest
        return Submission(
            envelope=data,
            signature=self.key.sign(data),
            salt=salt,
            payload=payload,
            note_salt=note_salt,
            note=note,
        )

    def enrolment(self, **changes: Json) -> EntryDraft:
        told = {
            "public_key": self.key.public_key.hex(),
            "holder": self.holder,
            "role": self.role,
            "late_because": None,
            "approvals": [],
        }
        return plain(EntryType.ENROLMENT, {**told, **changes})

    def approves(self, asked: Asked) -> Submission:
        return self.sign(plain(EntryType.APPROVAL, to_json(asked.approval())))


def plain(kind: EntryType, payload: Mapping[str, Json]) -> EntryDraft:
    return EntryDraft(type=kind, subject="", method="", form="", payload=dict(payload))


@dataclass(slots=True)
class Live:
    """A signed event as far as a test has brought it."""

    ref: EventRef
    case: c.CaseFile
    rulebook: Rulebook
    lock: Locked
    tablets: dict[str, Tablet] = field(default_factory=dict)

    def receive(self, *submissions: Submission) -> tuple[Answer, ...]:
        return receive_packets(self.ref, submissions, clock=clock())

    def received(self, *submissions: Submission) -> tuple[Receipt, ...]:
        """Take in what must be taken in."""
        answers = self.receive(*submissions)
        assert all(isinstance(one, Receipt) for one in answers), answers
        return tuple(one for one in answers if isinstance(one, Receipt))

    def tablet(self, holder: str, role: str = "PG") -> Tablet:
        return self.tablets.setdefault(holder, Tablet(self.ref.origin, holder, role))

    def enrol_all(self) -> None:
        holders = [("KP", "KP"), ("SK", "SK"), *((one.code, "PG") for one in self.case.examiners)]
        made = [self.tablet(holder, role) for holder, role in holders]
        self.received(*(one.sign(one.enrolment()) for one in made))

    def agreed(self, asked: Asked, *people: str) -> list[str]:
        """Let people approve on their devices; return the ids of their entries."""
        return [self.received(self.tablet(one).approves(asked))[0].id for one in people or ("KP", "SK")]

    @property
    def devices(self) -> set[str]:
        return {one.device for one in self.tablets.values()}

    def lock_by_two(self) -> None:
        approvals = self.agreed(asked_to_lock(self.ref))
        lock_scheme(
            self.ref, approvals=approvals, devices=self.devices, acting=acting(chance=SeededChance("l"))
        )

    def open_scoring(self) -> None:
        with_chance = acting(chance=SeededChance("open"))
        move_event(self.ref, "open_scoring", acting=with_chance)
        office = self.tablet("SK")
        self.received(
            *(office.sign(one) for one in drafts_of(self.case, (EntryType.ATTENDANCE,), lock=self.lock))
        )

    def sign_minutes(self, *, seed: str = "minutes") -> None:
        """Let the chair's device enter the minutes, and go on to the review."""
        told = draft_of_minutes(
            self.ref, held_on=date(2024, 2, 1), absent={}, dissent={}, scan=hashlib.sha256(b"BA").hexdigest()
        )
        self.received(self.tablet("KP").sign(told))
        move_event(self.ref, "sign_minutes", acting=acting(chance=SeededChance(seed)))

    def sheets(self, examiner: str | None = None) -> list[EntryDraft]:
        drafts = drafts_of(self.case, (EntryType.RATING_SHEET,), lock=self.lock)
        return [one for one in drafts if examiner in (None, one.payload["examiner"])]

    def signed_sheets(self, drafts: Sequence[EntryDraft] | None = None) -> list[Submission]:
        chosen = self.sheets() if drafts is None else drafts
        return [self.tablet(one.payload["examiner"]).sign(one) for one in chosen]


def policy_for(ref: EventRef, *, quorum: int = 0) -> Policy:
    log = VerifierKey(name=ref.origin, kind=KeyKind.LOG, public_key=LOG_KEY.public_key)
    keys = [witness_key("h2", one) for one in WITNESSES]
    return Policy(
        log=ref.origin,
        log_keys=(log,),
        witnesses=tuple(
            Witness(
                key=VerifierKey(name=one.name, kind=KeyKind.COSIGNER, public_key=one.public_key), who=one.name
            )
            for one in keys
        ),
        quorum=quorum,
        signed_marks=True,
    )


def designed(case: c.CaseFile | None = None, **sizes: int) -> Live:
    """Return an event whose design was entered, nothing locked."""
    case = case or case_of(**{"officials": 3, "methods": 2, "examiners": 3, **sizes}, seed="h2")  # type: ignore[arg-type]
    book = rulebook_on()
    ref = EventRef(agency=case.agency.code, key=case.event.key)
    open_event(case, book, policy=policy_for(ref), acting=acting(chance=SeededChance("design")))
    return Live(ref=ref, case=case, rulebook=book, lock=locked(case, rulebook_digest=book.digest))


def scoring(case: c.CaseFile | None = None, **sizes: int) -> Live:
    """Return an event that was locked by two people and opened: marks may come."""
    live = designed(case, **sizes)
    live.enrol_all()
    live.lock_by_two()
    live.open_scoring()
    return live
