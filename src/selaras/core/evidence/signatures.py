"""Whether a signature holds, and how people compare keys.

ECDSA on P-256 with SHA-256: FIPS 186-5, section 6.4; its 64-byte form r ‖ s: IEEE P1363. Ed25519: RFC 8032.
Fingerprint and lengths: ``docs/evidence-format.md``, section 4. Held by the Wycheproof vectors (see tests).
"""

import hashlib
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from selaras.core.errors import CoreError

P256_POINT_BYTES = 65
ED25519_KEY_BYTES = 32
SIGNATURE_BYTES = 64
FINGERPRINT_LETTERS = 12

_ED25519_FIELD = 2**255 - 19
# y of the eight points of small order; under such a key one signature holds for any message.
SMALL_ORDER = frozenset(
    {
        0,
        1,
        _ED25519_FIELD - 1,
        0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
        0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7,
    }
)
_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_ECDSA = ECDSA(SHA256())
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def check_p256(public_key: bytes, *, message: bytes, signature: bytes) -> None:
    """Refuse a signature r ‖ s that this key did not give to the message; a high s is accepted."""
    key = _p256_key(public_key)
    half = SIGNATURE_BYTES // 2
    if len(signature) != SIGNATURE_BYTES:
        raise CoreError("signature_wrong")
    r, s = int.from_bytes(signature[:half]), int.from_bytes(signature[half:])
    # Said here and not left to a library: outside these bounds one mark could have two signatures.
    if not (0 < r < _P256_ORDER and 0 < s < _P256_ORDER):
        raise CoreError("signature_wrong")
    try:
        key.verify(encode_dss_signature(r, s), message, _ECDSA)
    except InvalidSignature as wrong:
        raise CoreError("signature_wrong") from wrong


def check_ed25519(public_key: bytes, *, message: bytes, signature: bytes) -> None:
    """Refuse a signature that this key did not give to the message."""
    key = _ed25519_key(public_key)
    try:
        key.verify(signature, message)
    except InvalidSignature as wrong:
        raise CoreError("signature_wrong") from wrong


def check_p256_key(public_key: bytes) -> None:
    """Refuse what is not an uncompressed point of the curve."""
    _p256_key(public_key)


def fingerprint(public_key: bytes) -> str:
    """Return the twelve characters by which people compare a device's key.

    >>> fingerprint(b"\\x04" + bytes(64))
    'B7QH-MPG0-YDDH'
    """
    number = int.from_bytes(hashlib.sha256(public_key).digest()[:8]) >> 4
    letters = "".join(_CROCKFORD[number >> shift & 31] for shift in range(55, -1, -5))
    return "-".join(letters[at : at + 4] for at in range(0, FINGERPRINT_LETTERS, 4))


# Loading a point checks that it lies on the curve and costs as much as a signature: once for each key.
@lru_cache(maxsize=4096)
def _p256_key(public_key: bytes) -> EllipticCurvePublicKey:
    if len(public_key) != P256_POINT_BYTES or public_key[0] != 4:
        raise CoreError("key_wrong", expected=P256_POINT_BYTES, got=len(public_key))
    try:
        return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), public_key)
    except ValueError as wrong:
        raise CoreError("key_wrong", expected="P-256", got=public_key.hex()[:16]) from wrong


@lru_cache(maxsize=256)
def _ed25519_key(public_key: bytes) -> Ed25519PublicKey:
    if len(public_key) != ED25519_KEY_BYTES:
        raise CoreError("key_wrong", expected=ED25519_KEY_BYTES, got=len(public_key))
    y = int.from_bytes(public_key, "little") & (2**255 - 1)
    if y >= _ED25519_FIELD or y in SMALL_ORDER:
        raise CoreError("signature_wrong")
    return Ed25519PublicKey.from_public_bytes(public_key)
