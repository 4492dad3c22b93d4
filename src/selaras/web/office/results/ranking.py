"""Hasil: the ranking with its intervals, and the nine boxes of the talent map."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from selaras.core import vocabulary as v
from selaras.core.rules import Finding
from selaras.documents import facts
from selaras.queries.office.panel.standings import Group, Standing, Standings
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.results import words
from selaras.web.office.results.keeping import shown_of, standings_in
from selaras.web.office.wording import say

# Of a small picture of ranks: everything from the first to the last rank lies between these.
_LEFT, _RIGHT = 4.0, 96.0
# Highest performance first, lowest potential first, as PermenPANRB 3/2020 draws and numbers them.
BOXES = ((4, 7, 9), (2, 5, 8), (1, 3, 6))
ROWS = (v.PerformanceAxis.ABOVE, v.PerformanceAxis.MEETS, v.PerformanceAxis.BELOW)
COLUMNS = (v.PotentialAxis.LOW, v.PotentialAxis.MIDDLE, v.PotentialAxis.HIGH)
_TIERS = {**dict.fromkeys((7, 8, 9), "high"), **dict.fromkeys((4, 5, 6), "mid")}


@page("result", "list")
def ranking(visit: Visit) -> HttpResponse:
    """Show the ranking, or the part of it that was asked for."""
    if held(visit.here).shown is None:
        return visit.render("results/none.html")
    found = standings_in(visit.here)
    wanted = _wanted(visit.request, found)
    people = [one for one in found.ranked if _is_wanted(one, wanted)]
    return visit.render(
        "results/ranking.html",
        {
            "rows": [_row(one, found) for one in people],
            "n_all": len(found.ranked),
            "finding": finding(found),
            "groups": [_group(one) for one in found.groups],
            "choices": _choices(found, wanted),
            "is_filtered": bool(wanted),
            "cuts": cuts(found),
            "absent": [_absent(one.code, one.name, one.status, one.reasons) for one in found.absent],
            "is_measured": found.is_measured,
            "is_imported": not shown_of(visit.here).case.is_signed,
        },
    )


@page("result", "list")
def boxes(visit: Visit) -> HttpResponse:
    """Show the nine boxes with everybody's name."""
    if held(visit.here).shown is None:
        return visit.render("results/none.html")
    found = standings_in(visit.here)
    return visit.render(
        "results/boxes.html",
        {
            "rows": box_rows(found),
            "columns": [words.name(one) for one in COLUMNS],
            "n_boxed": len(found.ranked) - len(found.unboxed),
            "n_top": sum(len(found.by_box[box]) for box in (7, 8, 9)),
            "n_unsure": found.n_unsure_boxes,
            "unboxed": [
                {"person": one.result, "because": words.no_box(one.result.no_box_because)}
                for one in found.unboxed
            ],
            "actions": [
                {
                    "box": box,
                    "people": len(people),
                    "actions": words.box_actions(people[0].result.box.actions),
                }
                for box, people in sorted(found.by_box.items(), reverse=True)
                if people and people[0].result.box
            ],
        },
    )


def box_rows(found: Standings) -> list[dict[str, Any]]:
    """Return the rows of the talent map, from the highest performance down."""
    return [
        {
            "title": words.name(axis),
            "cells": [
                {
                    "number": box,
                    "tier": _TIERS.get(box, "low"),
                    "people": [
                        {
                            "code": one.result.code,
                            "name": facts.bare_name(one.result.name),
                            "sure": one.box_is_sure,
                        }
                        for one in found.by_box[box]
                    ],
                }
                for box in numbers
            ],
        }
        for axis, numbers in zip(ROWS, BOXES, strict=True)
    ]


def finding(found: Standings) -> str:
    """Return what the ranking says in a sentence: who leads, and whether that means anything."""
    n = len(found.ranked)
    if not found.is_measured:
        return say(
            "Ketelitian nilai tidak diukur dalam kegiatan ini; selisih kecil tidak selalu bermakna.",
            "The precision of the scores was not measured in this event; small differences may mean nothing.",
        )
    leading = found.leading
    if leading is None:
        return say(
            "Peserta teratas berbeda secara bermakna dari semua peserta lain.",
            "The first differs meaningfully from everybody else.",
        )
    many = len(leading.people)
    if many == n:
        return say(
            "Selisih nilai di antara semua {n} peserta tidak bermakna.",
            "The differences among all {n} participants mean nothing.",
            n=n,
        )
    return say(
        "{n} peserta teratas tidak dapat dibedakan: selisih nilai di antara mereka tidak bermakna.",
        "The first {n} cannot be told apart: the differences among them mean nothing.",
        n=many,
    )


