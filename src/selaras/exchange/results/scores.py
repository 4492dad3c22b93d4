"""Ranking and components."""

from fractions import Fraction
from typing import Any

from xlsxwriter import Workbook

from selaras.core import vocabulary as v
from selaras.core.casefile import CaseFile
from selaras.core.outcome import ComponentScore, OfficialResult, Results
from selaras.core.vocabulary import grouped_nip
from selaras.exchange.reading.cells import number_text
from selaras.exchange.results.margins import (
    beside,
    has_margins,
    interval,
    not_apart_from,
    percent,
    rank_range,
)
from selaras.exchange.results.page import Column, Head, Page, Shown, drawn
from selaras.exchange.results.people import places, scored_officials
from selaras.exchange.writing.looks import BAD, BAD_2, GOOD, GOOD_2, WARN, WARN_2, Looks

_CATEGORY_LOOKS: dict[v.Category, dict[str, Any]] = {
    v.Category.MS: {"bg_color": GOOD_2, "font_color": GOOD},
    v.Category.OPTIMAL: {"bg_color": GOOD_2, "font_color": GOOD},
    v.Category.MMS: {"bg_color": WARN_2, "font_color": WARN},
    v.Category.FAIRLY_OPTIMAL: {"bg_color": WARN_2, "font_color": WARN},
    v.Category.KMS: {"bg_color": BAD_2, "font_color": BAD},
    v.Category.LESS_OPTIMAL: {"bg_color": BAD_2, "font_color": BAD},
}


def draw_ranking(book: Workbook, looks: Looks, case: CaseFile, results: Results) -> None:
    """Draw the ranking; equal scores share a rank and are named, with those who cannot be told apart."""
    is_measured = has_margins(results)
    told = "Nilai dibulatkan satu kali, di akhir. Nilai yang sama berbagi peringkat."
    if is_measured:
        told += (
            " Rentang 95% bila dinilai penguji dengan keketatan rata-rata. Selisih tidak bermakna: urutannya "
            "dapat terbalik pada penilaian ulang."
        )
    page = Page(book, looks, "Peringkat", "Peringkat", told)
    names = {one.nip: one.name for one in results.officials}
    score = {"num_format": places(case), "bold": True}
    columns: list[Column] = [
        (Head("Peringkat", 10), lambda one: one.rank),
        (Head("Nama", 28), lambda one: one.name),
        (Head("NIP", 23), lambda one: grouped_nip(one.nip)),
        (Head("Jabatan", 28), lambda one: one.position_title),
        (Head("Nilai akhir", 11), lambda one: Shown(one.score, score)),
        *(_precision() if is_measured else ()),
        (Head("Kategori", 18), _category),
        (Head("Lulus", 9), lambda one: one.passed),
        *(_chances(results) if is_measured else ()),
        (Head("Nilai sama dengan", 18), lambda one: ", ".join(names[nip] for nip in one.tied_with)),
        *_proposals(case),
    ]
    if any(one.without_conflict for one in results.officials):
        columns += _without_conflict()
    page.table(*drawn(columns, scored_officials(results)))


def _precision() -> list[Column]:
    return [
        *interval(lambda margin: margin.score, "Rentang nilai"),
        (Head("Rentang peringkat", 12), beside(rank_range)),
    ]


def _chances(results: Results) -> list[Column]:
    return [
        (Head("Kemungkinan lulus (%)", 10), beside(lambda margin: percent(margin.pass_percent))),
        (Head("Selisih tidak bermakna dengan", 40), lambda one: not_apart_from(one, results)),
    ]


def _category(one: OfficialResult) -> Shown | None:
    return Shown(one.category.istilah, _CATEGORY_LOOKS[one.category]) if one.category else None


def _proposals(case: CaseFile) -> list[Column]:
    posts = {one.code: one.title for one in case.positions}

    def proposed(one: OfficialResult) -> str:
        meant = one.recommendation.position
        return posts.get(meant, "") if meant else ""

    return [
        (Head("Kesesuaian jabatan (%)", 14), lambda one: one.match.percent if one.match else None),
        (Head("Kotak talenta", 9), lambda one: one.box.number if one.box else None),
        (Head("Saran", 20), lambda one: one.recommendation.kind.istilah),
        (Head("Jabatan yang disarankan", 26), proposed),
        (Head("Alternatif", 44), lambda one: _alternatives(one, posts)),
    ]


def _without_conflict() -> list[Column]:
    return [
        (
            Head("Nilai tanpa benturan kepentingan", 14),
            lambda one: getattr(one.without_conflict, "score", None),
        ),
        (Head("Peringkat tanpa benturan", 12), lambda one: getattr(one.without_conflict, "rank", None)),
    ]


def _alternatives(one: OfficialResult, posts: dict[v.PositionCode, str]) -> str:
    return "\n".join(
        f"{other.rank}. {posts.get(other.position, other.position)} ({number_text(other.percent)}%)"
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
        heads.append(Head(f"{one.name} ({number_text(one.weight)}%)", 14))
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
        look = {"num_format": places(case), "bold": True}
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
