"""Codes of the core as Indonesian sentences: reasons, missing parts, findings of rules.

Every code in ``core.recommendation.REASON_CODES`` has its sentence here; a test holds both together.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from selaras.core import vocabulary as v
from selaras.core.errors import CoreError
from selaras.core.outcome import Alternative, Reason
from selaras.core.rules import Finding, Outcome
from selaras.documents import facts

Told = Mapping[str, str]
Sentence = Callable[[Told], str]

_MOST_ALIKE = 3


def _percent(told: Told, name: str = "percent") -> str:
    return facts.percent(Decimal(told[name])) if told.get(name) else facts.NOTHING


def _better_post(told: Told) -> str:
    text = f"Kesesuaian dengan jabatan {told['position']} mencapai {_percent(told)}"
    if told.get("own"):
        text += f", sedangkan dengan jabatan sekarang {_percent(told, 'own')}"
    return text + "."


def _posts_alike(told: Told) -> str:
    more = int(told.get("more", "0"))
    others = f" dan {more} jabatan lain" if more else ""
    return f"Berdasarkan standarnya, jabatan itu tidak dapat dibedakan dari {told['positions']}{others}."


def _demotion(told: Told) -> str:
    number = f" dengan berkas nomor {told['number']}" if told.get("number") else ""
    return f"Penurunan jabatan hanya diusulkan melalui prosedur tersendiri{number}."


def _box(told: Told) -> str:
    actions = facts.listed(inside(one) for one in told.get("actions", "").split("; ") if one)
    return f"Berada pada kotak {told['box']} peta talenta{f'; tindak lanjut: {actions}' if actions else ''}."


def _always(sentence: str) -> Sentence:
    return lambda told: sentence


REASONS: Mapping[str, Sentence] = {
    "exempt": _always("Dikecualikan dari uji kompetensi ini."),
    "ineligible": _always("Tidak memenuhi syarat sebagai peserta."),
    "not_assessed": _always("Tidak dinilai karena tidak mengikuti penilaian."),
    "not_scored_yet": _always("Penilaian belum dilaksanakan."),
    "below_the_mark": lambda t: (
        f"Nilai akhir berada pada kategori {t['category']}, di bawah batas kelulusan."
    ),
    "performance_below": lambda t: f"Kinerja berada di bawah ekspektasi (kotak {t['box']} peta talenta).",
    "retest_follows": _always(
        "Mengikuti pengembangan, kemudian uji kompetensi ulang; jabatan tetap dipegang."
    ),
    "demotion_procedure": _demotion,
    "meets_standard": lambda t: f"Memenuhi standar kompetensi jabatan sekarang ({_percent(t)}).",
    "below_standard": lambda t: (
        f"Kesesuaian dengan jabatan sekarang {_percent(t)} ({t['category']}); "
        "kekurangan diisi melalui pengembangan."
    ),
    "knocked_out": lambda t: f"Syarat wajib jabatan sekarang belum terpenuhi: {t['competences']}.",
    "no_match": _always("Kesesuaian dengan jabatan sekarang tidak dapat dihitung dari data yang ada."),
    "better_post": _better_post,
    "no_better_post": _always("Tidak ada jabatan lain yang lebih sesuai secara bermakna."),
    "posts_alike": _posts_alike,
    "five_years_reached": lambda t: f"Telah menduduki jabatan {t['years']} tahun, sehingga wajib dievaluasi.",
    "extension_supported": _always("Hasil uji kompetensi mendukung perpanjangan masa jabatan."),
    "higher_class": lambda t: (
        f"Jabatan tujuan berkelas {t['new']}, lebih tinggi daripada kelas {t['own']} sekarang."
    ),
    "top_box": lambda t: f"Berada pada kotak {t['box']} peta talenta, kelompok tertinggi.",
    "talent_box": _box,
    "thin_evidence": lambda t: (
        f"Bukti baru mencakup {_percent(t)} dari standar, sehingga kesimpulan bersifat sementara."
    ),
}

NO_MATCH: Mapping[str, str] = {
    "not_assessed": "Kesesuaian dengan jabatan tidak dihitung karena pejabat tidak dinilai.",
    "no_own_post": "Jabatan sekarang berada di luar daftar jabatan kegiatan ini.",
    "no_standard": "Jabatan sekarang belum memiliki standar kompetensi dalam kegiatan ini.",
    "no_competence_mapping": "Unsur penilaian tidak dihubungkan dengan kompetensi.",
    "no_level_for_this_standard": "Belum ada bukti untuk kompetensi yang dituntut jabatan ini.",
}

NO_BOX: Mapping[str, str] = {
    "not_assessed": "Kotak talenta tidak ditetapkan karena pejabat tidak dinilai.",
    "potential_unknown": "Data potensial belum ada.",
    "predicate_unknown": "Predikat kinerja belum ada.",
    "predicate_not_verified": "Predikat kinerja belum diverifikasi.",
    "performance_unknown": "Data kinerja belum ada.",
}

OUTCOME_WORDS: Mapping[Outcome, str] = {
    Outcome.MET: "Terpenuhi",
    Outcome.BROKEN: "Tidak terpenuhi",
    Outcome.FLAGGED: "Perlu dipastikan",
    Outcome.UNKNOWN: "Belum dapat diputuskan",
    Outcome.NOT_APPLICABLE: "Tidak berlaku",
}

GATE_WORDS: Mapping[Outcome, str] = {
    Outcome.MET: "Terbuka",
    Outcome.BROKEN: "Tertutup",
    Outcome.FLAGGED: "Perlu dipastikan",
    Outcome.UNKNOWN: "Belum dapat diputuskan",
    Outcome.NOT_APPLICABLE: "Tidak berlaku",
}

DEADLINES: Mapping[str, str] = {
    "two-years": "Dua tahun dalam jabatan",
    "five-years": "Lima tahun dalam jabatan",
    "retirement": "Batas usia pensiun",
    "acting-term": "Masa tugas Plt.",
    "assessment-expiry": "Masa berlaku asesmen",
    "election-window-opens": "Larangan pemilihan mulai",
    "election-window-closes": "Larangan pemilihan berakhir",
    "after-inauguration-ends": "Enam bulan setelah pelantikan",
    "head-term-ends": "Akhir masa jabatan kepala daerah",
    "review-answer": "Jawaban lembaga penelaah",
    "notice": "Pengumuman",
    "retest": "Uji kompetensi ulang",
}


def reason(one: Reason, competences: Mapping[v.CompetenceCode, str]) -> str:
    """Return a recommendation's reason as a sentence; codes of competences become their names."""
    sentence = REASONS.get(one.code)
    if sentence is None:
        raise CoreError("reason_without_sentence", code=one.code)
    told = dict(one.facts)
    if "competences" in told:
        codes = told["competences"].split(", ")
        told["competences"] = facts.listed(competences.get(v.CompetenceCode(code), code) for code in codes)
    return sentence(told)


