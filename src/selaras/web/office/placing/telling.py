"""A placement as pages tell it: the slates that are offered, their moves, chains, and how sure they are.

Every number is the offer's own; sentences are those of the papers, in both languages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from selaras.core.placement.model import NOWHERE, Chain, Slate, SlateName
from selaras.core.placement.offer import Change, MoveKind, Offer, SeatTold
from selaras.core.placement.offering import offer_as_chosen
from selaras.documents import facts
from selaras.documents.placing_sentences import ENGLISH, INDONESIAN, Cast, Language, cast_of
from selaras.queries.office.listing import ListedEvent
from selaras.web.office.held import held
from selaras.web.office.results import words
from selaras.web.office.results.keeping import kept, shown_of
from selaras.web.office.wording import is_english, say

CHOSEN = "pilihan"
_STAYING = (MoveKind.STAY, MoveKind.EXTEND)
_SHORT = {
    SlateName.BEST: ("Terbaik", "Best"),
    SlateName.FEW_MOVES: ("Paling sedikit pindah", "Fewest moves"),
    SlateName.ROBUST: ("Paling tahan", "Most robust"),
    SlateName.WISHED: ("Menurut permintaan", "As asked"),
}


@dataclass(frozen=True, eq=False, kw_only=True)
class Tab:
    """One set of seats that can be looked at: a slate, or what the officer chose.

    key : stands in the address; digest : by which it is chosen, None for the choice itself
    is_best : only of the best it is told what others would lose
    """

    key: str
    offer: Offer
    is_best: bool
    same_as: str = ""  # key of an earlier tab with the same seats

    @property
    def slate(self) -> Slate:
        return self.offer.slates[0]

    @property
    def title(self) -> str:
        if self.key == CHOSEN:
            return say("Pilihan PPK", "The officer's choice")
        return say(*_SHORT[self.slate.name])

    @property
    def n_moves(self) -> int:
        return sum(is_move(one) for one in self.offer.seats)


def language() -> Language:
    return ENGLISH if is_english() else INDONESIAN


def cast_in(listed: ListedEvent, offer: Offer) -> Cast:
    """Return the names of everybody whom an offer can name; all offers of one problem have the same."""
    shown = shown_of(listed)
    return kept(listed, "cast", lambda: cast_of(shown.case, shown.results, offer.problem))


def tabs_of(listed: ListedEvent) -> tuple[Tab, ...]:
    """Return what can be looked at, the officer's choice first where there is one; () without an offer."""
    return kept(listed, "tabs", lambda: _tabs(listed))


def _tabs(listed: ListedEvent) -> tuple[Tab, ...]:
    here = held(listed)
    offer, shown = here.offer, shown_of(listed)
    if offer is None:
        return ()
    made: list[Tab] = []
    if here.choice is not None:
        made.append(Tab(key=CHOSEN, offer=here.choice.offer, is_best=False))
    for n, slate in enumerate(offer.slates):
        told = offer
        if n:
            told = offer_as_chosen(
                shown.case, shown.rulebook, shown.results, problem=offer.problem, slate=slate
            )
        seats = slate.solution.seat.tolist()
        same = next((one.key for one in made if one.slate.solution.seat.tolist() == seats), "")
        made.append(Tab(key=slate.name.value, offer=told, is_best=n == 0, same_as=same))
    return tuple(made)


def is_move(seat: SeatTold) -> bool:
    return seat.kind not in _STAYING and seat.post != NOWHERE


def moves(tab: Tab, cast: Cast) -> list[dict[str, Any]]:
    """Return everybody who changes the post in a slate, exchanges first, then along each chain."""
    by_row = {one.official: one for one in tab.offer.seats}
    ordered = sorted(tab.slate.chains, key=lambda one: (not one.is_cycle, -len(one.steps)))
    rows = [step.official for chain in ordered for step in chain.steps]
    cycled = {step.official for chain in ordered if chain.is_cycle for step in chain.steps}
    return [
        move(tab, cast, by_row[row], is_exchange=row in cycled)
        for row in dict.fromkeys(rows)
        if is_move(by_row[row])
    ]


