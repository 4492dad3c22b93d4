"""Refusals about marks and what is measured from them, in words."""

from collections.abc import Mapping

# code: (Indonesian, English); facts of the error may be named in braces.
OF_RATINGS: Mapping[str, tuple[str, str]] = {
    "ratings_file_missing": (
        "Berkas {path} tidak dapat dibaca. Periksa nama berkas dan foldernya.",
        "The file {path} cannot be read. Check its name and folder.",
    ),
    "ratings_file_empty": (
        "Berkas {path} kosong. Baris pertama harus memuat nama kolom, lalu satu baris per nilai.",
        "The file {path} is empty. Its first line must name the columns, then one line per mark.",
    ),
    "ratings_not_text": (
        "Berkas ini bukan CSV ({detail}). Simpan sebagai CSV (UTF-8) dari Excel atau LibreOffice.",
        "This file is no CSV ({detail}). Save it as CSV (UTF-8) from your spreadsheet program.",
    ),
    "ratings_quotes_broken": (
        "Tanda petik pada baris {line} tidak ditutup atau salah letak. Perbaiki lalu jalankan lagi.",
        "A quotation mark in line {line} is not closed or stands in the wrong place. Mend it and run again.",
    ),
    "ratings_columns_missing": (
        "Kolom {missing} tidak ada. Kolom yang ada: {known}.",
        "There is no column {missing}. The columns are: {known}.",
    ),
    "ratings_column_twice": (
        "Nama kolom {column} tertulis lebih dari sekali. Beri nama yang berbeda.",
        "The column name {column} stands there more than once. Give each its own name.",
    ),
    "ratings_column_for_two": (
        "Satu kolom dipakai untuk dua hal: {columns}. Sebutkan kolom yang berbeda.",
        "One column is used for two things: {columns}. Name different columns.",
    ),
    "ratings_mark_or_wide": (
        "Sebutkan kolom nilai (--mark), atau kolom-kolom kriteria (--wide), salah satu saja.",
        "Name the column of marks (--mark) or the columns of criteria (--wide), one of the two.",
    ),
    "ratings_row_width": (
        "Baris {line} memuat {n} isian, seharusnya {expected}. Periksa pemisah kolom dan tanda petik.",
        "Line {line} holds {n} cells instead of {expected}. Check separators and quotation marks.",
    ),
    "ratings_blank_id": (
        "Baris {line}, kolom {column}: kosong. Setiap nilai harus menyebut siapa dinilai oleh siapa.",
        "Line {line}, column {column}: empty. Every mark must say who was marked by whom.",
    ),
    "ratings_mark_not_number": (
        "Baris {line}, kolom {column}: “{got}” bukan angka. Tulis angka, atau kosongkan bila tidak dinilai.",
        "Line {line}, column {column}: “{got}” is no number. Write one, or leave it empty if not marked.",
    ),
    "ratings_duplicate": (
        "Baris {line}: {what} sudah dinilai pada baris {first}. Hapus salah satu.",
        "Line {line}: {what} was already marked in line {first}. Remove one of the two.",
    ),
    "ratings_more_problems": (
        "Masih ada {n} kesalahan serupa.",
        "There are {n} more problems like these.",
    ),
    "ratings_none": (
        "Tidak ada satu pun nilai dalam berkas ini (sel nilai kosong: {n_blank}).",
        "There is not one mark in this file (empty cells of marks: {n_blank}).",
    ),
    "ratings_one_person": (
        "Hanya satu orang yang dinilai ({official}); tidak ada yang dapat dibandingkan.",
        "Only one person was marked ({official}); there is nobody to compare with.",
    ),
    "ratings_mark_too_large": (
        "Baris {line}: {got} terlalu besar untuk sebuah nilai. Periksa titik dan koma desimalnya.",
        "Line {line}: {got} is too large for a mark. Check its decimal point or comma.",
    ),
    "official_in_two_groups": (
        "Baris {line}: {official} tercatat dalam kelompok {first} dan juga {second}. Pakai satu kelompok.",
        "Line {line}: {official} stands in group {first} and in {second}. Keep one of the two.",
    ),
    "ratings_empty": ("Tidak ada nilai untuk diukur.", "There are no marks to measure."),
    "mark_not_finite": (
        "Nilai ke-{row} bukan bilangan yang terhingga.",
        "Mark number {row} is not a finite number.",
    ),
    "estimate_diverged": (
        "Nilainya terlalu sedikit untuk begitu banyak yang harus diperkirakan. Kurangi ambang: pakai model "
        "rating-scale, atau gabungkan nilai yang jarang dipakai.",
        "There are too few ratings for so much to estimate. Use fewer thresholds: the rating-scale model, or "
        "join marks that are seldom used.",
    ),
    "rating_twice": (
        "Nilai ke-{row}: {official} sudah dinilai oleh {examiner} untuk {criterion}. Hapus salah satu.",
        "Mark number {row}: {examiner} already marked {official} on {criterion}. Remove one of the two.",
    ),
    "mark_outside_scale": (
        "Nilai {got} dari {examiner} untuk {official} ({criterion}) tidak ada dalam skala {expected}.",
        "The mark {got} by {examiner} for {official} ({criterion}) is not on the scale {expected}.",
    ),
    "scale_groups_wrong": (
        "Kelompok skala disebut untuk {got} kriteria, padahal kriterianya {expected}.",
        "Scale groups are named for {got} criteria, and there are {expected}.",
    ),
    "prior_not_positive": (
        "Lebar asumsi awal harus lebih besar dari nol; tertulis {got}.",
        "The width of a prior must be above zero; there stands {got}.",
    ),
    "one_official_only": (
        "Hanya satu orang yang dinilai; tidak ada yang dapat dibandingkan.",
        "Only one person was marked; there is nobody to compare with.",
    ),
    "marks_all_equal": (
        "Semua nilai sama; tidak ada yang dapat dibedakan, baik pejabat maupun penguji.",
        "All marks are the same; they tell neither officials nor examiners apart.",
    ),
    "not_comparable": (
        "{first} dan {second} tidak dapat dibandingkan: tidak ada penguji yang menghubungkan keduanya.",
        "{first} and {second} cannot be compared: no examiner connects them.",
    ),
    "categories_wrong": (
        "Kriteria ke-{criterion}: {got} nilai disebut untuk {expected} jenjang.",
        "Criterion number {criterion}: {got} points are given for {expected} categories.",
    ),
    "draws_missing": (
        "Hasil pengukuran ini tidak memuat tarikan posterior, yang perlu untuk kemungkinan dan peringkat.",
        "This measurement holds no posterior draws, which probabilities and ranks need.",
    ),
    "plan_impossible": (
        "Panel seperti itu tidak dapat dibuat ({reason}). Periksa jumlah dan simpangan bakunya.",
        "No such panel can be made ({reason}). Check its numbers and standard deviations.",
    ),
    "ratings_one_rater": (
        "Hanya ada satu kolom penilai ({rater}); tidak ada yang dapat dibandingkan.",
        "There is only one column of a rater ({rater}); there is nothing to compare with.",
    ),
    "ratings_duplicate_subject": (
        "Baris {line}: {what} sudah ada pada baris {first}. Satu orang satu baris.",
        "Line {line}: {what} already stands in line {first}. One line for each.",
    ),
    "ratings_unnamed_column": (
        "Kolom penilai ke-{n} tidak bernama. Baris pertama harus menamai setiap penilai.",
        "The rater's column number {n} has no name. The first line must name every rater.",
    ),
    "ratings_without_header": (
        "Baris pertama berisi nilai, bukan nama penilai. Tambahkan baris judul.",
        "The first line holds marks instead of the raters' names. Add a line of names.",
    ),
    "design_one_level": (
        "Hanya ada satu {facet} dalam data; besar ragamnya tidak dapat dihitung.",
        "There is only one {facet} in the data; its variance cannot be found.",
    ),
    "design_cell_twice": (
        "Ada {n} nilai yang mengulang orang, penguji, dan kriteria yang sama; sebutkan kolom kriteria.",
        "{n} marks repeat the same person, examiner and criterion; name the column of criteria.",
    ),
    "design_not_separable": (
        "Nilai ini tidak dapat memisahkan pengaruh penguji dari pengaruh orang (rancangan {design}). "
        "Perlu ada orang yang dinilai beberapa penguji, dan penguji yang menilai beberapa orang.",
        "These marks cannot tell the examiners from the persons (design {design}). "
        "Some persons must be marked by several examiners, and some examiners must mark several persons.",
    ),
    "one_rating_per_official": (
        "Setiap orang hanya mempunyai satu nilai; sebaran kemampuan tidak dapat ditaksir dengan mml. "
        "Pakai --estimator posterior.",
        "Everybody has one mark only, so that mml cannot estimate how abilities spread. "
        "Use --estimator posterior.",
    ),
    "one_rating_each": (
        "Setiap orang hanya mempunyai satu nilai; kemampuan tidak dapat dipisahkan dari kebetulan.",
        "Everybody has one mark only; ability cannot be told from chance.",
    ),
    "scale_too_fine": (
        "Nilai terdiri atas {got} bilangan berbeda; model berjenjang memuat paling banyak {most}. "
        "Pakai --model linear.",
        "The marks are {got} different numbers; a model of steps holds {most} at most. Use --model linear.",
    ),
    "measurement_missing": (
        "Buku induk tidak memuat hasil pengukuran untuk {unit}.",
        "The ledger holds no measurement of {unit}.",
    ),
    "measurement_of_other_marks": (
        "Hasil pengukuran {unit} dibuat dari nilai yang lain daripada yang tercatat.",
        "The measurement of {unit} was made from other marks than those entered.",
    ),
    "measurement_of_other_model": (
        "Hasil pengukuran {unit} dibuat dengan model yang lain daripada yang dikunci.",
        "The measurement of {unit} was made with another model than the locked one.",
    ),
    "dixon_not_tabled": (
        "Uji Dixon tidak mempunyai nilai kritis untuk taraf {level} dan {n} nilai.",
        "Dixon's test has no critical value for level {level} and {n} values.",
    ),
}
