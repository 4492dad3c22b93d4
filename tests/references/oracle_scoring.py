"""The legal score once more, in rational numbers, straight from the design and from nothing else.

An oracle for ``selaras.core``: naive recursion over the tree, no shared code but the data types of a
case file. It is written from the order of work that the scheme freezes: mark to points, criteria to a
form, examiners to a method, methods and records to the tree, one rounding half up at the root. Who may
rate whom is not its matter: it takes every assignment that was not withdrawn.
"""

from collections.abc import Iterable
from fractions import Fraction

from selaras.core import casefile as c
from selaras.core import scheme as s
from selaras.core import vocabulary as v


class Gap(Exception):
    """Something expected is not there; there is no score, and above all no zero."""


def score_of(case: c.CaseFile, nip: str) -> Fraction:
    """Return a person's exact score."""
    value = value_of(case, nip, None)
    if value is None:
        raise Gap("nothing at all")
    return value


def printed(value: Fraction, places: int) -> str:
    """Return the number as the rulebook prints it, half up, by counting in the last place."""
    unit = Fraction(1, 10**places)
    steps = value // unit
    if value - steps * unit >= unit / 2:
        steps += 1
    digits = str(steps).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


def category_at(case: c.CaseFile, value: Fraction) -> str:
    """Return the category of the printed number: the highest cut that it reaches."""
    shown = Fraction(printed(value, case.scheme.places))
    reached = [cut for cut in case.scheme.cuts if Fraction(cut.at_least) <= shown]
    return max(reached, key=lambda cut: cut.at_least).category.value


def value_of(case: c.CaseFile, nip: str, node: str | None) -> Fraction | None:
    """Return the points of a branch; what lawfully has nothing gives its weight to its siblings."""
    top = bottom = Fraction(0)
    for part in case.scheme.components:
        if part.parent != node:
            continue
        value = value_of(case, nip, part.code) if part.method is None else leaf_of(case, nip, part)
        if value is None and part.method is not None and part.when_missing is s.WhenMissing.REQUIRED:
            raise Gap(part.code)
        if value is not None:
            top += Fraction(part.weight) * value
            bottom += Fraction(part.weight)
    return top / bottom if bottom else None


def leaf_of(case: c.CaseFile, nip: str, leaf: s.Component) -> Fraction | None:
    form = [
        one
        for one in case.scheme.criteria
        if one.method is leaf.method and (not leaf.criteria or one.code in leaf.criteria)
    ]
    if leaf.method is v.Method.PERFORMANCE:
        return records_of(form, lambda one: years_of(case, nip, one))
    if leaf.method is v.Method.TRACK_RECORD:
        return records_of(form, lambda one: item_of(case, nip, one))
    if leaf.method is v.Method.FEEDBACK_360:
        return feedback_of(case, nip, form)
    return panel_of(case, nip, leaf, form)


def panel_of(case: c.CaseFile, nip: str, leaf: s.Component, form: list[s.Criterion]) -> Fraction | None:
    expected = {
        one.examiner
        for one in case.assignments
        if one.method is leaf.method and one.nip in (None, nip) and one.withdrawn_because is None
    }
    if not expected:
        if leaf.when_missing is s.WhenMissing.RESCALE:
            return None
        raise Gap("nobody")
    given = {
        one.examiner: one.ratings
        for one in case.rating_sheets
        if one.nip == nip and one.method is leaf.method
    }
    if expected - set(given):
        raise Gap("sheet")
    return across(case.scheme.examiner_rule, [form_of(case, form, given[one]) for one in expected])


def across(rule: s.ExaminerRule, values: Iterable[Fraction]) -> Fraction:
    rest = sorted(values)
    if rule is s.ExaminerRule.TRIMMED:
        if len(rest) < 3:
            raise Gap("too few")
        rest = rest[1:-1]
    if rule is s.ExaminerRule.MEDIAN:
        while len(rest) > 2:
            rest = rest[1:-1]
    return sum(rest, Fraction(0)) / len(rest)


def form_of(case: c.CaseFile, form: list[s.Criterion], ratings: tuple[c.Rating, ...]) -> Fraction:
    """Return one filled form: with no evidence as the lowest anchor, or left out up to the frozen share."""
    top = kept = lost = Fraction(0)
    for one in form:
        weight = Fraction(one.weight)
        found = [rating for rating in ratings if rating.criterion == one.code]
        if not found or found[0].state is v.MarkState.NOT_SCORED:
            raise Gap(one.code)
        if found[0].mark is not None:
            top += weight * points(case, one.conversion, Fraction(found[0].mark))
            kept += weight
        elif case.scheme.no_evidence is s.NoEvidence.LOWEST:
            top += weight * lowest(case, one)
            kept += weight
        else:
            lost += weight
    if kept == 0 or lost / (kept + lost) > Fraction(case.scheme.most_missing_share) / 100:
        raise Gap("too much")
    return top / kept


