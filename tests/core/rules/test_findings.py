"""What a rule says about a case: the outcome it may have, and the sentence people read."""

from datetime import date
from decimal import Decimal

import pytest

from selaras.core.errors import CoreError
from selaras.core.rules import (
    ENGLISH,
    FACTS,
    INDONESIAN,
    Catalogue,
    Certainty,
    Confirmation,
    Dating,
    Effect,
    Finding,
    Outcome,
    RuleClass,
    fact_of,
    found,
    judge,
)
from tests.core.rules.building import IN_FORCE, practice, rule, rulebook

TWO_YEARS = {"kind": "years_at_least", "since": "in_post_since", "on": "on", "value": "min_years"}
TOO_NEW = {"in_post_since": date(2021, 4, 12), "on": IN_FORCE}
LONG_ENOUGH = {"in_post_since": date(2019, 9, 11), "on": IN_FORCE}


def outcome(one, facts=TOO_NEW, **how):
    return judge(rulebook(one).rule("TWO-YEARS"), facts, **how).outcome


def test_a_finding_tells_rule_article_facts_and_what_follows():
    finding = judge(rulebook(rule(test=TWO_YEARS)).rule("TWO-YEARS"), TOO_NEW)

    assert finding == Finding(
        rule="TWO-YEARS",
        article="PP 11/2017 Ps 132",
        outcome=Outcome.BROKEN,
        facts={"in_post_since": "2021-04-12", "on": "2021-09-11", "limit_on": "2023-04-12"},
        certainty=Certainty.HIGH,
        statement_id="Paling singkat dua tahun dalam jabatan",
        statement_en="At least two years in post",
    )
    assert (finding.bars, finding.needs_attention) == (True, True)
    assert finding.text_id() == (
        "Paling singkat dua tahun dalam jabatan (TMT jabatan: 12 April 2021; "
        "per tanggal: 11 September 2021; tanggal batas: 12 April 2023). Tidak terpenuhi."
    )
    assert finding.text_en() == (
        "At least two years in post (in post since: 12 April 2021; "
        "as of: 11 September 2021; limit date: 12 April 2023). Not met."
    )


def test_only_sure_law_bars_and_everything_else_flags():
    doubtful = {
        "dating": Dating.MONTH,
        "rule_class": RuleClass.PRACTICE,
    }

    assert outcome(rule(test=TWO_YEARS)) is Outcome.BROKEN
    assert outcome(rule(test=TWO_YEARS, dating=Dating.ABOUT)) is Outcome.BROKEN
    assert outcome(rule(test=TWO_YEARS, **doubtful)) is Outcome.FLAGGED
    assert outcome(rule(test=TWO_YEARS, **{**doubtful, "dating": Dating.YEAR})) is Outcome.FLAGGED
    medium = {"certainty": Certainty.MEDIUM, "rule_class": RuleClass.PRACTICE}
    assert outcome(rule(test=TWO_YEARS, **medium)) is Outcome.FLAGGED
    assert outcome(practice(test=TWO_YEARS)) is Outcome.FLAGGED
    assert outcome(practice(test=TWO_YEARS), LONG_ENOUGH) is Outcome.MET


def test_a_rule_confirmed_by_the_agency_bars():
    letter = Confirmation(rule="TWO-YEARS", letter_number="800/12/BKD/2021")
    book = Catalogue([practice(test=TWO_YEARS)]).on(IN_FORCE, [letter])

    assert judge(book.rule("TWO-YEARS"), TOO_NEW).outcome is Outcome.BROKEN


@pytest.mark.parametrize("effect", [Effect.EVALUATE, Effect.WARN])
def test_a_rule_that_does_not_bar_only_flags_even_when_it_is_sure(effect):
    finding = judge(rulebook(rule(test=TWO_YEARS, effect=effect)).rule("TWO-YEARS"), TOO_NEW)

    assert finding.outcome is Outcome.FLAGGED
    assert not finding.bars
    assert finding.needs_attention


def test_a_duty_to_evaluate_is_told_as_a_duty():
    duty = rulebook(rule(test=TWO_YEARS, effect=Effect.EVALUATE)).rule("TWO-YEARS")
    doubt = rulebook(practice(test=TWO_YEARS)).rule("TWO-YEARS")

    assert judge(duty, TOO_NEW).text_id().endswith("). Perlu dievaluasi.")
    assert judge(duty, TOO_NEW).text_en().endswith("). To be evaluated.")
    assert judge(duty, LONG_ENOUGH).text_id().endswith("). Terpenuhi.")
    assert judge(doubt, TOO_NEW).text_id().endswith("; perlu dipastikan.")


def test_a_rule_applied_by_analogy_flags_instead_of_barring():
    assert outcome(rule(test=TWO_YEARS), as_flag=True) is Outcome.FLAGGED
    assert outcome(rule(test=TWO_YEARS), LONG_ENOUGH, as_flag=True) is Outcome.MET


