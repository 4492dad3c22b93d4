"""The national rules: every worked case holds, every rule has its citation, dates and boundary."""

import json
import os
import re
import sys
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from selaras.core.errors import CoreError
from selaras.core.rules import (
    Certainty,
    Dating,
    Effect,
    Outcome,
    Rulebook,
    RuleClass,
    TestKind,
    judge,
)
from selaras.law.loader import load_catalogue

HERE = Path(__file__).parent
REFERENCE = Path(os.environ.get("SELARAS_REFERENCE", HERE.parents[2] / "shared" / "reference"))
N_REFERENCE = 106
CATALOGUE = load_catalogue()
RULES = CATALOGUE.rules
CASES = [(rule, case) for rule in RULES for case in rule.cases]
BREACHES = (Outcome.BROKEN, Outcome.FLAGGED)


@cache
def book_of(day):
    return CATALOGUE.on(day)


def named(rule):
    return f"{rule.id}@{rule.effective_from or 'undated'}"


@pytest.mark.parametrize(
    ("rule", "case"), CASES, ids=[f"{named(rule)}: {case.title}" for rule, case in CASES]
)
def test_every_worked_case_comes_out_as_it_says(rule, case):
    if case.outcome is not None:
        finding = judge(rule, case.facts, as_flag=case.as_flag)
        assert finding.outcome is case.outcome
        assert case.gives is None or finding.facts["gives"] == case.gives
    if case.on is not None:
        book = book_of(case.on)
        versions = [one for one in book.rules if named(one) == named(rule)]
        assert [one.is_in_force(case.on) for one in versions] in ([case.in_force], [])
        assert case.in_force is (bool(versions) and versions[0].is_in_force(case.on))
    if case.gates is not None:
        assert rule.may_gate is case.gates
    assert case.outcome is not None or case.on is not None


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_every_rule_is_worked_on_both_sides_of_its_dates(rule):
    said = {case.on: case.in_force for case in rule.cases if case.on is not None}
    if rule.effective_from is None:
        assert True in said.values()
        assert any(case.gates is False for case in rule.cases)
        return
    boundary = {
        rule.effective_from - timedelta(days=1): False,
        rule.effective_from: True,
    }
    if rule.until is not None:
        boundary |= {rule.until - timedelta(days=1): True, rule.until: False}

    assert said.items() >= boundary.items()


@pytest.mark.parametrize("rule", [one for one in RULES if one.test], ids=named)
def test_every_rule_that_can_be_judged_is_worked_on_both_sides_of_its_value(rule):
    outcomes = [case.outcome for case in rule.cases if case.outcome is not None]

    if rule.test.kind is TestKind.BAND and "passing" not in rule.test.settings:
        # A table without a pass mark is worked in each of its bands.
        names = {band["name"] for band in rule.value("bands")}
        assert {case.gives for case in rule.cases if case.gives} == names
        return
    if rule.test.kind is TestKind.LOOKUP and "passing" not in rule.test.settings:
        assert len({case.gives for case in rule.cases if case.gives}) >= 4
        return
    assert Outcome.MET in outcomes
    assert set(outcomes) & set(BREACHES)


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_a_breach_bars_only_where_the_law_is_sure(rule):
    barring = [case for case in rule.cases if case.outcome is Outcome.BROKEN]

    assert not barring or (rule.may_gate and rule.effect is Effect.BAR)
    if rule.certainty is not Certainty.HIGH or rule.dating not in (Dating.FULL, Dating.ABOUT):
        assert rule.rule_class is RuleClass.PRACTICE
        assert not rule.may_gate


def test_the_first_of_january_bars_nobody():
    """Such a date is a year in the sources, whatever stands behind it."""
    barring = [
        named(rule) for rule in RULES if rule.may_gate and rule.effect is Effect.BAR and rule.test is not None
    ]

    assert len(barring) > 40
    assert [one for one in barring if one.endswith("-01-01")] == []


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_every_rule_tells_article_basis_and_both_languages(rule):
    assert rule.article.strip()
    assert rule.basis.strip()
    assert rule.statement_id.strip() != rule.statement_en.strip()
    assert rule.topic
    if rule.basis == "product":
        assert rule.rule_class is RuleClass.PRACTICE
        assert "Selaras" in rule.article


def test_every_rule_of_the_reference_is_there():
    ids = (HERE / "reference_ids.txt").read_text(encoding="utf-8").split()

    assert len(ids) == N_REFERENCE
    assert set(ids) - set(CATALOGUE.ids) == set()


