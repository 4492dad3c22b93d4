"""Every kind of error is named by its cell, and nothing else is named with it."""

from datetime import date, datetime, time

import pytest

from tests.core.building import ANI, BUDI, CITRA
from tests.exchange.planting import FIRST, Plants, Spoiled, Told, errors_told
from tests.exchange.planting import HEADING_ROW as HEADINGS

PLANTS = Plants()
plant, single, reply = PLANTS.plant, PLANTS.single, PLANTS.reply
DAY, LONG_AGO, BEFORE_ALL_RULES, IN_MAY, NEXT_DAY, THREE_WEEKS_AGO = (
    datetime.combine(date.fromisoformat(day), time())
    for day in (
        *("2020-02-03", "2001-01-01", "2010-01-01"),
        *("2024-05-01", "1975-05-18", "2024-01-08"),
    )
)


# What stands in a cell.
single("a name is missing", "Pegawai", "Nama dan gelar", None, "cell_empty")
single("a name of blanks only", "Pegawai", "Nama dan gelar", " \u00a0\u200b ", "cell_empty")
single("a text became a date", "Pegawai", "Bidang ilmu", DAY, "date_in_text")
single("a code with a blank", "Jabatan", "Kode jabatan", "J 04", "code_with_blank", FIRST + 3)
single("a date without a year", "Pegawai", "TMT jabatan", "3 Februari", "date_not_readable")
single("a year of two digits", "Pegawai", "TMT jabatan", "03-02-20", "date_not_readable")
single("a day that does not exist", "Pegawai", "TMT jabatan", "31-02-2020", "date_not_on_calendar")
single("words where a number belongs", "Kinerja", "Capaian (%)", "sembilan puluh", "not_a_number")
single("three decimal places", "Kinerja", "Capaian (%)", 78.125, "more_than_two_places")
single("half a class", "Pegawai", "Kelas jabatan", 13.5, "not_an_integer")
single("a class above seventeen", "Pegawai", "Kelas jabatan", 18, "out_of_range")
single("a negative weight", "Kriteria", "Bobot (%)", -60, "out_of_range")
single("neither yes nor no", "Pegawai", "LHKPN disampaikan", "Sudah", "not_yes_no")
single("a word outside the list", "Pegawai", "Pendidikan", "Sarjanaa", "not_in_list")
single("an unreadable level", "Standar", "M.01", "4+", "not_a_level")
single("an error value of the spreadsheet", "Pegawai", "Golongan/ruang", "#N/A", "error_value")
single("a sex that is none", "Pegawai", "Jenis kelamin", "X", "not_a_sex")
single("a formula", "Kinerja", "Capaian (%)", "=80+5", "formula_cell")
single("a name in a hyperlink", "Pegawai", "Nama dan gelar", '=HYPERLINK("x","Ani")', "formula_cell")


@plant
def merged_cells(book: Spoiled) -> set[Told]:
    sheet = book.sheet("Kinerja")
    first = book.cell("Kinerja", "Sumber")
    sheet.merge_cells(start_row=FIRST, end_row=FIRST + 1, start_column=first.column, end_column=first.column)
    return {(f"Kinerja!{first.coordinate}", "merged_cells")}


@plant
def a_number_where_a_date_belongs(book: Spoiled) -> set[Told]:
    cell = book.cell("Pegawai", "TMT jabatan")
    cell.value, cell.number_format = 43864, "General"
    return {(f"Pegawai!{cell.coordinate}", "date_is_number")}


# What a NIP says.
single("a NIP that is a number", "Pegawai", "NIP", int(ANI.nip), "nip_is_number")
single("a NIP with a letter", "Pegawai", "NIP", ANI.nip[:-1] + "O", "nip_not_digits")
single("a NIP of seventeen digits", "Pegawai", "NIP", ANI.nip[:-1], "nip_not_18")
single("a birth date of another day", "Pegawai", "Tanggal lahir", NEXT_DAY, "nip_birth_differs")
single("a NIP of another sex", "Pegawai", "Jenis kelamin", "P", "nip_sex_differs")
single("another month of appointment", "Pegawai", "TMT CPNS", DAY, "nip_appointment_differs")


def _nip(name: str, changed: str, code: str) -> None:
    def work(book: Spoiled) -> set[Told]:
        for sheet in book.book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and ANI.nip in cell.value:
                        cell.value = cell.value.replace(ANI.nip, changed)
        return {(f"Pegawai!{book.cell('Pegawai', 'NIP').coordinate}", code)}

    PLANTS[name] = work


