"""The plenary: shut until two opened it; examiners look at own sheets once; changes prepared, then frozen."""

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from selaras.actions.office.closing import close_scoring
from selaras.core.entries import EntryType
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role
from selaras.records import models as rows
from tests.web.office import offices
from tests.web.office.plenary import plenaries
from tests.web.office.plenary.plenaries import Live, by, chair, examiner, path, secretary, signed_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("log_key")]


def text(answer: Any) -> str:
    told: str = answer.content.decode()
    return told


def told_to_sign(answer: Any) -> Any:
    found = re.search(r'<script type="application/json">(.*?)</script>', text(answer), re.S)
    assert found, text(answer)
    return json.loads(found[1])


def own_ways(browser: Any, live: Live) -> list[str]:
    page = text(browser.get(path(live, "pleno/konfirmasi/")))
    return re.findall(r'href="(/k/[^"]+/pleno/konfirmasi/P[^"]+)"', page)


def flagged_examiner(live: Live) -> str:
    page = text(chair(live).get(path(live, "pleno/")))
    found = re.search(r"Belum dikonfirmasi", page)
    assert found, page
    (code, *_) = re.findall(r"<small>(P\d)</small></span>\s*</div>\s*</td>", page)
    return str(code)


def test_before_two_opened_the_marks_not_even_the_chair_sees_any() -> None:
    live = plenaries.closed()

    page = text(chair(live).get(path(live, "pleno/")))
    person = chair(live).get(path(live, "pleno/P-001/"))
    frozen = chair(live).post(path(live, "pleno/tetapkan/"))

    assert "Nilai masih tertutup" in page
    assert "Lembar yang perlu dikonfirmasi" not in page
    assert "Sebaran nilai" not in page
    assert person.status_code == 403
    assert frozen.status_code == 409
    assert not rows.Entry.objects.filter(type=EntryType.RESULT.value).exists()


def test_opened_marks_show_the_spread_of_every_examiner() -> None:
    live = plenaries.opened()

    page = text(chair(live).get(path(live, "pleno/P-001/")))

    assert page.count('class="label') == 3
    assert "penguji memberi" in page
    assert "Menurut aturan" in page


def test_an_examiner_reads_on_whom_the_own_sheets_are_in_and_the_secretariat_reads_no_sheet() -> None:
    live = plenaries.opened()

    assert examiner(live).get(path(live, "pleno/P-001/")).status_code == 200
    assert secretary(live).get(path(live, "pleno/P-001/")).status_code == 403
    assert 'pleno/P-001/"' not in text(secretary(live).get(path(live, "pleno/")))


def test_a_result_is_not_frozen_while_a_marked_sheet_waits() -> None:
    live = plenaries.opened()

    page = chair(live).post(path(live, "pleno/tetapkan/"))

    assert page.status_code == 409
    assert "belum dikonfirmasi pengujinya" in text(page)


def test_scoring_open_for_the_first_time_tells_no_examiner_that_a_sheet_is_marked() -> None:
    live = plenaries.scored()

    assert own_ways(examiner(live), live) == []


def test_a_marked_sheet_is_changed_once_and_the_change_is_prepared_beside_the_first_result() -> None:
    live = plenaries.opened()
    code = flagged_examiner(live)
    plenaries.reopen(live)
    browser = examiner(live, code)

    way = own_ways(browser, live)[0]
    page = text(browser.get(way))
    without = browser.post(way, {"aksi": "tetap", "alasan": ""})
    criteria = re.findall(r'name="n-(\w+)" value="1"', page)
    lowest = {f"n-{one}": "1" for one in criteria}
    asked = browser.post(way, {"aksi": "ubah", "alasan": "Catatan saya menunjukkan lain.", **lowest})
    told = told_to_sign(asked)
    assert "Lembar Anda" in page
    assert without.status_code == 400
    assert [one["type"] for one in told["drafts"]] == ["rating-sheet", "reconfirmation"]
    signed_by(live, told)
    again = browser.post(way, {"aksi": "tetap", "alasan": "Sekali lagi."})
    assert "Tanda tangani" not in text(again)
    close_scoring(live.ref, acting=by("close again"))
    plenaries.open_marks(live, "again")

    shown = text(chair(live).get(path(live, "pleno/")))

    assert "Yang akan berubah" in shown
    assert re.search(r"\d+ nilai dan \d+ peringkat berubah", shown)
    assert "Nilai diubah" in shown


def test_confirmed_sheets_let_the_result_be_frozen_and_the_minutes_signed() -> None:
    live = plenaries.opened()
    plenaries.reopen(live)
    for one in live.case.examiners:
        browser = examiner(live, one.code)
        for way in own_ways(browser, live):
            signed_by(live, told_to_sign(browser.post(way, {"aksi": "tetap", "alasan": "Sesuai catatan."})))
        assert own_ways(browser, live) == []
    close_scoring(live.ref, acting=by("close again"))
    plenaries.open_marks(live, "again")

    frozen = chair(live).post(path(live, "pleno/tetapkan/"))
    assert frozen.status_code == 302, text(frozen)
    minutes = path(live, "pleno/berita-acara/")
    form = {"tanggal": "2024-02-01", "lain-P2": "Peserta P-001 lebih kuat daripada nilainya."}
    missing = chair(live).post(minutes, form)
    scan = SimpleUploadedFile("ba.pdf", b"%PDF-1.4 berita acara")
    signed_by(live, told_to_sign(chair(live).post(minutes, {**form, "pindaian": scan})))
    page = text(chair(live).get(path(live, "pleno/")))
    gone_on = chair(live).post(path(live, "pleno/lanjut/"))

    assert missing.status_code == 400
    assert "Sertakan pindaian" in text(missing)
    assert "Peserta P-001 lebih kuat" in page
    assert gone_on.status_code == 302
    assert rows.Event.objects.get(key=live.ref.key).phase == Phase.REVIEW.value


def test_the_trail_proves_every_entry_and_an_auditor_reads_codes() -> None:
    live = plenaries.opened()
    name = next(iter(live.case.officials)).name

    for_chair = text(chair(live).get(path(live, "jejak/P-001/")))
    for_auditor = text(offices.browser_of(live.ref, Role.AUDITOR).get(path(live, "jejak/P-001/")))

    assert name in for_chair
    assert name not in for_auditor
    assert for_chair.count("Jalur ke akar") == len(re.findall(r'<span class="no">', for_chair)) > 5


def test_before_the_reveal_a_trail_shows_no_mark() -> None:
    live = plenaries.closed()

    page = text(offices.browser_of(live.ref, Role.AUDITOR).get(path(live, "jejak/P-001/")))

    assert "Isi lembar nilai masih tertutup" in page
    criterion = live.case.scheme.criteria[0].name
    assert f"<dt>{criterion}</dt>" not in page
