"""Sheets, columns and lines that are missing, strange or twice."""

from selaras.exchange.wording.words import Words

STRUCTURE: dict[str, Words] = {
    "headings_missing": Words(
        "Judul kolom: {headings}",
        "Judul kolom tidak ditemukan pada dua belas baris pertama. Salin judul dari templat.",
        "Headings: {headings}",
        "No headings in the first twelve rows. Copy them from the template.",
    ),
    "column_missing": Words(
        "Kolom {heading}",
        "Tambahkan kolom {heading}.",
        "A column {heading}",
        "Add the column {heading}.",
    ),
    "column_twice": Words(
        "Kolom {heading} satu kali",
        "Hapus atau ganti judul salah satunya.",
        "Column {heading} once",
        "Delete or rename one of them.",
    ),
    "column_renamed": Words(
        "Kolom {heading}",
        "Kembalikan judul kolom menjadi {heading}.",
        "A column {heading}",
        "Give the column its heading back: {heading}.",
    ),
    "column_code_unknown": Words(
        "Judul yang dimulai dengan kode yang terdaftar",
        "Awali judul kolom dengan kode yang benar.{guess}",
        "A heading that begins with a listed code",
        "Begin the heading with the right code.{guess}",
    ),
    "column_not_read": Words(
        "Kolom dari templat",
        "Kolom ini tidak dibaca. Tidak perlu diubah bila memang catatan sendiri.",
        "A column of the template",
        "This column is not read. Nothing to do if it is a note of your own.",
    ),
    "column_criterion_missing": Words(
        "Kolom untuk kriteria {criterion}",
        "Tambahkan kolom yang judulnya diawali {criterion}.",
        "A column for criterion {criterion}",
        "Add a column whose heading begins with {criterion}.",
    ),
    "sheet_missing_in_book": Words(
        "Lembar {sheet}",
        "Tambahkan lembar {sheet} dari templat.",
        "A sheet {sheet}",
        "Add the sheet {sheet} from the template.",
    ),
    "sheet_renamed": Words(
        "Lembar {sheet}",
        "Kembalikan nama lembar menjadi {sheet}.",
        "A sheet {sheet}",
        "Give the sheet its name back: {sheet}.",
    ),
    "sheet_not_read": Words(
        "Lembar dari templat",
        "Lembar ini tidak dibaca.",
        "A sheet of the template",
        "This sheet is not read.",
    ),
    "sheet_twice": Words(
        "Lembar {sheet} satu kali",
        "Ada dua lembar dengan nama yang sama. Hapus salah satunya.",
        "Sheet {sheet} once",
        "Two sheets bear the same name. Delete one of them.",
    ),
    "marks_sheet_missing": Words(
        "Lembar {sheet}",
        "Penguji ini ditugasi menilai, tetapi lembar nilainya tidak ada. Tambahkan, atau "
        "isi alasan penarikan pada lembar Penugasan.",
        "A sheet {sheet}",
        "This examiner is assigned but has no sheet of marks. Add it, or give the reason "
        "of withdrawal in Penugasan.",
    ),
    "line_missing": Words(
        "Baris {heading}",
        "Tambahkan baris {heading} dari templat.",
        "A line {heading}",
        "Add the line {heading} from the template.",
    ),
    "line_renamed": Words(
        "Baris {heading}",
        "Kembalikan tulisan di kolom pertama menjadi {heading}.",
        "A line {heading}",
        "Give the first column its words back: {heading}.",
    ),
    "line_twice": Words(
        "Baris {heading} satu kali",
        "Hapus salah satunya.",
        "Line {heading} once",
        "Delete one of them.",
    ),
}
