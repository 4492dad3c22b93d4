"""What the commands of keys, witnesses and backups say, Indonesian first."""

from selaras.cli.words import Words

_WORDS: dict[str, tuple[str, str]] = {
    "key": ("Kunci buku induk: buat, lihat, ganti, pulihkan.", "The log key: make, show, rotate, recover."),
    "key_make": (
        "Buat kunci buku induk dan tiga bagian pemulihannya (upacara kunci).",
        "Make the log key and its three recovery shares (the key ceremony).",
    ),
    "key_show": (
        "Tunjukkan bagian terbuka sebuah kunci; frasa sandi tidak diperlukan.",
        "Show the open part of a key; its passphrase is not needed.",
    ),
    "key_policy": (
        "Tulis policy.json: kunci dan saksi mana yang dipercaya untuk satu kegiatan.",
        "Write policy.json: which key and which witnesses are believed for one event.",
    ),
    "key_rotate": (
        "Ganti kunci buku induk; kunci lama menjamin kunci baru dalam setiap kegiatan.",
        "Change the log key; in every event the old one vouches for the new one.",
    ),
    "key_recover": (
        "Pulihkan berkas kunci dari dua bagian.",
        "Recover the key file from two shares.",
    ),
    "key_replace": (
        "Kunci hilang dan tidak dapat dipulihkan: pakai kunci baru dengan persetujuan dua orang.",
        "The key is lost for good: use a new one that two people approved.",
    ),
    "key_path": ("Berkas kunci; bawaan: SELARAS_LOG_KEY.", "The key file; default: SELARAS_LOG_KEY."),
    "key_shares": (
        "Folder untuk ketiga bagian sebagai berkas cetak; tanpa ini bagian tampil di layar bergiliran.",
        "Folder for the three shares as files to print; without it they are shown on the screen in turn.",
    ),
    "key_other_passphrase": (
        "Minta frasa sandi baru bagi kunci baru.",
        "Ask for a new passphrase for the new key.",
    ),
    "key_log": (
        "Nama buku induk (selaras/INSTANSI/KEGIATAN), untuk kunci pemeriksa.",
        "Name of the ledger (selaras/AGENCY/EVENT), for the verifier key.",
    ),
    "event_option": ("Kegiatan, INSTANSI/KUNCI.", "The event, AGENCY/KEY."),
    "reason_option": ("Alasan, satu kalimat.", "The reason, one sentence."),
    "policy_out": ("Berkas policy.json yang dibuat.", "The policy.json to write."),
    "policy_witness": (
        "Saksi sebagai SIAPA=KUNCI-PEMERIKSA; boleh berulang.",
        "A witness as WHO=VERIFIER-KEY; may be repeated.",
    ),
    "policy_quorum": (
        "Berapa saksi harus menandatangani titik periksa terakhir.",
        "How many witnesses must have signed the last checkpoint.",
    ),
    "policy_keep": (
        "Simpan juga sebagai kebijakan yang berlaku bagi kegiatan ini dalam basis data.",
        "Keep it as the policy in force for this event of the database as well.",
    ),
    "policy_done": (
        "Kebijakan ditulis: {path} (SHA-256 {digest}). Bawa salinannya keluar gedung sebelum kegiatan mulai.",
        "Policy written: {path} (SHA-256 {digest}). Let a copy leave the building before the event begins.",
    ),
    "policy_kept": (
        "Kebijakan versi {version} berlaku bagi {event}.",
        "Policy version {version} is in force for {event}.",
    ),
    "witness_wrong": (
        "Saksi harus ditulis SIAPA=KUNCI-PEMERIKSA; tertulis {got}.",
        "A witness is written WHO=VERIFIER-KEY; there stands {got}.",
    ),
    "event_wrong": (
        "Kegiatan harus ditulis INSTANSI/KUNCI; tertulis {got}.",
        "An event is written AGENCY/KEY; there stands {got}.",
    ),
    "key_path_missing": (
        "Sebutkan berkas kunci (--path) atau isi SELARAS_LOG_KEY.",
        "Name the key file (--path) or set SELARAS_LOG_KEY.",
    ),
    "passphrase": ("Frasa sandi", "Passphrase"),
    "passphrase_of": ("Frasa sandi {path}", "Passphrase of {path}"),
    "passphrase_new": (
        "Frasa sandi baru (paling sedikit 12 karakter, empat kata acak atau lebih)",
        "New passphrase (12 characters at least, four random words or more)",
    ),
    "passphrase_again": ("Ketik sekali lagi", "Type it once more"),
    "passphrase_differs": (
        "Kedua ketikan berbeda. Tidak ada yang dibuat; mulai lagi.",
        "The two differ. Nothing was made; begin again.",
    ),
    "file_problem": (
        "Berkas {path} tidak dapat dibaca atau ditulisi ({why}).",
        "The file {path} cannot be read or written ({why}).",
    ),
    "passphrase_nobody": (
        "Frasa sandi tidak dapat ditanyakan di sini. Isi {variable} dengan nama berkas yang memuatnya.",
        "The passphrase cannot be asked for here. Set {variable} to a file that holds it.",
    ),
    "key_made": ("Kunci dibuat: {path}", "Key made: {path}"),
    "key_mark": ("Tanda kunci: {mark}", "Mark of the key: {mark}"),
    "key_public": ("Kunci publik: {hex}", "Public key: {hex}"),
    "key_vkey": ("Kunci pemeriksa: {text}", "Verifier key: {text}"),
    "key_compare": (
        "Tulis tanda kunci ini dalam berita acara dan bacakan bersama.",
        "Write this mark into the minutes and read it aloud together.",
    ),
    "share_title": (
        "SELARAS · KUNCI BUKU INDUK · bagian {number} dari 3",
        "SELARAS · LOG KEY · part {number} of 3",
    ),
    "share_mark": ("Tanda kunci: {mark}", "Mark of the key: {mark}"),
    "share_rule": (
        "Dua dari tiga bagian memulihkan kunci; satu bagian saja tidak mengungkapkan apa pun.\n"
        "Simpan dalam amplop tertutup dan bertanda tangan, terpisah dari bagian lain. Jangan difoto.",
        "Two of the three parts recover the key; one alone tells nothing.\n"
        "Keep it in a sealed, signed envelope, apart from the other parts. Take no picture of it.",
    ),
    "share_next": (
        "Hanya pemegang bagian {number} yang melihat layar. Salin, periksa, lalu tekan Enter",
        "Only the holder of part {number} looks at the screen. Copy it, check it, then press Enter",
    ),
    "shares_written": (
        "Tiga bagian ditulis ke {folder}. Cetak, serahkan kepada tiga orang, lalu hapus berkas-berkas ini.",
        "Three shares written to {folder}. Print them, hand them to three people, then delete the files.",
    ),
    "share_file": (
        "Berkas bagian yang dicetak; dua kali. Tanpa ini ditanyakan baris demi baris.",
        "A share file as printed; twice. Without it they are asked for line by line.",
    ),
    "share_file_wrong": (
        "{path} bukan lembar bagian kunci yang lengkap.",
        "{path} is no complete share of a key.",
    ),
    "ask_mark": ("Tanda kunci pada lembar (XXXX-XXXX-XXXX)", "Mark on the sheet (XXXX-XXXX-XXXX)"),
    "ask_number": ("Nomor bagian (1, 2, atau 3)", "Number of the part (1, 2 or 3)"),
    "ask_line": ("Bagian {number}, baris {line}", "Part {number}, line {line}"),
    "key_recovered": (
        "Kunci dipulihkan: {path}. Kuncinya sama, jadi tidak ada yang berubah dalam buku induk.",
        "Key recovered: {path}. It is the same key, so nothing changes in the ledger.",
    ),
    "key_rotated": (
        "Kunci diganti dalam {n} kegiatan: {events}.",
        "The key was changed in {n} events: {events}.",
    ),
    "key_rotated_none": (
        "Tidak ada kegiatan bertanda tangan yang memakai kunci lama; hanya berkasnya yang diganti.",
        "No signed event used the old key; only the file was changed.",
    ),
    "key_old_kept": (
        "Kunci lama: {path}. Kunci itu tidak berlaku lagi; musnahkan sesuai berita acara.",
        "Old key: {path}. It is no longer in force; destroy it as the minutes say.",
    ),
    "approvals_wanted": (
        "Menunggu persetujuan ketua (KP) dan sekretariat (SK) dari perangkat masing-masing, untuk {event}:\n"
        "  tindakan: {verb}\n  sidik tindakan: {about}\nSudah menyetujui: {given}. Sesudah keduanya, ulangi "
        "perintah yang sama.",
        "Waiting for the chair (KP) and the secretariat (SK) to approve on their own devices, for {event}:\n"
        "  act: {verb}\n  digest of the act: {about}\nApproved so far: {given}. Once both did, give the same "
        "command again.",
    ),
    "nobody": ("belum ada", "nobody"),
    "key_replaced": ("Kunci baru berlaku bagi {event}.", "The new key is in force for {event}."),
    "witness": (
        "Saksi: buat kunci, minta, tanda tangani, dan terima titik periksa.",
        "Witnesses: make a key, request, cosign and accept checkpoints.",
    ),
    "witness_make": (
        "Buat kunci saksi pada komputer saksi sendiri (misalnya laptop inspektorat).",
        "Make a witness's key on the witness's own computer (such as the inspectorate's laptop).",
    ),
    "witness_name": (
        "Nama saksi, misalnya inspektorat/saksi-1.",
        "The witness's name, as inspektorat/saksi-1.",
    ),
    "witness_path": ("Berkas kunci saksi.", "The witness's key file."),
    "witness_request": (
        "Tulis permintaan bagi saksi: titik periksa terakhir dengan bukti kesinambungan.",
        "Write a request for a witness: the last checkpoint with the proof that it continues.",
    ),
    "witness_old": (
        "Ukuran yang terakhir ditandatangani saksi; 0 untuk yang pertama.",
        "The size that the witness signed last; 0 the first time.",
    ),
    "witness_sign": (
        "Tanda tangani dulu titik periksa baru dengan kunci buku induk.",
        "Sign a new checkpoint with the log key first.",
    ),
    "witness_cosign": (
        "Periksa bahwa titik periksa melanjutkan yang terakhir, lalu tanda tangani.",
        "Check that a checkpoint continues the last one, then cosign it.",
    ),
    "witness_accept": (
        "Simpan tanda tangan saksi dari berkas yang dikembalikan.",
        "Keep a witness's signature from the file that came back.",
    ),
    "checkpoint_file": (
        "Permintaan saksi, atau titik periksa saja.",
        "A witness request, or a checkpoint alone.",
    ),
    "cosign_policy": (
        "policy.json yang diterima sebelum kegiatan.",
        "The policy.json that came before the event.",
    ),
    "cosign_bundle": (
        "Berkas bukti dari kegiatan itu, sebagai ganti bukti kesinambungan.",
        "A bundle of that event, instead of a proof of continuity.",
    ),
    "out_file": ("Berkas yang dibuat.", "The file to write."),
    "request_done": (
        "Permintaan saksi ditulis: {path} ({size} catatan).",
        "Witness request written: {path} ({size} entries).",
    ),
    "cosign_after_rotation": (
        "Bila kunci buku induk sudah diganti sejak policy.json ditulis, sebutkan berkas bukti kegiatan itu "
        "(--bundle): di dalamnya kunci lama menjamin kunci baru.",
        "If the log key was changed since policy.json was written, name a bundle of that event (--bundle): "
        "in it the old key vouches for the new one.",
    ),
    "cosigned": (
        "{path}: {log}, {size} catatan, ditandatangani {name}.",
        "{path}: {log}, {size} entries, cosigned by {name}.",
    ),
    "cosigned_code": ("Kode buku induk: {code}", "Ledger code: {code}"),
    "cosigned_first": (
        "Ini yang pertama dari buku induk ini; bandingkan kodenya dengan berita acara.",
        "This is the first one of this ledger; compare its code with the minutes.",
    ),
    "witness_not_in_policy": (
        "Kunci saksi ini tidak tercantum dalam policy.json; tanda tangannya tidak akan dihitung.",
        "This witness's key is not in policy.json; its signature will not be counted.",
    ),
    "accepted": (
        "Tanda tangan saksi disimpan untuk {size} catatan.",
        "The witness's signature is kept for {size} entries.",
    ),
    "backup": (
        "Cadangkan seluruh basis data ke satu berkas terkunci, lalu baca ulang sampai habis.",
        "Back up the whole database into one locked file, then read it to its end.",
    ),
    "backup_file": ("Berkas cadangan.", "The backup file."),
    "backup_done": (
        "Cadangan dibuat dan dibaca ulang: {path} ({mebibytes} MiB).",
        "Backup made and read again: {path} ({mebibytes} MiB).",
    ),
    "backup_of": ("Cadangan dari {made_at}, {program}.", "Backup of {made_at}, {program}."),
    "backup_ledger": ("  {log}: {size} catatan, kode {code}", "  {log}: {size} entries, code {code}"),
    "backup_empty": ("  belum ada kegiatan", "  no event yet"),
    "restore": (
        "Pulihkan cadangan ke basis data kosong; cadangan lama ketahuan.",
        "Put a backup back into an empty database; an old one is noticed.",
    ),
    "restore_latest": (
        "Titik periksa terbaru yang dipegang siapa pun (berkas atau folder); boleh berulang.",
        "The newest checkpoint that anybody holds (a file or a folder); may be repeated.",
    ),
    "restore_loss": (
        "Pulihkan walaupun ada catatan yang hilang; jumlahnya disebut.",
        "Put it back although entries are lost; their number is told.",
    ),
    "restore_show": ("Tunjukkan isi cadangan saja.", "Only show what the backup holds."),
    "restore_enter": (
        "Masukkan pemulihan ke buku induk kegiatan ini, dengan persetujuan dua orang.",
        "Enter the restoration into this event's ledger, approved by two people.",
    ),
    "restored": (
        "Dipulihkan: {n} baris. Setiap buku induk dibuka dan cocok sampai akarnya.",
        "Put back: {n} rows. Every ledger was opened and is right to its root.",
    ),
    "restored_lost": (
        "HILANG: {n} catatan {log} sesudah catatan ke-{kept}. Kumpulkan lagi dari perangkat penguji.",
        "LOST: {n} entries of {log} after entry {kept}. Collect them again from the examiners' devices.",
    ),
    "restored_next": (
        "Catat pemulihan dalam buku induk {event}: selaras restore {path} --enter {event} --reason …",
        "Enter the restoration into the ledger of {event}: selaras restore {path} --enter {event} --reason …",
    ),
    "restored_unsigned": (
        "{event} diimpor: dua orang tidak dapat menyetujui pemulihan dalam buku induknya. Catat dalam berita "
        "acara.",
        "{event} was imported: two people cannot approve the restoration in its ledger. Write it into the "
        "minutes.",
    ),
    "restored_no_latest": (
        "Tidak ada titik periksa pembanding (--latest): apakah cadangan ini yang terbaru, tidak diperiksa.",
        "No checkpoint to compare with (--latest): whether this backup is the newest was not checked.",
    ),
    "restoration_entered": (
        "Pemulihan tercatat dalam buku induk {event}.",
        "The restoration stands in the ledger of {event}.",
    ),
}


class CustodyWords(Words):
    """Words of these commands and, for what all commands say, those of the command line."""

    def __call__(self, key: str, /, **facts: object) -> str:
        if key in _WORDS:
            return _WORDS[key][self._column].format(**facts)
        return super().__call__(key, **facts)