def test_the_rules_agree_with_the_reference_where_it_is_at_hand(capsys):
    path = REFERENCE / "rules.json"
    if not path.is_file():
        pytest.skip("no reference rules here: SELARAS_REFERENCE names their folder")
    reference = json.loads(path.read_text(encoding="utf-8"))["rules"]

    wrong = [name for one in reference for name in _differences(one)]
    with capsys.disabled():
        sys.stdout.write(f" {len(reference)} rules compared ")

    assert wrong == []
    assert len(reference) == N_REFERENCE


# By its own note an example of weights, never in force or out of force.
_OTHER = ("W-BENGKULU-2021",)


def _differences(one):
    rule = CATALOGUE.versions(one["id"])[-1]
    if rule.certainty.value != one["certainty"]:
        yield f"{rule.id}: certainty"
    if rule.id in _OTHER:
        return
    if re.findall(r"[\d/]*\d", rule.article) != re.findall(r"[\d/]*\d", one["citation"]):
        yield f"{rule.id}: article"
    start = None if rule.effective_from is None else rule.effective_from.isoformat()
    if (start or "")[: len(one["effective_from"] or "")] != (one["effective_from"] or ""):
        yield f"{rule.id}: from"
    if (start is None) is not (one["effective_from"] is None):
        yield f"{rule.id}: from"
    if (rule.until is None) is not (one["effective_to"] is None):
        yield f"{rule.id}: until"
    if re.fullmatch(r"\d{4}-\d{2}", one["effective_from"] or "") and rule.dating is not Dating.MONTH:
        yield f"{rule.id}: dating"
    if rule.may_gate and one["certainty"] != "high":
        yield f"{rule.id}: gates"


def test_a_rulebook_of_any_year_can_be_recomputed_from_its_payload():
    for year in range(2014, 2028):
        book = CATALOGUE.on(date(year, 6, 30))
        payload = json.loads(json.dumps(book.to_payload()))
        assert Rulebook.from_payload(payload) == book
        assert _numbers_with_a_point(payload) == []


def _numbers_with_a_point(data):
    if isinstance(data, dict):
        return [one for item in data.values() for one in _numbers_with_a_point(item)]
    if isinstance(data, list):
        return [one for item in data for one in _numbers_with_a_point(item)]
    return [data] if isinstance(data, float) else []


# The five reported events, each by the law of its day.


@pytest.mark.parametrize(
    ("event", "on", "reviewer"),
    [
        ("lampung-2020", date(2020, 12, 8), "KASN"),
        ("bengkulu-2021", date(2021, 9, 11), "KASN"),
        ("metro-2021", date(2021, 9, 14), "KASN"),
        ("banten-2023", date(2023, 1, 3), "KASN"),
        ("bengkulu-2024", date(2024, 1, 30), "KASN"),
        ("after the transfer", date(2024, 8, 1), "BKN"),
        ("west-java-2025", date(2025, 4, 17), "BKN"),
    ],
)
def test_the_reviewer_is_the_one_of_the_event_s_day(event, on, reviewer):
    assert CATALOGUE.on(on).text("REVIEWER", "body") == reviewer, event


@pytest.mark.parametrize(
    ("period_end", "regime", "predicate", "outcome"),
    [
        (date(2020, 12, 31), "PERF-PP46", "Baik", Outcome.MET),
        (date(2020, 12, 31), "PERF-PP46", "Cukup", Outcome.FLAGGED),
        (date(2021, 6, 30), "PERF-PP46", "Buruk", Outcome.FLAGGED),
        (date(2021, 12, 31), "PERF-PP30", "Cukup", Outcome.FLAGGED),
        (date(2022, 12, 31), "PERF-2022", "Butuh Perbaikan", Outcome.FLAGGED),
        (date(2022, 12, 31), "PERF-2022", "Sangat Baik", Outcome.MET),
    ],
)
def test_a_predicate_is_judged_by_the_regime_of_its_own_period(period_end, regime, predicate, outcome):
    book = CATALOGUE.on(date(2023, 1, 3))
    rule = book.rule("PERFORMANCE", on=period_end)

    assert rule.text("regime") == regime
    assert judge(rule, {"predicate": predicate}).outcome is outcome
    assert book.rule(regime, on=period_end).is_in_force(period_end)


@pytest.mark.parametrize(
    ("period_end", "predicate"),
    [(date(2020, 12, 31), "Butuh Perbaikan"), (date(2022, 12, 31), "Cukup")],
)
def test_a_predicate_of_another_regime_is_an_error(period_end, predicate):
    rule = CATALOGUE.on(date(2023, 1, 3)).rule("PERFORMANCE", on=period_end)

    with pytest.raises(CoreError) as refused:
        judge(rule, {"predicate": predicate})

    assert refused.value.code == "rule_fact_wrong"


