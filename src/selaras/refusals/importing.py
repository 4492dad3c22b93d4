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
    "style_colour_wrong": (
        "Warna “{got}” tidak dikenal. Tulis misalnya #0f4c5c.",
        "The colour “{got}” is not understood. Write for example #0f4c5c.",
    ),
    "style_contrast_low": (
        "Tulisan putih pada warna ini, atau tulisan berwarna ini, sulit dibaca: kontrasnya {got}, paling "
        "rendah {least}. Warna yang sama dan cukup tua: {instead}.",
        "White on this colour, or words in it, are hard to read: its contrast is {got}, at least {least} is "
        "needed. The same colour, dark enough: {instead}.",
    ),
    "style_pattern_wrong": (
        "Pola nomor “{got}” tidak memuat {{serial}}, tempat nomor urut dituliskan.",
        "The pattern “{got}” has no {{serial}}, where the serial number goes.",
    ),
    "style_crest_wrong": (
        "Lambang harus berupa PNG, JPEG, atau SVG tanpa tulisan dan tanpa rujukan, paling besar "
        "{kilobytes} KB dan 3.000 titik tiap sisi.",
        "A crest is a PNG, JPEG, or SVG without text and references, of at most {kilobytes} KB and 3,000 "
        "dots a side.",
    ),
    "workbook_of_another_event": (
        "Buku kerja ini milik kegiatan “{got}”, bukan “{expected}”.",
        "This workbook belongs to the event “{got}”, not to “{expected}”.",
    ),
    "workbook_with_errors": (
        "Buku kerja ini memuat {n} kesalahan, yang pertama pada {first}. Betulkan dahulu lewat Impor.",
        "This workbook holds {n} errors, the first at {first}. Mend it first by way of Import.",
    ),
    "officials_left_out": (
        "{n} pejabat yang sudah tercatat tidak ada di buku kerja ini ({codes}). Yang sudah tercatat dapat "
        "dibetulkan, tidak dapat dihapus; NIP-nya pun tidak dapat diganti.",
        "{n} officials who are entered already are not in this workbook ({codes}). What is entered can be "
        "corrected, never removed; nor can a NIP be exchanged.",
    ),
    "design_of_other_rules": (
        "Tanggal kegiatan di buku kerja ini memakai kumpulan aturan {got}, sedangkan kegiatan ini memakai "
        "kumpulan aturan {pinned}. Buat kegiatan baru bila tanggalnya memang berubah.",
        "The dates in this workbook fall under the rules of {got}, and this event is held under those of "
        "{pinned}. Make a new event if the dates have really changed.",
    ),
    "officials_after_lock": (
        "Buku kerja ini memuat {n} pejabat baru. Setelah rancangan dikunci, daftar pejabat tidak bertambah.",
        "This workbook holds {n} new officials. After the lock nobody can be added.",
    ),
}
