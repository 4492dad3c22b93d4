"""What erasing and rebuilding say, Indonesian first."""

from selaras.cli.evidence.custody_words import CustodyWords

_WORDS: dict[str, tuple[str, str]] = {
    "erase": (
        "Musnahkan data satu peserta setelah masa simpan; buku induk tetap dapat diperiksa.",
        "Erase one participant's data after retention; the ledger can still be verified.",
    ),
    "erase_dir": (
        "Folder berkas hasil dari `selaras run`.",
        "The folder of a dossier made by `selaras run`.",
    ),
    "erase_event": (
        "Alih-alih folder: kegiatan dalam basis data instalasi ini.",
        "Instead of a folder: an event of this installation's database.",
    ),
    "erase_subject": ("Kode peserta, misalnya P-007.", "The participant's code, such as P-007."),
    "erase_reason": (
        "Alasan dan nomor berita acara pemusnahan, tanpa nama dan NIP.",
        "Reason and number of the minutes of the erasure, without name or NIP.",
    ),
    "erase_key": ("Berkas kunci buku induk.", "The file of the log key."),
    "erase_yes": ("Jangan bertanya lagi sebelum memusnahkan.", "Do not ask again before erasing."),
    "erase_from_where": (
        "Sebutkan folder berkas hasil atau --event INSTANSI/KEGIATAN, salah satu saja.",
        "Name the folder of a dossier or --event AGENCY/KEY, one of the two.",
    ),
    "erase_ask": (
        "Data {subject} pada {event} akan dimusnahkan dan tidak dapat dikembalikan. Lanjutkan?",
        "The data of {subject} in {event} will be destroyed for good. Go on?",
    ),
    "erase_not_done": ("Tidak ada yang dimusnahkan.", "Nothing was erased."),
    "erase_done": (
        "Data {subject} dimusnahkan: {n} catatan. Perintahnya tercatat sebagai catatan nomor {order}.",
        "The data of {subject} were erased: {n} entries. The order is entry number {order}.",
    ),
    "erase_again": (
        "Data {subject} sudah dimusnahkan sebelumnya; folder dan basis data dibersihkan sekali lagi.",
        "The data of {subject} were erased before; folder and database were cleaned once more.",
    ),
    "erase_code": ("Kode buku induk sekarang: {code}", "Ledger code now: {code}"),
    "erase_removed": (
        "Dihapus dari folder karena memuat orang tersebut: {names}",
        "Removed from the folder because they told of the person: {names}",
    ),
    "erase_bundle": (
        "Berkas bukti dibuat ulang: {path} ({verdict}).",
        "The bundle was made again: {path} ({verdict}).",
    ),
    "erase_no_bundle": (
        "Berkas bukti lama dihapus. Yang baru memerlukan persetujuan dua orang: `selaras bundle`.",
        "The old bundle was removed. A new one needs two people to agree: `selaras bundle`.",
    ),
    "erase_holds": ("tetap sah", "still holds"),
    "erase_fails": ("TIDAK sah: {reason}", "does NOT hold: {reason}"),
    "erase_remains": (
        "Nama atau NIP-nya masih disebut dalam catatan tentang hal lain: {indices}. Putuskan bersama pejabat "
        "pelindungan data apakah ini boleh tetap ada.",
        "The name or NIP is still told in entries about something else: {indices}. Decide with the data "
        "protection officer whether this may stay.",
    ),
    "erase_other_events": (
        "Orang yang sama juga peserta pada: {events}. Pemusnahan di sana dijalankan tersendiri.",
        "The same person takes part in: {events}. Erasing there is done apart.",
    ),
    "erase_elsewhere": (
        "Tidak dijangkau perintah ini: buku kerja asal, cadangan, berkas bukti dan naskah yang sudah "
        "dibagikan, kertas, dan catatan transaksi PostgreSQL. Lihat docs/how-to/pemusnahan-data.md.",
        "Not reached by this command: the workbook, backups, bundles and papers handed out, paper itself, "
        "and PostgreSQL's write-ahead log. See docs/how-to/pemusnahan-data.md.",
    ),
    "minutes": (
        "Cetak berita acara harian pada titik periksa terakhir: kode buku induk untuk ditandatangani.",
        "Print the daily minutes at the last checkpoint: the ledger code, to be signed on paper.",
    ),
    "minutes_event": (
        "Kegiatan dalam basis data instalasi ini.",
        "An event of this installation's database.",
    ),
    "minutes_out": ("Folder tujuan.", "The folder to write into."),
    "minutes_marks": (
        "Juga rekap nilai saya untuk setiap penguji; hanya ketua, setelah penilaian ditutup.",
        "Each examiner's own marks too; for the chair, once scoring is closed.",
    ),
    "minutes_done": ("{n} naskah di {folder}, {size} catatan.", "{n} papers in {folder}, {size} entries."),
    "minutes_code": (
        "Kode buku induk, cocokkan sebelum ditandatangani: {code}",
        "Ledger code, to be compared before signing: {code}",
    ),
    "rebuild": (
        "Susun kembali tabel-tabel dari buku induk dan buktikan bahwa keduanya sama.",
        "Make the tables anew from the ledger and prove that both say the same.",
    ),
    "rebuild_event": (
        "Satu kegiatan saja; tanpa ini semua kegiatan.",
        "One event alone; without it every event.",
    ),
    "rebuild_check": ("Hanya periksa, jangan mengubah apa pun.", "Only check, change nothing."),
    "rebuild_same": (
        "{event}: {n} baris sama dengan buku induk.",
        "{event}: {n} rows are what the ledger says.",
    ),
    "rebuild_differs": (
        "{event}: {differed} baris berbeda dari buku induk dan belum diubah:",
        "{event}: {differed} rows are not what the ledger says and were left as they are:",
    ),
    "rebuild_mended": (
        "{event}: {n} baris disusun kembali dan sekarang sama dengan buku induk; {differed} di antaranya "
        "berbeda:",
        "{event}: {n} rows were made anew and now are what the ledger says; {differed} of them were not:",
    ),
    "rebuild_row": ("  {table} {key}: {how}", "  {table} {key}: {how}"),
    "rebuild_missing": ("tidak ada", "missing"),
    "rebuild_unknown": ("tidak dikenal buku induk", "unknown to the ledger"),
    "rebuild_changed": ("diubah", "changed"),
    "rebuild_look": (
        "Baris yang berubah tanpa catatan berarti seseorang mengubah basis data. Cari tahu siapa, sebelum "
        "bekerja lagi.",
        "Rows that changed without an entry mean that somebody changed the database. Find out who "
        "before going on.",
    ),
}


class KeepingWords(CustodyWords):
    """Words of erasing and rebuilding and, for what other commands say too, theirs."""

    def __call__(self, key: str, /, **facts: object) -> str:
        if key in _WORDS:
            return _WORDS[key][self._column].format(**facts)
        return super().__call__(key, **facts)
