"""Letters: one person records, another holds them against the scan; then they open their gate."""

from copy import deepcopy
from typing import Any

import pytest

from selaras.actions.event_ref import EventRef
from selaras.actions.evidence.acts import Asked
from selaras.actions.office import acts_of_two
from selaras.actions.office.desk import uploads
from selaras.core.entries import EntryType
from selaras.core.evidence.exact_json import read_exact
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role
from selaras.queries.office.desk.uploads import UploadKind, content_of, uploads_of
from selaras.queries.office.listing import listed_event
from selaras.queries.office.pending import pending_acts
from selaras.records import models as rows
from tests.actions.evidence import live_events
from tests.web.office import offices
from tests.web.office.desk.files import PDF, pdf, text
from tests.web.office.placing.proposed import n_of, url

pytestmark = pytest.mark.django_db

TOLD = {
    "kind": "result",
    "state": "granted",
    "issuer": "Badan Kepegawaian Negara",
    "number": "B-12/2024",
    "dated_on": "2024-03-01",
    "note": "Sesuai",
}


@pytest.fixture
def ref(log_key: None) -> EventRef:
    return live_events.designed().ref


def first(ref: EventRef) -> Any:
    return offices.browser_of(ref, Role.SECRETARIAT, holder="SK")


def second(ref: EventRef) -> Any:
    return offices.browser_of(ref, Role.CHAIR, holder="KP")


def record(ref: EventRef, **changes: Any) -> Any:
    told = {**TOLD, "file": pdf(), **changes}
    return first(ref).post(url(ref, "surat/catat/"), told)


def test_a_letter_enters_the_ledger_by_two_people_with_its_scan(ref: EventRef) -> None:
    before = n_of(ref, EntryType.PERMISSION)
    answer = record(ref)
    assert answer.status_code == 302
    waiting = answer["Location"]
    assert n_of(ref, EntryType.PERMISSION) == before

    chair = second(ref)
    page = text(chair.get(waiting))
    assert "B-12/2024" in page
    assert chair.post(waiting)["Location"] == url(ref, "tindakan/")

    assert n_of(ref, EntryType.PERMISSION) == before + 1
    (scan,) = uploads_of(listed_event(ref.agency, ref.key), UploadKind.LETTER)
    listed = text(chair.get(url(ref, "surat/")))
    assert "Badan Kepegawaian Negara · B-12/2024 · 1 Maret 2024" in listed
    assert scan.file_name in listed
    entry = rows.Payload.objects.filter(entry__type=EntryType.PERMISSION.value).latest("entry__index")
    assert (bytes(entry.note), read_exact(bytes(entry.payload))["scan"]) == (b"", scan.sha256)


def test_what_is_agreed_to_is_the_scan_that_the_page_hands_out(ref: EventRef) -> None:
    waiting = record(ref)["Location"]
    chair = second(ref)
    listed = listed_event(ref.agency, ref.key)
    (scan,) = uploads_of(listed, UploadKind.LETTER)
    row = rows.PendingAct.objects.get()
    other = deepcopy(row.told)
    other["drafts"][0]["payload"]["scan"] = "5c" * 32

    rows.PendingAct.objects.update(told=other)
    assert (chair.get(waiting).status_code, chair.post(waiting).status_code) == (409, 409)
    rows.PendingAct.objects.update(told=row.told)
    assert scan.sha256 in text(chair.get(waiting))


def test_a_letter_about_somebody_unknown_is_not_shown_as_about_everybody(ref: EventRef) -> None:
    waiting = record(ref)["Location"]
    row = rows.PendingAct.objects.get()
    told = deepcopy(row.told)
    told["drafts"][0]["payload"]["nip"] = "P-999"
    rows.PendingAct.objects.update(told=told)

    page = text(second(ref).get(waiting))

    assert ("P-999" in page, "Semua peserta" in page) == (True, False)


def test_a_file_that_only_says_it_is_the_letter_is_not_put_beside_it(ref: EventRef) -> None:
    waiting = record(ref)["Location"]
    second(ref).post(waiting)
    # The form is sent once more with another file, and the letter is left to wait: the file is kept.
    record(ref, file=pdf("palsu.pdf", PDF + b"palsu"))
    scans = uploads_of(listed_event(ref.agency, ref.key), UploadKind.LETTER)
    assert len({one.sha256 for one in scans}) == 2

    page = text(first(ref).get(url(ref, "berkas/")))

    assert ("surat.pdf" in page, "palsu.pdf" in page) == (True, False)


def test_the_scan_comes_back_byte_for_byte_as_an_attachment(ref: EventRef) -> None:
    record(ref)
    listed = listed_event(ref.agency, ref.key)
    (scan,) = uploads_of(listed, UploadKind.LETTER)

    answer = second(ref).get(url(ref, f"surat/pindaian/{scan.number}/"))

    assert answer.content == PDF == content_of(listed, scan.number)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/pdf"
    assert (
        offices.browser_of(ref, Role.EXAMINER).get(url(ref, f"surat/pindaian/{scan.number}/")).status_code
        == 403
    )


def test_whoever_recorded_a_letter_cannot_enter_it(ref: EventRef) -> None:
    before = n_of(ref, EntryType.PERMISSION)
    waiting = record(ref)["Location"]
    alone = first(ref)

    assert "Mintalah orang kedua" in text(alone.get(waiting))
    assert alone.post(waiting)["Location"] == waiting
    assert n_of(ref, EntryType.PERMISSION) == before


