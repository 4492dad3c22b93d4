"""The leader's page: who, where, how sure, lawful or not, intact; and nothing of a ledger that is not."""

import re
import time
from dataclasses import replace

import pytest
from django.db import connection

from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role
from selaras.documents.papers import Paper
from selaras.queries.office.listing import listed_event
from selaras.records import guards
from selaras.records import models as rows
from selaras.web.office.held import held
from tests.core.placement.placed_events import placed_case
from tests.documents.reading import pages_of, text_of
from tests.web.office import offices
from tests.web.office.placing.proposed import in_review, signed_in_review, url

pytestmark = pytest.mark.django_db


def test_the_officer_reads_everything_on_one_page() -> None:
    ref = in_review()

    html = offices.browser_of(ref, Role.DECIDING_OFFICER).get(url(ref, "ringkasan/")).content.decode()

    assert re.findall(r'data-move="(P-\d+)"', html) == ["P-003"]
    assert "Dari 3 peserta" in html
    assert "1 perpindahan mengisi 1 jabatan lowong" in html
    assert "Tidak seorang pun kehilangan jabatan setara." in html
    assert "Boleh ditetapkan:" in html
    assert ">Terpenuhi<" in html
    assert "<b>Utuh:</b>" in html
    assert "Tidak ada pendapat berbeda" in html


def test_a_ledger_that_was_changed_shows_no_result() -> None:
    ref = in_review()
    guards.lift(connection)
    last = rows.Payload.objects.filter(entry__event__key=ref.key, entry__type="rating-sheet").first()
    assert last is not None
    forged = bytes(last.payload).replace(b'"4"', b'"5"').replace(b":4", b":5")
    assert forged != bytes(last.payload)
    rows.Payload.objects.filter(pk=last.pk).update(payload=forged)

    answer = offices.browser_of(ref, Role.DECIDING_OFFICER).get(url(ref, "ringkasan/"))

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Buku induk tidak utuh" in html
    assert "data-move" not in html
    assert "data-box" not in html


def test_signatures_are_checked_and_counted(log_key: None) -> None:
    live = signed_in_review()

    html = offices.browser_of(live.ref, Role.CHAIR).get(url(live.ref, "ringkasan/")).content.decode()

    n_signed = rows.Entry.objects.filter(event__key=live.ref.key).count()
    assert f"{n_signed} tanda tangan sah" in html


def test_dissent_is_told_with_its_words(log_key: None) -> None:
    live = signed_in_review(dissent={"P4": "Wawancara P-003 terlalu singkat."})

    html = offices.browser_of(live.ref, Role.CHAIR).get(url(live.ref, "ringkasan/")).content.decode()

    name = next(one.name for one in live.case.examiners if one.code == "P4")
    told = html.split("Pendapat berbeda")[1]
    assert f"<b>{name}</b><br>Wawancara P-003 terlalu singkat." in told


def test_a_signature_of_another_key_is_not_believed(log_key: None) -> None:
    from selaras.core.errors import CoreError
    from selaras.queries.office.intact import intact
    from tests.actions.evidence.live_events import LOG_KEY

    live = signed_in_review()
    listed = listed_event(live.ref.agency, live.ref.key)
    assert listed is not None
    here = held(listed)
    sealed = list(here.ledger.entries)
    packet = sealed[-1].packet
    wrong = bytes([packet.signature[0] ^ 1]) + packet.signature[1:]
    sealed[-1] = replace(sealed[-1], packet=replace(packet, signature=wrong))
    forged = replace(here.ledger, entries=tuple(sealed))

    told = {"log_keys": [LOG_KEY.public_key], "at": here.checked_at}

    assert intact(here.ledger, here.entries, **told).n_signed == here.ledger.size
    with pytest.raises(CoreError):
        intact(forged, here.entries, **told)


def test_slates_are_tabs_that_work_as_links() -> None:
    ref = in_review()
    browser = offices.browser_of(ref, Role.DECIDING_OFFICER)

    best, few = (
        browser.get(url(ref, f"ringkasan/?susunan={one}")).content.decode() for one in ("best", "few-moves")
    )
    unknown = browser.get(url(ref, "ringkasan/?susunan=%3Cscript%3E"))

    assert 'data-move="P-003"' in best
    assert unknown.status_code == 200
    assert "<script>" not in unknown.content.decode()
    assert "susunan" in few


def test_the_sheet_of_paper_is_one_page_and_the_same_bytes_again() -> None:
    ref = in_review()
    browser = offices.browser_of(ref, Role.DECIDING_OFFICER)

    first, second = (browser.get(url(ref, "ringkasan/satu-halaman.pdf")) for _ in range(2))

    assert first["Content-Type"] == "application/pdf"
    assert first.content.startswith(b"%PDF-")
    assert first.content == second.content
    sheet = Paper(code="", file_name="", title="", content=first.content)
    assert len(pages_of(sheet)) == 1
    assert "Dari 3 peserta" in text_of(sheet)


def test_without_slates_the_page_says_so() -> None:
    from tests.actions.test_placement import scored

    ref, _ = scored(replace(placed_case(), scheme=replace(placed_case().scheme, placement=None)))
    offices.put_into(ref, Phase.REVIEW)

    html = offices.browser_of(ref, Role.DECIDING_OFFICER).get(url(ref, "ringkasan/")).content.decode()

    assert "Belum ada usulan penempatan" in html


def test_it_is_shown_at_once_when_it_was_shown_before() -> None:
    ref = in_review()
    browser = offices.browser_of(ref, Role.DECIDING_OFFICER)
    browser.get(url(ref, "ringkasan/"))

    began = time.perf_counter()
    browser.get(url(ref, "ringkasan/"))

    assert time.perf_counter() - began < 0.4
