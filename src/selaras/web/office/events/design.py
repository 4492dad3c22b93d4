"""Rancangan penilaian on a page: the tree of weights, criteria with their anchors, cuts, and the lock."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse

from selaras.core import vocabulary as v
from selaras.core.evidence.acts import Act
from selaras.core.freezing import locked
from selaras.core.lifecycle import Phase
from selaras.core.scheme import CATEGORIES, Component, Criterion, Scheme
from selaras.queries.office.steps import course_of
from selaras.web.office.events.telling import short
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.signing.own_keys import without_key
from selaras.web.office.terms import term_word
from selaras.web.office.wording import decimal

# Okabe–Ito without the two that are too light to stand beside white; order and words say it too.
_COLOURS = ("#0f4c5c", "#b85c00", "#007a5a", "#8c4a7f", "#3a6ea5", "#5b5b5b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One component with its share of its parent and of the whole, in percent."""

    name: str
    weight: str
    share: str
    method: v.Method | None
    criteria: tuple[Criterion, ...]
    when_missing: v.Term
    children: tuple["Node", ...]

    @property
    def bar(self) -> str:
        """Return the weight as a length that SVG reads, whatever the language."""
        return self.weight.replace(",", ".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One part of the bar of 100."""

    name: str
    weight: str
    start: float
    width: float
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The criteria of one method."""

    method: v.Method
    criteria: tuple[Criterion, ...]
    is_rated: bool


@page("design", "read")
def design(visit: Visit) -> HttpResponse:
    """Show the whole design, whether it is locked, and where two people lock it."""
    here = held(visit.here)
    case, scheme = here.case, here.case.scheme
    lock = locked(case, rulebook_digest=here.rulebook.digest)
    course = course_of(visit.here, case, here.rulebook, here.dossier, here.entries)
    is_open = visit.here.phase is Phase.DESIGN
    may_lock = is_open and visit.may("design", "lock") and visit.may("pending", "ask")
    told = {
        "nodes": _nodes(scheme, None, 1.0),
        "pieces": _pieces(scheme.children_of(None)),
        "total": decimal(sum(one.weight for one in scheme.children_of(None)), 0),
        "forms": _forms(scheme),
        "cuts": [
            (one.category, decimal(one.at_least), one.category is scheme.pass_from) for one in scheme.cuts
        ],
        "passing": _passing(scheme),
        "ties": _names(scheme, scheme.tie_break),
        "scheme": scheme,
        "competences": {one.code: one.name for one in case.competences},
        "is_open": is_open,
        "code": short(lock.digest),
        "digest": lock.digest,
        "locked_at": course.moved_at.get("lock_scheme"),
        "lock_url": _lock_url(visit) if may_lock else "",
        "without_key": without_key(visit, here.dossier) if may_lock else (),
        "may_invite": visit.may("account", "list"),
        "rulebook_on": here.rulebook.on,
        "rules": len(here.rulebook.rules),
    }
    return visit.render("events/design.html", told)


def _lock_url(visit: Visit) -> str:
    return reverse("pending_ask", args=(visit.here.agency, visit.here.key, Act.LOCK.value))


def _nodes(scheme: Scheme, parent: v.ComponentCode | None, share: float) -> tuple[Node, ...]:
    return tuple(
        Node(
            name=one.name,
            weight=_plain(one),
            share=decimal(share * float(one.weight), 1),
            method=one.method,
            criteria=tuple(each for each in scheme.criteria if each.code in one.criteria),
            when_missing=one.when_missing,
            children=_nodes(scheme, one.code, share * float(one.weight) / 100),
        )
        for one in scheme.children_of(parent)
    )


def _plain(one: Component) -> str:
    return decimal(one.weight, 0 if one.weight == one.weight.to_integral_value() else 2)


def _pieces(components: Sequence[Component]) -> tuple[Piece, ...]:
    found, start = [], 0.0
    for n, one in enumerate(components):
        width = float(one.weight)
        found.append(
            Piece(
                name=one.name,
                weight=_plain(one),
                start=start,
                width=max(0.0, width - 0.4),
                colour=_COLOURS[n % len(_COLOURS)],
            )
        )
        start += width
    return tuple(found)


def _forms(scheme: Scheme) -> tuple[Form, ...]:
    return tuple(
        Form(method=method, criteria=scheme.criteria_of(method), is_rated=method.is_rated_by_panel)
        for method in v.Method
        if scheme.criteria_of(method)
    )


def _passing(scheme: Scheme) -> str:
    """Return which categories pass, in words."""
    order = CATEGORIES[scheme.purpose]
    return ", ".join(term_word(one) for one in order[: order.index(scheme.pass_from) + 1])


def _names(scheme: Scheme, codes: Sequence[v.ComponentCode]) -> list[str]:
    names = {one.code: one.name for one in scheme.components}
    return [names.get(code, code) for code in codes]
