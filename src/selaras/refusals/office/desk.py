"""Refusals at the office's desk: files, letters, numbers, questions, notices, announcements, in words."""

from collections.abc import Mapping

# code: (Indonesian, English); facts of the error may be named in braces.
OF_THE_DESK: Mapping[str, tuple[str, str]] = {
    "upload_empty": (
        "Berkasnya belum dipilih atau kosong. Pilih berkasnya lalu kirim lagi.",
        "No file was chosen, or it is empty. Choose the file and send it again.",
    ),
    "upload_too_large": (
        "Berkas lebih besar dari {megabytes} MB. Perkecil pindaiannya (misalnya 150 dpi, hitam putih).",
        "The file is larger than {megabytes} MB. Make the scan smaller (150 dpi, black and white).",
    ),
    "upload_type_wrong": (
        "Isi berkas bukan {wanted}. Simpan ulang dalam bentuk itu; mengganti nama berkas tidak cukup.",
        "The content of the file is not {wanted}. Save it anew in that form; another name is not enough.",
    ),
    "upload_closed": (
        "Batas waktu penyerahan sudah lewat ({until}). Hubungi sekretariat kegiatan.",
        "The time for handing in is over ({until}). Ask the secretariat of the event.",
    ),
    "words_wanted": (
        "Isian ini tidak boleh kosong dan paling banyak {most} huruf.",
        "This field may not be empty and holds at most {most} characters.",
    ),
    "question_answered": (
        "Pertanyaan nomor {number} sudah dijawab; jawaban tidak diubah lagi.",
        "Question {number} is answered already; an answer is not changed any more.",
    ),
    "number_given": (
        "Naskah {paper} sudah bernomor. Batalkan nomor lama dengan alasan bila keliru.",
        "The paper {paper} has a number. Void the old one with a reason if it is wrong.",
    ),
    "number_taken": (
        "Nomor urut {n} tahun {year} sudah dipakai naskah lain. Satu nomor hanya diberikan satu kali.",
        "Serial {n} of {year} belongs to another paper. A number is given once.",
    ),
    "number_out_of_range": (
        "Nomor urut harus bilangan bulat dari 1 sampai {most}.",
        "The serial must be a whole number from 1 to {most}.",
    ),
    "number_not_given": ("Naskah {paper} belum bernomor.", "The paper {paper} has no number."),
    "letterhead_words": (
        "Isian ini terlalu panjang, kosong, atau memuat tanda yang tidak dapat dicetak; paling banyak "
        "{most} huruf.",
        "This field is too long, empty, or has signs that cannot be printed; it holds at most {most} "
        "characters.",
    ),
    "letterhead_margin": (
        "Tepi {got} mm tidak dapat dipakai: dari {least} sampai {most} mm.",
        "A margin of {got} mm cannot be used: from {least} to {most} mm.",
    ),
    "letterhead_nip": ("NIP terdiri atas 18 angka.", "A NIP has 18 digits."),
    "papers_not_set": (
        "Naskah tidak dapat disusun karena kesalahan pada program. "
        "Kesalahannya tertulis dalam catatan kerja peladen.",
        "The papers could not be set because of a fault of the program, which its log tells.",
    ),
    "notice_not_waiting": (
        "Pemberitahuan nomor {number} tidak lagi menunggu: sudah terkirim atau ditarik.",
        "Notice {number} does not wait any more: it was sent or withdrawn.",
    ),
    "announcement_before_result": (
        "Belum ada hasil yang ditetapkan, sehingga belum ada yang dapat diumumkan.",
        "No result is frozen yet, so there is nothing to announce.",
    ),
    "letters_of_one_question": (
        "Surat ini menjawab hal yang sama dua kali (peserta {subject}). Catat jawaban keduanya tersendiri.",
        "This letter answers the same question twice (participant {subject}). Record the second on its own.",
    ),
    "paper_not_of_the_ledger": (
        "Naskah {file} tidak sama dengan yang tercatat di buku induk, sehingga tidak diberikan.",
        "The paper {file} is not the one that the ledger names, so it is not handed out.",
    ),
    "token_without_name": (
        "Tulis nama sistem yang memakainya.",
        "Write the name of the system that uses it.",
    ),
    "token_without_scope": (
        "Pilih sedikitnya satu hal yang boleh dibaca.",
        "Choose at least one thing that it may read.",
    ),
    "token_too_long": (
        "Masa berlaku dari 1 sampai {most} hari.",
        "A token is valid for 1 to {most} days.",
    ),
}
