"""Whatever word is put into whatever cell, it is named by its cell and the reading never breaks."""

import re
from datetime import datetime

import pytest

from selaras.exchange.problems import Reading
from selaras.exchange.sheets.column import Column, Form, Kind
from selaras.exchange.sheets.layout import LAYOUT
from selaras.exchange.workbook_reader import read_workbook
from tests.exchange.planting import FIRST, HEADING_ROW, SOUND, Spoiled, errors_told, with_cell
from tests.exchange.reference import DEFAULTS

WRONG_WORD = "salah tulis"
A_DAY = datetime(2020, 2, 3)  # noqa: DTZ001, a day of a sheet
# Texts take any word but no day of the calendar.
TEXTS = (Kind.TEXT, Kind.LINES, Kind.LIST, Kind.CODE, Kind.SHOWN)

TABLES = [
    ("Nilai P1" if part.key == "marks" else part.name, column)
    for part in LAYOUT.sheets
    if not isinstance(part, Form)
    for column in part.columns
]
LINES = [(part.name, line) for part in LAYOUT.sheets if isinstance(part, Form) for line in part.lines]
REPEATING = [("Nilai P1", "W1"), ("Umpan Balik 360", "U1"), ("Standar", "M.01"), ("Asesmen", "M.01")]


def read_with_wrong(sheet: str, cell: str, *, day: bool = False) -> Reading:
    if not day:
        word = f"<is><t>{WRONG_WORD}</t></is>"
        return read_workbook(with_cell(sheet, cell, word, attributes=' t="inlineStr"'), DEFAULTS)
    return read_workbook(with_cell(sheet, cell, "<v>2020-02-03T00:00:00</v>", attributes=' t="d"'), DEFAULTS)


def places_told(reading: Reading) -> set[str]:
    return {where for where, _ in errors_told(reading)}


@pytest.mark.parametrize(("sheet", "column"), TABLES, ids=lambda one: getattr(one, "field", one))
def test_a_wrong_cell_of_a_table_is_named_and_never_breaks_the_reading(sheet: str, column: Column) -> None:
    cell = SOUND.cell(sheet, column.heading).coordinate

    reading = read_with_wrong(sheet, cell, day=column.kind in TEXTS)

    assert f"{sheet}!{cell}" in places_told(reading)


@pytest.mark.parametrize(("sheet", "line"), LINES, ids=lambda one: getattr(one, "field", one))
def test_a_wrong_answer_of_a_form_is_named_and_never_breaks_the_reading(sheet: str, line: Column) -> None:
    cell = SOUND.answer(sheet, line.heading).coordinate

    reading = read_with_wrong(sheet, cell, day=line.kind in TEXTS)

    assert f"{sheet}!{cell}" in places_told(reading)


@pytest.mark.parametrize(("sheet", "heading"), REPEATING)
def test_a_wrong_cell_of_a_repeating_column_is_named(sheet: str, heading: str) -> None:
    cell = SOUND.cell(sheet, heading).coordinate

    assert f"{sheet}!{cell}" in places_told(read_with_wrong(sheet, cell))


@pytest.mark.parametrize(
    "sheet", [part.name for part in LAYOUT.sheets if not isinstance(part, Form) and part.key != "marks"]
)
def test_a_whole_row_of_wrong_words_never_breaks_the_reading(sheet: str) -> None:
    book = Spoiled()
    for column in range(1, book.sheet(sheet).max_column + 1):
        if book.sheet(sheet).cell(row=HEADING_ROW, column=column).value:
            book.sheet(sheet).cell(row=FIRST, column=column).value = WRONG_WORD

    reading = book.read()

    assert reading.case is None
    assert sheet in {one.place.sheet for one in reading.errors}


@pytest.mark.parametrize("heading", ["Jenjang jabatan", "Keadaan", "Nama jabatan", "Unit kerja"])
def test_a_wrong_cell_of_a_post_is_told_alone_and_not_its_holder(heading: str) -> None:
    book = Spoiled()
    for own in ("Nama jabatan", "Unit kerja", "Jenjang jabatan"):
        book.put("Pegawai", own, None)
    wrong = A_DAY if re.match("Nama|Unit", heading) else "Eselon II.b"
    place = book.put("Jabatan", heading, wrong)

    assert places_told(book.read()) == {place}
