"""Refusals of a matrix of fits and of the proof that seats are best, in words."""

from collections.abc import Mapping

# code: (Indonesian, English); facts of the error may be named in braces.
OF_SEATS: Mapping[str, tuple[str, str]] = {
    "fit_no_posts": (
        "Berkas kecocokan tidak memuat jabatan. Baris pertama: kolom pejabat, lalu satu kolom per jabatan "
        "(yang tertulis: {known}).",
        "The matrix of fits names no post. Its first line: a column for officials, then one per post "
        "(there is: {known}).",
    ),
    "fit_no_officials": (
        "Berkas kecocokan tidak memuat pejabat. Di bawah baris pertama harus ada satu baris per pejabat.",
        "The matrix of fits names no official. Below its first line there must be one line per official.",
    ),
    "fit_post_unnamed": (
        "Baris 1, kolom ke-{column}: nama jabatan kosong.",
        "Line 1, column {column}: the name of the post is empty.",
    ),
    "fit_official_unnamed": (
        "Baris {line}: nama pejabat kosong.",
        "Line {line}: the name of the official is empty.",
    ),
    "fit_name_twice": (
        "Baris {line}: “{name}” sudah tertulis pada baris {first}. Setiap nama hanya boleh sekali.",
        "Line {line}: “{name}” stands already in line {first}. Every name may stand there once.",
    ),
    "fit_not_number": (
        "Baris {line}, kolom {post}: “{got}” bukan angka. Tulis angka, atau kosongkan bila "
        "tidak diperbolehkan.",
        "Line {line}, column {post}: “{got}” is no number. Write one, or leave it empty if "
        "it is not allowed.",
    ),
    "fit_number_too_long": (
        "Baris {line}, kolom {post}: angka ini lebih panjang dari {most} digit.",
        "Line {line}, column {post}: this number has more than {most} digits.",
    ),
    "fit_current_columns": (
        "Berkas jabatan sekarang harus memuat dua kolom: pejabat dan jabatannya (yang tertulis: {known}).",
        "The file of present posts must have two columns: the official and the post (there is: {known}).",
    ),
    "fit_current_unknown": (
        "Baris {line}: pejabat “{official}” tidak ada dalam berkas kecocokan. Periksa penulisan namanya.",
        "Line {line}: the official “{official}” is not in the matrix of fits. Check the spelling.",
    ),
    "proof_of_no_optimum": (
        "Susunan jabatan ini bukan yang terbaik, sehingga tidak dapat dibuktikan sebagai yang terbaik.",
        "These seats are not the best ones, so nothing can prove them to be.",
    ),
    "proof_misses_pair": (
        "Bukti penempatan tidak mencakup {official} pada {post}: pasangan ini dapat bernilai lebih tinggi.",
        "The proof of the slate does not cover {official} in {post}: this pair may be worth more.",
    ),
    "proof_misses_going": (
        "Bukti penempatan menganggap {official} lebih baik tanpa jabatan.",
        "The proof of the slate holds {official} to be better off without a post.",
    ),
    "proof_price_negative": (
        "Bukti penempatan memuat harga negatif ({post}).",
        "The proof of the slate holds a negative price ({post}).",
    ),
    "proof_has_other_size": (
        "Bukti penempatan tidak sesuai dengan {officials} pejabat dan {posts} jabatan dalam masalah ini.",
        "The proof of the slate does not fit the {officials} officials and {posts} posts of this problem.",
    ),
    "proof_number_too_large": (
        "Bukti penempatan memuat angka {got}; paling besar {most}.",
        "The proof of the slate holds the number {got}; the largest is {most}.",
    ),
}
