"""The deciding officer's choice: lawful, reasoned, signed by the officer or recorded by two people."""

import json
import re
from typing import Any

import pytest

from selaras.actions.event_ref import EventRef
from selaras.core.custody import Proposal
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.exact_json import read_exact
from selaras.core.vocabulary import Role
from selaras.queries.office.choosing import check_chosen, digests_by_name
from selaras.queries.office.listing import listed_event
from selaras.records import models as rows
from selaras.web.office.held import held
from tests.core.placement.placed_events import EMPTY
from tests.web.office import offices
from tests.web.office.placing.proposed import in_review, n_of, signed_in_review, url

pytestmark = pytest.mark.django_db

LETTER = {"nomor": "800/17/BKD/2024", "tanggal": "2024-02-20"}


def chosen(
    ref: EventRef, told: dict[str, str], role: Role = Role.DECIDING_OFFICER, end: str = "pilih"
) -> Any:
    return offices.browser_of(ref, role).post(url(ref, f"usulan/{end}/"), told)


def last_choice(ref: EventRef) -> dict[str, Any]:
    found = rows.Payload.objects.filter(entry__event__key=ref.key, entry__type="proposal")
    told: dict[str, Any] = read_exact(
        bytes(found.order_by("-entry__index").values_list("payload", flat=True)[0])
    )
    return told


def test_in_an_imported_event_the_officer_s_choice_is_entered_at_once() -> None:
    ref = in_review()

    answer = chosen(ref, {"susunan": "best"})

    assert (answer.status_code, answer["Location"]) == (302, url(ref, "ringkasan/"))
    assert n_of(ref, EntryType.PROPOSAL) == 1
    html = offices.browser_of(ref, Role.DECIDING_OFFICER).get(url(ref, "ringkasan/")).content.decode()
    assert "Pilihan PPK" in html
    assert 'data-move="P-003"' in html


def test_changed_seats_are_entered_with_their_reasons() -> None:
    ref = in_review()
    told = {
        "susunan": "best",
        "kursi-1-orang": "P-003",
        "kursi-1-jabatan": "J-03",
        "alasan": "Masih diperlukan.",
    }

    assert chosen(ref, told).status_code == 302

    choice = last_choice(ref)
    assert choice["seats"] == [{"official": "P-003", "position": "J-03"}]
    assert (choice["reasons"], choice["letter"]) == ("Masih diperlukan.", None)


WRONG: tuple[tuple[dict[str, str], str], ...] = (
    ({}, "susunan"),
    ({"susunan": "wished"}, "susunan"),
    ({"susunan": "few-moves"}, "alasan"),
    ({"susunan": "best", "kursi-1-orang": "P-003", "kursi-1-jabatan": "J-03"}, "alasan"),
    ({"susunan": "best", "kursi-1-orang": "P-999", "alasan": "x"}, "kursi-1-orang"),
    (
        {"susunan": "best", "kursi-1-orang": "P-003", "kursi-1-jabatan": "J-77", "alasan": "x"},
        "kursi-1-jabatan",
    ),
    ({"susunan": "best", "kursi-1-orang": "P-001", "kursi-1-jabatan": EMPTY, "alasan": "x"}, "kursi-1-orang"),
    ({"susunan": "best", "kursi-1-orang": "P-001", "kursi-1-jabatan": "", "alasan": "x"}, "kursi-1-orang"),
    (
        {
            "susunan": "best",
            "alasan": "x",
            "kursi-1-orang": "P-003",
            "kursi-1-jabatan": "J-03",
            "kursi-2-orang": "P-003",
            "kursi-2-jabatan": "J-03",
        },
        "kursi-1-orang",
    ),
)


def test_what_has_to_be_put_right_is_named_and_nothing_is_lost() -> None:
    ref = in_review()

    for told, field in WRONG:
        answer = chosen(ref, told)
        html = answer.content.decode()
        assert answer.status_code == 422, told
        assert f'href="#f-{field}"' in html
        assert f'id="f-{field}"' in html
        assert f'aria-describedby="h-alasan">{told.get("alasan", "")}</textarea>' in html
        if told.get("kursi-1-jabatan") == "J-03":
            assert '<option value="P-003" selected>' in html

    assert n_of(ref, EntryType.PROPOSAL) == 0


