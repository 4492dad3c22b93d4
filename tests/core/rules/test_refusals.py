"""What judging refuses, and what it names: the fact, the value, the dates of a window."""

from datetime import date
from decimal import Decimal

import pytest

from selaras.core.errors import CoreError
from selaras.core.rules import Outcome, fact_of, frozen, read_test
from selaras.core.rules.judging import verdict_of

ON = date(2021, 9, 11)
AT_LEAST = {"kind": "at_least", "fact": "score", "value": "limit"}
THAN = {"kind": "at_least_fact", "fact": "target_job_class", "than": "job_class"}
TERM = {"kind": "years_at_least", "since": "in_post_since", "on": "on", "value": "limit"}
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
FROM = {"kind": "outside_window", "day": "decree_on", "from": "limit", "until": "head_term_ends_on"}
BY_DAY = {"kind": "on_or_before", "fact": "decree_on", "value": "limit"}
SCALE = {"kind": "at_least_on_scale", "fact": "education", "scale": "scale", "value": "limit"}
ONE_OF = {"kind": "one_of", "fact": "elements", "value": "limit"}
ODD = {"kind": "odd_between", "fact": "n_members", "min": "min", "max": "max"}
SHARE = {"kind": "share_at_most", "part": "n_internal", "whole": "n_members", "value": "limit"}
BAND = {"kind": "band", "fact": "percent", "bands": "bands"}
LOOKUP = {"kind": "lookup", "row": "performance", "column": "potential", "table": "table"}
PATTERN = {"kind": "pattern", "fact": "nip", "value": "limit"}
FLAG = {"kind": "is_true", "fact": "healthy"}


def verdict(test, values, facts):
    values = frozen(values)
    return verdict_of(read_test(frozen(test), values), values, facts)


def refusal(test, values, facts):
    with pytest.raises(CoreError) as refused:
        verdict(test, values, facts)
    return refused.value.code, refused.value.facts


@pytest.mark.parametrize(
    ("test", "values", "facts", "fact", "expected", "got"),
    [
        (AT_LEAST, {"limit": 5}, {"score": "5"}, "score", "number", "'5'"),
        (THAN, {}, {"target_job_class": "14", "job_class": 14}, "target_job_class", "number", "'14'"),
        (THAN, {}, {"target_job_class": 14, "job_class": True}, "job_class", "number", "True"),
        (TERM, {"limit": 2}, {"in_post_since": "2019", "on": ON}, "in_post_since", "date", "'2019'"),
        (TERM, {"limit": 2}, {"in_post_since": ON, "on": 2021}, "on", "date", "2021"),
        (BEFORE, {"limit": 6}, {"decree_on": 1, "candidates_fixed_on": ON}, "decree_on", "date", "1"),
        (
            BEFORE,
            {"limit": 6},
            {"decree_on": ON, "candidates_fixed_on": 1},
            "candidates_fixed_on",
            "date",
            "1",
        ),
        (
            BEFORE,
            {"limit": 6},
            {"decree_on": ON, "candidates_fixed_on": ON, "head_term_ends_on": 1},
            "head_term_ends_on",
            "date",
            "1",
        ),
        (BY_DAY, {"limit": "2024-10-17"}, {"decree_on": "x"}, "decree_on", "date", "'x'"),
        (ONE_OF, {"limit": ["a"]}, {"elements": Decimal(1)}, "elements", "words", "Decimal('1')"),
        (FLAG, {}, {"healthy": "ya"}, "healthy", "yes or no", "'ya'"),
        (ODD, {"min": 5, "max": 9}, {"n_members": "5"}, "n_members", "number", "'5'"),
        (SHARE, {"limit": 45}, {"n_internal": "2", "n_members": 5}, "n_internal", "number", "'2'"),
        (SHARE, {"limit": 45}, {"n_internal": 2, "n_members": "5"}, "n_members", "number", "'5'"),
        (BAND, {"bands": [{"name": "MS"}]}, {"percent": "68"}, "percent", "number", "'68'"),
        (
            SCALE,
            {"scale": ["d3", "s1"], "limit": "s1"},
            {"education": "S-1"},
            "education",
            "d3, s1",
            "'S-1'",
        ),
        (
            LOOKUP,
            {"table": {"above": {"high": 9}}},
            {"performance": "above", "potential": "low"},
            "performance",
            "table",
            "'above x low'",
        ),
    ],
)
def test_a_fact_of_the_wrong_kind_is_named_with_what_was_expected(test, values, facts, fact, expected, got):
    assert refusal(test, values, facts) == (
        "rule_fact_wrong",
        {"fact": fact, "expected": expected, "got": got},
    )


