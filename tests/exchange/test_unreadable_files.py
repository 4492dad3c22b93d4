"""A file that cannot be read says why; whatever bytes come, nothing else happens."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selaras.core.errors import CoreError
from selaras.exchange.problems import Reading
from selaras.exchange.wording import WORDS
from selaras.exchange.workbook_reader import read_workbook
from tests.exchange.planting import Spoiled, sound_workbook
from tests.exchange.reference import DEFAULTS

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


FILES = {
    "workbook_empty": b"",
    "workbook_not_a_spreadsheet": b"NIP;Nama\n1;Ani\n",
    "workbook_old_format": OLE + b"\0" * 600,
    "workbook_encrypted": OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
    "workbook_macro": zipped(**{"xl/workbook.xml": b"<x/>", "xl/vbaProject.bin": b"code"}),
    "workbook_bomb": zipped(**{"xl/workbook.xml": b"<x/>", "xl/worksheets/a.xml": b"0" * 60_000_000}),
    "workbook_damaged": b"PK\x03\x04" + b"\0" * 100,
}


@pytest.mark.parametrize("code", FILES)
def test_a_file_that_cannot_be_read_says_why(code: str) -> None:
    with pytest.raises(CoreError) as refused:
        read_workbook(FILES[code], DEFAULTS)

    assert refused.value.code == code
    assert code in WORDS


def test_a_zip_that_is_no_workbook_says_so() -> None:
    with pytest.raises(CoreError) as refused:
        read_workbook(zipped(**{"word/document.xml": b"<x/>"}), DEFAULTS)

    assert refused.value.code == "workbook_not_a_spreadsheet"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_workbook_cut_short_is_called_damaged(share: float) -> None:
    raw = sound_workbook()

    with pytest.raises(CoreError) as refused:
        read_workbook(raw[: int(len(raw) * share)], DEFAULTS)

    assert refused.value.code == "workbook_damaged"


def test_a_cell_at_the_end_of_the_world_is_refused_before_it_fills_the_memory() -> None:
    book = Spoiled()
    book.sheet("Pegawai")["XFD1048576"] = "x"

    with pytest.raises(CoreError) as refused:
        book.read()

    assert refused.value.code == "workbook_far_cell"
    assert refused.value.facts["sheet"] == "Pegawai"


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(CoreError) as refused:
        read_workbook(tmp_path / "tidak-ada.xlsx", DEFAULTS)

    assert refused.value.code == "workbook_not_found"


def read_or_refuse(raw: bytes) -> None:
    outcome: Reading | CoreError
    try:
        outcome = read_workbook(raw, DEFAULTS)
    except CoreError as refused:
        outcome = refused
    assert isinstance(outcome, Reading) or outcome.code in WORDS


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_no_bytes_at_all_bring_a_traceback(raw: bytes) -> None:
    read_or_refuse(raw)
    read_or_refuse(b"PK\x03\x04" + raw)


@given(st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_spoilt_part_of_a_workbook_brings_a_traceback(data: st.DataObject) -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sound_workbook())) as sound,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as spoilt,
    ):
        victim = data.draw(st.sampled_from(sound.namelist()))
        for name in sound.namelist():
            content = sound.read(name)
            if name == victim:
                at = data.draw(st.integers(0, max(0, len(content) - 1)))
                cut = data.draw(st.integers(0, 40))
                content = content[:at] + data.draw(st.binary(max_size=12)) + content[at + cut :]
            spoilt.writestr(name, content)

    read_or_refuse(out.getvalue())