def test_a_wish_can_be_made_the_choice() -> None:
    ref = in_review()
    browser = offices.browser_of(ref, Role.DECIDING_OFFICER)
    asked = browser.get(url(ref, f"usulan/andai/?pin=P-001:{EMPTY}")).content.decode()
    link = re.search(r'href="([^"]*/usulan/pilih/\?[^"]*)"', asked)
    assert link is not None

    form = browser.get(link[1].replace("&amp;", "&")).content.decode()

    assert re.findall(r'<option value="(P-\d+)" selected>', form)[0] == "P-001"


def test_only_the_officer_who_signed_in_just_now_chooses() -> None:
    ref = in_review()
    told = {"susunan": "best"}
    stale = offices.browser_of(ref, Role.DECIDING_OFFICER, is_fresh=False)
    answer: Any = stale.post(url(ref, "usulan/pilih/"), told)

    assert (answer.status_code, answer["Location"].startswith("/akun/pastikan/")) == (302, True)
    for role in (Role.SECRETARIAT, Role.CHAIR, Role.REVIEWER, Role.AUDITOR, Role.EXAMINER):
        assert chosen(ref, told, role).status_code == 403
    assert chosen(ref, {**told, **LETTER}, Role.DECIDING_OFFICER, "catat").status_code == 403
    assert n_of(ref, EntryType.PROPOSAL) == 0


def test_a_letter_is_recorded_by_two_and_never_by_one() -> None:
    ref = in_review()

    asked = chosen(ref, {"susunan": "best", **LETTER}, Role.SECRETARIAT, "catat")
    one = offices.browser_of(ref, Role.SECRETARIAT).post(asked["Location"])
    alone = n_of(ref, EntryType.PROPOSAL)
    offices.browser_of(ref, Role.CHAIR).post(asked["Location"])

    assert (asked.status_code, one.status_code, alone) == (302, 302, 0)
    assert n_of(ref, EntryType.PROPOSAL) == 1
    assert (last_choice(ref)["letter"], last_choice(ref)["letter_on"]) == (LETTER["nomor"], LETTER["tanggal"])


def test_a_letter_without_number_or_date_is_not_recorded() -> None:
    ref = in_review()
    cases = (("nomor", ""), ("tanggal", "20-02-2024"), ("tanggal", "2999-01-01"))

    for field, got in cases:
        answer = chosen(ref, {"susunan": "best", **LETTER, field: got}, Role.SECRETARIAT, "catat")
        assert (answer.status_code, f'href="#f-{field}"' in answer.content.decode()) == (422, True)

    assert rows.PendingAct.objects.count() == 0


def test_the_scan_of_a_letter_is_kept_and_must_be_one() -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    ref = in_review()
    told: dict[str, Any] = {"susunan": "best", **LETTER}
    wrong = chosen(ref, {**told, "berkas": SimpleUploadedFile("a.pdf", b"MZ")}, Role.SECRETARIAT, "catat")
    right = chosen(
        ref, {**told, "berkas": SimpleUploadedFile("a.pdf", b"%PDF-1.7 x")}, Role.SECRETARIAT, "catat"
    )

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert [bytes(one.content) for one in rows.Upload.objects.all()] == [b"%PDF-1.7 x"]


def test_in_a_signed_event_the_officer_s_own_device_signs(log_key: None) -> None:
    live = signed_in_review()

    answer = chosen(live.ref, {"susunan": "best", "alasan": "Sesuai arahan."})

    html = answer.content.decode()
    told = json.loads(re.search(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', html, re.S)[1])  # type: ignore[index]
    (draft,) = told["drafts"]
    assert (draft["type"], draft["payload"]["letter"], told["role"]) == ("proposal", None, "PK")
    assert "memilih susunan" in html
    assert "Sesuai arahan." in html
    assert n_of(live.ref, EntryType.PROPOSAL) == 0


def test_seats_are_judged_before_anybody_signs() -> None:
    ref = in_review()
    listed = listed_event(ref.agency, ref.key)
    assert listed is not None
    entries = held(listed).entries
    slate = digests_by_name(entries)["best"]
    told = {"seats": (), "reasons": "", "letter": None, "letter_on": None}

    check_chosen(entries, Proposal(slate=slate, **told))  # type: ignore[arg-type]
    with pytest.raises(CoreError) as refused:
        check_chosen(entries, Proposal(slate="0" * 64, **told))  # type: ignore[arg-type]

    assert refused.value.code == "proposal_of_no_slate"
