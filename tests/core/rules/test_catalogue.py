"""What a catalogue refuses, and what a rulebook holds."""

import hashlib
import json
from datetime import date

import pytest

from selaras.core.errors import CoreError
from selaras.core.rules import (
    Case,
    Catalogue,
    Certainty,
    Confirmation,
    Dating,
    Rulebook,
    RuleClass,
)
from tests.core.rules.building import IN_FORCE, practice, rule, rulebook

TWO_YEARS = {"kind": "years_at_least", "since": "in_post_since", "on": "on", "value": "min_years"}


def refusal(*rules):
    with pytest.raises(CoreError) as refused:
        Catalogue(rules)
    return refused.value.code, refused.value.facts


def test_two_versions_of_one_rule_on_the_same_day_are_refused():
    assert refusal(rule(), rule()) == (
        "rule_duplicate",
        {"id": "TWO-YEARS", "until": "-", "next_from": "2020-02-28"},
    )


def test_a_gap_between_versions_is_refused():
    first = rule(until=date(2021, 1, 1))
    second = rule(effective_from=date(2021, 1, 2))

    assert refusal(second, first) == (
        "rule_versions_gap",
        {"id": "TWO-YEARS", "until": "2021-01-01", "next_from": "2021-01-02"},
    )


@pytest.mark.parametrize("until", [date(2021, 1, 2), None])
def test_an_overlap_of_versions_is_refused(until):
    first = rule(until=until)
    second = rule(effective_from=date(2021, 1, 1))

    code, facts = refusal(first, second)

    assert (code, facts["id"]) == ("rule_versions_overlap", "TWO-YEARS")


def test_versions_that_meet_on_a_day_are_accepted_in_any_order():
    first = rule(until=date(2021, 1, 1))
    second = rule(effective_from=date(2021, 1, 1), values={"min_years": 3})

    catalogue = Catalogue([second, first])

    assert catalogue.versions("TWO-YEARS") == (first, second)
    assert catalogue.ids == ("TWO-YEARS",)
    assert catalogue.on(date(2020, 12, 31)).integer("TWO-YEARS", "min_years") == 2
    assert catalogue.on(date(2021, 1, 1)).integer("TWO-YEARS", "min_years") == 3


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"article": "  "}, "rule_without_citation"),
        ({"statement_id": ""}, "rule_without_statement"),
        ({"statement_en": " "}, "rule_without_statement"),
        ({"until": date(2020, 2, 28)}, "rule_ends_before_it_begins"),
        ({"effective_from": None}, "rule_dating_wrong"),
        ({"dating": Dating.NONE}, "rule_dating_wrong"),
        ({"dating": Dating.MONTH}, "rule_class_unfounded"),
        ({"dating": Dating.YEAR}, "rule_class_unfounded"),
        ({"certainty": Certainty.MEDIUM}, "rule_class_unfounded"),
        ({"certainty": Certainty.LOW}, "rule_class_unfounded"),
    ],
)
def test_a_rule_that_claims_more_than_it_has_is_refused(changes, code):
    found, facts = refusal(rule(**changes))

    assert (found, facts["id"]) == (code, "TWO-YEARS")


def test_an_approximate_but_full_date_still_makes_law():
    assert rulebook(rule(dating=Dating.ABOUT)).rule("TWO-YEARS").may_gate


def test_an_unknown_rule_has_no_versions():
    with pytest.raises(CoreError) as refused:
        Catalogue([]).versions("TWO-YEARS")

    assert (refused.value.code, refused.value.facts) == ("rule_unknown", {"id": "TWO-YEARS"})


@pytest.mark.parametrize(
    ("day", "is_there"),
    [
        (date(2020, 2, 27), False),
        (date(2020, 2, 28), True),
        (date(2022, 12, 31), True),
        (date(2023, 1, 1), False),
    ],
)
def test_a_rule_is_in_force_from_its_first_day_until_before_its_end(day, is_there):
    book = Catalogue([rule(until=date(2023, 1, 1))]).on(day)

    assert book.has("TWO-YEARS") is is_there
    assert [one.id for one in book.on_topic("mutation")] == ["TWO-YEARS"] * is_there


def test_a_rule_not_in_force_is_an_error_that_names_the_nearest_dates():
    versions = [
        rule(effective_from=date(2014, 1, 15), until=date(2017, 4, 7)),
        rule(effective_from=date(2017, 4, 7), until=date(2023, 10, 31)),
    ]
    book = Catalogue(versions).on(date(2024, 1, 30))

    with pytest.raises(CoreError) as refused:
        book.integer("TWO-YEARS", "min_years")

    assert refused.value.code == "rule_not_in_force"
    assert refused.value.facts == {
        "id": "TWO-YEARS",
        "on": "2024-01-30",
        "nearest": "2017-04-07/2023-10-31",
    }


def test_a_rule_that_nobody_wrote_is_an_error_without_dates():
    with pytest.raises(CoreError) as refused:
        rulebook().rule("TWO-YEARS")

    assert refused.value.facts == {"id": "TWO-YEARS", "on": "2021-09-11", "nearest": "-"}


