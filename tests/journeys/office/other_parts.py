"""Stations of those who look, ask and object, and of what an office does beside the way to its decree."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from selaras.core.verification.verdict import Outcome
from selaras.core.verification.verifying import verify
from selaras.core.vocabulary import Role
from tests.journeys.office.offices import Story

_QUESTION = "Apakah nilai seluruh penguji sudah dikonfirmasi sebelum pleno?"
_ANSWER = "Sudah; lembar yang ditandai ditegaskan ulang pada sore hari yang sama."
_OBJECTION = "Riwayat jabatan saya tahun 2015 belum dihitung."
_REPLY = "Riwayat tersebut sudah ada dalam lembar rekam jejak nomor 4."


def ask_and_answer(story: Story) -> None:
    """Let the reviewer ask, the secretariat answer, and the reviewer read the answer."""
    reviewer, one = story[Role.REVIEWER], story[Role.SECRETARIAT]
    reviewer.opens(f"{story.root}telaah/")
    reviewer.fills(text=_QUESTION)
    reviewer.clicks_on("Ajukan pertanyaan")
    assert "Pertanyaan disampaikan" in reviewer.told(), reviewer.sees()
    one.opens(story.root)
    one.goes_to("Telaah")
    assert _QUESTION in one.sees()
    one.fills(answer=_ANSWER)
    one.clicks_on("Kirim jawaban")
    reviewer.opens(f"{story.root}telaah/")
    assert _ANSWER in reviewer.sees()


def audit(story: Story, published: Mapping[str, Any]) -> None:
    """Let the auditor have the ledger checked on the spot, take the bundle, and see who looked at whom."""
    auditor = story[Role.AUDITOR]
    auditor.opens(story.root)
    auditor.goes_to("Telaah")
    auditor.clicks_on("Periksa sekarang")
    assert auditor.told().startswith(("Utuh", "Semua sesuai")), auditor.told()
    found = verify(auditor.takes("Unduh R2"))
    assert found.verdict is Outcome.HOLDS, found
    auditor.goes_to("Audit")
    assert "Siapa melihat data siapa" in auditor.sees()
    names = [one["name"] for one in published["officials"] if one["name"] in auditor.sees()]
    assert names == []
    assert auditor.answer_to(f"{story.root}usulan/pilih/").status == 403


def read_own_sheets(story: Story, examiner: str, other: str) -> None:
    """Let an examiner find the own sheets and the own report, and nobody else's report."""
    one = story[Role.EXAMINER]
    one.opens(story.root)
    one.goes_to("Nilai saya")
    assert "lembar diterima" in one.sees(), one.sees()
    assert one.answer_to(f"{story.root}penguji/{examiner}/").status == 200
    assert one.answer_to(f"{story.root}penguji/{other}/").status in (403, 404)


def see_who_looked(story: Story) -> None:
    """Let a participant see who looked at the own data, and take the proof of the own result."""
    participant = story[Role.PARTICIPANT]
    participant.opens(f"{story.root}saya/")
    participant.clicks_on("Lihat daftarnya")
    assert "Kartika" in participant.sees() or "kartika" in participant.sees(), participant.sees()
    participant.opens(f"{story.root}saya/")
    found = verify(participant.takes("Unduh bukti (R3)"))
    assert found.verdict is Outcome.HOLDS, found


def object_and_answer(story: Story) -> None:
    """Let a participant object, the secretariat answer, and the participant read the answer."""
    participant, one = story[Role.PARTICIPANT], story[Role.SECRETARIAT]
    participant.opens(f"{story.root}saya/")
    participant.clicks_on("Ajukan keberatan")
    participant.page.locator("input[name=about]").first.check()
    participant.fills(words=_OBJECTION)
    participant.clicks_on("Ajukan dan tanda tangani")
    participant.signs_and_goes_on()
    one.opens(story.root)
    one.goes_to("Keberatan")
    one.clicks_on("Buka")
    assert _OBJECTION in one.sees()
    one.page.locator("input[name=answer]").last.check()
    one.fills(words=_REPLY)
    one.clicks_on("Jawab dan tanda tangani")
    one.signs_and_goes_on()
    participant.opens(f"{story.root}saya/")
    assert _REPLY in participant.sees(), participant.sees()


