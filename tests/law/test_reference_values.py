"""Competences, talent profiles and the values a workbook may leave unsaid."""

import time
from datetime import date
from decimal import Decimal

import pytest

from selaras.core import vocabulary as v
from selaras.core.casefile import Competence
from selaras.core.errors import CoreError
from selaras.core.rules import Certainty
from selaras.core.scheme import AxisPart, AxisSource, Cut
from selaras.law import competences, talent_profiles
from selaras.law.loader import load_catalogue
from selaras.law.reference_values import load_defaults, rulebook_on

PROFILES = {one.profile.code: one for one in talent_profiles.load_sourced_profiles()}


def test_there_are_nine_competences_eight_managerial_and_one_sociocultural():
    loaded = competences.load_competences()

    assert [one.code for one in loaded] == [*(f"M.0{n}" for n in range(1, 9)), "SK.01"]
    assert [one.cluster for one in loaded].count(v.Cluster.MANAGERIAL) == 8
    assert loaded[-1].competence == Competence(
        code=v.CompetenceCode("SK.01"), name="Perekat Bangsa", cluster=v.Cluster.SOCIOCULTURAL
    )


@pytest.mark.parametrize("one", competences.load_competences(), ids=lambda one: one.code)
def test_each_competence_has_five_levels_with_signs_in_both_languages(one):
    assert [level.level for level in one.levels] == [1, 2, 3, 4, 5]
    for level in one.levels:
        assert len(level.signs) >= 3
        for said in (level.label, *level.signs, one.name, one.definition):
            assert said.id.strip()
            assert said.en.strip()


def test_a_competence_without_its_five_levels_is_refused():
    entry = {
        "code": "M.01",
        "cluster": "managerial",
        "name": {"id": "Integritas", "en": "Integrity"},
        "definition": {"id": "Jujur", "en": "Honest"},
        "levels": [{"level": 1, "id": "Diri sendiri", "en": "Oneself"}],
    }

    with pytest.raises(CoreError) as refused:
        competences._competence(entry)

    assert refused.value.code == "competence_levels_wrong"


def test_the_default_profile_is_the_national_one_and_none_counts_baik_by_points():
    assert list(PROFILES) == ["BKN_411_2025", "PREDICATE", "KEMENKEU", "REGIONAL_72_46"]
    assert all(one.profile.performance_by_label for one in PROFILES.values())
    assert {one.certainty for one in PROFILES.values()} == {Certainty.MEDIUM}


def test_the_weights_of_the_decree_are_kept_with_what_no_workbook_holds():
    decree = PROFILES["BKN_411_2025"]
    weights = {part.source: part.weight for part in decree.profile.potential.parts}

    assert weights == {
        AxisSource.POTENTIAL: 25,
        AxisSource.COMPETENCE: 20,
        AxisSource.DISCIPLINE: 15,
        AxisSource.TENURE: 10,
        AxisSource.EDUCATION: 10,
        AxisSource.FIELD: 10,
    }
    assert sum(weights.values()) + 60 + sum(decree.left_out.values()) == 200
    assert decree.profile.performance.parts == (
        AxisPart(source=AxisSource.PREDICATE, component=None, weight=Decimal(60)),
    )


@pytest.mark.parametrize(
    ("code", "middle", "high", "boundary_is_higher"),
    [
        ("BKN_411_2025", "60", "80", True),
        ("PREDICATE", "60", "80", True),
        ("KEMENKEU", "78", "90", True),
        ("REGIONAL_72_46", "46", "72", False),
    ],
)
def test_each_profile_says_to_which_box_a_boundary_belongs(code, middle, high, boundary_is_higher):
    axis = PROFILES[code].profile.potential

    assert (axis.middle_from, axis.high_from) == (Decimal(middle), Decimal(high))
    assert axis.boundary_is_higher is boundary_is_higher


