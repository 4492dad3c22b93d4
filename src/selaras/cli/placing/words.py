"""What ``selaras place`` says, Indonesian first; its reasons are the papers' sentences."""

from selaras.cli.words import Words

_WORDS: dict[str, tuple[str, str]] = {
    "place_help": (
        "Susun penempatan terbaik yang sah dari buku kerja, kegiatan, atau matriks kesesuaian.",
        "Find the best lawful set of moves of a workbook, an event, or a matrix of fits.",
    ),
    "place_workbook": ("Buku kerja kegiatan (.xlsx).", "The event's workbook (.xlsx)."),
    "place_event": (
        "Kegiatan di basis data ini, sebagai INSTANSI/KUNCI.",
        "An event of this database, as AGENCY/KEY.",
    ),
    "place_out": (
        "Folder untuk penempatan.json dan penempatan.xlsx.",
        "Folder for penempatan.json and penempatan.xlsx.",
    ),
    "place_max_moves": ("Paling banyak sekian perpindahan.", "At most so many moves."),
    "place_pin": (
        "Tetapkan seorang pejabat pada satu jabatan; boleh berulang.",
        "Pin an official to a post; may be repeated.",
    ),
    "place_ban": (
        "Jangan tempatkan seorang pejabat pada satu jabatan; boleh berulang.",
        "Keep an official from a post; may be repeated.",
    ),
    "place_open": (
        "Isi juga jabatan ini, yang semula tidak diisi dalam kegiatan; boleh berulang.",
        "Fill this post too, which the event does not fill; may be repeated.",
    ),
    "place_enter": (
        "Catat usulan ini ke buku induk kegiatan (dengan --event).",
        "Enter this proposal into the event's ledger (with --event).",
    ),
    "place_choose": (
        "Catat pilihan PPK (dengan --event): best, few-moves, robust, atau kode usulan.",
        "Record the deciding officer's choice (with --event): best, few-moves, robust, or a proposal's code.",
    ),
    "place_because": ("Alasan pilihan PPK.", "The deciding officer's reasons."),
    "place_letter": ("Nomor surat PPK.", "Number of the deciding officer's letter."),
    "place_dated": ("Tanggal surat PPK (YYYY-MM-DD).", "Date of that letter (YYYY-MM-DD)."),
    "place_change": (
        "Jabatan yang diubah PPK dari usulan itu; boleh berulang.",
        "A seat that the officer changes from the proposal; may be repeated.",
    ),
    "place_minutes": (
        "Nyatakan bahwa berita acara sudah ditandatangani, lalu catat pilihan.",
        "Say that the minutes are signed, then record the choice.",
    ),
    "choose_alone": (
        "Pilihan PPK memerlukan --event dan --choose; yang boleh menyertai: --because, --letter, "
        "--letter-date, --change, --minutes-signed, --out, --lang.",
        "A choice needs --event and --choose; beside them only --because, --letter, --letter-date, --change, "
        "--minutes-signed, --out, --lang.",
    ),
    "choose_which": (
        "“{got}” tidak menunjuk tepat satu usulan. Yang tercatat: {known}.",
        "“{got}” does not name exactly one proposal. Entered are: {known}.",
    ),
    "choose_letter": (
        "Sebutkan surat PPK: --letter NOMOR dan --letter-date YYYY-MM-DD.",
        "Name the deciding officer's letter: --letter NUMBER and --letter-date YYYY-MM-DD.",
    ),
    "choose_because": (
        "Jabatan diubah dari usulan: sebutkan alasan PPK dengan --because.",
        "Seats are changed from the proposal: give the officer's reasons with --because.",
    ),
    "choose_without_key": (
        "Pilihan PPK dicatat dengan kunci buku induk, dan instalasi ini tidak mempunyainya "
        "(SELARAS_LOG_KEY). Tidak ada yang dicatat.",
        "A choice is recorded under the log key, and this installation has none (SELARAS_LOG_KEY). "
        "Nothing was recorded.",
    ),
    "chosen": (
        "Pilihan PPK dicatat di buku induk: {digest}",
        "The deciding officer's choice is in the ledger: {digest}",
    ),
    "place_fit": (
        "Matriks kesesuaian (CSV): kolom pertama pejabat, judul kolom jabatan, sel kosong tidak boleh.",
        "Matrix of fits (CSV): first column official, headings posts, an empty cell is not allowed.",
    ),
    "place_current": (
        "Jabatan sekarang (CSV: pejabat, jabatan), untuk --fit.",
        "Present posts (CSV: official, post), for --fit.",
    ),
    "place_json": ("Simpan sebagai JSON; - untuk layar.", "Save as JSON; - for the screen."),
    "place_one_source": (
        "Sebutkan tepat satu: buku kerja, --event, atau --fit.",
        "Name exactly one: a workbook, --event or --fit.",
    ),
    "place_only_events": (
        "{option} hanya berlaku untuk kegiatan, bukan untuk --fit.",
        "{option} is for events only, not for --fit.",
    ),
    "place_only_fit": ("{option} hanya berlaku bersama --fit.", "{option} goes with --fit only."),
    "place_only_entered": (
        "--enter hanya berlaku bersama --event.",
        "--enter goes with --event only.",
    ),
    "place_pair_wrong": (
        "“{got}” bukan NIP=JABATAN, misalnya 197205141998032004=J01.",
        "“{got}” is not NIP=POST, such as 197205141998032004=J01.",
    ),
    "place_official_unknown": (
        "NIP {nip} bukan pejabat yang dapat ditempatkan dalam kegiatan ini.",
        "NIP {nip} is nobody who can be placed in this event.",
    ),
    "place_post_unknown": (
        "{post} bukan kode jabatan dalam penempatan ini.",
        "{post} is no post of this placement.",
    ),
    "place_not_openable": (
        "{post} tidak perlu atau tidak dapat dibuka: jabatan itu sudah dapat diisi, dijabat orang di luar "
        "kegiatan, atau tidak ada pejabat yang boleh mendudukinya.",
        "{post} need not or cannot be opened: it is to be filled already, is held by somebody outside the "
        "event, or nobody may have it.",
    ),
    "place_nothing": ("Tidak ada usulan: {why}", "No proposal: {why}"),
    "place_impossible": (
        "Tidak ada susunan yang sah. Hal berikut tidak dapat berlaku bersama; bila satu saja dilepas, yang "
        "lain dapat:",
        "No set of moves is lawful. These cannot hold together; if any one gives way, the others can:",
    ),
    "place_title": ("Usulan penempatan", "Proposed moves"),
    "place_title_wished": ("Usulan menurut permintaan", "Proposal as wished"),
    "place_optimal": (
        "{moves} perpindahan, nilai seluruhnya {objective}. Terbukti: tidak ada susunan sah yang lebih "
        "tinggi.",
        "Moves: {moves}; worth {objective} in all. Proved: no lawful set of moves is worth more.",
    ),
    "place_bounded": (
        "{moves} perpindahan, nilai seluruhnya {objective}; tidak ada susunan sah yang lebih tinggi dari "
        "{bound}.",
        "Moves: {moves}; worth {objective} in all. No lawful set of moves is worth more than {bound}.",
    ),
    "place_compared": (
        "Dibanding usulan terbaik tanpa permintaan: {difference} poin.",
        "Against the best proposal without wishes: {difference} points.",
    ),
    "place_from": ("dari", "from"),
    "place_to": ("ke", "to"),
    "place_outside": ("luar kegiatan", "outside the event"),
    "place_nowhere": ("tanpa jabatan", "no post"),
    "place_why": ("Mengapa di sini, mengapa tidak di tempat lain", "Why here, why not there"),
    "place_no_move": ("Tidak ada yang pindah.", "Nobody moves."),
    "place_staying": (
        "{n} pejabat tetap: {names}.",
        "{n} officials stay: {names}.",
    ),
    "place_selection": (
        "Untuk seleksi terbuka: {posts}.",
        "For open selection: {posts}.",
    ),
    "place_slate": (
        "{name}: {moves} perpindahan, nilai {objective}",
        "{name}: moves {moves}, worth {objective}",
    ),
    "place_regret": (
        "pada sepersepuluh keadaan terburuk rata-rata {regret} di bawah yang terbaik",
        "in the worst tenth of draws {regret} below the best on average",
    ),
    "place_same": ("Susunannya sama dengan yang terbaik.", "The same as the best."),
    "place_entered": (
        "Dicatat di buku induk. Kode usulan ini: {digest}",
        "Entered in the ledger. This proposal is {digest}",
    ),
    "place_note": ("Rekomendasi panel, bukan keputusan.", "A recommendation of the panel, not a decision."),
    "place_written": ("Disimpan: {path}", "Written: {path}"),
    "placed_line": (
        "Usulan penempatan: {moves} perpindahan, terbukti terbaik; rinciannya pada {path}",
        "Proposed moves: {moves}, proved to be the best; details in {path}",
    ),
    "placed_bounded_line": (
        "Usulan penempatan: {moves} perpindahan; rinciannya pada {path}",
        "Proposed moves: {moves}; details in {path}",
    ),
    "unplaced_line": (
        "Tanpa usulan penempatan; alasannya pada {path}",
        "No proposed moves; the reason is in {path}",
    ),
}


class PlacingWords(Words):
    """Words of this command and, for what all commands say, those of the command line."""

    def __call__(self, key: str, /, **facts: object) -> str:
        if key in _WORDS:
            return _WORDS[key][self._column].format(**facts)
        return super().__call__(key, **facts)

    def knows(self, key: str) -> bool:
        return key in _WORDS