_nip("a NIP born in month thirteen", "19751317" + ANI.nip[8:], "nip_birth_wrong")
_nip("a NIP appointed in month thirteen", ANI.nip[:12] + "13" + ANI.nip[14:], "nip_month_wrong")
_nip("a NIP appointed at the age of nine", ANI.nip[:8] + "198403" + ANI.nip[14:], "nip_appointed_too_young")
_nip("a NIP of a third sex", ANI.nip[:14] + "3" + ANI.nip[15:], "nip_sex_wrong")
_nip("a NIP without serial", ANI.nip[:15] + "000", "nip_serial_wrong")


@plant
def a_nip_twice(book: Spoiled) -> set[Told]:
    for heading in ("NIP", "Tanggal lahir", "Jenis kelamin"):
        book.put("Pegawai", heading, book.cell("Pegawai", heading).value, FIRST + 2)
    for name in ("Riwayat", "Kehadiran", "Kinerja", "Rekam Jejak", "Umpan Balik 360"):
        _drop_rows(book, name, CITRA.nip)
    for n in range(1, 6):
        _drop_rows(book, f"Nilai P{n}", CITRA.nip)
    return {(f"Pegawai!{book.cell('Pegawai', 'NIP', FIRST + 2).coordinate}", "nip_twice")}


def _drop_rows(book: Spoiled, name: str, nip: str) -> None:
    sheet = book.sheet(name)
    for row in range(sheet.max_row, HEADINGS, -1):
        if sheet.cell(row=row, column=1).value == nip:
            sheet.delete_rows(row)


# Sheets and columns.
@plant
def a_sheet_is_missing(book: Spoiled) -> set[Told]:
    del book.book["Penugasan"]
    return {("Penugasan", "sheet_missing_in_book")}


@plant
def a_sheet_was_renamed(book: Spoiled) -> set[Told]:
    book.sheet("Penugasan").title = "Penugasann"
    return {("Penugasann", "sheet_renamed")}


@plant
def a_sheet_stands_twice(book: Spoiled) -> set[Told]:
    book.book.copy_worksheet(book.sheet("Kinerja")).title = "KINERJA "
    return {("KINERJA ", "sheet_twice")}


@plant
def the_marks_of_an_examiner_are_missing(book: Spoiled) -> set[Told]:
    del book.book["Nilai P2"]
    return {("Pansel!A6", "marks_sheet_missing")}


@plant
def marks_of_a_stranger(book: Spoiled) -> set[Told]:
    book.sheet("Nilai P2").title = "Nilai P9"
    return {("Nilai P9!A1", "examiner_unknown"), ("Pansel!A6", "marks_sheet_missing")}


@plant
def a_column_was_renamed(book: Spoiled) -> set[Told]:
    cell = book.heading("Kinerja", "Predikat")
    cell.value = "Predikatt"
    return {(f"Kinerja!{cell.coordinate}", "column_renamed")}


@plant
def a_required_column_is_missing(book: Spoiled) -> set[Told]:
    sheet = book.sheet("Kinerja")
    sheet.delete_cols(book.heading("Kinerja", "Sumber").column)
    return {("Kinerja!A4", "column_missing")}


@plant
def a_column_twice(book: Spoiled) -> set[Told]:
    book.heading("Kinerja", "Verifikator").value = "Predikat"
    cell = book.sheet("Kinerja")[HEADINGS]
    second = [one for one in cell if one.value == "Predikat"][1]
    return {(f"Kinerja!{second.coordinate}", "column_twice")}


@plant
def a_column_of_an_unknown_criterion(book: Spoiled) -> set[Told]:
    cell = book.heading("Nilai P1", "W1")
    cell.value = "W9 Unsur W1"
    return {(f"Nilai P1!{cell.coordinate}", "column_code_unknown")}


@plant
def a_column_of_a_criterion_is_missing(book: Spoiled) -> set[Told]:
    book.sheet("Nilai P1").delete_cols(book.heading("Nilai P1", "W1").column)
    return {("Nilai P1!A4", "column_criterion_missing")}


@plant
def no_headings(book: Spoiled) -> set[Told]:
    for cell in book.sheet("Kinerja")[HEADINGS]:
        cell.value = None
    return {("Kinerja!A1", "headings_missing")}


@plant
def a_line_is_missing(book: Spoiled) -> set[Told]:
    book.sheet("Kegiatan").delete_rows(book.answer("Kegiatan", "Nama kegiatan").row)
    return {("Kegiatan", "line_missing")}