def test_a_second_account_of_the_same_person_is_the_same_person(ref: EventRef, monkeypatch: Any) -> None:
    before = n_of(ref, EntryType.PERMISSION)
    waiting = record(ref)["Location"]
    twin = offices.browser_of(ref, Role.CHAIR, name="kembaran")
    rows.Account.objects.filter(sign_in_name="kembaran").update(name="Orang-Sk")

    assert twin.post(waiting).status_code == 409
    assert n_of(ref, EntryType.PERMISSION) == before
    # A build that forgets to ask lets one person through, and the lines above would see it.
    monkeypatch.setattr(acts_of_two, "is_one_person", lambda *_: False)
    twin.post(waiting)
    assert n_of(ref, EntryType.PERMISSION) == before + 1


def test_a_letter_that_was_withdrawn_or_entered_waits_no_longer(ref: EventRef) -> None:
    waiting = record(ref)["Location"]
    chair = second(ref)
    chair.post(f"{waiting}tarik/")

    assert chair.post(waiting).status_code == 409
    assert "Ditarik" in text(chair.get(waiting))


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"issuer": ""}, "issuer"),
    ({"number": ""}, "number"),
    ({"dated_on": "31-12-2024"}, "dated_on"),
    ({"kind": "surat-cinta"}, "kind"),
    ({"person": "P-099"}, "person"),
    ({"file": ""}, "file"),
    ({"state": "refused", "note": ""}, "note"),
]


def test_what_is_missing_is_named_by_its_field_and_nothing_typed_is_lost(ref: EventRef) -> None:
    for changes, field in WRONG:
        answer = record(ref, **changes)

        page = text(answer)
        assert answer.status_code == 422
        assert f'<a href="#{field}">' in page
        assert changes.get("issuer", TOLD["issuer"]) in page
        assert changes.get("number", TOLD["number"]) in page
    assert not rows.PendingAct.objects.exists()


def test_a_scan_that_came_need_not_be_sent_again(ref: EventRef) -> None:
    page = text(record(ref, number=""))
    (scan,) = uploads_of(listed_event(ref.agency, ref.key), UploadKind.LETTER)

    assert f'name="scan" value="{scan.number}"' in page
    assert record(ref, file="", scan=str(scan.number)).status_code == 302


def test_a_file_is_what_its_first_bytes_say_and_not_too_large(ref: EventRef) -> None:
    for content, why in (
        (b"<html><script>alert(1)</script>", "bukan PDF"),
        (b"PK\x03\x04docx", "bukan PDF"),
        (PDF + b"0" * uploads.LARGEST, "lebih besar dari 10 MB"),
    ):
        answer = record(ref, file=pdf("surat.pdf", content))

        assert answer.status_code == 422
        assert why in text(answer)
    assert not rows.Upload.objects.exists()


def test_a_file_s_name_leads_nowhere(ref: EventRef) -> None:
    record(ref, file=pdf('..\\..\\etc/"><img src=x>.pdf'))

    (scan,) = uploads_of(listed_event(ref.agency, ref.key), UploadKind.LETTER)
    assert not set(scan.file_name) & set('/\\"<>')
    assert scan.file_name.endswith(".pdf")


def test_words_of_a_letter_stay_words_on_every_page(ref: EventRef) -> None:
    canary = "<img src=x onerror=alert(1)>"
    waiting = record(ref, issuer=canary, note=canary)["Location"]
    chair = second(ref)
    chair.post(waiting)

    for path in (waiting, url(ref, "surat/"), url(ref, "telaah/")):
        assert canary not in text(chair.get(path))


def test_recording_wants_a_sign_in_of_minutes_ago(ref: EventRef) -> None:
    stale = offices.browser_of(ref, Role.SECRETARIAT, is_fresh=False)

    answer = stale.post(url(ref, "surat/catat/"), TOLD)

    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/akun/pastikan/")


def test_after_the_lock_the_devices_of_both_agree_to_the_letter(log_key: None) -> None:
    live = live_events.scoring()
    waiting = record(live.ref)["Location"]
    before = n_of(live.ref, EntryType.PERMISSION)
    chair = second(live.ref)

    # Who recorded it signs first; without both signatures the form alone enters nothing.
    assert "data-signing" in text(first(live.ref).get(waiting))
    assert "Peminta belum menandatangani" in text(chair.get(waiting))
    assert chair.post(waiting).status_code == 409
    assert n_of(live.ref, EntryType.PERMISSION) == before

    (found,) = pending_acts(listed_event(live.ref.agency, live.ref.key))
    asked = Asked(act=found.act, draft=found.drafts[0])
    for holder in ("SK", "KP"):
        live.received(live.tablet(holder).approves(asked))
    assert chair.post(waiting).status_code == 302
    assert n_of(live.ref, EntryType.PERMISSION) == before + 1
    entry = rows.Payload.objects.filter(entry__type=EntryType.PERMISSION.value).latest("entry__index")
    assert len(read_exact(bytes(entry.payload))["approvals"]) == 2


def test_after_the_decrees_no_letter_is_recorded(ref: EventRef) -> None:
    offices.put_into(ref, Phase.FOLLOW_UP)

    assert record(ref).status_code == 403
