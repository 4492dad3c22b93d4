"""An empty workbook asks only for what nobody but the office can know."""

from io import BytesIO

import openpyxl
import pytest

from selaras.core import vocabulary as v
from selaras.core.scheme_checks import check_scheme
from selaras.exchange.problems import Report
from selaras.exchange.reading.container.archive import open_book
from selaras.exchange.reading.gathered import gather
from selaras.exchange.reading.scheme_building import scheme_of
from selaras.exchange.sheets.layout import LAYOUT
from selaras.exchange.workbook_reader import read_workbook
from selaras.exchange.workbook_template import write_template
from tests.exchange.reference import DEFAULTS


def template(kind: v.EventKind) -> bytes:
    out = BytesIO()
    write_template(kind, out, DEFAULTS)
    return out.getvalue()


@pytest.mark.parametrize("kind", v.EventKind)
def test_a_new_workbook_has_only_empty_cells_to_fill(kind: v.EventKind) -> None:
    reading = read_workbook(template(kind), DEFAULTS)

    assert {one.code for one in reading.problems} == {"cell_empty", "nobody_listed"}


@pytest.mark.parametrize("kind", v.EventKind)
def test_the_proposed_scheme_of_every_kind_is_sound(kind: v.EventKind) -> None:
    report = Report()
    gathered = gather(open_book(template(kind)).sheets, DEFAULTS.competences, report)

    scheme = scheme_of(gathered, DEFAULTS, report)

    assert scheme is not None
    check_scheme(scheme)
    assert (scheme.purpose is v.Purpose.MAPPING) is (kind is v.EventKind.MAPPING)


def test_the_same_kind_gives_the_same_bytes() -> None:
    assert template(v.EventKind.JOB_FIT) == template(v.EventKind.JOB_FIT)


def test_every_sheet_of_the_description_is_there_and_headings_are_protected() -> None:
    book = openpyxl.load_workbook(BytesIO(template(v.EventKind.JOB_FIT)))

    expected = {part.name for part in LAYOUT.sheets if part.key != "marks"}
    assert expected <= set(book.sheetnames)
    assert book.sheetnames[0] == "Petunjuk"
    assert book["_daftar"].sheet_state == "hidden"
    sheet = book["Pegawai"]
    assert sheet.protection.sheet
    assert sheet["A4"].protection.locked
    assert not sheet.column_dimensions["A"].protection.locked
    assert sheet.column_dimensions["A"].number_format == "@"
    assert sheet.freeze_panes == "C5"


def test_closed_lists_are_drop_downs_and_marks_have_limits() -> None:
    book = openpyxl.load_workbook(BytesIO(template(v.EventKind.JOB_FIT)))

    education = LAYOUT.table("officials").columns.index(LAYOUT.table("officials").column("education"))
    rules = {str(rule.sqref).split(":")[0]: rule for rule in book["Pegawai"].data_validations.dataValidation}
    assert rules[f"{openpyxl.utils.get_column_letter(education + 1)}5"].type == "list"
    marks = [rule for rule in book["Nilai PG1"].data_validations.dataValidation if rule.type == "custom"]
    assert any('"TAB"' in str(rule.formula1) for rule in marks)


def test_no_explanation_is_longer_than_a_cell_may_show() -> None:
    for part in LAYOUT.sheets:
        for column in getattr(part, "columns", None) or part.lines:  # type: ignore[union-attr]
            assert len(column.words) <= 200, column.heading
            assert len(column.heading) <= 60
