"""The one ZIP form of a bundle: stored, sorted, timeless; a file of any other form is refused.

Layout: PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16; which of its freedoms are taken away, and in
which order a reader refuses: ``docs/evidence-format.md``, section 10. A general ZIP reader guesses where two
places of a file contradict each other, and two readers guess differently: one would verify what the other
does not show.
"""

import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from selaras.core.errors import CoreError

LARGEST_ARCHIVE = 512 * 1024 * 1024
MOST_FILES = 20_000
LONGEST_NAME = 120

_VERSION = 20
_NAMES_ARE_UTF8 = 0x0800
_FIRST_DAY = 0x0021  # 1 January 1980, the first that the format knows
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_LOCAL_MAGIC, _CENTRAL_MAGIC, _END_MAGIC = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_PART = rb"[A-Za-z0-9][A-Za-z0-9._-]*"
_NAME = re.compile(_PART + rb"(?:/" + _PART + rb")?")


@dataclass(frozen=True, slots=True)
class _Listed:
    """What the central directory tells of a file."""

    name: bytes
    size: int


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """Return the one archive that holds these files."""
    if len(files) > MOST_FILES:
        raise CoreError("zip_limit", most=MOST_FILES, got=len(files))
    parts: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for raw, name in sorted((_checked(name), name) for name in files):
        content = files[name]
        local, central = _headers(raw, content, at)
        parts += (local, content)
        directory.append(central)
        at += len(local) + len(content)
        if at > LARGEST_ARCHIVE:
            raise CoreError("zip_limit", most=LARGEST_ARCHIVE, got=at)
    return b"".join((*parts, *directory, _end(directory, at)))


def files_of(data: bytes) -> dict[str, bytes]:
    """Return the files of an archive, by name in order; whatever is not the one form is refused."""
    count, at_directory = _end_record(data)
    found: dict[str, bytes] = {}
    directory: list[bytes] = []
    at, before = 0, b""
    same = True
    for one in _listed(data, count, at_directory):
        begins = at + _LOCAL.size + len(one.name)
        ends = begins + one.size
        if ends > at_directory:
            raise CoreError("zip_unreadable", file=one.name.decode())
        content = data[begins:ends]
        local, central = _headers(one.name, content, at)
        same = same and before < one.name and data[at:begins] == local
        found[one.name.decode()] = content
        directory.append(central)
        at, before = ends, one.name
    tail = b"".join((*directory, _end(directory, at)))
    # Headers were compared as they went by; what follows the contents is compared whole.
    if not same or len(data) != at + len(tail) or data[at:] != tail:
        raise CoreError("zip_not_canonical")
    return found


def _checked(name: str) -> bytes:
    raw = name.encode(errors="replace")
    if len(raw) > LONGEST_NAME or not _NAME.fullmatch(raw):
        raise CoreError("zip_name_wrong", got=name[:LONGEST_NAME])
    return raw


def _headers(name: bytes, content: bytes, at: int) -> tuple[bytes, bytes]:
    """Return the local header and the directory's record of a file whose header stands at ``at``."""
    shared = (_VERSION, _NAMES_ARE_UTF8, 0, 0, _FIRST_DAY, zlib.crc32(content), len(content), len(content))
    local = _LOCAL.pack(_LOCAL_MAGIC, *shared, len(name), 0)
    central = _CENTRAL.pack(_CENTRAL_MAGIC, _VERSION, *shared, len(name), 0, 0, 0, 0, 0, at)
    return local + name, central + name


def _end(directory: list[bytes], at: int) -> bytes:
    size = sum(len(one) for one in directory)
    return _END.pack(_END_MAGIC, 0, 0, len(directory), len(directory), size, at, 0)


def _end_record(data: bytes) -> tuple[int, int]:
    """Return how many files the archive tells of and where its directory begins."""
    if len(data) > LARGEST_ARCHIVE:
        raise CoreError("zip_limit", most=LARGEST_ARCHIVE, got=len(data))
    if len(data) < _END.size:
        raise CoreError("zip_unreadable", size=len(data))
    magic, _, _, _, count, _, at, _ = _END.unpack_from(data, len(data) - _END.size)
    if magic != _END_MAGIC:
        raise CoreError("zip_unreadable", size=len(data))
    if count > MOST_FILES:
        raise CoreError("zip_limit", most=MOST_FILES, got=count)
    return count, at


def _listed(data: bytes, count: int, at: int) -> list[_Listed]:
    """Return what the directory tells, in its order; every name is known to be ASCII then."""
    last = len(data) - _END.size
    listed: list[_Listed] = []
    for number in range(count):
        if at + _CENTRAL.size > last:
            raise CoreError("zip_unreadable", record=number)
        record = _CENTRAL.unpack_from(data, at)
        magic, size, (n_name, n_extra, n_comment) = record[0], record[8], record[10:13]
        name = data[at + _CENTRAL.size : at + _CENTRAL.size + n_name]
        at += _CENTRAL.size + n_name + n_extra + n_comment
        if magic != _CENTRAL_MAGIC or at > last:
            raise CoreError("zip_unreadable", record=number)
        listed.append(_Listed(name, size))
    for one in listed:
        if len(one.name) > LONGEST_NAME or not _NAME.fullmatch(one.name):
            raise CoreError("zip_name_wrong", got=one.name[:LONGEST_NAME].decode(errors="replace"))
    return listed
