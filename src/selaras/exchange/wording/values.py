"""Names, dates, numbers and words of a list."""

from selaras.exchange.wording.words import Words

VALUES: dict[str, Words] = {
    "name_differs": Words(
        "{expected}",
        "Nama pada baris ini tidak sama dengan nama pemilik NIP. Pastikan barisnya tidak tertukar.",
        "{expected}",
        "The name in this row is not that of the NIP's holder. Make sure rows were not swapped.",
    ),
    "date_is_number": Words(
        "Tanggal pada {heading}",
        "Sel ini berisi bilangan, bukan tanggal. Ketik tanggal, misalnya 30 Januari 2024.",
        "A date in {heading}",
        "This cell holds a number, not a date. Type a date such as 30 January 2024.",
    ),
    "date_not_readable": Words(
        "Tanggal, misalnya 30 Januari 2024 atau 30-01-2024",
        "Tulis hari, bulan, dan tahun dengan empat angka.",
        "A date such as 30 January 2024 or 30-01-2024",
        "Write day, month and a year of four digits.",
    ),
    "date_not_on_calendar": Words(
        "Tanggal yang ada pada kalender",
        "Tanggal ini tidak ada. Periksa hari dan bulannya.",
        "A date that exists",
        "There is no such day. Check day and month.",
    ),
    "date_is_text": Words(
        "Tanggal",
        "Tanggal ini diketik sebagai teks dan dibaca sebagai {read}. Tidak perlu diubah bila benar.",
        "A date",
        "This date was typed as text and read as {read}. Nothing to do if that is right.",
    ),
    "date_text_doubtful": Words(
        "Tanggal",
        "Tanggal teks ini dibaca sebagai {read} (hari, bulan, tahun). Pastikan hari dan "
        "bulannya tidak tertukar.",
        "A date",
        "This text was read as {read} (day, month, year). Make sure day and month are not swapped.",
    ),
    "not_a_number": Words(
        "Bilangan pada {heading}",
        "Tulis angka, misalnya 78,5.",
        "A number in {heading}",
        "Write a number such as 78.5.",
    ),
    "more_than_two_places": Words(
        "Paling banyak dua angka di belakang koma",
        "Bulatkan sendiri sesuai ketentuan; aplikasi tidak membulatkan masukan.",
        "At most two decimal places",
        "Round it as your rules say; input is never rounded for you.",
    ),
    "not_an_integer": Words(
        "Bilangan bulat pada {heading}",
        "Hapus angka di belakang koma.",
        "A whole number in {heading}",
        "Take away the decimal places.",
    ),
    "not_yes_no": Words(
        "Ya atau Tidak",
        "Tulis Ya atau Tidak.",
        "Ya or Tidak",
        "Write Ya (yes) or Tidak (no).",
    ),
    "not_a_sex": Words(
        "L atau P",
        "Tulis L atau P, atau kosongkan.",
        "L or P",
        "Write L (male) or P (female), or leave it empty.",
    ),
    "not_in_list": Words(
        "Salah satu dari: {choices}",
        "Pilih dari daftar.{guess}",
        "One of: {choices}",
        "Choose from the list.{guess}",
    ),
    "not_a_level": Words(
        "Level 1 sampai 5, misalnya 4 atau 4 wajib; tanda - bila tidak dituntut",
        "Betulkan level ini.",
        "A level from 1 to 5, such as 4 or 4 wajib; - where none is required",
        "Correct the level.",
    ),
    "out_of_range": Words(
        "{heading} antara {lowest} dan {highest}",
        "Betulkan angka ini.",
        "{heading} between {lowest} and {highest}",
        "Correct the number.",
    ),
    "hidden_signs": Words(
        "Teks tanpa tanda tersembunyi",
        "Ada tanda yang tidak terlihat pada sel ini; tanda itu diabaikan. Ketik ulang bila tampak aneh.",
        "Text without hidden signs",
        "Invisible signs in this cell were ignored. Type it again if it looks odd.",
    ),
    "formula_cell": Words(
        "Nilai, bukan rumus",
        "Salin sel ini, lalu tempel khusus sebagai nilai. Hasil rumus dapat berubah tanpa terlihat.",
        "A value, not a formula",
        "Copy the cell and paste it as a value. A formula's result can change unseen.",
    ),
    "merged_cells": Words(
        "Sel yang tidak digabung",
        "Urai penggabungan sel {range}, lalu isi setiap baris.",
        "Cells that are not merged",
        "Unmerge {range} and fill in every row.",
    ),
    "percent_as_share": Words(
        "Angka dalam satuan persen atau poin pada {heading}",
        "{found}: maksudnya {meant}? Ketik {meant} tanpa tanda persen, dan ubah format sel menjadi Umum.",
        "A number in percent or points in {heading}",
        "{found}: is {meant} meant? Type {meant} without a percent sign and set the cell to General.",
    ),
    "percent_not_asked": Words(
        "Bilangan tanpa tanda persen pada {heading}",
        "Hapus tanda persen; {heading} bukan persentase.",
        "A number without a percent sign in {heading}",
        "Take away the percent sign; {heading} is no percentage.",
    ),
    "not_a_grade": Words(
        "Golongan/ruang: {choices}",
        "Tulis golongan, garis miring, lalu ruang, misalnya IV/b.",
        "Golongan/ruang: {choices}",
        "Write group, slash and room, such as IV/b.",
    ),
    "grade_rewritten": Words(
        "Golongan/ruang seperti IV/b",
        "Dibaca sebagai {read}. Tidak perlu diubah bila benar.",
        "Golongan/ruang such as IV/b",
        "Read as {read}. Nothing to do if that is right.",
    ),
    "text_too_long": Words(
        "Paling banyak {longest} huruf pada {heading}; di sini {length}",
        "Ringkas isian ini.",
        "At most {longest} letters in {heading}; here {length}",
        "Shorten the text.",
    ),
    "signs_not_printed": Words(
        "Huruf Latin dan tanda baca biasa",
        "Ada tanda yang tidak dapat dicetak pada naskah, misalnya gambar emoji. Hapus tanda itu.",
        "Latin letters and ordinary punctuation",
        "Some signs cannot be printed on the papers, such as emoji. Take them out.",
    ),
    "rows_hidden": Words(
        "Baris yang terlihat",
        "{number} baris lembar ini tersembunyi atau tersaring, tetapi tetap dibaca. Tampilkan dan periksa.",
        "Rows that can be seen",
        "{number} rows of this sheet are hidden or filtered away and read all the same. Show and check them.",
    ),
    "sheet_hidden": Words(
        "Lembar yang terlihat",
        "Lembar ini tersembunyi, tetapi tetap dibaca. Tampilkan dan periksa isinya.",
        "A sheet that can be seen",
        "This sheet is hidden and read all the same. Show it and check what it holds.",
    ),
}