@plant
def a_line_was_renamed(book: Spoiled) -> set[Told]:
    row = book.answer("Kegiatan", "Tempat kedudukan").row
    book.sheet("Kegiatan").cell(row=row, column=1).value = "Tempat kedudukn"
    return {(f"Kegiatan!A{row}", "line_renamed"), ("Kegiatan", "line_missing")}


# Codes that stand nowhere, rows that stand twice.
single("a post nobody knows", "Pegawai", "Kode jabatan", "J-99", "position_unknown")
single("an examiner nobody knows", "Penugasan", "Kode penguji", "P9", "examiner_unknown")
single("a conflict with a stranger", "Benturan Kepentingan", "NIP", "196001011985031001", "official_unknown")
single("a record of a stranger", "Rekam Jejak", "NIP", "196001011985031001", "official_unknown")
single("an unknown conversion", "Kriteria", "Kode konversi", "1-6", "conversion_unknown")
single("an unknown competence", "Standar Teknis", "Kode kompetensi", "T.99", "competence_unknown")
single(
    "an unknown competence spoken for",
    "Kriteria",
    "Kompetensi yang ditunjukkan",
    "M.99:100",
    "competence_unknown",
)
single("an unknown parent", "Komponen", "Induk", "PANELL", "component_unknown", FIRST + 1)
single("an unknown criterion", "Rekam Jejak", "Kode kriteria", "R9", "criterion_unknown")
single("a record of a rated criterion", "Rekam Jejak", "Kode kriteria", "W1", "criterion_of_other_method")
single("a year twice", "Kinerja", "NIP", ANI.nip, "row_twice", FIRST + 1)
single("a post's code twice", "Jabatan", "Kode jabatan", "J-01", "code_twice", FIRST + 3)
reply(
    "an unknown talent profile", "Ketentuan", "Profil manajemen talenta", "sederhna", "talent_profile_unknown"
)

# Facts that do not fit together.
reply("an event that ends before it begins", "Kegiatan", "Tanggal selesai", DAY, "ends_before_it_begins")
reply(
    "a scoring day outside",
    "Kegiatan",
    "Hari penilaian",
    "30 Januari 2024; 5 Maret 2024",
    "scoring_day_outside",
)
single("a post that ends before it begins", "Riwayat", "Sampai", LONG_AGO, "ends_before_it_begins")
single("an end of no sanction", "Pegawai", "Hukuman disiplin", None, "sanction_without_level", FIRST + 2)
single("half a consent", "Pegawai", "Nomor persetujuan instansi asal", None, "consent_incomplete", FIRST + 2)
single("an official without a post", "Pegawai", "Nama jabatan", None, "post_incomplete", FIRST + 2)
single("an acting head since never", "Jabatan", "Sejak", None, "acting_incomplete", FIRST + 2)
single("a held post called vacant", "Jabatan", "Keadaan", "Lowong", "position_vacant_but_held")
single("an examiner who is tested", "Pansel", "Nama dan gelar", "Budi", "examiner_is_official")
single("in post after the event", "Pegawai", "TMT jabatan", IN_MAY, "in_position_after_event")
reply("an event before all rules", "Kegiatan", "Tanggal mulai", BEFORE_ALL_RULES, "no_rules_in_force")


@plant
def an_earlier_event_without_its_title(book: Spoiled) -> set[Told]:
    book.reply("Kegiatan", "Kode kegiatan terdahulu", "lama")
    cells = [book.answer("Kegiatan", f"{word} kegiatan terdahulu") for word in ("Nama", "Tanggal")]
    return {(f"Kegiatan!{one.coordinate}", "follows_incomplete") for one in cells}


# The scheme.
single("weights that sum to 99.9", "Komponen", "Bobot (%)", 39.9, "weights_not_100")
single(
    "a component without marks",
    "Komponen",
    "Metode",
    "Diskusi kelompok",
    "component_without_criteria",
    FIRST + 1,
)
single("criteria that sum to 99", "Kriteria", "Bobot (%)", 59, "criteria_weights_not_100")
single("an anchor without a mark", "Kriteria", "Perilaku acuan", "Selalu", "anchor_not_readable")
single("an anchor off the scale", "Kriteria", "Perilaku acuan", "7 = Luar biasa", "anchor_outside_scale")
single("an allowed mark off the scale", "Kriteria", "Nilai yang boleh", "1; 3; 7", "marks_outside_scale")
single("a scale upside down", "Kriteria", "Nilai tertinggi", 0, "scale_reversed")
single("allowed marks in words", "Kriteria", "Nilai yang boleh", "dua; empat", "marks_not_readable")
single("a conversion without highest", "Konversi", "Nilai tertinggi", None, "conversion_without_highest")
single("a step without points", "Konversi", "Poin", None, "cell_empty", FIRST + 2)
single("points above 100", "Konversi", "Poin", 110, "out_of_range", FIRST + 2)
reply("a cut of another purpose", "Ketentuan", "Batas Optimal", 90, "category_not_of_purpose")
reply("a tie-break nobody knows", "Ketentuan", "Pemecah nilai sama", "LISAN", "tie_break_unknown")
reply("360 weights of 99", "Ketentuan", "Bobot 360 atasan", 49, "feedback_weights_not_100")

