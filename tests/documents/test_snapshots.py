"""What the papers of a small event say, word for word: a change of wording is seen in review.

Write them anew with ``REWRITE_SNAPSHOTS=1 pytest tests/documents/test_snapshots.py``, then read the diff.
"""

import os
from functools import cache
from pathlib import Path

import pytest

from selaras.documents.papers import Paper, render_papers
from tests.documents import building as t
from tests.documents.building_margins import measured_case, measured_results
from tests.documents.building_offers import offered
from tests.documents.building_results import results
from tests.documents.reading import pages_of

SNAPSHOTS = Path(__file__).parent / "snapshots"
KEPT = (
    "01-daftar-peserta",
    "02-lembar-verifikasi-data",
    "03a-rekap-nilai-saya-penguji-01",
    "04-rekapitulasi-nilai",
    "05-berita-acara",
    "05a-berita-acara-harian",
    "06-laporan-hasil",
    "06a-lampiran-teknis",
    "07-laporan-individu-P-002",
    "08-surat-permohonan-rekomendasi",
    "10-kalender-tenggat",
)
# Of an event whose scores were measured: what differs from the papers above.
MEASURED = (
    "05-berita-acara",
    "06-laporan-hasil",
    "06a-lampiran-teknis",
    "06b-laporan-pengukuran-ketua",
    "06c-laporan-penguji-01",
    "06c-laporan-penguji-05",
    "07-laporan-individu-P-002",
)

# Of an event with a proposal of moves: what the placement adds.
PLACED = ("06-laporan-hasil", "11-usul-pertek", "12-profil-jabatan-lowong")


@cache
def made() -> dict[str, Paper]:
    case = t.case(4)
    papers = render_papers(case, results(case), t.rulebook(), t.stamp())
    return {one.file_name.removesuffix(".pdf"): one for one in papers}


@cache
def made_with_margins() -> dict[str, Paper]:
    case = measured_case(5)
    papers = render_papers(case, measured_results(case), t.rulebook(), t.stamp())
    return {one.file_name.removesuffix(".pdf"): one for one in papers}


@cache
def made_with_moves() -> dict[str, Paper]:
    one = offered(5, 2)
    only = ("laporan-hasil", "usul-pertek", "profil-jabatan-lowong")
    papers = render_papers(one.case, one.results, t.rulebook(), t.stamp(), only=only, offer=one.offer)
    return {one.file_name.removesuffix(".pdf"): one for one in papers}


def told(paper: Paper) -> str:
    pages = (f"== {n}\n{page.strip()}" for n, page in enumerate(pages_of(paper), start=1))
    lines = "\n".join(pages).splitlines()
    return "\n".join(line.rstrip() for line in lines) + "\n"


@pytest.mark.parametrize("name", KEPT)
def test_a_paper_says_what_it_said(name):
    compare(made()[name], SNAPSHOTS / f"{name}.txt")


@pytest.mark.parametrize("name", MEASURED)
def test_a_paper_with_margins_says_what_it_said(name):
    compare(made_with_margins()[name], SNAPSHOTS / "measured" / f"{name}.txt")


@pytest.mark.parametrize("name", PLACED)
def test_a_paper_of_a_placement_says_what_it_said(name):
    compare(made_with_moves()[name], SNAPSHOTS / "placed" / f"{name}.txt")


def compare(paper: Paper, kept: Path) -> None:
    now = told(paper)
    if os.environ.get("REWRITE_SNAPSHOTS"):
        kept.write_text(now, encoding="utf-8")

    assert now == kept.read_text(encoding="utf-8")
