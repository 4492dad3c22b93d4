"""The handbook of rules in docs/law is what the rules say, complete and readable."""

import re
from pathlib import Path

import pytest

from selaras.law.competences import load_competence_dictionary
from selaras.law.handbook import handbook
from selaras.law.loader import load_catalogue
from selaras.law.talent_profiles import load_sourced_profiles
from tools.write_docs import asked_rules

DOCS = Path(__file__).resolve().parents[2] / "docs" / "law"
CATALOGUE = load_catalogue()
PAGES = handbook(CATALOGUE, load_competence_dictionary(), load_sourced_profiles(), asked=asked_rules())


def test_the_pages_in_the_folder_are_those_that_the_rules_give():
    assert {path.name: path.read_text(encoding="utf-8") for path in DOCS.iterdir()} == PAGES


@pytest.mark.parametrize("rule", CATALOGUE.rules, ids=lambda one: f"{one.id}@{one.effective_from}")
def test_every_rule_stands_in_its_topic_with_article_statement_and_cases(rule):
    page = PAGES[f"{rule.topic}.md"]
    section = page.split(f"\n## {rule.id}\n", 1)[1].split("\n## ", 1)[0]

    assert f"| dasar | {rule.article} |" in section
    assert f"**{rule.statement_id}**" in section
    assert f"*{rule.statement_en}*" in section
    for case in rule.cases:
        assert f"| {case.title} |" in section
    assert f"({rule.topic}.md#{rule.id.lower()})" in PAGES["README.md"]


def test_versions_of_a_rule_are_told_one_after_the_other():
    page = PAGES["oversight.md"]

    assert "### Versi 1 dari 2: sejak 15 Januari 2014 sampai 31 Juli 2024" in page
    assert "### Versi 2 dari 2: sejak 1 Agustus 2024" in page


def test_a_test_is_told_in_words():
    page = PAGES["pilkada.md"]

    assert (
        "Pengujian: tanggal keputusan di luar masa larangan (`6` bulan sebelum penetapan"
        " pasangan calon sampai sebelum akhir masa jabatan kepala daerah) (hanya bila daerah"
        " menyelenggarakan pemilihan: ya) (kecuali ada persetujuan Menteri)."
    ) in page

    assert (
        "Pengujian: dari TMT jabatan sampai per tanggal paling sedikit `2` tahun penuh"
        in (PAGES["mutation.md"])
    )
    assert "Pengujian: persen menurut rentang `bands`, memenuhi bila `MS`, `MMS`." in (PAGES["assessment.md"])


def test_every_table_has_rows_of_one_width():
    for name, page in PAGES.items():
        for block in re.findall(r"(?:^\|.*\n?)+", page, re.MULTILINE):
            widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.strip().splitlines()}
            assert len(widths) == 1, (name, block[:200])


def test_every_link_leads_to_a_page_and_a_heading():
    anchors = {
        name: {heading.lower() for heading in re.findall(r"^## (\S+)", page, re.MULTILINE)}
        for name, page in PAGES.items()
    }
    for page in PAGES.values():
        for target, anchor in re.findall(r"\]\(([\w.-]+\.md)(?:#([\w-]+))?\)", page):
            assert target in anchors
            assert not anchor or anchor in anchors[target]


def test_a_page_says_which_rules_the_program_asks() -> None:
    page = PAGES["mutation.md"]
    asked = page[page.index("## MUT-132-MIN2") :].split("\n## ")[0]
    other = page[page.index("## MUT-144-STOP") :].split("\n## ")[0]

    assert "ditanyakan" in asked
    assert "hanya keterangan" not in asked
    assert "hanya keterangan; belum ditanyakan program" in other
