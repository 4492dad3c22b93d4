"""Each kind of test a rule may make, on both sides of its boundary."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.core.errors import CoreError
from selaras.core.rules import Outcome, TestKind, band_in, frozen, judge, read_test
from selaras.core.rules.conditions import SETTINGS, json_of_test
from selaras.core.rules.conditions import test_of_json as read_back
from selaras.core.rules.judging import verdict_of
from tests.core.rules.building import rule, rulebook

MET, BROKEN, UNKNOWN = Outcome.MET, Outcome.BROKEN, Outcome.UNKNOWN
ON = date(2021, 9, 11)

AT_LEAST = {"kind": "at_least", "fact": "score", "value": "limit"}
AT_MOST = {"kind": "at_most", "fact": "score", "value": "limit"}
AT_LEAST_FACT = {"kind": "at_least_fact", "fact": "target_job_class", "than": "job_class"}
YEARS_AT_LEAST = {"kind": "years_at_least", "since": "in_post_since", "on": "on", "value": "limit"}
YEARS_AT_MOST = {"kind": "years_at_most", "since": "born_on", "on": "on", "value": "limit"}
MONTHS_AT_MOST = {"kind": "months_at_most", "since": "acting_since", "on": "on", "value": "limit"}
ON_OR_BEFORE = {"kind": "on_or_before", "fact": "decree_on", "value": "limit"}
SCALE = {"kind": "at_least_on_scale", "fact": "education", "scale": "scale", "value": "limit"}
THAN = {"kind": "at_least_on_scale", "fact": "rank", "than": "required_rank", "scale": "scale"}
ONE_OF = {"kind": "one_of", "fact": "elements", "value": "limit"}
NONE_OF = {"kind": "none_of", "fact": "sanction_running", "value": "limit"}
REQUIRED = {"kind": "required", "fact": "documents", "value": "limit"}
SOME_OF = {"kind": "some_of", "fact": "elements", "value": "limit"}
LETTER = {"kind": "letter", "fact": "minister_consent"}
IS_TRUE = {"kind": "is_true", "fact": "healthy"}
IS_FALSE = {"kind": "is_false", "fact": "disclosed"}
ODD = {"kind": "odd_between", "fact": "n_members", "min": "min", "max": "max"}
SHARE = {"kind": "share_at_most", "part": "n_internal", "whole": "n_members", "value": "limit"}
BAND = {"kind": "band", "fact": "percent", "bands": "bands", "passing": "passing"}
LOOKUP = {
    "kind": "lookup",
    "row": "result_rating",
    "column": "behaviour_rating",
    "table": "table",
    "passing": "passing",
}
PATTERN = {"kind": "pattern", "fact": "nip", "value": "limit"}
BEFORE = {
    "kind": "outside_window",
    "day": "decree_on",
    "anchor": "candidates_fixed_on",
    "months_before": "limit",
    "until": "head_term_ends_on",
}
AFTER = {
    "kind": "outside_window",
    "day": "decree_on",
    "anchor": "head_inaugurated_on",
    "months_after": "limit",
}
FROM = {
    "kind": "outside_window",
    "day": "decree_on",
    "from": "limit",
    "until": "head_term_ends_on",
}

BANDS = [{"name": "MS", "at_least": 80}, {"name": "MMS", "at_least": 68}, {"name": "KMS"}]
BAND_VALUES = {"bands": BANDS, "passing": ["MS", "MMS"]}
MATRIX = {
    "table": {"above": {"above": "Sangat Baik", "below": "Kurang"}},
    "passing": ["Sangat Baik"],
}
VOTE = date(2024, 9, 22)
TERM_ENDS = date(2025, 2, 20)


def verdict(test, values, facts):
    values = frozen(values)
    return verdict_of(read_test(frozen(test), values), values, facts)


@pytest.mark.parametrize(
    ("test", "values", "facts", "outcome"),
    [
        (AT_LEAST, {"limit": 5}, {"score": 5}, MET),
        (AT_LEAST, {"limit": 5}, {"score": Decimal("4.99")}, BROKEN),
        (AT_LEAST, {"limit": "62.5"}, {"score": Decimal("62.5")}, MET),
        (AT_LEAST, {"limit": "62.5"}, {"score": Decimal("62.4")}, BROKEN),
        (AT_MOST, {"limit": 3}, {"score": 3}, MET),
        (AT_MOST, {"limit": 3}, {"score": 4}, BROKEN),
        (AT_LEAST_FACT, {}, {"target_job_class": 14, "job_class": 14}, MET),
        (AT_LEAST_FACT, {}, {"target_job_class": 14, "job_class": 15}, BROKEN),
        (YEARS_AT_LEAST, {"limit": 2}, {"in_post_since": date(2019, 9, 11), "on": ON}, MET),
        (YEARS_AT_LEAST, {"limit": 2}, {"in_post_since": date(2019, 9, 12), "on": ON}, BROKEN),
        (YEARS_AT_MOST, {"limit": 56}, {"born_on": date(1965, 9, 11), "on": ON}, MET),
        (YEARS_AT_MOST, {"limit": 56}, {"born_on": date(1965, 9, 10), "on": ON}, BROKEN),
        (MONTHS_AT_MOST, {"limit": 3}, {"acting_since": date(2021, 6, 11), "on": ON}, MET),
        (MONTHS_AT_MOST, {"limit": 3}, {"acting_since": date(2021, 6, 10), "on": ON}, BROKEN),
        (ON_OR_BEFORE, {"limit": "2024-10-17"}, {"decree_on": date(2024, 10, 17)}, MET),
        (ON_OR_BEFORE, {"limit": "2024-10-17"}, {"decree_on": date(2024, 10, 18)}, BROKEN),
        (SCALE, {"scale": ["d3", "s1", "s2"], "limit": "s1"}, {"education": "s1"}, MET),
        (SCALE, {"scale": ["d3", "s1", "s2"], "limit": "s1"}, {"education": "d3"}, BROKEN),
        (THAN, {"scale": ["IV/a", "IV/b"]}, {"rank": "IV/b", "required_rank": "IV/b"}, MET),
        (THAN, {"scale": ["IV/a", "IV/b"]}, {"rank": "IV/a", "required_rank": "IV/b"}, BROKEN),
        (ONE_OF, {"limit": ["internal", "expert"]}, {"elements": ("internal",)}, MET),
        (ONE_OF, {"limit": ["internal"]}, {"elements": ("internal", "public-figure")}, BROKEN),
        (ONE_OF, {"limit": ["internal"]}, {"elements": ()}, MET),
        (NONE_OF, {"limit": ["medium", "heavy"]}, {"sanction_running": "light"}, MET),
        (NONE_OF, {"limit": ["medium", "heavy"]}, {"sanction_running": "heavy"}, BROKEN),
        (REQUIRED, {"limit": ["LHKPN", "SPT"]}, {"documents": ("SPT", "SK", "LHKPN")}, MET),
        (REQUIRED, {"limit": ["LHKPN", "SPT"]}, {"documents": ("SPT",)}, BROKEN),
        (SOME_OF, {"limit": ["academic", "expert"]}, {"elements": ("expert",)}, MET),
        (SOME_OF, {"limit": ["academic", "expert"]}, {"elements": ("internal",)}, BROKEN),
        (LETTER, {}, {"minister_consent": "821/1/SJ"}, MET),
        (LETTER, {}, {"minister_consent": ""}, BROKEN),
        (LETTER, {}, {}, BROKEN),
        (IS_TRUE, {}, {"healthy": True}, MET),
        (IS_TRUE, {}, {"healthy": False}, BROKEN),
        (IS_FALSE, {}, {"disclosed": False}, MET),
        (IS_FALSE, {}, {"disclosed": True}, BROKEN),
        (ODD, {"min": 5, "max": 9}, {"n_members": 5}, MET),
        (ODD, {"min": 5, "max": 9}, {"n_members": 9}, MET),
        (ODD, {"min": 5, "max": 9}, {"n_members": 3}, BROKEN),
        (ODD, {"min": 5, "max": 9}, {"n_members": 6}, BROKEN),
        (ODD, {"min": 5, "max": 9}, {"n_members": 11}, BROKEN),
        (SHARE, {"limit": 45}, {"n_internal": 9, "n_members": 20}, MET),
        (SHARE, {"limit": 45}, {"n_internal": 10, "n_members": 22}, BROKEN),
        (SHARE, {"limit": 45}, {"n_internal": 0, "n_members": 1}, MET),
        (BAND, BAND_VALUES, {"percent": Decimal("68.00")}, MET),
        (BAND, BAND_VALUES, {"percent": Decimal("67.99")}, BROKEN),
        (LOOKUP, MATRIX, {"result_rating": "above", "behaviour_rating": "above"}, MET),
        (LOOKUP, MATRIX, {"result_rating": "above", "behaviour_rating": "below"}, BROKEN),
        (PATTERN, {"limit": r"^\d{3}/"}, {"nip": "821/5492/SJ"}, MET),
        (PATTERN, {"limit": r"^\d{3}/"}, {"nip": "82/5492/SJ"}, BROKEN),
        (PATTERN, {"limit": r"^\d{3}/"}, {"nip": "٨٢١/5492/SJ"}, BROKEN),
    ],
)
def test_a_test_is_met_up_to_its_boundary_and_broken_beyond(test, values, facts, outcome):
    assert verdict(test, values, facts).outcome is outcome


@pytest.mark.parametrize(
    ("test", "values", "facts", "outcome"),
    [
        (BEFORE, 6, {"decree_on": date(2024, 3, 21), "candidates_fixed_on": VOTE}, MET),
        (BEFORE, 6, {"decree_on": date(2024, 3, 22), "candidates_fixed_on": VOTE}, BROKEN),
        (BEFORE, 6, {"decree_on": date(2024, 9, 22), "candidates_fixed_on": VOTE}, BROKEN),
        (BEFORE, 6, {"decree_on": date(2024, 9, 23), "candidates_fixed_on": VOTE}, UNKNOWN),
        (AFTER, 6, {"decree_on": date(2021, 2, 25), "head_inaugurated_on": date(2021, 2, 26)}, MET),
        (AFTER, 6, {"decree_on": date(2021, 2, 26), "head_inaugurated_on": date(2021, 2, 26)}, BROKEN),
        (AFTER, 6, {"decree_on": date(2021, 8, 25), "head_inaugurated_on": date(2021, 2, 26)}, BROKEN),
        (AFTER, 6, {"decree_on": date(2021, 8, 26), "head_inaugurated_on": date(2021, 2, 26)}, MET),
        (FROM, "2024-03-22", {"decree_on": date(2024, 3, 21)}, MET),
        (FROM, "2024-03-22", {"decree_on": date(2024, 3, 22)}, UNKNOWN),
    ],
)
def test_a_window_is_half_open_and_its_end_is_never_guessed(test, values, facts, outcome):
    assert verdict(test, {"limit": values}, facts).outcome is outcome


@pytest.mark.parametrize(("test", "limit"), [(BEFORE, 6), (FROM, "2024-03-22")])
def test_a_window_closes_before_the_day_on_which_the_term_ends(test, limit):
    facts = {"candidates_fixed_on": VOTE, "head_term_ends_on": TERM_ENDS}

    last_inside = verdict(test, {"limit": limit}, {**facts, "decree_on": date(2025, 2, 19)})
    first_outside = verdict(test, {"limit": limit}, {**facts, "decree_on": TERM_ENDS})

    assert last_inside.outcome is BROKEN
    assert first_outside.outcome is MET
    assert first_outside.found == {"window_from": date(2024, 3, 22), "window_until": TERM_ENDS}


@pytest.mark.parametrize(
    ("test", "values", "facts", "missing"),
    [
        (AT_LEAST, {"limit": 5}, {}, ("score",)),
        (AT_LEAST, {"limit": 5}, {"score": None}, ("score",)),
        (AT_LEAST_FACT, {}, {"job_class": 14}, ("target_job_class",)),
        (YEARS_AT_LEAST, {"limit": 2}, {}, ("in_post_since", "on")),
        (YEARS_AT_MOST, {"limit": 56}, {"on": ON}, ("born_on",)),
        (BEFORE, {"limit": 6}, {"decree_on": ON}, ("candidates_fixed_on",)),
        (AFTER, {"limit": 6}, {"head_inaugurated_on": ON}, ("decree_on",)),
        (FROM, {"limit": "2020-01-08"}, {"decree_on": ON}, ("head_term_ends_on",)),
        (ON_OR_BEFORE, {"limit": "2024-10-17"}, {}, ("decree_on",)),
        (SCALE, {"scale": ["s1"], "limit": "s1"}, {}, ("education",)),
        (THAN, {"scale": ["IV/a"]}, {"rank": "IV/a"}, ("required_rank",)),
        (REQUIRED, {"limit": ["SPT"]}, {}, ("documents",)),
        (IS_TRUE, {}, {}, ("healthy",)),
        (ODD, {"min": 5, "max": 9}, {}, ("n_members",)),
        (SHARE, {"limit": 45}, {"n_internal": 2}, ("n_members",)),
        (SHARE, {"limit": 45}, {"n_internal": 0, "n_members": 0}, ("n_members",)),
        (BAND, BAND_VALUES, {}, ("percent",)),
        (LOOKUP, MATRIX, {"result_rating": "above"}, ("behaviour_rating",)),
        (PATTERN, {"limit": "^1"}, {}, ("nip",)),
    ],
)
def test_a_missing_fact_leaves_the_answer_unknown_and_is_named(test, values, facts, missing):
    found = verdict(test, values, facts)

    assert (found.outcome, found.found) == (UNKNOWN, {"missing": missing})


@pytest.mark.parametrize(
    ("test", "values", "facts"),
    [
        (AT_LEAST, {"limit": 5}, {"score": "5"}),
        (AT_LEAST, {"limit": 1}, {"score": True}),
        (YEARS_AT_MOST, {"limit": 56}, {"born_on": "1965-09-11", "on": ON}),
        (SCALE, {"scale": ["s1"], "limit": "s1"}, {"education": "S-1"}),
        (THAN, {"scale": ["IV/a"]}, {"rank": "IV/a", "required_rank": "IV/z"}),
        (REQUIRED, {"limit": ["SPT"]}, {"documents": date(2021, 1, 1)}),
        (REQUIRED, {"limit": ["SPT"]}, {"documents": True}),
        (IS_TRUE, {}, {"healthy": "ya"}),
        (LOOKUP, MATRIX, {"result_rating": "below", "behaviour_rating": "above"}),
        (LOOKUP, MATRIX, {"result_rating": "above", "behaviour_rating": "meets"}),
    ],
)
def test_a_fact_of_the_wrong_kind_is_an_error_not_an_answer(test, values, facts):
    with pytest.raises(CoreError) as refused:
        verdict(test, values, facts)

    assert refused.value.code == "rule_fact_wrong"


def test_a_rule_is_not_applied_outside_what_it_speaks_of():
    test = {**YEARS_AT_LEAST, "only_if": {"level": ["jpt-pratama"], "region_votes": ["true"]}}
    facts = {"in_post_since": date(2021, 4, 12), "on": ON}

    def outcome(**said):
        return verdict(test, {"limit": 2}, {**facts, **said}).outcome

    assert outcome(level="jpt-pratama", region_votes=True) is BROKEN
    assert outcome(level="administrator", region_votes=True) is Outcome.NOT_APPLICABLE
    assert outcome(level="jpt-pratama", region_votes=False) is Outcome.NOT_APPLICABLE
    assert outcome(region_votes=True) is UNKNOWN


def test_a_letter_lifts_a_rule_and_is_named():
    test = {**YEARS_AT_LEAST, "unless": ["early_move_file"]}
    facts = {"in_post_since": date(2021, 4, 12), "on": ON}

    lifted = verdict(test, {"limit": 2}, {**facts, "early_move_file": "800/1/2021"})
    empty = verdict(test, {"limit": 2}, {**facts, "early_move_file": ""})

    assert (lifted.outcome, lifted.found) == (MET, {"lifted_by": "early_move_file"})
    assert empty.outcome is BROKEN


def test_only_a_listed_ground_lifts_a_rule_that_lists_them():
    test = {**YEARS_AT_LEAST, "unless": {"early_ground": "grounds"}}
    values = {"limit": 2, "grounds": ["PELANGGARAN"]}
    facts = {"in_post_since": date(2021, 4, 12), "on": ON}

    assert verdict(test, values, {**facts, "early_ground": "PELANGGARAN"}).outcome is MET
    assert verdict(test, values, {**facts, "early_ground": "LAINNYA"}).outcome is BROKEN
    both = ("PELANGGARAN", "LAINNYA")
    assert verdict(test, values, {**facts, "early_ground": both}).outcome is BROKEN


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"score": 5, "n_members": 5}, MET),
        ({"score": 5, "n_members": 6}, BROKEN),
        ({"score": 4}, BROKEN),
        ({"score": 5}, UNKNOWN),
        ({}, UNKNOWN),
    ],
)
def test_the_worst_part_decides_and_a_breach_outweighs_a_gap(facts, outcome):
    test = {"kind": "all_of", "parts": [AT_LEAST, ODD]}

    assert verdict(test, {"limit": 5, "min": 5, "max": 9}, facts).outcome is outcome


def test_all_missing_facts_of_all_parts_are_named_at_once():
    test = {"kind": "all_of", "parts": [AT_LEAST, ODD]}

    found = verdict(test, {"limit": 5, "min": 5, "max": 9}, {})

    assert found.found == {"missing": ("score", "n_members")}


def test_parts_that_do_not_apply_leave_the_others_to_decide():
    aside = {**AT_LEAST, "only_if": {"level": ["jpt-madya"]}}
    facts = {"score": 4, "n_members": 5, "level": "administrator"}
    values = {"limit": 5, "min": 5, "max": 9}

    both = {"kind": "all_of", "parts": [aside, ODD]}
    neither = {"kind": "all_of", "parts": [aside, aside]}

    assert verdict(both, values, facts).outcome is MET
    assert verdict(neither, values, facts).outcome is Outcome.NOT_APPLICABLE


def test_what_is_lacking_or_too_much_is_named():
    lacking = verdict(REQUIRED, {"limit": ["LHKPN", "SPT", "SK"]}, {"documents": ("SK",)})
    excess = verdict(ONE_OF, {"limit": ["internal"]}, {"elements": ("internal", "public-figure")})
    nobody = verdict(SOME_OF, {"limit": ["academic", "expert"]}, {"elements": ("internal",)})

    assert lacking.found == {"missing": ("LHKPN", "SPT")}
    assert excess.found == {"excess": ("public-figure",)}
    assert nobody.found == {"missing": ("academic", "expert")}


def test_numbers_of_a_rule_are_listed_like_words():
    test = {"kind": "one_of", "fact": "box", "value": "limit"}

    assert verdict(test, {"limit": [9, 8, 7]}, {"box": 7}).outcome is MET
    assert verdict(test, {"limit": [9, 8, 7]}, {"box": 6}).outcome is BROKEN


def test_a_stretch_that_the_source_leaves_open_is_unknown():
    bands = [{"name": "baik sekali", "at_least": 91}, {"name": None, "above": 90}, {"name": "baik"}]

    found = verdict(BAND, {"bands": bands, "passing": ["baik"]}, {"percent": Decimal("90.5")})

    assert (found.outcome, found.found) == (UNKNOWN, {"missing": ("gives",)})


def test_a_number_below_every_band_is_an_error():
    with pytest.raises(CoreError) as refused:
        band_in(frozen([{"name": "MS", "at_least": 80}]), Decimal("79.99"), where="AC-CAT")

    assert refused.value.code == "number_outside_bands"
    assert refused.value.facts == {"where": "AC-CAT", "got": "79.99"}


@given(
    st.lists(st.integers(0, 10_000), min_size=1, max_size=6, unique=True),
    st.integers(0, 10_000),
    st.booleans(),
)
def test_every_number_falls_into_exactly_the_band_that_begins_below_it(cuts, hundredths, closed):
    cuts = sorted(cuts, reverse=True)
    edge = "at_least" if closed else "above"
    bands = [{"name": str(cut), edge: str(Decimal(cut) / 100)} for cut in cuts]
    bands.append({"name": "rest"})
    reached = [cut for cut in cuts if (hundredths >= cut if closed else hundredths > cut)]

    found = band_in(frozen(bands), Decimal(hundredths) / 100, where="-")

    assert found == (str(max(reached)) if reached else "rest")


@pytest.mark.parametrize(
    ("test", "code"),
    [
        ({"kind": "roughly", "fact": "score", "value": "limit"}, "rule_test_unknown"),
        ({"fact": "score", "value": "limit"}, "rule_value_wrong"),
        ({"kind": "at_least", "fact": "score"}, "rule_test_incomplete"),
        ({"kind": "at_least", "value": "limit"}, "rule_test_incomplete"),
        ({**AT_LEAST, "unit": "limit"}, "rule_test_wrong"),
        ({**AT_LEAST, "fact": "shoe_size"}, "rule_fact_unknown"),
        ({**AT_LEAST, "value": "bound"}, "rule_value_missing"),
        ({**AT_LEAST, "unless": ["shoe_size"]}, "rule_fact_unknown"),
        ({**AT_LEAST, "unless": {"minister_consent": "grounds"}}, "rule_value_missing"),
        ({**AT_LEAST, "only_if": {"shoe_size": ["42"]}}, "rule_fact_unknown"),
        ({**AT_LEAST, "only_if": ["level"]}, "rule_test_wrong"),
        ({**AT_LEAST, "parts": [AT_MOST]}, "rule_test_wrong"),
        ({"kind": "all_of"}, "rule_test_wrong"),
        ({"kind": "all_of", "parts": ["at_least"]}, "rule_test_wrong"),
        ({**SCALE, "than": "required_rank"}, "rule_test_wrong"),
        ({"kind": "at_least_on_scale", "fact": "education", "scale": "scale"}, "rule_test_wrong"),
        ({**BEFORE, "from": "limit"}, "rule_test_wrong"),
        ({**AFTER, "until": "head_term_ends_on"}, "rule_test_wrong"),
        ({"kind": "outside_window", "day": "decree_on", "from": "limit"}, "rule_test_wrong"),
    ],
)
def test_a_test_that_names_the_wrong_things_is_refused(test, code):
    with pytest.raises(CoreError) as refused:
        read_test(frozen(test), frozen({"limit": 5, "scale": ["s1"]}))

    assert refused.value.code == code


def test_every_kind_of_test_has_settings_and_survives_the_ledger():
    kinds = [
        AT_LEAST, AT_MOST, AT_LEAST_FACT, YEARS_AT_LEAST, YEARS_AT_MOST, MONTHS_AT_MOST,
        ON_OR_BEFORE, SCALE, ONE_OF, NONE_OF, REQUIRED, SOME_OF, LETTER, IS_TRUE, IS_FALSE,
        ODD, SHARE, BAND, LOOKUP, PATTERN, BEFORE, {"kind": "all_of", "parts": [LETTER]},
    ]  # fmt: skip
    names = ("limit", "scale", "min", "max", "bands", "passing", "table")
    values = frozen(dict.fromkeys(names, 5))

    assert {test["kind"] for test in kinds} == {kind.value for kind in TestKind} == set(SETTINGS)
    for kind in kinds:
        test = read_test(frozen(kind), values)
        assert read_back(json_of_test(test), values) == test


def test_a_rule_without_a_test_cannot_be_judged():
    with pytest.raises(CoreError) as refused:
        judge(rulebook(rule()).rule("TWO-YEARS"), {})

    assert (refused.value.code, refused.value.facts) == ("rule_has_no_test", {"id": "TWO-YEARS"})
