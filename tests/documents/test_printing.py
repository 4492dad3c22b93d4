"""An office's own print: words of the ledger in an office's dress; crests drawn anew; one file of all."""

import hashlib
from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from pypdf import PdfReader

from selaras.core.errors import CoreError
from selaras.documents import office
from selaras.documents.docket import docket_of
from selaras.documents.papers import Paper, render_papers
from selaras.documents.printing.crests import SIDE, drawn_crest
from selaras.documents.printing.dressing import PLAIN, Dress, Dressing, dressing
from selaras.documents.printing.merging import Bound, merged
from selaras.documents.printing.sample import sample_png
from tests.documents import building as t
from tests.documents import crests
from tests.documents.building_results import results
from tests.documents.reading import pages_of

MINUTES, LETTER, PEOPLE = (
    "05-berita-acara.pdf",
    "08-surat-permohonan-rekomendasi.pdf",
    "01-daftar-peserta.pdf",
)
ONLY = ("berita-acara", "surat-permohonan-rekomendasi", "daftar-peserta")
DIGEST = "0123456789abcdef" * 4


def made(dress: Dressing | None = None) -> dict[str, Paper]:
    case = t.case(3)
    papers = render_papers(case, results(case), t.rulebook(), t.stamp(), only=ONLY, dress=dress)
    return {one.file_name: one for one in papers}


@cache
def plain() -> dict[str, Paper]:
    return made()


def laid(dress: Dress, numbers: dict[str, str] | None = None) -> Dressing:
    seat = t.case(3).agency.seat
    return dressing(dress, seat=seat, numbers=numbers or {}, digests={MINUTES: DIGEST})


def words(paper: Paper) -> list[str]:
    return " ".join(pages_of(paper)).split()


def test_a_print_says_what_the_ledger_names_and_where_it_differs() -> None:
    dress = Dress(
        crest=drawn_crest(crests.SVG),
        agency="Pemerintah Provinsi Contoh",
        contact="Telepon (0700) 1, laman contoh.go.id",
        place="Kota Contoh",
        signatory="Wahyu Contoh",
        signatory_office="a.n. Gubernur\nSekretaris Daerah",
        copies=("Inspektur", "Kepala Biro"),
    )
    printed = made(laid(dress, {LETTER: "800/17/BKD/2024"}))

    # Nothing of what a paper is about is lost or added; only its frame is another.
    title = t.case(3).event.title
    for name, one in printed.items():
        before, after = words(plain()[name]), words(one)
        gone = [word for word in before if word not in after]
        assert len(gone) < 30, (name, gone)
        assert name == PEOPLE or title in " ".join(after)
    letter = " ".join(words(printed[LETTER]))
    assert "800/17/BKD/2024" in letter
    assert "Kota Contoh, " in letter
    assert "a.n. Gubernur Sekretaris Daerah, Wahyu Contoh" in letter
    assert "1. Inspektur; 2. Kepala Biro." in letter
    minutes = " ".join(words(printed[MINUTES]))
    assert "PEMERINTAH PROVINSI CONTOH" in minutes
    assert "Cetakan berkop naskah 01234567 89abcdef 01234567 89abcdef" in minutes
    assert all(one.sha256 != plain()[name].sha256 for name, one in printed.items())


def test_the_paper_of_the_ledger_knows_no_dress() -> None:
    # The same bytes, whatever an office has set: what is bound is made without a dress.
    assert {name: one.sha256 for name, one in made().items()} == {
        name: one.sha256 for name, one in plain().items()
    }
    assert PLAIN.is_plain
    assert not replace(PLAIN, page="f4").is_plain


def test_a_page_is_as_large_as_the_office_prints() -> None:
    printed = made(laid(Dress(page="f4", margins=(20, 20, 25, 30))))

    upright, wide = (
        PdfReader(BytesIO(printed[name].content)).pages[0].mediabox for name in (MINUTES, PEOPLE)
    )

    millimetre = 72 / 25.4
    assert (round(upright.width / millimetre), round(upright.height / millimetre)) == (215, 330)
    assert (round(wide.width / millimetre), round(wide.height / millimetre)) == (330, 215)


def test_a_crest_is_drawn_anew_and_keeps_nothing_else() -> None:
    secret = b"GPS -3.79 102.26"

    for given in (crests.png(hidden=secret), crests.png() + b"<script>alert(1)</script>", crests.SVG):
        picture = drawn_crest(given)
        assert picture.startswith(b"\x89PNG")
        assert secret not in picture
        assert b"script" not in picture
        # Width and height stand in the first chunk.
        assert picture[16:24] == SIDE.to_bytes(4) * 2
        assert drawn_crest(given) == picture


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"%PDF-1.7",
        crests.png()[:60],
        crests.png(8).replace(b"\0\0\0\x08\0\0\0\x08", b"\0\0\xff\xff\0\0\xff\xff"),
        b"\xff\xd8\xff\xe0\0\x10" + bytes(40),
        crests.SVG.replace(b"<path", b"<script>x</script><path", 1),
        crests.SVG.replace(b"<svg", b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg", 1),
        crests.SVG.replace(b"<path", b'<image href="/etc/passwd"/><path', 1),
        crests.SVG.replace(b"<path", b'<path onload="x"', 1),
        crests.png() + bytes(600 * 1024),
    ],
    ids=["empty", "pdf", "cut", "huge", "no-frame", "script", "entity", "file", "handler", "large"],
)
def test_what_is_no_plain_picture_is_no_crest(given: bytes) -> None:
    with pytest.raises(CoreError) as refused:
        drawn_crest(given)

    assert refused.value.code == "style_crest_wrong"


def test_all_papers_in_one_file_are_listed_and_marked() -> None:
    case = t.case(3)
    docket = docket_of(case, results(case), t.rulebook(), t.stamp())
    bound = [
        Bound(
            file_name=one.file_name,
            title=one.title,
            content=one.content,
            number="800/9/BKD/2024" if one.file_name == MINUTES else "",
            digest=hashlib.sha256(one.content).hexdigest(),
        )
        for one in plain().values()
    ]
    head = office.paper(docket, title="Daftar Naskah", is_result=True)

    whole = merged(bound, head=head)

    assert merged(bound, head=head) == whole
    reader = PdfReader(BytesIO(whole))
    lengths = [len(PdfReader(BytesIO(one.content)).pages) for one in bound]
    starts = [1 + sum(lengths[:n]) for n in range(len(bound))]
    assert len(reader.pages) == 1 + sum(lengths)
    marks = [(one["/Title"], reader.get_destination_page_number(one)) for one in reader.outline]
    assert marks == [
        ("Daftar Naskah", 0),
        *((one.title, at) for one, at in zip(bound, starts, strict=True)),
    ]
    listed = " ".join(reader.pages[0].extract_text().split())
    assert "800/9/BKD/2024" in listed
    for one, at, length in zip(bound, starts, lengths, strict=True):
        assert f"{one.digest[:8]} {one.digest[8:16]}…" in listed
        assert str(at + 1) in listed
        assert str(length) in listed


def test_a_sample_shows_the_dress() -> None:
    one, other = (sample_png(dress, agency="Kota Contoh") for dress in (PLAIN, Dress(page="f4")))

    assert one.startswith(b"\x89PNG")
    assert one != other
