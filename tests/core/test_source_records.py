"""Performance, track record and assessment: nothing, a gap and a doubt are three things."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from selaras.core import casefile as c
from selaras.core import scheme as s
from selaras.core import vocabulary as v
from selaras.core.dossier import Reading, dossier_of
from selaras.core.errors import CoreError
from selaras.core.sources import performance_of_predicate, read_leaf, standard_of
from tests.core.building import (
    ANI,
    BUDI,
    TEST_ON,
    assessment,
    component,
    criterion,
    performance,
    position,
    rulebook_on,
    scheme,
    small_case,
    standard,
)
from tests.core.building_sources import read, refusal

# Performance -------------------------------------------------------------------------------------

WORK = component("KINERJA", "100", v.Method.PERFORMANCE)
ACHIEVED = criterion(
    "K1", v.Method.PERFORMANCE, "75", lowest=Decimal(0), highest=Decimal(100), conversion="0-100"
)
JUDGED = criterion("K2", v.Method.PERFORMANCE, "25", lowest=None, highest=None, conversion="predicate")


def test_achievement_and_predicate_are_read_by_the_criterion_that_asks_for_them() -> None:
    rows = (
        performance(ANI.nip, "90", "Baik", year=2022),
        performance(ANI.nip, "95", "Sangat Baik", year=2023),
        performance(BUDI.nip, "0", "Kurang"),
    )

    found = read(WORK, ACHIEVED, JUDGED, performances=rows)

    assert found is not None
    assert found.by_criterion == {"K1": Fraction(185, 2), "K2": 90}
    assert found.points == Fraction(75 * 185, 200) + Fraction(25 * 90, 100)


def test_a_year_in_two_halves_counts_as_one_year() -> None:
    rows = (
        performance(ANI.nip, "80", year=2021, half=1),
        performance(ANI.nip, "90", year=2021, half=2),
        performance(ANI.nip, "95", year=2022),
    )

    found = read(WORK, replace(ACHIEVED, weight=Decimal(100)), performances=rows)

    assert found is not None
    assert found.points == 90


def test_a_half_without_a_value_leaves_its_year_to_the_other_half() -> None:
    rows = (
        replace(performance(ANI.nip, "80", year=2021, half=1), achievement=None),
        performance(ANI.nip, "90", year=2021, half=2),
    )

    found = read(WORK, replace(ACHIEVED, weight=Decimal(100)), performances=rows)

    assert found is not None
    assert found.points == 90


def test_a_year_without_a_value_is_a_gap_that_is_named() -> None:
    rows = (performance(ANI.nip, year=2022), replace(performance(ANI.nip), achievement=None))

    assert refusal(WORK, ACHIEVED, performances=rows) == (
        "record_missing",
        {"nip": ANI.nip, "year": 2023, "component": "KINERJA", "criterion": "K1"},
    )


@pytest.mark.parametrize("state", [v.Verification.UNVERIFIED, v.Verification.DISPUTED])
def test_a_record_that_is_not_verified_blocks(state: v.Verification) -> None:
    rows = (performance(ANI.nip, verification=state),)

    assert refusal(WORK, ACHIEVED, performances=rows) == (
        "record_not_verified",
        {
            "nip": ANI.nip,
            "year": 2023,
            "component": "KINERJA",
            "criterion": "K1",
            "state": state.value,
        },
    )


def test_a_predicate_of_no_regime_is_an_error_that_names_person_and_year() -> None:
    code, facts = refusal(WORK, JUDGED, performances=(performance(ANI.nip, predicate="Istimewa"),))

    assert code == "label_unknown"
    assert facts == {
        "nip": ANI.nip,
        "year": 2023,
        "component": "KINERJA",
        "criterion": "K2",
        "conversion": "predicate",
        "got": "Istimewa",
        "expected": "Sangat Baik, Baik, Butuh Perbaikan, Kurang, Sangat Kurang",
    }


def test_no_record_of_performance_is_nothing() -> None:
    assert read(WORK, ACHIEVED, performances=(performance(BUDI.nip),)) is None


@pytest.mark.parametrize(
    ("word", "axis_"),
    [
        ("Sangat Baik", v.PerformanceAxis.ABOVE),
        ("Baik", v.PerformanceAxis.MEETS),
        (" baik ", v.PerformanceAxis.MEETS),
        ("Cukup", v.PerformanceAxis.BELOW),
        ("Butuh Perbaikan", v.PerformanceAxis.BELOW),
        ("Kurang", v.PerformanceAxis.BELOW),
        ("Sangat Kurang", v.PerformanceAxis.BELOW),
        ("Buruk", v.PerformanceAxis.BELOW),
    ],
)
def test_the_labels_of_every_regime_have_their_place(word: str, axis_: v.PerformanceAxis) -> None:
    assert performance_of_predicate(dossier_of(small_case(), rulebook_on()), word) is axis_


def test_a_label_of_no_regime_is_an_error() -> None:
    with pytest.raises(CoreError) as refused:
        performance_of_predicate(dossier_of(small_case(), rulebook_on()), "Istimewa")

    assert (refused.value.code, dict(refused.value.facts)) == (
        "label_unknown",
        {
            "got": "Istimewa",
            "expected": "Sangat Baik, Baik, Cukup, Butuh Perbaikan, Kurang, Sangat Kurang, Buruk",
        },
    )


# Track record ------------------------------------------------------------------------------------

TRACK = component("REKAM", "100", v.Method.TRACK_RECORD)
STUDIES = criterion("RJ1", v.Method.TRACK_RECORD, "60", lowest=None, highest=None, conversion="predicate")
YEARS = criterion(
    "RJ2", v.Method.TRACK_RECORD, "40", lowest=Decimal(0), highest=Decimal(40), conversion="tahun"
)


def item(code: str, value: str | None, **changes: Any) -> c.TrackRecordItem:
    one = c.TrackRecordItem(
        nip=ANI.nip,
        criterion=v.CriterionCode(code),
        item=f"Butir {code}",
        value=value,
        source="Ijazah",
        dated_on=date(2010, 5, 5),
        verifier="BKD",
        verification=v.Verification.VERIFIED,
    )
    return replace(one, **changes)


def test_words_and_numbers_of_a_track_record_become_points() -> None:
    found = read(TRACK, STUDIES, YEARS, track_record=(item("RJ2", "4,99"), item("RJ1", "baik")))

    assert found is not None
    assert found.by_criterion == {"RJ1": 80, "RJ2": 60}
    assert found.points == 72


def test_a_missing_item_is_an_error_that_names_it() -> None:
    assert refusal(TRACK, STUDIES, YEARS, track_record=(item("RJ1", "Baik"), item("RJ2", None))) == (
        "record_missing",
        {"nip": ANI.nip, "component": "REKAM", "criterion": "RJ2"},
    )


def test_an_item_with_two_values_is_an_error() -> None:
    rows = (item("RJ1", "Baik"), item("RJ1", "Kurang", item="Butir lain"), item("RJ2", "5"))

    assert refusal(TRACK, STUDIES, YEARS, track_record=rows) == (
        "record_twice",
        {"nip": ANI.nip, "component": "REKAM", "criterion": "RJ1", "got": 2},
    )


def test_an_item_under_objection_blocks() -> None:
    rows = (item("RJ1", "Baik", verification=v.Verification.DISPUTED), item("RJ2", "5"))

    assert refusal(TRACK, STUDIES, YEARS, track_record=rows) == (
        "record_not_verified",
        {"nip": ANI.nip, "component": "REKAM", "criterion": "RJ1", "state": "disputed"},
    )


def test_a_value_that_cannot_be_read_is_named() -> None:
    code, facts = refusal(TRACK, YEARS, track_record=(item("RJ2", "lama"),))

    assert (code, facts) == (
        "value_not_a_number",
        {"nip": ANI.nip, "component": "REKAM", "criterion": "RJ2", "conversion": "tahun", "got": "lama"},
    )


def test_a_bare_note_and_another_criterions_value_are_no_record() -> None:
    rows = (item("RJ1", None), item("LAIN", "Baik"))

    assert read(TRACK, STUDIES, track_record=rows) is None
    assert read(TRACK, STUDIES, track_record=()) is None


# Assessment --------------------------------------------------------------------------------------

CENTRE = component("AC", "100", v.Method.ASSESSMENT_CENTRE)


def levels(**by_code: str) -> dict[v.CompetenceCode, Decimal]:
    return {v.CompetenceCode(code.replace("_", ".")): Decimal(level) for code, level in by_code.items()}


def test_assessed_levels_are_read_against_the_standard_of_the_own_post() -> None:
    report = assessment(ANI.nip, levels=levels(M_01="3", M_02="4", SK_01="2", T_01="4"))

    found = read(CENTRE, assessments=(report,))

    assert found == Reading(points=Fraction(13 * 100, 16))


def test_levels_above_the_standard_never_give_more_than_a_hundred() -> None:
    high = assessment(ANI.nip, levels=levels(M_01="5", M_02="5", SK_01="4", T_01="3"))

    assert read(CENTRE, assessments=(high,)) == Reading(points=Fraction(100))
    assert read(
        CENTRE,
        assessments=(high,),
        rules={"match": replace(scheme().match, cap=s.MatchCap.EACH)},
    ) == Reading(points=Fraction(15 * 100, 16))


def test_a_technical_competence_that_was_not_assessed_is_no_gap() -> None:
    report = assessment(ANI.nip, levels=levels(M_01="3", M_02="3", SK_01="3"))

    assert read(CENTRE, assessments=(report,)) == Reading(points=Fraction(75))


def test_a_general_competence_that_was_not_assessed_is_a_gap_that_is_named() -> None:
    report = assessment(ANI.nip, levels=levels(M_01="3", SK_01="3", T_01="4"))

    assert refusal(CENTRE, assessments=(report,)) == (
        "assessment_incomplete",
        {"nip": ANI.nip, "report": "LAP/7/2022", "competence": "M.02"},
    )


def test_without_a_competence_in_common_there_is_nothing_to_compare() -> None:
    post = position("J-01", standard=(standard("T.01"),))
    report = assessment(ANI.nip, levels=levels(M_01="3"))

    assert refusal(CENTRE, assessments=(report,), positions=(post,)) == (
        "assessment_without_standard",
        {"nip": ANI.nip, "report": "LAP/7/2022"},
    )


@pytest.mark.parametrize("own", [None, position("J-01", standard=())])
def test_without_an_own_standard_the_general_one_of_the_level_counts(own: c.Position | None) -> None:
    someone = replace(ANI, position=own.code if own else None)
    case = small_case(officials=(someone,), positions=(own,) if own else ())

    assert standard_of(dossier_of(case, rulebook_on()), ANI.nip) == {"M.01": 4, "M.02": 4, "SK.01": 4}


def test_the_own_standard_comes_first() -> None:
    post = position("J-01", standard=(standard("M.01", 3), standard("T.01", 2)))

    found = standard_of(dossier_of(small_case(positions=(post,)), rulebook_on()), ANI.nip)

    assert found == {"M.01": 3, "T.01": 2}


def test_an_assessment_is_reused_while_it_is_valid_and_is_nothing_once_expired() -> None:
    confirmed = rulebook_on(TEST_ON, "AC-VALID")
    found = []
    for assessed_on in (date(2021, 1, 30), date(2021, 1, 29)):  # three years, and three years and a day
        case = small_case(
            scheme=scheme(components=(CENTRE,)), assessments=(assessment(ANI.nip, assessed_on),)
        )
        found.append(read_leaf(dossier_of(case, confirmed), ANI.nip, CENTRE))

    assert found == [Reading(points=Fraction(100)), None]
    assert read(CENTRE, assessments=(assessment(BUDI.nip),)) is None