def test_a_value_that_is_not_there_has_no_default():
    with pytest.raises(CoreError) as refused:
        rulebook(rule()).value("TWO-YEARS", "max_years")

    assert refused.value.code == "rule_value_missing"
    assert refused.value.facts == {"id": "TWO-YEARS", "key": "max_years"}


def test_values_are_read_as_what_they_are():
    values = {"n": 2, "share": "62.5", "body": "KASN", "kinds": ["a", "b"], "by": {"a": 1}}
    book = rulebook(rule(values=values))
    one = book.rule("TWO-YEARS")

    assert book.integer("TWO-YEARS", "n") == 2
    assert str(book.decimal("TWO-YEARS", "share")) == "62.5"
    assert str(book.decimal("TWO-YEARS", "n")) == "2"
    assert book.text("TWO-YEARS", "body") == "KASN"
    assert book.words("TWO-YEARS", "kinds") == ("a", "b")
    assert one.table("by") == {"a": 1}
    assert one.value("kinds") == ("a", "b")


@pytest.mark.parametrize(
    ("read", "key"),
    [
        ("integer", "body"),
        ("integer", "odd"),
        ("decimal", "body"),
        ("decimal", "odd"),
        ("text", "n"),
        ("words", "body"),
        ("words", "mixed"),
        ("table", "kinds"),
    ],
)
def test_a_value_of_another_kind_is_refused(read, key):
    values = {"n": 2, "odd": True, "body": "KASN", "kinds": ["a"], "mixed": ["a", 1]}
    one = rulebook(rule(values=values)).rule("TWO-YEARS")

    with pytest.raises(CoreError) as refused:
        getattr(one, read)(key)

    assert refused.value.code == "rule_value_wrong"
    assert refused.value.facts["where"] == f"TWO-YEARS.{key}"


@pytest.mark.parametrize("wrong", [0.45, {"a": 0.5}, ["a", 1.5], {1: "a"}, {"a": {2: 3}}, b"x"])
def test_a_float_or_a_nameless_value_never_enters_a_rule(wrong):
    with pytest.raises(CoreError) as refused:
        rule(values={"share": wrong})

    assert refused.value.code == "rule_value_wrong"


def test_a_practice_may_gate_only_with_an_agency_s_letter():
    catalogue = Catalogue([practice()])
    letter = Confirmation(rule="TWO-YEARS", letter_number="800/12/BKD/2021")

    plain = catalogue.on(IN_FORCE).rule("TWO-YEARS")
    confirmed = catalogue.on(IN_FORCE, [letter]).rule("TWO-YEARS")

    assert (plain.may_gate, plain.confirmed_by) == (False, None)
    assert (confirmed.may_gate, confirmed.confirmed_by) == (True, "800/12/BKD/2021")
    assert not confirmed.is_sure_law


@pytest.mark.parametrize(
    ("confirmation", "code"),
    [
        (Confirmation(rule="THREE-YEARS", letter_number="1"), "rule_unknown"),
        (Confirmation(rule="TWO-YEARS", letter_number=" "), "confirmation_without_letter"),
    ],
)
def test_a_confirmation_of_nothing_or_by_nothing_is_refused(confirmation, code):
    with pytest.raises(CoreError) as refused:
        Catalogue([practice()]).on(IN_FORCE, [confirmation])

    assert refused.value.code == code


def test_a_rule_for_earlier_periods_stays_in_the_rulebook():
    old = rule(effective_from=date(2014, 1, 1), until=date(2021, 7, 1), remembered=True)
    forgotten = rule("OTHER", effective_from=date(2014, 1, 1), until=date(2021, 7, 1))
    book = Catalogue([old, forgotten]).on(IN_FORCE)

    assert book.rule("TWO-YEARS", on=date(2020, 12, 31)).until == date(2021, 7, 1)
    assert not book.has("TWO-YEARS")
    assert book.on_topic("mutation") == ()
    with pytest.raises(CoreError):
        book.rule("OTHER", on=date(2020, 12, 31))


def test_an_announced_rule_is_found_by_its_own_days_only():
    window = rule(published=date(2021, 9, 11), effective_from=date(2022, 3, 22))
    catalogue = Catalogue([window])

    book = catalogue.on(date(2021, 9, 11))

    assert book.rule("TWO-YEARS", on=date(2022, 3, 22)).effective_from == date(2022, 3, 22)
    assert not book.has("TWO-YEARS")
    assert catalogue.on(date(2021, 9, 10)).rules == ()


