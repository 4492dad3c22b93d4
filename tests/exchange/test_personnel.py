"""A personnel export of any shape: columns guessed, problems at its cells, a workbook that reads again."""

from io import BytesIO

import openpyxl
import pytest

from selaras.actions.reference import defaults
from selaras.core.errors import CoreError
from selaras.core.vocabulary import EventKind
from selaras.exchange.personnel import open_export, people_in, personnel_workbook, proposed_mapping
from selaras.exchange.workbook_reader import read_workbook

HEADINGS = (
    "No",
    "NIP Baru",
    "Nama Lengkap",
    "Tgl Lahir",
    "Gol",
    "Pendidikan",
    "Jabatan",
    "OPD",
    "TMT Jabatan",
)
ANI = ("1", "197205141998032004", "Dr. Ani Putri", "14 Mei 1972", "IV/b", "S2", "Kepala Dinas Sosial",
       "Dinas Sosial", "3 Februari 2020")  # fmt: skip
BUDI = ("2", "19720514199803200", "Budi", "32 Mei 1972", "IVx", "S2", "Kepala Dinas Pangan", "Dinas Pangan",
        "3 Februari 2020")  # fmt: skip


def csv_of(*rows: tuple[str, ...], separator: str = ";") -> bytes:
    return "\n".join(separator.join(row) for row in rows).encode()


def xlsx_of(*rows: tuple[object, ...], above: int = 0) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for n in range(above):
        sheet.append([f"DAFTAR PEGAWAI {n}"])
    for row in rows:
        sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_headings_say_themselves_what_they_mean() -> None:
    export = open_export(csv_of(HEADINGS, ANI), file_name="pegawai.csv")

    assert proposed_mapping(export) == {
        "NIP Baru": "nip",
        "Nama Lengkap": "name",
        "Tgl Lahir": "born_on",
        "Gol": "grade",
        "Pendidikan": "education",
        "Jabatan": "position_title",
        "OPD": "unit",
        "TMT Jabatan": "in_position_since",
    }


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_table_is_read_whatever_parts_its_cells(separator: str) -> None:
    export = open_export(csv_of(HEADINGS, ANI, separator=separator), file_name="pegawai.csv")

    (person,) = people_in(export, proposed_mapping(export)).told()

    assert (person["nip"], person["name"], person["unit"]) == (ANI[1], ANI[2], ANI[7])


def test_titles_above_the_headings_do_not_shift_a_cell() -> None:
    export = open_export(xlsx_of(HEADINGS, ANI, BUDI, above=2), file_name="pegawai.xlsx")

    problems = people_in(export, proposed_mapping(export)).errors

    assert [(str(one.place), one.code) for one in problems] == [
        ("Sheet!B5", "nip_not_18"),
        ("Sheet!D5", "date_not_on_calendar"),
        ("Sheet!E5", "not_a_grade"),
    ]


def test_a_nip_that_came_as_a_number_has_lost_its_digits_and_is_refused() -> None:
    row = (*ANI[:1], 197205141998032004, *ANI[2:])
    export = open_export(xlsx_of(HEADINGS, row), file_name="pegawai.xlsx")

    assert [one.code for one in people_in(export, proposed_mapping(export)).errors] == ["nip_is_number"]


def test_an_empty_line_shifts_no_cell() -> None:
    export = open_export(csv_of(HEADINGS, ANI, ("",), BUDI), file_name="p.csv")

    assert str(people_in(export, proposed_mapping(export)).errors[0].place) == "p.csv!B4"


def test_exports_of_the_same_headings_are_one_source_whoever_is_in_them() -> None:
    first, second = (open_export(csv_of(HEADINGS, one), file_name="p.csv") for one in (ANI, BUDI))
    other = open_export(csv_of((*HEADINGS, "Email"), (*ANI, "x")), file_name="p.csv")

    assert first.source == second.source != other.source


def test_the_workbook_holds_people_and_their_posts_and_reads_again() -> None:
    third = ("3", *ANI[1:6], "Kepala Dinas Sosial", "Dinas Sosial", ANI[8])
    export = open_export(csv_of(HEADINGS, ANI, third), file_name="p.csv")
    people = people_in(export, proposed_mapping(export))

    content = personnel_workbook(
        people, EventKind.JOB_FIT, defaults(), answers={"agency.code": "cendana", "event.key": "uji-1"}
    )

    book = openpyxl.load_workbook(BytesIO(content))
    reading = read_workbook(content, defaults())
    assert book["Pegawai"]["A5"].value == ANI[1]
    assert (book["Jabatan"]["A5"].value, book["Jabatan"]["B5"].value) == ("J01", "Kepala Dinas Sosial")
    assert book["Jabatan"]["A6"].value is None
    assert not any(one.place.sheet == "Kegiatan" and one.found == "cendana" for one in reading.problems)


def test_text_that_looks_like_a_formula_stays_text() -> None:
    row = (*ANI[:2], "=HYPERLINK(A1)", *ANI[3:])
    export = open_export(csv_of(HEADINGS, row), file_name="p.csv")
    content = personnel_workbook(people_in(export, proposed_mapping(export)), EventKind.JOB_FIT, defaults())

    cell = openpyxl.load_workbook(BytesIO(content))["Pegawai"]["B5"]

    assert (cell.value, cell.data_type) == ("=HYPERLINK(A1)", "s")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "table_empty"),
        (b"1;2\n3;4", "table_without_headings"),
        (b"NIP;Nama\n" + b"1;2\n" * 20_001, "table_too_large"),
        (b"\0\0\0", "workbook_not_a_spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook_old_format"),
    ],
)
def test_what_is_no_table_is_refused_by_name(content: bytes, code: str) -> None:
    with pytest.raises(CoreError) as refused:
        open_export(content, file_name="p.csv")

    assert refused.value.code == code


def test_without_any_meaning_nothing_is_read() -> None:
    export = open_export(csv_of(HEADINGS, ANI), file_name="p.csv")

    with pytest.raises(CoreError) as refused:
        people_in(export, {})

    assert refused.value.code == "table_without_mapping"
