"""Write bundle.json: the format's vectors for keys, checkpoints, policies, archives, digests and bundles.

Everything here is made by ``tests/tampered``, which writes from the document and not with the code that
reads it. Run it as ``python -m tests.vectors.write_bundle`` after a change of the format.
"""

import base64
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from selaras.core.codec import Json
from selaras.core.evidence.ledger import leaf_hash, root_of
from tests.core.evidence.slow_proofs import inclusion_proof
from tests.tampered.book import BEGIN
from tests.tampered.keys import (
    P256_ORDER,
    checkpoint_text,
    device_key,
    fingerprint,
    ledger_code,
    log_key,
    signed_note,
    witness_key,
)
from tests.tampered.packing import line, packed
from tests.tampered.signed_event import policy_of
from tests.tampered.tiny import tiny_event

PATH = Path(__file__).with_name("bundle.json")
SEED, LOG = "vektor", "selaras/bengkulu/bengkulu-kecil"
ROOT = bytes(range(32))
AT = int(BEGIN.timestamp())


def text64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def sha(value: Json) -> str:
    """Return SHA-256 of canonical JSON; Python sorts keys by code point, as the format wants it."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def canonical_forms() -> list[Json]:
    told = (
        ("keys are sorted by code point, not by UTF-16 unit", '{"😀":1,"\ufffd":2,"b":3,"a":4}'),
        ("nothing is escaped that may stand", '{"t":"\\u00e9\\/\\u2028\\u007f"}'),
        ("what must be escaped has its short form", '{"t":"\\u0022\\u005c\\u000a\\u0009\\u0008\\u001f"}'),
        ("no blanks", ' { "a" : [ 1 , true , null ] } '),
    )
    return [
        {
            "why": why,
            "json": text,
            "canonical": json.dumps(
                json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False
            ),
        }
        for why, text in told
    ]


def device_signatures() -> list[Json]:
    key, message = device_key(SEED, "P1"), b'{"version":1}'
    good = key.sign(message)
    r, s = good[:32], int.from_bytes(good[32:])
    cases = (
        ("a signature", message, good, True),
        ("a high s holds as well", message, r + (P256_ORDER - s).to_bytes(32), True),
        ("another message", b'{"version":2}', good, False),
        ("r is zero", message, bytes(32) + good[32:], False),
        ("s is the order", message, r + P256_ORDER.to_bytes(32), False),
        ("r is beyond the order", message, (P256_ORDER + 1).to_bytes(32) + good[32:], False),
    )
    return [
        {
            "why": why,
            "public_key": key.public_key.hex(),
            "message": told.decode(),
            "signature": signature.hex(),
            "holds": holds,
        }
        for why, told, signature, holds in cases
    ]


def keys() -> Json:
    log, witness, device = log_key(SEED, LOG), witness_key(SEED, "inspektorat"), device_key(SEED, "P1")
    return {
        "devices": [{"public_key": device.public_key.hex(), "fingerprint": fingerprint(device.public_key)}],
        "verifier_keys": [
            {
                "name": one.name,
                "kind": one.kind[0],
                "public_key": one.public_key.hex(),
                "key_id": one.key_id.hex(),
                "vkey": one.vkey,
            }
            for one in (log, witness)
        ],
        "verifier_keys_refused": [
            {"why": why, "code": "key_wrong", "vkey": vkey}
            for why, vkey in (
                ("an id of another key", f"{LOG}+00000000+{log.vkey.split('+', 2)[2]}"),
                ("capital digits of the id", log.vkey.replace(log.key_id.hex(), log.key_id.hex().upper())),
                ("padding where none is", log.vkey + "="),
                ("another kind", f"{LOG}+{log.key_id.hex()}+{text64(bytes([2]) + log.public_key)}"),
                ("31 bytes", f"{LOG}+{log.key_id.hex()}+{text64(bytes([1]) + log.public_key[:31])}"),
                ("a blank in the name", log.vkey.replace("selaras/", "selaras /")),
            )
        ],
        "ledger_codes": [
            {"root": root.hex(), "code": ledger_code(root), "same": [ledger_code(root).lower(), dashed(root)]}
            for root in (ROOT, hashlib.sha256(b"").digest())
        ],
    }


def dashed(root: bytes) -> str:
    return ledger_code(root).replace(" ", "-")


def checkpoints() -> Json:
    log, witness = log_key(SEED, LOG), witness_key(SEED, "inspektorat")
    text = checkpoint_text(log=LOG, size=41, root=ROOT)
    lines = (log.signature_line(text), witness.cosignature_line(text, at=AT))
    note = signed_note(text, lines)
    return {
        "log": LOG,
        "size": 41,
        "root": ROOT.hex(),
        "text": text.decode(),
        "signature_line": lines[0].decode(),
        "cosignature_at": AT,
        "cosignature_message": f"cosignature/v1\ntime {AT}\n{text.decode()}",
        "cosignature_line": lines[1].decode(),
        "note": note.decode(),
        "refused": [
            {"why": why, "code": "checkpoint_wrong", "note": text64(wrong)}
            for why, wrong in notes_refused(note, text, lines)
        ],
    }


def notes_refused(note: bytes, text: bytes, lines: Sequence[bytes]) -> list[tuple[str, bytes]]:
    return [
        ("no signature", text + b"\n"),
        ("no empty line", text + b"".join(lines)),
        ("the last line is not ended", note[:-1]),
        ("a leading zero", note.replace(b"\n41\n", b"\n041\n")),
        ("a size that no double holds", note.replace(b"\n41\n", b"\n9007199254740993\n")),
        ("a root of 31 bytes", note.replace(text64(ROOT).encode(), text64(ROOT[:31]).encode())),
        ("a root without padding", note.replace(text64(ROOT).encode(), text64(ROOT).rstrip("=").encode())),
        ("a fourth line", note.replace(b"\n\n", b"\nextension\n\n", 1)),
        ("a hyphen for the dash", note.replace("— ".encode(), b"- ", 1)),
        ("a carriage return", note.replace(b"\n", b"\r\n")),
        ("sixty-five signatures", signed_note(text, [lines[0]] * 65)),
        ("a key id and no signature", signed_note(text, [f"— {LOG} AAAAAA==\n".encode()])),
        ("not UTF-8", note.replace("— ".encode(), b"\xff\xff ", 1)),
    ]


def policies() -> Json:
    good = policy_of(SEED, LOG)
    witness = witness_key(SEED, "inspektorat").vkey
    twice = [{"key": witness, "who": "A"}, {"key": witness, "who": "B"}]
    log_as_witness = [{"key": log_key(SEED, LOG).vkey, "who": "A"}]
    refused = (
        ("a quorum above the witnesses", {"quorum": 3}),
        ("a quorum below zero", {"quorum": -1}),
        ("one witness twice", {"witnesses": twice, "quorum": 2}),
        ("a log key as a witness", {"witnesses": log_as_witness, "quorum": 1}),
        ("a witness as a log key", {"log_keys": [witness]}),
        ("another version", {"version": 2}),
        ("another format", {"format": "selaras-bundle"}),
        ("a word for a number", {"quorum": "2"}),
        ("no log key, though marks must be signed", {"log_keys": [], "witnesses": [], "quorum": 0}),
        ("a field too many", {"comment": ""}),
    )
    told = [
        {"why": why, "code": "policy_wrong", "policy": policy_of(SEED, LOG, **changes).decode()}
        for why, changes in refused
    ]
    spaced = {"why": "blanks", "code": "policy_wrong", "policy": good.decode().replace(",", ", ")}
    return {"valid": [good.decode()], "refused": [*told, spaced]}


def archives() -> Json:
    files = {"manifest.json": b"{}", "papers/ba.pdf": b"%PDF-1.7\n"}
    good = packed(files)
    refused = (
        ("the method is another", "zip_not_canonical", good[:8] + b"\x08" + good[9:]),
        ("a byte before", "zip_unreadable", b"\x00" + good),
        ("a byte after", "zip_unreadable", good + b"\x00"),
        ("a time", "zip_not_canonical", good[:10] + b"\x01" + good[11:]),
        ("not in order", "zip_not_canonical", packed(files, order=sorted(files, reverse=True))),
        ("one file twice", "zip_not_canonical", packed(files, order=["manifest.json", "manifest.json"])),
        ("a name of three parts", "zip_name_wrong", packed({"a/b/c": b""})),
        ("a name upward", "zip_name_wrong", packed({"../a": b""})),
        ("cut off", "zip_unreadable", good[:-1]),
        ("nothing", "zip_unreadable", b""),
    )
    return {
        "files": {name: text64(data) for name, data in files.items()},
        "zip": text64(good),
        "refused": [{"why": why, "code": code, "zip": text64(data)} for why, code, data in refused],
    }


def frozen() -> Json:
    """Return digests of what is locked, and of what two people agree to."""
    book = {"format": "selaras-rulebook", "on": "2024-01-30", "rules": [], "not_in_force": {}}
    digest = sha(book)
    criteria = [
        {"code": "M1", "method": "paper", "weight": 6000},
        {"code": "M2", "method": "paper", "weight": 4000},
        {"code": "W1", "method": "interview", "weight": 10000},
    ]
    scheme = {"version": 1, "criteria": criteria, "places": 2}
    standards = {"J-02": [{"competence": "M.01", "level": 4, "mandatory": False}], "J-01": []}
    lock = sha({"rulebook": digest, "scheme": scheme, "standards": standards})
    act = {"from": "design", "to": "ready", "verb": "lock_scheme", "scheme": lock}
    return {
        "rulebook": {**book, "digest": digest},
        "scheme": scheme,
        "standards": standards,
        "locked": lock,
        "forms": {
            method: sha(
                {
                    "criteria": [one for one in criteria if one["method"] == method],
                    "method": method,
                    "scheme": lock,
                }
            )
            for method in ("paper", "interview", "written-test")
        },
        "approval": {
            "type": "phase",
            "subject": "",
            "payload": {**act, "approvals": ["01HNHP8SR00000000000000000"]},
            "about": sha({"payload": act, "subject": "", "type": "phase"}),
        },
    }


def numbers() -> Json:
    """Return numbers of a person and of the event, and the file that shows them."""
    told = (
        ("component", "component.C10.points", "86.67"),
        ("component", "component.C2.points", "80.00"),
        ("root", "score", "84.50"),
        ("category", "passed", "true"),
    )
    person = sorted(
        ({"formula": formula, "id": name, "value": value} for formula, name, value in told),
        key=lambda one: one["id"],
    )
    event = [{"formula": "summary", "id": "summary.passed_percent", "value": "100.0"}]
    file = {"version": 1, "people": {"P-001": person}, "event": event}
    return {
        "entries": [
            {"subject": "P-001", "payload": {"version": 1, "numbers": person}},
            {"subject": "", "payload": {"version": 1, "numbers": event}},
        ],
        "file": json.dumps(file, sort_keys=True, separators=(",", ":")),
    }


def tree() -> Json:
    leaves = [leaf_hash(f"lembar {n}".encode()) for n in range(5)]
    return {
        "leaves": [f"lembar {n}" for n in range(5)],
        "leaf_hashes": [one.hex() for one in leaves],
        "roots": [root_of(leaves[:size]).hex() for size in range(6)],
        "proofs": {str(n): [one.hex() for one in inclusion_proof(n, leaves)] for n in range(5)},
    }


def bundle() -> Json:
    event = tiny_event()
    files = event.files()
    return {
        "policy": event.policy.decode(),
        "paper_code": event.paper_code,
        "files": {name: data.decode() for name, data in files.items()},
        "entry_line": line(
            {
                "index": 0,
                "envelope": event.book.entries[0].packet.envelope.decode(),
                "signature": event.book.entries[0].packet.signature.hex(),
            }
        ).decode(),
        "zip": text64(event.bundle()),
        "verdict": "holds",
    }


def main() -> None:
    told = {
        "format": 1,
        "canonical": canonical_forms(),
        "device_signatures": device_signatures(),
        "keys": keys(),
        "checkpoint": checkpoints(),
        "policy": policies(),
        "archive": archives(),
        "frozen": frozen(),
        "numbers": numbers(),
        "tree": tree(),
        "bundle": bundle(),
    }
    PATH.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
