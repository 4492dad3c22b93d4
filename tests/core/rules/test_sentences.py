"""The sentences officials read instead of statement and facts."""

import re
from datetime import date

import pytest

from selaras.core.rules import FACTS, Outcome, found, judge
from selaras.core.rules.sentences import BY_RULE, OF_LETTERS, sentence_of
from selaras.law.loader import load_catalogue
from tests.core.building import TEST_ON, rulebook_on

SENTENCES = [(name, one) for name, those in BY_RULE.items() for one in those] + [
    ("letters", one) for one in OF_LETTERS
]


def said(name, facts, *, holds=False, **how):
    return found(rulebook_on().rule(name), holds=holds, facts=facts, **how).text_id()


def test_a_refusal_for_two_years_says_since_when_and_until_when():
    facts = {"in_post_since": date(2022, 4, 12), "on": TEST_ON, "level": "jpt-pratama"}

    assert judge(rulebook_on().rule("MUT-132-MIN2"), facts).text_id() == (
        "Belum genap dua tahun menjabat (TMT 12 April 2022); genap dua tahun pada 12 April 2024."
    )


def test_a_doubtful_rule_asks_to_verify_and_a_sure_one_does_not():
    rank = {"rank": "IV/a", "required_rank": "IV/b"}
    plain = "Pangkat/golongan IV/a di bawah persyaratan jabatan (IV/b)."

    assert said("ELIG-POST-RANK", rank) == plain
    assert said("ELIG-POST-RANK", rank, as_flag=True) == f"{plain} Perlu dipastikan."


def test_a_duty_to_evaluate_is_not_a_doubt():
    facts = {"in_post_since": date(2018, 1, 2), "on": TEST_ON, "level": "jpt-pratama"}

    assert judge(rulebook_on().rule("MUT-5Y"), facts).text_id() == (
        "Masa jabatan lima tahun telah terlampaui sejak 2 Januari 2023 (TMT 2 Januari 2018); "
        "evaluasi dan keputusan perpanjangan sudah waktunya."
    )


def test_a_letter_is_called_by_its_own_name():
    assert said("OVER-PERTEK", {"missing_letters": ("pertek",)}) == "Belum ada: Pertimbangan teknis BKN."


def test_a_sentence_without_one_of_its_facts_gives_way_to_the_statement():
    assert said("ELIG-POST-RANK", {"rank": "IV/a"}) == (
        "Pangkat/golongan paling rendah sesuai persyaratan jabatan (pangkat/golongan: IV/a). Tidak terpenuhi."
    )


def test_a_rule_that_is_met_keeps_its_statement():
    assert sentence_of("ELIG-POST-RANK", Outcome.MET, {"rank": "IV/b", "required_rank": "IV/b"}) is None


@pytest.mark.parametrize(("name", "one"), SENTENCES)
def test_every_sentence_names_known_facts_and_known_rules(name, one):
    assert set(one.fields()) <= set(FACTS)
    assert name == "letters" or name in load_catalogue().ids


@pytest.mark.parametrize(("name", "one"), SENTENCES)
def test_no_limit_of_the_law_is_written_into_a_sentence(name, one):
    assert re.findall(r"[0-9]", one.template) == []
