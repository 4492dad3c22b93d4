"""What a ledger was at one size, signed: by the log and by whoever watches it.

C2SP signed-note (the file), tlog-checkpoint (its three lines), tlog-cosignature v1 (a witness's signature).
Limits and reason codes: ``docs/evidence-format.md``, sections 7 and 8. Stricter than C2SP where two readers
could differ: names are visible ASCII, base64 has one spelling, there are no extension lines.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from selaras.core.errors import CoreError
from selaras.core.evidence.exact_json import LARGEST_INTEGER
from selaras.core.evidence.ledger import HASH_BYTES
from selaras.core.evidence.signatures import ED25519_KEY_BYTES, SIGNATURE_BYTES, check_ed25519

MOST_BYTES = 16_384
MOST_SIGNATURES = 64
KEY_ID_BYTES = 4
TIME_BYTES = 8
LATEST_TIME = (1 << 63) - 1


class KeyKind(IntEnum):
    """What a key is for; the number stands in its verifier key and in its id."""

    LOG = 0x01
    COSIGNER = 0x04


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifierKey:
    """A public Ed25519 key with the name under which it signs notes."""

    name: str
    kind: KeyKind
    public_key: bytes

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name) or len(self.public_key) != ED25519_KEY_BYTES:
            raise CoreError("key_wrong", got=self.name[:120])

    @property
    def id(self) -> bytes:
        told = self.name.encode() + b"\n" + bytes([self.kind]) + self.public_key
        return hashlib.sha256(told).digest()[:KEY_ID_BYTES]

    @property
    def text(self) -> str:
        """Return the key as C2SP writes it: name, id and key, joined by ``+``."""
        material = base64.b64encode(bytes([self.kind]) + self.public_key).decode()
        return f"{self.name}+{self.id.hex()}+{material}"


def verifier_key(text: str) -> VerifierKey:
    """Return the key that a text tells; an id that is not its own is refused as ``key_wrong``."""
    name, _, rest = text.partition("+")
    _, _, material = rest.partition("+")
    kinds = {int(kind): kind for kind in KeyKind}
    try:
        raw = _exact_base64(material)
        key = VerifierKey(name=name, kind=kinds[raw[0]], public_key=raw[1:])
    except (ValueError, IndexError, KeyError) as wrong:
        raise CoreError("key_wrong", got=text[:120]) from wrong
    if key.text != text:
        raise CoreError("key_wrong", got=text[:120])
    return key


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Which ledger, how many entries, and the root of its tree."""

    origin: str
    size: int
    root: bytes


def checkpoint_text(checkpoint: Checkpoint) -> bytes:
    """Return the three lines that are signed."""
    root = base64.b64encode(checkpoint.root).decode()
    return f"{checkpoint.origin}\n{checkpoint.size}\n{root}\n".encode()


def checkpoint_of(text: bytes) -> Checkpoint:
    """Return what the text of a note says; anything but three exact lines is ``checkpoint_wrong``."""
    told = _TEXT.fullmatch(text)
    if told is None or int(told["size"]) > LARGEST_INTEGER:
        raise CoreError("checkpoint_wrong", part="text")
    try:
        root = _exact_base64(told["root"].decode())
    except ValueError as wrong:
        raise CoreError("checkpoint_wrong", part="root") from wrong
    if len(root) != HASH_BYTES:
        raise CoreError("checkpoint_wrong", part="root")
    return Checkpoint(told["origin"].decode(), int(told["size"]), root)


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One line under a note: whose key, told by name and id, and what it signed."""

    name: str
    key_id: bytes
    signature: bytes

    @property
    def text(self) -> str:
        return f"— {self.name} {base64.b64encode(self.key_id + self.signature).decode()}\n"


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A text, ended by a line feed, and the signatures under it."""

    text: bytes
    lines: tuple[SignatureLine, ...]

    @property
    def checkpoint(self) -> Checkpoint:
        return checkpoint_of(self.text)

    def with_line(self, line: SignatureLine) -> "SignedNote":
        """Return the note with one signature more; one that stands there already is not repeated."""
        return self if line in self.lines else SignedNote(self.text, (*self.lines, line))

    def to_bytes(self) -> bytes:
        return self.text + b"\n" + "".join(line.text for line in self.lines).encode()


