"""Summary, statuses with their articles, what the rules say about panel and letters, deadlines."""

from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook

from selaras.core import vocabulary as v
from selaras.core.casefile import CaseFile
from selaras.core.margins import MeasuredEvent
from selaras.core.outcome import Results
from selaras.core.publication import notices
from selaras.core.rules import Finding, Outcome
from selaras.core.vocabulary import grouped_nip
from selaras.exchange.reading.cells import date_words, number_text
from selaras.exchange.results.page import Head, Page, Shown
from selaras.exchange.results.sentences import BECAUSE
from selaras.exchange.writing.looks import BAD, BAD_2, BRAND, GOOD, GOOD_2, WARN, WARN_2, Looks

_OUTCOMES: dict[Outcome, tuple[str, dict[str, Any]]] = {
    Outcome.MET: ("Terpenuhi", {"bg_color": GOOD_2, "font_color": GOOD}),
    Outcome.BROKEN: ("Tidak terpenuhi", {"bg_color": BAD_2, "font_color": BAD}),
    Outcome.FLAGGED: ("Perlu dipastikan", {"bg_color": WARN_2, "font_color": WARN}),
    Outcome.UNKNOWN: ("Belum dapat diputuskan", {"bg_color": WARN_2, "font_color": WARN}),
    Outcome.NOT_APPLICABLE: ("Tidak berlaku", {}),
}
_STATUS_LOOKS: dict[v.ParticipantStatus, dict[str, Any]] = {
    v.ParticipantStatus.PARTICIPANT: {"bg_color": GOOD_2, "font_color": GOOD},
    v.ParticipantStatus.EXEMPT: {"bg_color": WARN_2, "font_color": WARN},
    v.ParticipantStatus.INELIGIBLE: {"bg_color": BAD_2, "font_color": BAD},
    v.ParticipantStatus.NOT_ASSESSED: {"bg_color": WARN_2, "font_color": WARN},
}


def draw_summary(book: Workbook, looks: Looks, case: CaseFile, results: Results) -> None:
    """Draw the first sheet: what this is, what came out, what it is not."""
    event, summary = case.event, results.summary
    page = Page(book, looks, "Ringkasan", event.title, case.agency.name)
    sheet = page.sheet
    sheet.set_portrait()
    sheet.set_column(0, 0, 44, looks())
    sheet.set_column(1, 1, 60, looks())
    first, last = date_words(event.starts_on), date_words(event.ends_on)
    row = _lines(
        page,
        3,
        "Kegiatan",
        [
            ("Jenis kegiatan", event.kind.istilah),
            ("Waktu", first if first == last else f"{first} sampai {last}"),
            ("Tempat", event.venue),
            (
                "Pejabat pembina kepegawaian",
                f"{event.deciding_officer.name}, {event.deciding_officer.office}",
            ),
            ("Penelaah", results.reviewer),
            ("Tujuan penilaian", case.scheme.purpose.istilah),
        ],
    )
    row = _lines(
        page,
        row + 1,
        "Hasil" if results.is_scored else "Keadaan: siap dinilai, belum ada nilai",
        [
            ("Pejabat yang diperiksa", summary.officials),
            ("Peserta", summary.participants),
            ("Dikecualikan", summary.exempt),
            ("Tidak memenuhi syarat", summary.ineligible),
            ("Tidak dinilai", summary.not_assessed),
            ("Penguji", summary.examiners),
            ("Jabatan lowong, termasuk yang dipegang Plt.", summary.vacant_positions),
            ("Jabatan yang dipegang Plt.", summary.acting_positions),
            *_passed(results),
        ],
    )
    if results.is_scored:
        boxes = [(f"Kotak {number}", count) for number, count in sorted(results.summary.boxes.items())]
        row = _lines(page, row + 1, "Peta talenta (jumlah orang)", boxes)
    if results.measured is not None:
        row = _lines(page, row + 1, "Ketelitian", _precision(case, results))
    row = _lines(
        page,
        row + 1,
        "Dasar perhitungan",
        [
            ("Aturan yang dipakai, pada tanggal", date_words(results.rulebook_on)),
            ("Sidik aturan", results.rulebook_digest),
            ("Sidik rancangan penilaian", results.scheme_digest),
        ],
    )
    for notice in notices(case, results):
        row += 1
        sheet.set_row(row, 32)
        sheet.merge_range(row, 0, row, 1, notice, looks(bold=True, text_wrap=True, font_color=BRAND))


