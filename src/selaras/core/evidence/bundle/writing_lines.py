"""Writing the line files of a bundle; their one spelling is that of ``lines``."""

from collections.abc import Iterable, Mapping

from selaras.core.codec import Json
from selaras.core.evidence.bundle.lines import Salted
from selaras.core.evidence.exact_json import written
from selaras.core.evidence.packet import Packet


def entry_lines(packets: Mapping[int, Packet]) -> bytes:
    """Return ``entries.jsonl``."""
    return _lines(
        {"index": n, "envelope": one.envelope.decode(), "signature": one.signature.hex()}
        for n, one in sorted(packets.items())
    )


def payload_lines(payloads: Mapping[int, Salted]) -> bytes:
    """Return ``payloads.jsonl``."""
    return _salted_lines(payloads, "payload")


def note_lines(notes: Mapping[int, Salted]) -> bytes:
    """Return ``notes.jsonl``."""
    return _salted_lines(notes, "note")


def _lines(told: Iterable[Mapping[str, Json]]) -> bytes:
    return b"".join(written(one) + b"\n" for one in told)


def _salted_lines(salted: Mapping[int, Salted], name: str) -> bytes:
    return _lines(
        {"index": n, "salt": one.salt.hex(), name: one.content.decode()} for n, one in sorted(salted.items())
    )