def signed_note_of(data: bytes) -> SignedNote:
    """Return text and signatures of a file; what is not written as C2SP says is ``checkpoint_wrong``."""
    if len(data) > MOST_BYTES:
        raise CoreError("checkpoint_wrong", part="file", most=MOST_BYTES, got=len(data))
    if _CONTROL.search(data):
        raise CoreError("checkpoint_wrong", part="file")
    try:
        data.decode()
    except UnicodeDecodeError as wrong:
        raise CoreError("checkpoint_wrong", part="file") from wrong
    # The last empty line divides: the text may hold empty lines of its own.
    text, divided, signatures = data.rpartition(b"\n\n")
    if not divided or not text or not signatures.endswith(b"\n"):
        raise CoreError("checkpoint_wrong", part="file")
    told = signatures.decode()[:-1].split("\n")
    if len(told) > MOST_SIGNATURES:
        raise CoreError("checkpoint_wrong", part="signatures", most=MOST_SIGNATURES, got=len(told))
    return SignedNote(text + b"\n", tuple(_signature_line(one) for one in told))


def _signature_line(text: str) -> SignatureLine:
    told = _LINE.fullmatch(text)
    try:
        raw = _exact_base64(told["signature"]) if told else b""
    except ValueError as wrong:
        raise CoreError("checkpoint_wrong", part="signatures") from wrong
    if told is None or len(raw) <= KEY_ID_BYTES:
        raise CoreError("checkpoint_wrong", part="signatures")
    return SignatureLine(told["name"], raw[:KEY_ID_BYTES], raw[KEY_ID_BYTES:])


def cosignature_message(text: bytes, *, at: int) -> bytes:
    """Return what a witness signs: that at this second it had seen nothing larger of this log."""
    return b"cosignature/v1\ntime %d\n" % at + text


def check_log_signature(note: SignedNote, *, keys: Iterable[VerifierKey]) -> None:
    """Refuse a note that none of these keys signed, or under which one of them did not sign this text."""
    known = {(key.name, key.id): key for key in keys}
    theirs = [(known[one.name, one.key_id], one) for one in note.lines if (one.name, one.key_id) in known]
    if not theirs:
        raise CoreError("checkpoint_not_signed")
    for key, line in theirs:
        try:
            check_ed25519(key.public_key, message=note.text, signature=line.signature)
        except CoreError as wrong:
            raise CoreError("checkpoint_not_signed") from wrong


def cosigners(note: SignedNote, *, witnesses: Iterable[VerifierKey]) -> frozenset[VerifierKey]:
    """Return which witnesses signed; a line of one of them that does not hold is ``cosignature_wrong``."""
    known = {(key.name, key.id): key for key in witnesses}
    signed: set[VerifierKey] = set()
    for line in note.lines:
        key = known.get((line.name, line.key_id))
        if key is not None:
            _check_cosignature(note.text, line, key)
            signed.add(key)
    return frozenset(signed)


def _check_cosignature(text: bytes, line: SignatureLine, key: VerifierKey) -> None:
    at = int.from_bytes(line.signature[:TIME_BYTES])
    if len(line.signature) != TIME_BYTES + SIGNATURE_BYTES or at > LATEST_TIME:
        raise CoreError("cosignature_wrong", witness=key.name)
    message = cosignature_message(text, at=at)
    try:
        check_ed25519(key.public_key, message=message, signature=line.signature[TIME_BYTES:])
    except CoreError as wrong:
        raise CoreError("cosignature_wrong", witness=key.name) from wrong


def _exact_base64(text: str) -> bytes:
    """Return the bytes; a second spelling of the same bytes is a ValueError."""
    try:
        raw = base64.b64decode(text, validate=True)
    except binascii.Error as wrong:
        raise ValueError(text) from wrong
    if base64.b64encode(raw).decode() != text:
        raise ValueError(text)
    return raw


_VISIBLE = r"[!-*,-~]{1,200}"  # U+0021 to U+007E without the plus, which divides a verifier key
_NAME = re.compile(_VISIBLE)
_LINE = re.compile(f"— (?P<name>{_VISIBLE}) (?P<signature>[A-Za-z0-9+/=]+)")
_TEXT = re.compile(rb"(?P<origin>[!-*,-~]{1,200})\n(?P<size>0|[1-9][0-9]{0,15})\n(?P<root>[A-Za-z0-9+/=]+)\n")
_CONTROL = re.compile(rb"[\x00-\x09\x0b-\x1f]")