@pytest.mark.parametrize(
    ("cuts", "code"),
    [
        ({"high": {"at_least": 80}, "middle": {"above": 60}}, "talent_cut_direction"),
        ({"high": {"over": 80}, "middle": {"over": 60}}, "talent_cut_direction"),
        ({"high": {"above": 60}, "middle": {"above": 60}}, "talent_cuts_not_ordered"),
        ({"high": {"at_least": 60}, "middle": {"at_least": 80}}, "talent_cuts_not_ordered"),
    ],
)
def test_cuts_that_point_two_ways_or_stand_in_the_wrong_order_are_refused(cuts, code):
    with pytest.raises(CoreError) as refused:
        talent_profiles._axis({"parts": {"competence": 100}, **cuts}, profile="OWN")

    assert (refused.value.code, refused.value.facts["profile"]) == (code, "OWN")


def test_every_source_that_needs_a_table_has_one():
    named = {
        AxisSource.PREDICATE,
        AxisSource.EDUCATION,
        AxisSource.FIELD,
        AxisSource.DISCIPLINE,
        AxisSource.TENURE,
    }
    for one in PROFILES.values():
        assert {table.code for table in one.profile.tables} == {source.value for source in named}


def test_every_predicate_of_every_regime_has_points_and_an_axis():
    table = next(one for one in PROFILES["PREDICATE"].profile.tables if one.code == "predicate")
    points = {step.label: step.points for step in table.steps}
    versions = load_catalogue().versions("PERFORMANCE")
    labels = {label for one in versions for label in one.words("predicates")}
    axis = rulebook_on(date(2024, 1, 30)).rule("TAL-PREDICATE-AXIS").table("axis")

    assert set(points) == labels == set(axis)
    assert (points["Sangat Baik"], points["Baik"], points["Butuh Perbaikan"]) == (100, 80, 60)


def test_points_fall_with_education_and_with_sanctions():
    tables = {one.code: one for one in PROFILES["PREDICATE"].profile.tables}
    education = {step.label: step.points for step in tables["education"].steps}
    discipline = {step.label: step.points for step in tables["discipline"].steps}

    assert [education[one.value] for one in v.Education] == [60, 70, 80, 90, 100]
    assert [discipline[one.value] for one in v.SanctionLevel] == [100, 75, 50, 25]
    assert discipline["running"] == 0


def test_defaults_come_from_the_rules_and_say_the_same():
    defaults = load_defaults()

    assert defaults.standard_levels == {
        v.Level.JPT_UTAMA: 5,
        v.Level.JPT_MADYA: 5,
        v.Level.JPT_PRATAMA: 4,
        v.Level.ADMINISTRATOR: 3,
        v.Level.PENGAWAS: 2,
        v.Level.PELAKSANA: 1,
    }
    assert defaults.cuts == {
        v.Purpose.SELECTION: (
            Cut(category=v.Category.MS, at_least=Decimal(80)),
            Cut(category=v.Category.MMS, at_least=Decimal(68)),
            Cut(category=v.Category.KMS, at_least=Decimal(0)),
        ),
        v.Purpose.MAPPING: (
            Cut(category=v.Category.OPTIMAL, at_least=Decimal(90)),
            Cut(category=v.Category.FAIRLY_OPTIMAL, at_least=Decimal(78)),
            Cut(category=v.Category.LESS_OPTIMAL, at_least=Decimal(0)),
        ),
    }
    assert [one.code for one in defaults.competences][-1] == "SK.01"
    assert next(iter(defaults.talent_profiles)) == "BKN_411_2025"
    assert defaults.rulebook_on(date(2021, 9, 11)) == rulebook_on(date(2021, 9, 11))


def test_everything_is_loaded_in_a_fraction_of_a_second():
    for load in (load_catalogue, load_defaults, competences.load_competence_dictionary):
        load.cache_clear()
    talent_profiles.load_sourced_profiles.cache_clear()

    begun = time.process_time()
    load_defaults()
    rulebook_on(date(2024, 1, 30))

    # About 0.09 s alone; the bound leaves room for a busy machine and for coverage.
    assert time.process_time() - begun < 0.6
