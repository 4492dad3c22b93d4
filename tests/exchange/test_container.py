"""What a container hides is found, and what it claims about itself is not believed."""

import io
import struct
import time
import zipfile

import pytest

from selaras.core.errors import CoreError
from selaras.exchange.workbook_reader import read_workbook
from tests.exchange.planting import SOUND, errors_told, rezipped, sound_workbook, with_cell
from tests.exchange.reference import DEFAULTS

AT = SOUND.cell("Kinerja", "Capaian (%)").coordinate
NUMBER = SOUND.book.sheetnames.index("Kinerja") + 1
PART = f"xl/worksheets/sheet{NUMBER}.xml"


def sheet_xml() -> str:
    with zipfile.ZipFile(io.BytesIO(sound_workbook())) as archive:
        return archive.read(PART).decode()


def refusal(raw: bytes) -> str:
    with pytest.raises(CoreError) as refused:
        read_workbook(raw, DEFAULTS)
    return refused.value.code


@pytest.mark.parametrize(
    "inner",
    [
        "<f>80+5</f><v>85</v>",
        "<f\n>80+5</f><v>85</v>",
        "<!-- nothing --><f>80+5</f><v>85</v>",
        "<v>85</v><f>80+5</f>",
        "<f/><v>85</v>",
    ],
)
def test_a_formula_is_found_however_it_is_written(inner: str) -> None:
    reading = read_workbook(with_cell("Kinerja", AT, inner), DEFAULTS)

    assert errors_told(reading) == {(f"Kinerja!{AT}", "formula_cell")}


@pytest.mark.parametrize(("old", "new"), [(f'r="{AT}"', f"r='{AT}'"), (f'r="{AT}"', f'r = "{AT}"')])
def test_a_formula_in_a_cell_named_in_another_form_is_found(old: str, new: str) -> None:
    with zipfile.ZipFile(io.BytesIO(with_cell("Kinerja", AT, "<f>80+5</f><v>85</v>"))) as archive:
        xml = archive.read(PART).decode().replace(old, new)

    reading = read_workbook(rezipped({PART: xml.encode()}), DEFAULTS)

    assert errors_told(reading) == {(f"Kinerja!{AT}", "formula_cell")}


def test_a_cell_that_stands_twice_is_refused() -> None:
    xml = sheet_xml().replace("</row>", f'<c r="{AT}"><v>1</v></c></row>', 6)

    assert refusal(rezipped({PART: xml.encode()})) == "workbook_damaged"


def test_a_row_that_stands_twice_is_refused() -> None:
    xml = sheet_xml().replace("</sheetData>", '<row r="5"></row></sheetData>')

    assert refusal(rezipped({PART: xml.encode()})) == "workbook_damaged"


def test_a_document_type_is_refused() -> None:
    xml = sheet_xml().replace("<worksheet", "<!DOCTYPE x><worksheet", 1)

    assert refusal(rezipped({PART: xml.encode()})) == "workbook_damaged"


def test_a_part_that_stands_twice_is_refused() -> None:
    out = io.BytesIO(sound_workbook())
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(PART, sheet_xml())

    assert refusal(out.getvalue()) == "workbook_damaged"


def test_a_part_that_is_larger_than_it_claims_is_refused() -> None:
    raw = bytearray(sound_workbook())
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        size = struct.pack("<I", archive.getinfo(PART).file_size)
    at = raw.find(PART.encode(), raw.find(b"PK\x01\x02")) - 46 + 24
    assert raw[at : at + 4] == size
    raw[at : at + 4] = struct.pack("<I", 100)

    assert refusal(bytes(raw)) == "workbook_damaged"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels", PART])
@pytest.mark.parametrize("never_ending", [b"<!--", b"<sheet ", b"<cellXfs>", b'<row r="1" ', b"<numFmt "])
def test_what_never_ends_is_refused_at_once(part: str, never_ending: bytes) -> None:
    """Looked at by patterns alone, a workbook of some kilobytes held the server up for minutes."""
    began = time.process_time()

    assert refusal(rezipped({part: never_ending * 20_000})) == "workbook_damaged"

    assert time.process_time() - began < 2
