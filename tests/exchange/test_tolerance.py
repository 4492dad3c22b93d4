"""What is plainly meant is read, however it was written; what could be doubted is told."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from selaras.exchange.problems import Reading
from tests.core.building import ANI
from tests.exchange.full_case import full_case
from tests.exchange.planting import FIRST, Spoiled, warnings_told

SHEET = "Pegawai"
SIGNED = date(2024, 1, 10)


def read_with(sheet: str, heading: str, value: object) -> tuple[Reading, str]:
    book = Spoiled()
    place = book.put(sheet, heading, value)
    if isinstance(value, int | float):
        book.cell(sheet, heading).number_format = "General"
    return book.read(), place


@pytest.mark.parametrize(
    "text",
    ["10 Januari 2024", "10 Jan 2024", "10 januari 2024", "10-Jan-2024", "10 January 2024"],
)
def test_a_date_whose_month_is_a_word_needs_no_warning(text: str) -> None:
    reading, _ = read_with(SHEET, "Data ditandatangani", text)

    assert reading.case is not None
    assert reading.case.officials[0].data_confirmed_on == SIGNED
    assert reading.problems == ()


def test_a_birth_date_that_the_nip_confirms_needs_no_warning() -> None:
    born = ANI.born_on

    reading, _ = read_with(SHEET, "Tanggal lahir", f"{born:%d/%m/%Y}")

    assert reading.case == full_case()
    assert reading.problems == ()


@pytest.mark.parametrize("text", ["10-01-2024", "10/01/2024", "2024-01-10", "10.01.2024", "2024/01/10"])
def test_a_date_typed_in_figures_is_read_and_told(text: str) -> None:
    reading, place = read_with(SHEET, "Data ditandatangani", text)

    assert reading.case is not None
    assert reading.case.officials[0].data_confirmed_on == SIGNED
    assert {where for where, _ in warnings_told(reading)} == {place}


def test_a_date_that_another_country_reads_otherwise_is_told_apart() -> None:
    reading, place = read_with(SHEET, "Data ditandatangani", "10/01/2024")

    assert warnings_told(reading) == {(place, "date_text_doubtful")}
    assert "10 Januari 2024" in reading.warnings[0].mend.id


def test_a_moment_of_a_day_is_that_day() -> None:
    moment = datetime(2024, 1, 10, 13, 45)  # noqa: DTZ001
    reading, _ = read_with(SHEET, "Data ditandatangani", moment)

    assert reading.case is not None
    assert reading.case.officials[0].data_confirmed_on == SIGNED


@pytest.mark.parametrize("written", ["78,5", "78.5", " 78,50 ", "78,5 %", 78.5])
def test_a_decimal_comma_is_read_as_one(written: object) -> None:
    reading, _ = read_with("Kinerja", "Capaian (%)", written)

    assert reading.case is not None
    assert reading.case.performances[0].achievement == Decimal("78.5")
    assert reading.problems == ()


@pytest.mark.parametrize("sign", [" ", ".", "-"])
def test_a_nip_in_groups_is_read(sign: str) -> None:
    written = sign.join((ANI.nip[:8], ANI.nip[8:14], ANI.nip[14], ANI.nip[15:]))
    reading, _ = read_with(SHEET, "NIP", written)

    assert reading.case == full_case()


@pytest.mark.parametrize("written", ["s-2", " S-2 ", "S-2\u00a0", "s2"])
def test_a_word_of_a_list_may_be_written_carelessly(written: str) -> None:
    reading, _ = read_with(SHEET, "Pendidikan", written)

    assert reading.case == full_case()


@pytest.mark.parametrize("written", ["An\u200bi", "\u202eAni", "Ani\ufeff"])
def test_invisible_signs_are_taken_out_and_told(written: str) -> None:
    reading, place = read_with(SHEET, "Nama dan gelar", written)

    assert reading.case == full_case()
    assert warnings_told(reading) == {(place, "hidden_signs")}


def test_a_letter_in_two_pieces_is_the_same_letter() -> None:
    reading, _ = read_with(SHEET, "Nama dan gelar", "Andre\u0301")

    assert reading.case is not None
    assert reading.case.officials[0].name == "Andr\u00e9"


def test_the_order_of_columns_and_sheets_does_not_matter() -> None:
    book = Spoiled()
    sheet = book.sheet("Kinerja")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST - 1)]
    for n, row in enumerate(rows, start=FIRST - 1):
        for col, value in enumerate(reversed(row), start=1):
            sheet.cell(row=n, column=col).value = value
    book.book.move_sheet("Izin", -10)

    assert book.read().case == full_case()


def test_a_column_and_a_sheet_of_ones_own_are_left_alone() -> None:
    book = Spoiled()
    column = book.sheet("Kinerja").max_column + 1
    book.sheet("Kinerja").cell(row=FIRST - 1, column=column).value = "Catatan kami"
    book.sheet("Kinerja").cell(row=FIRST, column=column).value = "=1+1"
    book.book.create_sheet("Coretan")

    reading = book.read()

    assert reading.case == full_case()
    assert {code for _, code in warnings_told(reading)} == {"column_not_read", "sheet_not_read"}


def test_a_hundred_thousand_blank_rows_change_nothing() -> None:
    book = Spoiled()
    book.sheet(SHEET).cell(row=100_000, column=2).value = "  "

    assert book.read().case == full_case()


def test_a_blank_row_between_people_is_passed_over() -> None:
    book = Spoiled()
    book.sheet(SHEET).insert_rows(FIRST + 1, amount=3)

    assert book.read().case == full_case()


def test_not_scored_and_no_evidence_are_different_things() -> None:
    book = Spoiled()
    left_out = book.put("Nilai P1", "W2", "-")
    book.put("Nilai P2", "W2", "tidak ada bukti")

    reading = book.read()

    assert [str(one.place) for one in reading.errors] == [left_out]


def test_swapped_rows_are_noticed_by_the_name() -> None:
    book = Spoiled()
    place = book.put("Nilai P1", "Nama", "Budi")

    reading = book.read()

    assert warnings_told(reading) == {(place, "name_differs")}
    assert reading.case == full_case()


def test_what_may_be_left_out_is_taken_from_beside_it() -> None:
    book = Spoiled()
    for heading in ("Nama jabatan", "Unit kerja", "Jenjang jabatan", "Instansi asal"):
        book.put(SHEET, heading, None)
    for question in ("Nama PPK", "Jabatan PPK", "Posisi data", "Hari penilaian"):
        book.reply("Kegiatan", question, None)
    book.put("Standar", "M.01", None)

    case = book.read().case

    assert case is not None
    expected = full_case()
    assert case.officials[0].position_title == expected.positions[0].title
    assert case.officials[0].unit == expected.positions[0].unit
    assert case.officials[0].home_agency == expected.agency.name
    assert case.event == expected.event
    assert case.positions[0].standard[0].level == 4
