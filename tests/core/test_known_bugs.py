"""Bugs seen in other systems, each of which must not happen here."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from selaras.core import casefile as c
from selaras.core import scheme as s
from selaras.core import vocabulary as v
from selaras.core.errors import SeveralErrors
from selaras.core.outcome import Results
from selaras.core.results import results_from
from tests.core.building import (
    ANI,
    BUDI,
    CITRA,
    TEST_ON,
    assessment,
    component,
    rulebook_on,
    scheme,
    small_case,
)
from tests.core.building_results import by_name, refusals, results


def centre_only(*reports: c.Assessment, **changes: Any) -> Results:
    return results(
        scheme=scheme(components=(component("AC", "100", v.Method.ASSESSMENT_CENTRE),)),
        assignments=(),
        rating_sheets=(),
        assessments=reports,
        **changes,
    )


def test_known_bug_sixty_five_for_the_sixty_eight_boundary() -> None:
    levels = {
        code: Decimal(got)
        for code, got in zip(assessment(ANI.nip).levels, ("2.6", "2.6", "2.6", "2.6"), strict=True)
    }
    passing = {code: Decimal(got) for code, got in zip(levels, ("2.72", "2.72", "2.72", "2.72"), strict=True)}
    found = centre_only(
        assessment(ANI.nip, levels=levels),
        assessment(BUDI.nip, levels=passing),
        assessment(CITRA.nip),
    )

    assert [(str(one.score), one.category, one.passed) for one in found.officials] == [
        ("65.00", v.Category.KMS, False),
        ("68.00", v.Category.MMS, True),
        ("100.00", v.Category.MS, True),
    ]


def test_known_bug_mapping_categories_on_a_selection_report() -> None:
    mapping = tuple(
        s.Cut(category=category, at_least=Decimal(start))
        for category, start in zip(s.CATEGORIES[v.Purpose.MAPPING], (90, 78, 0), strict=True)
    )

    assert set(refusals(scheme=scheme(cuts=mapping, pass_from=v.Category.OPTIMAL))) == {
        "category_not_of_purpose"
    }


def test_known_bug_every_baik_counted_as_above_expectation() -> None:
    by_points = replace(scheme().talent, performance_by_label=False)

    assert {one.box.performance for one in results().officials if one.box} == {v.PerformanceAxis.MEETS}
    assert refusals(scheme=scheme(talent=by_points)) == ["predicate_axis_without_label"]


def test_known_bug_nine_boxes_numbered_in_another_ministrys_way() -> None:
    # Above expectation and middle potential is 7 here, 8 there; as expected and high is 8 here, 7 there.
    best = tuple(replace(one, predicate="Sangat Baik") for one in small_case().performances)

    found = by_name(results(performances=best))
    usual = by_name(results())

    assert [(one.box.number, one.box.potential) for one in (found["Budi"], usual["Ani"]) if one.box] == [
        (7, v.PotentialAxis.MIDDLE),
        (8, v.PotentialAxis.HIGH),
    ]


def test_known_bug_a_match_above_a_hundred() -> None:
    fives = {code: Decimal(5) for code in assessment(ANI.nip).levels}
    found = centre_only(*(assessment(of.nip, levels=fives) for of in (ANI, BUDI, CITRA)))

    assert {one.match.percent for one in found.officials if one.match} == {Decimal("100.00")}
    assert {other.percent for one in found.officials for other in one.alternatives} == {Decimal("100.00")}
    assert {one.score for one in found.officials} == {Decimal("100.00")}


def test_known_bug_a_missing_component_counted_as_zero() -> None:
    assert refusals(performances=()) == ["component_missing"] * 3


BLANK: dict[str, Callable[[], c.Rating]] = {
    "not scored": lambda: c.Rating(criterion=v.CriterionCode("W1"), state=v.MarkState.NOT_SCORED, mark=None),
    "left out": lambda: c.Rating(criterion=v.CriterionCode("W1"), state=v.MarkState.SCORED, mark=None),
}


@pytest.mark.parametrize("blank", BLANK.values(), ids=BLANK.keys())
def test_known_bug_a_blank_looking_like_the_lowest_mark(blank: Callable[[], c.Rating]) -> None:
    def with_last(one: c.Rating) -> tuple[c.RatingSheet, ...]:
        *rest, last = small_case().rating_sheets
        return (*rest, replace(last, ratings=(one,)))

    lowest = c.Rating(criterion=v.CriterionCode("W1"), state=v.MarkState.SCORED, mark=Decimal(1))

    assert results(rating_sheets=with_last(lowest)).is_scored
    assert "mark_missing" in refusals(rating_sheets=with_last(blank()))


def test_an_assessment_that_only_some_have_is_lawful_where_it_may_be_missing() -> None:
    parts = (
        component("KINERJA", "60", v.Method.PERFORMANCE),
        component("AC", "40", v.Method.ASSESSMENT_CENTRE, when_missing=s.WhenMissing.RESCALE),
    )
    with_centre = scheme(components=parts)
    shared: dict[str, Any] = {
        "scheme": with_centre,
        "assignments": (),
        "rating_sheets": (),
        "assessments": (assessment(ANI.nip),),
    }

    found = by_name(results(**shared))

    assert {name: str(one.score) for name, one in found.items()} == {
        "Ani": "94.00",
        "Budi": "90.00",
        "Citra": "90.00",
    }
    required = replace(
        with_centre, components=(parts[0], replace(parts[1], when_missing=s.WhenMissing.REQUIRED))
    )
    assert refusals(**{**shared, "scheme": required}) == ["component_missing"] * 2


def test_an_expired_assessment_is_missing_once_its_rule_is_confirmed() -> None:
    part = component("AC", "100", v.Method.ASSESSMENT_CENTRE)
    case = small_case(
        scheme=scheme(components=(part,)),
        assignments=(),
        rating_sheets=(),
        assessments=tuple(assessment(of.nip, date(2020, 6, 1)) for of in (ANI, BUDI, CITRA)),
    )

    with pytest.raises(SeveralErrors) as refused:
        results_from(case, rulebook_on(TEST_ON, "AC-VALID"), as_of=TEST_ON)

    assert [one.code for one in refused.value.errors] == ["component_missing"] * 3
    assert results(case).is_scored
