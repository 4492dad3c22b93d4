import re
from pathlib import Path

import pytest

from selaras.core.errors import CoreError
from selaras.refusals import family_of, sentence_of

SOURCE = Path(__file__).parents[2] / "src" / "selaras"


def codes_in_the_source() -> list[str]:
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        found |= set(re.findall(r'CoreError\(\s*"([a-z_0-9]+)"', path.read_text(encoding="utf-8")))
    return sorted(found - {"several_errors"})


def test_there_are_codes_to_look_at() -> None:
    assert len(codes_in_the_source()) > 80


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_refusal_has_words_in_both_languages(language: str) -> None:
    wordless = [
        code
        for code in codes_in_the_source()
        if sentence_of(CoreError(code), language) == str(CoreError(code)) and not family_of(code)
    ]

    assert wordless == []


def test_nothing_of_the_facts_is_lost() -> None:
    told = sentence_of(CoreError("ledger_root_wrong", log="selaras/bengkulu/2021", size=7), "id")

    assert "selaras/bengkulu/2021" in told
    assert "7" in told