def test_a_rulebook_read_from_its_payload_is_the_same_rulebook():
    tested = rule(
        test={**TWO_YEARS, "only_if": {"level": ["jpt-pratama"]}, "unless": {"early_ground": "grounds"}},
        values={"min_years": 2, "grounds": ["a"], "share": "62.5", "none": None, "by": {"a": [1, "b"]}},
        published=date(2020, 2, 1),
        note="Catatan",
    )
    parts = rule("PARTS", test={"kind": "all_of", "parts": [TWO_YEARS]}, until=date(2023, 1, 1))
    gone = rule("GONE", until=date(2021, 1, 1))
    catalogue = Catalogue([tested, parts, practice("DOUBT"), gone])
    book = catalogue.on(IN_FORCE, [Confirmation(rule="DOUBT", letter_number="800/1/2021")])

    payload = json.loads(json.dumps(book.to_payload()))
    again = Rulebook.from_payload(payload)

    assert again == book
    assert again.digest == book.digest == payload["digest"]
    assert again.rule("DOUBT").confirmed_by == "800/1/2021"
    assert again.not_in_force == (("GONE", "2020-02-28/2021-01-01"),)
    assert again.to_payload() == book.to_payload()


def test_a_payload_holds_neither_cases_nor_sources():
    case = Case(title="tepat dua tahun", on=IN_FORCE, in_force=True)
    kept = rulebook(rule(cases=(case,), source="halaman resmi")).rule("TWO-YEARS")

    assert (kept.cases, kept.source) == ((), "")


@pytest.mark.parametrize(
    "change",
    [
        {"on": "2021-09-12"},
        {"digest": "0" * 64},
        {"not_in_force": {"GONE": ["2014-01-15/.."]}},
    ],
)
def test_a_changed_payload_is_refused(change):
    payload = {**rulebook(rule()).to_payload(), **change}

    with pytest.raises(CoreError) as refused:
        Rulebook.from_payload(payload)

    assert refused.value.code == "rulebook_digest_differs"


def test_a_value_changed_in_a_payload_is_refused():
    payload = json.loads(json.dumps(rulebook(rule()).to_payload()))
    payload["rules"][0]["values"]["min_years"] = 1

    with pytest.raises(CoreError) as refused:
        Rulebook.from_payload(payload)

    assert refused.value.code == "rulebook_digest_differs"


@pytest.mark.parametrize("change", [{"format": "selaras/rulebook/0"}, {"rules": "none"}])
def test_a_payload_of_another_form_is_refused(change):
    payload = {**rulebook(rule()).to_payload(), **change}

    with pytest.raises(CoreError) as refused:
        Rulebook.from_payload(payload)

    assert refused.value.code == "rulebook_format_unknown"


def test_the_digest_changes_with_every_field_that_can_change_an_answer():
    changes = [
        {},
        {"until": date(2030, 1, 1)},
        {"article": "PP 17/2020"},
        {"values": {"min_years": 3}},
        {"test": TWO_YEARS},
        {"rule_class": RuleClass.PRACTICE},
        {"statement_id": "Paling singkat tiga tahun"},
        {"remembered": True},
    ]
    digests = {rulebook(rule(**change)).digest for change in changes}

    assert len(digests) == len(changes)
    assert rulebook(rule()).digest != rulebook(rule(), on=date(2021, 9, 12)).digest


def test_the_digest_is_sha256_of_sorted_json_without_blanks_in_utf_8():
    book = rulebook(rule(statement_id="Umur – paling tinggi 56 tahun"))
    body = {name: one for name, one in book.to_payload().items() if name != "digest"}
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    assert book.digest == hashlib.sha256(canonical.encode("utf-8")).hexdigest()
    assert canonical.startswith('{"format":"selaras/rulebook/1","not_in_force":{},"on":"2021-09-11"')
    assert "–" in canonical


def test_a_refused_payload_tells_what_was_expected_and_what_came():
    payload = rulebook(rule()).to_payload()

    def refused(**change):
        with pytest.raises(CoreError) as error:
            Rulebook.from_payload({**payload, **change})
        return error.value.facts

    assert refused(digest="0" * 64) == {"expected": "0" * 64, "got": payload["digest"]}
    assert refused(format="old") == {"got": "old"}
    assert refused(rules="none") == {"got": "rules"}


def test_a_refused_rule_is_told_with_its_dates():
    assert refusal(rule(article="", until=date(2030, 1, 1))) == (
        "rule_without_citation",
        {"id": "TWO-YEARS", "from_": "2020-02-28", "until": "2030-01-01"},
    )
    assert refusal(rule(dating=Dating.MONTH)) == (
        "rule_class_unfounded",
        {"id": "TWO-YEARS", "doubt": "high, dates: month", "from_": "2020-02-28", "until": "-"},
    )
    assert refusal(practice(dating=Dating.YEAR)) == (
        "rule_dating_wrong",
        {"id": "TWO-YEARS", "dating": "year", "from_": "-", "until": "-"},
    )


@pytest.mark.parametrize("bent", [{"values": 3}, {"test": []}, {"from": "kemarin"}, {"id": None}])
def test_a_bent_payload_is_refused_and_never_a_traceback(bent):
    payload = json.loads(json.dumps(rulebook(rule()).to_payload()))
    payload["rules"][0] = {**payload["rules"][0], **bent}

    with pytest.raises(CoreError):
        Rulebook.from_payload(payload)
