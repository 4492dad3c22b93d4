"""A participant's own page: data, paper, result, proof, who looked; nobody else's by any address."""

import re
from pathlib import Path
from typing import Any

import pytest

from selaras.actions.event_ref import EventRef
from selaras.core.lifecycle import Phase
from selaras.core.verification.verdict import Outcome
from selaras.core.verification.verifying import verify
from selaras.core.vocabulary import Role
from selaras.records import models as rows
from selaras.web.office.review import audit
from tests.actions.evidence import live_events
from tests.web.office import offices
from tests.web.office.desk.files import PDF, pdf, text
from tests.web.office.placing.proposed import imported, url

pytestmark = pytest.mark.django_db
# Pages whose reading is noted, and calls that note it themselves.
NOTED = re.compile(r'(?:@page\((?=[^\n]*is_logged=True)|_note\(visit, |note_taken\(visit, )"(\w+)"')


@pytest.fixture
def ref() -> EventRef:
    return live_events.designed().ref


def ani(ref: EventRef) -> Any:
    return offices.participant_browser(ref, "P-001")


def test_the_own_data_are_shown_and_signed_by_the_own_browser(ref: EventRef) -> None:
    official = rows.Participant.objects.get(event__key=ref.key, code="P-001").official
    page = text(ani(ref).get(url(ref, "saya/data/")))
    looked_at = page.split('name="looked_at" value="')[1].split('"')[0]

    assert official.name in page
    wrong = ani(ref).post(
        url(ref, "saya/data/"), {"answer": "remarks", "remarks": "", "looked_at": looked_at}
    )
    stale = ani(ref).post(url(ref, "saya/data/"), {"answer": "right", "looked_at": "0" * 64})
    asked = ani(ref).post(url(ref, "saya/data/"), {"answer": "right", "looked_at": looked_at})

    assert (wrong.status_code, stale.status_code) == (422, 422)
    assert '<a href="#remarks">' in text(wrong)
    assert "data-signing" in text(asked)
    assert "Saya telah memeriksa data diri saya." in text(asked)


def test_a_paper_is_replaced_until_the_last_moment_and_the_old_one_stays(ref: EventRef) -> None:
    me = ani(ref)
    me.post(url(ref, "saya/makalah/"), {"file": pdf("satu.pdf")})
    me.post(url(ref, "saya/makalah/"), {"file": pdf("dua.pdf", PDF + b"2")})

    first, last = rows.Upload.objects.order_by("pk")
    assert (first.superseded_at is None, last.superseded_at is None) == (False, True)
    page = text(me.get(url(ref, "saya/")))
    assert last.sha256 in page
    assert "dua.pdf" in page
    assert me.get(url(ref, f"makalah/P-001/{last.pk}/")).content == PDF + b"2"

    assert me.post(url(ref, "saya/makalah/"), {"file": pdf("x.pdf", b"\xff\xd8\xff")}).status_code == 409
    office = offices.browser_of(ref, Role.SECRETARIAT)
    office.post(url(ref, "makalah/"), {"until": "2024-01-01T08:00"})
    assert me.post(url(ref, "saya/makalah/"), {"file": pdf()}).status_code == 409
    assert rows.Upload.objects.count() == 2
    assert "Serahkan makalah" not in text(me.get(url(ref, "saya/")))


def test_nobody_reaches_the_page_or_the_paper_of_another(ref: EventRef) -> None:
    ani(ref).post(url(ref, "saya/makalah/"), {"file": pdf()})
    number = rows.Upload.objects.get().pk
    other = offices.participant_browser(ref, "P-002")

    assert other.get(url(ref, f"makalah/P-001/{number}/")).status_code == 403
    # The own code before the number of another's file finds nothing.
    assert other.get(url(ref, f"makalah/P-002/{number}/")).status_code == 404
    assert "P-001" not in text(other.get(url(ref, "makalah/")))
    for role in (Role.SECRETARIAT, Role.CHAIR, Role.AUDITOR):
        assert offices.browser_of(ref, role).get(url(ref, "saya/")).status_code == 403
    assert other.post(url(ref, "makalah/"), {"until": "2030-01-01T08:00"}).status_code == 403


def test_who_reads_a_paper_is_seen_by_whoever_wrote_it(ref: EventRef) -> None:
    ani(ref).post(url(ref, "saya/makalah/"), {"file": pdf()})
    number = rows.Upload.objects.get().pk
    ani(ref).get(url(ref, f"makalah/P-001/{number}/"))
    assert "Belum ada orang lain" in text(ani(ref).get(url(ref, "saya/akses/")))

    offices.browser_of(ref, Role.CHAIR).get(url(ref, f"makalah/P-001/{number}/"))

    mine = text(ani(ref).get(url(ref, "saya/akses/")))
    assert "Orang-Kp" in mine
    assert "Orang-Kp" not in text(offices.participant_browser(ref, "P-002").get(url(ref, "saya/akses/")))
    audit = text(offices.browser_of(ref, Role.AUDITOR).get(url(ref, "audit/")))
    assert "Orang-Kp" in audit
    assert "P-001" in audit
    assert offices.browser_of(ref, Role.SECRETARIAT).get(url(ref, "audit/")).status_code == 403


def test_the_proof_of_the_own_result_holds_and_shows_nobody_else() -> None:
    ref = imported()
    offices.put_into(ref, Phase.FOLLOW_UP)

    answer = ani(ref).post(url(ref, "saya/bukti/"))

    verdict = verify(answer.content)
    assert (verdict.verdict, verdict.grade, verdict.subject) == (Outcome.HOLDS, "R3", "P-001")
    offices.put_into(ref, Phase.CLOSED)
    assert ani(ref).post(url(ref, "saya/bukti/")).status_code == 403


def test_whatever_is_noted_as_read_has_its_words() -> None:
    folder = Path(audit.__file__).parents[1]
    noted = {
        found for one in folder.rglob("*.py") for found in NOTED.findall(one.read_text(encoding="utf-8"))
    }

    assert {"result", "placement", "sheet", "people"} <= noted
    assert [one for one in sorted(noted) if audit.thing_of(one) == one] == []
