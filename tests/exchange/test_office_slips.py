"""Slips that offices make every day: percentages, golongan, degrees, names, keys, hidden rows."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest

from selaras.core.vocabulary import Education
from selaras.exchange.workbook_writer import write_workbook
from tests.core.building import ANI
from tests.exchange.full_case import full_case
from tests.exchange.planting import FIRST, Spoiled, errors_told, warnings_told
from tests.exchange.reference import DEFAULTS

PERCENTS = [
    ("Kinerja", "Capaian (%)", 0.98),
    ("Kinerja", "Capaian (%)", 0.985),
    ("Kinerja", "Capaian (%)", 1.02),
    ("Komponen", "Bobot (%)", 0.6),
    ("Kriteria", "Bobot (%)", 0.6),
    ("Asesmen", "Potensi", 0.8),
]


@pytest.mark.parametrize("shown", ["General", "0%"])
@pytest.mark.parametrize(("sheet", "heading", "share"), PERCENTS)
def test_a_percentage_stored_as_a_share_is_refused(
    sheet: str, heading: str, share: float, shown: str
) -> None:
    book = Spoiled()
    place = book.put(sheet, heading, share)
    book.cell(sheet, heading).number_format = shown

    reading = book.read()

    assert errors_told(reading) == {(place, "percent_as_share")}
    assert f"{share * 100:g}".replace(".", ",") in reading.errors[0].mend.id


def test_a_cut_score_stored_as_a_share_is_refused() -> None:
    book = Spoiled()
    place = book.reply("Ketentuan", "Batas Memenuhi Syarat", 0.8)

    assert errors_told(book.read()) == {(place, "percent_as_share")}


@pytest.mark.parametrize("shown", ["0%", "0.00%", '0.0" persen "%'])
def test_a_mark_in_a_cell_of_percentages_is_refused_on_any_scale(shown: str) -> None:
    book = Spoiled()
    place = book.put("Nilai P1", "W1", 0.03)
    book.cell("Nilai P1", "W1").number_format = shown

    assert errors_told(book.read()) == {(place, "percent_as_share")}


def test_a_percent_sign_that_a_format_only_shows_changes_nothing() -> None:
    book = Spoiled()
    book.cell("Kinerja", "Capaian (%)").number_format = '0.0"%"'

    assert book.read().problems == ()


def test_a_low_mark_on_a_short_scale_is_no_share() -> None:
    book = Spoiled()
    book.put("Nilai P1", "W1", 1.5)

    assert book.read().errors == ()


@pytest.mark.parametrize("written", ["0,5%", "0.5 %"])
def test_a_percent_sign_in_a_text_says_that_so_little_is_meant(written: str) -> None:
    book = Spoiled()
    book.put("Kinerja", "Capaian (%)", written)

    case = book.read().case

    assert case is not None
    assert case.performances[0].achievement == Decimal("0.5")


@pytest.mark.parametrize(
    ("sheet", "heading"), [("Nilai P1", "W1"), ("Kriteria", "Nilai tertinggi"), ("Asesmen", "M.01")]
)
def test_a_percent_sign_is_refused_where_no_percentage_is_asked(sheet: str, heading: str) -> None:
    book = Spoiled()
    place = book.put(sheet, heading, "3%")

    assert (place, "percent_not_asked") in errors_told(book.read())


@pytest.mark.parametrize("written", ["IV c", "iv/c", "IV.c", "IVc", "IV / C"])
def test_a_grade_written_in_another_way_is_read_and_told(written: str) -> None:
    book = Spoiled()
    place = book.put("Pegawai", "Golongan/ruang", written)

    reading = book.read()

    assert reading.case is not None
    assert reading.case.officials[0].grade == "IV/c"
    assert warnings_told(reading) == {(place, "grade_rewritten")}


@pytest.mark.parametrize("written", ["IX", "V/a", "III/e", "Pembina", "IV/f", "4/b"])
@pytest.mark.parametrize(
    ("sheet", "heading"), [("Pegawai", "Golongan/ruang"), ("Jabatan", "Golongan terendah")]
)
def test_a_grade_that_is_none_is_refused(sheet: str, heading: str, written: str) -> None:
    book = Spoiled()
    place = book.put(sheet, heading, written)

    assert errors_told(book.read()) == {(place, "not_a_grade")}


@pytest.mark.parametrize(
    ("written", "degree"),
    [
        *(("S-1", Education.S1), ("S1", Education.S1), ("D-IV", Education.S1), ("D4", Education.S1)),
        *(("Sarjana", Education.S1), ("Magister", Education.S2), ("Doktor", Education.S3)),
    ],
)
def test_the_other_names_of_a_degree_are_read(written: str, degree: Education) -> None:
    book = Spoiled()
    book.put("Pegawai", "Pendidikan", written)

    reading = book.read()

    assert reading.problems == ()
    assert reading.case is not None
    assert reading.case.officials[0].education is degree


def test_no_guess_is_made_for_a_word_of_three_letters() -> None:
    book = Spoiled()
    book.put("Pegawai", "Pendidikan", "S-4")

    assert "Mungkin" not in book.read().errors[0].mend.id


@pytest.mark.parametrize("name", ["Dr. Budi, S.H., M.Si.", "BUDI", "H. Budi", "Budi S.Sos"])
def test_an_examiner_with_the_name_of_a_participant_is_told(name: str) -> None:
    book = Spoiled()
    place = book.put("Pansel", "Nama dan gelar", name)

    told = {(str(one.place), one.code) for one in book.read().problems}

    assert told & {(place, "examiner_like_official"), (place, "examiner_is_official")}


def test_an_examiner_listed_twice_is_told() -> None:
    book = Spoiled()
    first = book.cell("Pansel", "Nama dan gelar").value
    place = book.put("Pansel", "Nama dan gelar", f"Prof. Dr. {first}, M.Si.", FIRST + 1)

    assert warnings_told(book.read()) == {(place, "examiner_twice")}


@pytest.mark.parametrize("question", ["Kode instansi", "Kode kegiatan"])
@pytest.mark.parametrize("key", ["cendana/2025", "-cendana", "c\u00e9ndana", "c" * 65])
def test_a_key_that_no_ledger_bears_is_refused(question: str, key: str) -> None:
    book = Spoiled()
    place = book.reply("Kegiatan", question, key)

    assert (place, "key_not_plain") in errors_told(book.read())


def test_a_record_verified_by_nobody_is_refused() -> None:
    book = Spoiled()
    places = [book.put(sheet, "Verifikator", None) for sheet in ("Kinerja", "Rekam Jejak")]

    assert errors_told(book.read()) == {(place, "verified_by_nobody") for place in places}


@pytest.mark.parametrize(
    ("heading", "length"), [("Nama dan gelar", 201), ("Bidang ilmu", 2_001), ("Bidang pengalaman", 2_001)]
)
def test_a_text_without_end_is_refused(heading: str, length: int) -> None:
    book = Spoiled()
    place = book.put("Pegawai", heading, "a" * length)

    assert errors_told(book.read()) == {(place, "text_too_long")}


@pytest.mark.parametrize("sign", ["\U0001f600", "\u5927"])
def test_signs_that_no_font_holds_are_told(sign: str) -> None:
    book = Spoiled()
    place = book.put("Pegawai", "Bidang ilmu", f"Hukum {sign}")

    assert warnings_told(book.read()) == {(place, "signs_not_printed")}


def test_a_half_of_a_year_that_is_recorded_whole_is_refused() -> None:
    book = Spoiled()
    year = book.cell("Kinerja", "Tahun").value
    book.put("Kinerja", "NIP", ANI.nip, FIRST + 1)
    book.put("Kinerja", "Nama", book.cell("Kinerja", "Nama").value, FIRST + 1)
    book.put("Kinerja", "Tahun", year, FIRST + 1)
    place = book.put("Kinerja", "Semester", 1, FIRST + 1)

    assert (place, "performance_overlaps") in errors_told(book.read())


def test_a_year_after_the_date_of_the_data_is_refused() -> None:
    book = Spoiled()
    place = book.put("Kinerja", "Tahun", 2031)

    assert (place, "performance_in_the_future") in errors_told(book.read())


def test_cut_scores_out_of_the_order_of_their_categories_are_refused() -> None:
    book = Spoiled()
    book.reply("Ketentuan", "Batas Memenuhi Syarat", 60)
    place = book.reply("Ketentuan", "Batas Masih Memenuhi Syarat", 80)

    assert (place, "cuts_not_in_category_order") in errors_told(book.read())


def test_an_eselon_with_a_blank_is_not_sent_to_other_sheets() -> None:
    book = Spoiled()
    place = book.put("Jabatan", "Eselon", "II. b")

    reading = book.read()

    assert errors_told(reading) == {(place, "word_with_blank")}
    assert "lembar lain" not in reading.errors[0].mend.id


def test_hidden_rows_and_sheets_are_read_and_told() -> None:
    book = Spoiled()
    book.sheet("Nilai P1").row_dimensions[FIRST + 1].hidden = True
    book.sheet("Nilai P2").sheet_state = "hidden"

    reading = book.read()

    assert reading.case == full_case()
    assert warnings_told(reading) == {
        (f"Nilai P1!A{FIRST + 1}", "rows_hidden"),
        ("Nilai P2!A4", "sheet_hidden"),
    }


def test_so_small_a_percentage_is_written_with_its_sign() -> None:
    case = full_case()
    low = replace(case.performances[0], achievement=Decimal("1.25"))
    out = BytesIO()
    write_workbook(replace(case, performances=(low, *case.performances[1:])), out, DEFAULTS)

    assert Spoiled(out.getvalue()).cell("Kinerja", "Capaian (%)").value == "1,25%"
