"""From a mark to points on 0..100, and from several examiners to one number. All exact."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from selaras.core import vocabulary as v
from selaras.core.errors import CoreError
from selaras.core.scheme import (
    Conversion,
    ConversionKind,
    Criterion,
    ExaminerRule,
    MatchCap,
    NoEvidence,
    Scheme,
)

FULL = Fraction(100)


@lru_cache(maxsize=4096)
def exact(number: Decimal) -> Fraction:
    """Return a decimal as a fraction; an event's weights and marks are few, however often they are read."""
    return Fraction(number)


def rounded(value: Fraction, places: int) -> Decimal:
    """Return a fraction rounded half up, as people do by hand and as the panel's decision says.

    >>> rounded(Fraction(1579, 20), 1), rounded(Fraction(78495, 1000), 2)
    (Decimal('79.0'), Decimal('78.50'))
    """
    scaled, parts = value.numerator * 10**places, value.denominator
    # Floor of x + 1/2 is half up for the positive numbers that scores are; Decimal division rounds first.
    whole = (2 * scaled + parts) // (2 * parts)
    return Decimal(whole).scaleb(-places)


@lru_cache(maxsize=4096)
def _share(mark: Decimal, highest: Decimal) -> Fraction:
    return min(exact(mark) * FULL / exact(highest), FULL)


def points_of_mark(conversion: Conversion, mark: Decimal) -> Fraction:
    """Return the points of a number; achievements above the highest mark still give 100.

    A negative number is refused: to call it zero would hide a slip of the hand.
    """
    if mark < 0:
        raise CoreError("mark_negative", conversion=conversion.code, got=str(mark))
    if conversion.kind is ConversionKind.IDENTITY:
        return min(exact(mark), FULL)
    if conversion.kind is ConversionKind.LINEAR:
        if not conversion.highest:
            raise CoreError("conversion_without_highest", conversion=conversion.code)
        return _share(mark, conversion.highest)
    if conversion.kind is ConversionKind.BANDS:
        reached = [(s.at_least, s.points) for s in conversion.steps if s.at_least is not None]
        reached = [one for one in reached if mark >= one[0]]
        if not reached:
            raise CoreError("mark_below_every_band", conversion=conversion.code, got=str(mark))
        return Fraction(max(reached)[1])
    for step in conversion.steps:
        if step.label is not None and number_in(step.label) == mark:
            return exact(step.points)
    raise CoreError("mark_not_in_table", conversion=conversion.code, got=str(mark))


def points_of_label(conversion: Conversion, label: str) -> Fraction:
    """Return the points of a word such as a predicate; an unknown word is an error, never a zero."""
    if conversion.kind is not ConversionKind.TABLE:
        number = number_in(label)
        if number is None:
            raise CoreError("value_not_a_number", conversion=conversion.code, got=label)
        return points_of_mark(conversion, number)
    wanted = folded(label)
    for step in conversion.steps:
        if step.label is not None and folded(step.label) == wanted:
            return Fraction(step.points)
    known = ", ".join(step.label for step in conversion.steps if step.label)
    raise CoreError("label_unknown", conversion=conversion.code, got=label, expected=known)


def form_points(
    scheme: Scheme,
    form: Sequence[Criterion],
    marks: Mapping[v.CriterionCode, tuple[v.MarkState, Decimal | None]],
) -> tuple[Fraction, dict[v.CriterionCode, Fraction]]:
    """Return the score of one filled form and the points of each criterion that has evidence.

    Where "no evidence" counts as the lowest mark it does so in the score alone: it says nothing of a
    competence, and must not look like a low level there.
    Raises ``mark_missing`` for a criterion not scored and ``too_much_missing`` past the frozen share.
    """
    points: dict[v.CriterionCode, Fraction] = {}
    counted: list[tuple[Fraction, Fraction]] = []
    left_out = Fraction(0)
    for one in form:
        state, mark = marks.get(one.code, (v.MarkState.NOT_SCORED, None))
        if state is v.MarkState.SCORED and mark is not None:
            points[one.code] = points_of_mark(scheme.conversion(one.conversion), mark)
            counted.append((exact(one.weight), points[one.code]))
        elif state is not v.MarkState.NO_EVIDENCE:
            raise CoreError("mark_missing", criterion=one.code)
        elif scheme.no_evidence is NoEvidence.LOWEST:
            counted.append((exact(one.weight), lowest_points(scheme, one)))
        else:
            left_out += exact(one.weight)
    whole = _sum_of(tuple(one.weight for one in form))
    if left_out:
        if left_out * 100 > Fraction(scheme.most_missing_share) * whole or left_out == whole:
            raise CoreError("too_much_missing", got=str(rounded(left_out * 100 / whole, 2)))
        whole -= left_out
    return _weighted_sum(counted) / whole, points


