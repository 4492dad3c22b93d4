"""The scheme: nothing may be frozen that misleads."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from selaras.core import scheme as s
from selaras.core import vocabulary as v
from selaras.core.errors import CoreError, SeveralErrors
from selaras.core.scheme_checks import check_scheme
from tests.core.building import component, criterion, scheme, talent_profile
from tests.core.building_scheme import CONVERSIONS, PREDICATES


def errors_of(one: s.Scheme) -> list[tuple[str, dict[str, object]]]:
    """Return every error of a scheme; an empty list means that it may be frozen."""
    try:
        check_scheme(one)
    except SeveralErrors as several:
        return [(error.code, dict(error.facts)) for error in several.errors]
    return []


def with_feedback(**changes: Any) -> s.Scheme:
    """Return the small scheme with a 360° component in place of performance."""
    one = scheme()
    weights = ((v.RaterGroup.SUPERIOR, 50), (v.RaterGroup.PEER, 30), (v.RaterGroup.STAFF, 20))
    return replace(
        scheme(
            components=(*one.components[:3], component("360", "60", v.Method.FEEDBACK_360)),
            criteria=(*one.criteria[:3], criterion("U1", v.Method.FEEDBACK_360)),
            feedback_weights=tuple(s.GroupWeight(group=g, weight=Decimal(w)) for g, w in weights),
        ),
        **changes,
    )


def axis(*parts: tuple[s.AxisSource, str | None, str], **changes: Any) -> s.Axis:
    one = s.Axis(
        parts=tuple(
            s.AxisPart(
                source=source,
                component=None if code is None else v.ComponentCode(code),
                weight=Decimal(weight),
            )
            for source, code, weight in parts
        ),
        middle_from=Decimal(60),
        high_from=Decimal(80),
        boundary_is_higher=True,
    )
    return replace(one, **changes)


def test_a_sound_scheme_may_be_frozen() -> None:
    assert errors_of(scheme()) == []
    assert errors_of(with_feedback()) == []


def test_an_unknown_conversion_is_refused() -> None:
    with pytest.raises(CoreError) as refused:
        scheme().conversion("tidak ada")

    assert (refused.value.code, dict(refused.value.facts)) == (
        "conversion_unknown",
        {"conversion": "tidak ada"},
    )


def tree(*parts: s.Component) -> s.Scheme:
    return scheme(components=parts)


LEAF = ("KINERJA", "100", v.Method.PERFORMANCE)
WRONG: dict[str, tuple[s.Scheme, tuple[str, dict[str, object]]]] = {
    "weights of 99.9": (
        tree(component("A", "39.9", v.Method.PAPER), component("B", "60", v.Method.PERFORMANCE)),
        ("weights_not_100", {"parent": "hasil", "got": "99.9"}),
    ),
    "children of 101": (
        tree(
            component("A"),
            component("B", "51", v.Method.PAPER, parent=v.ComponentCode("A")),
            component("C", "50", v.Method.INTERVIEW, parent=v.ComponentCode("A")),
        ),
        ("weights_not_100", {"parent": "A", "got": "101"}),
    ),
    "a weight of zero": (
        tree(component(*LEAF), component("B", "0", v.Method.PAPER)),
        ("weight_not_positive", {"component": "B", "got": "0"}),
    ),
    "a branch without children": (
        tree(component("A")),
        ("component_is_leaf_and_branch", {"component": "A"}),
    ),
    "a leaf with children": (
        tree(component(*LEAF), component("B", "100", v.Method.PAPER, parent=v.ComponentCode("KINERJA"))),
        ("component_is_leaf_and_branch", {"component": "KINERJA"}),
    ),
    "an unknown parent": (
        tree(component(*LEAF), component("B", "100", v.Method.PAPER, parent=v.ComponentCode("X"))),
        ("component_parent_unknown", {"component": "B", "parent": "X"}),
    ),
    "an unknown tie-break": (
        scheme(tie_break=(v.ComponentCode("X"),)),
        ("tie_break_unknown", {"component": "X"}),
    ),
    "a form of 90": (
        scheme(criteria=(replace(scheme().criteria[0], weight=Decimal(50)), *scheme().criteria[1:])),
        ("criteria_weights_not_100", {"component": "MAKALAH", "got": "90"}),
    ),
    "a form without criteria": (
        scheme(criteria=scheme().criteria[:3]),
        ("component_without_criteria", {"component": "KINERJA", "method": "Kinerja"}),
    ),
    "a criterion of another method": (
        scheme(
            components=(
                *scheme().components[:3],
                replace(scheme().components[3], criteria=(v.CriterionCode("K1"), v.CriterionCode("W1"))),
            )
        ),
        ("criterion_unknown", {"component": "KINERJA", "criterion": "W1"}),
    ),
    "a criterion twice": (
        scheme(criteria=(*scheme().criteria, criterion("W1", v.Method.GROUP_DISCUSSION))),
        ("criterion_twice", {"criterion": "W1"}),
    ),
    "a criterion that takes away": (
        scheme(
            criteria=(
                criterion("M1", v.Method.PAPER, "140"),
                criterion("M2", v.Method.PAPER, "-40"),
                *scheme().criteria[2:],
            )
        ),
        ("weight_not_positive", {"criterion": "M2", "got": "-40"}),
    ),
    "an unknown conversion": (
        scheme(criteria=(*scheme().criteria[:3], replace(scheme().criteria[3], conversion="x"))),
        ("conversion_unknown", {"criterion": "K1", "conversion": "x"}),
    ),
    "a scale left out": (
        scheme(criteria=(*scheme().criteria[:3], replace(scheme().criteria[3], lowest=None))),
        ("scale_missing", {"criterion": "K1"}),
    ),
    "a scale beside a table": (
        scheme(
            conversions=(*CONVERSIONS, PREDICATES),
            criteria=(*scheme().criteria[:3], replace(scheme().criteria[3], conversion="predicate")),
        ),
        ("scale_missing", {"criterion": "K1"}),
    ),
    "a conversion twice": (
        scheme(conversions=(*CONVERSIONS, CONVERSIONS[0])),
        ("conversion_twice", {"conversion": "1-5"}),
    ),
    "a scale without highest": (
        scheme(conversions=(replace(CONVERSIONS[0], highest=None), CONVERSIONS[1])),
        ("conversion_without_highest", {"conversion": "1-5"}),
    ),
    "a highest of zero": (
        scheme(conversions=(replace(CONVERSIONS[0], highest=Decimal(0)), CONVERSIONS[1])),
        ("conversion_without_highest", {"conversion": "1-5"}),
    ),
    "a table without lines": (
        scheme(conversions=(*CONVERSIONS, replace(PREDICATES, steps=()))),
        ("conversion_without_steps", {"conversion": "predicate"}),
    ),
    "bands without lines": (
        scheme(conversions=(*CONVERSIONS, replace(PREDICATES, kind=s.ConversionKind.BANDS, steps=()))),
        ("conversion_without_steps", {"conversion": "predicate"}),
    ),
    "more than a hundred points": (
        scheme(
            conversions=(
                *CONVERSIONS,
                replace(PREDICATES, steps=(replace(PREDICATES.steps[0], points=Decimal("100.01")),)),
            )
        ),
        ("points_outside_scale", {"conversion": "predicate", "got": "100.01"}),
    ),
    "fewer than no points": (
        scheme(
            conversions=(
                *CONVERSIONS,
                replace(PREDICATES, steps=(replace(PREDICATES.steps[0], points=Decimal(-1)),)),
            )
        ),
        ("points_outside_scale", {"conversion": "predicate", "got": "-1"}),
    ),
    "three places": (scheme(places=3), ("places_wrong", {"got": 3, "expected": "0..2"})),
    "places below zero": (scheme(places=-1), ("places_wrong", {"got": -1, "expected": "0..2"})),
    "no cuts": (scheme(cuts=()), ("cuts_not_descending_to_zero", {"got": ""})),
    "cuts upwards": (
        scheme(cuts=tuple(reversed(scheme().cuts))),
        ("cuts_not_descending_to_zero", {"got": "0, 68, 80"}),
    ),
    "cuts that end above zero": (
        scheme(cuts=scheme().cuts[:2]),
        ("cuts_not_descending_to_zero", {"got": "80, 68"}),
    ),
    "a cut twice": (
        scheme(cuts=(scheme().cuts[0], replace(scheme().cuts[1], at_least=Decimal(80)), scheme().cuts[2])),
        ("cuts_not_descending_to_zero", {"got": "80, 80, 0"}),
    ),
    "an unknown pass mark": (
        scheme(pass_from=v.Category.OPTIMAL),
        ("pass_category_unknown", {"got": "optimal"}),
    ),
    "feedback weights of 90": (
        with_feedback(feedback_weights=with_feedback().feedback_weights[:2]),
        ("feedback_weights_not_100", {"got": "80"}),
    ),
    "a group that is weighed twice": (
        with_feedback(
            feedback_weights=tuple(
                s.GroupWeight(group=v.RaterGroup.PEER, weight=Decimal(50)) for _ in range(2)
            )
        ),
        ("feedback_weights_not_100", {"got": "100"}),
    ),
    "a group that takes away": (
        with_feedback(
            feedback_weights=(
                s.GroupWeight(group=v.RaterGroup.PEER, weight=Decimal(101)),
                s.GroupWeight(group=v.RaterGroup.STAFF, weight=Decimal(-1)),
            )
        ),
        ("feedback_weights_not_100", {"got": "100"}),
    ),
    "groups of two": (
        with_feedback(smallest_group=2),
        ("smallest_group_too_small", {"got": 2, "expected": 3}),
    ),
    "an axis without parts": (
        scheme(talent=replace(talent_profile(), potential=axis())),
        ("axis_weights_wrong", {"profile": "sederhana"}),
    ),
    "an axis part of zero": (
        scheme(talent=replace(talent_profile(), potential=axis((s.AxisSource.SCORE, None, "0")))),
        ("axis_weights_wrong", {"profile": "sederhana"}),
    ),
    "axis cuts that meet": (
        scheme(
            talent=replace(
                talent_profile(), potential=axis((s.AxisSource.SCORE, None, "1"), middle_from=Decimal(80))
            )
        ),
        ("axis_cuts_wrong", {"profile": "sederhana"}),
    ),
    "an axis of an unknown component": (
        scheme(talent=replace(talent_profile(), potential=axis((s.AxisSource.COMPONENT, "X", "1")))),
        ("axis_component_unknown", {"profile": "sederhana", "component": "X"}),
    ),
    "an axis without its table": (
        scheme(talent=replace(talent_profile(), potential=axis((s.AxisSource.TENURE, None, "1")))),
        ("talent_table_missing", {"profile": "sederhana", "table": "tenure"}),
    ),
}


@pytest.mark.parametrize(("wrong", "expected"), WRONG.values(), ids=WRONG.keys())
def test_a_scheme_that_misleads_is_not_frozen(
    wrong: s.Scheme, expected: tuple[str, dict[str, object]]
) -> None:
    assert expected in errors_of(wrong)


def test_a_component_twice_is_refused() -> None:
    twice = tree(component("A", "50", v.Method.PERFORMANCE), component("A", "50", v.Method.PERFORMANCE))

    assert errors_of(twice) == [("component_twice", {"component": "A"})]


def test_a_circle_of_components_is_refused_by_everyone_in_it() -> None:
    a, b = v.ComponentCode("A"), v.ComponentCode("B")
    round_and_round = tree(component(*LEAF), component("A", parent=b), component("B", parent=a))

    assert errors_of(round_and_round) == [
        ("component_circle", {"component": "A"}),
        ("component_circle", {"component": "B"}),
    ]
    assert errors_of(tree(component(*LEAF), component("A", parent=a))) == [
        ("component_circle", {"component": "A"})
    ]


def test_a_scheme_without_components_is_refused() -> None:
    assert errors_of(tree()) == [("no_components", {})]


def test_every_error_is_named_at_once() -> None:
    wrong = scheme(places=5, tie_break=(v.ComponentCode("X"),), conversions=())

    assert [code for code, _ in errors_of(wrong)] == [
        "tie_break_unknown",
        *["conversion_unknown"] * 4,
        "places_wrong",
    ]


def test_an_assessment_centre_needs_no_criteria() -> None:
    assert errors_of(tree(component("AC", "100", v.Method.ASSESSMENT_CENTRE))) == []


def test_a_leaf_may_read_a_part_of_its_form_when_the_part_weighs_a_hundred() -> None:
    one = scheme()
    halves = scheme(
        criteria=(
            criterion("M1", v.Method.PAPER),
            criterion("M2", v.Method.PAPER),
            *one.criteria[2:],
        ),
        components=(
            component("A", "40", v.Method.PAPER, criteria=(v.CriterionCode("M1"),)),
            component("B", "60", v.Method.PAPER, criteria=(v.CriterionCode("M2"),)),
        ),
    )

    assert errors_of(halves) == []


@pytest.mark.parametrize(
    ("purpose", "first", "wrong"),
    [
        (v.Purpose.SELECTION, v.Category.OPTIMAL, ("Optimal", "Seleksi/pengisian jabatan")),
        (v.Purpose.MAPPING, v.Category.MS, ("Memenuhi Syarat", "Pemetaan")),
    ],
)
def test_categories_of_mapping_are_never_printed_on_a_selection_nor_the_other_way_round(
    purpose: v.Purpose, first: v.Category, wrong: tuple[str, str]
) -> None:
    own = s.CATEGORIES[purpose]
    cuts = tuple(
        s.Cut(category=category, at_least=Decimal(start))
        for category, start in zip((first, *own[1:]), (80, 68, 0), strict=True)
    )

    mixed = scheme(purpose=purpose, cuts=cuts, pass_from=own[1])

    assert errors_of(mixed) == [("category_not_of_purpose", {"category": wrong[0], "purpose": wrong[1]})]
    assert errors_of(replace(mixed, cuts=(replace(cuts[0], category=own[0]), *cuts[1:]))) == []


def test_cuts_swapped_by_hand_are_refused() -> None:
    high, middle, low = scheme().cuts
    swapped = (replace(middle, at_least=high.at_least), replace(high, at_least=middle.at_least), low)

    assert [code for code, _ in errors_of(scheme(cuts=swapped))] == ["cuts_not_in_category_order"]
