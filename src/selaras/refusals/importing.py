"""Refusals of import, cloning and settings of the office, in words."""

from collections.abc import Mapping

OF_IMPORTING: Mapping[str, tuple[str, str]] = {
    "workbook_of_another_agency": (
        "Kode instansi pada lembar Kegiatan adalah “{got}”, sedangkan Anda bekerja untuk “{expected}”. "
        "Betulkan Kode instansi menjadi “{expected}”, lalu unggah lagi.",
        "The code of the agency on the sheet Kegiatan is “{got}”, and you work for “{expected}”. "
        "Write “{expected}” as Kode instansi and hand it in again.",
    ),
    "table_empty": (
        "Tabel ini kosong. Pilih berkas yang memuat baris judul dan data pejabat, atau tempelkan tabelnya.",
        "This table is empty. Choose a file with headings and officials, or paste the table.",
    ),
    "table_without_headings": (
        "Baris judul tidak ditemukan pada dua belas baris pertama. Tabel harus mempunyai judul kolom, "
        "misalnya NIP dan Nama.",
        "No headings were found in the first twelve rows. A table needs headings such as NIP and Nama.",
    ),
    "table_too_large": (
        "Tabel ini terlalu besar: paling banyak {rows} baris dan {columns} kolom.",
        "This table is too large: at most {rows} rows and {columns} columns.",
    ),
    "table_without_mapping": (
        "Belum ada kolom yang dipasangkan. Pasangkan sedikitnya NIP dan nama.",
        "No column has a meaning yet. Say at least which are NIP and name.",
    ),
    "table_quotes_broken": (
        "Tanda kutip dalam tabel ini tidak berpasangan. Simpan ulang sebagai .xlsx lalu unggah lagi.",
        "Quotation marks in this table do not pair. Save it as .xlsx and hand it in again.",
    ),
    "clone_dates_wrong": (
        "Tanggal selesai mendahului tanggal mulai.",
        "The last day lies before the first.",
    ),
}
