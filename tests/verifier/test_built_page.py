"""The page that is handed out: built from what stands here, closed to the world, with every word it needs."""

import re

import pytest

from tests.verifier.browser import PAGE, ROOT
from tools.build_verifier import page, read_sources

TEXT = PAGE.read_text(encoding="utf-8")
DOCUMENT = (ROOT / "docs" / "evidence-format.md").read_text(encoding="utf-8")
MOST_LINES = 400
# Written like a reason in sections 10 to 13, and none: warnings have words too, these have not.
NO_REASONS = {
    *("lock_scheme", "reopen_scoring", "void_sheet", "enrol_late", "recover_log_key", "late_because"),
    *("close_scoring", "signed_marks", "passed_percent", "not_assessed", "letter_on"),
    *("record_proposal", "record_decision", "record_letter", "change_target"),
    *("pairs_recomputed", "pairs_not_recomputed_here"),
    *("draws_recomputed", "draws_not_recomputed_here", "most_moves"),
}


def test_the_page_is_what_its_sources_give() -> None:
    assert page() == TEXT, "run `python tools/build_verifier.py`"


def test_the_page_may_run_itself_and_nothing_else() -> None:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', TEXT)
    assert found is not None
    rules = dict(one.split(" ", 1) for one in found[1].split("; "))

    assert rules["default-src"] == "'none'"
    assert re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", rules["script-src"])
    assert re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", rules["style-src"])
    assert rules.keys() == {
        *("default-src", "script-src", "style-src", "base-uri", "form-action", "require-trusted-types-for")
    }


@pytest.mark.parametrize(
    "word", ["eval(", "new Function", "innerHTML", "fetch(", "XMLHttpRequest", "import("]
)
def test_the_page_has_nothing_that_reads_code_or_calls_out(word: str) -> None:
    code = "\n".join(line for line in TEXT.splitlines() if not line.lstrip().startswith(("/**", "*")))
    code = re.sub(r"/\*\*.*?\*/", "", code)

    assert word not in code


def test_the_page_names_no_address() -> None:
    # The name of a vocabulary, which is asked of nobody.
    assert set(re.findall(r"https?://[^\s\"')]+", TEXT)) == {"http://www.w3.org/2000/svg"}


def test_every_reason_of_the_document_has_its_sentence() -> None:
    sections = DOCUMENT.split("## 10. ")[1].split("## 14. ")[0]
    told = set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", sections)) - NO_REASONS
    told |= set(re.findall(r"`((?:json|envelope|zip)_[a-z_]+)`", DOCUMENT))
    words = read_sources()["sentences.js"]

    assert {one for one in told if f'"{one}": [' not in words} - not_codes() == set()


def not_codes() -> set[str]:
    """Return fields that the document writes like codes."""
    return set(re.findall(r"`(log_keys|made_by|public_key|file_name|note_salt|not_here)`", DOCUMENT))


@pytest.mark.parametrize("name", sorted(read_sources()))
def test_a_module_can_be_read_at_one_sitting(name: str) -> None:
    if name != "sentences.js":
        assert read_sources()[name].count("\n") <= MOST_LINES


def test_every_word_that_the_page_asks_for_is_there() -> None:
    asked = set(re.findall(r'data-word="(\w+)"', TEXT))
    words = read_sources()["words.js"]
    table = words.split("export const WORDS = {")[1].split("\n};")[0]

    assert asked <= set(re.findall(r"^  (\w+): ", table, re.MULTILINE))
