"""Hasil of one person: identity, scores with margins, competences, category, box, posts, and why."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from selaras.core import vocabulary as v
from selaras.core.margins import Margin
from selaras.core.outcome import Alternative, ComponentScore, OfficialResult
from selaras.core.rules import Finding
from selaras.documents import facts
from selaras.queries.results import Shown
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.results import words
from selaras.web.office.results.keeping import shown_of
from selaras.web.office.results.profile import profile
from selaras.web.office.results.ranking import COLUMNS, ROWS
from selaras.web.office.wording import say

_HUNDRED = Fraction(100)
_WORTH_NAMING = Decimal(5)


@page("result", "person", is_logged=True)
def person(visit: Visit, person: str) -> HttpResponse:
    """Show one person's result; whoever looks at the own one learns of nobody else."""
    shown = shown_of(visit.here)
    result = next(one for one in shown.results.officials if one.code == person)
    official = next(one for one in shown.case.officials if one.nip == result.nip)
    names = {one.code: one.name for one in shown.case.competences}
    n = sum(one.rank is not None for one in shown.results.officials)
    # The own result alone is open to a participant, who learns of nobody else by it.
    is_own = not visit.may("result", "list")
    return visit.render(
        "results/person.html",
        {
            "is_own": is_own,
            "may_place": visit.may("placement", "read") and held(visit.here).offer is not None,
            "result": result,
            "official": official,
            "headline": _headline(shown, result, n),
            "certainty": _certainty(shown, result, n),
            "components": [_component(shown, result, one) for one in result.components],
            "apart": _apart(shown, result),
            "profile": profile(result.match) if result.match else None,
            "no_match": words.no_match(result.no_match_because),
            "match_words": _match_words(result.margin),
            "box": _box(result),
            "no_box": words.no_box(result.no_box_because),
            "box_words": _box_words(result.margin),
            "move": words.name(result.recommendation.kind),
            "move_post": _title(shown, result.recommendation.position)
            if result.recommendation.position != result.position
            else "",
            "reasons": [words.reason(one, names) for one in result.recommendation.reasons],
            "alternatives": _alternatives(shown, result),
            "findings": [_finding(one) for one in result.reasons if one.needs_attention],
            "met": [_finding(one) for one in result.reasons if not one.needs_attention],
            "neighbours": [] if is_own else _neighbours(visit, shown, result),
            "status": words.name(result.status),
        },
    )


def _headline(shown: Shown, result: OfficialResult, n: int) -> list[dict[str, str]]:
    margin = result.margin
    rank = facts.rank_label(result.rank, len(result.tied_with))
    return [
        {
            "is": "score",
            "title": say("Nilai akhir", "Final score"),
            "value": words.places(result.score, shown.case.scheme.places),
            "more": say("rentang 95% {span}", "95% range {span}", span=words.span(margin.score))
            if margin
            else "",
        },
        {
            "is": "category",
            "title": say("Kategori", "Category"),
            "value": words.name(result.category),
            "more": say("lulus: {chance}", "pass: {chance}", chance=words.out_of_hundred(margin.pass_percent))
            if margin
            else "",
        },
        {
            "is": "rank",
            "title": say("Peringkat", "Rank"),
            "value": say("{rank} dari {n}", "{rank} of {n}", rank=rank, n=n),
            "more": say("rentang 95% {ranks}", "95% range {ranks}", ranks=words.ranks(margin.rank))
            if margin and margin.rank
            else "",
        },
        {
            "is": "match",
            "title": say("Kesesuaian jabatan (JPM)", "Match with the post"),
            "value": words.percent(result.match.percent) if result.match else facts.NOTHING,
            "more": say("bukti terbatas", "little evidence") if result.match and result.match.is_thin else "",
        },
    ]


def _certainty(shown: Shown, result: OfficialResult, n: int) -> list[str]:
    """Return how sure the score is, in words; nothing where it was not measured."""
    margin = result.margin
    if margin is None:
        return []
    named = [
        f"{words.name(cut.category)} ({words.out_of_hundred(margin.category_percents[cut.category])})"
        for cut in shown.case.scheme.cuts
        if margin.category_percents.get(cut.category, Decimal(0)) >= 1
    ]
    lines = [
        say(
            "Kemungkinan lulus {chance} ({words}); kemungkinan kategori: {named}.",
            "Chance to pass {chance} ({words}); chances of the categories: {named}.",
            chance=words.out_of_hundred(margin.pass_percent),
            words=words.likely(margin.pass_percent),
            named=words.listed(named),
        ),
        _alike(margin, n),
    ]
    if margin.rank is None:
        lines.append(
            say(
                "Rentang peringkat tidak dapat dihitung, karena tidak semua peserta dihubungkan oleh penguji "
                "yang sama.",
                "No range of ranks can be computed, because not all participants are linked by examiners.",
            )
        )
    return lines


def _alike(margin: Margin, n: int) -> str:
    count = len(margin.not_apart_from)
    if count == 0:
        return say(
            "Selisih nilai dengan semua peserta lain bermakna.",
            "The difference from everybody else is meaningful.",
        )
    return say(
        "Selisih nilai dengan {count} dari {others} peserta lain tidak bermakna: urutannya dapat terbalik.",
        "The difference from {count} of {others} others is not meaningful: their order could turn round.",
        count=count,
        others=n - 1,
    )


