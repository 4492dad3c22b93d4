"""The examiners' own scores, and how well they agree; how severe anybody is stands in no sheet."""

from collections.abc import Iterable, Sequence
from typing import Any

from xlsxwriter import Workbook

from selaras.core import vocabulary as v
from selaras.core.casefile import CaseFile
from selaras.core.margins import JointRating, PanelPlan, UnitReport
from selaras.core.outcome import ExaminerScore, OfficialResult, Results
from selaras.exchange.reading.cells import number_text
from selaras.exchange.results.page import Head, Page, Shown
from selaras.exchange.results.people import scored_officials
from selaras.exchange.results.sentences import BECAUSE, FAMILIES, NOTES, RULES
from selaras.exchange.sheets.records import SecondLook
from selaras.exchange.writing.looks import WARN, WARN_2, Looks

_MOST_HELPFUL = 3
_WIDTH_OF_A_PAGE = 170  # characters that are still read easily


def draw_examiners(book: Workbook, looks: Looks, case: CaseFile, results: Results) -> None:
    """Draw each examiner's own score per component; a sheet for the chair, not for the notice board."""
    people = [one for one in scored_officials(results) if one.examiners]
    if not people:
        return
    page = Page(
        book,
        looks,
        "Nilai per Penguji",
        "Nilai per penguji",
        "Untuk ketua pansel. Kuning: berselisih menurut aturan yang dikunci. "
        "Tanda *: benturan kepentingan dinyatakan.",
    )
    codes = [one.code for one in case.examiners]
    names = {one.code: one.name for one in case.scheme.components}
    is_marked = any(score.discrepant for one in people for score in one.examiners)
    heads = [Head("Nama", 36), Head("Komponen", 24), *(Head(code, 12) for code in codes)]
    if is_marked:
        heads += [Head("Ditandai karena", 34), Head("Konfirmasi ulang", 60)]
    rows: list[Sequence[Any]] = []
    for one in people:
        for component in dict.fromkeys(score.component for score in one.examiners):
            found = {s.examiner: s for s in one.examiners if s.component == component}
            row = [one.name, names.get(component, component), *(_score(found.get(code)) for code in codes)]
            if is_marked:
                marked = [found[code] for code in codes if code in found and found[code].discrepant]
                row += [_rules(marked), _confirmed(marked, one, case)]
            rows.append(row)
    page.table(heads, rows)


def _score(score: ExaminerScore | None) -> Shown | None:
    if score is None:
        return None
    look: dict[str, Any] = {"num_format": '0.00"*"' if score.disclosed else "0.00"}
    if score.discrepant:
        look |= {"bg_color": WARN_2, "font_color": WARN}
    return Shown(score.points, look)


def _rules(marked: Iterable[ExaminerScore]) -> str:
    told = ((one.examiner, [RULES[rule] for rule in one.discrepant_by]) for one in marked)
    return "\n".join(f"{code}: {', '.join(rules)}" for code, rules in told)


def _confirmed(marked: Iterable[ExaminerScore], person: OfficialResult, case: CaseFile) -> str:
    kept = {(one.examiner, one.nip, one.method): one for one in case.reconfirmations}
    lines = []
    for one in marked:
        found = kept.get((one.examiner, person.nip, one.method))
        if found is None:
            lines.append(f"{one.examiner}: belum")
        else:
            decision = SecondLook.CHANGED if found.changed else SecondLook.KEPT
            lines.append(f"{one.examiner}: {decision.istilah.lower()}. {found.reason}")
    return "\n".join(lines)


def draw_alignment(book: Workbook, looks: Looks, results: Results) -> None:
    """Draw how well the examiners of each method agree, as a panel."""
    measured = results.measured
    if measured is None or not (measured.units or measured.unmeasured):
        return
    page = Page(
        book,
        looks,
        "Keselarasan Penguji",
        "Keselarasan penguji",
        "Seberapa seragam pansel menilai. Keketatan masing-masing penguji hanya disampaikan kepada penguji "
        "itu sendiri dan ketua pansel.",
    )
    shares = "Asal keragaman nilai (%)"
    heads = [
        Head("Metode", 20),
        Head("Cara mengukur", 20),
        *(Head(words, 10, "Banyaknya") for words in ("Nilai", "Peserta", "Penguji", "Kriteria")),
        *(Head(words, 11, shares) for words in ("Peserta", "Keketatan penguji", "Kesan umum")),
        Head("Keterandalan", 11),
        Head("Separasi", 9),
        Head("Arti", 28),
        Head("Penguji yang diperlukan", 20),
        Head("Kelompok terhubung", 12),
        Head("Penilaian tambahan yang paling menolong", 36),
        Head("Catatan", 44),
    ]
    people = {one.nip: one.name for one in results.officials}
    rows: list[Sequence[Any]] = [_unit(one, people) for one in measured.units]
    for absent in measured.unmeasured:
        blanks: list[Any] = [None] * (len(heads) - 2)
        rows.append([absent.method.istilah, *blanks, f"Tidak diukur: {BECAUSE[absent.because]}"])
    page.table(heads, rows, frozen=1, width_of_a_page=_WIDTH_OF_A_PAGE)


def _unit(one: UnitReport, people: dict[v.Nip, str]) -> list[Any]:
    ability = one.sd_ability**2
    severity = one.sd_severity**2 if one.sd_severity is not None else None
    halo = one.sd_halo**2 if one.sd_halo is not None else None
    # Without the examiners' part no shares: they would tell what is withheld.
    whole = ability + severity + (halo or 0) if severity is not None else None

    def share(part: Any) -> Shown | None:
        return Shown(100 * part / whole, {"num_format": "0"}) if part is not None and whole else None

    helpful = [_helpful(each, people) for each in one.helpful[:_MOST_HELPFUL]]
    weak = [
        f"Keketatan {link.first} dan {link.second} sulit dibandingkan: "
        f"{link.n_joint} peserta dinilai keduanya."
        for link in one.weak_links
    ]
    return [
        one.method.istilah,
        FAMILIES[one.family],
        *(one.n_ratings, one.n_officials, one.n_examiners, one.n_criteria),
        share(ability),
        share(severity) if one.n_examiners > 1 else None,
        share(halo),
        one.reliability,
        one.separation,
        _strata(one),
        _needed(one.plan) if one.plan is not None else None,
        one.n_components,
        "\n".join(helpful),
        "\n".join([*(NOTES[note] for note in one.notes), *weak]),
    ]


def _helpful(one: JointRating, people: dict[v.Nip, str]) -> str:
    gain = (
        f"menghubungkan {one.connects} pasang peserta"
        if one.gain_percent is None
        else f"ketelitian membaik {number_text(one.gain_percent)}%"
    )
    return f"{one.examiner} menilai {people.get(one.official, one.official)} ({gain})"


def _needed(plan: PanelPlan) -> str:
    """Return how many examiners reach the target, or what as many as were looked at would reach."""
    target = number_text(plan.target)
    if plan.needed is not None:
        return f"{plan.needed} untuk keterandalan {target}"
    most = max(plan.dependability)
    return f"{most} pun belum mencapai {target}"


def _strata(one: UnitReport) -> str:
    """Return how many levels of people the marks tell apart, (4 G + 1) / 3 with G² = R / (1 − R)."""
    reliability = one.reliability
    if reliability is None or not 0 <= reliability < 1:
        return ""
    levels = int((4 * (reliability / (1 - reliability)).sqrt() + 1) / 3)
    if levels <= 1:
        return "Peserta belum dapat dibedakan satu dari yang lain."
    return f"Peserta dapat dibedakan dalam {levels} tingkat."
