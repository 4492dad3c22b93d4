"""Papers: made from the frozen result, byte for byte what was issued; numbers once; the dossier; notices."""

import hashlib
from typing import Any

import pytest

from selaras.actions.event_ref import EventRef
from selaras.actions.evidence.live import move_event
from selaras.actions.office.desk import numbering
from selaras.core.entries import EntryType
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role
from selaras.queries.office.listing import listed_event
from selaras.queries.results import papers_in
from selaras.records import models as rows
from selaras.web.office.held import held
from selaras.web.office.papers import making
from tests.actions.evidence.live_events import acting
from tests.web.office import offices
from tests.web.office.desk.files import members, pdf, text
from tests.web.office.placing.proposed import imported, n_of, url

pytestmark = pytest.mark.django_db

OF_ONE_EXAMINER = ("rekap-nilai-saya", "laporan-pengukuran-ketua", "laporan-penguji")


@pytest.fixture
def ref() -> EventRef:
    return imported()


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the event have two papers alone: setting all of them takes long and shows nothing more."""
    real = making.names_of_papers
    kept = {"daftar-peserta", "berita-acara"}
    monkeypatch.setattr(
        making, "names_of_papers", lambda docket: tuple(one for one in real(docket) if one.code in kept)
    )


def of(ref: EventRef, role: Role) -> Any:
    return offices.browser_of(ref, role)


def test_a_paper_is_what_was_issued_and_nothing_else(ref: EventRef, few: None, monkeypatch: Any) -> None:
    office = of(ref, Role.SECRETARIAT)
    assert "Terbitkan naskah" in text(office.get(url(ref, "naskah/")))
    office.post(url(ref, "naskah/terbitkan/"))

    listed = listed_event(ref.agency, ref.key)
    assert listed is not None
    issued = papers_in(held(listed).entries)
    answer = office.get(url(ref, "naskah/05-berita-acara.pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert hashlib.sha256(answer.content).hexdigest() == issued["05-berita-acara.pdf"]
    everything = members(office.get(url(ref, "naskah/semua.zip")))
    assert {
        name: hashlib.sha256(one).hexdigest() for name, one in everything.items()
    }.items() <= issued.items()
    assert "Terbitkan naskah" not in text(office.get(url(ref, "naskah/")))
    # Issued once: a second press enters nothing.
    before = n_of(ref, EntryType.PAPER)
    office.post(url(ref, "naskah/terbitkan/"))
    assert n_of(ref, EntryType.PAPER) == before

    # Other bytes than the ledger names are not handed out.
    monkeypatch.setattr(making, "papers_in", lambda _: dict.fromkeys(issued, "0" * 64))
    assert office.get(url(ref, "naskah/05-berita-acara.pdf")).status_code == 409


def test_results_leave_as_they_were_frozen(ref: EventRef) -> None:
    office = of(ref, Role.SECRETARIAT)

    document = office.get(url(ref, "naskah/results.json"))
    workbook = office.get(url(ref, "naskah/hasil.xlsx"))

    assert document.content.decode() == rows.Result.objects.get(event__key=ref.key).document
    assert workbook.content.startswith(b"PK")


def test_what_tells_of_single_examiners_is_not_for_everybody(ref: EventRef) -> None:
    offices.put_into(ref, Phase.REVIEW)
    seen = {
        role: text(of(ref, role).get(url(ref, "naskah/")))
        for role in (Role.SECRETARIAT, Role.CHAIR, Role.DECIDING_OFFICER)
    }

    for code in OF_ONE_EXAMINER:
        assert code not in seen[Role.SECRETARIAT]
        assert code not in seen[Role.DECIDING_OFFICER]
    assert "rekap-nilai-saya" in seen[Role.CHAIR]
    assert "rekapitulasi-nilai" not in seen[Role.DECIDING_OFFICER]
    for path in ("naskah/03a-rekap-nilai-saya-penguji-01.pdf", "naskah/tidak-ada.pdf"):
        assert of(ref, Role.SECRETARIAT).get(url(ref, path)).status_code == 404
    assert of(ref, Role.EXAMINER).get(url(ref, "naskah/05-berita-acara.pdf")).status_code == 403


def test_before_the_reveal_no_paper_tells_a_result(ref: EventRef) -> None:
    offices.put_into(ref, Phase.SCORING)

    page = text(of(ref, Role.SECRETARIAT).get(url(ref, "naskah/")))

    assert "01-daftar-peserta.pdf" in page
    assert "laporan-hasil" not in page
    assert of(ref, Role.SECRETARIAT).get(url(ref, "naskah/results.json")).status_code == 403


def test_a_number_is_given_once(ref: EventRef, monkeypatch: Any) -> None:
    office, here = of(ref, Role.SECRETARIAT), url(ref, "naskah/")
    one, other = "05-berita-acara.pdf", "06-laporan-hasil.pdf"

    assert office.post(here, {"paper": one, "serial": "7"}).status_code == 302
    (given,) = rows.LetterNumber.objects.all()
    assert (given.n, given.paper) == (7, one)
    assert "7" in given.number
    for told in (
        {"paper": other, "serial": "7"},
        {"paper": one, "serial": "8"},
        {"paper": other, "serial": "-1"},
    ):
        assert office.post(here, told).status_code == 422
    assert office.post(here, {"paper": "tidak-ada.pdf", "serial": "9"}).status_code == 404
    assert rows.LetterNumber.objects.count() == 1

    assert office.post(here, {"do": "void", "paper": one, "because": ""}).status_code == 422
    office.post(here, {"do": "void", "paper": one, "because": "Salah naskah"})
    office.post(here, {"paper": one, "serial": ""})
    assert [(one.n, bool(one.voided_because)) for one in rows.LetterNumber.objects.order_by("pk")] == [
        (7, True),
        (8, False),
    ]
    # What was void is not given again, and only the secretariat numbers.
    assert office.post(here, {"paper": other, "serial": "7"}).status_code == 422
    assert of(ref, Role.CHAIR).post(here, {"paper": other, "serial": "9"}).status_code == 403
    assert numbering.SERIES == "naskah"


def test_the_dossier_is_numbered_and_names_what_is_missing(ref: EventRef, few: None) -> None:
    office = of(ref, Role.SECRETARIAT)
    office.post(url(ref, "naskah/05-berita-acara/pindaian/"), {"file": pdf("ba.pdf")})

    page = text(office.get(url(ref, "berkas/")))
    archive = members(office.get(url(ref, "berkas/unduh.zip")))

    contents = archive["00-daftar-isi.txt"].decode()
    assert "Laporan hasil: Belum dapat dibuat pada tahap ini." in contents
    assert "Izin seleksi terbuka: Surat B/22/2024 tercatat, pindaiannya belum ada." in contents
    assert "Surat B/22/2024 tercatat, pindaiannya belum ada." in page
    minutes = next(name for name in archive if "berita-acara" in name)
    assert archive[minutes] == pdf().read()
    assert all(name[:2].isdigit() for name in archive)
    assert office.post(url(ref, "naskah/tidak-ada/pindaian/"), {"file": pdf()}).status_code == 404
    assert of(ref, Role.DECIDING_OFFICER).get(url(ref, "berkas/")).status_code == 403


def test_notices_tell_when_and_where_and_never_a_result(ref: EventRef) -> None:
    office, here = of(ref, Role.SECRETARIAT), url(ref, "pemberitahuan/")
    for template in ("undangan", "pengingat"):
        for channel in ("mail", "whatsapp"):
            office.post(here, {"template": template, "channel": channel})

    found = rows.Notice.objects.filter(state="ready")
    assert set(found.values_list("channel", flat=True)) == {"whatsapp"}  # the later ones of one subject count
    listed = listed_event(ref.agency, ref.key)
    assert listed is not None
    shown = held(listed).shown
    assert shown is not None
    told = "\n".join(rows.Notice.objects.values_list("body", flat=True))
    scores = {
        f"{one.score:.2f}".replace(".", ",") for one in shown.results.officials if one.score is not None
    }
    words = {"nilai", "hasil", "lulus", "peringkat", "kategori", "rekomendasi"}
    assert not any(score in told for score in scores)
    assert not words & set(told.lower().replace(",", " ").replace(".", " ").split())
    assert shown.case.event.venue in told

    first = found.order_by("pk")[0]
    office.post(here, {"notice": str(first.pk), "do": "sent"})
    first.refresh_from_db()
    assert (first.state, first.sent_by.sign_in_name) == ("sent", "orang-sk")
    assert office.post(here, {"notice": str(first.pk), "do": "withdraw"}).status_code == 409
    assert of(ref, Role.CHAIR).get(here).status_code == 403


def test_after_the_officer_s_choice_the_proposal_is_told_anew_and_issued_again(
    ref: EventRef, few: None
) -> None:
    office = of(ref, Role.SECRETARIAT)
    office.post(url(ref, "naskah/terbitkan/"))
    listed = listed_event(ref.agency, ref.key)
    assert listed is not None
    assert not making.needs_issuing(held(listed))
    move_event(ref, "sign_minutes", acting=acting(signer=None))
    of(ref, Role.DECIDING_OFFICER).post(url(ref, "usulan/pilih/"), {"susunan": "best"})
    chosen = listed_event(ref.agency, ref.key)
    assert chosen is not None

    here = held(chosen)
    assert making.needs_issuing(here)
    assert [making.is_stale(here, code) for code in ("usul-pertek", "berita-acara")] == [True, False]
    # The panel's own paper stays what was issued, and is still compared.
    assert office.get(url(ref, "naskah/05-berita-acara.pdf")).status_code == 200
