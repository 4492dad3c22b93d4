"""One paper on many people: typed once, compared and agreed to once; nothing typed is lost."""

import re
from typing import Any

import pytest

from selaras.core.entries import EntryType
from selaras.core.vocabulary import Role
from selaras.queries.office.desk.uploads import UploadKind, uploads_of
from selaras.queries.office.listing import listed_event
from selaras.queries.office.pending import Pending, pending_acts
from tests.actions.evidence.live_events import Live
from tests.web.office import offices
from tests.web.office.desk.files import pdf, text
from tests.web.office.placing.proposed import url
from tests.web.office.signing.two_people import with_proposal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("log_key")]

ANSWERED = {"kind": "result", "issuer": "BKN", "number": "R-9/2024", "dated_on": "2024-03-05"}


@pytest.fixture
def live() -> Live:
    return with_proposal(chosen_too=True)


def secretary(live: Live) -> Any:
    return offices.browser_of(live.ref, Role.SECRETARIAT, holder="SK")


def chair(live: Live) -> Any:
    return offices.browser_of(live.ref, Role.CHAIR, holder="KP")


def waiting(live: Live) -> Pending:
    (found,) = pending_acts(listed_event(live.ref.agency, live.ref.key))  # type: ignore[arg-type]
    return found


def opened(page: str) -> dict[str, str]:
    """Return what a form of decisions opens with."""
    ticked = dict.fromkeys(re.findall(r'name="(in-P-\d+)" value="1" checked', page), "1")
    chosen = re.findall(r'name="(target-P-\d+)">.*?<option value="([^"]+)" selected', page, re.S)
    return {**ticked, **dict(chosen)}


def test_a_disposition_with_all_decisions_is_one_form_and_one_ceremony(live: Live) -> None:
    path, browser = url(live.ref, "keputusan/catat-surat/"), secretary(live)
    form = opened(text(browser.get(path)))
    everybody = sorted(one.removeprefix("in-") for one in form if one.startswith("in-"))
    assert len(everybody) == 3

    bare = browser.post(path, form)
    assert (bare.status_code, '<a href="#letter">' in text(bare)) == (422, True)
    assert opened(text(bare)) == form
    nobody = browser.post(path, {"letter": "D-3/2024", "letter_on": "2024-03-05"})
    assert (nobody.status_code, '<a href="#people">' in text(nobody)) == (422, True)

    answer = browser.post(path, {**form, "letter": "D-3/2024", "letter_on": "2024-03-05"})
    assert answer.status_code == 302, text(answer)
    found = waiting(live)
    assert sorted(one.subject for one in found.drafts) == everybody
    page = text(chair(live).get(answer["Location"]))
    assert all(code in page for code in everybody)
    assert "D-3/2024 · 5 Maret 2024" in page
    own = text(browser.get(answer["Location"]))
    # One ceremony signs an approval of each.
    assert own.count('"type": "approval"') == len(everybody)


def test_somebody_who_stays_needs_reasons_and_is_named(live: Live) -> None:
    path, browser = url(live.ref, "keputusan/catat-surat/"), secretary(live)
    page = text(browser.get(path))
    form = {**opened(page), "letter": "D-3/2024", "letter_on": "2024-03-05"}
    moved = re.search(r'<select id="target-(P-\d+)"(?:(?!</select>).)*value="(J-\d+)">Tetap', page, re.S)
    assert moved, page

    answer = browser.post(path, {**form, f"target-{moved[1]}": moved[2]})

    assert (answer.status_code, f'<a href="#reasons-{moved[1]}">' in text(answer)) == (422, True)


def test_a_reviewer_s_letter_on_many_people_is_one_form(live: Live) -> None:
    path, browser = url(live.ref, "surat/catat/banyak/"), secretary(live)
    mover = re.findall(r'name="answer-(P-\d+)"', text(browser.get(path)))[0]

    empty = browser.post(path, {**ANSWERED, "file": pdf()})
    assert (empty.status_code, '<a href="#people">' in text(empty)) == (422, True)
    (scan,) = uploads_of(listed_event(live.ref.agency, live.ref.key), UploadKind.LETTER)  # type: ignore[arg-type]
    assert f'name="scan" value="{scan.number}"' in text(empty)
    why = browser.post(path, {**ANSWERED, "scan": str(scan.number), f"answer-{mover}": "refuse"})
    assert (why.status_code, f'<a href="#reason-{mover}">' in text(why)) == (422, True)

    told = {**ANSWERED, "scan": str(scan.number), "answer-all": "accept", f"answer-{mover}": "refuse"}
    answer = browser.post(path, {**told, f"reason-{mover}": "Belum dua tahun"})
    assert answer.status_code == 302, text(answer)
    found = waiting(live)
    assert [one.subject for one in found.drafts] == ["", mover]
    assert {one.type for one in found.drafts} == {EntryType.PERMISSION}
    assert {one.payload["scan"] for one in found.drafts} == {scan.sha256}
    page = text(chair(live).get(answer["Location"]))
    assert ("Belum dua tahun" in page, scan.file_name in page) == (True, True)
