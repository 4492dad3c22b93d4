"""Refusals in words: what happened, what is safe, what to do. Technical ones by family, with their code."""

from collections.abc import Mapping

from selaras.core.errors import CoreError
from selaras.exchange.wording import WORDS
from selaras.refusals.coupling import OF_COUPLING
from selaras.refusals.evidence import OF_EVIDENCE
from selaras.refusals.facts import fact_name, fact_value
from selaras.refusals.importing import OF_IMPORTING
from selaras.refusals.office.desk import OF_THE_DESK
from selaras.refusals.packets import OF_PACKETS
from selaras.refusals.people import OF_PEOPLE
from selaras.refusals.placing import OF_PLACING
from selaras.refusals.ratings import OF_RATINGS
from selaras.refusals.timetable import OF_TIMETABLE

Language = str  # "id" or "en"

# code: (Indonesian, English); facts of the error may be named in braces.
_SINGLE: Mapping[str, tuple[str, str]] = {
    **OF_RATINGS,
    **OF_EVIDENCE,
    **OF_IMPORTING,
    **OF_PACKETS,
    **OF_COUPLING,
    **OF_PLACING,
    **OF_PEOPLE,
    **OF_THE_DESK,
    **OF_TIMETABLE,
    "rule_not_in_force": (
        "Aturan {id} tidak berlaku pada {on} (masa berlaku terdekat: {nearest}). Periksa tanggal kegiatan.",
        "Rule {id} is not in force on {on} (nearest: {nearest}). Check the date of the event.",
    ),
    "no_rules_in_force": (
        "Belum ada kumpulan aturan untuk {on}. Aturan yang dimuat berlaku sejak {first}.",
        "There is no set of rules for {on}. The rules loaded begin on {first}.",
    ),
    "rule_unknown": ("Aturan {id} tidak dikenal.", "Rule {id} is unknown."),
    "confirmation_without_letter": (
        "Penegasan aturan {id} memerlukan nomor surat.",
        "The confirmation of rule {id} needs the number of its letter.",
    ),
    "event_already_there": (
        "Kegiatan {key} sudah ada di basis data ini.",
        "The event {key} is already in this database.",
    ),
    "event_unknown": ("Kegiatan {key} tidak ditemukan.", "The event {key} is not there."),
    "move_not_allowed": (
        "Langkah ini tidak dapat dilakukan pada tahap {phase}.",
        "This step cannot be taken in the phase {phase}.",
    ),
    "not_permitted": ("Peran Anda tidak berwenang melakukan langkah ini.", "Your role may not do this."),
    "result_not_frozen": (
        "Buku induk ini belum memuat hasil yang ditetapkan.",
        "This ledger holds no frozen result yet.",
    ),
    "result_differs_from_ledger": (
        "Hasil yang tercatat tidak sama dengan hasil hitung ulang dari buku induk: catatan telah diubah.",
        "The noted result is not what the ledger gives when computed again: something was altered.",
    ),
    "result_of_another_program": (
        "Hasil ini ditetapkan dengan {made} dan hitung ulang dengan {here} berbeda. Periksa dengan {made}.",
        "This result was frozen by {made}, and {here} computes another one. Check it with {made}.",
    ),
    "cuts_not_in_category_order": (
        "Batas kategori terbalik: kategori yang lebih baik harus mempunyai batas yang lebih tinggi ({got}).",
        "The cut scores are swapped: the better category must have the higher cut ({got}).",
    ),
    "performance_in_the_future": (
        "Kinerja NIP {nip} tahun {year} lebih baru daripada posisi data.",
        "The performance of NIP {nip} for {year} is later than the data date.",
    ),
    "performance_overlaps": (
        "Kinerja NIP {nip} tahun {year} tercatat setahun penuh dan semester {half}; pakai salah satu.",
        "The performance of NIP {nip} for {year} stands as a whole year and as half {half}; keep one.",
    ),
    "disk_full": (
        "Ruang penyimpanan penuh. Kosongkan ruang lalu jalankan lagi; buku kerja dan hasil lama tetap utuh.",
        "The disk is full. Free some space and run again; the workbook and earlier results are untouched.",
    ),
    "disk_error": (
        "Media penyimpanan tidak dapat dibaca atau ditulisi dengan benar. Pakai folder lain.",
        "The disk cannot be read or written properly. Use another folder.",
    ),
    "database_not_writable": (
        "Basis data tidak dapat ditulisi: {database}. Periksa hak akses folder.",
        "The database cannot be written: {database}. Check the rights of the folder.",
    ),
    "database_not_readable": (
        "Berkas {database} bukan basis data Selaras.",
        "The file {database} is no database of Selaras.",
    ),
    "database_in_use": (
        "Basis data sedang dipakai proses lain. Tutup proses itu lalu jalankan lagi.",
        "The database is in use by another process. End it and run again.",
    ),
    "database_setting_wrong": (
        "Basis data dibuka dengan setelan yang tidak aman; Selaras tidak mau berjalan.",
        "The database was opened with an unsafe setting; Selaras refuses to run.",
    ),
    "database_guard_missing": (
        "Penjaga basis data hilang; Selaras tidak mau berjalan sampai migrasi dijalankan lagi.",
        "A guard of the database is missing; Selaras refuses to run until migrations are run again.",
    ),
    "database_trigger_unknown": (
        "Basis data memuat pemicu asing {trigger}, yang dapat mengubah atau membuang catatan; "
        "Selaras tidak mau berjalan.",
        "The database holds a strange trigger {trigger}, which could change or drop entries; "
        "Selaras refuses to run.",
    ),
    "folder_holds_other_event": (
        "Folder {folder} sudah berisi kegiatan lain, yaitu {key}. Pilih folder lain.",
        "The folder {folder} already holds another event, {key}. Choose another folder.",
    ),
    "log_name_wrong": (
        "Kode instansi atau kegiatan tidak dapat dipakai: {got}. Pakai huruf, angka, titik, tanda hubung.",
        "The code of the agency or event cannot be used: {got}. Use letters, digits, dots and hyphens.",
    ),
    "scheme_not_locked": (
        "Rancangan penilaian kegiatan {key} belum dikunci; belum ada yang boleh dinilai.",
        "The scheme of {key} is not locked yet; nothing may be scored.",
    ),
    "scheme_not_the_locked_one": (
        "Rancangan, standar jabatan, atau dasar hukum berbeda dari yang dikunci.",
        "Scheme, standards or rulebook are not those that were locked.",
    ),
    "list_item_with_semicolon": (
        "Isian “{got}” memuat titik koma, yang memisahkan isian dalam satu sel. Ganti dengan koma.",
        "The item “{got}” holds a semicolon, which separates the items of a cell. Write a comma instead.",
    ),
    "scheme_after_first_mark": (
        "Rancangan penilaian tidak dapat diganti setelah nilai pertama masuk.",
        "The scheme cannot be replaced once the first mark is in.",
    ),
    "assessment_incomplete": (
        "Laporan asesmen {report} untuk NIP {nip} tidak memuat kompetensi {competence}.",
        "Assessment report {report} of NIP {nip} lacks the competence {competence}.",
    ),
    "superior_feedback_twice": (
        "NIP {nip} mempunyai {got} umpan balik atasan; hanya boleh satu.",
        "NIP {nip} has {got} answers of a superior; there may be one.",
    ),
    "entered_twice": ("Hal yang sama tercatat dua kali.", "The same thing was entered twice."),
    "weights_no_range": (
        "Rentang bobot tidak dapat berjumlah 100 (paling sedikit {least}, paling banyak {most}).",
        "No weights within these ranges sum to 100 (at least {least}, at most {most}).",
    ),
    "weights_not_lawful": (
        "Bobot yang berlaku berada di luar rentang yang sah atau tidak berjumlah 100 (jumlah {total}).",
        "The weights in force are outside the lawful ranges or do not sum to 100 (sum {total}).",
    ),
    "angoff_mark_missing": (
        "Pakar ke-{judge} belum menilai butir ke-{item}.",
        "Judge number {judge} has not judged item number {item}.",
    ),
    "angoff_mark_outside": (
        "Penilaian pakar ke-{judge} untuk butir ke-{item} di luar 0 sampai {most}: {got}.",
        "The judgement of judge {judge} on item {item} is outside 0 to {most}: {got}.",
    ),
    "reason_without_sentence": (
        "Alasan saran tidak memiliki kalimat.",
        "A reason of a recommendation has no sentence.",
    ),
    "reconfirmed_twice": (
        "Lembar nilai {nip} dari penguji {examiner} sudah dikonfirmasi ulang; konfirmasi hanya satu kali.",
        "The sheet on {nip} by examiner {examiner} was confirmed before; that is done once.",
    ),
    "discrepancy_not_reconfirmed": (
        "Nilai {examiner} untuk NIP {nip} ({method}) ditandai aturan {rules} dan belum ditegaskan ulang.",
        "The marks of {examiner} for NIP {nip} ({method}) were flagged by {rules} and not confirmed again.",
    ),
}
_FAMILIES: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        (
            "ledger_",
            "envelope_",
            "payload_",
            "json_",
            "entry_",
            "commitment_",
            "signature_",
            "salt_",
            "chain_",
        ),
        "Berkas buku induk tidak utuh atau telah diubah",
        "The ledger's file is damaged or was altered",
    ),
    (
        ("entries_", "person_", "erasure_", "ulid_", "leaf_", "frontier_", "inclusion_", "consistency_"),
        "Buku induk tidak lengkap",
        "The ledger is incomplete",
    ),
    (
        ("rulebook_", "rule_", "law_", "confirmation_", "competence_levels_"),
        "Kumpulan aturan tidak sah",
        "The set of rules is not valid",
    ),
    (
        ("nothing_to_score", "no_examiner_", "score_below_", "component_is_", "number_", "not_codable"),
        "Nilai tidak dapat dihitung",
        "The score cannot be computed",
    ),
    (
        ("moment_", "date_out_of_", "end_before_"),
        "Tanggal tidak dapat dipakai",
        "The date cannot be used",
    ),
    (("database_",), "Basis data tidak dapat dipakai", "The database cannot be used"),
    (
        ("talent_", "axis_", "predicate_axis_"),
        "Profil talenta tidak lengkap",
        "The talent profile is incomplete",
    ),
)