def own_result_is_shut(story: Story, code: str) -> None:
    """Show that a participant sees no result before it is announced."""
    participant = story[Role.PARTICIPANT]
    participant.opens(f"{story.root}saya/")
    assert not participant.page.locator("main a", has_text="Lihat hasil saya").count()
    assert participant.answer_to(f"{story.root}hasil/{code}/").status == 403


def announce(story: Story) -> None:
    """Let the chair announce the results from this minute on, and set the last day for objections."""
    chair = story[Role.CHAIR]
    chair.opens(f"{story.root}keputusan/")
    chair.clicks_on("Pengumuman")
    now = datetime.now(ZoneInfo("Asia/Jakarta"))
    chair.fills(visible_from=f"{now - timedelta(days=2):%Y-%m-%dT%H:%M}")
    chair.fills(until=f"{now + timedelta(days=14):%Y-%m-%dT%H:%M}", text="Hasil dapat dilihat masing-masing.")
    chair.clicks_on("Tetapkan")
    assert "Peserta dapat melihat hasilnya sendiri" in chair.told(), chair.sees()


def keep_signed_scan(story: Story) -> None:
    """Let the secretariat keep the scan of a paper that was signed by hand, and open it."""
    one = story[Role.SECRETARIAT]
    one.opens(f"{story.root}naskah/")
    row = one.page.locator("main tr", has_text="Berita Acara").first
    one.clicks += 1
    row.locator("summary", has_text="Unggah").click()
    row.locator("input[name=file]").set_input_files(story.scanned("berita-acara-bertanda-tangan.pdf"))
    one.clicks += 1
    with one.page.expect_navigation():
        row.locator("button:visible", has_text="Unggah").click()
    assert "Pindaian tersimpan" in one.told(), one.sees()
    scan = one.page.locator("main a", has_text="berita-acara-bertanda-tangan").first.get_attribute("href")
    assert scan is not None
    assert one.fetches(scan).startswith(b"%PDF")


def take_dossier(story: Story) -> str:
    """Let the secretariat take what the reviewer's system asks for; return its list of contents."""
    one = story[Role.SECRETARIAT]
    one.opens(f"{story.root}naskah/")
    one.clicks_on("Berkas Siap Unggah")
    shown = one.sees()
    files = zipfile.ZipFile(BytesIO(one.takes("Unduh ZIP bernomor")))
    contents = files.read("00-daftar-isi.txt").decode()
    for line in contents.splitlines()[3:]:
        assert line.split(". ", 1)[1].split(":")[0] in shown, line
    assert len(files.namelist()) > 1
    return contents


def call_from_outside(story: Story, published: Mapping[str, Any]) -> None:
    """Let the secretariat give another system a token; the result that it reads is the one that is shown."""
    one = story[Role.SECRETARIAT]
    one.opens("/instansi/token/")
    one.fills(name="Sistem kepegawaian", days="30")
    for scope in ("events", "results"):
        one.page.check(f"main [name=scopes][value='{scope}']")
    one.clicks_on("Buat kunci")
    bearer = {"Authorization": f"Bearer {one.page.locator('#token').input_value()}"}
    at = f"{story.office.at}/api/v1/events"
    read = one.room.request.get(f"{at}/{story.key}/results", headers=bearer)
    assert read.ok, read.text()
    assert json.loads(read.body()) == published
    assert [told["key"] for told in one.room.request.get(at, headers=bearer).json()] == [story.key]
    refused = one.room.request.get(f"{at}/{story.key}/participants", headers=bearer)
    assert refused.status == 403, "a token reads what it was not given for"
