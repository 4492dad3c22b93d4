"""What the loader refuses in a file of rules."""

from datetime import date

import pytest

from selaras.core.errors import CoreError
from selaras.core.rules import Case, Catalogue, Effect, Outcome, TestKind
from selaras.law.loader import rules_in

RULE = """
  - id: {id}
    statement_id: Paling singkat dua tahun dalam jabatan
    statement_en: At least two years in post
    article: {article}
    from: {from_}
    until: {until}
    dating: {dating}
    certainty: high
    class: law
    basis: rule text or official page
    values: {values}
    test: {test}
    cases: {cases}
"""
TWO_YEARS = "{kind: years_at_least, since: in_post_since, on: on, value: min_years}"
PLAIN = {
    "id": "TWO-YEARS",
    "article": "PP 11/2017 Ps 132",
    "from_": "2020-02-28",
    "until": "",
    "dating": "full",
    "values": "{min_years: 2}",
    "test": TWO_YEARS,
    "cases": "[]",
}


@pytest.fixture
def load(tmp_path):
    def load_rules(*changes, head="topic: mutation\nrules:", more=""):
        text = head + "".join(RULE.format(**{**PLAIN, **change}) for change in changes or ({},))
        path = tmp_path / "mutation.yaml"
        path.write_text(text + more, encoding="utf-8")
        return Catalogue(rules_in([path]))

    return load_rules


def refusal(load, *changes, **how):
    with pytest.raises(CoreError) as refused:
        load(*changes, **how)
    return refused.value.code, refused.value.facts


def test_a_rule_is_read_as_it_is_written(load):
    case = "[{title: tepat dua tahun, facts: {in_post_since: 2019-09-11, on: 2021-09-11}, outcome: met}]"

    (rule,) = load({"cases": case, "until": "2030-01-01"}).rules

    assert (rule.id, rule.topic, rule.article) == ("TWO-YEARS", "mutation", "PP 11/2017 Ps 132")
    assert (rule.effective_from, rule.until) == (date(2020, 2, 28), date(2030, 1, 1))
    assert rule.test is not None
    assert rule.test.kind is TestKind.YEARS_AT_LEAST
    assert rule.effect is Effect.BAR
    assert rule.integer("min_years") == 2
    facts = {"in_post_since": date(2019, 9, 11), "on": date(2021, 9, 11)}
    assert rule.cases == (Case(title="tepat dua tahun", facts=facts, outcome=Outcome.MET),)


def test_a_gap_between_versions_is_refused_with_its_dates(load):
    first = {"until": "2021-01-01"}
    second = {"from_": "2021-02-01"}

    assert refusal(load, first, second) == (
        "rule_versions_gap",
        {"id": "TWO-YEARS", "until": "2021-01-01", "next_from": "2021-02-01"},
    )


def test_an_overlap_of_versions_is_refused_with_its_dates(load):
    first = {"until": "2021-03-01"}
    second = {"from_": "2021-02-01"}

    assert refusal(load, first, second) == (
        "rule_versions_overlap",
        {"id": "TWO-YEARS", "until": "2021-03-01", "next_from": "2021-02-01"},
    )


def test_a_rule_written_twice_is_refused(load):
    assert refusal(load, {}, {})[0] == "rule_duplicate"


def test_a_rule_without_citation_is_refused(load):
    assert refusal(load, {"article": ""})[0] == "rule_without_citation"
    assert refusal(load, {"article": "' '"})[0] == "rule_without_citation"


def test_a_key_that_stands_twice_is_refused(load):
    more = "    class: practice\n"

    assert refusal(load, more=more)[0] == "law_duplicate_key"


@pytest.mark.parametrize(
    ("change", "code", "fact"),
    [
        ({"values": "{min_years: 2.0}"}, "law_float", "2.0"),
        ({"values": "[2]"}, "rule_value_wrong", None),
        ({"values": "{years: 2}"}, "rule_value_missing", None),
        ({"test": "{kind: roughly}"}, "rule_test_unknown", None),
        ({"test": "at_least"}, "rule_test_wrong", None),
        ({"from_": "2020-02-30"}, "law_date_wrong", "2020-02-30"),
        ({"from_": "2020-02"}, "law_date_wrong", "2020-02"),
        ({"dating": "roughly"}, "law_word_unknown", "roughly"),
        ({"dating": "month"}, "rule_class_unfounded", None),
        ({"cases": "[{title: x, fact: {}}]"}, "law_field_unknown", None),
        ({"cases": "[{title: x, outcome: perhaps}]"}, "law_word_unknown", "perhaps"),
        ({"cases": "[{title: x, facts: {shoe_size: 42}}]"}, "rule_fact_unknown", None),
    ],
)
def test_what_cannot_be_read_exactly_is_refused(load, change, code, fact):
    found, facts = refusal(load, change)

    assert found == code
    assert facts.get("got") == fact or fact is None


def test_a_field_that_nobody_knows_or_that_is_missing_is_named(load, tmp_path):
    assert refusal(load, more="    penalty: none\n") == (
        "law_field_unknown",
        {"file": "mutation.yaml", "id": "TWO-YEARS", "field": "penalty"},
    )
    path = tmp_path / "short.yaml"
    path.write_text("topic: mutation\nrules:\n  - {id: TWO-YEARS, cases: []}", encoding="utf-8")
    with pytest.raises(CoreError) as refused:
        rules_in([path])
    assert refused.value.facts == {"file": "short.yaml", "id": "TWO-YEARS", "field": "article"}


def test_a_file_that_is_no_file_of_rules_is_refused(load):
    assert refusal(load, head="rules:") == (
        "law_file_wrong",
        {"file": "mutation.yaml", "expected": "topic, rules"},
    )
