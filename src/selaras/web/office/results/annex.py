"""The statistical annex: what measurement says of ranking and weights, apart from what lay readers need."""

from typing import Any

from django.http import HttpResponse

from selaras.core.margins import Robustness
from selaras.core.outcome import Results
from selaras.documents import facts
from selaras.documents.content import certainty
from selaras.web.office.failures import not_found
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.results import words
from selaras.web.office.results.docketing import docket_at, drawn
from selaras.web.office.results.keeping import kept, shown_of, standings_in
from selaras.web.office.results.ranking import finding
from selaras.web.office.wording import say

_MOST_SWAPS = 12
_GROUPS = {"laki-laki": ("Laki-laki", "Men"), "perempuan": ("Perempuan", "Women")}


@page("result", "list")
def annex(visit: Visit) -> HttpResponse:
    if held(visit.here).shown is None:
        return visit.render("results/none.html")
    results, found = shown_of(visit.here).results, standings_in(visit.here)
    pictures = _pictures(visit) if found.is_measured else []
    return visit.render(
        "results/annex.html",
        {
            "finding": finding(found),
            "pictures": [
                {"number": n, "high": one["spec"]["height"]} for n, one in enumerate(pictures, start=1)
            ],
            "is_measured": found.is_measured,
            "draws": results.measured.draws if results.measured else 0,
            "units": _units(results),
            "weights": _weights(results),
            "passing": _passing(results.robustness),
            "groups": [{"first": one.first, "last": one.last, "n": len(one.people)} for one in found.groups],
        },
    )


@page("result", "list")
def rank_picture(visit: Visit, number: int) -> HttpResponse:
    """Return the picture of everybody's range of ranks, or the part of it with this number."""
    made = drawn(visit, "ranks", lambda: [one["spec"] for one in _pictures(visit)], number=number)
    return made or not_found(visit.request)


def _pictures(visit: Visit) -> list[dict[str, Any]]:
    return kept(visit.here, "rank pictures", lambda: certainty.rank_pictures(docket_at(visit.here)))


def _units(results: Results) -> list[dict[str, str]]:
    return [
        {
            "method": words.name(one.method),
            "n_ratings": words.plain(one.n_ratings),
            "n_officials": words.plain(one.n_officials),
            "n_criteria": words.plain(one.n_criteria),
            "reliability": words.places(one.reliability),
            "separation": words.places(one.separation),
        }
        for one in (results.measured.units if results.measured else ())
    ]


def _weights(results: Results) -> dict[str, Any] | None:
    """Return whether other weights would change the ranking, with the neighbours whom they may exchange."""
    found = results.robustness.weights if results.robustness else None
    if found is None:
        return None
    names = {one.nip: (one.code, one.name) for one in results.officials}
    ordered = sorted(found.swaps, key=lambda one: -one.percent)
    return {
        "span": words.plain(found.span),
        "n_unchanged": len(found.unchanged),
        "n": len(found.ranks),
        "n_swaps": len(found.swaps),
        "swaps": [
            {"upper": names[one.upper], "lower": names[one.lower], "percent": words.in_percent(one.percent)}
            for one in ordered[:_MOST_SWAPS]
        ],
    }


def _passing(robustness: Robustness | None) -> dict[str, Any] | None:
    found = robustness.passing if robustness else None
    if found is None:
        return None
    return {
        "groups": [
            {
                "title": say(*_GROUPS.get(one.group, (one.group, one.group))),
                "n": facts.NOTHING if one.n is None else words.plain(one.n),
                "passed": facts.NOTHING if one.n_passed is None else words.plain(one.n_passed),
                "percent": words.percent(one.percent, 1),
            }
            for one in found.groups
        ],
        "ratio": words.places(found.ratio),
        "below": bool(found.below_four_fifths),
        "is_hidden": found.not_shown_because is not None,
    }
