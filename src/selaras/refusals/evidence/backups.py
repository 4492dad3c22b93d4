"""Refusals of backups and of putting them back, in words."""

from collections.abc import Mapping

# code: (Indonesian, English); facts of the error may be named in braces.
OF_BACKUPS: Mapping[str, tuple[str, str]] = {
    "backup_there_already": (
        "{path} sudah ada dan tidak diubah: cadangan tidak pernah ditimpa. Pilih nama lain.",
        "{path} is there already and was not changed: a backup is never overwritten. Choose another name.",
    ),
    "backup_missing": (
        "Berkas cadangan {path} tidak dapat dibaca. Periksa nama dan foldernya.",
        "The backup {path} cannot be read. Check its name and folder.",
    ),
    "backup_unreadable": (
        "Berkas {path} bukan cadangan Selaras, atau isinya tidak dapat dibaca.",
        "The file {path} is no backup of Selaras, or its content cannot be read.",
    ),
    "backup_damaged": (
        "Cadangan {path} rusak atau terpotong. Tidak ada yang dipulihkan; pakai salinan lain.",
        "The backup {path} is damaged or cut off. Nothing was put back; use another copy.",
    ),
    "backup_version_unknown": (
        "Cadangan {path} dibuat dengan bentuk versi {got}, yang tidak dikenal program ini.",
        "The backup {path} is of version {got}, which this program does not know.",
    ),
    "backup_of_another_program": (
        "Cadangan ini dibuat oleh {program} dengan tabel lain. Pasang versi itu, pulihkan, lalu perbarui.",
        "This backup was made by {program} with other tables. Install that version, restore, then upgrade.",
    ),
    "backup_of_another_schema": (
        "Cadangan ini memuat tabel yang tidak dikenal ({table}). Tidak ada yang dipulihkan.",
        "This backup holds a table that is not known ({table}). Nothing was put back.",
    ),
    "backup_of_another_ledger": (
        "Buku induk {log} dalam cadangan bukan buku induk yang dikenal pada {size} catatan. "
        "Tidak ada yang dipulihkan; cadangan ini jangan dipercaya.",
        "The ledger {log} of the backup is not the one that is known at {size} entries. "
        "Nothing was put back; do not trust this backup.",
    ),
    "backup_older_than_seen": (
        "Cadangan ini lebih lama dari yang pernah ditunjukkan: {n_lost} catatan {log} sesudah catatan "
        "ke-{kept} akan hilang. Cari cadangan yang lebih baru; bila tidak ada, ulangi dengan --accept-loss.",
        "This backup is older than what was shown: {n_lost} entries of {log} after entry {kept} would be "
        "lost. Look for a newer one; if there is none, do it again with --accept-loss.",
    ),
    "backup_without_event": (
        "Cadangan ini tidak memuat buku induk {log}, padahal ada titik periksanya.",
        "This backup holds no ledger {log}, though there is a checkpoint of it.",
    ),
    "backup_rows_refused": (
        "Isi cadangan {path} ditolak penjaga basis data: bukan tulisan program ini. "
        "Tidak ada yang dipulihkan.",
        "The guards of the database refused what {path} holds: this program did not write it. "
        "Nothing was put back.",
    ),
    "database_not_empty": (
        "Basis data ini sudah berisi kegiatan. Cadangan hanya dipulihkan ke basis data yang kosong.",
        "This database already holds something. A backup is put back into an empty one only.",
    ),
    "event_not_signed": (
        "Kegiatan {key} diimpor, tanpa perangkat bertanda tangan: pemulihannya tidak dapat disetujui dua "
        "orang dalam buku induk. Catat dalam berita acara.",
        "The event {key} was imported, without devices that sign: nobody can approve its restoration in the "
        "ledger. Write it into the minutes.",
    ),
}
