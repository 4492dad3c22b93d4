"""Write evidence.json: the format's own vectors, which the tests of every language read.

Run it as ``python -m tests.vectors.write_evidence`` after a change of the format, and look at what changed.
"""

import json
from pathlib import Path

from selaras.core.evidence.writing import envelope_bytes
from tests.core.evidence.building import envelope, ledger

PATH = Path(__file__).with_name("evidence.json")


def valid() -> list[dict[str, str]]:
    told = []
    for one in ledger(3).entries:
        assert one.opening is not None
        told.append(
            {
                "envelope": one.packet.envelope.decode(),
                "signature": one.packet.signature.hex(),
                "digest": one.packet.digest,
                "leaf_hash": one.packet.leaf_hash.hex(),
                "salt": one.opening.salt.hex(),
                "payload": one.opening.payload.decode(),
                "note_salt": one.opening.note_salt.hex(),
                "note": one.opening.note.decode(),
            }
        )
    return told


def refused() -> list[dict[str, str]]:
    good = envelope_bytes(envelope()).decode()
    changes = (
        ("a key twice", "json_key_twice", '"version":1,', '"version":1,"version":1,'),
        ("a fraction", "json_not_an_integer", '"dseq":1', '"dseq":1.0'),
        ("an exponent", "json_not_an_integer", '"dseq":1', '"dseq":1e0'),
        ("minus zero", "json_not_an_integer", '"size":0', '"size":-0'),
        ("an integer no double holds", "json_not_an_integer", '"dseq":1', '"dseq":9007199254740993'),
        ("a half surrogate", "json_not_unicode", '"P-001"', '"\\ud800"'),
        ("a line feed", "envelope_control_byte", '"version":1,', '"version":1,\n'),
        ("a field too many", "envelope_field_unknown", '"version":1,', '"version":1,"mark":400,'),
        ("a field missing", "envelope_field_missing", '"actor":"importer",', ""),
        ("null for a text", "envelope_field_wrong", '"prev":""', '"prev":null'),
        ("true for a number", "envelope_field_wrong", '"dseq":1', '"dseq":true'),
        ("another version", "envelope_version_unknown", '"version":1', '"version":2'),
        ("an unknown type", "envelope_field_wrong", '"rating-sheet"', '"gift"'),
        ("an unknown signature", "envelope_field_wrong", '"imported"', '"none"'),
        ("a first entry with a predecessor", "envelope_field_wrong", '"prev":""', f'"prev":"{"12" * 32}"'),
        ("a second entry without", "envelope_field_wrong", '"dseq":1', '"dseq":2'),
        ("a day that is none", "envelope_field_wrong", '"2024-02-01"', '"2024-02-30"'),
        ("local time", "envelope_field_wrong", "09:30:00.000Z", "16:30:00.000+07:00"),
        ("nothing seen, with a root", "envelope_field_wrong", '"root":"e3b0', '"root":"e3b1'),
        ("capital digits", "envelope_field_wrong", "abab", "ABAB"),
    )
    return [
        {"why": why, "code": code, "envelope": good.replace(old, new, 1)} for why, code, old, new in changes
    ]


def main() -> None:
    told = {"format": 1, "log": ledger(3).log, "root_of_three": ledger(3).root.hex()}
    whole = {**told, "valid": valid(), "refused": refused()}
    PATH.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
