"""One entry of the ledger: the envelope that is signed, its signature, and what its commitments hide.

The bytes are the fact: they are stored and signed as they were made and never written again from
the fields. Every field and its limits: ``docs/evidence-format.md``. Ids: ULID specification.
Commitments: SHA-256 over a salt of 32 bytes and the content, so that a short payload cannot be guessed.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime

from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.exact_json import read_exact
from selaras.core.evidence.ledger import EMPTY_ROOT, leaf_hash
from selaras.core.vocabulary import Term

FORMAT_VERSION = 1
LARGEST_ENVELOPE = 4096  # more than the limits of the fields together can need
SALT_BYTES = 32
IMPORT_DEVICE = "import"


class SignatureKind(Term):
    """Who vouches for an entry; an import vouches for nothing but its own bytes."""

    IMPORTED = "imported", "Diimpor"
    SERVER = "server-ed25519", "Peladen"
    DEVICE = "device-p256", "Perangkat"
    PASSKEY = "webauthn", "Kunci sandi"


_SIGNATURE_BYTES: Mapping[SignatureKind, int] = {
    SignatureKind.IMPORTED: 0,
    SignatureKind.SERVER: 64,
    SignatureKind.DEVICE: 64,  # P1363: r and s, 32 bytes each
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The last checkpoint that the device had seen when it made the entry."""

    size: int
    root: str


