"""Editable twins: word for word what the PDF says, and marked on every page as no original."""

import re
import zipfile
from functools import cache
from html import unescape
from io import BytesIO

import docx
import pytest

from selaras.documents import office
from selaras.documents.docket import Docket, docket_of
from selaras.documents.papers import Paper, render_papers, render_twins
from selaras.documents.twins.reading import Paragraph, Picture, Room, Table, sheet_of
from selaras.documents.twins.writing import MARK
from tests.documents.building import rulebook, stamp
from tests.documents.building_offers import offered
from tests.documents.reading import pages_of, plain

WORD = re.compile(r"[^\W_]+")
# Words inside drawings of the original, which words beside them say too; two cells read as one word.
DRAWN: dict[str, set[str]] = {
    "03a-rekap-nilai-saya-penguji-01": {"WawancaraKode"},
    "06-laporan-hasil": {"Potensial", "Rantai", "Sesuai"},
}


@cache
def docket() -> Docket:
    one = offered(4, 2)
    return docket_of(one.case, one.results, rulebook(), stamp(), offer=one.offer)


NAMES = (
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
    "11-usul-pertek",
    "12-profil-jabatan-lowong",
)


@cache
def both() -> dict[str, tuple[Paper, Paper]]:
    one = offered(4, 2)
    files = {f"{name}.pdf" for name in NAMES}
    pdfs = render_papers(one.case, one.results, rulebook(), stamp(), names=files, offer=one.offer)
    made = zip(pdfs, render_twins(docket(), names=files), strict=True)
    return {pdf.file_name.removesuffix(".pdf"): (pdf, twin) for pdf, twin in made}


def body_text(content: bytes) -> str:
    """Return the text of a .docx in its order, without its head and foot."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        xml = archive.read("word/document.xml").decode()
    # Words of one run follow each other; paragraphs, breaks and cells part them.
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"</w:p>|<w:br/>|<w:tab/>", " ", xml)))


@pytest.mark.parametrize("name", NAMES)
def test_a_twin_says_what_the_paper_says(name: str) -> None:
    pdf, twin = both()[name]
    printed = re.sub(r"Halaman \d+ dari \d+|Kode buku induk", " ", " ".join(pages_of(pdf)))
    edited = body_text(twin.content)
    foot = {word for line in office.footer(docket(), is_result=True) for word in WORD.findall(line)}

    # A narrow column breaks words, so each is looked for in a text without blanks.
    missing = {one for one in WORD.findall(printed) if one not in plain(edited)} - foot
    added = {one for one in WORD.findall(edited) if one not in plain(printed)} - foot

    assert {one for one in missing if not one.isdecimal()} <= DRAWN.get(name, set())
    assert not added


def test_every_page_of_a_twin_says_that_it_is_no_original() -> None:
    pdf, twin = both()["05-berita-acara"]

    opened = docx.Document(BytesIO(twin.content))

    assert twin.file_name == "05-berita-acara-salinan-sunting.docx"
    assert [one.header.paragraphs[0].text for one in opened.sections] == [MARK]
    assert opened.core_properties.subject == MARK
    assert twin.content[:4] != pdf.content[:4]


def test_a_twin_is_the_same_bytes_every_time() -> None:
    name = "08-surat-permohonan-rekomendasi"
    (again,) = render_twins(docket(), names=[f"{name}.pdf"])

    assert again.content == both()[name][1].content


def test_a_form_for_the_hand_has_no_twin() -> None:
    assert list(render_twins(docket(), names=["03-lembar-penilaian-penguji-01.pdf"])) == []


def test_blocks_are_read_as_they_are_nested() -> None:
    read = sheet_of(
        "<html><head><title>T</title></head><body><div class='wide'></div><h3>A</h3>"
        "<ol class='a.'><li>satu</li><li>dua <strong>tebal</strong></li></ol>"
        "<table class='grid'><tr><td>Nomor</td><td>:</td><td><table><tr><th colspan='2'>x</th></tr></table>"
        "</td></tr></table><div class='room'></div><img src='data:image/svg+xml;base64,eA=='></body></html>"
    )

    heading, first, second, table, space, picture = read.blocks
    assert (read.title, read.is_wide) == ("T", True)
    assert isinstance(heading, Paragraph)
    assert (heading.text, heading.level) == ("A", 2)
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert (first.mark, second.mark, second.text) == ("a.", "b.", "dua tebal")
    assert isinstance(table, Table)
    assert not table.has_lines
    inner = table.rows[0][2].blocks[0]
    assert isinstance(inner, Table)
    assert (inner.rows[0][0].across, inner.rows[0][0].is_head) == (2, True)
    assert isinstance(space, Room)
    assert picture == Picture(svg=b"x")
