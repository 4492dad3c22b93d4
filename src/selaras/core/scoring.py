"""The legal score: the tree in exact fractions, rounded once at the root; then ranks and categories.

Order of work: mark to points, criteria to a form, examiners to a method, components to the result
(``points``, ``sources``, here). Nothing missing is ever counted as zero.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from selaras.core import vocabulary as v
from selaras.core.dossier import Dossier, Reading
from selaras.core.errors import CoreError
from selaras.core.outcome import ComponentScore, ExaminerScore
from selaras.core.points import rounded
from selaras.core.scheme import Component, Scheme, WhenMissing
from selaras.core.sources import read_leaf


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonScore:
    """One person's score with every part it was made of."""

    nip: v.Nip
    exact: Fraction
    score: Decimal
    components: tuple[ComponentScore, ...]
    examiners: tuple[ExaminerScore, ...]
    criteria: Mapping[v.CriterionCode, Fraction]  # points of every criterion with evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    rank: int
    tied_with: tuple[v.Nip, ...]


def score_person(dossier: Dossier, nip: v.Nip, *, undisclosed_only: bool = False) -> PersonScore:
    """Return one participant's score; a gap in what is expected is a CoreError that names it.

    ``undisclosed_only`` leaves out ratings given under a disclosed conflict.
    """
    scheme = dossier.case.scheme
    readings: dict[v.ComponentCode, Reading | None] = {
        leaf.code: read_leaf(dossier, nip, leaf, undisclosed_only=undisclosed_only)
        for leaf in leaves_of(scheme)
    }
    for leaf in leaves_of(scheme):
        if readings[leaf.code] is None and leaf.when_missing is WhenMissing.REQUIRED:
            raise CoreError("component_missing", nip=nip, component=leaf.code)
    points: dict[v.ComponentCode, Fraction | None] = {}
    shares: dict[v.ComponentCode, Fraction] = {}
    exact = _node_points(scheme, None, readings, points, shares)
    if exact is None:
        raise CoreError("nothing_to_score", nip=nip)
    found = [one for one in readings.values() if one is not None]
    return PersonScore(
        nip=nip,
        exact=exact,
        score=rounded(exact, scheme.places),
        components=tuple(_component_scores(scheme, points, shares)),
        examiners=tuple(score for one in found for score in one.by_examiner),
        criteria={code: value for one in found for code, value in one.by_criterion.items()},
    )


def leaves_of(scheme: Scheme) -> tuple[Component, ...]:
    return tuple(one for one in scheme.components if one.method is not None)


def _node_points(
    scheme: Scheme,
    node: v.ComponentCode | None,
    readings: Mapping[v.ComponentCode, Reading | None],
    points: dict[v.ComponentCode, Fraction | None],
    shares: dict[v.ComponentCode, Fraction],
) -> Fraction | None:
    """Fill in points and effective weights below a node; what is lawfully missing gives way to siblings."""
    children = scheme.children_of(node)
    for child in children:
        reading = readings.get(child.code)
        if child.method is not None:
            points[child.code] = reading.points if reading is not None else None
        else:
            points[child.code] = _node_points(scheme, child.code, readings, points, shares)
    held = [one for one in children if points[one.code] is not None]
    whole = sum((Fraction(one.weight) for one in held), Fraction(0))
    for child in children:
        there = points[child.code] is not None
        shares[child.code] = Fraction(child.weight) * 100 / whole if there else Fraction(0)
    if not held:
        return None
    return sum((shares[one.code] * (points[one.code] or 0) for one in held), Fraction(0)) / 100


def _component_scores(
    scheme: Scheme,
    points: Mapping[v.ComponentCode, Fraction | None],
    shares: Mapping[v.ComponentCode, Fraction],
) -> Iterator[ComponentScore]:
    for one in scheme.components:
        yield ComponentScore(
            code=one.code,
            name=one.name,
            parent=one.parent,
            weight=one.weight,
            effective_weight=shares[one.code],
            points=points[one.code],
            is_leaf=one.method is not None,
        )


def ranks_of(scores: Sequence[PersonScore], scheme: Scheme) -> dict[v.Nip, Rank]:
    """Return standard competition ranks (1, 2, 2, 4) on rounded scores.

    A frozen tie-break may order equal scores by rounded components; who is still equal is shown as tied.
    """
    alike: dict[tuple[Decimal, ...], list[v.Nip]] = {}
    for one in scores:
        alike.setdefault(_rank_key(one, scheme), []).append(one.nip)
    ranks: dict[v.Nip, Rank] = {}
    for key in sorted(alike, reverse=True):
        place = len(ranks) + 1
        for nip in alike[key]:
            others = tuple(sorted(other for other in alike[key] if other != nip))
            ranks[nip] = Rank(rank=place, tied_with=others)
    return ranks


def _rank_key(score: PersonScore, scheme: Scheme) -> tuple[Decimal, ...]:
    by_code = {one.code: one.points for one in score.components}
    # A component that is lawfully missing loses the tie-break: below every real score, yet no score itself.
    breaks = (by_code[code] for code in scheme.tie_break)
    return (score.score, *(Decimal(-1) if one is None else rounded(one, scheme.places) for one in breaks))


def category_of(score: Decimal, scheme: Scheme) -> v.Category:
    """Return the category of a rounded score; a cut belongs to the category it opens."""
    for cut in scheme.cuts:
        if score >= cut.at_least:
            return cut.category
    raise CoreError("score_below_every_cut", got=str(score))


def has_passed(category: v.Category, scheme: Scheme) -> bool:
    order = [one.category for one in scheme.cuts]
    return order.index(category) <= order.index(scheme.pass_from)