@pytest.mark.parametrize(
    ("test", "values", "facts", "where"),
    [
        (AT_LEAST, {"limit": "lima"}, {"score": 5}, "limit"),
        (AT_LEAST, {"limit": True}, {"score": 5}, "limit"),
        (TERM, {"limit": "2"}, {"in_post_since": ON, "on": ON}, "limit"),
        (BEFORE, {"limit": "6"}, {"decree_on": ON, "candidates_fixed_on": ON}, "limit"),
        (AFTER, {"limit": "6"}, {"decree_on": ON, "head_inaugurated_on": ON}, "limit"),
        (FROM, {"limit": 2020}, {"decree_on": ON}, "limit"),
        (BY_DAY, {"limit": 2024}, {"decree_on": ON}, "limit"),
        (SCALE, {"scale": "s1", "limit": "s1"}, {"education": "s1"}, "scale"),
        (ONE_OF, {"limit": "internal"}, {"elements": ("internal",)}, "limit"),
        (ODD, {"min": "5", "max": 9}, {"n_members": 5}, "min"),
        (ODD, {"min": 5, "max": "9"}, {"n_members": 5}, "max"),
        (SHARE, {"limit": "banyak"}, {"n_internal": 2, "n_members": 5}, "limit"),
        (BAND, {"bands": "MS"}, {"percent": 68}, "bands"),
        (BAND, {"bands": ["MS"]}, {"percent": 68}, "bands"),
        (BAND, {"bands": [{"name": 1}]}, {"percent": 68}, "bands"),
        (BAND, {"bands": [{"name": "MS", "at_least": "x"}]}, {"percent": 68}, "bands"),
        (BAND, {"bands": [{"name": "MS", "above": "x"}]}, {"percent": 68}, "bands"),
        (LOOKUP, {"table": "x"}, {"performance": "above", "potential": "low"}, "table"),
        (LOOKUP, {"table": {"above": 9}}, {"performance": "above", "potential": "low"}, "table"),
        (PATTERN, {"limit": 1}, {"nip": "1"}, "limit"),
    ],
)
def test_a_value_that_a_test_cannot_use_is_named(test, values, facts, where):
    code, facts = refusal(test, values, facts)

    assert (code, facts["where"]) == ("rule_value_wrong", where)
    assert facts["expected"]
    assert facts["got"]


@pytest.mark.parametrize(
    ("value", "expected", "got"),
    [
        (0.5, "text, integer, list or table", "0.5"),
        ({1: "a"}, "text as a name", "1"),
    ],
)
def test_a_value_that_may_not_stand_in_a_rule_is_named_with_its_path(value, expected, got):
    with pytest.raises(CoreError) as refused:
        frozen({"bands": [{"at_least": value}]}, where="AC-CAT")

    assert refused.value.code == "rule_value_wrong"
    assert refused.value.facts == {
        "where": "AC-CAT.bands[0].at_least",
        "expected": expected,
        "got": got,
    }


def test_a_window_tells_its_dates_whatever_comes_out():
    vote, term_ends = date(2024, 9, 22), date(2025, 2, 20)
    opens = {"window_from": date(2024, 3, 22)}
    both = {**opens, "window_until": term_ends}

    def found(day, **facts):
        one = verdict(BEFORE, {"limit": 6}, {"decree_on": day, "candidates_fixed_on": vote, **facts})
        return one.outcome, one.found

    assert found(date(2024, 3, 21)) == (Outcome.MET, opens)
    assert found(date(2024, 3, 22)) == (Outcome.BROKEN, opens)
    assert found(date(2024, 9, 22)) == (Outcome.BROKEN, opens)
    assert found(date(2024, 9, 23))[0] is Outcome.UNKNOWN
    assert found(date(2024, 9, 23), head_term_ends_on=term_ends) == (Outcome.BROKEN, both)
    assert found(term_ends, head_term_ends_on=term_ends) == (Outcome.MET, both)


def test_a_window_after_a_day_tells_its_dates():
    facts = {"decree_on": date(2021, 8, 25), "head_inaugurated_on": date(2021, 2, 26)}

    one = verdict(AFTER, {"limit": 6}, facts)

    assert one.found == {"window_from": date(2021, 2, 26), "window_until": date(2021, 8, 26)}


def test_a_letter_that_is_not_there_is_named():
    test = {"kind": "letter", "fact": "minister_consent"}

    assert verdict(test, {}, {}).found == {"missing": ("minister_consent",)}
    assert verdict(test, {}, {"minister_consent": "821/1/SJ"}).found == {}


def test_a_band_or_a_cell_is_told_as_what_it_gives():
    bands = {"bands": [{"name": "MS", "at_least": 80}, {"name": "KMS"}]}
    table = {"table": {"above": {"high": 9}}}

    assert verdict(BAND, bands, {"percent": 80}).found == {"gives": "MS"}
    assert verdict(LOOKUP, table, {"performance": "above", "potential": "high"}).found == {"gives": "9"}


def test_terms_and_days_tell_their_limit():
    facts = {"in_post_since": date(2019, 9, 12), "on": ON}

    assert verdict(TERM, {"limit": 2}, facts).found == {"limit_on": date(2021, 9, 12)}
    assert verdict(BY_DAY, {"limit": "2024-10-17"}, {"decree_on": ON}).found == {
        "limit_on": date(2024, 10, 17)
    }


def test_numbers_and_single_words_count_as_lists_of_one():
    assert verdict(ONE_OF, {"limit": [7, 8]}, {"elements": 8}).outcome is Outcome.MET
    assert verdict(ONE_OF, {"limit": ["a"]}, {"elements": "b"}).found == {"excess": ("b",)}


@pytest.mark.parametrize(
    ("name", "written", "error"),
    [("born_on", "30-01-1965", ValueError), ("shoe_size", 42, CoreError)],
)
def test_a_fact_that_cannot_be_read_is_refused(name, written, error):
    with pytest.raises(error):
        fact_of(name, written)


def test_an_unknown_fact_of_a_case_is_named():
    with pytest.raises(CoreError) as refused:
        fact_of("shoe_size", 42)

    assert refused.value.facts == {"kind": "case", "fact": "shoe_size"}