def move(tab: Tab, cast: Cast, seat: SeatTold, *, is_exchange: bool = False) -> dict[str, Any]:
    """Return one official's move with what it changes and how often the draws agree."""
    row, home = seat.official, cast.home[seat.official]
    before = next(
        (one for one in range(len(cast.people)) if cast.home[one] == seat.post and one != row), None
    )
    return {
        "code": tab.offer.instance.officials[row],
        "name": cast.people[row].name,
        "start": cast.people[row].post,
        "end": cast.post(seat.post),
        "post": "" if seat.post == NOWHERE else tab.offer.instance.posts[seat.post],
        "kind": language().kinds[seat.kind],
        "is_exchange": is_exchange,
        "succeeds": cast.people[before].name if before is not None else "",
        "change": changes(seat.change),
        "in_short": change_in_short(seat.change),
        "match": words.percent(cast.matches.get((row, seat.post))),
        "own_match": words.percent(cast.matches.get((row, home))) if home != NOWHERE else "",
        "often": "" if seat.chosen_percent is None else words.out_of_hundred(seat.chosen_percent),
        "meter": None if seat.chosen_percent is None else f"{seat.chosen_percent:.1f}",
        "is_often": seat.chosen_percent is not None and seat.chosen_percent >= Decimal(66),
        "n_flags": len(seat.flags),
    }


def changes(change: Change) -> list[dict[str, str]]:
    """Return echelon, class and allowance class, each before and after."""
    named = (
        (say("Eselon", "Echelon"), change.echelon),
        (say("Kelas jabatan", "Job class"), change.job_class),
        (say("Kelas tunjangan", "Allowance class"), change.allowance_class),
    )
    return [{"title": title, "told": _pair(*pair)} for title, pair in named]


def _pair(before: object, after: object) -> str:
    if before is None and after is None:
        return say("belum diketahui", "not known")
    if before == after:
        return say("{after} (tetap)", "{after} (same)", after=after)
    if before is None:
        return say("{after} (semula belum tercatat)", "{after} (before: not on record)", after=after)
    if after is None:
        return say(
            "semula {before}, kini belum tercatat", "{before} before, now not on record", before=before
        )
    return f"{before} → {after}"


def change_in_short(change: Change) -> str:
    """Return what the move does to class or echelon in a few words."""
    before, after = change.job_class
    if before is not None and after is not None:
        if before == after:
            return say("kelas {n} tetap", "class {n} as before", n=after)
        return say("kelas {a} → {b}", "class {a} → {b}", a=before, b=after)
    if change.echelon[0] is not None and change.echelon[0] == change.echelon[1]:
        return say("eselon {n} tetap", "echelon {n} as before", n=change.echelon[1])
    return ""


def chains(tab: Tab, cast: Cast) -> list[dict[str, Any]]:
    """Return exchanges and chains as posts in a row, each with who leaves it and who comes."""
    ordered = sorted(tab.slate.chains, key=lambda one: (not one.is_cycle, -len(one.steps)))
    return [
        {
            "is_cycle": one.is_cycle,
            "n": len(one.steps),
            "title": say("Pertukaran {n} pejabat", "Exchange of {n} officials", n=len(one.steps))
            if one.is_cycle
            else say("Rantai {n} perpindahan", "Chain of {n} moves", n=len(one.steps)),
            "stations": _stations(one, cast),
        }
        for one in ordered
    ]


def _stations(chain: Chain, cast: Cast) -> list[dict[str, str]]:
    steps = chain.steps
    names = [cast.people[one.official].name for one in steps]
    vacant = say("lowong", "vacant")
    if chain.is_cycle:
        return [
            {"title": cast.post(one.start), "before": names[n], "after": names[n - 1], "becomes": "held"}
            for n, one in enumerate(steps)
        ]
    first = steps[0]
    if first.start == NOWHERE:
        title, becomes = cast.people[first.official].post, "outside"
    else:
        title, becomes = cast.post(first.start), "vacant"
    made = [
        {
            "title": title,
            "before": names[0],
            "after": vacant if becomes == "vacant" else "",
            "becomes": becomes,
        }
    ]
    for n, one in enumerate(steps):
        has_next = n + 1 < len(steps)
        if one.end == NOWHERE:
            title = say("Tanpa jabatan", "Without a post")
            made.append({"title": title, "before": "", "after": names[n], "becomes": "outside"})
        else:
            made.append(
                {
                    "title": cast.post(one.end),
                    "before": names[n + 1] if has_next else vacant,
                    "after": names[n],
                    "becomes": "held" if has_next else "filled",
                }
            )
    return made


