"""The format document says what the code does: fields in their order, types, signatures, reasons."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from selaras.core.entries import EntryType
from selaras.core.evidence.packet import LARGEST_ENVELOPE, Envelope, SignatureKind

ROOT = Path(__file__).parents[3]
DOCUMENT = (ROOT / "docs" / "evidence-format.md").read_text(encoding="utf-8")
SOURCES = (
    *(ROOT / "src/selaras/core/evidence").glob("*.py"),
    ROOT / "src/selaras/exchange/ledger_export.py",
)
# Refused only while writing, or by a witness: whoever reads a bundle never meets them.
OF_THE_WRITER = {
    "checkpoint_of_another_past",
    "checkpoint_rolled_back",
    "checkpoint_without_proof",
    "consistency_not_proved",
    "consistency_sizes_wrong",
    "frontier_wrong",
    "inclusion_not_proved",
    "leaf_not_in_tree",
    "ledger_shorter",
    "log_name_wrong",
    "moment_without_zone",
    "salt_length_wrong",
    "ulid_randomness_wrong",
}


def test_the_table_names_every_field_in_order() -> None:
    section = DOCUMENT.split("## 2. Envelope")[1].split("## 3.")[0]
    told = re.findall(r"^\| `(\w+)` \|", section, flags=re.MULTILINE)

    assert told == [one.name for one in fields(Envelope)]


def test_the_document_names_every_type_and_signature() -> None:
    listed = re.findall(r"`([a-z-]+)`", DOCUMENT.split("## 6. Types")[1].split("Persons appear")[0])

    assert listed == [one.value for one in EntryType]
    for kind in SignatureKind:
        assert f"`{kind.value}`" in DOCUMENT
    assert f"{LARGEST_ENVELOPE:,} bytes" in DOCUMENT


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_every_reason_a_reader_may_give_stands_in_the_document(source: Path) -> None:
    codes = set(re.findall(r'(?:CoreError|_refuse\w*)\(\s*"(\w+)"', source.read_text(encoding="utf-8")))

    assert {code for code in codes - OF_THE_WRITER if f"`{code}`" not in DOCUMENT} == set()
