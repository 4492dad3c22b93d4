"""The component tree: exact, rounded once at the root; ranks with ties, categories, conflicts shown."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selaras.core import casefile as c
from selaras.core import scheme as s
from selaras.core import vocabulary as v
from selaras.core.dossier import dossier_of
from selaras.core.errors import CoreError
from selaras.core.scoring import (
    PersonScore,
    category_of,
    has_passed,
    leaves_of,
    ranks_of,
    score_person,
)
from tests.core.building import (
    ANI,
    BUDI,
    CITRA,
    component,
    performance,
    rulebook_on,
    scheme,
    sheet,
    small_case,
)

CODE = v.ComponentCode


def scored(nip: v.Nip = ANI.nip, **changes: Any) -> PersonScore:
    return score_person(dossier_of(small_case(**changes), rulebook_on()), nip)


def refusal(**changes: Any) -> tuple[str, dict[str, object]]:
    with pytest.raises(CoreError) as refused:
        scored(**changes)
    return refused.value.code, dict(refused.value.facts)


def test_a_score_is_the_tree_of_its_components() -> None:
    found = scored()

    # Paper and interview 4 of 5 each: 80 points, 40 percent; performance 90 points, 60 percent.
    assert (found.exact, found.score) == (Fraction(86), Decimal("86.00"))
    assert [(one.code, one.points, one.effective_weight, one.is_leaf) for one in found.components] == [
        ("PANEL", 80, 40, False),
        ("MAKALAH", 80, 50, True),
        ("WAWANCARA", 80, 50, True),
        ("KINERJA", 90, 60, True),
    ]
    assert [(one.name, one.parent, one.weight) for one in found.components[:2]] == [
        ("Komponen PANEL", None, Decimal(40)),
        ("Komponen MAKALAH", "PANEL", Decimal(50)),
    ]
    assert found.criteria == {"M1": 80, "M2": 80, "W1": 80, "K1": 90}


def test_every_examiner_is_told_apart() -> None:
    sheets = (
        *(one for one in small_case().rating_sheets if one.examiner != "P3"),
        sheet("P3", ANI.nip, v.Method.PAPER, M1="5", M2="2"),
        sheet("P3", ANI.nip, v.Method.INTERVIEW, W1="2"),
    )

    found = scored(rating_sheets=sheets)

    told = {(one.examiner, one.method): one.points for one in found.examiners}
    assert told[v.ExaminerCode("P3"), v.Method.PAPER] == Fraction(60 * 100 + 40 * 40, 100)
    assert told[v.ExaminerCode("P3"), v.Method.INTERVIEW] == 40
    assert len(told) == 10
    assert [one.points for one in found.components] == [
        Fraction(756, 10),
        Fraction(792, 10),
        72,
        90,
    ]


def test_a_score_is_rounded_once_at_the_root() -> None:
    # Leaves of 1/3 each: rounding them before adding would give 33.33 x 3 and lose a hundredth.
    achieved = tuple(
        performance(ANI.nip, year=year, achievement=got)
        for year, got in ((2021, "90"), (2022, "90"), (2023, "91"))
    )

    found = scored(performances=achieved, officials=(ANI,))

    assert found.components[3].points == Fraction(271, 3)
    assert found.exact == Fraction(40 * 80, 100) + Fraction(60, 100) * Fraction(271, 3)
    assert found.score == Decimal("86.20")


@pytest.mark.parametrize(
    ("achievement", "score", "category"),
    [
        ("79.99", "79.99", v.Category.MMS),
        ("80", "80.00", v.Category.MS),
        ("68", "68.00", v.Category.MMS),
        ("67.99", "67.99", v.Category.KMS),
        ("65", "65.00", v.Category.KMS),
        ("0", "0.00", v.Category.KMS),
    ],
)
def test_sixty_eight_is_the_boundary_and_sixty_five_is_below_it(
    achievement: str, score: str, category: v.Category
) -> None:
    alone = scheme(components=(component("KINERJA", "100", v.Method.PERFORMANCE),))
    found = scored(scheme=alone, performances=(performance(ANI.nip, achievement),), officials=(ANI,))

    assert (str(found.score), category_of(found.score, alone)) == (score, category)


@pytest.mark.parametrize(
    ("years", "score", "category"),
    [
        (("79.99", "80"), "80.00", v.Category.MS),  # 79.995
        (("67.99", "68"), "68.00", v.Category.MMS),  # 67.995
        (("67.99", "67.99", "68"), "67.99", v.Category.KMS),  # 67.993...
    ],
)
def test_the_category_is_that_of_the_printed_score(
    years: tuple[str, ...], score: str, category: v.Category
) -> None:
    alone = scheme(components=(component("KINERJA", "100", v.Method.PERFORMANCE),))
    rows = tuple(performance(ANI.nip, got, year=2020 + n) for n, got in enumerate(years))
    found = scored(scheme=alone, performances=rows, officials=(ANI,))

    assert (str(found.score), category_of(found.score, alone)) == (score, category)


def test_a_missing_component_is_never_counted_as_zero() -> None:
    assert refusal(performances=()) == ("component_missing", {"nip": ANI.nip, "component": "KINERJA"})


def test_five_and_five_and_a_missing_third_are_an_error_and_never_three_and_a_third() -> None:
    thirds = scheme(
        components=tuple(
            component(code, weight, method)
            for code, weight, method in (
                ("MAKALAH", "33.33", v.Method.PAPER),
                ("WAWANCARA", "33.33", v.Method.INTERVIEW),
                ("KINERJA", "33.34", v.Method.PERFORMANCE),
            )
        )
    )
    fives = tuple(
        one
        for member in ("P1", "P2", "P3", "P4", "P5")
        for one in (
            sheet(member, ANI.nip, v.Method.PAPER, M1="5", M2="5"),
            sheet(member, ANI.nip, v.Method.INTERVIEW, W1="5"),
        )
    )

    assert refusal(scheme=thirds, rating_sheets=fives, performances=(), officials=(ANI,)) == (
        "component_missing",
        {"nip": ANI.nip, "component": "KINERJA"},
    )


def rescaling(code: str) -> s.Scheme:
    return scheme(
        components=tuple(
            replace(one, when_missing=s.WhenMissing.RESCALE) if one.code == code else one
            for one in scheme().components
        )
    )


def test_the_weight_of_what_is_lawfully_missing_goes_to_its_siblings() -> None:
    found = scored(scheme=rescaling("KINERJA"), performances=())

    assert found.exact == 80
    assert [(one.code, one.points, one.effective_weight) for one in found.components] == [
        ("PANEL", 80, 100),
        ("MAKALAH", 80, 50),
        ("WAWANCARA", 80, 50),
        ("KINERJA", None, 0),
    ]


def test_a_branch_of_which_nothing_is_left_gives_its_weight_away() -> None:
    both = scheme(
        components=tuple(replace(one, when_missing=s.WhenMissing.RESCALE) for one in scheme().components)
    )

    found = scored(scheme=both, assignments=())

    assert (found.exact, found.components[0].points) == (90, None)
    assert [one.effective_weight for one in found.components] == [0, 0, 0, 100]


def test_nothing_at_all_is_an_error() -> None:
    both = scheme(
        components=tuple(replace(one, when_missing=s.WhenMissing.RESCALE) for one in scheme().components)
    )

    assert refusal(scheme=both, assignments=(), performances=()) == ("nothing_to_score", {"nip": ANI.nip})


def test_leaves_are_what_reads_a_method() -> None:
    assert [one.code for one in leaves_of(scheme())] == ["MAKALAH", "WAWANCARA", "KINERJA"]


# Categories --------------------------------------------------------------------------------------


def test_mapping_has_its_own_cuts() -> None:
    mapping = scheme(
        purpose=v.Purpose.MAPPING,
        cuts=tuple(
            s.Cut(category=category, at_least=Decimal(start))
            for category, start in zip(s.CATEGORIES[v.Purpose.MAPPING], (90, 78, 0), strict=True)
        ),
        pass_from=v.Category.FAIRLY_OPTIMAL,
    )

    found = [category_of(Decimal(one), mapping) for one in ("90.00", "89.99", "78.00", "77.99")]

    assert found == [
        v.Category.OPTIMAL,
        v.Category.FAIRLY_OPTIMAL,
        v.Category.FAIRLY_OPTIMAL,
        v.Category.LESS_OPTIMAL,
    ]
    assert [has_passed(one, mapping) for one in found] == [True, True, True, False]


def test_passing_begins_with_the_frozen_category() -> None:
    assert [has_passed(one.category, scheme()) for one in scheme().cuts] == [True, True, False]
    assert [has_passed(one.category, scheme(pass_from=v.Category.MS)) for one in scheme().cuts] == [
        True,
        False,
        False,
    ]


def test_a_score_below_every_cut_is_an_error() -> None:
    with pytest.raises(CoreError) as refused:
        category_of(Decimal("-0.01"), scheme())

    assert (refused.value.code, dict(refused.value.facts)) == ("score_below_every_cut", {"got": "-0.01"})


# Order changes nothing ---------------------------------------------------------------------------

MARKS = st.lists(st.sampled_from(["1", "2", "3", "4", "5", None]), min_size=45, max_size=45)


def random_event(marks: list[str | None]) -> c.CaseFile:
    """Return an event with any marks; where a form has no evidence at all its person has no score."""
    drawn = iter(marks)
    return small_case(
        scheme=scheme(most_missing_share=Decimal(60)),
        rating_sheets=tuple(
            one
            for member in small_case().examiners
            for of in (ANI.nip, BUDI.nip, CITRA.nip)
            for one in (
                sheet(member.code, of, v.Method.PAPER, M1=next(drawn), M2=next(drawn)),
                sheet(member.code, of, v.Method.INTERVIEW, W1=next(drawn) or "3"),
            )
        ),
    )


def told(case: c.CaseFile) -> dict[v.Nip, object]:
    """Return score, rank and category of everyone, or the error that stands in the way."""
    dossier = dossier_of(case, rulebook_on())
    scores: list[PersonScore] = []
    found: dict[v.Nip, object] = {}
    for one in sorted(case.officials, key=lambda official: official.nip):
        try:
            scores.append(score_person(dossier, one.nip))
        except CoreError as wrong:
            found[one.nip] = wrong.code
    ranks = ranks_of(scores, case.scheme)
    for score in scores:
        category = category_of(score.score, case.scheme)
        found[score.nip] = (score.exact, score.score, ranks[score.nip], category, dict(score.criteria))
    return found


@settings(max_examples=25, deadline=None)
@given(MARKS, st.randoms(use_true_random=False))
def test_the_order_of_rows_examiners_criteria_and_components_changes_nothing(
    marks: list[str | None], chance: Any
) -> None:
    case = random_event(marks)

    def mixed(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(chance.sample(rows, len(rows)))

    other = replace(
        case,
        scheme=replace(
            case.scheme,
            components=mixed(case.scheme.components),
            criteria=mixed(case.scheme.criteria),
            conversions=mixed(case.scheme.conversions),
        ),
        officials=mixed(case.officials),
        positions=mixed(case.positions),
        examiners=mixed(case.examiners),
        assignments=mixed(case.assignments),
        attendances=mixed(case.attendances),
        rating_sheets=tuple(replace(one, ratings=mixed(one.ratings)) for one in mixed(case.rating_sheets)),
        performances=mixed(case.performances),
    )

    assert told(other) == told(case)


def test_one_more_point_never_lowers_a_score() -> None:
    scores = []
    for mark in ("1", "2", "3", "4", "5"):
        sheets = tuple(
            sheet("P1", ANI.nip, v.Method.PAPER, M1=mark, M2="3")
            if (one.examiner, one.nip, one.method) == ("P1", ANI.nip, v.Method.PAPER)
            else one
            for one in small_case().rating_sheets
        )
        scores.append(scored(rating_sheets=sheets).exact)

    assert scores == sorted(set(scores))
