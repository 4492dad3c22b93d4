"""Bytes locked with a passphrase, in a file that nobody reads by the way.

Key from passphrase: scrypt (RFC 7914), 128 MiB of memory for each guess. Lock: AES-256-GCM (NIST SP 800-38D),
the file's header as associated data. A long content is locked block by block as in STREAM (Hoang,
Reyhanitabar, Rogaway, Vizár 2015): the nonce counts the blocks and marks the last, so that none can be moved
or left away.
"""

import hashlib
import json
import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from selaras.core.codec import Json
from selaras.core.errors import CoreError
from selaras.outside.chance import Chance

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
TAG_BYTES = 16
SHORTEST_PASSPHRASE = 12
_COUNTER_BYTES = 5  # four count the blocks, the last one marks the end


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one guess of a passphrase costs: memory is 128 · n · r bytes."""

    n: int
    r: int = 8
    p: int = 1

    @property
    def is_bearable(self) -> bool:
        # A forged header must not make its reader ask for all the memory there is.
        is_power = self.n > 1 and self.n & (self.n - 1) == 0
        return is_power and self.r >= 1 and 1 <= self.p <= 16 and self.n * self.r <= 1 << 22


OFFICE_COST = Cost(n=1 << 17)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """How a key comes from a passphrase, as the header tells it."""

    cost: Cost
    salt: bytes

    def told(self) -> Json:
        cost = self.cost
        return {"name": "scrypt", "n": cost.n, "p": cost.p, "r": cost.r, "salt": self.salt.hex()}

    def key(self, passphrase: str) -> bytes:
        kdf = Scrypt(salt=self.salt, length=KEY_BYTES, n=self.cost.n, r=self.cost.r, p=self.cost.p)
        return kdf.derive(_typed(passphrase).encode())


def new_lock(*, passphrase: str, chance: Chance, cost: Cost = OFFICE_COST) -> Lock:
    """Return a fresh lock; a passphrase that is soon guessed is refused."""
    if len(_typed(passphrase)) < SHORTEST_PASSPHRASE:
        raise CoreError("passphrase_too_short", least=SHORTEST_PASSPHRASE)
    return Lock(cost=cost, salt=chance.draw(SALT_BYTES))


def lock_of(told: Json) -> Lock:
    """Return the lock that a header tells; anything else is a ValueError."""
    if not isinstance(told, dict) or set(told) != {"name", "n", "p", "r", "salt"} or told["name"] != "scrypt":
        raise ValueError("lock")
    if any(type(told[name]) is not int for name in "npr") or not isinstance(told["salt"], str):
        raise ValueError("lock")
    lock = Lock(cost=Cost(n=told["n"], r=told["r"], p=told["p"]), salt=bytes.fromhex(told["salt"]))
    if not lock.cost.is_bearable or len(lock.salt) != SALT_BYTES:
        raise ValueError("lock")
    return lock


def seal(content: bytes, *, key: bytes, nonce: bytes, header: bytes) -> bytes:
    return AESGCM(key).encrypt(nonce, content, header)


def unseal(sealed: bytes, *, key: bytes, nonce: bytes, header: bytes) -> bytes:
    """Return the content; a key that does not fit is ``passphrase_wrong``."""
    try:
        return AESGCM(key).decrypt(nonce, sealed, header)
    except InvalidTag as wrong:
        raise CoreError("passphrase_wrong") from wrong


def sealed_blocks(blocks: Iterable[bytes], *, key: bytes, prefix: bytes, header: bytes) -> Iterator[bytes]:
    """Yield each block locked; the last one is marked, also when there is but one."""
    number, waiting = 0, b""
    is_first = True
    for block in blocks:
        if not is_first:
            yield seal(waiting, key=key, nonce=_nonce(prefix, number, is_last=False), header=header)
            number += 1
        waiting, is_first = block, False
    yield seal(waiting, key=key, nonce=_nonce(prefix, number, is_last=True), header=header)


def unsealed_blocks(blocks: Iterable[bytes], *, key: bytes, prefix: bytes, header: bytes) -> Iterator[bytes]:
    """Yield each block opened; one that is missing, moved or too many is refused."""
    number, waiting = 0, None
    for block in blocks:
        if waiting is not None:
            yield unseal(waiting, key=key, nonce=_nonce(prefix, number, is_last=False), header=header)
            number += 1
        waiting = block
    if waiting is None:
        raise CoreError("passphrase_wrong")
    yield unseal(waiting, key=key, nonce=_nonce(prefix, number, is_last=True), header=header)


def prefix_bytes() -> int:
    """Return how many bytes of chance the nonces of one file share."""
    return NONCE_BYTES - _COUNTER_BYTES


def _nonce(prefix: bytes, number: int, *, is_last: bool) -> bytes:
    return prefix + number.to_bytes(4) + bytes([is_last])


def write_new_private_file(path: Path, parts: Iterable[bytes], *, exists: str) -> None:
    """Write a file that only its owner may read and that is on the disk when this returns.

    exists : code of the refusal when something stands there already; it is never overwritten
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as wrong:
        raise CoreError(exists, path=str(path)) from wrong
    try:
        with os.fdopen(descriptor, "wb") as file:
            for part in parts:
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; without it a power cut may take the new name away."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def written_header(told: Json) -> bytes:
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()


def checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _typed(passphrase: str) -> str:
    # One letter may be typed as one or as two code points; a file often ends with a line feed.
    return unicodedata.normalize("NFC", passphrase.rstrip("\r\n"))