def test_letters_follow_the_form_of_their_year():
    old, new = CATALOGUE.on(date(2021, 9, 11)), CATALOGUE.on(date(2024, 1, 30))

    assert old.text("TND-OLD", "letter") == "Permendagri 54/2009"
    assert new.text("TND", "letter") == "Permendagri 1/2023"
    assert not old.has("TND")
    assert not new.has("TND-OLD")


def test_an_event_of_january_2024_knows_the_window_announced_for_march():
    book = CATALOGUE.on(date(2024, 1, 30))

    assert not book.has("PILK-2024-WINDOW")
    announced = book.rule("PILK-2024-WINDOW", on=date(2024, 3, 22))
    assert announced.text("penetapan") == "2024-09-22"
    assert CATALOGUE.on(date(2023, 1, 3)).rule("PILK-71-2").integer("months_before") == 6
    with pytest.raises(CoreError):
        CATALOGUE.on(date(2023, 1, 3)).rule("PILK-2024-WINDOW", on=date(2024, 3, 22))


def test_the_ban_of_the_old_law_ended_with_the_new_law():
    assert CATALOGUE.on(date(2023, 10, 30)).has("MUT-2Y-BAN")
    assert not CATALOGUE.on(date(2023, 10, 31)).has("MUT-2Y-BAN")
    assert CATALOGUE.on(date(2023, 10, 31)).has("MUT-132-MIN2")


def test_the_circular_on_acting_heads_is_not_applied_before_its_day():
    assert not CATALOGUE.on(date(2021, 9, 11)).has("PILK-PJ-2022")
    assert CATALOGUE.on(date(2023, 1, 3)).has("PILK-PJ-2022")
    assert CATALOGUE.on(date(2021, 9, 11)).rule("PILK-PJ").may_gate


# Bugs that other systems have.


@pytest.mark.parametrize(
    ("percent", "category"),
    [("65", "KMS"), ("67.99", "KMS"), ("68", "MMS"), ("79.99", "MMS"), ("80", "MS")],
)
def test_the_boundary_of_selection_is_68_and_not_65(percent, category):
    rule = CATALOGUE.on(date(2024, 1, 30)).rule("AC-CAT-SELECT")
    case = next(one for one in rule_cases("AC-CAT-SELECT") if one.gives == "KMS")

    facts = {**case.facts, "percent": Decimal(percent)}

    assert judge(rule, facts).facts["gives"] == category


def test_categories_of_mapping_never_appear_on_a_selection():
    book = CATALOGUE.on(date(2024, 1, 30))
    selection = {band["name"] for band in book.rule("AC-CAT-SELECT").value("bands")}
    mapping = {band["name"] for band in book.rule("AC-CAT-MAP").value("bands")}

    assert selection & mapping == set()
    assert selection == {"MS", "MMS", "KMS"}
    assert mapping == {"optimal", "fairly-optimal", "less-optimal"}


def test_boxes_are_numbered_as_the_regulation_does_and_not_as_another_ministry():
    matrix = CATALOGUE.on(date(2024, 1, 30)).rule("TAL-BOX").table("matrix")

    assert matrix == {
        "DI_ATAS": {"RENDAH": 4, "MENENGAH": 7, "TINGGI": 9},
        "SESUAI": {"RENDAH": 2, "MENENGAH": 5, "TINGGI": 8},
        "DI_BAWAH": {"RENDAH": 1, "MENENGAH": 3, "TINGGI": 6},
    }


def test_merely_good_is_never_above_expectation():
    axis = CATALOGUE.on(date(2024, 1, 30)).rule("TAL-PREDICATE-AXIS").table("axis")

    assert axis["Sangat Baik"] == "DI_ATAS"
    assert axis["Baik"] == "SESUAI"
    assert {axis[one] for one in axis if one not in ("Sangat Baik", "Baik")} == {"DI_BAWAH"}


def test_every_box_has_its_follow_up():
    actions = CATALOGUE.on(date(2024, 1, 30)).rule("TAL-BOX-ACTIONS")

    assert all(actions.words(str(box)) for box in range(1, 10))
    assert actions.words("9")[0] == "Dipromosikan dan dipertahankan"


def test_a_match_is_capped_and_a_birth_day_in_a_nip_carries_no_forty():
    book = CATALOGUE.on(date(2024, 1, 30))

    assert book.integer("AC-JPM", "cap_percent") == 100
    assert judge(book.rule("NIP-18"), {"nip": "196501301990032002"}).outcome is Outcome.MET


def rule_cases(name):
    return CATALOGUE.versions(name)[-1].cases
