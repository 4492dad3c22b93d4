"""Stations of an event from its result to its decree, each done by clicking, by whose part it is."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from selaras.core.vocabulary import Role
from tests.journeys.office.courses import Course, Posted
from tests.journeys.office.glance import below_the_fold
from tests.journeys.office.offices import Story
from tests.journeys.office.persons import Person
from tests.web.office.results import reading

_NUMBER = re.compile(r"B-\d+/\d+")
_MOVES = re.compile(r'data-move="(P-\d+)"')


def show_the_result(story: Story) -> tuple[dict[str, Any], dict[str, str]]:
    """Let the chair read the ranking: every number of it equals the document that the same page hands out.

    Returns what was published, and the codes of its people by NIP.
    """
    published, codes = published_by(story)
    expected = reading.ranking_as_published(published, codes)
    found = reading.values_in(story[Role.CHAIR].page.content())
    shown = {code: {name: row.get(name) for name in expected[code]} for code, row in found.items()}
    assert shown == expected, "the ranking shows another number than the result"
    assert f"Peringkat {len(expected)} peserta" in story[Role.CHAIR].sees()
    return published, codes


def published_by(story: Story) -> tuple[dict[str, Any], dict[str, str]]:
    """Let the chair open the ranking and take the document of the result; return it, and codes by NIP."""
    chair = story[Role.CHAIR]
    chair.opens(story.root)
    chair.goes_to("Hasil")
    published: dict[str, Any] = json.loads(chair.fetches(f"{story.root}naskah/results.json"))
    return published, _codes(chair, published)


def _codes(chair: Person, published: Mapping[str, Any]) -> dict[str, str]:
    """Return the codes by NIP: the page names people, the document gives names and NIP."""
    rows = chair.page.locator("tr[data-person]").evaluate_all(
        "all => all.map(one => [one.dataset.person, one.querySelector('th a').textContent])"
    )
    by_name: dict[str, list[str]] = {}
    for code, name in rows:
        by_name.setdefault(name.strip(), []).append(code)
    # Two of one name come in the order of their ranks, on the page as in the document.
    ranked = sorted(reading.ranked(published), key=lambda one: one["rank"])
    return {one["nip"]: by_name[one["name"]].pop(0) for one in ranked}


def write_papers(story: Story) -> None:
    """Let the secretariat issue the papers of this stage and give one its number."""
    one = story[Role.SECRETARIAT]
    one.opens(story.root)
    one.goes_to("Naskah")
    one.clicks_on("Terbitkan naskah")
    one.clicks_on("css=main button:text-matches('Terbitkan [0-9]+ naskah')")
    assert "Hasil atau pilihan PPK lebih baru" not in one.sees()
    pdf = one.page.locator("a[href$='.pdf']").first.get_attribute("href")
    assert pdf is not None
    assert one.fetches(pdf).startswith(b"%PDF")
    one.page.locator("summary", has_text="Beri nomor").first.click()
    one.clicks_on("css=form.inline:has([name=serial]) button:visible")
    assert "Buku nomor" in one.sees()


def sign_minutes(story: Story) -> None:
    """Let the chair sign the minutes of the plenary, and go on to the review."""
    chair = story[Role.CHAIR]
    chair.opens(story.root)
    chair.goes_to("Pleno")
    chair.clicks_on("css=ol.steps a.btn[href$='berita-acara/']")
    chair.chooses("[name=pindaian]", story.scanned("berita-acara.pdf"))
    chair.clicks_on("Periksa dan tanda tangani")
    chair.signs_and_goes_on()
    chair.opens(f"{story.root}pleno/")
    chair.clicks_on("Teruskan")
    assert "Pleno selesai" in chair.told(), chair.sees()


def choose(story: Story) -> int:
    """Let the deciding officer read the one page and choose the recommended slate; return the moves."""
    officer = story[Role.DECIDING_OFFICER]
    officer.opens("/")
    officer.clicks_on(f"css=a[href='{story.root}']")
    officer.clicks_on("Buka ringkasan")
    assert below_the_fold(officer.page) == {}
    assert officer.fetches(f"{story.root}ringkasan/satu-halaman.pdf").startswith(b"%PDF")
    officer.goes_to("Usulan")
    moves = len(set(_MOVES.findall(officer.page.content())))
    officer.clicks_on("Tentukan pilihan")
    officer.clicks_on("Periksa dan tanda tangani")
    officer.signs_and_goes_on()
    return moves


def record_letter(story: Story, letter: Posted) -> None:
    """Let the secretariat copy a letter, and the chair check it against its scan."""
    one, chair = story[Role.SECRETARIAT], story[Role.CHAIR]
    one.opens(story.root)
    one.goes_to("Surat")
    one.clicks_on("Catat surat")
    one.page.select_option("[name=kind]", letter.kind.value)
    one.page.check("[name=state][value=granted]")
    one.fills(issuer=letter.issuer, number=letter.number, dated_on=letter.dated_on)
    one.chooses("[name=file]", story.scanned())
    one.clicks_on("Simpan dan mintakan pencocokan")
    assert "menunggu dicocokkan oleh orang kedua" in one.told(), one.sees()
    one.signs()
    chair.opens(f"{story.root}surat/")
    chair.clicks_on("Cocokkan")
    assert letter.number in chair.sees()
    if chair.page.locator("[data-signing]").count():
        chair.signs_and_goes_on()
    else:
        chair.clicks_on("Setujui dan jalankan")
    chair.opens(f"{story.root}surat/")
    assert letter.number in chair.page.locator("[aria-labelledby=register]").first.inner_text()


def give_verdict(story: Story, letter: Posted) -> None:
    """Let the reviewer check the bundle on the spot, and agree to the procedure and each move."""
    reviewer = story[Role.REVIEWER]
    reviewer.opens(story.root)
    reviewer.goes_to("Telaah")
    reviewer.clicks_on("Periksa sekarang")
    # "Dengan catatan" of an imported event: the order of its marks cannot be proved.
    assert reviewer.told().startswith(("Utuh", "Semua sesuai")), reviewer.told()
    reviewer.clicks_on("Beri putusan")
    reviewer.fills(issuer=letter.issuer, number=letter.number, dated_on=letter.dated_on)
    for one in reviewer.page.locator("input[value=accept]").all():
        one.check()
    reviewer.clicks_on("Sampaikan putusan")
    reviewer.signs_and_goes_on()


def begin_to_decide(story: Story) -> None:
    """Let the secretariat say that the verdict is on file."""
    one = story[Role.SECRETARIAT]
    one.opens(story.root)
    one.goes_to("Keputusan")
    one.clicks_on("mulai Penetapan")
    assert "Penetapan" in one.told(), one.sees()


def decide(story: Story, course: Course, officials: int) -> None:
    """Try a decree on a day that the law forbids, get the letters, and decide about everybody."""
    one, officer = story[Role.SECRETARIAT], story[Role.DECIDING_OFFICER]
    officer.opens(story.root)
    officer.goes_to("Keputusan")
    if lowered := _lowered(officer):
        _decides_one(officer, lowered, course.decree, course.barred_on)
        _is_refused(officer, course)
    elif _moves(officer):
        _decides_all(officer, officials, course.decree, course.barred_on)
        _is_refused(officer, course)
    for letter in course.late:
        record_letter(story, letter)
    officer.opens(f"{story.root}keputusan/")
    # Whoever is lowered is not decided with the others, and is named with the way to the own page.
    _decides_all(officer, officials - bool(lowered), course.decree, course.decree_on)
    officer.signs_and_goes_on()
    if lowered:
        officer.opens(f"{story.root}keputusan/")
        assert officer.page.locator("#apart a").count() == 1, officer.sees()
        _decides_one(officer, lowered, course.decree, course.decree_on, within="#apart ")
        officer.signs_and_goes_on()
    officer.opens(f"{story.root}keputusan/")
    assert f"{officials} dari {officials} pejabat telah diputuskan" in officer.sees(), officer.sees()
    one.opens(f"{story.root}keputusan/")
    one.clicks_on("Nyatakan SK terbit")
    assert f"Keputusan untuk {officials} pejabat telah terbit" in one.sees(), one.sees()


def _moves(officer: Person) -> int:
    return officer.page.locator("main tr:has(.arrow)").count()


def _lowered(officer: Person) -> str:
    """Return where somebody is lowered, which needs a ground of its own; "" where nobody is."""
    row = officer.page.locator("main tr:has(.arrow)", has_text="Penurunan jabatan")
    return (row.locator("a").first.get_attribute("href") or "") if row.count() else ""


def _decides_one(officer: Person, address: str, decree: str, on: str, *, within: str = "") -> None:
    officer.clicks_on(f"css={within}a[href='{address}']")
    officer.fills(decree=decree, decree_on=on)
    officer.clicks += 1
    officer.page.locator("main summary", has_text="Dasar hukum").click()
    officer.page.select_option("#ground", "discipline")
    officer.fills(ground_number="800/77/HD/2020", ground_on="2020-10-19", ground_issuer="PPK")
    officer.clicks_on("Putuskan dan tanda tangani")


def _decides_all(officer: Person, officials: int, decree: str, on: str) -> None:
    officer.clicks_on(f"Putuskan {officials} sesuai usulan")
    officer.fills(decree=decree, decree_on=on)
    officer.clicks_on(f"Putuskan {officials} dan tanda tangani")


def _is_refused(officer: Person, course: Course) -> None:
    refused = officer.page.locator("main .summary")
    assert refused.count(), f"a decree of {course.barred_on} was not refused"
    assert "belum boleh bertanggal ini" in refused.inner_text(), officer.sees()
    assert course.article in refused.inner_text(), officer.sees()


def follow_up(story: Story) -> None:
    """Let the secretariat take the papers of the last stage, the plans, and everything in one file."""
    one = story[Role.SECRETARIAT]
    one.opens(story.root)
    assert "Tindak lanjut" in one.sees()
    one.goes_to("Keputusan")
    one.clicks_on("Rencana pengembangan")
    assert "Rencana pengembangan" in one.sees()
    one.goes_to("Naskah")
    papers = zipfile.ZipFile(BytesIO(one.takes("Unduh semua")))
    assert len([name for name in papers.namelist() if name.endswith(".pdf")]) >= 9


def see_own_result(story: Story, published: Mapping[str, Any], codes: Mapping[str, str], code: str) -> None:
    """Let a participant read the own result once it is announced, and nobody else's."""
    participant = story[Role.PARTICIPANT]
    participant.opens(story.root)
    participant.goes_to("Halaman saya")
    participant.clicks_on("Lihat hasil saya")
    figures = reading.figures_in(participant.page.content())
    (own,) = (one for one in published["officials"] if codes.get(one["nip"]) == code)
    assert figures["score"] == reading.written(own["score"])
    other = next(one for one in codes.values() if one != code)
    assert participant.answer_to(f"{story.root}hasil/{other}/").status == 403, "another's page opens"