def steadiness(slate: Slate) -> Decimal | None:
    """Return the percent of draws, on average over the officials, whose optimum seats them as this does."""
    if slate.chosen_in is None or not slate.n_draws:
        return None
    whole = slate.n_draws * len(slate.chosen_in)
    return facts.rounded(Decimal(100 * int(slate.chosen_in.sum())) / whole, 1)


def differing(tabs: Sequence[Tab], cast: Cast) -> list[dict[str, Any]]:
    """Return the officials whom the slates seat differently, with their seat in each."""
    seats = [one.slate.solution.seat.tolist() for one in tabs]
    made = []
    for row, person in enumerate(cast.people):
        columns = [seat[row] for seat in seats]
        if len(set(columns)) > 1:
            code = tabs[0].offer.instance.officials[row]
            cells = [
                {
                    "title": _seat_words(cast, row, column),
                    "match": words.percent(cast.matches.get((row, column))) if column != NOWHERE else "",
                    "stays": column == cast.home[row],
                }
                for column in columns
            ]
            made.append({"code": code, "name": person.name, "post": person.post, "cells": cells})
    return made


def _seat_words(cast: Cast, row: int, column: int) -> str:
    if column == NOWHERE:
        return say("tanpa jabatan", "without a post")
    return say("tetap", "stays") if column == cast.home[row] else cast.post(column)


def keeps_everybody(offer: Offer) -> bool:
    """Return whether nobody loses a post of equal level in these seats."""
    home = offer.instance.home.tolist()
    return not any(
        one.kind is MoveKind.DEMOTION or (one.kind is MoveKind.NO_SEAT and home[one.official] != NOWHERE)
        for one in offer.seats
    )


def filled_and_open(offer: Offer) -> tuple[int, int]:
    """Return how many posts that nobody held are filled, and how many stay for open selection."""
    homes = set(offer.instance.home.tolist())
    filled = sum(1 for one in offer.posts if one.holder != NOWHERE and one.post not in homes)
    return filled, sum(one.goes_to_selection for one in offer.posts)


def _among(slate: Slate) -> str:
    """Return, as a clause, among which sets of seats a slate is the best; empty for all of them."""
    most = slate.wishes.most_moves
    if slate.name is SlateName.WISHED:
        return say(" menurut permintaan itu", " under these wishes")
    if most is None:
        return ""
    return say(" dengan paling banyak {n} perpindahan", " with at most {n} moves", n=most)


def proof(slate: Slate) -> str:
    """Return what is proven of a slate's value."""
    found = slate.solution
    value = words.points(found.objective)
    if slate.name is SlateName.ROBUST and slate.regret is not None:
        return say(
            "Nilai susunan {value} poin; dipilih karena paling sedikit merugi bila nilai ternyata lain.",
            "Worth {value} points; chosen because it loses least if scores turn out otherwise.",
            value=value,
        )
    if found.is_optimal:
        return say(
            "Nilai susunan {value} poin; terbukti tidak ada susunan sah lain{among} yang bernilai lebih "
            "tinggi.",
            "Worth {value} points; proven that no other lawful set of seats{among} is worth more.",
            value=value,
            among=_among(slate),
        )
    return say(
        "Nilai susunan {value} poin; terbukti tidak ada susunan sah yang bernilai lebih dari {bound} poin.",
        "Worth {value} points; proven that no lawful set of seats is worth more than {bound} points.",
        value=value,
        bound=words.points(found.bound),
    )
