"""The reviewer's desk: the checklist, questions, clearance before the test, the bundle and its check."""

from typing import Any

import pytest

from selaras.actions.event_ref import EventRef
from selaras.core.entries import EntryType
from selaras.core.said import said_in
from selaras.core.verification.verdict import Outcome
from selaras.core.verification.verifying import verify
from selaras.core.vocabulary import Role
from selaras.queries.office.listing import listed_event
from selaras.records import models as rows
from selaras.web.office.held import held
from tests.actions.evidence import live_events
from tests.web.office import offices
from tests.web.office.desk.files import text
from tests.web.office.placing.proposed import imported, n_of, signed_in_review, url

pytestmark = pytest.mark.django_db

LETTER = {"issuer": "BKN", "number": "T-9/2024", "dated_on": "2024-01-15"}


def of(ref: EventRef, role: Role) -> Any:
    return offices.browser_of(ref, role)


def test_participants_are_cleared_or_refused_with_reasons_before_the_test(log_key: None) -> None:
    ref = live_events.designed().ref
    here, reviewer = url(ref, "telaah/peserta/"), of(ref, Role.REVIEWER)

    nothing = reviewer.post(here, LETTER)
    wordless = reviewer.post(here, {**LETTER, "answer-P-001": "refuse"})
    assert (nothing.status_code, wordless.status_code) == (422, 422)
    assert '<a href="#reason-P-001">' in text(wordless)

    told = {**LETTER, "answer-P-001": "refuse", "reason-P-001": "Belum dua tahun", "answer-P-002": "accept"}
    assert reviewer.post(here, told).status_code == 302
    listed = listed_event(ref.agency, ref.key)
    assert listed is not None
    given = said_in(held(listed).entries).clearances
    assert {code: (one.state.value, one.note) for code, one in given.items()} == {
        "P-001": ("refused", "Belum dua tahun"),
        "P-002": ("granted", ""),
    }
    assert "Belum dua tahun" in text(reviewer.get(here))
    assert of(ref, Role.SECRETARIAT).post(here, told).status_code == 403
    assert reviewer.get(url(ref, "telaah/putusan/")).status_code == 403  # no verdict before the close


def test_a_question_is_answered_once_and_its_words_stay_words() -> None:
    ref = live_events.designed().ref
    reviewer, office = of(ref, Role.REVIEWER), of(ref, Role.SECRETARIAT)
    canary = "<script>alert(1)</script>"

    assert reviewer.post(url(ref, "telaah/tanya/"), {"text": " "}).status_code == 422
    reviewer.post(url(ref, "telaah/tanya/"), {"text": canary, "about": canary})
    asked = rows.Question.objects.get()
    office.post(url(ref, f"telaah/tanya/{asked.pk}/"), {"answer": f"Sudah. {canary}"})
    again = office.post(url(ref, f"telaah/tanya/{asked.pk}/"), {"answer": "Lain"})

    asked.refresh_from_db()
    assert (again.status_code, asked.answer) == (422, f"Sudah. {canary}")
    page = text(reviewer.get(url(ref, "telaah/")))
    assert "Sudah. &lt;script&gt;" in page
    assert canary not in page
    assert reviewer.post(url(ref, f"telaah/tanya/{asked.pk}/"), {"answer": "x"}).status_code == 403
    assert office.post(url(ref, "telaah/tanya/"), {"text": "x"}).status_code == 403


def test_a_question_of_another_event_cannot_be_answered_here() -> None:
    one = live_events.designed().ref
    other = EventRef(agency=one.agency, key="lain")
    row = rows.Event.objects.get(key=one.key)
    row.pk, row.key = None, other.key
    row.save()
    of(one, Role.REVIEWER).post(url(one, "telaah/tanya/"), {"text": "Mengapa?"})
    number = rows.Question.objects.get().pk

    of(other, Role.SECRETARIAT).post(url(other, f"telaah/tanya/{number}/"), {"answer": "Begitu"})

    assert rows.Question.objects.get().answer == ""


def test_the_bundle_is_checked_on_the_spot_and_leaves_whole_only_by_two_people() -> None:
    ref = imported()
    reviewer = of(ref, Role.REVIEWER)
    assert "belum diperiksa" in text(reviewer.get(url(ref, "telaah/")))

    reviewer.post(url(ref, "telaah/periksa/"))
    page = text(reviewer.get(url(ref, "telaah/")))
    assert "Utuh" in page
    assert "hitung ulang setiap angka" in page

    found = verify(reviewer.post(url(ref, "telaah/berkas/R2/")).content)
    assert (found.verdict, found.grade) == (Outcome.HOLDS, "R2")
    refused = reviewer.post(url(ref, "telaah/berkas/R1/"))
    assert refused.status_code == 409
    asked = of(ref, Role.SECRETARIAT).post(url(ref, "tindakan/ajukan/export/"))
    of(ref, Role.CHAIR).post(asked["Location"])
    assert n_of(ref, EntryType.EXPORT) == 1
    whole = verify(reviewer.post(url(ref, "telaah/berkas/R1/")).content)
    assert (whole.verdict, whole.grade) == (Outcome.HOLDS, "R1")
    # Once the ledger grew, the last check says nothing of it any more.
    assert "belum diperiksa" in text(reviewer.get(url(ref, "telaah/")))
    assert of(ref, Role.DECIDING_OFFICER).post(url(ref, "telaah/berkas/R1/")).status_code == 403


def test_every_line_of_the_checklist_is_told_in_both_languages() -> None:
    ref = imported()
    auditor = of(ref, Role.AUDITOR)

    indonesian = text(auditor.get(url(ref, "telaah/")))
    auditor.cookies["bahasa"] = "en"
    english = text(auditor.get(url(ref, "telaah/")))

    assert "Semua lembar nilai masuk" in indonesian
    assert "All sheets are in" in english
    assert "Semua lembar nilai masuk" not in english


def test_in_a_signed_event_the_reviewer_s_own_browser_signs_the_verdict(log_key: None) -> None:
    live = signed_in_review()
    reviewer = of(live.ref, Role.REVIEWER)
    before = n_of(live.ref, EntryType.PERMISSION)
    told = {**LETTER, "answer-procedure": "refuse", "reason-procedure": "Berita acara belum lengkap"}

    page = text(reviewer.post(url(live.ref, "telaah/putusan/"), told))

    assert "data-signing" in page
    assert "Prosedur: tidak disetujui, karena Berita acara belum lengkap" in page
    assert n_of(live.ref, EntryType.PERMISSION) == before
    # Its bundle is of a checkpoint that the log key signed for it.
    assert verify(reviewer.post(url(live.ref, "telaah/berkas/R2/")).content).verdict is Outcome.HOLDS
