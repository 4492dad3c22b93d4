"""A verdict as somebody reads it: the answer first, then how far each check came and what to compare."""

import json
from collections.abc import Iterator, Mapping

from selaras.core.codec import Json
from selaras.core.plain_text import plain
from selaras.core.verification.sentences import sentence_of
from selaras.core.verification.verdict import Outcome, Status, Verdict

_OUTCOMES = {
    Outcome.HOLDS: ("Utuh", "Holds"),
    Outcome.FAILS: ("Tidak utuh", "Does not hold"),
    Outcome.UNREADABLE: ("Tidak terbaca", "Unreadable"),
}
# Said where something could not be shown at all: whoever reads the first line alone must know.
_HOLDS_IN_PART = ("Utuh, dengan catatan", "Holds, with reservations")
_STATUSES = {
    Status.HOLDS: ("sesuai", "holds"),
    Status.FAILS: ("TIDAK SESUAI", "FAILS"),
    Status.NOT_PROVABLE: ("tidak dapat dibuktikan", "not provable"),
    Status.NOT_REACHED: ("belum diperiksa", "not reached"),
    Status.NOTHING: ("tidak ada", "nothing there"),
}
_CHECKS = {
    "zip": ("bentuk berkas", "form of the file"),
    "digests": ("sidik tiap isi", "digest of every file"),
    "keys": ("kebijakan dan kunci", "policy and keys"),
    "signatures": ("tanda tangan tiap catatan", "signature of every entry"),
    "chains": ("urutan tiap perangkat", "chain of every device"),
    "roots": ("akar pada tiap titik periksa", "root at every checkpoint"),
    "quorum": ("tanda tangan saksi", "signatures of witnesses"),
    "commitments": ("isi tiap catatan", "content of every entry"),
    "life": ("jalannya kegiatan", "the event's life"),
    "numbers": ("hitung ulang setiap angka", "every number computed anew"),
    "placement": ("usulan penempatan", "proposed placement"),
    "files": ("dokumen hasil dan naskah", "result document and papers"),
    "paper": ("kode pada kertas", "code on paper"),
}
# The same words as on the page of the second verifier (verifier/src/words.js).
_FORMULAS = {
    "law": (
        "status menurut aturan dan laporan asesmen yang berlaku",
        "standing by the rules and report that counts",
    ),
    "form": ("nilai penguji", "examiners' points"),
    "component": ("nilai komponen", "points of components"),
    "share": ("bobot efektif", "effective weights"),
    "root": ("nilai akhir", "score"),
    "rank": ("peringkat", "rank"),
    "category": ("kategori", "category"),
    "level": ("tingkat kompetensi", "levels of competences"),
    "match": ("kesesuaian jabatan", "job-person match"),
    "axis": ("sumbu peta talenta", "axes of the talent map"),
    "box": ("kotak peta talenta", "box of the talent map"),
    "recommendation": ("rekomendasi", "recommendation"),
    "alternative": ("jabatan alternatif", "alternative posts"),
    "margin": ("rentang ketelitian", "margins"),
    "summary": ("ringkasan", "summary"),
}
_LINES = {
    "reason": ("Sebab: {sentence} [{code}]", "Because: {sentence} [{code}]"),
    "bundle": (
        "Buku induk {log}, {size} catatan, berkas jenjang {grade}{subject}",
        "Ledger {log}, {size} entries, bundle of grade {grade}{subject}",
    ),
    "checks": ("Pemeriksaan", "Checks"),
    "recomputed": ("{n} angka dihitung ulang dan sama.", "{n} numbers computed anew, all the same."),
    "drawn": ("Hasil ukur ditarik ulang dan sejalan.", "Estimates drawn anew agree."),
    "placed": (
        "Penempatan: {slates} usulan sah dan sesuai jumlahnya; {proved} di antaranya terbukti tidak dapat"
        " dilampaui.",
        "Placement: {slates} slates are lawful and add up; for {proved} the numbers prove none is better.",
    ),
    "pairs": (
        "Nilai dan syarat {n} pasangan pejabat dan jabatan disusun ulang dan sama.",
        "Value and gates of {n} pairs of official and post set up anew, all the same.",
    ),
    "pairs_not_here": (
        "Tidak dapat disusun ulang di sini: nilai dan syarat {n} pasangan pejabat dan jabatan.",
        "Not set up anew here: value and gates of {n} pairs of official and post.",
    ),
    "draws": (
        "Kedudukan {n} usulan dalam tarikan ulang dihitung ulang dan sama; batas sesalnya"
        " menurut program pemecah.",
        "Standing of {n} slates in the draws counted anew, all the same; the bound of"
        " regret is what the solver said.",
    ),
    "draws_not_here": (
        "Tidak dihitung ulang di sini: kedudukan {n} usulan dalam tarikan ulang"
        " (berapa kali terpilih, sesal).",
        "Not counted anew here: standing of {n} slates in the draws (how often chosen, regret).",
    ),
    "not_here": (
        "Tidak dapat dihitung ulang di sini: {n} angka ({told}).",
        "Not recomputable here: {n} numbers ({told}).",
    ),
    "erased": (
        "Data dimusnahkan: {entries} catatan tentang {people}.",
        "Data destroyed: {entries} entries about {people}.",
    ),
    "warnings": ("Perlu diketahui", "To be known"),
    "code": (
        "Kode buku induk (bandingkan dengan kertas bertanda tangan):",
        "Ledger code (compare with signed paper):",
    ),
    "devices": (
        "Sidik perangkat (bandingkan dengan BA Serah Terima Tablet):",
        "Fingerprints of devices (compare with the hand-over minutes):",
    ),
}