NOTHING_SEEN = Seen(size=0, root=EMPTY_ROOT.hex())


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What an entry says openly, in the order in which the fields are written."""

    version: int
    type: EntryType
    log: str  # selaras/<agency>/<event>
    id: str  # ULID
    device: str
    dseq: int  # counts this device's entries in this log from 1
    prev: str  # digest of the device's previous envelope; empty for its first
    subject: str  # code of a person, post or examiner; never a name or NIP
    method: str
    form: str  # digest of the frozen form that a mark was given on
    commit: str
    note_commit: str
    sig_alg: SignatureKind
    actor: str
    declared_at: str  # when it came about, as the actor says: a date or a moment
    device_at: str  # the device's clock when the entry was made
    seen: Seen


@dataclass(frozen=True, slots=True)
class Packet:
    """An envelope's exact bytes and the signature over them."""

    envelope: bytes
    signature: bytes

    @property
    def digest(self) -> str:
        """Return what the device's next envelope names as ``prev``."""
        return hashlib.sha256(self.envelope).hexdigest()

    @property
    def leaf_hash(self) -> bytes:
        # An envelope holds no line feed, so the leaf divides in one way only.
        return leaf_hash(self.envelope + b"\n" + self.signature)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What opens the two commitments; destroying it erases a person while the tree still verifies."""

    salt: bytes
    payload: bytes
    note_salt: bytes
    note: bytes


def commitment(*, salt: bytes, content: bytes) -> str:
    """Return the digest that binds to a content without showing it."""
    if len(salt) != SALT_BYTES:
        raise CoreError("salt_length_wrong", expected=SALT_BYTES, got=len(salt))
    return hashlib.sha256(salt + content).hexdigest()


def envelope_of(data: bytes) -> Envelope:
    """Return what an envelope says; a field too many, missing or out of its limits is named."""
    if len(data) > LARGEST_ENVELOPE:
        raise CoreError("envelope_too_large", most=LARGEST_ENVELOPE, got=len(data))
    if _CONTROL_BYTE.search(data):
        raise CoreError("envelope_control_byte")
    told = _fields_of(read_exact(data), FIELDS, "envelope")
    seen = _fields_of(told["seen"], ("size", "root"), "seen")
    for name, value in (*told.items(), *seen.items()):
        if name != "seen" and type(value) is not (int if name in _INTEGERS else str):
            raise CoreError("envelope_field_wrong", field=name, got=str(value)[:80])
    for name, known in (("type", _TYPES), ("sig_alg", _SIGNATURES)):
        if told[name] not in known:
            raise CoreError("envelope_field_wrong", field=name, got=told[name][:80])
    terms = {"type": _TYPES[told["type"]], "sig_alg": _SIGNATURES[told["sig_alg"]]}
    envelope = Envelope(**{**told, **terms, "seen": Seen(**seen)})
    check_envelope(envelope)
    return envelope


def check_signature_length(kind: SignatureKind, signature: bytes) -> None:
    """Refuse a signature that cannot be of its kind; an import has none."""
    expected = _SIGNATURE_BYTES.get(kind)
    if expected is not None and len(signature) != expected:
        raise CoreError("signature_length_wrong", expected=expected, got=len(signature))


def _fields_of(value: Json, names: tuple[str, ...], where: str) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise CoreError("envelope_field_wrong", field=where, got=str(value)[:80])
    if unknown := sorted(set(value) - set(names)):
        raise CoreError("envelope_field_unknown", field=unknown[0][:80])
    if missing := sorted(set(names) - set(value)):
        raise CoreError("envelope_field_missing", field=missing[0])
    return value


def check_envelope(envelope: Envelope) -> None:
    """Refuse a field beyond its limits."""

    def refuse(name: str, got: object) -> CoreError:
        return CoreError("envelope_field_wrong", field=name, got=str(got)[:80])

    if envelope.version != FORMAT_VERSION:
        raise CoreError("envelope_version_unknown", got=envelope.version)
    for name, pattern in _PATTERNS.items():
        if not pattern.fullmatch(value := getattr(envelope, name)):
            raise refuse(name, value)
    if envelope.dseq < 1:
        raise refuse("dseq", envelope.dseq)
    if (envelope.prev == "") != (envelope.dseq == 1):
        raise refuse("prev", envelope.prev)
    if not is_date(envelope.declared_at) and not is_moment(envelope.declared_at):
        raise refuse("declared_at", envelope.declared_at)
    if not is_moment(envelope.device_at):
        raise refuse("device_at", envelope.device_at)
    seen = envelope.seen
    if seen.size < 0 or not _DIGEST.fullmatch(seen.root):
        raise refuse("seen", seen.size)
    if seen.size == 0 and seen.root != NOTHING_SEEN.root:
        raise refuse("seen", seen.root)


def is_date(text: str) -> bool:
    return bool(_DATE.fullmatch(text)) and _exists(text, date)


def is_moment(text: str) -> bool:
    return bool(_MOMENT.fullmatch(text)) and _exists(text, datetime)


def _exists(text: str, kind: type[date]) -> bool:
    try:
        kind.fromisoformat(text)
    except ValueError:
        return False
    return True


CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TYPES = {one.value: one for one in EntryType}
_SIGNATURES = {one.value: one for one in SignatureKind}
FIELDS = tuple(one.name for one in fields(Envelope))
_INTEGERS = frozenset({"version", "dseq", "size"})
_CONTROL_BYTE = re.compile(rb"[\x00-\x1f]")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NO_DIGEST_OR_ONE = re.compile(r"(?:[0-9a-f]{64})?")
LOG_NAME = re.compile(r"selaras/[A-Za-z0-9][A-Za-z0-9._-]{0,63}/[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
# U+0085, U+2028 and U+2029 end a line in some readers.
_TEXT = "[^\x00-\x1f\x7f-\x9f\u2028\u2029]"
_PATTERNS: Mapping[str, re.Pattern[str]] = {
    "log": LOG_NAME,
    "id": re.compile(f"[0-7][{CROCKFORD}]{{25}}"),
    "device": re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"),
    "prev": _NO_DIGEST_OR_ONE,
    "subject": re.compile(f"{_TEXT}{{0,120}}"),
    "method": re.compile(r"[a-z0-9-]{0,40}"),
    "form": _NO_DIGEST_OR_ONE,
    "commit": _DIGEST,
    "note_commit": _DIGEST,
    "actor": re.compile(f"{_TEXT}{{1,120}}"),
}
