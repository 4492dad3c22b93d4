"""Stations of a signed event from its design to its frozen result: every hand signs in its own browser."""

from __future__ import annotations

from urllib.parse import urlsplit

from selaras.core.vocabulary import Role
from tests.journeys.office.offices import Story
from tests.journeys.office.persons import Person

_MOST_SHEETS = 40


def enrol(story: Story, one: Person) -> str:
    """Return the fingerprint of somebody's key as the page shows it; who came by a link has one already."""
    one.opens(f"{story.root}perangkat/")
    one.page.wait_for_selector("[data-ready]:visible, [data-begin-now]:visible")
    if one.page.locator("[data-begin-now]:visible").count():
        one.clicks += 1
        one.page.click("[data-begin-now]")
    one.page.wait_for_selector("[data-ready]:visible")
    return one.page.locator("[data-ready] [data-fingerprint]").first.inner_text()


def enrol_late(story: Story, one: Person) -> None:
    """Let somebody who comes after the lock ask for a device; two people agree, and it is completed."""
    one.opens(f"{story.root}perangkat/")
    one.page.wait_for_selector("[data-ask]:visible")
    one.fills(reason="Baru bertugas sesudah rancangan dikunci.")
    one.clicks_on("Ajukan pendaftaran susulan")
    first, second = story[Role.SECRETARIAT], story[Role.CHAIR]
    for agreeing in (first, second):
        agreeing.opens(f"{story.root}tindakan/")
        agreeing.clicks_on("css=main a[href*='/tindakan/']:not([href*='ajukan'])")
        agreeing.signs()
        agreeing.page.wait_for_load_state()
    one.opens(f"{story.root}perangkat/")
    one.page.click("[data-finish-now]")
    one.page.wait_for_selector("[data-ready]:visible")


def check_own_data(story: Story) -> None:
    """Let the participant look at the own data and sign that they are right."""
    one = story[Role.PARTICIPANT]
    one.opens(f"{story.root}saya/")
    one.clicks_on("Periksa data saya")
    one.page.locator("input[name=answer]").first.check()
    one.clicks_on("Tanda tangani")
    one.signs_and_goes_on()
    one.opens(f"{story.root}saya/")
    assert "Anda menyatakan data sudah benar" in one.sees(), one.sees()


def lock(story: Story) -> None:
    """Let the secretariat ask for the lock and sign; then the chair, who compares every device."""
    asking, agreeing = story[Role.SECRETARIAT], story[Role.CHAIR]
    asking.opens(story.root)
    asking.goes_to("Rancangan")
    asking.clicks_on("Tetapkan dan kunci")
    asking.signs()
    agreeing.opens("/")
    agreeing.clicks_on(f"css=main article a[href='{story.root}']")
    agreeing.clicks_on("Periksa dan setujui")
    assert agreeing.page.url == asking.page.url
    _compare_and_sign(agreeing)
    agreeing.opens(f"{story.root}rancangan/")
    assert "Terkunci" in agreeing.sees(), agreeing.sees()


def _agree(asking: Person, agreeing: Person) -> None:
    """Let the second person open what waits, compare what is to be compared, and sign."""
    agreeing.opens(urlsplit(asking.page.url).path)
    _compare_and_sign(agreeing)


def _compare_and_sign(agreeing: Person) -> None:
    for box in agreeing.page.locator("input[name=device]").all():
        agreeing.clicks += 1
        box.check()
    agreeing.signs()
    agreeing.page.wait_for_load_state()


def ask_two(story: Story, verb: str) -> None:
    """Let secretariat and chair do together what takes two."""
    asking, agreeing = story[Role.SECRETARIAT], story[Role.CHAIR]
    asking.opens(f"{story.root}tindakan/ajukan/{verb}/")
    asking.clicks_on("Ajukan kepada orang kedua")
    asking.signs()
    _agree(asking, agreeing)


def open_scoring(story: Story) -> None:
    chair = story[Role.CHAIR]
    # A small event has no control room in sight: the steps themselves open the scoring.
    chair.opens(story.root)
    chair.clicks_on("css=main a.btn:has-text('Buka penilaian')")
    chair.clicks_on("css=main form button:has-text('Buka penilaian')")
    assert "Penilaian dibuka" in chair.told(), chair.sees()


def mark_everybody(story: Story, one: Person) -> int:
    """Let an examiner fill in and sign every own sheet, one after the other; return how many."""
    one.opens(f"{story.root}nilai/")
    n = 0
    while one.page.locator("a.btn", has_text="Mulai menilai").count():
        # A sheet that is signed and yet asked for again would be filled in for ever.
        assert n < _MOST_SHEETS, one.sees()
        one.clicks_on("Mulai menilai")
        one.clicks_on("Ya, mulai menilai")
        fields = one.page.locator("fieldset.criterion")
        for k in range(fields.count()):
            # A mark in words where the scale has words, else one that is typed.
            choices = fields.nth(k).locator("label.anchor:not(.evidence) input[type=radio]")
            choices.nth(min(3, choices.count() - 1)).check()
            free = fields.nth(k).locator("input.short")
            if free.count() and fields.nth(k).locator("input[value=lain]:checked").count():
                free.fill("80")
        one.clicks_on("Periksa nilai")
        one.signs()
        assert one.page.locator("[data-numbers]").inner_text(), one.sees()
        one.opens(f"{story.root}nilai/")
        n += 1
    return n


def enter_records(story: Story) -> None:
    """Let the secretariat enter the records of the workbook, signed by the own browser, and who was there."""
    one = story[Role.SECRETARIAT]
    one.opens(f"{story.root}buku-kerja/")
    one.clicks_on("Tanda tangani dan masukkan")
    one.signs_and_goes_on()
    one.opens(f"{story.root}buku-kerja/")
    assert "sama dengan buku induk" in one.sees(), one.sees()
    one.goes_to("Kehadiran")
    one.clicks_on("peserta hadir")
    one.signs_and_goes_on()
    one.opens(f"{story.root}kehadiran/")
    assert "belum tercatat" not in one.sees(), one.sees()


def close_scoring(story: Story) -> None:
    chair = story[Role.CHAIR]
    chair.opens(f"{story.root}kendali/")
    chair.clicks_on("css=main a.btn:has-text('Tutup penilaian')")
    chair.clicks_on("css=main form button:has-text('Tutup penilaian')")


def reveal_and_freeze(story: Story) -> None:
    """Let two people open the marks, and the chair freeze the result."""
    chair = story[Role.CHAIR]
    chair.opens(f"{story.root}pleno/")
    assert "Nilai masih tertutup" in chair.sees()
    ask_two(story, "reveal")
    chair.opens(f"{story.root}pleno/")
    assert "Sebaran nilai tiap peserta" in chair.sees(), chair.sees()
    chair.clicks_on("Tetapkan hasil")
    chair.clicks_on("css=main form button:has-text('Tetapkan hasil pleno')")
    assert "Hasil ditetapkan" in chair.told(), chair.sees()


def propose(story: Story) -> None:
    """Let the secretariat have slates made of the frozen result."""
    one = story[Role.SECRETARIAT]
    one.opens(story.root)
    one.goes_to("Usulan")
    one.clicks_on("Susun usulan dari hasil ini")
    assert "Nilai susunan" in one.sees(), one.sees()


def take_whole_bundle(story: Story) -> bytes:
    """Let two people agree that everything leaves the house, and the reviewer take it."""
    ask_two(story, "export")
    reviewer = story[Role.REVIEWER]
    reviewer.opens(f"{story.root}telaah/")
    return reviewer.takes("Unduh R1")
