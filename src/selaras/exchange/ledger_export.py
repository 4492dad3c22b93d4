"""A ledger as one file (buku-induk.jsonl): a heading, then one line for each entry, in order.

The envelope and the payload stand as text inside the line, byte for byte as they were committed to.
The same ledger gives the same bytes. Layout: ``docs/evidence-format.md``.
"""

import re
from collections.abc import Iterator

from selaras.core.codec import Json
from selaras.core.errors import CoreError
from selaras.core.evidence.exact_json import read_exact, written
from selaras.core.evidence.opening import Ledger, Sealed
from selaras.core.evidence.packet import Opening, Packet

FORMAT = "selaras-ledger"
VERSION = 1

_HEADING = ("format", "version", "log", "size", "root")
_ENTRY = ("envelope", "signature")
_OPENING = ("salt", "payload", "note_salt", "note")


def export_bytes(ledger: Ledger) -> bytes:
    """Return the export file of a ledger."""
    return b"".join(line + b"\n" for line in _lines(ledger))


def _lines(ledger: Ledger) -> Iterator[bytes]:
    heading = (FORMAT, VERSION, ledger.log, ledger.size, ledger.root.hex())
    yield written(dict(zip(_HEADING, heading, strict=True)))
    for one in ledger.entries:
        told = {"envelope": one.packet.envelope.decode(), "signature": one.packet.signature.hex()}
        if (opening := one.opening) is not None:
            told["salt"] = opening.salt.hex()
            told["payload"] = opening.payload.decode()
            told["note_salt"] = opening.note_salt.hex()
            told["note"] = opening.note.decode()
        yield written(told)


def read_export(data: bytes) -> Ledger:
    """Return the ledger that a file holds, as it stands there; ``opened_ledger`` says whether it is true."""
    if not data:
        raise CoreError("ledger_file_empty")
    if not data.endswith(b"\n"):
        raise CoreError("ledger_file_cut_off", line=data.count(b"\n") + 1)
    heading, *lines = data[:-1].split(b"\n")
    told = _object_at(1, heading, (_HEADING,))
    if told["format"] != FORMAT or told["version"] != VERSION:
        raise CoreError("ledger_file_unknown", format=told["format"], version=told["version"])
    size = told["size"]
    if type(size) is not int or size < 0:
        raise CoreError("ledger_file_line_wrong", line=1, field="size")
    return Ledger(
        log=_text(told, "log", 1),
        size=size,
        root=_hex(told, "root", 1),
        entries=tuple(_sealed_at(n, line) for n, line in enumerate(lines, start=2)),
    )


def _sealed_at(number: int, line: bytes) -> Sealed:
    told = _object_at(number, line, (_ENTRY, (*_ENTRY, *_OPENING)))
    packet = Packet(_text(told, "envelope", number).encode(), _hex(told, "signature", number))
    if "salt" not in told:
        return Sealed(packet, None)
    opening = Opening(
        salt=_hex(told, "salt", number),
        payload=_text(told, "payload", number).encode(),
        note_salt=_hex(told, "note_salt", number),
        note=_text(told, "note", number).encode(),
    )
    return Sealed(packet, opening)


def _object_at(number: int, line: bytes, shapes: tuple[tuple[str, ...], ...]) -> dict[str, Json]:
    try:
        told = read_exact(line)
    except CoreError as wrong:
        raise CoreError("ledger_file_line_wrong", line=number, because=wrong.code) from wrong
    if not isinstance(told, dict) or tuple(told) not in shapes:
        raise CoreError("ledger_file_line_wrong", line=number, expected=", ".join(shapes[-1]))
    if written(told) != line:
        # Blanks or other escapes would make two files of one ledger.
        raise CoreError("ledger_file_line_wrong", line=number, because="not_as_written")
    return told


def _text(told: dict[str, Json], name: str, number: int) -> str:
    if not isinstance(found := told[name], str):
        raise CoreError("ledger_file_line_wrong", line=number, field=name)
    return found


def _hex(told: dict[str, Json], name: str, number: int) -> bytes:
    # bytes.fromhex would let blanks and capitals pass: two files for one ledger.
    if not re.fullmatch(r"(?:[0-9a-f]{2})*", found := _text(told, name, number)):
        raise CoreError("ledger_file_line_wrong", line=number, field=name)
    return bytes.fromhex(found)
