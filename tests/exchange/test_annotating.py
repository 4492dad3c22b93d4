"""The officer gets the own workbook back: notes in the cells, a list with links, nothing else changed."""

from pathlib import Path

import openpyxl
import pytest

from selaras.exchange.annotating import annotate
from selaras.exchange.problems import Reading
from selaras.exchange.workbook_reader import read_workbook
from tests.exchange.full_case import full_case
from tests.exchange.planting import FIRST, Spoiled
from tests.exchange.reference import DEFAULTS


@pytest.fixture
def spoiled(tmp_path: Path) -> tuple[Path, Reading]:
    """A workbook with an error, a warning, a missing line and a name that looks like a formula."""
    book = Spoiled()
    book.put("Pegawai", "Pendidikan", "=Sarjana")
    book.cell("Pegawai", "Pendidikan").data_type = "s"
    book.put("Pegawai", "Data ditandatangani", "10 Jan 2024")
    book.sheet("Kegiatan").delete_rows(book.answer("Kegiatan", "Nama kegiatan").row)
    path = tmp_path / "masuk.xlsx"
    path.write_bytes(book.saved())
    return path, read_workbook(path, DEFAULTS)


def test_every_problem_stands_in_its_cell_and_in_the_list(spoiled: tuple[Path, Reading]) -> None:
    path, reading = spoiled
    out = path.with_name("periksa.xlsx")

    annotate(path, reading.problems, out)

    book = openpyxl.load_workbook(out)
    listed = [[cell.value for cell in row[:2]] for row in book["Temuan"].iter_rows(min_row=5)]
    assert listed == [[one.place.sheet, one.place.cell] for one in reading.problems]
    for one in reading.problems:
        if one.place.cell is not None:
            cell = book[one.place.sheet][one.place.cell]
            assert one.mend.id in str(cell.comment.text)
            assert cell.fill.fgColor.rgb != "00000000"


def test_the_list_leads_to_the_cells(spoiled: tuple[Path, Reading]) -> None:
    path, reading = spoiled
    out = path.with_name("periksa.xlsx")

    annotate(path, reading.problems, out)

    links = [row[1].hyperlink for row in openpyxl.load_workbook(out)["Temuan"].iter_rows(min_row=5)]
    wanted = [f"'{p.place.sheet}'!{p.place.cell}" if p.place.cell else None for p in reading.problems]
    assert [link.location if link else None for link in links] == wanted


def test_what_was_found_never_becomes_a_formula(spoiled: tuple[Path, Reading]) -> None:
    path, reading = spoiled
    out = path.with_name("periksa.xlsx")

    annotate(path, reading.problems, out)

    cells = [cell for sheet in openpyxl.load_workbook(out) for row in sheet.iter_rows() for cell in row]
    assert "=Sarjana" in [cell.value for cell in cells]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []


def test_an_annotated_copy_reads_as_the_original_and_can_be_annotated_again(tmp_path: Path) -> None:
    book = Spoiled()
    book.put("Pegawai", "Data ditandatangani", "10 Jan 2024")
    path, once, twice = (tmp_path / f"{name}.xlsx" for name in ("masuk", "sekali", "dua"))
    path.write_bytes(book.saved())
    problems = read_workbook(path, DEFAULTS).problems

    annotate(path, problems, once)
    annotate(once, problems, twice)

    assert read_workbook(twice, DEFAULTS).case == full_case()
    assert openpyxl.load_workbook(twice).sheetnames.count("Temuan") == 1


def test_a_problem_in_a_merged_range_is_marked_without_harm(tmp_path: Path) -> None:
    book = Spoiled()
    column = book.cell("Kinerja", "Sumber").column
    book.sheet("Kinerja").merge_cells(
        start_row=FIRST, end_row=FIRST + 1, start_column=column, end_column=column
    )
    path = tmp_path / "masuk.xlsx"
    path.write_bytes(book.saved())

    annotate(path, read_workbook(path, DEFAULTS).problems, tmp_path / "periksa.xlsx")

    assert "Temuan" in openpyxl.load_workbook(tmp_path / "periksa.xlsx").sheetnames
