"""Bagaimana bila: a slate under wishes, computed at once and entered nowhere, with exactly what it costs."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict

from selaras.core.placement.model import Impossible, Wishes
from selaras.core.placement.offer import Offer
from selaras.core.placement.offering import what_if
from selaras.documents import placing_sentences
from selaras.documents.placing_sentences import Cast
from selaras.queries.office.listing import ListedEvent
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.placing import telling
from selaras.web.office.placing.permitted import ways_of
from selaras.web.office.placing.telling import Tab
from selaras.web.office.results import words
from selaras.web.office.results.keeping import kept, shown_of
from selaras.web.office.wording import say

# Beyond so many wishes one no longer asks "what if" but makes a slate of one's own.
_MOST_WISHES = 40
PIN, BAN, OPENED, MOST = "pin", "larang", "buka", "paling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Wishes as the address tells them, and what in it is not understood: (field, what was typed)."""

    wishes: Wishes
    wrong: tuple[tuple[str, str], ...]

    @property
    def is_empty(self) -> bool:
        return self.wishes == Wishes()


@page("placement", "what_if")
def what_if_page(visit: Visit) -> HttpResponse:
    """Show the best slate under the wishes of the address, or which of them cannot hold together."""
    tabs = telling.tabs_of(visit.here) if held(visit.here).shown else ()
    if not tabs:
        return visit.render("placing/none.html", {"because": "", **ways_of(visit)})
    best = next(one for one in tabs if one.is_best)
    asked = asked_in(visit.request.GET, best.offer)
    cast = telling.cast_in(visit.here, best.offer)
    outcome = {} if asked.is_empty else _outcome(visit.here, best, asked.wishes, cast)
    return visit.render(
        "placing/what_if.html",
        {
            "wishes": _told_wishes(asked.wishes, best.offer, cast),
            "wrong": [_wrong(*one) for one in asked.wrong],
            "hidden": pairs_of(replace(asked.wishes, most_moves=None)),
            "most": asked.wishes.most_moves,
            "n_best": best.n_moves,
            "people": list(
                zip(best.offer.instance.officials, [one.name for one in cast.people], strict=True)
            ),
            "posts": list(zip(best.offer.instance.posts, cast.posts, strict=True)),
            "openable": _openable(best.offer, cast),
            **outcome,
            **ways_of(visit),
        },
        status=200 if not asked.wrong else 400,
    )


def asked_in(told: QueryDict, offer: Offer) -> Asked:
    """Read the wishes: ``pin`` and ``larang`` as P-001:CODE, ``buka`` as CODE, ``paling`` as a number.

    One wish more can be added by three fields of a form: ``orang``, ``jabatan`` and ``cara``.
    """
    people, posts = set(offer.instance.officials), set(offer.instance.posts)
    wrong: list[tuple[str, str]] = []
    pairs: dict[str, list[tuple[str, str]]] = {PIN: [], BAN: []}
    for name, found in pairs.items():
        for one in dict.fromkeys(told.getlist(name)):
            person, _, post = one.partition(":")
            (
                found.append((person, post))
                if person in people and post in posts
                else wrong.append((name, one))
            )
    person, post, how = (told.get(name, "") for name in ("orang", "jabatan", "cara"))
    if person or post:
        if person in people and post in posts and how in pairs:
            if (person, post) not in pairs[how]:
                pairs[how].append((person, post))
        else:
            wrong.append(("orang" if person not in people else "jabatan", person or post))
    opened = [one for one in dict.fromkeys(told.getlist(OPENED)) if one]
    wrong += [(OPENED, one) for one in opened if one not in posts]
    most = told.get(MOST, "").strip()
    if most and not (most.isdecimal() and most.isascii() and len(most) < 5):
        wrong.append((MOST, most))
    wishes = Wishes(
        most_moves=int(most) if most and (MOST, most) not in wrong else None,
        pins=tuple(pairs[PIN][:_MOST_WISHES]),
        bans=tuple(pairs[BAN][:_MOST_WISHES]),
        opened=tuple(one for one in opened if one in posts)[:_MOST_WISHES],
    )
    return Asked(wishes=wishes, wrong=tuple(wrong))


