"""The line files of a bundle: entries, payloads, notes. Exactly one spelling of each line is taken.

Layout: ``docs/evidence-format.md``, section 10. Whether a payload opens its commitment is not asked here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selaras.core.codec import Json
from selaras.core.errors import CoreError
from selaras.core.evidence.exact_json import LARGEST_INTEGER, read_exact, written
from selaras.core.evidence.packet import SALT_BYTES, Packet

ENTRIES, PAYLOADS, NOTES = "entries.jsonl", "payloads.jsonl", "notes.jsonl"

_HEX = re.compile(r"(?:[0-9a-f]{2})*")


@dataclass(frozen=True, slots=True)
class Salted:
    """What opens one commitment."""

    salt: bytes
    content: bytes


def read_entries(data: bytes) -> dict[int, Packet]:
    """Return the packets that a file tells, by index and ascending; a wrong line is refused by its number."""
    found: dict[int, Packet] = {}
    for number, told in _read(ENTRIES, data, ("index", "envelope", "signature")):
        envelope = _text(told["envelope"], ENTRIES, number)
        signature = _hex(told["signature"], ENTRIES, number)
        found[_next_index(told["index"], found, ENTRIES, number)] = Packet(envelope.encode(), signature)
    return found


def read_payloads(data: bytes) -> dict[int, Salted]:
    return _read_salted(PAYLOADS, data, "payload")


def read_notes(data: bytes) -> dict[int, Salted]:
    return _read_salted(NOTES, data, "note")


def line_wrong(file: str, number: int, **facts: object) -> CoreError:
    return CoreError("line_wrong", file=file, line=number, **facts)


def _read_salted(file: str, data: bytes, name: str) -> dict[int, Salted]:
    found: dict[int, Salted] = {}
    for number, told in _read(file, data, ("index", "salt", name)):
        salt = _hex(told["salt"], file, number)
        if len(salt) != SALT_BYTES:
            raise line_wrong(file, number, field="salt")
        content = _text(told[name], file, number).encode()
        found[_next_index(told["index"], found, file, number)] = Salted(salt, content)
    return found


def _read(file: str, data: bytes, names: tuple[str, ...]) -> Iterator[tuple[int, dict[str, Json]]]:
    if not data:
        return
    *lines, rest = data.split(b"\n")
    for number, line in enumerate(lines, start=1):
        try:
            told = read_exact(line)
        except CoreError as wrong:
            raise line_wrong(file, number, because=wrong.code) from wrong
        if not isinstance(told, dict) or tuple(told) != names:
            raise line_wrong(file, number, expected=", ".join(names))
        # Blanks or other escapes would make two files of one ledger.
        if written(told) != line:
            raise line_wrong(file, number, because="not_as_written")
        yield number, told
    if rest:
        raise line_wrong(file, len(lines) + 1, because="cut_off")


def _next_index(value: Json, found: dict[int, Packet] | dict[int, Salted], file: str, number: int) -> int:
    last = next(reversed(found), -1)
    if type(value) is not int or not last < value <= LARGEST_INTEGER:
        raise line_wrong(file, number, field="index")
    return value


def _text(value: Json, file: str, number: int) -> str:
    if not isinstance(value, str):
        raise line_wrong(file, number, field="text")
    return value


def _hex(value: Json, file: str, number: int) -> bytes:
    # bytes.fromhex would let blanks and capitals pass: two files for one ledger.
    if not _HEX.fullmatch(text := _text(value, file, number)):
        raise line_wrong(file, number, field="hex")
    return bytes.fromhex(text)
