"""The log key: made, kept in a file of its own outside the database, opened by a passphrase.

Ed25519, RFC 8032. What the file holds beside the locked 32 bytes is open: anybody with the file can tell
which key it is, nobody without the passphrase can sign with it.
"""

import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from selaras.core.codec import Json
from selaras.core.errors import CoreError
from selaras.outside.chance import Chance, SystemChance
from selaras.outside.sealing import (
    NONCE_BYTES,
    OFFICE_COST,
    Cost,
    checksum,
    lock_of,
    new_lock,
    seal,
    unseal,
    write_new_private_file,
    written_header,
)

FORMAT = "selaras-key"
VERSION = 1
SEED_BYTES = 32
LARGEST_FILE = 4096


class Signer(Protocol):
    """Whoever signs for the log."""

    @property
    def public_key(self) -> bytes: ...

    def sign(self, message: bytes) -> bytes: ...


class LogKey:
    """An Ed25519 key at hand: of the log, or of a witness."""

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public_key: bytes = self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of the signature; the same message gives the same."""
        return self._key.sign(message)

    def seed(self) -> bytes:
        """Return the secret itself: to lock it into a file or to divide it among holders, nothing else."""
        return self._key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())


def create_log_key(
    path: Path,
    *,
    passphrase: str,
    chance: Chance | None = None,
    cost: Cost = OFFICE_COST,
    witness: str = "",
) -> LogKey:
    """Make a new key and its file; a file that is there already is refused, never replaced.

    witness : the name under which a witness signs; empty for the log's own key
    """
    chance = chance or SystemChance()
    key = LogKey(chance.draw(SEED_BYTES))
    keep_log_key(key, path, passphrase=passphrase, chance=chance, cost=cost, witness=witness)
    return key


def keep_log_key(
    key: LogKey,
    path: Path,
    *,
    passphrase: str,
    chance: Chance | None = None,
    cost: Cost = OFFICE_COST,
    witness: str = "",
) -> None:
    """Lock a key into a new file."""
    chance = chance or SystemChance()
    lock = new_lock(passphrase=passphrase, chance=chance, cost=cost)
    nonce = chance.draw(NONCE_BYTES)
    told: dict[str, Json] = {
        "format": FORMAT,
        "lock": lock.told(),
        "nonce": nonce.hex(),
        "public_key": key.public_key.hex(),
        "version": VERSION,
        "witness": witness,
    }
    header = written_header(told)
    sealed = seal(key.seed(), key=lock.key(passphrase), nonce=nonce, header=header)
    told |= {"sealed": sealed.hex(), "checksum": checksum(header + sealed)}
    text = json.dumps(told, indent=1, sort_keys=True) + "\n"
    write_new_private_file(path, [text.encode()], exists="key_file_there_already")


def open_log_key(path: Path, *, passphrase: str, witness: bool = False) -> LogKey:
    """Return the key of a file; each way in which file or passphrase can be wrong has a code of its own.

    witness : whether a witness's key is wanted; a file of the other use is ``key_file_of_other_use``
    """
    kept = _kept(path)
    if bool(kept.told["witness"]) != witness:
        raise CoreError("key_file_of_other_use", path=str(path))
    seed = unseal(
        kept.sealed, key=lock_of(kept.told["lock"]).key(passphrase), nonce=kept.nonce, header=kept.header
    )
    key = LogKey(seed)
    if key.public_key.hex() != kept.told["public_key"]:
        raise CoreError("key_file_altered", path=str(path))
    return key


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFile:
    """What a key's file tells to everybody: nothing secret, and nothing proved before it is opened."""

    public_key: bytes
    witness: str


def read_key_file(path: Path) -> KeyFile:
    """Return the open part of a file, without its passphrase."""
    told = _kept(path).told
    return KeyFile(public_key=bytes.fromhex(told["public_key"]), witness=told["witness"])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    told: dict[str, Json]
    header: bytes
    nonce: bytes
    sealed: bytes


def _kept(path: Path) -> _Kept:
    told = _read(path)
    if told.get("format") != FORMAT:
        raise CoreError("key_file_wrong", path=str(path))
    if told.get("version") != VERSION:
        raise CoreError("key_file_version_unknown", path=str(path), got=str(told.get("version"))[:20])
    try:
        sealed, nonce = bytes.fromhex(told["sealed"]), bytes.fromhex(told["nonce"])
        header = written_header({name: told[name] for name in told if name not in ("sealed", "checksum")})
        is_whole = checksum(header + sealed) == told["checksum"]
        lock_of(told["lock"])
        fits = len(nonce) == NONCE_BYTES and len(bytes.fromhex(told["public_key"])) == SEED_BYTES
        fits = fits and isinstance(told["witness"], str)
    except (KeyError, TypeError, ValueError) as wrong:
        raise CoreError("key_file_altered", path=str(path)) from wrong
    if not is_whole or not fits:
        raise CoreError("key_file_altered", path=str(path))
    return _Kept(told=told, header=header, nonce=nonce, sealed=sealed)


def _read(path: Path) -> dict[str, Json]:
    try:
        with path.open("rb") as file:
            if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise CoreError("key_file_open_to_others", path=str(path))
            data = file.read(LARGEST_FILE + 1)
    except OSError as wrong:
        raise CoreError("key_file_missing", path=str(path)) from wrong
    try:
        told = json.loads(data)
    except ValueError as wrong:
        raise CoreError("key_file_altered", path=str(path)) from wrong
    if not isinstance(told, dict):
        raise CoreError("key_file_wrong", path=str(path))
    return told
