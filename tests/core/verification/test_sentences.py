"""Every reason and warning of the document has a sentence in both languages that names its place."""

import re
import string
from pathlib import Path

import pytest

from selaras.core.verification.report import report
from selaras.core.verification.sentences import REASONS, sentence_of
from selaras.core.verification.sentences_of_events import WARNINGS
from selaras.core.verification.verifying import verify
from tests.tampered.conformance_set import conformance_set
from tests.tampered.packing import repacked
from tests.tampered.signed_event import signed_event

ROOT = Path(__file__).parents[3]
DOCUMENT = (ROOT / "docs" / "evidence-format.md").read_text(encoding="utf-8")
CORE = ROOT / "src/selaras/core"
VERIFIER = sorted(
    [
        *(CORE / "verification").rglob("*.py"),
        *(CORE / name for name in ("life.py", "proposing.py")),
        *(CORE / "evidence").rglob("*.py"),
    ]
)
# Refused while writing, or by a witness: whoever verifies never meets them.
NO_REASONS = {
    *("bundle_subject_wrong", "checkpoint_of_another_past", "checkpoint_rolled_back"),
    *("checkpoint_without_proof", "consistency_not_proved", "consistency_sizes_wrong", "frontier_wrong"),
    *("leaf_not_in_tree", "ledger_shorter", "log_name_wrong", "moment_without_zone"),
    *("person_code_unknown", "salt_length_wrong", "ulid_randomness_wrong"),
}


def test_every_reason_that_a_forgery_can_get_has_both_sentences() -> None:
    reasons = {one.reason for one in conformance_set() if one.reason is not None}

    assert len(reasons) > 80
    assert reasons - REASONS.keys() == set()


def test_every_reason_stands_in_the_document() -> None:
    assert [code for code in {**REASONS, **WARNINGS} if f"`{code}`" not in DOCUMENT] == []


def test_every_code_that_the_verifier_raises_has_both_sentences() -> None:
    raised = {
        code
        for path in VERIFIER
        for code in re.findall(r'CoreError\(\s*"([a-z_0-9]+)"', path.read_text(encoding="utf-8"))
    }
    warned = {code for path in VERIFIER for code in re.findall(r'warn\("([a-z_]+)"', path.read_text())}

    assert len(raised) > 30
    assert raised >= NO_REASONS
    assert (raised - REASONS.keys(), warned - WARNINGS.keys()) == (NO_REASONS, set())


@pytest.mark.parametrize("code", sorted({**REASONS, **WARNINGS}))
def test_a_sentence_is_whole_and_both_languages_name_the_same_facts(code: str) -> None:
    indonesian, english = {**REASONS, **WARNINGS}[code]
    facts = [
        {name for _, name, _, _ in string.Formatter().parse(one) if name} for one in (indonesian, english)
    ]

    assert facts[0] == facts[1]
    for lang in ("id", "en"):
        told = sentence_of(code, {}, lang=lang)
        assert told.endswith(".")
        assert not told[0].islower()
        assert "{" not in told


def test_the_place_is_told_before_the_reason() -> None:
    places = (
        ("signature_wrong", {"index": 17, "device": "AAAA"}, "Catatan ke-17: tanda", "Entry 17: its"),
        ("line_wrong", {"file": "notes.jsonl", "line": 3}, "Notes.jsonl baris 3: ", "Notes.jsonl line 3: "),
        (
            "number_differs",
            {"subject": "P-004", "id": "score", "published": "81.00", "recomputed": "79.50"},
            "Angka score untuk P-004: diterbitkan 81.00",
            "Number score of P-004: published is 81.00",
        ),
        (
            "number_differs",
            {"subject": "", "id": "summary.passed", "published": "3", "recomputed": "2"},
            "Angka summary.passed: ",
            "Number summary.passed: ",
        ),
    )
    for code, where, indonesian, english in places:
        assert sentence_of(code, where, lang="id").startswith(indonesian)
        assert sentence_of(code, where, lang="en").startswith(english)


def test_the_report_begins_with_the_verdict_and_then_the_reason() -> None:
    event = signed_event(officials=2, methods=1, examiners=3)
    lines = report(verify(event.bundle()), lang="id").splitlines()
    assert lines[0] == "Utuh"
    assert f"  {' '.join(event.paper_code.split()[:8])}" in lines
    assert sum("PG" in line for line in lines) == 3

    files = event.files()
    forged = repacked({**files, "papers/ba-hasil.pdf": b"%PDF"})
    lines = report(verify(forged), lang="en").splitlines()
    assert lines[0] == "Does not hold"
    assert lines[1].endswith("[paper_differs]")
    assert "ba-hasil.pdf" in lines[1]
    assert report(verify(b""), lang="id").splitlines()[0] == "Tidak terbaca"


def test_what_cannot_be_shown_is_reported_as_such() -> None:
    event = signed_event(officials=2, methods=1, examiners=3)
    own = report(verify(event.bundle("R3", subject="P-001")), lang="id")
    assert "tidak dapat dibuktikan" in own
    assert "Tidak dapat dihitung ulang di sini" in own

    imported = report(
        verify(signed_event(officials=2, methods=1, examiners=3, signed=False).bundle()), lang="id"
    )
    assert "catatan diimpor" in imported