def report(verdict: Verdict, *, lang: str) -> str:
    """Return the printed report, in Indonesian (``id``) or English (``en``)."""
    # Names and facts come from the file: a sign among them that moves the cursor could hide a line.
    return "\n".join(map(plain, _lines(verdict, lang))) + "\n"


def report_for_programs(verdict: Verdict) -> str:
    """Return the verdict as JSON in which whatever is not printed itself is escaped."""
    text = json.dumps(verdict.to_json(), ensure_ascii=False, indent=1, sort_keys=True)
    if not text.replace("\n", "").isprintable():
        text = "".join(one if one.isprintable() or one == "\n" else json.dumps(one)[1:-1] for one in text)
    return text + "\n"


def headline(told: Verdict, *, lang: str) -> str:
    """Return the answer in a few words."""
    is_in_part = told.verdict is Outcome.HOLDS and Status.NOT_PROVABLE in told.checks.values()
    return (_HOLDS_IN_PART if is_in_part else _OUTCOMES[told.verdict])[1 if lang == "en" else 0]


def checks_told(told: Verdict, *, lang: str) -> tuple[tuple[str, str, Status], ...]:
    """Return each check in words, and how far it came."""
    n = 1 if lang == "en" else 0
    return tuple((_CHECKS[name][n], _STATUSES[one][n], one) for name, one in told.checks.items())


def findings_told(told: Verdict, *, lang: str) -> tuple[str, ...]:
    """Return in sentences why a bundle fails, what was counted anew, and what must be known besides."""
    reason = () if told.reason is None else (_sentence(told.reason, told.where, lang),)
    counted = tuple(one for one in _counts(told, lang) if one)
    warned = tuple(_sentence(one.code, one.where, lang) for one in told.warnings)
    return tuple(map(plain, (*reason, *counted, *warned)))


def _lines(told: Verdict, lang: str) -> Iterator[str]:
    n = 1 if lang == "en" else 0

    def say(name: str, **facts: object) -> str:
        return _LINES[name][n].format(**facts)

    yield headline(told, lang=lang)
    if told.reason is not None:
        sentence = _sentence(told.reason, told.where, lang)
        yield say("reason", sentence=sentence, code=told.reason)
    if told.log is not None:
        subject = f" ({told.subject})" if told.subject else ""
        yield say("bundle", log=told.log, size=told.size, grade=told.grade, subject=subject)
    yield from ("", say("checks"))
    width = max(len(_CHECKS[name][n]) for name in told.checks)
    yield from (f"  {name:<{width}}  {word}" for name, word, _ in checks_told(told, lang=lang))
    yield from _counts(told, lang)
    if told.warnings:
        yield from ("", say("warnings"))
        yield from (f"  • {_sentence(one.code, one.where, lang)}" for one in told.warnings)
    if told.code is not None:
        groups = told.code.split()
        yield from ("", say("code"))
        yield from ("  " + " ".join(groups[at : at + 8]) for at in range(0, len(groups), 8))
    if told.devices:
        yield from ("", say("devices"))
        yield from (f"  {one.device}  {one.role}  {one.holder}" for one in told.devices)


def _sentence(code: str, where: Mapping[str, Json], lang: str) -> str:
    text, file = sentence_of(code, where, lang=lang), str(where.get("file", ""))
    # A file is looked for by its name as it is, also where a sentence begins with it.
    return file + text[len(file) :] if text[1:].startswith(file[1:]) else text


def _counts(told: Verdict, lang: str) -> Iterator[str]:
    n, recount, erased = (1 if lang == "en" else 0), told.recount, told.erased
    if recount.recomputed:
        yield from ("", _LINES["recomputed"][n].format(n=recount.recomputed))
    if recount.estimates_drawn_anew:
        yield _LINES["drawn"][n]
    if recount.not_here:
        each = ", ".join(
            f"{_FORMULAS.get(name, (name, name))[n]} {count}" for name, count in recount.not_here.items()
        )
        yield _LINES["not_here"][n].format(n=sum(recount.not_here.values()), told=each)
    if told.placed.problems:
        yield _LINES["placed"][n].format(slates=told.placed.slates, proved=told.placed.proved)
    if told.placed.pairs_recomputed:
        yield _LINES["pairs"][n].format(n=told.placed.pairs_recomputed)
    if told.placed.pairs_not_here:
        yield _LINES["pairs_not_here"][n].format(n=told.placed.pairs_not_here)
    if told.placed.draws_recomputed:
        yield _LINES["draws"][n].format(n=told.placed.draws_recomputed)
    if told.placed.draws_not_here:
        yield _LINES["draws_not_here"][n].format(n=told.placed.draws_not_here)
    if erased.entries:
        people = ", ".join(erased.people) or "–"
        yield _LINES["erased"][n].format(entries=erased.entries, people=people)
