"""Refusals of erasing, of rebuilding and of a server whose tables differ from its ledger, in words."""

from collections.abc import Mapping

# code: (Indonesian, English); facts of the error may be named in braces.
OF_KEEPING: Mapping[str, tuple[str, str]] = {
    "projection_differs": (
        "Kegiatan {event}: {n} baris tabel {table} tidak sama dengan buku induk (pertama: {first}). Selaras "
        "tidak melayani sampai diperiksa; `selaras rebuild` menyusunnya kembali dari buku induk.",
        "Event {event}: {n} rows of the table {table} are not what the ledger says (first: {first}). Selaras "
        "does not serve until this was looked at; `selaras rebuild` makes them anew from the ledger.",
    ),
    "erasure_too_early": (
        "Data peserta belum dapat dimusnahkan pada tahap {phase}: pemusnahan baru dapat dilakukan setelah "
        "penilaian ditutup.",
        "A participant's data cannot be erased in the phase {phase}: only once scoring was closed.",
    ),
    "erasure_held": (
        "Data peserta {subject} ditahan dan belum boleh dimusnahkan: {reason}",
        "The data of participant {subject} are held and must not go yet: {reason}",
    ),
    "erasure_without_reason": (
        "Tulis nomor dan tanggal berita acara pemusnahan.",
        "Write number and date of the minutes of the destruction.",
    ),
    "erasure_waits_already": (
        "Pemusnahan data {subject} sudah diajukan dan menunggu orang kedua.",
        "The erasure of {subject} was asked already and waits for a second person.",
    ),
    "erasure_not_waiting": (
        "Pengajuan pemusnahan ini tidak ada, sudah dijalankan, atau sudah ditarik.",
        "This erasure is not there, was done already, or was withdrawn.",
    ),
    "erasure_code_differs": (
        "Ketik kode {subject} persis seperti tertulis, agar tidak ada orang lain yang dimusnahkan.",
        "Type the code {subject} exactly as it stands, so that the right person is erased.",
    ),
    "erasure_of_one_person": (
        "Pemusnahan memerlukan dua orang yang berbeda; Anda yang mengajukannya.",
        "An erasure needs two different people; you asked for it.",
    ),
    "retention_not_set": (
        "Masa simpan data peserta belum ditetapkan. Isilah menurut jadwal retensi arsip instansi.",
        "No term is set for participants' data. Enter it as the agency's schedule of retention says.",
    ),
    "retention_not_due": (
        "Masa simpan baru berakhir pada {on}; sebelum itu tidak ada yang dimusnahkan.",
        "The term ends on {on}; nothing is erased before.",
    ),
    "retention_years_wrong": (
        "Masa simpan ditulis dalam tahun penuh, 1 sampai {most}.",
        "The term is written in whole years, 1 to {most}.",
    ),
    "retention_without_ground": (
        "Tulis dasar masa simpan, misalnya nomor peraturan JRA instansi.",
        "Write the ground of the term, such as the number of the agency's schedule.",
    ),
    "hold_without_reason": (
        "Tulis alasannya, misalnya nomor dan tanggal perkara, tanpa nama orang.",
        "Write the reason, such as number and date of the case, without anybody's name.",
    ),
    "hold_unknown": (
        "Penahanan ini tidak ada atau sudah dicabut.",
        "This hold is not there, or was lifted already.",
    ),
    "hold_lifted_by_another": (
        "Penahanan dicabut oleh orang lain daripada yang menetapkannya.",
        "A hold is lifted by another person than the one who set it.",
    ),
    "erased_already": (
        "Data peserta {subject} sudah dimusnahkan.",
        "The data of participant {subject} were erased already.",
    ),
    "erasure_names_a_person": (
        "Alasan pemusnahan memuat nama atau NIP peserta. Tulis alasan tanpa menyebut orangnya: alasan ini "
        "tetap terbuka selamanya.",
        "The reason of the erasure holds the participant's name or NIP. Give one that names nobody: it "
        "stays open for good.",
    ),
    "result_holds_erased": (
        "Data {n} catatan telah dimusnahkan, sehingga hasil lengkap dan naskahnya tidak dapat disusun lagi. "
        "Angka peserta lain tetap dapat diperiksa dengan berkas bukti.",
        "{n} entries were erased, so the whole result and its papers cannot be made again. The numbers of "
        "the other participants can still be verified with the bundle.",
    ),
    "marks_not_closed": (
        "Nilai penguji tidak dapat dicetak pada tahap {phase}: sebelum penilaian ditutup hanya penguji "
        "sendiri yang boleh melihatnya, di tabletnya. Berita acara harian, yang tidak memuat nilai, dapat "
        "dicetak kapan saja.",
        "Examiners' marks cannot be printed in the phase {phase}: until scoring is closed each examiner "
        "alone may see the own ones, on the tablet. The daily minutes, which hold no mark, can be printed "
        "at any time.",
    ),
    "text_too_long_for_qr": (
        "Titik periksa terlalu panjang untuk kode QR ({got} bita). Pendekkan kode instansi atau kegiatan.",
        "The checkpoint is too long for a QR code ({got} bytes). Shorten the code of the agency or event.",
    ),
}
