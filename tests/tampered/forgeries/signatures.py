"""Forged envelopes, lines and signatures: check `signatures`."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from selaras.core.codec import Json
from selaras.core.entries import EntryType
from tests.tampered.book import SERVER, Bent, Step
from tests.tampered.forgeries.conformance import (
    Case,
    at_end,
    before,
    bent,
    changed,
    edited,
    harmless_step,
    honest,
    last_sheet_of,
    refused,
    with_file,
    with_line,
)
from tests.tampered.keys import device_key, log_key
from tests.tampered.packing import repacked
from tests.tampered.signed_event import SignedEvent, policy_of

TARGET = "event/"  # an entry of the server: whoever has the log key signs it anew
ED25519_ORDER = 2**252 + 27742317777372353535851937790883648493


def cases() -> Iterator[Case]:
    yield from lines()
    yield from envelopes()
    yield from devices()
    yield from log_keys()
    yield from signatures()


def lines() -> Iterator[Case]:
    files = honest().files()
    name = "entries.jsonl"
    for what, number, change in (
        ("blank", 3, lambda line: line.replace(b'"index":', b'"index": ')),
        ("field_too_many", 3, lambda line: line.replace(b"}\n", b',"x":1}\n')),
        ("capital_digits", 3, upper_signature),
        ("index_again", 3, lambda line: line.replace(b'"index":2', b'"index":1')),
        ("left_out", 3, lambda line: b""),
        ("no_json", 3, lambda line: b"{\n"),
        ("escaped_needlessly", 3, lambda line: line.replace(b'"envelope":"{', b'"envelope":"\\u007b', 1)),
    ):
        yield refused(
            f"line_{what}", "line_wrong", with_line(files, name, number, change), file=name, line=number
        )
    n = len(honest().book.entries)
    cut = with_file(files, name, lambda data: data[:-1])
    yield refused("line_last_not_ended", "line_wrong", cut, file=name, line=n)


def upper_signature(line: bytes) -> bytes:
    told = json.loads(line)
    told["signature"] = told["signature"].upper()
    return json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def swap(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(text: bytes) -> bytes:
        assert old in text, old
        return text.replace(old, new, 1)

    return change


def envelopes() -> Iterator[Case]:
    reasons: tuple[tuple[str, str, Callable[[bytes], bytes]], ...] = (
        ("key_twice", "json_key_twice", swap(b'"version":1,', b'"version":1,"version":1,')),
        ("fraction", "json_not_an_integer", swap(b'"version":1,', b'"version":1.0,')),
        ("minus_zero", "json_not_an_integer", swap(b'"size":0', b'"size":-0')),
        ("half_surrogate", "json_not_unicode", swap(b'"actor":"server"', b'"actor":"\\ud800"')),
        ("not_ended", "json_not_readable", lambda text: text[:-1]),
        ("two_values", "json_not_readable", lambda text: text + b"{}"),
        ("line_feed", "envelope_control_byte", swap(b'"version":1,', b'"version":1,\n')),
        ("too_large", "envelope_too_large", lambda text: text + b" " * 4096),
        ("field_too_many", "envelope_field_unknown", swap(b'"version":1,', b'"version":1,"mark":1,')),
        ("field_missing", "envelope_field_missing", swap(b'"actor":"server",', b"")),
        ("true_for_a_number", "envelope_field_wrong", swap(b'"size":0', b'"size":true')),
        ("unknown_type", "envelope_field_wrong", swap(b'"type":"event"', b'"type":"gift"')),
        (
            "day_that_is_none",
            "envelope_field_wrong",
            swap(b'"declared_at":"2024-01-15', b'"declared_at":"2024-01-32'),
        ),
        ("local_time", "envelope_field_wrong", swap(b'Z","seen"', b'+07:00","seen"')),
        ("capital_digest", "envelope_field_wrong", lambda text: bytes(upper_commit(text))),
        ("id_of_small_letters", "envelope_field_wrong", swap(b'"id":"01H', b'"id":"01h')),
        ("seen_root_of_nothing", "envelope_field_wrong", swap(b'"root":"e3b0', b'"root":"e3b1')),
        ("another_version", "envelope_version_unknown", swap(b'"version":1,', b'"version":2,')),
        ("another_log", "entry_of_another_log", swap(b'"log":"selaras/bengkulu/', b'"log":"selaras/jambi/')),
    )
    for name, reason, text in reasons:
        event = bent(TARGET, Bent(text=text))
        yield refused(f"envelope_{name}", reason, event.bundle(), index=event.book.index_of[TARGET])
    twice = bent(TARGET, Bent(fields={"id": honest().book.envelopes[0].id}))
    yield refused("envelope_id_twice", "entry_id_twice", twice.bundle(), index=twice.book.index_of[TARGET])
    for name, change in (
        ("short", lambda s: s[:-1]),
        ("long", lambda s: s + b"\x00"),
        ("none", lambda _: b""),
    ):
        event = bent(TARGET, Bent(signature=change))
        yield refused(
            f"signature_{name}", "signature_length_wrong", event.bundle(), index=event.book.index_of[TARGET]
        )
    imported = bent(TARGET, Bent(signature=lambda _: bytes(64)), signed=False)
    yield refused(
        "signature_of_an_import",
        "signature_length_wrong",
        imported.bundle(),
        index=imported.book.index_of[TARGET],
    )


def upper_commit(text: bytes) -> bytes:
    told = json.loads(text)
    return text.replace(told["commit"].encode(), told["commit"].upper().encode())


def named(event: SignedEvent, name: str) -> int:
    return event.book.index_of[name]


def devices() -> Iterator[Case]:
    sheet = last_sheet_of(honest(), "P3")
    event = changed(lambda steps: edited(steps, sheet, lambda one: [replace(one, by="PX")]))
    yield refused(
        "mark_of_a_device_never_enrolled", "device_not_enrolled", event.bundle(), index=named(event, sheet)
    )
    event = changed(lambda steps: edited(steps, "enrolment/P3", lambda one: [replace(one, by=SERVER)]))
    yield refused(
        "enrolment_by_the_server", "device_not_enrolled", event.bundle(), index=named(event, "enrolment/P3")
    )
    event = changed(lambda steps: edited(steps, "enrolment/P3", lambda one: []))
    first = next(n for n, one in enumerate(event.book.envelopes) if one.actor == "P3")
    yield refused("enrolment_dropped", "device_not_enrolled", event.bundle(), index=first)
    event = changed(
        lambda steps: edited(
            steps, sheet, lambda one: [replace(one, bent=Bent(fields={"sig_alg": "webauthn"}))]
        )
    )
    yield refused("mark_by_passkey", "signature_kind_unsupported", event.bundle(), index=named(event, sheet))
    other = device_key(honest().book.seed, "PX").device
    alone = {"device": other, "dseq": 1, "prev": ""}
    for name, how in (
        ("enrolment_under_another_fingerprint", Bent(fields=alone)),
        ("enrolment_of_no_point", with_key(lambda key: key[:-2] + "00")),
        ("enrolment_of_a_compressed_point", with_key(lambda key: "02" + key[2:66])),
        ("enrolment_in_capitals", with_key(str.upper)),
    ):
        event = bent("enrolment/P3", how)
        yield refused(name, "device_key_wrong", event.bundle(), index=named(event, "enrolment/P3"))
    event = bent(TARGET, Bent(fields={"device": "import", "dseq": 1, "prev": ""}))
    yield refused("server_entry_as_import", "device_key_wrong", event.bundle(), index=named(event, TARGET))
    event = bent(TARGET, Bent(fields={"device": "server", "dseq": 1, "prev": ""}), signed=False)
    yield refused("import_as_server", "device_key_wrong", event.bundle(), index=named(event, TARGET))
    lost = device_key(honest().book.seed, "P3").device
    event = changed(before(sheet, revocation(lost)))
    yield refused("mark_of_a_revoked_device", "device_revoked", event.bundle(), index=named(event, sheet))


def with_key(change: Callable[[str], str]) -> Bent:
    def payload(data: bytes) -> bytes:
        told = json.loads(data)
        return data.replace(told["public_key"].encode(), change(told["public_key"]).encode())

    return Bent(payload=payload)


def revocation(device: str) -> Step:
    payload = {"device": device, "reason": "Tablet hilang"}
    return Step(type=EntryType.REVOCATION, payload=payload, name="revocation")


def new_log_key(event: SignedEvent, number: int = 2, **changes: Json) -> Step:
    payload: Mapping[str, Json] = {
        "public_key": log_key(event.book.seed, event.book.log, number).public_key.hex(),
        "recovered": False,
        "reason": "Pergantian berkala",
        "approvals": [],
        **changes,
    }
    return Step(type=EntryType.LOG_KEY, payload=payload, name="log-key")


def log_keys() -> Iterator[Case]:
    event = honest()
    seed, log = event.book.seed, event.book.log
    nobody = policy_of(seed, log, quorum=0, signed=False, keyed=False)
    yield refused(
        "server_entries_without_log_key",
        "log_key_unknown",
        repacked({**event.files(), "policy.json": nobody}),
        index=0,
    )
    later = replace(harmless_step(), name="later")
    event = changed(at_end(new_log_key(event, public_key="00"), later))
    yield refused("log_key_unreadable", "log_key_unknown", event.bundle(), index=named(event, "later"))
    event = changed(at_end(new_log_key(event), replace(later, bent=Bent(key="log/1"))))
    yield refused(
        "signed_by_the_former_log_key", "signature_wrong", event.bundle(), index=named(event, "later")
    )
    event = changed(at_end(replace(new_log_key(event), bent=Bent(key="log/2"))))
    yield refused(
        "log_key_vouched_for_by_itself", "signature_wrong", event.bundle(), index=named(event, "log-key")
    )


def signatures() -> Iterator[Case]:
    event = honest(frozen=False)
    sheet = last_sheet_of(event, "P3")
    at = event.book.index_of[sheet]
    own = event.book.entries[at].packet.signature
    for name, how in (
        ("mark_changed_under_its_signature", Bent(payload=other_mark, signature=lambda _: own)),
        ("mark_signed_with_the_log_key", Bent(key=SERVER)),
        ("mark_signed_with_a_colleagues_key", Bent(key="P2")),
        ("mark_with_a_bit_flipped", Bent(signature=lambda s: bytes([s[0] ^ 1]) + s[1:])),
        ("mark_with_r_zero", Bent(signature=lambda s: bytes(32) + s[32:])),
        ("mark_with_s_zero", Bent(signature=lambda s: s[:32] + bytes(32))),
        (
            "mark_signed_then_backdated",
            Bent(unsigned=swap(b'"declared_at":"2024-01-15', b'"declared_at":"2024-01-14')),
        ),
        ("mark_in_another_hash", Bent(signature=lambda _: device_key(event.book.seed, "P3").sign(b""))),
    ):
        made = bent(sheet, how)
        yield refused(name, "signature_wrong", made.bundle(), index=at)
    made = bent("enrolment/P3", Bent(key="KP"))
    yield refused(
        "enrolment_signed_by_another", "signature_wrong", made.bundle(), index=named(made, "enrolment/P3")
    )
    for name, change in (
        ("server_entry_with_a_bit_flipped", lambda s: bytes([s[0] ^ 1]) + s[1:]),
        ("server_entry_with_s_beyond_the_order", beyond_the_order),
    ):
        made = bent(TARGET, Bent(signature=change))
        yield refused(name, "signature_wrong", made.bundle(), index=named(made, TARGET))


def other_mark(payload: bytes) -> bytes:
    """Return a sheet with one mark changed."""
    told = json.loads(payload)
    mark = told["ratings"][0]["mark"]
    return payload.replace(b'"mark":%d' % mark, b'"mark":%d' % (200 if mark != 200 else 500), 1)


def beyond_the_order(signature: bytes) -> bytes:
    s = int.from_bytes(signature[32:], "little") + ED25519_ORDER
    return signature[:32] + s.to_bytes(32, "little")