@lru_cache(maxsize=4096)
def _sum_of(weights: tuple[Decimal, ...]) -> Fraction:
    return sum(map(exact, weights), Fraction(0))


def _weighted_sum(pairs: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    # Reduced once at the end: an event has tens of thousands of forms, and each step would reduce anew.
    over, under = 0, 1
    for weight, value in pairs:
        parts = weight.denominator * value.denominator
        over = over * parts + weight.numerator * value.numerator * under
        under *= parts
    return Fraction(over, under)


def across_examiners(rule: ExaminerRule, points: Sequence[Fraction]) -> Fraction:
    """Return one number for several examiners, by the frozen rule; their order never matters.

    ``TRIMMED`` leaves out one highest and one lowest and needs at least three.
    """
    ordered = sorted(points)
    if not ordered:
        raise CoreError("no_examiner_scored")
    if rule is ExaminerRule.MEDIAN:
        middle = len(ordered) // 2
        return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    if rule is ExaminerRule.TRIMMED:
        if len(ordered) < 3:
            raise CoreError("too_few_examiners_to_trim", got=len(ordered))
        ordered = ordered[1:-1]
    return sum(ordered, Fraction(0)) / len(ordered)


def match_percent(cap: MatchCap, pairs: Iterable[tuple[Decimal, int]]) -> Fraction:
    """Return sum of levels / sum of required levels x 100 (PerBKN 26/2019), capped as frozen.

    Never above 100: a match of 138.89 percent has been seen in print elsewhere.

    >>> match_percent(MatchCap.TOTAL, [(Decimal(3), 4), (Decimal(5), 4)])
    Fraction(100, 1)
    >>> match_percent(MatchCap.EACH, [(Decimal(3), 4), (Decimal(5), 4)])
    Fraction(175, 2)
    """
    held, required = Decimal(0), 0
    for level, needed in pairs:
        # Sums of levels with two places stay exact in decimals, and are much faster than fractions.
        held += min(level, Decimal(needed)) if cap is MatchCap.EACH else level
        required += needed
    whole, parts = held.as_integer_ratio()
    return min(FULL, Fraction(whole * 100, parts * required))


def lowest_points(scheme: Scheme, criterion: Criterion) -> Fraction:
    conversion = scheme.conversion(criterion.conversion)
    if criterion.lowest is None:
        return min(Fraction(step.points) for step in conversion.steps)
    return points_of_mark(conversion, min(criterion.marks, default=criterion.lowest))


def number_in(text: str) -> Decimal | None:
    """Return the number an office wrote, with decimal comma or point; None when it is none.

    >>> number_in("78,5"), number_in("1E5")
    (Decimal('78.5'), None)
    """
    plain = text.strip().replace(",", ".")
    whole, _, part = plain.removeprefix("-").partition(".")
    # Decimal would also take "NaN", "1E5" and Arabic digits.
    if not (whole.isascii() and whole.isdigit() and (not part or (part.isascii() and part.isdigit()))):
        return None
    return Decimal(plain)


def folded(label: str) -> str:
    """Return a label for comparison: capitals and blanks aside.

    >>> folded("  Sangat   Baik ")
    'sangat baik'
    """
    return " ".join(label.split()).casefold()
