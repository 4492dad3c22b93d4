"""Facts of a refusal as somebody reads them: what each is called, and its value as a word, not as a code."""

from collections.abc import Mapping
from decimal import Decimal

from selaras.core import vocabulary as v
from selaras.core.decided import CheckAnswer, ObjectionAnswer
from selaras.core.entries import EntryType
from selaras.core.lifecycle import Phase
from selaras.refusals.terms import OF_THE_CORE

# Which closed lists the value of a fact may be of, by its name; by its code or by its Indonesian word.
_LISTS: Mapping[str, tuple[type[v.Term], ...]] = {
    "phase": (Phase,),
    "method": (v.Method,),
    "role": (v.Role,),
    "status": (v.ParticipantStatus,),
    "kind": (EntryType, v.PermissionKind),
    "type": (EntryType,),
    "state": (v.MarkState, v.Verification, v.AttendanceState, CheckAnswer, ObjectionAnswer),
    "category": (v.Category,),
    "purpose": (v.Purpose,),
}
_NAMES: Mapping[str, tuple[str, str]] = {
    "agency": ("instansi", "agency"),
    "article": ("pasal", "article"),
    "at": ("tempat", "place"),
    "because": ("sebab", "because"),
    "category": ("kategori", "category"),
    "code": ("kode", "code"),
    "column": ("kolom", "column"),
    "columns": ("kolom", "columns"),
    "competence": ("kompetensi", "competence"),
    "component": ("komponen", "component"),
    "conversion": ("konversi", "conversion"),
    "criterion": ("kriteria", "criterion"),
    "dating": ("penanggalan", "dating"),
    "day": ("tanggal", "day"),
    "detail": ("rincian", "detail"),
    "device": ("perangkat", "device"),
    "doubt": ("keraguan", "doubt"),
    "end": ("selesai", "end"),
    "entry": ("catatan", "entry"),
    "examiner": ("penguji", "examiner"),
    "expected": ("seharusnya", "expected"),
    "fact": ("fakta", "fact"),
    "field": ("isian", "field"),
    "file": ("berkas", "file"),
    "format": ("bentuk", "format"),
    "got": ("tertulis", "written"),
    "high": ("tinggi", "high"),
    "id": ("pengenal", "id"),
    "identity": ("mengenai", "about"),
    "index": ("nomor catatan", "entry"),
    "key": ("kunci", "key"),
    "kind": ("jenis", "kind"),
    "line": ("baris", "line"),
    "log": ("buku induk", "ledger"),
    "method": ("metode", "method"),
    "middle": ("menengah", "middle"),
    "migration": ("migrasi", "migration"),
    "missing": ("belum ada", "missing"),
    "months": ("bulan", "months"),
    "most": ("paling banyak", "at most"),
    "move_rule": ("aturan perpindahan", "rule of moves"),
    "name": ("nama", "name"),
    "nip": ("NIP", "NIP"),
    "parent": ("induk", "parent"),
    "part": ("bagian", "part"),
    "path": ("berkas", "file"),
    "phase": ("tahap", "phase"),
    "position": ("jabatan", "post"),
    "profile": ("profil", "profile"),
    "published": ("diterbitkan", "published"),
    "purpose": ("tujuan", "purpose"),
    "recomputed": ("dihitung ulang", "computed again"),
    "report": ("laporan", "report"),
    "role": ("peran", "role"),
    "rows": ("baris", "rows"),
    "setting": ("pengaturan", "setting"),
    "sheet": ("lembar", "sheet"),
    "size": ("ukuran", "size"),
    "start": ("mulai", "start"),
    "state": ("keadaan", "state"),
    "status": ("status", "status"),
    "subject": ("mengenai", "about"),
    "table": ("tabel", "table"),
    "type": ("jenis", "kind"),
    "version": ("versi", "version"),
    "where": ("tempat", "place"),
    "year": ("tahun", "year"),
}


def fact_name(name: str, language: str) -> str:
    """Return what a fact is called; one that has no name of its own keeps the word in the code."""
    indonesian, english = _NAMES.get(name, (name, name))
    return english if language == "en" else indonesian


def fact_value(name: str, value: object, language: str) -> object:
    """Return what a fact says; a mark is shown as it was written: 7, not 7.0.

    >>> fact_value("phase", "closed", "id"), fact_value("phase", "Pleno", "en"), fact_value("got", 7.5, "id")
    ('Pleno', 'Plenary', '7,5')
    """
    if isinstance(value, (float, Decimal)):
        plain = f"{value:g}" if isinstance(value, float) else str(value)
        return plain if language == "en" else plain.replace(".", ",")
    for terms in _LISTS.get(name, ()):
        for one in terms:
            if value in (one.value, one.istilah):
                return OF_THE_CORE[type(one), one.value] if language == "en" else one.istilah
    return value
