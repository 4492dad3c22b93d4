"""The five reported events run from workbook to papers and give the reported facts."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from selaras.core import vocabulary as v
from selaras.core.casefile import Permission
from tests.journeys.example_runs import KEYS, case_of, decreed_on, outcomes, shut_gates, weight


@pytest.mark.parametrize("key", KEYS)
def test_every_example_runs_from_workbook_to_papers(dossier_of, key):
    dossier = dossier_of(key)

    assert dossier.event["key"] == key
    assert dossier.event["stage"] == "scored"
    assert len(dossier.papers()) >= 9
    assert all(
        (dossier.folder / "papers" / name).read_bytes().startswith(b"%PDF")
        for name in dossier.papers()
        if name.endswith(".pdf")
    )


@pytest.mark.parametrize("key", KEYS)
def test_an_example_spreads_people_over_scores_boxes_and_moves(dossier_of, key):
    dossier = dossier_of(key)

    assert len({one["score"] for one in dossier.people()}) > len(dossier.people()) / 2
    assert sum(1 for n in dossier.summary["boxes"].values() if n) >= 4
    assert len(dossier.moves()) >= 2


def test_ties_occur_in_the_examples_and_are_shown(dossier_of):
    tied = [one for key in KEYS for one in dossier_of(key).people() if one["tied_with"]]

    assert tied
    assert all(one["nip"] not in one["tied_with"] for one in tied)


@pytest.mark.parametrize("key", KEYS)
def test_every_person_rated_by_a_panel_bears_a_margin_and_nobody_else(dossier_of, key):
    rated = {one.nip for one in case_of(key).rating_sheets}
    people = dossier_of(key).people()

    assert {one["nip"] for one in people if one["margin"] is not None} == rated
    assert all(
        Decimal(one["margin"]["score"]["lower"]) < Decimal(one["margin"]["score"]["upper"])
        for one in people
        if one["margin"] is not None
    )


# bengkulu-2021


def test_bengkulu_2021_has_32_participants_and_7_exempt(dossier_of):
    summary = dossier_of("bengkulu-2021").summary

    assert (summary["officials"], summary["participants"], summary["exempt"]) == (39, 32, 7)


def test_bengkulu_2021_exempts_those_inaugurated_in_april_by_the_two_year_rule(dossier_of):
    exempt = dossier_of("bengkulu-2021").people("exempt")
    since = {one.nip: one.in_position_since for one in case_of("bengkulu-2021").officials}

    assert all("broken" in outcomes(one, "MUT-132-MIN2") for one in exempt)
    assert {(since[one["nip"]].year, since[one["nip"]].month) for one in exempt} == {(2021, 4)}
    assert {one["position"] for one in exempt} == {
        "ASISTEN-1", "SAHLI-SDM", "DISNAK", "NAKERTRANS", "DPMPTSP", "DIKBUD", "DISPERINDAG",
    }  # fmt: skip


def test_bengkulu_2021_admits_officials_of_regencies_with_their_home_consent(dossier_of):
    outside = {one.nip for one in case_of("bengkulu-2021").officials if one.is_from_outside}
    admitted = [one for one in dossier_of("bengkulu-2021").people() if one["nip"] in outside]

    assert len(admitted) == 3
    assert all(outcomes(one, "ELIG-HOME-CONSENT") == {"met"} for one in admitted)


def test_bengkulu_2021_weighs_panel_40_and_record_with_achievement_60(dossier_of):
    person = dossier_of("bengkulu-2021").people()[0]

    assert weight(person, "MAKALAH") + weight(person, "WAWANCARA") == 40
    parts = ("CAPAIAN", "REKAM-JEJAK", "UMPAN-BALIK")
    assert sum(weight(person, one) for one in parts) == 60


def test_bengkulu_2021_knows_achievements_of_sixty_and_seventy_percent(dossier_of):
    points = [Decimal(one["components"]["CAPAIAN"]["points"]) for one in dossier_of("bengkulu-2021").people()]

    assert any(60 <= one < 70 for one in points)
    assert any(70 <= one < 80 for one in points)
    assert all(
        one.source and one.verifier and one.verification is v.Verification.VERIFIED
        for one in case_of("bengkulu-2021").performances
    )


def test_bengkulu_2021_asks_superiors_peers_and_staff_about_everyone(dossier_of):
    asked: dict[str, set[v.RaterGroup]] = {}
    for one in case_of("bengkulu-2021").feedback:
        asked.setdefault(one.nip, set()).add(one.group)
    people = dossier_of("bengkulu-2021").people()

    assert {one["nip"]: set(v.RaterGroup) for one in people} == asked
    assert all(one["components"]["UMPAN-BALIK"]["points"] for one in people)


def test_bengkulu_2021_is_held_with_prior_permission_and_reviewed_by_kasn(dossier_of):
    case, dossier = case_of("bengkulu-2021"), dossier_of("bengkulu-2021")
    before = {
        one.kind
        for one in case.permissions
        if one.state is v.PermissionState.GRANTED and one.dated_on < case.event.starts_on
    }

    assert {v.PermissionKind.TEST_MINISTER, v.PermissionKind.TEST_PLAN} <= before
    assert dossier.event["reviewer"] == "KASN"


def test_bengkulu_2021_keeps_six_vacant_posts_by_acting_heads(dossier_of):
    summary = dossier_of("bengkulu-2021").summary

    assert (summary["acting_positions"], summary["vacant_positions"]) == (6, 6)


def test_a_decree_of_2021_is_free_only_after_six_months_in_office():
    inside = decreed_on(case_of("bengkulu-2021"), date(2021, 8, 24))
    outside = decreed_on(case_of("bengkulu-2021"), date(2021, 8, 25))

    assert shut_gates(inside, "PILK-162-3") == {"PILK-162-3"}
    assert shut_gates(outside, "PILK-162-3") == set()


def test_the_job_fits_of_one_province_are_linked(dossier_of):
    assert dossier_of("bengkulu-2021").event["follows"] == "bengkulu-2019"
    assert dossier_of("bengkulu-2024").event["follows"] == "bengkulu-2021"


# metro-2021


def test_metro_2021_tests_echelon_two_for_three_days_from_saturday(dossier_of):
    case, dossier = case_of("metro-2021"), dossier_of("metro-2021")

    assert case.event.scoring_days == (date(2021, 9, 11), date(2021, 9, 12), date(2021, 9, 13))
    assert dossier.summary["participants"] == 28
    assert {one.echelon for one in case.positions} == {"II.b"}


def test_metro_2021_scores_presentation_paper_and_interview(dossier_of):
    person = dossier_of("metro-2021").people()[0]

    assert {"PEMAPARAN", "MAKALAH", "WAWANCARA"} <= person["components"].keys()


def test_metro_2021_reuses_the_assessment_of_2019_that_only_some_have(dossier_of):
    people = dossier_of("metro-2021").people()
    having = [one for one in people if one["components"]["ASESMEN"]["points"] is not None]
    lacking = [one for one in people if one["components"]["ASESMEN"]["points"] is None]

    assert (len(having), len(lacking)) == (16, 12)
    assert {one["components"]["WAWANCARA"]["effective_weight"] for one in having} == {"30.00"}
    assert {one["components"]["WAWANCARA"]["effective_weight"] for one in lacking} == {"37.50"}


def test_metro_2021_does_not_count_an_assessment_for_a_lower_level(dossier_of):
    lower = {one.nip for one in case_of("metro-2021").assessments if one.for_level is not v.Level.JPT_PRATAMA}
    people = [one for one in dossier_of("metro-2021").people() if one["nip"] in lower]

    assert len(people) == 2
    assert all(one["components"]["ASESMEN"]["points"] is None for one in people)


def test_metro_2021_judges_targets_of_the_plan_and_never_loyalty():
    names = " ".join(one.name for one in case_of("metro-2021").scheme.criteria).casefold()

    assert all(word in names for word in ("rpjmd", "program kerja", "inovasi"))
    assert not any(word in names for word in ("loyal", "setia", "visi misi"))


def test_metro_2021_says_who_fits_the_own_post_and_who_another(dossier_of):
    moves = dossier_of("metro-2021").moves()

    assert moves["stay"]
    assert moves["rotate"] + moves["promote"]


def test_metro_2021_sends_the_result_through_the_governor(dossier_of):
    dossier = dossier_of("metro-2021")

    assert dossier.event["reviewer"] == "KASN"
    assert any("pengantar" in name for name in dossier.papers())


def test_metro_2021_is_decreed_outside_the_window_of_its_mayor():
    case = case_of("metro-2021")

    assert shut_gates(case, "PILK-162-3") == set()
    inside = decreed_on(case, date(2021, 8, 25))
    assert shut_gates(inside, "PILK-162-3") == {"PILK-162-3"}


# bengkulu-2024


def test_bengkulu_2024_has_41_heads_5_examiners_and_3_days(dossier_of):
    case, summary = case_of("bengkulu-2024"), dossier_of("bengkulu-2024").summary

    assert (summary["participants"], summary["examiners"]) == (41, 5)
    assert case.event.scoring_days == (date(2024, 1, 30), date(2024, 1, 31), date(2024, 2, 1))
    sheets = Counter(one.nip for one in case.rating_sheets if one.method is v.Method.INTERVIEW)
    assert set(sheets.values()) == {5}
    assert len(sheets) == 41


def test_bengkulu_2024_flags_the_public_figure_and_the_missing_outside_official(dossier_of):
    panel = dossier_of("bengkulu-2024").results["panel"]
    flags = [one for one in panel if one["rule"] == "PANSEL-WHO" and one["outcome"] == "flagged"]
    told = json.dumps(flags)

    assert v.Element.PUBLIC_FIGURE.value in told
    assert v.Element.EXTERNAL_JPT.value in told
    assert not [one for one in panel if one["outcome"] == "broken"]


def test_bengkulu_2024_judges_the_reported_criteria():
    names = " ".join(one.name for one in case_of("bengkulu-2024").scheme.criteria).casefold()

    words = ("kepemimpinan", "kerja sama", "pengambilan keputusan", "komunikasi", "capaian target")
    assert [word for word in words if word not in names] == []


def test_bengkulu_2024_shows_results_with_and_without_the_secretary_s_own_house(dossier_of):
    people = dossier_of("bengkulu-2024").people()
    disclosed = [one for one in people if any(mark["disclosed_conflict"] for mark in one["examiners"])]

    assert disclosed
    assert all(one["position"].startswith("BIRO") for one in disclosed)
    assert all(one["without_conflict"] is not None for one in disclosed)


def test_bengkulu_2024_looked_again_at_seven_marks_that_stood_apart(dossier_of):
    confirmed = {
        (one["nip"], mark["examiner"], mark["component"]): mark["discrepant_by"]
        for one in dossier_of("bengkulu-2024").people()
        for mark in one["examiners"]
        if mark["reconfirmed"]
    }

    assert len(confirmed) == len(case_of("bengkulu-2024").reconfirmations) == 7
    assert all("distance" in rules for rules in confirmed.values())
    assert any("dixon" in rules for rules in confirmed.values())


def test_a_decree_of_2024_is_free_only_before_22_march():
    case = case_of("bengkulu-2024")

    assert shut_gates(case, "PILK-71-2") == set()
    assert shut_gates(decreed_on(case, date(2024, 3, 21)), "PILK-71-2") == set()
    assert shut_gates(decreed_on(case, date(2024, 3, 22)), "PILK-71-2") == {"PILK-71-2"}


def test_bengkulu_2024_proposes_no_rise_to_another_level(dossier_of):
    levels = {one.code: one.level for one in case_of("bengkulu-2024").positions}
    proposed = [one["recommendation"] for one in dossier_of("bengkulu-2024").people()]

    assert {levels[one["position"]] for one in proposed} == {v.Level.JPT_PRATAMA}


# lampung-2020


def test_lampung_2020_passes_28_7_percent_and_fails_71_3(dossier_of):
    summary = dossier_of("lampung-2020").summary

    assert (summary["participants"], summary["passed"], summary["failed"]) == (108, 31, 77)
    assert summary["passed_percent"] == "28.7"
    assert round(Decimal(summary["failed"] * 100) / summary["participants"], 1) == Decimal("71.3")


def test_lampung_2020_is_a_second_test_of_administrators_and_supervisors(dossier_of):
    levels = Counter(one.level for one in case_of("lampung-2020").officials)

    assert levels == {v.Level.ADMINISTRATOR: 72, v.Level.PENGAWAS: 36}
    assert dossier_of("lampung-2020").event["follows"] == "lampung-2019"


def test_lampung_2020_holds_each_level_to_its_own_standard():
    required = {
        post.level: {one.level for one in post.standard if one.competence.startswith("M.")}
        for post in case_of("lampung-2020").positions
    }

    assert required == {v.Level.ADMINISTRATOR: {3}, v.Level.PENGAWAS: {2}}


def test_lampung_2020_sends_who_failed_to_a_workshop_and_a_retest(dossier_of):
    failed = [one for one in dossier_of("lampung-2020").people() if not one["passed"]]
    developed = [one for one in failed if one["recommendation"]["kind"] == "develop"]

    # One was examined for a demotion, which has a procedure of its own.
    assert Counter(one["recommendation"]["kind"] for one in failed) == {"develop": 76, "demote": 1}
    assert all(
        "retest_follows" in {reason["code"] for reason in one["recommendation"]["reasons"]}
        for one in developed
    )


def test_lampung_2020_explained_what_depends_on_the_test():
    event = case_of("lampung-2020").event

    assert event.consequences_explained
    assert all(word in event.purpose for word in ("promosi", "mutasi", "demosi"))


# banten-2023


def test_banten_2023_is_scored_by_the_assessment_centre_alone(dossier_of):
    summary = dossier_of("banten-2023").summary

    assert (summary["participants"], summary["officials"]) == (37, 37)
    assert case_of("banten-2023").rating_sheets == ()
    assert {one.element for one in case_of("banten-2023").examiners} == {v.Element.ASSESSOR_BODY}
    assert summary["passed"] + summary["failed"] == 37


def test_banten_2023_is_assessed_in_waves_that_take_two_days_each():
    case = case_of("banten-2023")
    waves = Counter(one.assessed_on for one in case.assessments)

    assert (case.event.starts_on, case.event.ends_on) == (date(2023, 1, 3), date(2023, 1, 5))
    assert set(waves) == {date(2023, 1, 4), date(2023, 1, 5)}


def test_banten_2023_stands_on_an_agreement_made_before():
    agreement = [one for one in case_of("banten-2023").permissions if one.kind is v.PermissionKind.AGREEMENT]

    assert [one.dated_on < date(2023, 1, 3) for one in agreement] == [True]


def test_an_acting_governor_s_gate_is_shut_until_the_minister_s_letter_is_there(dossier_of):
    case = case_of("banten-2023")
    letter = Permission(
        kind=v.PermissionKind.MINISTER_CONSENT, state=v.PermissionState.GRANTED,
        issuer="Menteri Dalam Negeri", number="100.2.2.6/512/OTDA", dated_on=date(2023, 2, 10),
        nip=None, position=None, rule=None, note="",
    )  # fmt: skip

    assert dossier_of("banten-2023").event["deciding_officer"]["status"] == "penjabat"
    assert shut_gates(case, "PILK-PJ") == {"PILK-PJ"}
    consented = replace(case, permissions=(*case.permissions, letter))
    assert shut_gates(consented, "PILK-PJ") == set()


def test_banten_2023_evaluates_terms_of_five_years(dossier_of):
    dossier = dossier_of("banten-2023")
    over = [one for one in dossier.people() if "flagged" in outcomes(one, "MUT-5Y")]

    assert len(over) >= 5
    assert dossier.moves()["extend"] >= 1
    assert {one["nip"] for one in dossier.people() if one["recommendation"]["kind"] == "extend"} <= {
        one["nip"] for one in over
    }


def test_banten_2023_adds_every_barometer_into_one_mapped_result(dossier_of):
    people = dossier_of("banten-2023").people()

    assert dossier_of("banten-2023").event["purpose"] == "mapping"
    assert {one["category"] for one in people} == {
        "optimal", "fairly-optimal", "less-optimal",
    }  # fmt: skip
    clusters = {gap["competence"][0] for one in people for gap in one["match"]["gaps"]}
    assert clusters == {"M", "S", "T"}
    assert all(part["points"] is not None for one in people for part in one["components"].values())
