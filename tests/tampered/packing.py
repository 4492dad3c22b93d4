"""A bundle's files as bytes and back, written from ``docs/evidence-format.md``, section 10, for forgers.

It packs whatever it is given, also what no honest program writes.
"""

import hashlib
import json
import struct
import zlib
from collections.abc import Mapping, Sequence

from selaras.core.codec import Json
from selaras.core.evidence.exact_json import canonical

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
MANIFEST = "manifest.json"


def packed(files: Mapping[str, bytes], *, order: Sequence[str] = ()) -> bytes:
    """Return the one ZIP file of these contents; ``order`` is any other than the one it must have."""
    body, directory = bytearray(), bytearray()
    for name in order or sorted(files, key=str.encode):
        data, raw = files[name], name.encode()
        same = (0x0800, 0, 0, 0x0021, zlib.crc32(data), len(data), len(data), len(raw), 0)
        directory += _CENTRAL.pack(b"PK\x01\x02", 20, 20, *same, 0, 0, 0, 0, len(body)) + raw
        body += _LOCAL.pack(b"PK\x03\x04", 20, *same) + raw + data
    n = len(files)
    return bytes(body + directory + _END.pack(b"PK\x05\x06", 0, 0, n, n, len(directory), len(body), 0))


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the files of a bundle of the one form."""
    files: dict[str, bytes] = {}
    at = 0
    while data[at : at + 4] == b"PK\x03\x04":
        fields = _LOCAL.unpack_from(data, at)
        start = at + _LOCAL.size + fields[9]
        name = data[at + _LOCAL.size : start].decode()
        files[name] = data[start : start + fields[8]]
        at = start + fields[8]
    return files


def line(fields: Mapping[str, Json]) -> bytes:
    return json.dumps(fields, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def with_manifest(files: Mapping[str, bytes], manifest: Mapping[str, Json]) -> dict[str, bytes]:
    """Return the files with a manifest that lists them as they are; its other fields are given."""
    others = {name: data for name, data in files.items() if name != MANIFEST}
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in others.items()}
    return {**others, MANIFEST: canonical({**manifest, "files": digests})}


def repacked(files: Mapping[str, bytes], **changes: Json) -> bytes:
    """Return the bundle with digests that fit its files; fields of the manifest may be changed."""
    manifest = json.loads(files[MANIFEST])
    return packed(with_manifest(files, {**manifest, **changes}))
