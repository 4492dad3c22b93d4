"""What a tablet sent, read without guessing: sizes before bytes, exact JSON, every wrong field named."""

import re
from collections.abc import Mapping, Sequence

from django.http import HttpRequest

from selaras.actions.evidence.packets import Submission
from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError, SeveralErrors
from selaras.core.evidence.exact_json import read_exact
from selaras.core.evidence.packet import LARGEST_ENVELOPE, envelope_of
from selaras.core.reception.taking import LARGEST_NOTE, LARGEST_PAYLOAD

MOST_PACKETS = 64
LARGEST_BODY = 2**20
MOST_ERRORS = 20  # told at once; whoever sends more wrong fields has another fault

_SALT = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(r"(?:[0-9a-f]{2}){0,1024}")
_ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
_LARGEST: Mapping[str, int] = {
    "envelope": LARGEST_ENVELOPE,
    "payload": LARGEST_PAYLOAD,
    "note": LARGEST_NOTE,
}
_HEX: Mapping[str, re.Pattern[str]] = {"signature": _SIGNATURE, "salt": _SALT, "note_salt": _SALT}
_FIELDS = ("envelope", "signature", "salt", "payload", "note_salt", "note")


def body_of(request: HttpRequest) -> Json:
    """Return the JSON of a body, once its announced size and kind are ones that are read at all."""
    if request.content_type != "application/json":
        raise CoreError("content_type_wrong", expected="application/json")
    announced = request.META.get("CONTENT_LENGTH") or ""
    if not announced.isdecimal():
        raise CoreError("length_missing")
    if int(announced) > LARGEST_BODY:
        raise CoreError("body_too_large", most=LARGEST_BODY)
    return read_exact(request.body)


def submissions_of(body: Json, *, most: int) -> tuple[Submission, ...]:
    """Return the packets of a body in their order; whatever is wrong in any of them is told at once."""
    if not isinstance(body, dict):
        raise CoreError("body_field_wrong", field="", expected="object")
    if unknown := sorted(set(body) - {"packets"}):
        raise CoreError("body_field_unknown", field=unknown[0][:80])
    packets = body.get("packets")
    if not isinstance(packets, list) or not 1 <= len(packets) <= most:
        raise CoreError("body_field_wrong", field="packets", expected=f"list of 1 to {most}")
    if errors := [wrong for n, one in enumerate(packets) for wrong in _errors_of(n, one)]:
        raise SeveralErrors(tuple(errors[:MOST_ERRORS]))
    return tuple(_submission(one) for one in packets)


def type_of(submission: Submission) -> EntryType | None:
    """Return the type that an envelope names; None where it is none, which the ledger then refuses."""
    try:
        return envelope_of(submission.envelope).type
    except CoreError:
        return None


def ids_of(request: HttpRequest) -> tuple[str, ...]:
    """Return the ids that a query asks for, each once."""
    if unknown := sorted(set(request.GET) - {"id"}):
        raise CoreError("query_field_unknown", field=unknown[0][:80])
    ids: Sequence[str] = request.GET.getlist("id")
    if not 1 <= len(ids) <= MOST_PACKETS or not all(_ULID.fullmatch(one) for one in ids):
        raise CoreError("query_field_wrong", field="id", expected=f"1 to {MOST_PACKETS} ids")
    return tuple(dict.fromkeys(ids))


def _errors_of(n: int, packet: Json) -> list[CoreError]:
    def wrong(field: str, expected: str) -> CoreError:
        return CoreError("packet_field_wrong", packet=n, field=field, expected=expected)

    if not isinstance(packet, dict):
        return [wrong("", "object")]
    errors = [
        CoreError("packet_field_unknown", packet=n, field=name[:80])
        for name in sorted(packet.keys() - _FIELDS)
    ]
    for name in _FIELDS:
        value = packet.get(name)
        if not isinstance(value, str):
            errors.append(wrong(name, "string"))
        elif name in _HEX and not _HEX[name].fullmatch(value):
            errors.append(wrong(name, "lower-case hex digits" if name == "signature" else "64 hex digits"))
        elif name in _LARGEST and len(value.encode()) > _LARGEST[name]:
            errors.append(wrong(name, f"at most {_LARGEST[name]} bytes"))
    return errors


def _submission(packet: Mapping[str, str]) -> Submission:
    return Submission(
        envelope=packet["envelope"].encode(),
        signature=bytes.fromhex(packet["signature"]),
        salt=bytes.fromhex(packet["salt"]),
        payload=packet["payload"].encode(),
        note_salt=bytes.fromhex(packet["note_salt"]),
        note=packet["note"].encode(),
    )
