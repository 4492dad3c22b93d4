"""Keys that are the same in every run, made from a word; for tests alone."""

import hashlib

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, utils
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from selaras.core.evidence.signatures import fingerprint


def seed(word: str) -> bytes:
    return hashlib.sha256(word.encode()).digest()


class LogKeyOf:
    """An Ed25519 key, with the face of the key that signs for the log."""

    def __init__(self, word: str) -> None:
        self._key = ed25519.Ed25519PrivateKey.from_private_bytes(seed(word))
        self.public_key = self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


class DeviceKeyOf:
    """A P-256 key as a tablet holds one; its signatures are r ‖ s."""

    def __init__(self, word: str) -> None:
        self._key = ec.derive_private_key(int.from_bytes(seed(word)) >> 1, ec.SECP256R1())
        point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.public_key: bytes = point
        self.device = fingerprint(point)

    def sign(self, message: bytes) -> bytes:
        signed = self._key.sign(message, ec.ECDSA(SHA256(), deterministic_signing=True))
        r, s = utils.decode_dss_signature(signed)
        return r.to_bytes(32) + s.to_bytes(32)
