"""From the officer's choice over the reviewer's verdict to the decrees; announcements and objections."""

from typing import Any

import pytest

from selaras.actions.event_ref import EventRef
from selaras.core.entries import EntryType
from selaras.core.lifecycle import Phase
from selaras.core.said import said_in
from selaras.core.vocabulary import Role
from selaras.queries.office.listing import listed_event
from selaras.records import models as rows
from selaras.web.office.held import Held, held
from tests.web.office import offices
from tests.web.office.desk.files import text, text_of_pdf
from tests.web.office.placing.proposed import in_review, n_of, url

pytestmark = pytest.mark.django_db

REVIEWERS_LETTER = {"issuer": "BKN", "number": "R-1/2024", "dated_on": "2024-03-04"}
AGREED = {"answer-procedure": "accept", "answer-P-003": "accept", **REVIEWERS_LETTER}


@pytest.fixture
def ref() -> EventRef:
    made = in_review()
    offices.browser_of(made, Role.DECIDING_OFFICER).post(url(made, "usulan/pilih/"), {"susunan": "best"})
    assert n_of(made, EntryType.PROPOSAL) == 1
    return made


def of(ref: EventRef, role: Role) -> Any:
    return offices.browser_of(ref, role)


def now(ref: EventRef) -> Held:
    listed = listed_event(ref.agency, ref.key)
    assert listed is not None
    return held(listed)


def cleared(ref: EventRef, **answers: str) -> Any:
    return of(ref, Role.REVIEWER).post(url(ref, "telaah/putusan/"), {**AGREED, **answers})


def phase_of(ref: EventRef) -> Phase:
    return Phase(rows.Event.objects.get(key=ref.key).phase)


def test_from_the_choice_to_the_decrees(ref: EventRef) -> None:
    asked = text(of(ref, Role.REVIEWER).get(url(ref, "telaah/putusan/")))
    assert 'name="answer-P-003"' in asked
    assert 'name="answer-P-001"' not in asked  # whoever stays needs no verdict

    assert cleared(ref)["Location"] == url(ref, "telaah/")
    letters = [one for one in now(ref).case.permissions if one.number == "R-1/2024"]
    assert [(one.state.value, one.position) for one in letters] == [("granted", None), ("granted", "J-04")]

    assert of(ref, Role.SECRETARIAT).post(url(ref, "keputusan/mulai/")).status_code == 302
    assert phase_of(ref) is Phase.DECISION
    officer = of(ref, Role.DECIDING_OFFICER)
    draft = url(ref, "keputusan/rancangan-sk.pdf")
    assert officer.get(draft).status_code == 404  # nothing is decided yet
    told = {"decree": "821.2/44/2024", "decree_on": "2024-03-05"}
    assert officer.post(url(ref, "keputusan/semua/"), told)["Location"] == url(ref, "keputusan/")
    decided = said_in(now(ref).entries).decisions
    assert {code: one.kind.value for code, one in decided.items()}["P-003"] == "rotated"
    assert {one.decree for one in decided.values()} == {"821.2/44/2024"}

    decree = " ".join(text_of_pdf(officer.get(draft).content).split())
    assert "RANCANGAN" in decree
    assert "Rekomendasi hasil uji kompetensi: surat BKN nomor R-1/2024 tanggal 4 Maret 2024" in decree
    assert "Kepala Dinas J-04" in decree
    assert offices.participant_browser(ref, "P-001").get(draft).status_code == 403
    assert "821.2/44/2024" in text(of(ref, Role.CHAIR).get(url(ref, "keputusan/")))
    assert of(ref, Role.CHAIR).post(url(ref, "keputusan/terbitkan/")).status_code == 302
    assert phase_of(ref) is Phase.FOLLOW_UP
    assert of(ref, Role.SECRETARIAT).get(url(ref, "pengembangan/")).status_code == 200


def test_nobody_is_decided_upon_whom_the_reviewer_refused(ref: EventRef) -> None:
    answers = {"answer-P-003": "refuse", "reason-P-003": "Kurang dua tahun menjabat"}
    cleared(ref, **answers)
    of(ref, Role.SECRETARIAT).post(url(ref, "keputusan/mulai/"))
    officer = of(ref, Role.DECIDING_OFFICER)

    offered = text(officer.get(url(ref, "keputusan/")))
    shown = text(officer.get(url(ref, "keputusan/semua/")))
    one = officer.post(url(ref, "keputusan/P-003/"), {"target": "J-04"})
    everybody = officer.post(url(ref, "keputusan/semua/"), {})

    own = f'<a href="{url(ref, "keputusan/P-003/")}"><b>'
    assert "Putuskan 2 sesuai usulan" in offered
    assert own in offered
    assert "Putuskan 2 dan tanda tangani" in shown
    assert own in shown
    assert "tidak memuat P-003" in shown
    assert (everybody.status_code, one.status_code) == (302, 422)
    assert set(said_in(now(ref).entries).decisions) == {"P-001", "P-002"}
    # Only P-003 is left: there is no button to press, and whoever posts all the same is told.
    alone = text(officer.get(url(ref, "keputusan/semua/")))
    assert own in alone
    assert "dan tanda tangani" not in alone
    again = officer.post(url(ref, "keputusan/semua/"), {})
    assert again.status_code == 422
    assert '<a href="#apart">' in text(again)
    assert n_of(ref, EntryType.DECISION) == 2