def test_a_missing_fact_is_named_in_words():
    finding = judge(rulebook(rule(test=TWO_YEARS)).rule("TWO-YEARS"), {"on": IN_FORCE})

    assert finding.outcome is Outcome.UNKNOWN
    assert not finding.bars
    assert finding.needs_attention
    assert finding.text_id() == (
        "Paling singkat dua tahun dalam jabatan (per tanggal: 11 September 2021; "
        "belum ada: TMT jabatan). Belum dapat diputuskan."
    )


def test_a_rule_that_does_not_apply_says_so():
    test = {**TWO_YEARS, "only_if": {"level": ["jpt-pratama"]}}
    one = rulebook(rule(test=test)).rule("TWO-YEARS")

    finding = judge(one, {**TOO_NEW, "level": "administrator"})

    assert finding.outcome is Outcome.NOT_APPLICABLE
    assert not finding.needs_attention
    assert "jenjang jabatan: Administrator" in finding.text_id()
    assert finding.text_en().endswith("). Does not apply here.")


@pytest.mark.parametrize(
    ("holds", "expected"),
    [(True, Outcome.MET), (False, Outcome.BROKEN), (None, Outcome.UNKNOWN)],
)
def test_what_the_core_decides_elsewhere_is_told_by_the_same_rule(holds, expected):
    one = rulebook(rule()).rule("TWO-YEARS")

    finding = found(one, holds=holds, facts={"level": "jpt-pratama", "rank": None, "tally": 3})

    assert finding.outcome is expected
    assert finding.facts == {"level": "jpt-pratama", "tally": 3}
    assert "jenjang jabatan: JPT Pratama" in finding.text_id()
    assert "level of the post: JPT Pratama (leader)" in finding.text_en()
    assert "tally" not in finding.text_id()


def test_a_finding_without_facts_is_one_plain_sentence():
    one = rulebook(rule(statement_id="Surat izin telah ada.")).rule("TWO-YEARS")

    assert found(one, holds=True, facts={}).text_id() == "Surat izin telah ada. Terpenuhi."


def test_facts_stand_in_a_finding_as_text_and_integers():
    facts = {
        "decree_on": date(2024, 1, 30),
        "score": Decimal("78.50"),
        "n_members": 5,
        "healthy": True,
        "disclosed": False,
        "documents": ("SPT", "LHKPN"),
        "nip": "196501301990031002",
    }

    finding = found(rulebook(rule()).rule("TWO-YEARS"), holds=True, facts=facts)

    assert finding.facts == {
        "decree_on": "2024-01-30",
        "score": "78.50",
        "n_members": 5,
        "healthy": "yes",
        "disclosed": "no",
        "documents": "SPT, LHKPN",
        "nip": "196501301990031002",
    }
    assert finding.text_id() == (
        "Paling singkat dua tahun dalam jabatan (tanggal keputusan: 30 Januari 2024; "
        "nilai: 78,50; jumlah anggota: 5; sehat jasmani dan rohani: ya; diumumkan: tidak; "
        "dokumen yang ada: SPT, LHKPN; NIP: 196501301990031002). Terpenuhi."
    )


def test_something_that_is_no_fact_is_refused():
    with pytest.raises(CoreError) as refused:
        found(rulebook(rule()).rule("TWO-YEARS"), holds=True, facts={"score": 78.5})

    assert refused.value.code == "rule_fact_wrong"


@pytest.mark.parametrize(
    ("name", "plain", "indonesian", "english"),
    [
        ("level", "jpt-pratama", "JPT Pratama", "JPT Pratama (leader)"),
        (
            "elements",
            "internal, public-figure",
            "JPT internal, Tokoh masyarakat",
            "Internal official, Public figure",
        ),
        ("sanction_running", "none", "Tidak pernah", "Never"),
        ("special_post", "none", "Tidak ada", "None"),
        ("missing", "born_on", "tanggal lahir", "date of birth"),
        ("documents", "BAP_PEMERIKSAAN", "BAP PEMERIKSAAN", "BAP PEMERIKSAAN"),
        ("percent", "67.99", "67,99", "67.99"),
    ],
)
def test_a_code_is_told_in_the_reader_s_words(name, plain, indonesian, english):
    assert INDONESIAN.told(name, plain) == indonesian
    assert ENGLISH.told(name, plain) == english


def test_a_written_fact_becomes_what_its_kind_says():
    assert fact_of("born_on", "1965-01-30") == date(1965, 1, 30)
    assert fact_of("score", "67.99") == Decimal("67.99")
    assert fact_of("score", 68) == 68
    assert fact_of("nip", "196501301990031002") == "196501301990031002"
    with pytest.raises(CoreError) as refused:
        fact_of("shoe_size", 42)
    assert refused.value.code == "rule_fact_unknown"


def test_facts_are_named_in_both_languages_without_repeating_a_name():
    for names in ([one.name_id for one in FACTS.values()], [one.name_en for one in FACTS.values()]):
        assert all(names)
        assert sorted(names) == sorted(set(names))
