"""Somebody with root and the log key, without the tablets' keys and without what left the building.

The intruder may rewrite every row and file and sign whatever the log signs. Entries of devices and lines of
witnesses can be copied, moved or thrown away, never made.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from selaras.core.evidence.ledger import Frontier
from selaras.core.evidence.opening import Sealed
from selaras.core.evidence.packet import Envelope, Opening, Packet, SignatureKind, commitment
from tests.tampered.book import SERVER, Book, raw_envelope
from tests.tampered.files import bundle_files
from tests.tampered.keys import DeviceKey, checkpoint_text, log_key, signed_note
from tests.tampered.packing import packed
from tests.tampered.signed_event import SignedEvent

Files = dict[str, bytes]


@dataclass(slots=True)
class Row:
    """One entry in the intruder's hands; ``was`` is its index before."""

    envelope: Envelope
    signature: bytes
    opening: Opening | None
    was: int
    raw: bytes = b""  # as it was made; empty once the fields are changed

    @property
    def data(self) -> bytes:
        return self.raw or raw_envelope(self.envelope)

    @property
    def packet(self) -> Packet:
        return Packet(self.data, self.signature)

    @property
    def is_servers(self) -> bool:
        return self.envelope.sig_alg is SignatureKind.SERVER and self.envelope.device == SERVER

    def tell(self, **fields: object) -> None:
        """Change fields of the envelope; the signature stays what it was."""
        self.envelope = replace(self.envelope, **fields)  # type: ignore[arg-type]
        self.raw = b""

    def commit_to(self, payload: bytes) -> None:
        """Put another payload in, with the commitment that opens to it."""
        assert self.opening is not None
        self.opening = replace(self.opening, payload=payload)
        self.tell(commit=commitment(salt=self.opening.salt, content=payload))


@dataclass(slots=True)
class Intruder:
    event: SignedEvent
    rows: list[Row] = field(init=False)
    publish: Files = field(init=False)
    papers: Files = field(init=False)
    checkpoints: dict[int, bytes] = field(init=False)

    def __post_init__(self) -> None:
        book = self.event.book
        self.rows = [
            Row(envelope, one.packet.signature, one.opening, n, one.packet.envelope)
            for n, (envelope, one) in enumerate(zip(book.envelopes, book.entries, strict=True))
        ]
        self.publish, self.papers = dict(book.publish), dict(book.papers)
        self.checkpoints = dict(book.checkpoints)

    @property
    def log_key(self) -> Callable[[bytes], bytes]:
        return log_key(self.event.book.seed, self.event.book.log).sign

    def sign(self, row: Row) -> None:
        """Sign with the log key, whatever the entry says about who should."""
        row.signature = self.log_key(row.data)

    def sign_as(self, row: Row, key: DeviceKey) -> None:
        row.signature = key.sign(row.data)

    def relink(self, *, device: str = SERVER, key: DeviceKey | None = None) -> None:
        """Mend one device's chain from its first broken link on, signing anew what changes."""
        dseq, prev = 0, ""
        for row in self.rows:
            if row.envelope.device != device:
                continue
            if (row.envelope.dseq, row.envelope.prev) != (dseq + 1, prev):
                row.tell(dseq=dseq + 1, prev=prev)
            if not row.raw:
                self.sign(row) if key is None else self.sign_as(row, key)
            dseq, prev = row.envelope.dseq, row.packet.digest

    def sign_checkpoints(self, *, with_witnesses: bool = False) -> None:
        """Sign every checkpoint anew, and one of the whole; witnesses' old lines may be left under them."""
        old, n = self.checkpoints, len(self.rows)
        last = old[max(old)] if old else b""
        key = log_key(self.event.book.seed, self.event.book.log)
        self.checkpoints = {}
        leaves, frontier = [row.packet.leaf_hash for row in self.rows], Frontier()
        for size in sorted({one for one in old if one <= n} | {n}):
            frontier = frontier.extended(leaves[frontier.size : size])
            text = checkpoint_text(log=self.event.book.log, size=size, root=frontier.root)
            lines = [key.signature_line(text)]
            if with_witnesses:
                lines += old.get(size, last).split(b"\n\n", 1)[1].splitlines(keepends=True)[1:]
            self.checkpoints[size] = signed_note(text, lines)

    def book(self) -> Book:
        event = self.event.book
        return Book(
            seed=event.seed,
            log=event.log,
            entries=[Sealed(row.packet, row.opening) for row in self.rows],
            envelopes=[row.envelope for row in self.rows],
            checkpoints=self.checkpoints,
            publish=self.publish,
            papers=self.papers,
            _frontier=Frontier().extended([row.packet.leaf_hash for row in self.rows]),
        )

    def files(self) -> Files:
        return bundle_files(self.book(), grade="R1", policy=self.event.policy)

    def bundle(self) -> bytes:
        return packed(self.files())
