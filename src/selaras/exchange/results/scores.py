"""Ranking, components and the examiners' own scores."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from xlsxwriter import Workbook

from selaras.core import vocabulary as v
from selaras.core.casefile import CaseFile
from selaras.core.outcome import ComponentScore, OfficialResult, Results
from selaras.core.vocabulary import grouped_nip
from selaras.exchange.reading.cells import number_text
from selaras.exchange.results.page import Head, Page, Shown
from selaras.exchange.writing.looks import BAD, BAD_2, GOOD, GOOD_2, WARN, WARN_2, Looks

_CATEGORY_LOOKS: dict[v.Category, dict[str, Any]] = {
    v.Category.MS: {"bg_color": GOOD_2, "font_color": GOOD},
    v.Category.OPTIMAL: {"bg_color": GOOD_2, "font_color": GOOD},
    v.Category.MMS: {"bg_color": WARN_2, "font_color": WARN},
    v.Category.FAIRLY_OPTIMAL: {"bg_color": WARN_2, "font_color": WARN},
    v.Category.KMS: {"bg_color": BAD_2, "font_color": BAD},
    v.Category.LESS_OPTIMAL: {"bg_color": BAD_2, "font_color": BAD},
}


def scored_officials(results: Results) -> list[OfficialResult]:
    """Return those with a rank, best first; people of one rank keep the order of entry."""
    found = [one for one in results.officials if one.rank is not None]
    return sorted(found, key=lambda one: one.rank or 0)


def draw_ranking(book: Workbook, looks: Looks, case: CaseFile, results: Results) -> None:
    """Draw the ranking; equal scores share a rank and are named."""
    page = Page(
        book,
        looks,
        "Peringkat",
        "Peringkat",
        "Nilai dibulatkan satu kali, di akhir. Nilai yang sama berbagi peringkat.",
    )
    by_nip = {one.nip: one.name for one in results.officials}
    posts = {one.code: one.title for one in case.positions}
    has_conflicts = any(one.without_conflict for one in results.officials)
    heads = [
        Head("Peringkat", 10),
        Head("Nama", 28),
        Head("NIP", 23),
        Head("Jabatan", 28),
        Head("Nilai akhir", 11),
        Head("Kategori", 18),
        Head("Lulus", 9),
        Head("Nilai sama dengan", 18),
        Head("Kesesuaian jabatan (%)", 14),
        Head("Kotak talenta", 9),
        Head("Saran", 20),
        Head("Jabatan yang disarankan", 26),
        Head("Alternatif", 44),
    ]
    if has_conflicts:
        heads += [Head("Nilai tanpa benturan kepentingan", 14), Head("Peringkat tanpa benturan", 12)]
    rows = []
    for one in scored_officials(results):
        category = one.category
        row: list[Any] = [
            one.rank,
            one.name,
            grouped_nip(one.nip),
            one.position_title,
            Shown(one.score, {"num_format": _places(case.scheme.places), "bold": True}),
            Shown(category.istilah, _CATEGORY_LOOKS[category]) if category else "",
            one.passed,
            ", ".join(by_nip[nip] for nip in one.tied_with),
            one.match.percent if one.match else None,
            one.box.number if one.box else None,
            one.recommendation.kind.istilah,
            posts.get(one.recommendation.position, "") if one.recommendation.position else "",
            _alternatives(one, posts),
        ]
        if has_conflicts:
            apart = one.without_conflict
            row += [apart.score if apart else None, apart.rank if apart else None]
        rows.append(row)
    page.table(heads, rows)


def _places(places: int) -> str:
    return f"0.{'0' * places}" if places else "0"


def _alternatives(one: OfficialResult, posts: dict[v.PositionCode, str]) -> str:
    return "\n".join(
        f"{other.rank}. {posts.get(other.position, other.position)} ({number_text(other.percent)} %)"
        for other in one.alternatives
    )


def draw_components(book: Workbook, looks: Looks, case: CaseFile, results: Results) -> None:
    """Draw, per person and component, the points and what they add to the final score."""
    page = Page(
        book,
        looks,
        "Komponen",
        "Nilai komponen",
        "Nilai 0–100 setiap komponen dan sumbangannya pada nilai akhir. Kosong: menurut aturan tidak ada.",
    )
    components = case.scheme.components
    heads = [Head("Nama", 36), Head("NIP", 24)]
    for one in components:
        heads.append(Head(f"{one.name} ({number_text(one.weight)} %)", 14))
        if one.method is not None:
            heads.append(Head(f"Sumbangan {one.name}", 14))
    heads.append(Head("Nilai akhir", 11))
    rows = []
    for person in scored_officials(results):
        by_code = {part.code: part for part in person.components}
        row: list[Any] = [person.name, grouped_nip(person.nip)]
        for one in components:
            part = by_code.get(one.code)
            row.append(part.points if part else None)
            if one.method is not None:
                row.append(_share(part, by_code) if part else None)
        look = {"num_format": _places(case.scheme.places), "bold": True}
        rows.append([*row, Shown(person.score, look)])
    page.table(heads, rows)


def _share(part: ComponentScore, by_code: dict[v.ComponentCode, ComponentScore]) -> Fraction | None:
    """Return what a leaf adds to the final score: points times the weights on the way up."""
    if part.points is None:
        return None
    share = part.points
    here: ComponentScore | None = part
    while here is not None:
        share = share * here.effective_weight / 100
        here = by_code.get(here.parent) if here.parent is not None else None
    return share


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
        "Untuk ketua pansel. Kuning: jauh dari penguji lain. Tanda *: benturan kepentingan dinyatakan.",
    )
    codes = [one.code for one in case.examiners]
    names = {one.code: one.name for one in case.scheme.components}
    heads = [Head("Nama", 36), Head("Komponen", 24), *(Head(code, 12) for code in codes)]
    rows: list[Sequence[Any]] = []
    for one in people:
        for component in dict.fromkeys(score.component for score in one.examiners):
            found = {s.examiner: s for s in one.examiners if s.component == component}
            cells: list[Any] = []
            for code in codes:
                score = found.get(code)
                if score is None:
                    cells.append(None)
                    continue
                look: dict[str, Any] = {"num_format": '0.00"*"' if score.disclosed else "0.00"}
                if score.discrepant:
                    look |= {"bg_color": WARN_2, "font_color": WARN}
                cells.append(Shown(score.points, look))
            rows.append([one.name, names.get(component, component), *cells])
    page.table(heads, rows)
