"""A backup's one file: a header, locked blocks, and a checksum at the end.

The checksum tells a file that was cut off or damaged on its way from a wrong passphrase; against forgers
stands the lock (``sealing``), without whose passphrase nobody can read or make one.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from selaras.core.codec import Json
from selaras.core.errors import CoreError
from selaras.outside.chance import Chance
from selaras.outside.sealing import (
    OFFICE_COST,
    TAG_BYTES,
    Cost,
    lock_of,
    new_lock,
    prefix_bytes,
    sealed_blocks,
    unsealed_blocks,
    write_new_private_file,
    written_header,
)

FORMAT = "selaras-backup"
VERSION = 1
BLOCK_BYTES = 1 << 20
CHECKSUM_BYTES = 32
LONGEST_HEADER = 1024


def write_backup(
    path: Path, lines: Iterable[bytes], *, passphrase: str, chance: Chance, cost: Cost = OFFICE_COST
) -> None:
    """Write lines into a new file that is on the disk when this returns; none is ever overwritten."""
    lock = new_lock(passphrase=passphrase, chance=chance, cost=cost)
    prefix = chance.draw(prefix_bytes())
    told: Json = {"format": FORMAT, "lock": lock.told(), "nonces": prefix.hex(), "version": VERSION}
    header = written_header(told)
    blocks = sealed_blocks(_in_blocks(lines), key=lock.key(passphrase), prefix=prefix, header=header)
    write_new_private_file(path, _with_checksum(header + b"\n", blocks), exists="backup_there_already")


@contextmanager
def backup_lines(path: Path, *, passphrase: str) -> Iterator[Iterator[bytes]]:
    """Yield the lines of a backup, each with its line feed, once the whole file was found undamaged."""
    try:
        file = path.open("rb")
    except OSError as wrong:
        raise CoreError("backup_missing", path=str(path)) from wrong
    with file:
        header, told, end = _checked(file, path)
        try:
            lock, prefix = lock_of(told["lock"]), bytes.fromhex(told["nonces"])
        except (KeyError, TypeError, ValueError) as wrong:
            raise CoreError("backup_damaged", path=str(path)) from wrong
        key = lock.key(passphrase)
        sealed = _sealed_in(file, start=len(header) + 1, end=end)
        yield _in_lines(unsealed_blocks(sealed, key=key, prefix=prefix, header=header))


def _checked(file: BinaryIO, path: Path) -> tuple[bytes, dict[str, Json], int]:
    """Return header, what it tells, and where the blocks end."""
    header = file.readline(LONGEST_HEADER).removesuffix(b"\n")
    try:
        told = json.loads(header)
        is_backup = told["format"] == FORMAT
    except (ValueError, KeyError, TypeError) as wrong:
        raise CoreError("backup_unreadable", path=str(path)) from wrong
    if not is_backup:
        raise CoreError("backup_unreadable", path=str(path))
    if told.get("version") != VERSION:
        raise CoreError("backup_version_unknown", path=str(path), got=str(told.get("version"))[:20])
    end = file.seek(0, 2) - CHECKSUM_BYTES
    digest = hashlib.sha256()
    file.seek(0)
    left = max(end, 0)
    while left:
        part = file.read(min(BLOCK_BYTES, left))
        digest.update(part)
        left -= len(part)
    if end <= len(header) or file.read() != digest.digest():
        raise CoreError("backup_damaged", path=str(path))
    return header, told, end


def _sealed_in(file: BinaryIO, *, start: int, end: int) -> Iterator[bytes]:
    file.seek(start)
    left = end - start
    while left > 0:
        part = file.read(min(BLOCK_BYTES + TAG_BYTES, left))
        left -= len(part)
        yield part


def _with_checksum(header: bytes, blocks: Iterable[bytes]) -> Iterator[bytes]:
    digest = hashlib.sha256()
    for part in chain([header], blocks):
        digest.update(part)
        yield part
    yield digest.digest()


def _in_blocks(lines: Iterable[bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    for line in lines:
        waiting += line
        while len(waiting) > BLOCK_BYTES:
            yield bytes(waiting[:BLOCK_BYTES])
            del waiting[:BLOCK_BYTES]
    yield bytes(waiting)


def _in_lines(blocks: Iterable[bytes]) -> Iterator[bytes]:
    waiting = b""
    for block in blocks:
        *whole, waiting = (waiting + block).split(b"\n")
        for line in whole:
            yield line + b"\n"
    if waiting:
        raise CoreError("backup_unreadable")
