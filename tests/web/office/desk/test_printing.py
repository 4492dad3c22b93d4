"""Prints of an office: letterhead, numbers, editable twins, one file of all, own papers; issuing at ease."""

import threading
import time
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from selaras.actions.event_ref import EventRef
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role
from selaras.records import models as rows
from selaras.web.office.computing import once
from selaras.web.office.papers import issuing, making
from tests.documents import crests
from tests.web.office import offices
from tests.web.office.desk.files import text
from tests.web.office.placing.proposed import imported, n_of, url

pytestmark = pytest.mark.django_db

HERE = "/instansi/kop/"
GIVEN = {
    "agency": "Pemerintah Kota Contoh",
    "office": "Badan Kepegawaian",
    "address": "Jalan Merdeka 1",
    "contact": "Telepon (0700) 1",
    "place": "Kota Contoh",
    "page": "f4",
    "face": "sans",
    "margin_top": "20",
    "margin_right": "20",
    "margin_bottom": "25",
    "margin_left": "30",
    "signatory_office": "a.n. Wali Kota\r\nSekretaris Daerah",
    "signatory": "Wahyu Contoh",
    "signatory_nip": "19650101 199003 1 001",
    "copies": "Inspektur;\r\nKepala Biro.",
    "pattern_berita-acara": "800/{serial}/BA/{month}/{year}",
}


@pytest.fixture
def ref() -> EventRef:
    return imported()


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the event have two papers alone: setting all of them takes long and shows nothing more."""
    real, kept = making.names_of_papers, {"daftar-peserta", "berita-acara"}
    monkeypatch.setattr(
        making, "names_of_papers", lambda docket: tuple(one for one in real(docket) if one.code in kept)
    )


def of(ref: EventRef, role: Role) -> Any:
    return offices.browser_of(ref, role)


def of_the_house(ref: EventRef) -> Any:
    """Return the browser of a secretariat of the whole agency."""
    who = offices.account(rows.Agency.objects.get(code=ref.agency), "sekretariat-induk")
    offices.member(who, Role.SECRETARIAT)
    return offices.signed_in(who)


def pdf_text(answer: Any) -> str:
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(BytesIO(answer.content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_papers_are_printed_as_the_office_said_and_the_bound_ones_stay(ref: EventRef, few: None) -> None:
    house, office = of_the_house(ref), of(ref, Role.SECRETARIAT)
    bound = office.get(url(ref, "naskah/05-berita-acara.pdf")).content
    crest = SimpleUploadedFile("l.svg", crests.SVG)
    house.post("/instansi/tampilan/", {"brand": "#0f4c5c", "letter_pattern": "", "crest": crest})

    assert house.post(HERE, GIVEN).status_code == 302
    office.post(url(ref, "naskah/"), {"paper": "05-berita-acara.pdf", "serial": "7"})

    printed = office.get(url(ref, "naskah/05-berita-acara/cetak.pdf"))
    told = pdf_text(printed)
    assert "PEMERINTAH KOTA CONTOH BADAN KEPEGAWAIAN Jalan Merdeka 1" in told
    number = rows.LetterNumber.objects.get().number
    assert number.startswith("800/7/BA/")
    assert f"Nomor: {number}" in told
    assert "Cetakan berkop" in told
    # What the ledger names is what it was before anybody chose a letterhead.
    assert office.get(url(ref, "naskah/05-berita-acara.pdf")).content == bound
    page = house.get(HERE).content.decode()
    assert 'value="196501011990031001"' in page
    assert "Inspektur\nKepala Biro" in page
    assert house.get("/instansi/kop/contoh.png").content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("margin_left", "90"),
        ("margin_top", "lebar"),
        ("margin_right", ""),
        ("agency", "x" * 81),
        ("contact", "a\u202eb"),
        ("signatory_nip", "123"),
        ("signatory_office", ""),
        ("copies", "x" * 121),
        ("pattern_berita-acara", "800/BA"),
        ("pattern_berita-acara", "{serial}/{tahun}"),
    ],
)
def test_a_letterhead_that_does_not_fit_names_its_field(ref: EventRef, field: str, wrong: str) -> None:
    house = of_the_house(ref)

    answer = house.post(HERE, {**GIVEN, field: wrong})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'href="#{field}"' in page
    assert "Jalan Merdeka 1" in page  # what was typed stays
    assert not rows.AgencyStyle.objects.filter(settings__has_key="paper").exists()


def test_only_the_secretariat_says_how_an_office_prints(ref: EventRef) -> None:
    assert of(ref, Role.CHAIR).post(HERE, GIVEN).status_code == 403


def test_a_twin_says_what_it_is(ref: EventRef, few: None) -> None:
    answer = of(ref, Role.SECRETARIAT).get(url(ref, "naskah/05-berita-acara/sunting.docx"))

    assert "05-berita-acara-salinan-sunting.docx" in answer["Content-Disposition"]
    assert answer.content.startswith(b"PK")
    assert of(ref, Role.EXAMINER).get(url(ref, "naskah/05-berita-acara/sunting.docx")).status_code == 403


def test_all_papers_come_in_one_file(ref: EventRef, few: None) -> None:
    office = of(ref, Role.SECRETARIAT)

    answer = office.get(url(ref, "naskah/semua.pdf"))

    told = pdf_text(answer)
    assert "DAFTAR NASKAH" in told
    assert "01-daftar-peserta.pdf" in told
    assert [one["/Title"] for one in PdfReader(BytesIO(answer.content)).outline] == [
        "Daftar Naskah",
        "Daftar Peserta",
        "Berita Acara Rapat Panitia Seleksi",
    ]


def test_papers_of_the_office_are_for_whoever_may_see_what_they_tell(ref: EventRef) -> None:
    offices.put_into(ref, Phase.SCORING)
    before = text(of(ref, Role.SECRETARIAT).get(url(ref, "naskah/")))
    assert "21-pakta-integritas.pdf" in before
    assert "laporan-pelaksanaan" not in before
    early = of(ref, Role.SECRETARIAT).get(url(ref, "naskah/kantor/28-laporan-pelaksanaan.pdf"))
    assert early.status_code == 404

    offices.put_into(ref, Phase.REVIEW)
    office = of(ref, Role.SECRETARIAT)
    assert "PAKTA INTEGRITAS" in pdf_text(office.get(url(ref, "naskah/kantor/21-pakta-integritas.pdf")))
    twin = office.get(url(ref, "naskah/kantor/21-pakta-integritas.docx"))
    assert twin.content.startswith(b"PK")
    assert office.get(url(ref, "naskah/kantor/tidak-ada.pdf")).status_code == 404
    assert of(ref, Role.EXAMINER).get(url(ref, "naskah/kantor/21-pakta-integritas.pdf")).status_code == 403


class Slow:
    """A making of papers that goes on only when it is let."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, wrong: Exception | None = None) -> None:
        self.go = threading.Event()
        real = issuing.to_issue

        def to_issue(visit: Any, *, tell: Any) -> Any:
            work = real(visit, tell=tell)

            def slowly() -> Any:
                tell(1, 2)
                self.go.wait(20)
                if wrong is not None:
                    raise wrong
                return work()

            return slowly

        monkeypatch.setattr(issuing, "to_issue", to_issue)
        monkeypatch.setattr(issuing, "patience_of", lambda method: once.PATIENCE_SECONDS)