def pairs_of(wishes: Wishes) -> list[tuple[str, str]]:
    """Return wishes as they stand in an address."""
    made = [(PIN, f"{person}:{post}") for person, post in wishes.pins]
    made += [(BAN, f"{person}:{post}") for person, post in wishes.bans]
    made += [(OPENED, post) for post in wishes.opened]
    return made + ([(MOST, str(wishes.most_moves))] if wishes.most_moves is not None else [])


def _told_wishes(wishes: Wishes, offer: Offer, cast: Cast) -> list[dict[str, str]]:
    """Return each wish in words, with the address that does without it."""
    people = dict(zip(offer.instance.officials, cast.people, strict=True))
    posts = dict(zip(offer.instance.posts, cast.posts, strict=True))
    all_pairs = pairs_of(wishes)
    made = []
    for n, (name, value) in enumerate(all_pairs):
        person, _, post = value.partition(":")
        if name in (PIN, BAN):
            text = _of_pair(name, who=people[person].name, post=posts[post])
        elif name == OPENED:
            text = say("{post} ikut diisi", "{post} is filled too", post=posts[value])
        else:
            text = say("Paling banyak {n} perpindahan", "At most {n} moves", n=value)
        rest = [one for k, one in enumerate(all_pairs) if k != n]
        made.append({"text": text, "without": f"?{urlencode(rest)}"})
    return made


def _of_pair(name: str, *, who: str, post: str) -> str:
    if name == PIN:
        return say("{who} ditempatkan sebagai {post}", "{who} is seated as {post}", who=who, post=post)
    return say("{who} tidak sebagai {post}", "{who} is not {post}", who=who, post=post)


def _openable(offer: Offer, cast: Cast) -> list[tuple[str, str]]:
    """Return the posts that are not to be filled and that a wish could open."""
    openable = offer.instance.openable
    if openable is None:
        return []
    codes = offer.instance.posts
    return [(codes[column], cast.posts[column]) for column in range(len(codes)) if openable[:, column].any()]


def _outcome(listed: ListedEvent, best: Tab, wishes: Wishes, cast: Cast) -> dict[str, Any]:
    name = f"what if/{pairs_of(wishes)}"
    found = kept(listed, name, lambda: _sought(listed, best.offer, wishes))
    if isinstance(found, tuple):
        language = telling.language()
        conflict = [placing_sentences.requirement(cast, best.offer.instance, one, language) for one in found]
        return {"conflict": conflict}
    tab = Tab(key="wished", offer=found, is_best=False)
    lost = best.slate.solution.objective - tab.slate.solution.objective
    return {
        "slate": tab,
        "lost": words.points(abs(lost)),
        "is_loss": lost > 0,
        "is_gain": lost < 0,
        "moves": telling.moves(tab, cast),
        "chains": telling.chains(tab, cast),
        "differing": telling.differing((best, tab), cast),
        "choose_with": _seats_in_address(best, tab),
    }


def _sought(listed: ListedEvent, offer: Offer, wishes: Wishes) -> Any:
    """Return the offer under the wishes, or what stands in its way."""
    shown = shown_of(listed)
    try:
        return what_if(shown.case, shown.rulebook, shown.results, offer=offer, wishes=wishes)
    except Impossible as impossible:
        return impossible.conflict


def _seats_in_address(best: Tab, wished: Tab) -> str:
    """Return the seats that differ from the best, as the form of the choice reads them."""
    officials, posts = best.offer.instance.officials, best.offer.instance.posts
    before, after = (one.slate.solution.seat.tolist() for one in (best, wished))
    seats = [
        ("kursi", f"{officials[row]}:{posts[seat] if seat >= 0 else ''}")
        for row, seat in enumerate(after)
        if seat != before[row]
    ]
    return urlencode([("susunan", best.key), *seats])


def _wrong(field: str, got: str) -> dict[str, str]:
    told = {
        MOST: say(
            "Batas perpindahan harus bilangan bulat, misalnya 5.",
            "The limit of moves is a whole number, say 5.",
        ),
        "orang": say("Pilih pejabat dari daftar.", "Choose an official from the list."),
        "jabatan": say("Pilih jabatan dari daftar.", "Choose a post from the list."),
    }.get(field) or say(
        "“{got}” tidak dikenal pada usulan ini.", "“{got}” is not known in this proposal.", got=got[:40]
    )
    return {"field": {PIN: "orang", BAN: "orang", OPENED: "buka"}.get(field, field), "text": told}