# Marks.
single("a mark above the scale", "Nilai P1", "W1", 6, "mark_outside_scale")
single("a mark between allowed marks", "Nilai P1", "W2", 3, "mark_outside_scale")
single("a mark in words", "Nilai P1", "W1", "baik", "not_a_number")
single("a mark not given", "Nilai P1", "W1", None, "mark_missing")
single("a mark of a stranger", "Nilai P1", "NIP", "196001011985031001", "official_unknown")


@plant
def an_answer_twice(book: Spoiled) -> set[Told]:
    book.put("Umpan Balik 360", "Lembar ke-", 1, FIRST + 2)
    return {(f"Umpan Balik 360!A{FIRST + 2}", "row_twice")}


single("an unknown label", "Rekam Jejak", "Nilai", "Sempurna", "label_unknown")
single("an unverified record", "Kinerja", "Status verifikasi", "Belum diverifikasi", "record_not_verified")
single("neither achievement nor predicate", "Kinerja", "Capaian (%)", None, "record_missing")
single("an assessed level of nine", "Asesmen", "M.01", 9, "level_outside_scale")
single("an unscored answer", "Umpan Balik 360", "U1", "-", "mark_missing")


@plant
def marks_under_a_declared_conflict(book: Spoiled) -> set[Told]:
    row = next(r for r in range(FIRST, FIRST + 5) if book.cell("Nilai P5", "NIP", r).value == BUDI.nip)
    told = {(book.put("Nilai P5", heading, 4, row), "mark_under_conflict") for heading in ("M1", "W1")}
    book.put("Nilai P5", "M2", 4, row)
    book.put("Nilai P5", "W2", 4, row)
    return told


@plant
def marks_for_the_absent(book: Spoiled) -> set[Told]:
    book.put("Kehadiran", "Kehadiran", "Tanpa keterangan")
    return {
        (f"Nilai P{n}!{book.cell(f'Nilai P{n}', heading).coordinate}", "mark_for_nonparticipant")
        for n in range(1, 6)
        for heading in ("M1", "W1")
    }


@plant
def marks_for_the_exempt(book: Spoiled) -> set[Told]:
    # Inaugurated three weeks before: too short in post to be tested.
    book.put("Pegawai", "TMT jabatan", THREE_WEEKS_AGO)
    return {
        (f"Nilai P{n}!{book.cell(f'Nilai P{n}', heading).coordinate}", "mark_for_nonparticipant")
        for n in range(1, 6)
        for heading in ("M1", "W1")
    }


@plant
def nobody_wrote_down_who_came(book: Spoiled) -> set[Told]:
    _drop_rows(book, "Kehadiran", ANI.nip)
    return {(f"Pegawai!{book.cell('Pegawai', 'NIP').coordinate}", "attendance_missing")}


@plant
def a_person_nobody_marked(book: Spoiled) -> set[Told]:
    row = next(r for r in range(FIRST, FIRST + 5) if book.cell("Nilai P1", "NIP", r).value == CITRA.nip)
    book.sheet("Nilai P1").delete_rows(row)
    return {
        (f"Nilai P1!{book.heading('Nilai P1', heading).coordinate}", "sheet_missing")
        for heading in ("M1", "W1")
    }


def test_the_sound_workbook_has_no_problem_at_all() -> None:
    reading = Spoiled().read()

    assert reading.problems == ()
    assert reading.case is not None


def test_at_least_fifty_kinds_of_error_are_planted() -> None:
    assert len(PLANTS) >= 50


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_error_is_named_by_its_cell_and_nothing_else_is(name: str) -> None:
    book = Spoiled()
    expected = PLANTS[name](book)

    reading = book.read()

    assert errors_told(reading) == expected
    assert reading.case is None
