"""Every problem has its words in both languages, and every word is used."""

import re
import string
from pathlib import Path

import pytest

from selaras.core import scheme
from selaras.exchange import problems
from selaras.exchange.wording import WORDS

ROOM = Path(problems.__file__).parent
SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in [*ROOM.rglob("*.py"), *Path(scheme.__file__).parent.rglob("*.py")]
    if "wording" not in path.parts
)


def facts_in(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("code", WORDS)
def test_both_languages_tell_the_same_facts(code: str) -> None:
    words = WORDS[code]

    assert facts_in(words.expected_id) == facts_in(words.expected_en)
    assert facts_in(words.mend_id) == facts_in(words.mend_en)


@pytest.mark.parametrize("code", WORDS)
def test_the_way_to_mend_is_a_sentence(code: str) -> None:
    for sentence in (WORDS[code].mend_id, WORDS[code].mend_en):
        assert sentence.endswith((".", "{guess}", "{told}"))
        assert "  " not in sentence


@pytest.mark.parametrize("code", WORDS)
def test_every_code_with_words_can_occur(code: str) -> None:
    assert f'"{code}"' in SOURCE


def test_every_code_reported_has_words() -> None:
    told = re.findall(r'report\.(?:error|warning)\(\s*[^"]*?,\s*"([a-z0-9_]+)"', SOURCE)
    raised = re.findall(r'Unreadable\(\s*"([a-z0-9_]+)"', SOURCE)

    assert len(told) > 30
    assert set(told) | set(raised) <= set(WORDS)
