"""Every code of the core has its sentence."""

import inspect
import re

import pytest

from selaras.core import deadlines, results, talent
from selaras.core.errors import CoreError
from selaras.core.outcome import Reason
from selaras.core.recommendation import REASON_CODES
from selaras.core.rules import Outcome
from selaras.documents import sentences
from tests.documents import building_results as t

FACTS = {
    "actions": "Rotasi; Pengembangan",
    "box": "5",
    "category": "Memenuhi Syarat",
    "competences": "M.01, T.01",
    "more": "2",
    "number": "800/1/2024",
    "own": "80.50",
    "new": "15",
    "percent": "91.67",
    "position": "Kepala Dinas Sosial",
    "positions": "Kepala Dinas A, Kepala Dinas B",
    "years": "6",
}


def test_every_reason_of_a_recommendation_has_a_sentence_and_no_other_does():
    assert set(sentences.REASONS) == set(REASON_CODES)


@pytest.mark.parametrize("code", REASON_CODES)
def test_a_reason_reads_as_a_sentence(code):
    told = sentences.reason(Reason(code=code, facts=FACTS), {"M.01": "Integritas"})

    assert told[0].isupper()
    assert told.endswith(".")
    assert not re.search(r"[{}_]|None", told)


def test_a_reason_without_a_sentence_is_refused():
    with pytest.raises(CoreError) as refused:
        sentences.reason(Reason(code="new_reason", facts={}), {})

    assert refused.value.code == "reason_without_sentence"


def test_competences_are_named_and_not_coded():
    told = sentences.reason(
        Reason(code="knocked_out", facts={"competences": "M.01, T.01"}),
        {"M.01": "Integritas", "T.01": "Perencanaan Daerah"},
    )

    assert told == "Syarat wajib jabatan sekarang belum terpenuhi: Integritas dan Perencanaan Daerah."


def test_every_code_for_a_missing_match_has_its_words():
    source = inspect.getsource(results._why_no_match)
    codes = set(re.findall(r'"([a-z_]+)"', source)) | {"not_assessed"}

    assert codes == set(sentences.NO_MATCH)


def test_every_code_for_a_missing_box_has_its_words():
    source = inspect.getsource(talent.box_of)
    codes = set(re.findall(r'return "([a-z_]+)"', source)) | {"not_assessed"}

    assert codes == set(sentences.NO_BOX)


def test_every_kind_of_deadline_has_its_words():
    source = inspect.getsource(deadlines)
    kinds = set(re.findall(r'kind="([a-z-]+)"', source))
    kinds |= set(re.findall(r'is_election else "([a-z-]+)"', source))

    assert kinds == set(sentences.DEADLINES)


def test_every_outcome_of_a_rule_has_its_words():
    assert set(sentences.OUTCOME_WORDS) == set(Outcome)
    assert set(sentences.GATE_WORDS) == set(Outcome)


def test_a_participant_without_doubts_meets_the_conditions():
    assert sentences.eligibility_note([t.IN_POST]) == "Memenuhi syarat"


def test_who_is_left_out_reads_the_article_that_did_it():
    told = sentences.why_left_out([t.DOUBT, t.TOO_NEW])

    assert "PP 11/2017 Pasal 132" in told
    assert "Bidang ilmu" not in told
