"""The talent map: boxes numbered as PermenPANRB 3/2020 does, labels before points, boundaries frozen."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from selaras.core import casefile as c
from selaras.core import scheme as s
from selaras.core import vocabulary as v
from selaras.core.dossier import Dossier, dossier_of
from selaras.core.errors import CoreError, SeveralErrors
from selaras.core.outcome import ComponentScore, Match, TalentBox
from selaras.core.scheme_checks import check_scheme
from selaras.core.scoring import PersonScore
from selaras.core.talent import box_number, box_of
from selaras.law.talent_profiles import load_talent_profiles
from tests.core.building import (
    ANI,
    assessment,
    performance,
    position,
    rulebook_on,
    scheme,
    small_case,
    talent_profile,
)

ABOVE, MEETS, BELOW = v.PerformanceAxis.ABOVE, v.PerformanceAxis.MEETS, v.PerformanceAxis.BELOW
LOW, MIDDLE, HIGH = v.PotentialAxis.LOW, v.PotentialAxis.MIDDLE, v.PotentialAxis.HIGH
TABLES = load_talent_profiles()["BKN_411_2025"].tables


def dossier(profile: s.TalentProfile | None = None, **changes: Any) -> Dossier:
    return dossier_of(small_case(scheme=scheme(talent=profile or talent_profile()), **changes), rulebook_on())


def person(score: str = "70", **components: str | None) -> PersonScore:
    return PersonScore(
        nip=ANI.nip,
        exact=Fraction(score),
        score=Decimal(score),
        components=tuple(
            ComponentScore(
                code=v.ComponentCode(code),
                name=code,
                parent=None,
                weight=Decimal(1),
                effective_weight=Fraction(1),
                points=None if points is None else Fraction(points),
                is_leaf=True,
            )
            for code, points in components.items()
        ),
        examiners=(),
        criteria={},
    )


def axis(*parts: tuple[s.AxisSource, str], **changes: Any) -> s.Axis:
    one = s.Axis(
        parts=tuple(s.AxisPart(source=source, component=None, weight=Decimal(w)) for source, w in parts),
        middle_from=Decimal(60),
        high_from=Decimal(80),
        boundary_is_higher=True,
    )
    return replace(one, **changes)


def profile(potential: s.Axis, **changes: Any) -> s.TalentProfile:
    return replace(talent_profile(), potential=potential, tables=TABLES, **changes)


def box(dossier_: Dossier, score: PersonScore, match: Match | None = None) -> TalentBox:
    found = box_of(dossier_, score, match)
    assert isinstance(found, TalentBox), found
    return found


def matched(percent: str) -> Match:
    return Match(
        position=v.PositionCode("J-01"),
        percent=Decimal(percent),
        category=v.Category.MS,
        gaps=(),
        knocked_out_by=(),
        evidenced_percent=Decimal(100),
        is_thin=False,
    )


@pytest.mark.parametrize(
    ("performance_", "potential", "number"),
    [
        (BELOW, LOW, 1),
        (MEETS, LOW, 2),
        (BELOW, MIDDLE, 3),
        (ABOVE, LOW, 4),
        (MEETS, MIDDLE, 5),
        (BELOW, HIGH, 6),
        (ABOVE, MIDDLE, 7),
        (MEETS, HIGH, 8),
        (ABOVE, HIGH, 9),
    ],
)
def test_boxes_are_numbered_as_the_regulation_does_and_not_as_another_ministry(
    performance_: v.PerformanceAxis, potential: v.PotentialAxis, number: int
) -> None:
    assert box_number(dossier(), performance_, potential) == number


@pytest.mark.parametrize("name", sorted(load_talent_profiles()))
def test_baik_is_never_above_expectation_in_any_selectable_profile(name: str) -> None:
    chosen = load_talent_profiles()[name]

    found = box(
        dossier(chosen, performances=(performance(ANI.nip, predicate="Baik"),)), person("99"), matched("99")
    )

    assert found.performance is MEETS


def test_a_box_tells_both_axes_and_what_to_do() -> None:
    found = box(dossier(performances=(performance(ANI.nip, predicate="Sangat Baik"),)), person("80"))

    assert found == TalentBox(
        number=9,
        performance=ABOVE,
        potential=HIGH,
        performance_points=Decimal("100.00"),
        potential_points=Decimal("80.00"),
        actions=(
            "Dipromosikan dan dipertahankan",
            "Masuk Kelompok Rencana Suksesi Instansi/Nasional",
            "Penghargaan",
        ),
    )


@pytest.mark.parametrize(
    ("score", "at_least", "above"),
    [
        ("59.99", LOW, LOW),
        ("60.00", MIDDLE, LOW),
        ("60.01", MIDDLE, MIDDLE),
        ("79.99", MIDDLE, MIDDLE),
        ("80.00", HIGH, MIDDLE),
        ("80.01", HIGH, HIGH),
    ],
)
def test_a_value_on_the_boundary_goes_the_frozen_way(
    score: str, at_least: v.PotentialAxis, above: v.PotentialAxis
) -> None:
    higher, lower = (
        profile(axis((s.AxisSource.SCORE, "100"), boundary_is_higher=direction))
        for direction in (True, False)
    )

    assert box(dossier(higher), person(score)).potential is at_least
    assert box(dossier(lower), person(score)).potential is above


def test_the_latest_appraisal_decides() -> None:
    rows = (
        performance(ANI.nip, predicate="Kurang", year=2021),
        performance(ANI.nip, predicate="Baik", year=2022, half=1),
        performance(ANI.nip, predicate="Sangat Baik", year=2022, half=2),
        replace(performance(ANI.nip, year=2023), predicate=None),
    )

    for order in (rows, tuple(reversed(rows))):
        assert box(dossier(performances=order), person()).performance is ABOVE


def test_a_whole_year_ends_with_its_second_half() -> None:
    rows = (
        performance(ANI.nip, predicate="Kurang", year=2022, half=1),
        performance(ANI.nip, predicate="Baik", year=2022),
    )

    for order in (rows, tuple(reversed(rows))):
        assert box(dossier(performances=order), person()).performance is MEETS


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"performances": ()}, "predicate_unknown"),
        ({"performances": (replace(performance(ANI.nip), predicate=None),)}, "predicate_unknown"),
        (
            {"performances": (performance(ANI.nip, verification=v.Verification.UNVERIFIED),)},
            "predicate_not_verified",
        ),
    ],
)
def test_without_a_predicate_to_rely_on_there_is_no_box_and_it_says_why(
    changes: dict[str, Any], why: str
) -> None:
    assert box_of(dossier(**changes), person(), None) == why


def test_without_potential_there_is_no_box() -> None:
    of_centre = profile(axis((s.AxisSource.POTENTIAL, "100")))

    assert box_of(dossier(of_centre), person(), None) == "potential_unknown"


PARTS: Mapping[s.AxisSource, str] = {
    s.AxisSource.SCORE: "70.00",
    s.AxisSource.COMPETENCE: "88.00",
    s.AxisSource.POTENTIAL: "80.00",
    s.AxisSource.EDUCATION: "90.00",
    s.AxisSource.FIELD: "100.00",
    s.AxisSource.DISCIPLINE: "100.00",
    s.AxisSource.TENURE: "80.00",
    s.AxisSource.PREDICATE: "80.00",
}


@pytest.mark.parametrize(("source", "points"), PARTS.items())
def test_every_source_of_an_axis_is_read(source: s.AxisSource, points: str) -> None:
    own = position("J-01", study_fields=("ilmu hukum", "MANAJEMEN"))

    found = box(
        dossier(profile(axis((source, "40"))), assessments=(assessment(ANI.nip),), positions=(own,)),
        person(),
        matched("88"),
    )

    assert str(found.potential_points) == points


def test_a_component_can_be_an_axis_and_its_absence_is_no_zero() -> None:
    part = s.AxisPart(source=s.AxisSource.COMPONENT, component=v.ComponentCode("PANEL"), weight=Decimal(1))
    of_panel = profile(axis((s.AxisSource.SCORE, "1"), parts=(part,)))

    assert str(box(dossier(of_panel), person(PANEL="79.995")).potential_points) == "80.00"
    assert box_of(dossier(of_panel), person(PANEL=None), None) == "potential_unknown"
    assert box_of(dossier(of_panel), person(), None) == "potential_unknown"


def test_parts_that_are_not_there_give_their_weight_to_the_others() -> None:
    mixed = profile(
        axis((s.AxisSource.POTENTIAL, "25"), (s.AxisSource.EDUCATION, "30"), (s.AxisSource.SCORE, "10"))
    )

    assert str(box(dossier(mixed), person("70")).potential_points) == "85.00"
    with_report = dossier(mixed, assessments=(assessment(ANI.nip),))
    assert str(box(with_report, person("70")).potential_points) == "83.08"


@pytest.mark.parametrize(
    ("changes", "points"),
    [
        ({"field_of_study": "Kehutanan"}, "50.00"),
        ({"field_of_study": " ilmu  HUKUM "}, "100.00"),
    ],
)
def test_a_field_of_study_fits_whatever_its_capitals(changes: dict[str, Any], points: str) -> None:
    own = position("J-01", study_fields=("Ilmu Hukum",))
    someone = replace(ANI, **changes)

    found = box(
        dossier(profile(axis((s.AxisSource.FIELD, "1"))), officials=(someone,), positions=(own,)), person()
    )

    assert str(found.potential_points) == points


@pytest.mark.parametrize(
    "changes", [{"positions": (position("J-01"),)}, {"officials": (replace(ANI, position=None),)}]
)
def test_a_post_that_asks_no_field_says_nothing_of_it(changes: dict[str, Any]) -> None:
    of_field = profile(axis((s.AxisSource.FIELD, "1")))

    assert box_of(dossier(of_field, **changes), person(), None) == "potential_unknown"


@pytest.mark.parametrize(
    ("level", "until", "points"),
    [
        (v.SanctionLevel.NONE, None, "100.00"),
        (v.SanctionLevel.LIGHT, None, "75.00"),
        (v.SanctionLevel.MEDIUM, date(2024, 1, 30), "50.00"),
        (v.SanctionLevel.LIGHT, date(2024, 1, 31), "0.00"),
    ],
)
def test_a_running_sanction_is_worth_nothing_and_an_old_one_little(
    level: v.SanctionLevel, until: date | None, points: str
) -> None:
    someone = replace(ANI, sanction=c.Sanction(level=level, until=until))

    found = box(dossier(profile(axis((s.AxisSource.DISCIPLINE, "1"))), officials=(someone,)), person())

    assert str(found.potential_points) == points


@pytest.mark.parametrize(
    ("since", "points"),
    [
        (date(2019, 1, 30), "100.00"),
        (date(2019, 1, 31), "80.00"),
        (date(2021, 1, 30), "80.00"),
        (date(2021, 1, 31), "60.00"),
    ],
)
def test_years_in_post_are_completed_years_on_the_first_day(since: date, points: str) -> None:
    someone = replace(ANI, in_position_since=since)

    found = box(dossier(profile(axis((s.AxisSource.TENURE, "1"))), officials=(someone,)), person())

    assert str(found.potential_points) == points


def test_performance_by_points_is_cut_in_thirds() -> None:
    by_points = replace(
        talent_profile(),
        performance=axis((s.AxisSource.SCORE, "1")),
        performance_by_label=False,
    )

    assert [box(dossier(by_points), person(score)).performance for score in ("59", "79", "80")] == [
        BELOW,
        MEETS,
        ABOVE,
    ]


def test_performance_by_points_without_points_is_no_box() -> None:
    by_points = replace(
        talent_profile(),
        performance=axis((s.AxisSource.COMPETENCE, "1")),
        performance_by_label=False,
    )

    assert box_of(dossier(by_points), person(), None) == "performance_unknown"
    assert box(dossier(by_points), person(), matched("88")).performance_points == Decimal("88.00")


def test_an_unverified_predicate_is_no_part_of_an_axis() -> None:
    of_predicate = profile(
        axis((s.AxisSource.PREDICATE, "1")),
        performance=axis((s.AxisSource.SCORE, "1")),
        performance_by_label=False,
    )
    doubtful = (performance(ANI.nip, verification=v.Verification.DISPUTED),)

    assert box_of(dossier(of_predicate, performances=doubtful), person(), None) == "potential_unknown"
    assert box_of(dossier(of_predicate, performances=()), person(), None) == "potential_unknown"


def test_an_axis_whose_table_is_not_frozen_is_an_error() -> None:
    without = replace(profile(axis((s.AxisSource.EDUCATION, "1"))), tables=TABLES[:1])

    with pytest.raises(CoreError) as refused:
        box_of(dossier(without), person(), None)

    assert (refused.value.code, dict(refused.value.facts)) == (
        "talent_table_missing",
        {"profile": "sederhana", "table": "education"},
    )


def test_an_axis_of_predicates_alone_must_go_by_the_label() -> None:
    by_points = replace(talent_profile(), performance_by_label=False)
    mixed = replace(by_points, performance=axis((s.AxisSource.PREDICATE, "60"), (s.AxisSource.SCORE, "40")))

    with pytest.raises(SeveralErrors) as refused:
        check_scheme(scheme(talent=by_points))

    assert [(one.code, dict(one.facts)) for one in refused.value.errors] == [
        ("predicate_axis_without_label", {"profile": "sederhana"})
    ]
    check_scheme(scheme(talent=mixed))


@pytest.mark.parametrize("name", sorted(load_talent_profiles()))
def test_the_selectable_profiles_of_the_law_may_be_frozen(name: str) -> None:
    check_scheme(scheme(talent=load_talent_profiles()[name]))
