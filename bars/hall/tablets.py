"""Tablets of examiners: they sign marks and send them again until each is acknowledged."""

from __future__ import annotations

import http.client
import json
import os
import random
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from bars.hall.event import SEED
from selaras.core.codec import Json
from selaras.core.entries import EntryDraft, EntryType, drafts_of
from selaras.core.evidence.exact_json import canonical
from selaras.core.evidence.packet import NOTHING_SEEN, Envelope, Packet, SignatureKind, commitment
from selaras.core.evidence.writing import envelope_bytes, moment, ulid
from tests.tampered.keys import device_key
from tests.tampered.signed_event import SignedEvent

SECONDS_TO_ANSWER = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """One packet as it is sent, kept until it is acknowledged."""

    id: str
    digest: str
    body: Mapping[str, str]


@dataclass(slots=True)
class Tablet:
    """One examiner's tablet: sheet after sheet, then the same sheets again with a reason."""

    log: str
    holder: str
    sheets: Sequence[EntryDraft]
    dseq: int
    prev: str
    made: int = 0
    years_off: int = 0  # what its clock is wrong by

    def sign(self) -> Signed:
        """Return the next mark, chained to the one before."""
        draft = self.sheets[self.made % len(self.sheets)]
        again = self.made // len(self.sheets)
        payload = canonical({**draft.payload, "reason": f"Koreksi ke-{again}" if again else None})
        salt, note_salt = os.urandom(32), os.urandom(32)
        at = datetime.now(UTC)
        at = at.replace(year=at.year + self.years_off, day=min(at.day, 28))
        key = device_key(SEED, self.holder)
        data = envelope_bytes(
            Envelope(
                version=1,
                type=EntryType.RATING_SHEET,
                log=self.log,
                id=ulid(at, os.urandom(10)),
                device=key.device,
                dseq=self.dseq + 1,
                prev=self.prev,
                subject=draft.subject,
                method=draft.method,
                form=draft.form,
                commit=commitment(salt=salt, content=payload),
                note_commit=commitment(salt=note_salt, content=b""),
                sig_alg=SignatureKind.DEVICE,
                actor=self.holder,
                declared_at=moment(at),
                device_at=moment(at),
                seen=NOTHING_SEEN,
            )
        )
        r, s = decode_dss_signature(key.secret.sign(data, ec.ECDSA(hashes.SHA256())))
        packet = Packet(data, r.to_bytes(32) + s.to_bytes(32))
        self.dseq, self.prev, self.made = self.dseq + 1, packet.digest, self.made + 1
        return Signed(
            id=json.loads(data)["id"],
            digest=packet.digest,
            body={
                "envelope": data.decode(),
                "signature": packet.signature.hex(),
                "salt": salt.hex(),
                "payload": payload.decode(),
                "note_salt": note_salt.hex(),
                "note": "",
            },
        )


def tablets_of(event: SignedEvent) -> list[Tablet]:
    """Return the tablet of every examiner, as it stands after its enrolment."""
    drafts = drafts_of(event.case, (EntryType.RATING_SHEET,), lock=event.lock)
    tablets = []
    for examiner in event.case.examiners:
        device = device_key(SEED, examiner.code).device
        own = [
            (envelope.dseq, sealed.packet.digest)
            for envelope, sealed in zip(event.book.envelopes, event.book.entries, strict=True)
            if envelope.device == device
        ]
        dseq, prev = own[-1]
        sheets = [one for one in drafts if one.payload["examiner"] == examiner.code]
        tablets.append(Tablet(log=event.book.log, holder=examiner.code, sheets=sheets, dseq=dseq, prev=prev))
    return tablets


class Line:
    """A connection to the server that is opened again after every failure."""

    def __init__(self, port: int, log: str) -> None:
        self._port = port
        self._path = "/api/tablet/v1/" + log.removeprefix("selaras/")
        self._connection: http.client.HTTPConnection | None = None

    def post(self, call: str, packets: Sequence[Signed]) -> tuple[int, Json]:
        """Return status and answer; whatever fails on the way is raised as OSError."""
        body = json.dumps({"packets": [dict(one.body) for one in packets]}).encode()
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=SECONDS_TO_ANSWER)
        try:
            headers = {"Content-Type": "application/json"}
            self._connection.request("POST", f"{self._path}/{call}", body=body, headers=headers)
            answer = self._connection.getresponse()
            return answer.status, json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError) as wrong:
            self.close()
            raise OSError(str(wrong)) from wrong

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


@dataclass(slots=True)
class Delivered:
    """What all tablets were told, gathered under one lock."""

    index_by_id: dict[str, int] = field(default_factory=dict)
    digest_by_id: dict[str, str] = field(default_factory=dict)
    told_otherwise: int = 0  # the same id acknowledged with another index
    refused: list[str] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    latencies: list[float] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)
    acknowledged: threading.Condition = field(default_factory=threading.Condition)

    def take(self, sent: Sequence[Signed], results: Sequence[Mapping[str, Json]], *, seconds: float) -> None:
        digest_by_id = {one.id: one.digest for one in sent}
        with self.acknowledged:
            for one in results:
                if "index" in one:
                    known = self.index_by_id.setdefault(one["id"], one["index"])
                    self.told_otherwise += known != one["index"]
                    self.digest_by_id[one["id"]] = digest_by_id[one["id"]]
                else:
                    self.refused.append(str(one["code"]))
            self.latencies.append(seconds)
            if any("index" in one for one in results):
                self.moments.append(time.perf_counter())
            self.acknowledged.notify_all()

    @property
    def n(self) -> int:
        return len(self.index_by_id)

    def first_since(self, moment: float) -> float | None:
        """Return when the first acknowledgement after this moment came."""
        with self.acknowledged:
            return next((at for at in self.moments if at > moment), None)

    def wait_for(self, n: int, *, seconds: float) -> bool:
        """Wait until so many are acknowledged; return whether they are."""
        with self.acknowledged:
            return self.acknowledged.wait_for(lambda: self.n >= n or bool(self.refused), timeout=seconds)


def keep_sending(
    tablet: Tablet, line: Line, told: Delivered, *, stop: threading.Event, most: int, every: float = 0.0
) -> None:
    """Send marks until told to stop, each until it is acknowledged; then what is left once more.

    most : packets in one batch, drawn anew each time
    every : seconds from one new batch to the next; 0 sends as fast as it is answered
    """
    chance = random.Random(tablet.holder)
    waiting: list[Signed] = []
    due = time.perf_counter() + every * chance.random()
    while not stop.is_set():
        if not waiting:
            if every and (early := due - time.perf_counter()) > 0:
                time.sleep(early)
            due += every
            waiting = [tablet.sign() for _ in range(chance.randint(1, most))]
        started = time.perf_counter()
        try:
            status, answer = line.post("batch", waiting)
        except OSError:
            time.sleep(0.02)
            continue
        told.statuses[status] = told.statuses.get(status, 0) + 1
        if status == 200:
            told.take(waiting, answer["results"], seconds=time.perf_counter() - started)
            waiting = []
        else:
            time.sleep(0.05)
    line.close()