def _component(shown: Shown, result: OfficialResult, one: ComponentScore) -> dict[str, Any]:
    by_code = {each.code: each for each in result.components}
    share, depth, here = _HUNDRED, 0, one
    while True:
        share = share * here.effective_weight / _HUNDRED
        if here.parent is None:
            break
        depth, here = depth + 1, by_code[here.parent]
    margin = result.margin
    fair = next((each for each in margin.components if each.component == one.code), None) if margin else None
    return {
        "code": one.code,
        "name": one.name,
        "depth": depth,
        "share": words.percent(share, 0 if share.denominator == 1 else 2),
        "points": words.places(one.points),
        "weighted": words.places(None if one.points is None else one.points * share / 100),
        "span": words.span(fair.interval) if fair else "",
        "is_fixed": bool(margin and one.code in margin.fixed),
        "is_leaf": one.is_leaf,
    }


def _apart(shown: Shown, result: OfficialResult) -> str:
    apart = result.without_conflict
    if apart is None:
        return ""
    return say(
        "Salah satu penguji menyatakan hubungan dengan peserta. Tanpa nilai penguji itu, nilai akhir {score} "
        "(peringkat {rank}).",
        "One examiner declared a relation with the participant. Without those marks the final score is "
        "{score} (rank {rank}).",
        score=words.places(apart.score, shown.case.scheme.places),
        rank=apart.rank,
    )


def _match_words(margin: Margin | None) -> str:
    if margin is None or margin.match is None or margin.match.lower == margin.match.upper:
        return ""
    return say("Rentang 95% JPM {span}.", "95% range of the match {span}.", span=words.span(margin.match))


def _box(result: OfficialResult) -> dict[str, Any] | None:
    box = result.box
    if box is None:
        return None
    return {
        "number": box.number,
        "performance": words.name(box.performance),
        "potential": words.name(box.potential),
        "performance_points": words.places(box.performance_points),
        "potential_points": words.places(box.potential_points),
        "actions": words.box_actions(box.actions),
        "cells": [[row is box.performance and one is box.potential for one in COLUMNS] for row in ROWS],
    }


def _box_words(margin: Margin | None) -> str:
    """Return the chances of the boxes, the likeliest first."""
    likely = sorted(margin.box_percents.items(), key=lambda one: (-one[1], one[0])) if margin else []
    named = [
        say("kotak {box} ({chance})", "box {box} ({chance})", box=box, chance=words.out_of_hundred(percent))
        for box, percent in likely
        if percent >= _WORTH_NAMING
    ]
    return say("Kemungkinan: {named}.", "Chances: {named}.", named=words.listed(named)) if named else ""


def _alternatives(shown: Shown, result: OfficialResult) -> dict[str, Any]:
    """Return the ranked posts that may be named; for whoever develops first only those clearly better."""
    later = result.recommendation.kind in (v.Move.DEVELOP, v.Move.DEMOTE)
    named = result.alternatives
    margin = shown.case.scheme.match.marginal_percent
    if later and result.match is not None:
        named = tuple(one for one in named if one.percent - result.match.percent > margin)
    return {
        "later": later,
        "margin": words.plain(margin),
        "rows": [_alternative(shown, one) for one in named],
    }


def _alternative(shown: Shown, one: Alternative) -> dict[str, Any]:
    alike = [_title(shown, code) for code in one.same_as]
    return {
        "rank": one.rank,
        "code": one.position,
        "title": _title(shown, one.position),
        "percent": words.percent(one.percent),
        "alike": words.listed(alike[:2])
        if len(alike) < 3
        else say(
            "{first} dan {n} jabatan lain", "{first} and {n} other posts", first=alike[0], n=len(alike) - 1
        ),
        "notes": [_finding(each) for each in one.findings if each.needs_attention],
    }


def _finding(one: Finding) -> dict[str, str]:
    word, colour = words.outcome(one)
    return {"word": word, "colour": colour, "text": words.finding(one), "article": one.article}


def _title(shown: Shown, code: v.PositionCode | None) -> str:
    if code is None:
        return ""
    return next((one.title for one in shown.case.positions if one.code == code), code)


def _neighbours(visit: Visit, shown: Shown, result: OfficialResult) -> list[dict[str, str]]:
    """Return the way to whoever stands before and behind, for those who go through all."""
    codes = [
        one.code
        for one in sorted(shown.results.officials, key=lambda one: (one.rank or 10**6, one.code))
        if one.rank is not None
    ]
    if result.code not in codes:
        return []
    at = codes.index(result.code)
    names = (visit.here.agency, visit.here.key)
    made = []
    for n, text in ((at - 1, say("‹ Sebelumnya", "‹ Previous")), (at + 1, say("Berikutnya ›", "Next ›"))):
        if 0 <= n < len(codes):
            made.append({"url": reverse("result_person", args=(*names, codes[n])), "text": text})
    return made
