"""Refusals of keys, signatures, checkpoints and policies, in words."""

from collections.abc import Mapping

# code: (Indonesian, English); facts of the error may be named in braces.
OF_SIGNING: Mapping[str, tuple[str, str]] = {
    "log_key_in_force": (
        "Kunci yang terpasang di peladen sudah berlaku untuk kegiatan ini.",
        "The key on the server is in force for this event already.",
    ),
    "log_key_missing": (
        "Kunci buku induk instansi ini tidak tersedia di peladen, jadi tidak ada yang dapat dicatat."
        " Isian Anda belum masuk. Hubungi pengelola sistem.",
        "The log key of this installation is not at hand, so nothing can be entered. What you filled in"
        " is not entered. Tell the system administrator.",
    ),
    "signature_wanted": (
        "Catatan ini harus ditandatangani dengan kunci di peramban Anda sendiri.",
        "This entry must be signed with the key in your own browser.",
    ),
    "act_not_waiting": (
        "Langkah ini tidak menunggu lagi: sudah dijalankan atau ditarik.",
        "This step does not wait any more: it was done or withdrawn.",
    ),
    "act_of_one_person": (
        "Langkah ini memerlukan dua orang yang berbeda; dua akun atau dua perangkat milik satu orang"
        " tidak cukup.",
        "This step needs two different people; two accounts or two devices of one person do not do.",
    ),
    "act_waits_for_signature": (
        "Masih menunggu tanda tangan {who}. Belum ada yang berubah.",
        "Still waiting for the signature of {who}. Nothing has changed.",
    ),
    "key_wrong": (
        "Kunci {got} tidak dapat dipakai: penulisannya keliru atau tidak utuh.",
        "The key {got} cannot be used: it is miswritten or not whole.",
    ),
    "signature_wrong": (
        "Tanda tangan elektronik tidak cocok dengan isinya.",
        "The signature does not go with what it signs.",
    ),
    "signature_kind_unsupported": (
        "Catatan ke-{index} ditandatangani dengan cara yang belum didukung.",
        "Entry {index} is signed in a way that is not supported yet.",
    ),
    "device_not_enrolled": (
        "Perangkat {device} (catatan ke-{index}) belum didaftarkan pada kegiatan ini.",
        "The device {device} (entry {index}) is not enrolled in this event.",
    ),
    "device_key_wrong": (
        "Kunci perangkat {device} (catatan ke-{index}) bukan kunci dengan sidik itu.",
        "The key of the device {device} (entry {index}) is not the one with that fingerprint.",
    ),
    "device_revoked": (
        "Perangkat {device} sudah dicabut; catatan ke-{index} darinya tidak diterima.",
        "The device {device} was revoked; entry {index} of it does not count.",
    ),
    "log_key_unknown": (
        "Tidak ada kunci buku induk yang berlaku untuk catatan ke-{index}.",
        "No log key is in force for entry {index}.",
    ),
    "checkpoint_wrong": (
        "Berkas titik periksa tidak dapat dibaca: bentuknya bukan yang ditetapkan.",
        "The checkpoint file cannot be read: it is not written as laid down.",
    ),
    "checkpoint_not_signed": (
        "Titik periksa ini tidak ditandatangani dengan kunci buku induk yang berlaku.",
        "This checkpoint is not signed with a log key in force.",
    ),
    "cosignature_wrong": (
        "Tanda tangan saksi {witness} pada titik periksa tidak cocok.",
        "The signature of the witness {witness} under the checkpoint does not hold.",
    ),
    "policy_wrong": (
        "Berkas kebijakan (policy.json) tidak sah pada bagian {part}.",
        "The policy file (policy.json) is not valid in its part {part}.",
    ),
    "passphrase_too_short": (
        "Frasa sandi terlalu pendek: paling sedikit {least} karakter. Pakai empat kata acak atau lebih.",
        "The passphrase is too short: {least} characters at least. Use four random words or more.",
    ),
    "passphrase_wrong": (
        "Frasa sandi tidak cocok dengan berkas ini. Ketik lagi; periksa huruf besar dan spasinya.",
        "The passphrase does not open this file. Type it again; look at capitals and blanks.",
    ),
    "passphrase_file_missing": (
        "Berkas frasa sandi {path} tidak dapat dibaca.",
        "The passphrase file {path} cannot be read.",
    ),
    "key_file_there_already": (
        "{path} sudah ada dan tidak diubah: kunci tidak pernah ditimpa. Pilih nama lain.",
        "{path} is there already and was not changed: a key is never overwritten. Choose another name.",
    ),
    "key_file_missing": (
        "Berkas kunci {path} tidak dapat dibaca. Periksa nama, folder, dan hak aksesnya.",
        "The key file {path} cannot be read. Check its name, folder and rights.",
    ),
    "key_file_wrong": ("{path} bukan berkas kunci Selaras.", "{path} is no key file of Selaras."),
    "key_file_version_unknown": (
        "Berkas kunci {path} dibuat dengan bentuk versi {got}, yang tidak dikenal program ini.",
        "The key file {path} is of version {got}, which this program does not know.",
    ),
    "key_file_altered": (
        "Berkas kunci {path} rusak atau diubah. Ambil salinannya, atau pulihkan dari dua lembar bagian.",
        "The key file {path} is damaged or was altered. Take its copy, or recover from two shares.",
    ),
    "key_file_of_other_use": (
        "{path} berisi kunci untuk keperluan lain: kunci saksi bukan kunci buku induk, dan sebaliknya.",
        "{path} holds a key of the other use: a witness's key is not the log's, nor the other way round.",
    ),
    "key_file_open_to_others": (
        "Berkas kunci {path} dapat dibaca orang lain di komputer ini. Batasi: chmod 600 {path}",
        "The key file {path} may be read by others on this computer. Restrict it: chmod 600 {path}",
    ),
    "share_line_wrong": (
        "Baris {line} salah salin: huruf pemeriksanya tidak cocok. Baca lagi lembarnya, huruf A sampai P.",
        "Line {line} was copied wrongly: its check letters do not fit. Read the sheet again, letters A to P.",
    ),
    "share_twice": (
        "Bagian {number} dimasukkan dua kali; perlu dua bagian yang berbeda.",
        "Share {number} was given twice; two different ones are needed.",
    ),
    "shares_of_another_key": (
        "Kedua bagian ini tidak menghasilkan kunci {mark}: berasal dari kunci atau upacara yang berbeda.",
        "These two shares do not make the key {mark}: they are of another key or another ceremony.",
    ),
    "log_key_without_reason": (
        "Pergantian kunci buku induk memerlukan alasan.",
        "Changing the log key needs a reason.",
    ),
    "checkpoint_rolled_back": (
        "PERINGATAN: buku induk menyusut. Saksi sudah melihat {seen} catatan, sekarang ditunjukkan {size}. "
        "Jangan tanda tangani; laporkan.",
        "ALARM: the ledger shrank. The witness saw {seen} entries, and now {size} are shown. "
        "Do not sign; report it.",
    ),
    "checkpoint_of_another_past": (
        "PERINGATAN: buku induk ini bukan lanjutan dari yang sudah dilihat saksi ({seen} catatan): isinya "
        "diganti. Jangan tanda tangani; laporkan.",
        "ALARM: this ledger does not continue the one that the witness saw ({seen} entries): it was "
        "rewritten. Do not sign; report it.",
    ),
    "checkpoint_without_proof": (
        "Buku induk bertambah dari {seen} menjadi {size} catatan tanpa bukti kesinambungan. Minta berkas "
        "permintaan saksi, atau sebutkan berkas buktinya (--bundle).",
        "The ledger grew from {seen} to {size} entries without a proof that it continues. Ask for the "
        "witness request, or name the bundle (--bundle).",
    ),
}