def lowest(case: c.CaseFile, one: s.Criterion) -> Fraction:
    if one.lowest is None:
        return min(Fraction(step.points) for step in conversion(case, one.conversion).steps)
    return points(case, one.conversion, Fraction(min(one.marks) if one.marks else one.lowest))


def feedback_of(case: c.CaseFile, nip: str, form: list[s.Criterion]) -> Fraction | None:
    """The one superior with an own weight; peers and staff apart, or together where either is small."""
    mine = [one for one in case.feedback if one.nip == nip]
    if not mine:
        return None
    values = {
        group: [form_of(case, form, one.ratings) for one in mine if one.group is group]
        for group in v.RaterGroup
    }
    weights = {one.group: Fraction(one.weight) for one in case.scheme.feedback_weights}
    peers, staff = values[v.RaterGroup.PEER], values[v.RaterGroup.STAFF]
    small = case.scheme.smallest_group
    if len(values[v.RaterGroup.SUPERIOR]) != 1 or len(peers) + len(staff) < small:
        raise Gap("group")
    if len(peers) < small or len(staff) < small:
        together = sum(peers + staff, Fraction(0)) / len(peers + staff)
        others = together * (weights[v.RaterGroup.PEER] + weights[v.RaterGroup.STAFF])
    else:
        others = weights[v.RaterGroup.PEER] * sum(peers, Fraction(0)) / len(peers)
        others += weights[v.RaterGroup.STAFF] * sum(staff, Fraction(0)) / len(staff)
    return (weights[v.RaterGroup.SUPERIOR] * values[v.RaterGroup.SUPERIOR][0] + others) / 100


def records_of(form: list[s.Criterion], value: object) -> Fraction | None:
    values = [value(one) for one in form]  # type: ignore[operator]
    if all(one is None for one in values):
        return None
    if any(one is None for one in values):
        raise Gap("record")
    whole = sum(Fraction(one.weight) for one in form)
    return (
        sum((Fraction(one.weight) * got for one, got in zip(form, values, strict=True)), Fraction(0)) / whole
    )


def years_of(case: c.CaseFile, nip: str, one: s.Criterion) -> Fraction | None:
    """Every year counts alike, also one that was appraised in two halves."""
    rows = [row for row in case.performances if row.nip == nip]
    if not rows:
        return None
    by_word = conversion(case, one.conversion).kind is s.ConversionKind.TABLE
    means = []
    for year in {row.year for row in rows}:
        told: list[Fraction] = []
        for row in rows:
            if row.year == year and by_word and row.predicate is not None:
                told.append(points(case, one.conversion, row.predicate))
            if row.year == year and not by_word and row.achievement is not None:
                told.append(points(case, one.conversion, Fraction(row.achievement)))
        if not told:
            raise Gap(str(year))
        means.append(sum(told, Fraction(0)) / len(told))
    return sum(means, Fraction(0)) / len(means)


def item_of(case: c.CaseFile, nip: str, one: s.Criterion) -> Fraction | None:
    for row in case.track_record:
        if row.nip == nip and row.criterion == one.code and row.value is not None:
            return points(case, one.conversion, row.value)
    return None


def conversion(case: c.CaseFile, code: str) -> s.Conversion:
    (found,) = [one for one in case.scheme.conversions if one.code == code]
    return found


def points(case: c.CaseFile, code: str, mark: Fraction | str) -> Fraction:
    how = conversion(case, code)
    if how.kind is s.ConversionKind.TABLE:
        for step in how.steps:
            if str(mark) == step.label:
                return Fraction(step.points)
        raise Gap(str(mark))
    number = Fraction(mark)
    if how.kind is s.ConversionKind.BANDS:
        best: s.Step | None = None
        for step in how.steps:
            assert step.at_least is not None
            if number >= Fraction(step.at_least) and (best is None or step.at_least > (best.at_least or 0)):
                best = step
        if best is None:
            raise Gap(str(mark))
        return Fraction(best.points)
    if how.kind is s.ConversionKind.LINEAR:
        assert how.highest is not None
        number = 100 * number / Fraction(how.highest)
    return Fraction(100) if number > 100 else number
