"""Every published number by itself: which formula gave it, what it is called, its value as text.

Source: ``docs/evidence-format.md``, section 13. Entered before each result and shown in every bundle, so that
whoever recomputes an event says which number differs and not only that one does. Persons appear by code.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction

from selaras.core import vocabulary as v
from selaras.core.codec import Json
from selaras.core.margins import Margin
from selaras.core.outcome import Match, OfficialResult, Results, TalentBox
from selaras.core.points import rounded
from selaras.core.publication_margins import margin

PLACES = 2

# The formulas, each with what may stand between a number and the marks it rests on.
LAW, FORM, COMPONENT, SHARE, ROOT, RANK = "law", "form", "component", "share", "root", "rank"
CATEGORY, LEVEL, MATCH, AXIS, BOX = "category", "level", "match", "axis", "box"
RECOMMENDATION, ALTERNATIVE, MARGIN, SUMMARY = "recommendation", "alternative", "margin", "summary"
FORMULAS = (
    *(LAW, FORM, COMPONENT, SHARE, ROOT, RANK, CATEGORY, LEVEL, MATCH, AXIS, BOX),
    *(RECOMMENDATION, ALTERNATIVE, MARGIN, SUMMARY),
)
# What rests on one person alone, and so is recomputed for whoever is shown or left.
OF_ONE_PERSON = frozenset({FORM, COMPONENT, SHARE, ROOT, CATEGORY, LEVEL, MATCH, AXIS, BOX})


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    formula: str
    id: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedNumbers:
    """The payload of an entry *numbers*: those of one person, or with an empty subject of the event."""

    version: int  # of the result that they are of
    numbers: tuple[Number, ...]  # by id


def payload_of(numbers: Iterable[Number], *, version: int) -> Json:
    """Return the payload of an entry *numbers*.

    Written by hand: of the thousands of numbers of an event each would be looked through by its type.
    """
    listed = [{"formula": one.formula, "id": one.id, "value": one.value} for one in numbers]
    return {"version": version, "numbers": listed}


def numbers_of_people(results: Results) -> dict[str, tuple[Number, ...]]:
    """Return every person's numbers by code, in the order of the results."""
    return numbers_of_officials(results.officials)


def numbers_of_officials(officials: Sequence[OfficialResult]) -> dict[str, tuple[Number, ...]]:
    codes = {one.nip: one.code for one in officials}
    return {one.code: numbers_of_official(one, codes=codes) for one in officials}


def numbers_of_official(one: OfficialResult, *, codes: Mapping[v.Nip, str]) -> tuple[Number, ...]:
    """Return one person's numbers by id; what does not exist has no line."""
    found = [Number(formula=LAW, id="status", value=one.status.value)]
    if one.assessment is not None:
        found.append(Number(formula=LAW, id="assessment", value=one.assessment))
    found += _of_score(one, codes)
    if one.match is not None:
        found += _of_match(one.match)
    if one.box is not None:
        found += _of_box(one.box)
    if one.score is not None:
        found += _of_proposal(one)
    if one.margin is not None:
        found += _of_margin(one.margin)
    return _by_id(found)


def numbers_of_event(results: Results) -> tuple[Number, ...]:
    """Return the numbers of the event itself."""
    told = {one.name: getattr(results.summary, one.name) for one in fields(results.summary)}
    return _by_id(_of_tree(SUMMARY, "summary", told))


def _of_score(one: OfficialResult, codes: Mapping[v.Nip, str]) -> Iterator[Number]:
    for each in one.examiners:
        place = f"examiner.{each.examiner}.{each.component}.points"
        yield Number(formula=FORM, id=place, value=_two(each.points))
    for part in one.components:
        if part.points is not None:
            yield Number(formula=COMPONENT, id=f"component.{part.code}.points", value=_two(part.points))
        yield Number(formula=SHARE, id=f"component.{part.code}.share", value=_two(part.effective_weight))
    if one.score is not None:
        yield Number(formula=ROOT, id="score", value=str(one.score))
    if one.rank is not None:
        yield Number(formula=RANK, id="rank", value=str(one.rank))
    if one.tied_with:
        yield Number(formula=RANK, id="tied", value=",".join(sorted(codes[nip] for nip in one.tied_with)))
    if one.without_conflict is not None:
        apart = one.without_conflict
        yield Number(formula=ROOT, id="without-conflict.score", value=str(apart.score))
        yield Number(formula=RANK, id="without-conflict.rank", value=str(apart.rank))
    if one.category is not None:
        yield Number(formula=CATEGORY, id="category", value=one.category.value)
    if one.passed is not None:
        yield Number(formula=CATEGORY, id="passed", value=_yes(one.passed))


def _of_match(match: Match) -> Iterator[Number]:
    for gap in match.gaps:
        if gap.level is not None:
            yield Number(formula=LEVEL, id=f"level.{gap.competence}", value=_two(gap.level))
    yield Number(formula=MATCH, id="match.percent", value=_two(match.percent))
    yield Number(formula=MATCH, id="match.evidenced", value=_two(match.evidenced_percent))
    yield Number(formula=MATCH, id="match.category", value=match.category.value)
    yield Number(formula=MATCH, id="match.thin", value=_yes(match.is_thin))


def _of_box(box: TalentBox) -> Iterator[Number]:
    if box.performance_points is not None:
        yield Number(formula=AXIS, id="axis.performance", value=_two(box.performance_points))
    yield Number(formula=AXIS, id="axis.potential", value=_two(box.potential_points))
    yield Number(formula=BOX, id="box", value=str(box.number))


def _of_proposal(one: OfficialResult) -> Iterator[Number]:
    told = one.recommendation
    yield Number(formula=RECOMMENDATION, id="recommendation", value=told.kind.value)
    if told.position is not None:
        yield Number(formula=RECOMMENDATION, id="recommendation.position", value=told.position)
    for n, other in enumerate(one.alternatives, start=1):
        yield Number(formula=ALTERNATIVE, id=f"alternative.{n}.position", value=other.position)
        yield Number(formula=ALTERNATIVE, id=f"alternative.{n}.percent", value=_two(other.percent))
        yield Number(formula=ALTERNATIVE, id=f"alternative.{n}.rank", value=str(other.rank))


def _of_margin(one: Margin) -> Iterator[Number]:
    """Yield the numbers of a margin; who and what is named beside them are none."""
    told = {name: value for name, value in margin(one).items() if name not in ("not_apart_from", "fixed")}
    for each in (*told["components"].values(), *told["measures"]):
        each.pop("method")
        each.pop("unit", None)
    return _of_tree(MARGIN, "margin", told)


def _of_tree(formula: str, path: str, told: Json) -> Iterator[Number]:
    """Yield the numbers of a tree as ``results.json`` has it, each by its path."""
    if isinstance(told, Mapping | list):
        for name, value in told.items() if isinstance(told, Mapping) else enumerate(told):
            yield from _of_tree(formula, f"{path}.{name}", value)
    elif told is not None:
        yield Number(formula=formula, id=path, value=str(told))


def _by_id(found: Iterable[Number]) -> tuple[Number, ...]:
    return tuple(sorted(found, key=lambda one: one.id))


def _two(number: Decimal | Fraction) -> str:
    return str(rounded(Fraction(number), PLACES))


def _yes(holds: bool) -> str:
    return "true" if holds else "false"