def cuts(found: Standings) -> str:
    """Return the categories with their limits and where passing begins."""
    parts, above = [], ""
    for cut in found.cuts:
        low, title = words.plain(cut.at_least), words.category(cut.category)
        if not above:
            parts.append(say("{title} mulai {low}", "{title} from {low}", title=title, low=low))
        elif not cut.at_least:
            parts.append(say("{title} di bawah {above}", "{title} below {above}", title=title, above=above))
        else:
            told = {"title": title, "low": low, "above": above}
            parts.append(
                say("{title} {low} sampai di bawah {above}", "{title} {low} to below {above}", **told)
            )
        above = low
    return say(
        "{parts}. Lulus: {least} atau lebih tinggi.",
        "{parts}. Pass: {least} or higher.",
        parts="; ".join(parts),
        least=words.category(found.pass_from),
    )


def small_picture(one: Standing, n_ranks: int) -> dict[str, str] | None:
    """Return where dot and bar of a rank's interval lie, in a picture 100 wide; None where not measured."""
    margin = one.margin
    if margin is None or margin.rank is None:
        return None

    def across(rank: int) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (rank - 1) / max(n_ranks - 1, 1)

    best, worst = across(margin.rank.best), across(margin.rank.worst)
    return {"x": f"{best:.1f}", "wide": f"{max(worst - best, 0.8):.1f}", "at": f"{across(one.rank):.1f}"}


def _row(one: Standing, found: Standings) -> dict[str, Any]:
    result, margin = one.result, one.margin
    return {
        "code": result.code,
        "name": result.name,
        "post": result.position_title,
        "rank": facts.rank_label(result.rank, len(result.tied_with)),
        "ranks": words.ranks(margin.rank) if margin and margin.rank else "",
        "picture": small_picture(one, len(found.ranked)),
        "score": words.places(result.score, found.places),
        "span": words.span(margin.score) if margin else "",
        "category": words.category(result.category),
        "category_name": words.name(result.category),
        "passed": result.passed,
        "pass_chance": words.in_percent(margin.pass_percent) if margin else "",
        "match": words.percent(result.match.percent) if result.match else facts.NOTHING,
        "is_thin": bool(result.match and result.match.is_thin),
        "no_match": words.no_match(result.no_match_because),
        "box": result.box.number if result.box else None,
        "box_sure": one.box_is_sure,
        "move": words.move(result.recommendation.kind),
        "target": one.target,
        "n_alike": len(margin.not_apart_from) if margin else 0,
    }


def _group(one: Group) -> dict[str, Any]:
    return {"number": one.number, "first": one.first, "last": one.last, "n": len(one.people)}


def _absent(code: str, name: str, status: v.ParticipantStatus, reasons: Sequence[Finding]) -> dict[str, Any]:
    barring = [one for one in reasons if one.bars] or [one for one in reasons if one.needs_attention]
    return {
        "code": code,
        "name": name,
        "status": words.name(status),
        "reasons": [{"text": words.finding(one), "article": one.article} for one in barring],
    }


Wanted = Mapping[str, str]


def _wanted(request: HttpRequest, found: Standings) -> Wanted:
    """Return what is asked for; what the ranking does not have asks for nothing."""
    known = {
        "kategori": {cut.category.value for cut in found.cuts},
        "rekomendasi": {one.value for one in v.Move},
        "kotak": {str(box) for box in range(1, 10)},
        "kelompok": {str(one.number) for one in found.groups},
    }
    return {name: one for name, values in known.items() if (one := request.GET.get(name, "")) in values}


def _is_wanted(one: Standing, wanted: Wanted) -> bool:
    result = one.result
    has = {
        "kategori": {result.category.value if result.category else ""},
        "rekomendasi": {result.recommendation.kind.value},
        "kotak": {str(result.box.number) if result.box else ""},
        "kelompok": {str(number) for number in one.groups},
    }
    return all(value in has[name] for name, value in wanted.items())


def _choices(found: Standings, wanted: Wanted) -> list[dict[str, Any]]:
    """Return the fields of the filter with what the ranking has to choose from."""
    categories = [(cut.category.value, words.name(cut.category)) for cut in found.cuts]
    moves = [(one.value, words.move(one)) for one in v.Move if found.moves.get(one)]
    numbers = [(str(box), say("Kotak {n}", "Box {n}", n=box)) for box in range(9, 0, -1) if found.by_box[box]]
    groups = [
        (
            str(one.number),
            say(
                "Peringkat {a}–{b} ({n} orang)",
                "Ranks {a}–{b} ({n} people)",
                a=one.first,
                b=one.last,
                n=len(one.people),
            ),
        )
        for one in found.groups
    ]
    fields = (
        ("kategori", say("Kategori", "Category"), categories),
        ("rekomendasi", say("Rekomendasi", "Recommendation"), moves),
        ("kotak", say("Kotak talenta", "Talent box"), numbers),
        ("kelompok", say("Selisih tidak bermakna", "No meaningful difference"), groups),
    )
    return [
        {"name": name, "label": label, "options": options, "chosen": wanted.get(name, "")}
        for name, label, options in fields
        if options
    ]