def sentence_of(wrong: CoreError, language: Language) -> str:
    """Return a refusal as one sentence in the reader's language; nothing of the facts is lost."""
    column = 1 if language == "en" else 0
    if wrong.code in _SINGLE:
        return _SINGLE[wrong.code][column].format_map(_Facts(wrong.facts, language))
    if wrong.code in WORDS:
        words = WORDS[wrong.code]
        both = (words.expected_en, words.mend_en) if language == "en" else (words.expected_id, words.mend_id)
        return " ".join(one.format_map(_Facts(wrong.facts, language)) for one in both) + _told(
            wrong, language
        )
    family = family_of(wrong.code)
    return f"{family[column]}{_told(wrong, language)} [{wrong.code}]." if family else str(wrong)


def family_of(code: str) -> tuple[str, str] | None:
    """Return the general sentence for a technical code, Indonesian and English; None for an unknown one."""
    for prefixes, indonesian, english in _FAMILIES:
        if code.startswith(prefixes):
            return indonesian, english
    return None


def _told(wrong: CoreError, language: Language) -> str:
    facts = ", ".join(
        f"{fact_name(name, language)}: {fact_value(name, value, language)}"
        for name, value in wrong.facts.items()
    )
    return f" ({facts})" if facts else ""


class _Facts(dict[str, object]):
    """Facts of an error in words; one that the sentence names but the error lacks shows as a dash."""

    def __init__(self, facts: Mapping[str, object], language: Language) -> None:
        super().__init__(facts)
        self._language = language

    def __getitem__(self, name: str) -> object:
        return fact_value(name, super().__getitem__(name), self._language)

    def __missing__(self, name: str) -> str:
        return "–"
