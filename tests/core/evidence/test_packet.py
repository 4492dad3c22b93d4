"""An envelope says what the format allows and nothing else; its bytes are the fact."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.packet import (
    Packet,
    Seen,
    SignatureKind,
    check_signature_length,
    commitment,
    envelope_of,
)
from selaras.core.evidence.writing import envelope_bytes, log_name, moment, ulid
from tests.core.evidence.building import envelope

VECTORS = Path(__file__).parents[2] / "vectors" / "evidence.json"


def test_an_envelope_reads_back_as_it_was_written() -> None:
    for one in (
        envelope(),
        envelope(dseq=2, prev="12" * 32, subject="Kepala Dinas – Ünit 1", method="", form=""),
        envelope(type=EntryType.PHASE, sig_alg=SignatureKind.PASSKEY, declared_at="2024-02-01T00:00:00.000Z"),
        envelope(seen=Seen(size=7, root="99" * 32)),
    ):
        assert envelope_of(envelope_bytes(one)) == one


def test_an_envelope_stands_on_one_line_in_the_order_of_the_format() -> None:
    data = envelope_bytes(envelope())

    assert b"\n" not in data
    assert " ".join(json.loads(data)) == (
        "version type log id device dseq prev subject method form commit note_commit"
        " sig_alg actor declared_at device_at seen"
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("log", "selaras/bengkulu"),
        ("log", "selaras/bengkulu/a b"),
        ("log", "other/bengkulu/2024"),
        ("log", "selaras/../2024"),
        ("id", "01HNHP8SR0000000000000000I"),
        ("id", "81HNHP8SR00000000000000000"),
        ("id", "01hnhp8sr00000000000000000"),
        ("device", ""),
        ("device", "a/b"),
        ("dseq", 0),
        ("dseq", -1),
        ("dseq", 2),  # a second entry names the first
        ("prev", "12" * 32),  # a first entry names none
        ("subject", "P-001\n"),
        ("subject", "P-\u2028001"),
        ("subject", "x" * 121),
        ("method", "Wawancara"),
        ("form", "AB" * 32),
        ("form", "ab" * 31),
        ("commit", ""),
        ("note_commit", "xy" * 32),
        ("actor", ""),
        ("declared_at", ""),
        ("declared_at", "2024-02-30"),
        ("declared_at", "01-02-2024"),
        ("declared_at", "2024-02-01T09:30:00.000+07:00"),
        ("device_at", "2024-02-01"),
        ("device_at", "2024-02-01T25:30:00.000Z"),
        ("device_at", "2024-02-01T09:30:00Z"),
        ("seen", Seen(size=-1, root="99" * 32)),
        ("seen", Seen(size=0, root="99" * 32)),
        ("seen", Seen(size=1, root="")),
    ],
)
def test_a_field_beyond_its_limits_is_named_and_never_written(field: str, value: object) -> None:
    with pytest.raises(CoreError) as refused:
        envelope_bytes(envelope(**{field: value}))

    assert refused.value.code == "envelope_field_wrong"
    assert refused.value.facts["field"] in (field, "prev")


def test_the_longest_fields_together_still_fit() -> None:
    longest = envelope(
        type=max(EntryType, key=len),
        log=f"selaras/{'a' * 64}/{'b' * 64}",
        device="d" * 64,
        dseq=2**53 - 1,
        prev="12" * 32,
        subject="\U0001f600" * 120,
        method="m" * 40,
        sig_alg=max(SignatureKind, key=len),
        actor="\U0001f600" * 120,
        declared_at="2024-02-01T09:30:00.000Z",
        seen=Seen(size=2**53 - 1, root="99" * 32),
    )

    assert envelope_of(envelope_bytes(longest)) == longest


def test_an_unknown_version_is_refused() -> None:
    with pytest.raises(CoreError) as refused:
        envelope_bytes(envelope(version=2))

    assert refused.value.code == "envelope_version_unknown"


def _changed(**changes: object) -> bytes:
    told = json.loads(envelope_bytes(envelope()))
    told.update(changes)
    return json.dumps({k: v for k, v in told.items() if v != "absent"}, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (_changed(mark=4), "envelope_field_unknown"),
        (_changed(actor="absent"), "envelope_field_missing"),
        (_changed(dseq="1"), "envelope_field_wrong"),
        (_changed(dseq=True), "envelope_field_wrong"),
        (_changed(prev=None), "envelope_field_wrong"),
        (_changed(version=1.0), "json_not_an_integer"),
        (_changed(type="gift"), "envelope_field_wrong"),
        (_changed(sig_alg="none"), "envelope_field_wrong"),
        (_changed(seen=[]), "envelope_field_wrong"),
        (_changed(seen={"size": 0}), "envelope_field_missing"),
        (_changed(seen={"size": 0, "root": "", "more": 1}), "envelope_field_unknown"),
        (_changed(seen={"size": "0", "root": ""}), "envelope_field_wrong"),
        (_changed(subject="x" * 5000), "envelope_too_large"),
        (b'{"version":1,"version":1}', "json_key_twice"),
        (b"[]", "envelope_field_wrong"),
        (envelope_bytes(envelope()) + b"\n", "envelope_control_byte"),
        (envelope_bytes(envelope()).replace(b",", b",\t"), "envelope_control_byte"),
        (b"", "json_not_readable"),
    ],
)
def test_bytes_that_are_no_envelope_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(CoreError) as refused:
        envelope_of(data)

    assert refused.value.code == code


def test_a_commitment_needs_the_whole_salt() -> None:
    for length in (0, 31, 33):
        with pytest.raises(CoreError) as refused:
            commitment(salt=bytes(length), content=b"{}")
        assert refused.value.code == "salt_length_wrong"


def test_a_moved_boundary_between_salt_and_payload_opens_nothing() -> None:
    bound = commitment(salt=b"s" * 31 + b"{", content=b"}")

    assert bound != commitment(salt=b"s" * 32, content=b"{}")


def test_a_signature_has_the_length_of_its_kind() -> None:
    check_signature_length(SignatureKind.IMPORTED, b"")
    check_signature_length(SignatureKind.DEVICE, bytes(64))
    check_signature_length(SignatureKind.PASSKEY, bytes(200))

    for kind, length in ((SignatureKind.IMPORTED, 1), (SignatureKind.DEVICE, 63), (SignatureKind.SERVER, 0)):
        with pytest.raises(CoreError) as refused:
            check_signature_length(kind, bytes(length))
        assert refused.value.code == "signature_length_wrong"


def test_a_moment_without_zone_is_refused_and_every_zone_is_written_as_utc() -> None:
    jakarta = datetime(2024, 2, 1, 16, 30, tzinfo=timezone(timedelta(hours=7)))

    assert moment(jakarta) == moment(datetime(2024, 2, 1, 9, 30, tzinfo=UTC)) == "2024-02-01T09:30:00.000Z"
    with pytest.raises(CoreError):
        moment(datetime(2024, 2, 1))  # noqa: DTZ001


def test_ids_sort_by_their_millisecond_and_hold_their_chance() -> None:
    at = datetime(2024, 2, 1, tzinfo=UTC)

    ids = [ulid(at + timedelta(milliseconds=n), bytes([255 - n]) * 10) for n in range(3)]

    assert ids == sorted(ids)
    assert ids[0].endswith("Z" * 16)
    with pytest.raises(CoreError):
        ulid(at, bytes(9))


def test_a_log_is_named_by_agency_and_event() -> None:
    assert log_name(agency="metro", event="Jobfit_2021.2") == "selaras/metro/Jobfit_2021.2"
    for agency, event in (("", "x"), ("a/b", "x"), ("metro", "uji kompetensi"), ("..", "x")):
        with pytest.raises(CoreError) as refused:
            log_name(agency=agency, event=event)
        assert refused.value.code == "log_name_wrong"


def test_our_own_vectors_hold() -> None:
    told = json.loads(VECTORS.read_text(encoding="utf-8"))

    for one in told["valid"]:
        envelope_text = one["envelope"].encode()
        assert envelope_bytes(envelope_of(envelope_text)) == envelope_text
        packet = Packet(envelope_text, bytes.fromhex(one["signature"]))
        assert packet.digest == one["digest"]
        assert packet.leaf_hash.hex() == one["leaf_hash"]
        for part in ("", "note_"):
            content = one["note" if part else "payload"].encode()
            salt = bytes.fromhex(one[f"{part}salt"])
            assert commitment(salt=salt, content=content) == json.loads(envelope_text)[f"{part}commit"]
    for one in told["refused"]:
        with pytest.raises(CoreError) as refused:
            envelope_of(one["envelope"].encode())
        assert refused.value.code == one["code"], one["why"]
