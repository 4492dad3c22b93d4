"""The ledger's file: the same bytes from the same ledger, and back; a damaged file names its line."""

from dataclasses import replace

import pytest

from selaras.core.errors import CoreError
from selaras.core.evidence.ledger import EMPTY_ROOT
from selaras.core.evidence.opening import Ledger, Sealed, opened_ledger
from selaras.exchange.ledger_export import export_bytes, read_export
from tests.core.evidence.building import LOG, ledger


def test_a_ledger_comes_back_from_its_file() -> None:
    whole = ledger()
    erased = replace(whole, entries=(Sealed(whole.entries[0].packet, None), *whole.entries[1:]))
    empty = Ledger(log=LOG, size=0, root=EMPTY_ROOT, entries=())

    for one in (whole, erased, empty):
        assert read_export(export_bytes(one)) == one
    assert opened_ledger(read_export(export_bytes(whole))) == opened_ledger(whole)


def test_the_file_has_a_line_for_each_entry_and_the_same_bytes_every_time() -> None:
    data = export_bytes(ledger(3))

    assert data == export_bytes(ledger(3))
    assert data.count(b"\n") == 4
    assert data.startswith(
        b'{"format":"selaras-ledger","version":1,"log":"selaras/bengkulu/job-fit-2024","size":3,'
    )


def _line(number: int, old: bytes, new: bytes) -> bytes:
    lines = export_bytes(ledger(3)).split(b"\n")
    assert old in lines[number - 1]
    lines[number - 1] = lines[number - 1].replace(old, new, 1)
    return b"\n".join(lines)


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"", "ledger_file_empty", None),
        (export_bytes(ledger(3))[:-1], "ledger_file_cut_off", 4),
        (export_bytes(ledger(3))[:900], "ledger_file_cut_off", 2),
        (_line(1, b"selaras-ledger", b"other"), "ledger_file_unknown", None),
        (_line(1, b'"version":1', b'"version":2'), "ledger_file_unknown", None),
        (_line(1, b'"size":3', b'"size":"3"'), "ledger_file_line_wrong", 1),
        (_line(1, b'"size":3,', b""), "ledger_file_line_wrong", 1),
        (_line(3, b'"salt"', b'"salz"'), "ledger_file_line_wrong", 3),
        (_line(3, b'"signature":""', b'"signature":"A0"'), "ledger_file_line_wrong", 3),
        (_line(3, b'"signature":""', b'"signature":"a"'), "ledger_file_line_wrong", 3),
        (_line(3, b'"signature":""', b'"signature":1'), "ledger_file_line_wrong", 3),
        (_line(3, b'"envelope":', b'"envelope":"","envelope":'), "ledger_file_line_wrong", 3),
        (_line(2, b"{", b"["), "ledger_file_line_wrong", 2),
        (_line(2, b"P-000", b"\xff"), "ledger_file_line_wrong", 2),
        (export_bytes(ledger(3)) + b"\n", "ledger_file_line_wrong", 5),
        (export_bytes(ledger(3)).replace(b"\n", b"\r\n"), "ledger_file_line_wrong", 1),
        (_line(2, b"P-000", b"\\u0050-000"), "ledger_file_line_wrong", 2),
    ],
)
def test_a_damaged_file_is_refused_by_its_line(data: bytes, code: str, line: int | None) -> None:
    with pytest.raises(CoreError) as refused:
        read_export(data)

    assert (refused.value.code, refused.value.facts.get("line")) == (code, line)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b'\\"mark\\":401', b'\\"mark\\":501', "commitment_does_not_open"),
        (b"catatan 1", b"catatan 9", "commitment_does_not_open"),
        (b"P-001", b"P-002", "chain_broken"),
    ],
)
def test_a_changed_mark_is_found_when_the_file_is_opened(old: bytes, new: bytes, code: str) -> None:
    with pytest.raises(CoreError) as refused:
        opened_ledger(read_export(_line(3, old, new)))

    assert refused.value.code == code
