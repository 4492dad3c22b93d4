"""From a mark to points: exact, rounded half up once, and nothing missing ever a zero."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.core import scheme as s
from selaras.core import vocabulary as v
from selaras.core.errors import CoreError
from selaras.core.points import (
    across_examiners,
    folded,
    form_points,
    match_percent,
    number_in,
    points_of_label,
    points_of_mark,
    rounded,
)
from tests.core.building import criterion, scheme
from tests.core.building_scheme import PREDICATES

IDENTITY = s.Conversion(code="0-100", kind=s.ConversionKind.IDENTITY, highest=None, steps=())
ONE_TO_FIVE = s.Conversion(code="1-5", kind=s.ConversionKind.LINEAR, highest=Decimal(5), steps=())
# Not in order on purpose: the officer may write the bands as they come.
BANDS = s.Conversion(
    code="tahun",
    kind=s.ConversionKind.BANDS,
    highest=None,
    steps=tuple(
        s.Step(label=None, at_least=Decimal(start), points=Decimal(points))
        for start, points in (("2", 70), ("8", 100), ("0.5", 60), ("5", 85))
    ),
)
FIVE_FOUR_TWO = s.Conversion(
    code="5/4/2",
    kind=s.ConversionKind.TABLE,
    highest=None,
    steps=tuple(
        s.Step(label=label, at_least=None, points=Decimal(points))
        for label, points in (("5", 100), ("4,5", 90), ("4", 80), ("2", 40), ("kosong", 1))
    ),
)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Fraction(79_995, 1000), 2, "80.00"),
        (Fraction(67_995, 1000), 2, "68.00"),
        (Fraction(67_994_999, 10**6), 2, "67.99"),
        (Fraction(785, 10), 0, "79"),
        (Fraction(1, 3), 2, "0.33"),
        (Fraction(2, 3), 2, "0.67"),
        (Fraction(78_445, 1000), 1, "78.4"),
        (Fraction(0), 2, "0.00"),
        (Fraction(100), 2, "100.00"),
    ],
)
def test_a_number_is_rounded_half_up(value: Fraction, places: int, expected: str) -> None:
    assert str(rounded(value, places)) == expected


def test_a_number_is_never_rounded_twice() -> None:
    # 78.4449... to one place is 78.4; by way of two places it would become 78.45 and then 78.5.
    assert rounded(Fraction(784_449, 10_000), 1) == Decimal("78.4")
    assert rounded(Fraction(784_499, 10_000), 1) == Decimal("78.4")


@given(st.fractions(min_value=0, max_value=100), st.integers(min_value=0, max_value=4))
def test_a_rounded_number_is_the_nearest_and_the_upper_of_two(value: Fraction, places: int) -> None:
    distance = Fraction(rounded(value, places)) - value

    assert -Fraction(1, 2 * 10**places) < distance <= Fraction(1, 2 * 10**places)


def test_a_mark_on_a_scale_becomes_points_in_proportion() -> None:
    assert points_of_mark(ONE_TO_FIVE, Decimal(4)) == 80
    assert points_of_mark(ONE_TO_FIVE, Decimal(1)) == 20
    assert points_of_mark(ONE_TO_FIVE, Decimal("3.5")) == 70
    assert points_of_mark(IDENTITY, Decimal("67.99")) == Fraction(6799, 100)


def test_an_achievement_above_the_highest_gives_a_hundred_points() -> None:
    assert points_of_mark(IDENTITY, Decimal("112.5")) == 100
    assert points_of_mark(ONE_TO_FIVE, Decimal(6)) == 100


def test_a_mark_of_zero_is_a_real_zero() -> None:
    assert points_of_mark(IDENTITY, Decimal(0)) == 0


def test_a_negative_mark_is_refused_and_not_called_zero() -> None:
    with pytest.raises(CoreError) as refused:
        points_of_mark(IDENTITY, Decimal("-0.01"))

    assert (refused.value.code, dict(refused.value.facts)) == (
        "mark_negative",
        {"conversion": "0-100", "got": "-0.01"},
    )


@pytest.mark.parametrize(
    ("mark", "points"),
    [("0.5", 60), ("1.99", 60), ("2", 70), ("4.99", 70), ("5", 85), ("8", 100), ("40", 100)],
)
def test_a_band_begins_at_its_lowest_mark(mark: str, points: int) -> None:
    assert points_of_mark(BANDS, Decimal(mark)) == points


def test_a_mark_below_every_band_is_refused() -> None:
    with pytest.raises(CoreError) as refused:
        points_of_mark(BANDS, Decimal("0.49"))

    assert (refused.value.code, dict(refused.value.facts)) == (
        "mark_below_every_band",
        {"conversion": "tahun", "got": "0.49"},
    )


@pytest.mark.parametrize(("mark", "points"), [("5", 100), ("4.5", 90), ("4.0", 80), ("2", 40)])
def test_a_mark_is_looked_up_in_its_table(mark: str, points: int) -> None:
    assert points_of_mark(FIVE_FOUR_TWO, Decimal(mark)) == points


def test_a_mark_between_the_lines_of_a_table_is_refused() -> None:
    with pytest.raises(CoreError) as refused:
        points_of_mark(FIVE_FOUR_TWO, Decimal(3))

    assert (refused.value.code, dict(refused.value.facts)) == (
        "mark_not_in_table",
        {"conversion": "5/4/2", "got": "3"},
    )


def test_a_scale_without_highest_mark_is_refused() -> None:
    blind = s.Conversion(code="x", kind=s.ConversionKind.LINEAR, highest=None, steps=())

    with pytest.raises(CoreError) as refused:
        points_of_mark(blind, Decimal(3))

    assert (refused.value.code, dict(refused.value.facts)) == (
        "conversion_without_highest",
        {"conversion": "x"},
    )


@pytest.mark.parametrize(
    ("word", "points"), [("Sangat Baik", 100), ("  sangat   BAIK ", 100), ("Kurang", 40)]
)
def test_a_word_is_looked_up_whatever_its_capitals_and_blanks(word: str, points: int) -> None:
    assert points_of_label(PREDICATES, word) == points


def test_an_unknown_word_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(CoreError) as refused:
        points_of_label(PREDICATES, "Istimewa")

    assert (refused.value.code, dict(refused.value.facts)) == (
        "label_unknown",
        {
            "conversion": "predicate",
            "got": "Istimewa",
            "expected": "Sangat Baik, Baik, Butuh Perbaikan, Kurang, Sangat Kurang",
        },
    )


def test_a_number_written_by_an_office_is_read_with_comma_or_point() -> None:
    assert points_of_label(IDENTITY, " 78,5 ") == Fraction(157, 2)
    assert points_of_label(BANDS, "5") == 85


@pytest.mark.parametrize(
    "text", ["", "-", "NaN", "1E5", "٣", "1.000,5", "delapan", "5 tahun", "--5", ".5", "1.²"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    assert number_in(text) is None
    with pytest.raises(CoreError) as refused:
        points_of_label(IDENTITY, text)

    assert (refused.value.code, dict(refused.value.facts)) == (
        "value_not_a_number",
        {"conversion": "0-100", "got": text},
    )


def test_a_number_keeps_its_sign_and_places() -> None:
    assert (number_in("-3"), number_in("4,50"), number_in("7.")) == (
        Decimal(-3),
        Decimal("4.50"),
        Decimal(7),
    )


def test_labels_compare_without_capitals_and_blanks() -> None:
    assert folded(" Memenuhi  SYARAT") == "memenuhi syarat"


# Forms -------------------------------------------------------------------------------------------

FORM = (
    criterion("M1", v.Method.PAPER, "60"),
    criterion("M2", v.Method.PAPER, "30"),
    criterion("M3", v.Method.PAPER, "10"),
)
Marks = dict[v.CriterionCode, tuple[v.MarkState, Decimal | None]]


def marks(**by_code: str | None) -> Marks:
    """Return marks; None means "no evidence", an empty text "not scored"."""
    found: Marks = {}
    for code, mark in by_code.items():
        if mark is None:
            found[v.CriterionCode(code)] = (v.MarkState.NO_EVIDENCE, None)
        elif mark == "":
            found[v.CriterionCode(code)] = (v.MarkState.NOT_SCORED, None)
        else:
            found[v.CriterionCode(code)] = (v.MarkState.SCORED, Decimal(mark))
    return found


def test_a_form_weighs_its_criteria() -> None:
    total, points = form_points(scheme(), FORM, marks(M1="4", M2="3", M3="5"))

    assert total == Fraction(60 * 80 + 30 * 60 + 10 * 100, 100)
    assert points == {"M1": 80, "M2": 60, "M3": 100}


@pytest.mark.parametrize("given_", [marks(M1="5", M2="5", M3=""), marks(M1="5", M2="5")])
def test_five_and_five_with_a_missing_third_is_an_error_and_never_a_lower_mean(given_: Marks) -> None:
    with pytest.raises(CoreError) as refused:
        form_points(scheme(), FORM, given_)

    assert (refused.value.code, dict(refused.value.facts)) == ("mark_missing", {"criterion": "M3"})


def test_a_mark_said_to_be_scored_without_a_number_is_missing() -> None:
    hollow = {**marks(M1="5", M2="5"), v.CriterionCode("M3"): (v.MarkState.SCORED, None)}

    with pytest.raises(CoreError) as refused:
        form_points(scheme(), FORM, hollow)

    assert (refused.value.code, dict(refused.value.facts)) == ("mark_missing", {"criterion": "M3"})


def test_not_scored_no_evidence_and_the_lowest_mark_are_three_different_things() -> None:
    leave_out = scheme(no_evidence=s.NoEvidence.LEAVE_OUT)

    without_evidence, seen = form_points(leave_out, FORM, marks(M1="4", M2="4", M3=None))
    lowest, seen_lowest = form_points(leave_out, FORM, marks(M1="4", M2="4", M3="1"))
    with pytest.raises(CoreError) as not_scored:
        form_points(leave_out, FORM, marks(M1="4", M2="4", M3=""))

    assert (without_evidence, lowest, not_scored.value.code) == (80, 74, "mark_missing")
    assert (seen, seen_lowest) == ({"M1": 80, "M2": 80}, {"M1": 80, "M2": 80, "M3": 20})


def test_no_evidence_may_count_as_the_lowest_mark_but_speaks_for_no_competence() -> None:
    lowest = scheme(no_evidence=s.NoEvidence.LOWEST)

    total, points = form_points(lowest, FORM, marks(M1="4", M2=None, M3="5"))

    assert total == Fraction(60 * 80 + 30 * 20 + 10 * 100, 100)
    assert points == {"M1": 80, "M3": 100}


def test_the_lowest_mark_is_the_lowest_that_may_be_given() -> None:
    lowest = scheme(no_evidence=s.NoEvidence.LOWEST, conversions=(*scheme().conversions, FIVE_FOUR_TWO))
    of_three = criterion("M1", v.Method.PAPER, marks=(Decimal(5), Decimal(4), Decimal(2)))
    of_table = criterion("M1", v.Method.PAPER, lowest=None, highest=None, conversion="5/4/2")

    assert form_points(lowest, (of_three,), marks(M1=None)) == (40, {})
    assert form_points(lowest, (of_table,), marks(M1=None)) == (1, {})


def test_leaving_out_rescales_the_siblings_up_to_the_frozen_share() -> None:
    at_the_floor = scheme(most_missing_share=Decimal(40))
    past_it = scheme(most_missing_share=Decimal("39.99"))

    assert form_points(at_the_floor, FORM, marks(M1="3", M2=None, M3=None)) == (60, {"M1": 60})
    with pytest.raises(CoreError) as refused:
        form_points(past_it, FORM, marks(M1="3", M2=None, M3=None))

    assert (refused.value.code, dict(refused.value.facts)) == ("too_much_missing", {"got": "40.00"})


def test_a_form_without_any_evidence_has_no_score_whatever_the_share() -> None:
    with pytest.raises(CoreError) as refused:
        form_points(scheme(most_missing_share=Decimal(100)), FORM, marks(M1=None, M2=None, M3=None))

    assert (refused.value.code, dict(refused.value.facts)) == ("too_much_missing", {"got": "100.00"})


def test_a_share_is_of_the_form_that_is_read_not_of_a_hundred() -> None:
    part = FORM[1:]  # a leaf that reads two criteria, weighing 40 together

    assert form_points(scheme(most_missing_share=Decimal(25)), part, marks(M2="4", M3=None)) == (
        80,
        {"M2": 80},
    )
    with pytest.raises(CoreError) as refused:
        form_points(scheme(most_missing_share=Decimal("24.99")), part, marks(M2="4", M3=None))

    assert dict(refused.value.facts) == {"got": "25.00"}


# Examiners ---------------------------------------------------------------------------------------


def fractions(*numbers: int) -> list[Fraction]:
    return [Fraction(one) for one in numbers]


def test_examiners_count_alike_by_default() -> None:
    assert across_examiners(s.ExaminerRule.MEAN, fractions(80, 70, 71)) == Fraction(221, 3)


def test_the_median_takes_the_middle_of_odd_and_even_panels() -> None:
    assert across_examiners(s.ExaminerRule.MEDIAN, fractions(90, 10, 70)) == 70
    assert across_examiners(s.ExaminerRule.MEDIAN, fractions(90, 10, 70, 60)) == 65


def test_trimming_leaves_out_one_highest_and_one_lowest() -> None:
    assert across_examiners(s.ExaminerRule.TRIMMED, fractions(90, 10, 70, 60)) == 65
    assert across_examiners(s.ExaminerRule.TRIMMED, fractions(90, 10, 70)) == 70


def test_two_examiners_are_too_few_to_trim() -> None:
    with pytest.raises(CoreError) as refused:
        across_examiners(s.ExaminerRule.TRIMMED, fractions(90, 10))

    assert (refused.value.code, dict(refused.value.facts)) == ("too_few_examiners_to_trim", {"got": 2})


def test_nobody_gives_no_number() -> None:
    with pytest.raises(CoreError) as refused:
        across_examiners(s.ExaminerRule.MEAN, [])

    assert refused.value.code == "no_examiner_scored"


@given(st.lists(st.fractions(min_value=0, max_value=100), min_size=3, max_size=9), st.randoms())
def test_the_order_of_examiners_changes_nothing(points: list[Fraction], chance: object) -> None:
    shuffled = list(points)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    for rule in s.ExaminerRule:
        assert across_examiners(rule, shuffled) == across_examiners(rule, points)
        assert min(points) <= across_examiners(rule, points) <= max(points)


# Match -------------------------------------------------------------------------------------------


def test_a_match_is_capped_in_total_or_in_each_competence() -> None:
    pairs = [(Decimal(5), 4), (Decimal("2.50"), 4)]

    assert match_percent(s.MatchCap.TOTAL, pairs) == Fraction(750, 8)
    assert match_percent(s.MatchCap.EACH, pairs) == Fraction(650, 8)


def test_a_match_is_never_above_a_hundred() -> None:
    pairs = [(Decimal(5), 3), (Decimal(5), 4)]

    assert [match_percent(cap, pairs) for cap in s.MatchCap] == [100, 100]
