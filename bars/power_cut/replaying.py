"""The disk as a power cut leaves it: what was synced stands, of the rest some, all, none or a torn part.

Model, the strictest that a file system may follow (POSIX fsync): a file's bytes are safe once the file
was synced, its name once its folder was. Unsynced writes of a file are kept or dropped one by one, in
sectors of 512 bytes; names changed since the folder's last sync are kept up to some point.
"""

from __future__ import annotations

import random
import struct
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
SHIM = Path(__file__).with_name("shim.c")
WRITE, TRUNCATE, SYNC, UNLINK, RENAME, SEND = "w", "t", "s", "u", "r", "a"
_HEAD = struct.Struct("<cHQI")  # as shim.c writes it


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that the process did, in order; path is empty for the folder itself."""

    kind: str
    path: str
    offset: int
    data: bytes


def compiled_shim(folder: Path) -> Path:
    """Return the shim as a library that can be preloaded."""
    library = folder / "power_cut.so"
    subprocess.run(
        ["cc", "-shared", "-fPIC", "-O2", "-Wall", "-o", str(library), str(SHIM), "-ldl", "-lpthread"],
        check=True,
    )
    return library


def preloading(library: Path, *, folder: Path, log: Path, fault: Path | None = None) -> dict[str, str]:
    """Return the environment in which a process notes what it writes into the folder.

    fault : while this file holds the number of an error, every write and sync there fails with it
    """
    return {
        "LD_PRELOAD": str(library),
        **({"POWER_CUT_FAULT": str(fault)} if fault else {}),
        "POWER_CUT_FOLDER": str(folder),
        "POWER_CUT_LOG": str(log),
    }


def records_of(log: Path) -> Iterator[Record]:
    """Yield what was noted; a record that the end cut off was never done."""
    data = log.read_bytes()
    at = 0
    while at + _HEAD.size <= len(data):
        kind, name_length, offset, length = _HEAD.unpack_from(data, at)
        start = at + _HEAD.size + name_length
        at = start + length
        if at > len(data):
            return
        yield Record(kind.decode(), data[start - name_length : start].decode(), offset, data[start:at])


@dataclass(slots=True)
class _File:
    safe: bytearray = field(default_factory=bytearray)
    unsynced: list[Record] = field(default_factory=list)

    def sync(self) -> None:
        for one in self.unsynced:
            _apply(self.safe, one)
        self.unsynced.clear()

    def after_power_cut(self, chance: random.Random) -> bytes:
        left = bytearray(self.safe)
        share = chance.choice((0.0, 0.5, 0.9, 1.0))
        for one in self.unsynced:
            if chance.random() < share:
                _apply(left, _torn(one, chance) if chance.random() < 0.2 else one)
        return bytes(left)


class Disk:
    """Files of one folder; its names and bytes as they are safe, and what is not safe yet."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._names = {name: _File(bytearray(data)) for name, data in files.items()}
        self._safe_names = dict(self._names)
        # Every state of the names since the folder's last sync, oldest first.
        self._since: list[dict[str, _File]] = []

    def take(self, record: Record) -> None:
        """Let one record happen. The shared memory of readers is no part of a disk's promise."""
        name = record.path
        if record.kind == SEND or name.endswith("-shm"):
            return
        if record.kind == SYNC and not name:
            self._safe_names, self._since = dict(self._names), []
        elif record.kind == SYNC:
            if name in self._names:
                self._names[name].sync()
        elif record.kind == UNLINK:
            self._names.pop(name, None)
            self._since.append(dict(self._names))
        elif record.kind == RENAME:
            self._names[record.data.decode()] = self._names.pop(name)
            self._since.append(dict(self._names))
        else:
            if name not in self._names:
                self._names[name] = _File()
                self._since.append(dict(self._names))
            self._names[name].unsynced.append(record)

    def after_power_cut(self, chance: random.Random) -> dict[str, bytes]:
        """Return the files that are found when the power is back."""
        names = chance.choice([self._safe_names, *self._since])
        return {name: file.after_power_cut(chance) for name, file in names.items()}


def _apply(content: bytearray, record: Record) -> None:
    if record.kind == TRUNCATE:
        del content[record.offset :]
        content.extend(bytes(record.offset - len(content)))
        return
    end = record.offset + len(record.data)
    content.extend(bytes(max(0, record.offset - len(content))))
    content[record.offset : end] = record.data


def _torn(record: Record, chance: random.Random) -> Record:
    """Return a write of which only the sectors up to some point reached the disk."""
    if record.kind != WRITE or not record.data:
        return record
    first = SECTOR - record.offset % SECTOR
    ends = [0, *range(first, len(record.data), SECTOR)]
    return Record(record.kind, record.path, record.offset, record.data[: chance.choice(ends)])
