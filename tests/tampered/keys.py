"""Seeded keys of everybody in an event, and what they write: signatures, names of keys, signed notes.

Written from ``docs/evidence-format.md``, sections 4, 7 and 8, apart from the code that checks them. P-256
keys from scalars and deterministic ECDSA (RFC 6979), so that the same seed always gives the same bytes.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOG_KIND = b"\x01"
WITNESS_KIND = b"\x04"


def _seeded(seed: str, name: str) -> bytes:
    return hashlib.sha256(f"selaras test key/{seed}/{name}".encode()).digest()


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """A tablet's or an office machine's P-256 key."""

    secret: ec.EllipticCurvePrivateKey

    @property
    def public_key(self) -> bytes:
        return self.secret.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    @property
    def device(self) -> str:
        return fingerprint(self.public_key)

    def sign(self, message: bytes) -> bytes:
        r, s = decode_dss_signature(
            self.secret.sign(message, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
        )
        return r.to_bytes(32) + s.to_bytes(32)


@dataclass(frozen=True, slots=True)
class NoteKey:
    """An Ed25519 key of a log or a witness, with the name under which it signs notes."""

    secret: Ed25519PrivateKey
    name: str
    kind: bytes

    @property
    def public_key(self) -> bytes:
        return self.secret.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def key_id(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n" + self.kind + self.public_key).digest()[:4]

    @property
    def vkey(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(self.kind + self.public_key).decode()}"

    def sign(self, message: bytes) -> bytes:
        return self.secret.sign(message)

    def signature_line(self, text: bytes) -> bytes:
        """Return the line by which a log signs a checkpoint."""
        return self._line(self.sign(text))

    def cosignature_line(self, text: bytes, *, at: int) -> bytes:
        """Return the line of a witness who saw the checkpoint at this second."""
        signature = self.sign(f"cosignature/v1\ntime {at}\n".encode() + text)
        return self._line(at.to_bytes(8) + signature)

    def _line(self, content: bytes) -> bytes:
        return f"— {self.name} {base64.b64encode(self.key_id + content).decode()}\n".encode()


@cache
def device_key(seed: str, holder: str) -> DeviceKey:
    scalar = 1 + int.from_bytes(_seeded(seed, f"device/{holder}")) % (P256_ORDER - 1)
    return DeviceKey(ec.derive_private_key(scalar, ec.SECP256R1()))


@cache
def log_key(seed: str, log: str, number: int = 1) -> NoteKey:
    """Return the log's key; ``number`` counts on after a rotation."""
    return NoteKey(Ed25519PrivateKey.from_private_bytes(_seeded(seed, f"log/{number}")), log, LOG_KIND)


@cache
def witness_key(seed: str, name: str) -> NoteKey:
    return NoteKey(Ed25519PrivateKey.from_private_bytes(_seeded(seed, f"witness/{name}")), name, WITNESS_KIND)


def fingerprint(public_key: bytes) -> str:
    bits = int.from_bytes(hashlib.sha256(public_key).digest()[:8]) >> 4
    letters = "".join(ALPHABET[bits >> shift & 31] for shift in range(55, -1, -5))
    return "-".join(letters[at : at + 4] for at in (0, 4, 8))


def ledger_code(root: bytes) -> str:
    letters = "".join(chr(ord("A") + half) for byte in root for half in (byte >> 4, byte & 15))
    return " ".join(letters[at : at + 4] for at in range(0, 64, 4))


def checkpoint_text(*, log: str, size: int, root: bytes) -> bytes:
    return f"{log}\n{size}\n{base64.b64encode(root).decode()}\n".encode()


def signed_note(text: bytes, lines: Sequence[bytes]) -> bytes:
    return text + b"\n" + b"".join(lines)