def ready(office: Any, ref: EventRef) -> Any:
    """Return the page once it waits no more."""
    until = time.monotonic() + 20
    while (answer := office.get(url(ref, "naskah/terbitkan/"))).status_code == 202:
        assert time.monotonic() < until
        time.sleep(0.05)
    return answer


def test_issuing_answers_at_once_and_enters_once(
    ref: EventRef, few: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, here = of(ref, Role.SECRETARIAT), url(ref, "naskah/terbitkan/")
    before, slow = n_of(ref, EntryType.PAPER), Slow(monkeypatch)

    pressed = office.post(here)
    waiting = office.get(here)

    assert (pressed.status_code, pressed["Location"]) == (302, here)
    assert (waiting.status_code, waiting["Refresh"]) == (202, "2")
    assert "1 dari 2 naskah" in text(waiting)
    # Pressed again meanwhile: one making goes on, and nothing is entered.
    assert office.post(here).status_code == 302
    assert n_of(ref, EntryType.PAPER) == before
    slow.go.set()
    assert "2 naskah siap diterbitkan" in text(ready(office, ref))
    assert n_of(ref, EntryType.PAPER) == before

    assert office.post(here)["Location"] == url(ref, "naskah/")

    assert n_of(ref, EntryType.PAPER) == before + 2
    ready(office, ref)
    office.post(here)
    assert n_of(ref, EntryType.PAPER) == before + 2


@pytest.mark.parametrize("wrong", [CoreError("result_not_frozen"), RuntimeError("x")])
def test_papers_that_could_not_be_set_are_told_and_set_anew(
    ref: EventRef, few: None, monkeypatch: pytest.MonkeyPatch, wrong: Exception
) -> None:
    office, here = of(ref, Role.SECRETARIAT), url(ref, "naskah/terbitkan/")
    before, slow = n_of(ref, EntryType.PAPER), Slow(monkeypatch, wrong=wrong)
    slow.go.set()
    office.post(here)

    told = text(ready(office, ref))

    assert "Tidak ada yang dicatat." in told
    monkeypatch.undo()
    # Both papers of this event and all others: begun anew, nothing was lost.
    real, kept = making.names_of_papers, {"daftar-peserta", "berita-acara"}
    monkeypatch.setattr(
        making, "names_of_papers", lambda docket: tuple(one for one in real(docket) if one.code in kept)
    )
    office.post(here, {"do": "again"})
    assert n_of(ref, EntryType.PAPER) == before + 2