def _precision(case: CaseFile, results: Results) -> list[tuple[str, object]]:
    """Return what was measured, what was taken as it is, and what was marked for a second look."""
    measured = results.measured
    assert measured is not None
    names = {one.code: one.name for one in case.scheme.components}
    fixed = dict.fromkeys(code for one in results.officials if one.margin for code in one.margin.fixed)
    marked = [score for one in results.officials for score in one.examiners if score.discrepant]
    waiting = sum(1 for score in marked if score.reconfirmed is False)
    absent = (f"{one.method.istilah}: {BECAUSE[one.because]}" for one in measured.unmeasured)
    told: list[tuple[str, object]] = [
        ("Metode yang diukur", ", ".join(dict.fromkeys(one.method.istilah for one in measured.units))),
        ("Metode yang tidak diukur", "\n".join(absent)),
        ("Komponen yang diambil apa adanya", ", ".join(names[code] for code in fixed)),
        ("Kesan umum yang terbawa", _carried_over(measured)),
        ("Penarikan acak", measured.draws),
        ("Nilai penguji yang ditandai berselisih", len(marked)),
        ("Di antaranya belum dikonfirmasi ulang", waiting),
    ]
    return [(name, value) for name, value in told if value != ""]


def _carried_over(measured: MeasuredEvent) -> str:
    """Return where an examiner's impression surely goes from one method to another."""
    methods = {one.unit: one.method.istilah for one in measured.units}
    lines = (
        f"{methods[one.first]} dan {methods[one.second]}: korelasi {number_text(one.correlation)}; "
        "sudah diperhitungkan dalam rentang nilai akhir."
        for one in measured.carried_over
        if one.interval.lower > 0
    )
    return "\n".join(lines)


def _passed(results: Results) -> list[tuple[str, object]]:
    summary = results.summary
    if not results.is_scored:
        return []
    percent = summary.passed_percent
    told = f"{summary.passed} ({number_text(percent)}%)" if percent is not None else str(summary.passed)
    return [("Lulus", told), ("Tidak lulus", summary.failed)]


def _lines(page: Page, row: int, title: str, pairs: Sequence[tuple[str, object]]) -> int:
    for col in range(2):
        page.sheet.write_string(row, col, title if col == 0 else "", page.looks.section)
    for name, value in pairs:
        row += 1
        page.put(row, 0, name)
        page.put(row, 1, Shown(value, {"align": "left", "indent": 1}))
    return row + 1


def draw_officials(book: Workbook, looks: Looks, results: Results) -> None:
    """Draw everybody's status with reasons and articles."""
    page = Page(
        book,
        looks,
        "Pejabat",
        "Status setiap pejabat",
        "Alasan disertai pasal yang menjadi dasarnya.",
    )
    heads = [
        Head("Kode", 9),
        Head("Nama", 36),
        Head("NIP", 24),
        Head("Jabatan", 36),
        Head("Status", 20),
        Head("Alasan", 80),
        Head("Dasar", 40),
    ]
    rows = []
    for one in results.officials:
        told = [f for f in one.reasons if f.needs_attention]
        if one.status is not v.ParticipantStatus.PARTICIPANT:
            told = [f for f in one.reasons if f.outcome is not Outcome.NOT_APPLICABLE] or list(one.reasons)
        rows.append(
            [
                one.code,
                one.name,
                grouped_nip(one.nip),
                one.position_title,
                Shown(one.status.istilah, _STATUS_LOOKS[one.status]),
                "\n".join(f.text_id() for f in told),
                "\n".join(dict.fromkeys(f.article for f in told)),
            ]
        )
    page.table(heads, rows)


def draw_findings(book: Workbook, looks: Looks, results: Results) -> None:
    """Draw what the rules say about the panel and about letters."""
    page = Page(
        book,
        looks,
        "Pansel & Izin",
        "Pansel, izin, dan persetujuan",
        "Yang belum terpenuhi menutup langkah berikutnya; yang perlu dipastikan meminta penegasan instansi.",
    )
    heads = [
        Head("Tentang", 12),
        Head("Keadaan", 22),
        Head("Uraian", 90),
        Head("Dasar", 40),
        Head("Aturan", 20),
    ]
    rows = [
        _finding(about, one)
        for about, found in (("Pansel", results.panel), ("Izin", results.permissions))
        for one in found
    ]
    page.table(heads, rows, frozen=2)


def _finding(about: str, one: Finding) -> list[Any]:
    word, look = _OUTCOMES[one.outcome]
    return [about, Shown(word, look), one.text_id(), one.article, one.rule]


def draw_deadlines(book: Workbook, looks: Looks, results: Results) -> None:
    """Draw the calendar of legal deadlines."""
    page = Page(
        book,
        looks,
        "Tenggat",
        "Kalender tenggat hukum",
        "Tanggal yang dihitung dari data dan aturan; yang perlu dipastikan diberi tanda.",
    )
    heads = [
        Head("Tanggal", 20),
        Head("Tentang", 36),
        Head("Uraian", 80),
        Head("Dasar", 40),
        Head("Kepastian", 18),
        Head("Aturan", 20),
    ]
    rows = [
        [
            one.on,
            one.subject,
            one.text,
            one.article,
            "Pasti" if one.certain else Shown("Perlu dipastikan", {"bg_color": WARN_2, "font_color": WARN}),
            one.rule,
        ]
        for one in results.deadlines
    ]
    page.table(heads, rows, frozen=1)
