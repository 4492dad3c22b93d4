"""Rekapitulasi nilai: every component raw and weighted, total, rank with ties, category."""

from fractions import Fraction

from selaras.core import outcome as o
from selaras.core import vocabulary as v
from selaras.documents import facts, office
from selaras.documents.docket import Docket

_HUNDRED = Fraction(100)


def content(docket: Docket) -> office.Json:
    scheme = docket.case.scheme
    return {
        **office.paper(
            docket,
            title="Rekapitulasi Nilai",
            subtitle=docket.case.event.title,
            is_result=True,
        ),
        "facts": office.event_facts(docket),
        "components": components(docket),
        "rows": [_row(docket, n, one) for n, one in enumerate(docket.ranked(), start=1)],
        "not_assessed": [
            f"{one.name} ({one.position_title})"
            for one in docket.with_status(v.ParticipantStatus.NOT_ASSESSED)
        ],
        "cuts": cut_sentence(docket),
        "rounding": (
            f"Nilai akhir dihitung dari angka tepat dan dibulatkan satu kali ke {scheme.places} desimal. "
            "Nilai komponen di atas dibulatkan hanya untuk ditampilkan, sehingga "
            "jumlahnya dapat berselisih tipis."
        ),
        "not_a_ground": office.NOT_A_GROUND,
        "panel": panel_rows(docket),
        "seat": office.place_and_date(docket),
    }


def components(docket: Docket) -> list[office.Json]:
    """Return the leaves of the tree with their share of the whole."""
    return [
        {
            "name": one.name,
            "share": facts.percent(share_of(docket, one.code), _places(share_of(docket, one.code))),
        }
        for one in docket.leaves()
    ]


def share_of(docket: Docket, code: v.ComponentCode) -> Fraction:
    """Return a component's part of the result in percent, down the whole tree."""
    by_code = {one.code: one for one in docket.case.scheme.components}
    share, here = _HUNDRED, by_code[code]
    while True:
        share = share * Fraction(here.weight) / _HUNDRED
        if here.parent is None:
            return share
        here = by_code[here.parent]


def effective_share(result: o.OfficialResult, code: v.ComponentCode) -> Fraction:
    """Return the part that counted for one person, after lawful rescaling."""
    by_code = {one.code: one for one in result.components}
    share, here = _HUNDRED, by_code[code]
    while True:
        share = share * here.effective_weight / _HUNDRED
        if here.parent is None:
            return share
        here = by_code[here.parent]


def cut_sentence(docket: Docket) -> str:
    """Return the categories with their limits and where passing begins."""
    scheme = docket.case.scheme
    parts, above = [], None
    for cut in scheme.cuts:
        low = facts.plain(cut.at_least)
        if above is None:
            parts.append(f"{category_words(cut.category)} mulai {low}")
        elif cut.at_least == 0:
            parts.append(f"{category_words(cut.category)} di bawah {above}")
        else:
            parts.append(f"{category_words(cut.category)} mulai {low} sampai di bawah {above}")
        above = low
    return f"Kategori: {'; '.join(parts)}. Lulus: {scheme.pass_from.istilah} atau lebih tinggi."


def category_words(category: v.Category) -> str:
    """Return a category with its short form where it has one."""
    short = category.value
    return f"{category.istilah} ({short})" if short.isupper() else category.istilah


def panel_rows(docket: Docket) -> list[list[object]]:
    return [[[one.name, one.institution], one.role.istilah] for one in docket.case.examiners]


def _places(share: Fraction) -> int:
    return 0 if share.denominator == 1 else 2


def _row(docket: Docket, n: int, result: o.OfficialResult) -> office.Json:
    by_code = {one.code: one for one in result.components}
    cells = []
    for leaf in docket.leaves():
        points = by_code[leaf.code].points
        counted = None if points is None else points * effective_share(result, leaf.code) / _HUNDRED
        cells.append({"raw": facts.number(points), "weighted": facts.number(counted)})
    return {
        "n": str(n),
        "person": office.person_cell(result.name, result.nip),
        "position": result.position_title,
        "cells": cells,
        "score": facts.number(result.score, docket.case.scheme.places),
        "rank": facts.rank_label(result.rank, len(result.tied_with)),
        "category": short_category(result.category),
    }


def short_category(category: v.Category | None) -> str:
    if category is None:
        return facts.NOTHING
    return category.value if category.value.isupper() else category.istilah