def missing(code: str | None, words: Mapping[str, str]) -> str:
    """Return why something could not be computed."""
    if code is None:
        return ""
    if code not in words:
        raise CoreError("reason_without_sentence", code=code)
    return words[code]


def deadline_kind(kind: str) -> str:
    if kind not in DEADLINES:
        raise CoreError("reason_without_sentence", code=kind)
    return DEADLINES[kind]


def finding(one: Finding) -> str:
    """Return a finding with its article."""
    return f"{one.text_id()} [{one.article}]"


def eligibility_note(reasons: Iterable[Finding]) -> str:
    """Return what has to be looked at before a participant is tested; a dash when nothing."""
    doubts = [finding(one) for one in reasons if one.needs_attention]
    return "\n".join(doubts) if doubts else "Memenuhi syarat"


def why_left_out(reasons: Iterable[Finding]) -> str:
    """Return the grounds on which somebody is left out: what bars, or else what was found at all."""
    found = tuple(reasons)
    grounds = [one for one in found if one.bars] or [one for one in found if one.needs_attention]
    return "\n".join(finding(one) for one in (grounds or found)) or facts.NOTHING


def alternative_notes(one: Alternative, titles: Mapping[v.PositionCode, str]) -> list[str]:
    """Return what an office must still see to before this post could be given."""
    notes = [each.text_id() for each in one.findings if each.needs_attention]
    if one.same_as:
        alike = facts.listed(_first_few([titles.get(code, code) for code in one.same_as]))
        notes.append(f"Tidak dapat dibedakan dari {alike}.")
    return notes


def _first_few(posts: list[str]) -> list[str]:
    """Return a few names and how many more there are: dozens of posts can have one standard."""
    if len(posts) <= _MOST_ALIKE:
        return posts
    named = posts[: _MOST_ALIKE - 1]
    return [*named, f"{len(posts) - len(named)} jabatan lain"]


def inside(text: str) -> str:
    """Return a text as part of a sentence: no capital at its head, no full stop at its end.

    >>> inside("Evaluasi kinerja."), inside("JPT Pratama")
    ('evaluasi kinerja', 'JPT Pratama')
    """
    text = text.strip().rstrip(".")
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
