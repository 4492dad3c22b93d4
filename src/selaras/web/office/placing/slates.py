"""Usulan: the slates that are offered, each move with its reasons; proposing them where none are there."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from selaras.actions.placement import propose
from selaras.core.placement.model import NOWHERE, Impossible
from selaras.core.placement.offer import MoveKind, Offer
from selaras.core.placement.problem import problem_of, unplaced_because
from selaras.documents import placing_sentences
from selaras.queries.office.listing import ListedEvent
from selaras.queries.results import Shown
from selaras.web.office.acting import acting_of
from selaras.web.office.failures import not_found
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.placing import telling
from selaras.web.office.placing.leading import asked_tab, shown_tabs
from selaras.web.office.placing.permitted import ways_of
from selaras.web.office.placing.telling import Tab
from selaras.web.office.results import words
from selaras.web.office.results.docketing import docket_at, drawn
from selaras.web.office.results.keeping import kept, shown_of
from selaras.web.office.showing.extents import is_full
from selaras.web.office.wording import is_english, say

_UNPLACED = {
    "placement_without_policy": (
        "Rancangan kegiatan ini tidak memuat aturan penempatan, jadi tidak ada perpindahan yang diusulkan.",
        "The scheme of this event has no policy of moves, so no moves are proposed.",
    ),
    "placement_of_mapping": (
        "Pemetaan talenta tidak berakhir dengan penempatan.",
        "Talent mapping ends without placement.",
    ),
    "placement_before_scores": ("Penilaian belum selesai.", "Scoring is not complete."),
}


@page("placement", "read")
def slates(visit: Visit) -> HttpResponse:
    """Show one slate with its moves, and how the slates differ."""
    here = held(visit.here)
    if here.shown is None:
        return visit.render("results/none.html")
    tabs = telling.tabs_of(visit.here)
    tab = asked_tab(visit, tabs)
    if tab is None:
        because = unplaced_because(here.shown.case, here.shown.results)
        told = {"because": say(*_UNPLACED[because]) if because else "", **ways_of(visit)}
        return visit.render("placing/none.html", told)
    return visit.render("placing/slates.html", {**_told(visit.here, tabs, tab), **ways_of(visit)})


def _told(listed: ListedEvent, tabs: tuple[Tab, ...], tab: Tab) -> dict[str, Any]:
    cast, shows_all = telling.cast_in(listed, tab.offer), is_full(listed)
    compared = [one for one in tabs if shows_all or one.is_best or one.key == telling.CHOSEN]
    filled, open_posts = telling.filled_and_open(tab.offer)
    why = reasons_of(listed, tab)
    rows = [{**one, "why": why[one["code"]]} for one in telling.moves(tab, cast)]
    return {
        "tabs": shown_tabs(listed, tabs, tab),
        "tab": tab,
        "is_choice": tab.key == telling.CHOSEN,
        "is_full": shows_all,
        "moves": rows,
        "n_people": len(cast.people),
        "filled": filled,
        "open_posts": open_posts,
        "chains": telling.chains(tab, cast),
        "proof": "" if tab.key == telling.CHOSEN else telling.proof(tab.slate),
        "compared": [_compared(one, tabs) for one in compared],
        "differing": telling.differing(compared, cast) if len(compared) > 1 else [],
        "n_draws": tab.slate.n_draws,
        "frontier": _frontier(_best(tabs).offer),
        "staying": _staying(tab, why),
        "to_fill": _to_fill(tab, cast),
        "reasons": _reasons_of_choice(listed) if tab.key == telling.CHOSEN else "",
    }


def _reasons_of_choice(listed: ListedEvent) -> str:
    choice = held(listed).choice
    return choice.proposal.reasons if choice else ""


def _best(tabs: tuple[Tab, ...]) -> Tab:
    return next(one for one in tabs if one.is_best)


def reasons_of(listed: ListedEvent, tab: Tab) -> dict[str, dict[str, Any]]:
    """Return the sentences of every official by code, made once in each language."""
    name = f"reasons/{tab.key}/{'en' if is_english() else 'id'}"
    return kept(listed, name, lambda: _reasons(listed, tab))


def _reasons(listed: ListedEvent, tab: Tab) -> dict[str, dict[str, Any]]:
    cast, offer, language = telling.cast_in(listed, tab.offer), tab.offer, telling.language()
    made = {}
    for seat in offer.seats:
        told = placing_sentences.reasons(offer, cast, seat, language)
        made[offer.instance.officials[seat.official]] = {
            "here": told.here,
            "changes": told.changes,
            # What other seats would lose is known of the best alone.
            "not_elsewhere": told.not_elsewhere if tab.is_best else (),
            "notes": told.notes,
        }
    return made


def _compared(one: Tab, tabs: tuple[Tab, ...]) -> dict[str, Any]:
    best = _best(tabs).slate.solution.objective
    steady, regret = telling.steadiness(one.slate), one.slate.regret
    lost = best - one.slate.solution.objective
    return {
        "title": one.title,
        "n_moves": one.n_moves,
        "value": words.points(one.slate.solution.objective),
        "lost": words.points(-lost) if lost else "–",
        "steady": words.in_percent(steady) if steady is not None else "–",
        "regret": words.points(regret[1]) if regret else "–",
    }


def _frontier(offer: Offer) -> dict[str, Any] | None:
    points = offer.frontier
    if len(points) < 2:
        return None
    first, last = points[0], points[-1]
    return {
        "rows": [
            {
                "moves": one.moves,
                "value": words.points(one.objective),
                "gain": words.points(one.objective - first.objective),
            }
            for one in points
        ],
        "finding": say(
            "{n} perpindahan menaikkan nilai susunan {gain} poin dibandingkan dengan {first} perpindahan.",
            "{n} moves are worth {gain} points more than {first}.",
            n=last.moves,
            gain=words.points(last.objective - first.objective),
            first=first.moves,
        ),
    }


def _staying(tab: Tab, why: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    made = []
    for seat in tab.offer.seats:
        code = tab.offer.instance.officials[seat.official]
        if not telling.is_move(seat):
            extends = seat.kind is MoveKind.EXTEND
            made.append(
                {
                    "code": code,
                    "kind": telling.language().kinds[seat.kind],
                    "extends": extends,
                    "here": why[code]["here"],
                }
            )
    return made


def _to_fill(tab: Tab, cast: placing_sentences.Cast) -> list[dict[str, Any]]:
    """Return the posts that stay empty for open selection, with who of the event is nearest to them."""
    return [
        {
            "title": cast.post(post.post),
            "candidates": [
                {
                    "name": cast.people[one.official].name,
                    "match": words.percent(one.worth.match),
                    "loss": words.points(one.loss),
                }
                for one in post.candidates
            ],
        }
        for post in tab.offer.posts
        if post.holder == NOWHERE and post.goes_to_selection
    ]


@page("placement", "read")
def frontier_picture(visit: Visit) -> HttpResponse:
    """Return the picture of what a number of moves is worth."""
    from selaras.documents.content.placing import pictures
    from selaras.documents.content.placing.shown import shown as shown_in_papers

    def specs() -> list[Any]:
        one = shown_in_papers(docket_at(visit.here))
        made = pictures.frontier(one) if one is not None else None
        return [made["spec"]] if made else []

    return drawn(visit, "frontier", specs, number=1) or not_found(visit.request)


@page("placement", "read", post=("placement", "propose"))
def propose_slates(visit: Visit) -> HttpResponse:
    """Enter the problem of the result and the slates that are best for it; then show them."""
    back = HttpResponseRedirect(reverse("slates", args=(visit.here.agency, visit.here.key)))
    if visit.request.method != "POST":
        return back
    shown = shown_of(visit.here)
    acting = acting_of(visit)
    try:
        propose(
            visit.ref,
            shown,
            actor=acting.actor,
            declared_at=timezone.localdate(),
            clock=acting.clock,
            chance=acting.chance,
            signer=acting.signer,
        )
    except Impossible as impossible:
        told = {"conflict": _conflict(shown, impossible)}
        return visit.render("placing/impossible.html", told, status=409)
    messages.success(visit.request, say("Usulan disusun dan dicatat.", "The slates were made and entered."))
    return back


def _conflict(shown: Shown, impossible: Impossible) -> list[str]:
    problem = problem_of(shown.case, shown.rulebook, shown.results)
    cast = placing_sentences.cast_of(shown.case, shown.results, problem)
    language = telling.language()
    return [
        placing_sentences.requirement(cast, problem.instance, one, language) for one in impossible.conflict
    ]


@page("placement", "read", is_logged=True)
def slate_person(visit: Visit, person: str) -> HttpResponse:
    """Show why one official is seated here and not there, in the best slate and in every other."""
    tabs = telling.tabs_of(visit.here)
    if not tabs:
        return visit.render("placing/none.html", {"because": ""})
    best = _best(tabs)
    codes = best.offer.instance.officials
    shown = shown_of(visit.here)
    result = next(one for one in shown.results.officials if one.code == person)
    if person not in codes:
        return visit.render("placing/person.html", {"result": result, "why": None})
    row, cast = codes.index(person), telling.cast_in(visit.here, best.offer)
    seat, posts = best.offer.seats[row], _posts_for(best, cast, row)
    return visit.render(
        "placing/person.html",
        {
            "result": result,
            "why": reasons_of(visit.here, best)[person],
            "kind": telling.language().kinds[seat.kind],
            "post": cast.post(seat.post),
            "move": telling.move(best, cast, seat) if telling.is_move(seat) else None,
            "seats": [
                {"title": one.title, "seat": cast.post(one.offer.seats[row].post), "key": one.key}
                for one in tabs
            ],
            "open_posts": [one for one in posts if one["is_open"]],
            "closed_posts": [one for one in posts if not one["is_open"]],
            **ways_of(visit),
        },
    )


def _posts_for(best: Tab, cast: placing_sentences.Cast, row: int) -> list[dict[str, Any]]:
    """Return every other post with the match and whether it is open, what it would lose or why it is shut."""
    offer, language = best.offer, telling.language()
    made = []
    for column, title in enumerate(cast.posts):
        if column == offer.seats[row].post:
            continue
        closed = offer.problem.closed.get((row, column), ())
        lost = int(offer.losses.loss[row, column])
        match = cast.matches.get((row, column))
        made.append(
            {
                "code": offer.instance.posts[column],
                "title": title,
                "match": words.percent(match),
                "order": (bool(closed), lost if lost >= 0 else 10**9, -(match or 0)),
                "is_open": not closed,
                "loss": words.points(lost) if lost >= 0 else "",
                "is_bound": not offer.losses.is_exact,
                "because": " ".join(language.closing(one, cast.competences) for one in closed),
            }
        )
    return sorted(made, key=lambda one: one["order"])