def test_a_refusal_without_its_reason_is_named_and_nothing_enters(ref: EventRef) -> None:
    before = n_of(ref, EntryType.PERMISSION)
    answer = cleared(ref, **{"answer-P-003": "refuse", "number": ""})

    page = text(answer)
    assert answer.status_code == 422
    assert '<a href="#number">' in page
    assert '<a href="#reason-P-003">' in page
    assert n_of(ref, EntryType.PERMISSION) == before


def test_a_departure_needs_reasons_and_a_release_a_lawful_ground(ref: EventRef) -> None:
    cleared(ref)
    of(ref, Role.SECRETARIAT).post(url(ref, "keputusan/mulai/"))
    officer = of(ref, Role.DECIDING_OFFICER)
    here = url(ref, "keputusan/P-003/")

    without_reasons = text(officer.post(here, {"target": "J-03"}))
    without_ground = text(officer.post(here, {"target": "-", "reasons": "Tidak cocok"}))
    assert '<a href="#reasons">' in without_reasons
    assert '<a href="#ground">' in without_ground
    assert "Tidak cocok" in without_ground
    assert n_of(ref, EntryType.DECISION) == 0

    kept = officer.post(here, {"target": "J-03", "reasons": "Masih diperlukan"})
    assert kept["Location"] == url(ref, "keputusan/")
    decision = said_in(now(ref).entries).decisions["P-003"]
    assert (decision.kind.value, decision.reasons) == ("kept", "Masih diperlukan")


def test_a_decision_recorded_from_a_letter_waits_for_two_people(ref: EventRef) -> None:
    cleared(ref)
    office = of(ref, Role.SECRETARIAT)
    office.post(url(ref, "keputusan/mulai/"))
    told = {"target": "J-04", "letter": "D-3/2024", "letter_on": "2024-03-05"}

    nothing_to_rest_on = office.post(url(ref, "keputusan/P-003/catat/"), {"target": "J-04"})
    waiting = office.post(url(ref, "keputusan/P-003/catat/"), told)

    assert '<a href="#letter">' in text(nothing_to_rest_on)
    assert waiting["Location"].startswith(url(ref, "tindakan/"))
    assert n_of(ref, EntryType.DECISION) == 0
    of(ref, Role.CHAIR).post(waiting["Location"])
    assert said_in(now(ref).entries).decisions["P-003"].letter == "D-3/2024"


def test_only_the_officer_decides_and_only_in_its_phase(ref: EventRef) -> None:
    here = url(ref, "keputusan/P-003/")
    assert of(ref, Role.DECIDING_OFFICER).post(here, {"target": "J-04"}).status_code == 403
    offices.put_into(ref, Phase.DECISION)

    for role in (Role.SECRETARIAT, Role.CHAIR, Role.REVIEWER, Role.AUDITOR, Role.EXAMINER):
        assert of(ref, role).post(here, {"target": "J-04"}).status_code == 403
    stale = offices.browser_of(ref, Role.DECIDING_OFFICER, is_fresh=False)
    asked = stale.post(here, {"target": "J-04"})["Location"]
    assert asked.startswith("/akun/pastikan/")
    assert "Langkah tadi belum dijalankan" in text(stale.get(asked, follow=True))


def test_results_are_announced_from_a_moment_on_and_objections_until_another(ref: EventRef) -> None:
    office, person = of(ref, Role.SECRETARIAT), offices.participant_browser(ref, "P-001")
    own = url(ref, "hasil/P-001/")
    assert person.get(own).status_code == 403

    wrong = office.post(
        url(ref, "pengumuman/"), {"visible_from": "2024-01-02T08:00", "until": "2024-01-01T08:00"}
    )
    assert wrong.status_code == 422
    office.post(url(ref, "pengumuman/"), {"visible_from": "2999-01-01T08:00"})
    assert person.get(own).status_code == 403
    office.post(url(ref, "pengumuman/"), {"visible_from": "2024-01-01T08:00", "until": "2024-01-02T08:00"})

    assert person.get(own).status_code == 200
    assert person.get(url(ref, "hasil/P-003/")).status_code == 403
    closed = person.post(url(ref, "saya/keberatan/"), {"about": "result", "words": "Keliru"})
    assert closed.status_code == 409
    assert n_of(ref, EntryType.OBJECTION) == 0


def test_an_objection_is_made_by_the_person_and_answered_by_the_office(ref: EventRef) -> None:
    person, office = offices.participant_browser(ref, "P-001"), of(ref, Role.SECRETARIAT)

    assert person.post(url(ref, "saya/keberatan/"), {"about": "", "words": ""}).status_code == 422
    person.post(url(ref, "saya/keberatan/"), {"about": "data", "words": "<b>Gelar</b> saya keliru"})
    listed = text(office.get(url(ref, "keberatan/")))
    assert "&lt;b&gt;Gelar" in listed
    one = url(ref, "keberatan/P-001/1/")
    assert office.post(one, {"answer": "accepted", "words": ""}).status_code == 422
    office.post(one, {"answer": "accepted", "words": "Sudah diperbaiki"})

    assert "Sudah diperbaiki" in text(person.get(url(ref, "saya/")))
    assert of(ref, Role.AUDITOR).post(one, {"answer": "accepted", "words": "x"}).status_code == 403
    assert office.get(url(ref, "keberatan/P-001/2/")).status_code == 404
