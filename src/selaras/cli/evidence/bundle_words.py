"""What the making of a bundle says, Indonesian first."""

from selaras.cli.words import Words

_WORDS: dict[str, tuple[str, str]] = {
    "bundle": (
        "Buat berkas bukti: satu berkas yang dapat diperiksa siapa pun tanpa jaringan.",
        "Make a bundle: one file that anybody can check without a network.",
    ),
    "bundle_dir": (
        "Folder berkas hasil dari `selaras run`.",
        "The folder of a dossier made by `selaras run`.",
    ),
    "bundle_out": ("Berkas bukti yang dibuat (.zip).", "The bundle to write (.zip)."),
    "bundle_event": (
        "Alih-alih folder: kegiatan dalam basis data instalasi ini.",
        "Instead of a folder: an event of this installation's database.",
    ),
    "bundle_grade": (
        "R1 lengkap; R2 tanpa nama penguji, catatan, dan naskah; R3 untuk satu peserta.",
        "R1 everything; R2 without examiners' names, notes and papers; R3 for one participant.",
    ),
    "bundle_subject": ("Kode peserta untuk R3.", "The participant's code, for R3."),
    "bundle_from_where": (
        "Sebutkan folder berkas hasil atau --event INSTANSI/KEGIATAN, salah satu saja.",
        "Name the folder of a dossier or --event AGENCY/KEY, one of the two.",
    ),
    "bundle_grade_unknown": (
        "Tingkat {got} tidak dikenal. Pilih R1, R2, atau R3.",
        "The grade {got} is unknown. Choose R1, R2 or R3.",
    ),
    "bundle_subject_needed": (
        "R3 memerlukan --subject dengan kode peserta; R1 dan R2 tanpa --subject.",
        "R3 needs --subject with a participant's code; R1 and R2 go without --subject.",
    ),
    "bundle_subject_unknown": (
        "Tidak ada peserta dengan kode {code}.",
        "There is no participant with the code {code}.",
    ),
    "bundle_no_database": (
        "Basis data {path} tidak ada. Sebutkan tempatnya dengan SELARAS_DATABASE.",
        "There is no database {path}. Name its place with SELARAS_DATABASE.",
    ),
    "bundle_done": (
        "Berkas bukti {grade}: {path} ({size} catatan buku induk).",
        "Bundle {grade}: {path} ({size} entries of the ledger).",
    ),
    "bundle_code": ("Kode buku induk: {code}", "Ledger code: {code}"),
    "bundle_no_checkpoint": (
        "Tanpa titik periksa bertanda tangan: berkas ini membuktikan bahwa angkanya mengikuti buku induk,"
        " bukan kapan buku induk itu dibuat. Bandingkan kode buku induk dengan naskah yang ditandatangani.",
        "Without a signed checkpoint: this file proves that its numbers follow from the ledger, not when the"
        " ledger was made. Compare the ledger code with signed paper.",
    ),
    "bundle_left_out": (
        "{n} berkas di folder naskah bukan naskah yang diterbitkan dan tidak disertakan: {names}",
        "{n} files in the folder of papers are not the ones that were issued and were left out: {names}",
    ),
}


class BundleWords(Words):
    """Words of the bundle and, for what other commands say too, theirs."""

    def __call__(self, key: str, /, **facts: object) -> str:
        if key in _WORDS:
            return _WORDS[key][self._column].format(**facts)
        return super().__call__(key, **facts)
