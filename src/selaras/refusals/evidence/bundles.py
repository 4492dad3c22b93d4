"""Refusals of bundles: their form, their lines, and what may leave the house."""

from collections.abc import Mapping

# code: (Indonesian, English); facts of the error may be named in braces.
OF_BUNDLES: Mapping[str, tuple[str, str]] = {
    "zip_unreadable": (
        "Berkas bukti tidak terbaca: bukan berkas ZIP yang utuh.",
        "The bundle is unreadable: it is not a whole ZIP file.",
    ),
    "zip_limit": (
        "Berkas bukti melampaui batas ukuran atau jumlah isi ({got}; paling banyak {most}).",
        "The bundle is beyond the limits of size or number of files ({got}; at most {most}).",
    ),
    "zip_name_wrong": (
        "Berkas bukti memuat nama isi yang tidak diperbolehkan: {got}.",
        "The bundle holds a file whose name is not allowed: {got}.",
    ),
    "zip_not_canonical": (
        "Berkas bukti tidak dalam bentuk bakunya; mungkin dibungkus ulang atau ditambahi.",
        "The bundle is not in its one form; it may have been packed anew or added to.",
    ),
    "manifest_wrong": (
        "Daftar isi berkas bukti (manifest.json) tidak ada atau tidak sesuai format.",
        "The bundle's list of contents (manifest.json) is missing or not as the format says.",
    ),
    "line_wrong": (
        "Baris {line} dalam {file} tidak sesuai format.",
        "Line {line} of {file} is not as the format says.",
    ),
    "bundle_subject_wrong": (
        "Berkas bukti R3 dibuat untuk satu peserta; R1 dan R2 tidak untuk peserta tertentu.",
        "A bundle R3 is made for one participant; R1 and R2 are for none in particular.",
    ),
    "export_not_approved": (
        "Berkas bukti lengkap belum disetujui dua orang sejak hasil terakhir ditetapkan. Mintalah"
        " persetujuan ketua pansel dan sekretariat lebih dahulu.",
        "Two people have not agreed to a full bundle since the last result was frozen. Ask the chair and"
        " the secretariat first.",
    ),
    "checkpoint_behind": (
        "Buku induk sudah memuat {size} catatan, sedangkan titik periksa terakhir baru sampai {last}. Buatlah"
        " titik periksa baru lebih dahulu.",
        "The ledger holds {size} entries, but its last checkpoint is of {last}. Make a new checkpoint first.",
    ),
    "own_bundle_fails": (
        "Berkas bukti yang baru dibuat tidak lulus pemeriksaan sendiri ({reason}); ini kesalahan program."
        " Berkas hasil sebelumnya tidak diubah. Laporkan kode ini.",
        "The bundle that was just made does not pass its own verification ({reason}); this is a fault of the"
        " program. The earlier dossier was not changed. Report this code.",
    ),
    "log_key_without_passphrase": (
        "SELARAS_LOG_KEY menunjuk {path}, tetapi kata sandinya tidak diberikan. Isi"
        " SELARAS_LOG_KEY_PASSPHRASE_FILE, atau kosongkan SELARAS_LOG_KEY.",
        "SELARAS_LOG_KEY names {path}, but its passphrase is not given. Set"
        " SELARAS_LOG_KEY_PASSPHRASE_FILE, or leave SELARAS_LOG_KEY empty.",
    ),
    "dossier_without_its_event": (
        "Basis data folder ini memuat {n} kegiatan, padahal seharusnya tepat satu.",
        "The database of this folder holds {n} events, but it should be exactly one.",
    ),
    "bundle_there_already": (
        "{path} sudah ada dan tidak diubah. Pilih nama lain untuk berkas bukti.",
        "{path} is already there and was not changed. Choose another name for the bundle.",
    ),
}
