"""The files inside a bundle have one spelling; a line spelt otherwise is refused by its number."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.core.errors import CoreError
from selaras.core.evidence.bundle import (
    Grade,
    Manifest,
    Salted,
    entry_lines,
    note_lines,
    payload_lines,
    proofs_bytes,
    read_entries,
    read_notes,
    read_payloads,
    read_proofs,
)
from selaras.core.evidence.packet import Packet

PACKETS = {0: Packet(b'{"a":"\xc3\xa9"}', b""), 3: Packet(b"{}", bytes(64))}
OPENINGS = {0: Salted(bytes(32), b"{}"), 3: Salted(b"\x07" * 32, '"kata\n\u2028"'.encode())}
SALT = "00" * 32
MANIFEST = Manifest(
    grade=Grade.OWN,
    log="selaras/bengkulu/job-fit-2024",
    size=5,
    root=bytes(32),
    made_by="selaras 0.3.0",
    files={"policy.json": "ab" * 32},
    subject="P-007",
)


def refusal_of(read: Callable[[bytes], object], data: bytes) -> tuple[str, object]:
    try:
        read(data)
    except CoreError as wrong:
        return wrong.code, wrong.facts.get("line")
    return "taken", None


def test_lines_come_back() -> None:
    assert read_entries(entry_lines(PACKETS)) == PACKETS
    assert read_payloads(payload_lines(OPENINGS)) == OPENINGS
    assert read_notes(note_lines(OPENINGS)) == OPENINGS
    assert read_entries(b"") == {}


def test_lines_are_spelt_as_the_format_says() -> None:
    assert entry_lines(PACKETS).splitlines()[0].decode() == (
        '{"index":0,"envelope":"{\\"a\\":\\"é\\"}","signature":""}'
    )
    assert payload_lines(OPENINGS).startswith(f'{{"index":0,"salt":"{SALT}","payload":"{{}}"}}\n'.encode())
    assert note_lines(OPENINGS).startswith(f'{{"index":0,"salt":"{SALT}","note":"{{}}"}}\n'.encode())


def test_lines_ascend_whatever_the_order_of_what_they_were_made_from() -> None:
    assert entry_lines(dict(reversed(PACKETS.items()))) == entry_lines(PACKETS)


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ('{"index":0,"envelope":"{}","signature":""}', 1),  # no line feed at the end
        ('{"index":0,"envelope":"{}","signature":""}\n\n', 2),
        ('{"index":0,"envelope":"{}","signature":""}\r\n', 1),
        ('{"index": 0,"envelope":"{}","signature":""}\n', 1),
        ('{"envelope":"{}","index":0,"signature":""}\n', 1),
        ('{"index":0,"envelope":"{}"}\n', 1),
        ('{"index":0,"envelope":"{}","signature":"","more":1}\n', 1),
        ('{"index":0,"index":1,"envelope":"{}","signature":""}\n', 1),
        ('{"index":0,"envelope":"\\u007b}","signature":""}\n', 1),
        ('{"index":0,"envelope":{},"signature":""}\n', 1),
        ('{"index":0,"envelope":"{}","signature":"AB"}\n', 1),
        ('{"index":0,"envelope":"{}","signature":"a"}\n', 1),
        ('{"index":0,"envelope":"{}","signature":"ab "}\n', 1),
        ('{"index":-1,"envelope":"{}","signature":""}\n', 1),
        ('{"index":"0","envelope":"{}","signature":""}\n', 1),
        ('{"index":true,"envelope":"{}","signature":""}\n', 1),
        ('{"index":0.0,"envelope":"{}","signature":""}\n', 1),
        ('{"index":1,"envelope":"{}","signature":""}\n{"index":1,"envelope":"{}","signature":""}\n', 2),
        ('{"index":1,"envelope":"{}","signature":""}\n{"index":0,"envelope":"{}","signature":""}\n', 2),
        ("[]\n", 1),
        ("\n", 1),
        ("null\n", 1),
        ("\ufeff", 1),
        ("[" * 5000 + "\n", 1),
    ],
)
def test_an_entry_line_spelt_otherwise_is_refused_by_its_number(data: str, line: int) -> None:
    assert refusal_of(read_entries, data.encode()) == ("line_wrong", line)


@pytest.mark.parametrize(
    "line",
    [
        f'{{"index":0,"salt":"{SALT[2:]}","payload":""}}\n',
        f'{{"index":0,"salt":"{SALT}00","payload":""}}\n',
        f'{{"index":0,"salt":"{SALT}","note":""}}\n',
        f'{{"index":0,"salt":"{SALT}","payload":null}}\n',
        f'{{"index":0,"salt":"{SALT}","payload":"\\ud800"}}\n',
    ],
)
def test_a_payload_line_spelt_otherwise_is_refused(line: str) -> None:
    assert refusal_of(read_payloads, line.encode()) == ("line_wrong", 1)


@given(st.binary(max_size=80))
def test_noise_is_a_wrong_line_or_manifest_and_never_a_fault(noise: bytes) -> None:
    for read in (read_entries, read_payloads, read_notes):
        assert refusal_of(read, noise)[0] in ("line_wrong", "taken")
    assert refusal_of(read_proofs, noise)[0] in ("line_wrong", "taken")
    assert refusal_of(Manifest.of, noise)[0] == "manifest_wrong"


def test_a_manifest_comes_back() -> None:
    assert Manifest.of(MANIFEST.to_bytes()) == MANIFEST


@pytest.mark.parametrize(
    "changed",
    [
        {"grade": "R4"},
        {"grade": "R1"},  # a subject is of R3 alone
        {"grade": ["R3"]},
        {"format": "zip"},
        {"version": 2},
        {"version": True},
        {"log": "selaras/bengkulu"},
        {"log": "elsewhere/bengkulu/job-fit-2024"},
        {"log": 7},
        {"size": -1},
        {"size": "5"},
        {"size": True},
        {"root": "00"},
        {"root": "AB" * 32},
        {"made_by": None},
        {"subject": 7},
        {"files": []},
        {"files": {"policy.json": "x"}},
        {"files": {"policy.json": 7}},
        {"more": 1},
    ],
    ids=str,
)
def test_a_manifest_that_says_something_else_is_refused(changed: dict[str, object]) -> None:
    told = {**json.loads(MANIFEST.to_bytes()), **changed}
    data = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()

    assert refusal_of(Manifest.of, data)[0] == "manifest_wrong"


@pytest.mark.parametrize("missing", sorted(json.loads(MANIFEST.to_bytes())))
def test_a_manifest_without_a_field_is_refused(missing: str) -> None:
    told = {name: one for name, one in json.loads(MANIFEST.to_bytes()).items() if name != missing}
    data = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()

    assert refusal_of(Manifest.of, data)[0] == "manifest_wrong"


def test_a_manifest_has_one_spelling() -> None:
    assert refusal_of(Manifest.of, MANIFEST.to_bytes() + b"\n")[0] == "manifest_wrong"
    assert refusal_of(Manifest.of, MANIFEST.to_bytes().replace(b":5,", b": 5,"))[0] == "manifest_wrong"


def test_proofs_come_back() -> None:
    proofs = {0: (bytes(32), b"\x01" * 32), 12: ()}

    assert read_proofs(proofs_bytes(proofs)) == proofs


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b'{"0":[]}\n',
        b'{"00":[]}',
        b'{"-1":[]}',
        b'{"0":{}}',
        b'{"0":[7]}',
        b'{"0":["00"]}',
        b'{"0":["' + b"AB" * 32 + b'"]}',
        b'{"1":[],"0":[]}',
        b'{"0":[' + b",".join([b'"' + b"ab" * 32 + b'"'] * 65) + b"]}",
    ],
)
def test_proofs_spelt_otherwise_are_refused(data: bytes) -> None:
    assert refusal_of(read_proofs, data) == ("line_wrong", 1)
