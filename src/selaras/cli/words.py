"""What the command line says, Indonesian first. Legal texts come from findings and stay Indonesian."""

import os
from collections.abc import Sequence

Language = str  # "id" or "en"

_WORDS: dict[str, tuple[str, str]] = {
    "about": (
        "Selaras: uji kompetensi dari satu buku kerja sampai berkas lengkap.",
        "Selaras: a competence test from one workbook to a finished dossier.",
    ),
    "lang": ("Bahasa tampilan: id atau en.", "Language of the display: id or en."),
    "template": ("Buat buku kerja kosong untuk diisi.", "Make an empty workbook to fill in."),
    "template_out": ("Berkas buku kerja yang dibuat (.xlsx).", "The workbook to write (.xlsx)."),
    "template_kind": ("Jenis kegiatan.", "Kind of event."),
    "template_done": (
        "Buku kerja kosong dibuat: {path}. Mulailah dari lembar Petunjuk.",
        "Empty workbook written: {path}. Begin with the sheet Petunjuk.",
    ),
    "template_exists": (
        "{path} sudah ada dan tidak diubah. Pilih nama lain untuk buku kerja kosong.",
        "{path} is already there and was not changed. Choose another name for the empty workbook.",
    ),
    "check": (
        "Periksa buku kerja: semua kesalahan sekaligus, per sel.",
        "Check a workbook: every problem at once, by cell.",
    ),
    "workbook": ("Buku kerja kegiatan (.xlsx).", "The event's workbook (.xlsx)."),
    "annotated": (
        "Simpan salinan buku kerja dengan catatan pada sel yang keliru.",
        "Save a copy of the workbook with notes in the wrong cells.",
    ),
    "json": ("Cetak hasil pemeriksaan sebagai JSON.", "Print the findings as JSON."),
    "no_problems": (
        "Tidak ada kesalahan. Buku kerja siap dijalankan.",
        "No problems. The workbook is ready to run.",
    ),
    "problems": ("{n} hal perlu diperbaiki.", "{n} problems to mend."),
    "warnings": ("{n} hal perlu diperhatikan.", "{n} points to note."),
    "place": ("Tempat", "Place"),
    "problem": ("Yang tertulis", "What stands there"),
    "expected": ("Yang diharapkan", "What was expected"),
    "mend": ("Cara memperbaiki", "How to mend it"),
    "annotated_same": (
        "Salinan bercatatan tidak boleh menimpa buku kerja {path}. Pilih nama lain.",
        "The annotated copy must not replace the workbook {path}. Choose another name.",
    ),
    "annotated_kept": (
        "Salinan sebelumnya disimpan sebagai {path}.",
        "The copy that stood there is kept as {path}.",
    ),
    "annotated_done": ("Salinan bercatatan: {path}", "Annotated copy: {path}"),
    "run": (
        "Jalankan kegiatan: periksa, kunci, nilai, hasil, dan naskah.",
        "Run an event: check, lock, score, results and papers.",
    ),
    "run_out": ("Folder berkas hasil.", "Folder of the dossier."),
    "as_of": (
        "Tanggal acuan tenggat (TTTT-BB-HH); bawaan: tanggal posisi data pada buku kerja.",
        "Day of reference for deadlines (YYYY-MM-DD); default: the workbook's data date.",
    ),
    "papers": ("Buat ulang semua naskah dari buku induk.", "Make all papers again from the ledger."),
    "papers_dir": ("Folder hasil `selaras run`.", "Folder made by `selaras run`."),
    "papers_out": ("Folder tujuan naskah.", "Folder for the papers."),
    "papers_same": (
        "{n} naskah dibuat ulang; semuanya sama persis dengan yang tercatat di buku induk.",
        "{n} papers made again; all are identical to those noted in the ledger.",
    ),
    "papers_differ": (
        "{n} naskah berbeda dari yang tercatat di buku induk: {names}",
        "{n} papers differ from those noted in the ledger: {names}",
    ),
    "folder_differs": (
        "{n} berkas di {folder} tidak sesuai dengan buku induk: {names}",
        "{n} files in {folder} do not follow from the ledger: {names}",
    ),
    "ledger_code": (
        "Kode buku induk: {code}. Cocokkan dengan kode pada naskah yang sudah ditandatangani: buku induk "
        "impor yang ditulis ulang seluruhnya hanya tampak dari kode yang berbeda.",
        "Ledger code: {code}. Compare it with the code on the papers that were signed: an imported ledger "
        "that was written anew as a whole shows only by another code.",
    ),
    "rules": ("Tampilkan aturan yang berlaku pada suatu tanggal.", "Show the rules in force on a day."),
    "rules_on": ("Tanggal (TTTT-BB-HH).", "Day (YYYY-MM-DD)."),
    "rules_topic": ("Batasi pada satu topik.", "Only one topic."),
    "rules_title": ("Aturan yang berlaku pada {day}", "Rules in force on {day}"),
    "rule": ("Aturan", "Rule"),
    "article": ("Dasar", "Article"),
    "certainty": ("Kepastian", "Certainty"),
    "says": ("Isi", "What it says"),
    "to_verify": ("perlu dipastikan", "to be verified"),
    "may_bar": ("Dapat menahan", "May bar"),
    "yes": ("ya", "yes"),
    "flags_only": ("hanya tanda", "flags only"),
    "high": ("tinggi", "high"),
    "medium": ("sedang", "medium"),
    "low": ("rendah", "low"),
    "law": ("peraturan", "law"),
    "practice": ("praktik", "practice"),
    "topic_unknown": (
        "Topik “{topic}” tidak dikenal. Yang ada: {known}.",
        "Topic “{topic}” is unknown. There are: {known}.",
    ),
    "calendar": ("Susun Kalender Tenggat Hukum.", "Draw up the calendar of legal deadlines."),
    "calendar_out": (
        "Folder untuk kalender (PDF dan .ics); tanpa ini hanya tabel.",
        "Folder for the calendar (PDF and .ics); without it only the table.",
    ),
    "calendar_title": ("Kalender Tenggat Hukum per {day}", "Legal deadlines as of {day}"),
    "day": ("Tanggal", "Day"),
    "who": ("Siapa/jabatan", "Who/post"),
    "what": ("Tenggat", "What falls due"),
    "stage_start": ("Menyiapkan", "Starting"),
    "stage_read": ("Memeriksa buku kerja", "Checking the workbook"),
    "stage_database": ("Membuka basis data", "Opening the database"),
    "stage_ledger": ("Mencatat ke buku induk", "Entering the ledger"),
    "stage_results": ("Menghitung hasil", "Computing results"),
    "stage_placing": ("Menyusun penempatan", "Placing"),
    "stage_papers": ("Menyusun naskah", "Writing papers"),
    "stage_workbook": ("Menyusun hasil.xlsx", "Writing hasil.xlsx"),
    "stage_export": ("Menyimpan buku induk", "Keeping the ledger"),
    "stage_bundle": ("Membuat berkas bukti", "Making the bundle"),
    "stage_verify": ("Memeriksa berkas bukti", "Verifying the bundle"),
    "budget": ("Waktu per tahap", "Time per stage"),
    "seconds": ("detik", "seconds"),
    "budgeted": ("anggaran", "budget"),
    "total": ("Seluruhnya", "In all"),
    "who_took_part": ("Peserta", "Who took part"),
    "officials_line": (
        "{officials} pejabat: {participants} peserta, {exempt} dikecualikan, {ineligible} tidak memenuhi "
        "syarat, {not_assessed} tidak dinilai.",
        "{officials} officials: {participants} took part, {exempt} exempt, {ineligible} ineligible, "
        "{not_assessed} not assessed.",
    ),
    "posts_line": (
        "{vacant} jabatan tanpa pejabat definitif, {acting} di antaranya diisi Plt.",
        "{vacant} posts without a definitive holder, {acting} of them held by an acting one.",
    ),
    "passed_line": (
        "{passed} lulus ({percent}%), {failed} di bawah batas.",
        "{passed} passed ({percent}%), {failed} below the mark.",
    ),
    "away_as": ("Keadaan", "State"),
    "away_because": ("Alasan", "Reason"),
    "why_not": ("Mengapa tidak ikut", "Why not taking part"),
    "top": ("Peringkat teratas", "Top of the ranking"),
    "rank": ("Peringkat", "Rank"),
    "name": ("Nama", "Name"),
    "score": ("Nilai", "Score"),
    "category": ("Kategori", "Category"),
    "proposal": ("Saran", "Proposal"),
    "tied": ("sama", "tied"),
    "map": ("Peta talenta (jumlah peserta per kotak)", "Talent map (participants per box)"),
    "attention": ("Perlu perhatian", "Needs attention"),
    "next_deadlines": ("Tenggat terdekat", "Next deadlines"),
    "where": ("Berkas", "Files"),
    "proof_line": (
        "Utuh: {path} diperiksa sendiri, {n} angka dihitung ulang. Siapa pun dapat memeriksanya lagi.",
        "Holds: {path} was verified here, {n} numbers computed anew. Anybody can verify it again.",
    ),
    "proof_code_paper": (
        "Kode pada berita acara ({size} catatan): {code}",
        "Code on the minutes ({size} entries): {code}",
    ),
    "proof_code": (
        "Kode akhir sesudah naskah dicatat ({size} catatan): {code}",
        "Final code, after the papers were noted ({size} entries): {code}",
    ),
    "proof_unsigned": (
        "Tanpa kunci buku induk (SELARAS_LOG_KEY): tidak ada titik periksa bertanda tangan.",
        "Without a log key (SELARAS_LOG_KEY): there is no signed checkpoint.",
    ),
    "where_line": (
        "{n} naskah di {papers}; hasil di {folder}",
        "{n} papers in {papers}; results in {folder}",
    ),
    "archived": (
        "Buku induk dan hasil sebelumnya disimpan di {folder}; naskahnya dapat dibuat ulang dari sana.",
        "The earlier ledger and results are kept in {folder}; their papers can be made again from there.",
    ),
    "ready_line": (
        "Belum ada nilai. Kegiatan berhenti pada tahap Siap; naskah persiapan sudah dicetak.",
        "No marks yet. The event stands at the stage Siap; the papers to prepare it are printed.",
    ),
    "error": ("Tidak dapat dilanjutkan", "Cannot go on"),
    "workbook_missing": (
        "Buku kerja {path} tidak ditemukan. Periksa nama dan foldernya.",
        "The workbook {path} is not there. Check its name and folder.",
    ),
    "unreadable": ("Buku kerja tidak dapat dibaca", "The workbook cannot be read"),
    "other_event": (
        "Folder {folder} sudah berisi kegiatan lain, yaitu {key}. Pilih folder lain; tidak ada yang diubah.",
        "The folder {folder} already holds another event, {key}. Choose another folder; nothing was changed.",
    ),
    "cannot_write": (
        "Folder {folder} tidak dapat ditulisi: {why}. Tidak ada berkas lama yang diubah.",
        "The folder {folder} cannot be written: {why}. No earlier file was changed.",
    ),
    "not_a_dossier": (
        "{folder} bukan folder hasil `selaras run`: berkas {missing} tidak ada.",
        "{folder} was not made by `selaras run`: the file {missing} is not there.",
    ),
    "bad_date": (
        "Tanggal “{got}” tidak dikenal; tulis seperti 2024-01-30.",
        "The date “{got}” is unknown; write 2024-01-30.",
    ),
    "our_fault": (
        "Terjadi kesalahan pada program. Buku kerja Anda tidak diubah. Mohon laporkan baris ini: {where}.",
        "Something went wrong in the program. Your workbook was not changed. Please report this: {where}.",
    ),
}


def language_of(arguments: Sequence[str]) -> Language:
    """Return the language asked for by ``--lang``, else by SELARAS_LANG, else Indonesian.

    Help texts are made before the options are parsed, so the option is looked up here.
    """
    for position, word in enumerate(arguments):
        if word.startswith("--lang="):
            return _known(word.removeprefix("--lang="))
        if word == "--lang" and position + 1 < len(arguments):
            return _known(arguments[position + 1])
    return _known(os.environ.get("SELARAS_LANG", "id"))


def _known(language: str) -> Language:
    return "en" if language.strip().lower().startswith("en") else "id"


class Words:
    """The words of one language; an unknown key is a fault of ours and raises."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._column = 1 if language == "en" else 0

    def __call__(self, key: str, /, **facts: object) -> str:
        return _WORDS[key][self._column].format(**facts)
