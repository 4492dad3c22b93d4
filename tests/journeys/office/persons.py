"""People of an office, each in a browser of the own: what they open, click, type and see."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import APIResponse, Browser, BrowserContext, Error, Locator, Page, Response

from tests.journeys.office.watching import Journal

PASSWORD = "Tiga-gajah-menari-{name}-7"
AGAIN = "/akun/pastikan/"
_COMPUTING = "[aria-busy=true], .card.empty[role=status]"
# Milliseconds: a busy machine is slow without anything being wrong, and all papers are made in one answer.
_LONG = 300_000


def code_at(secret: str, at: float) -> str:
    """Return the six digits that a telephone shows at a moment (RFC 6238)."""
    key = base64.b32decode(secret.upper() + "=" * (-len(secret) % 8))
    told = hmac.new(key, struct.pack(">Q", int(at) // 30), hashlib.sha1).digest()
    start = told[-1] & 15
    return f"{(struct.unpack('>I', told[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


@dataclass(slots=True)
class Person:
    """Somebody with an own browser.

    clicks : what the hand does, typing left out; pages : addresses that were shown, each as often
    """

    name: str
    at: str
    room: BrowserContext
    page: Page
    secret: str = ""
    clicks: int = 0
    pages: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    journal: Journal = field(default_factory=Journal)

    @classmethod
    def arrives(cls, name: str, browser: Browser, at: str, journal: Journal) -> Person:
        journal.begins(name, "arrives")
        room = browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
        room.set_default_timeout(_LONG)
        page = room.new_page()
        one = cls(name=name, at=at, room=room, page=page, journal=journal)
        page.on("pageerror", lambda wrong: one.faults.append(str(wrong)))
        page.on("response", lambda answer: one._looked_at(answer))
        page.on(
            "console", lambda told: one.faults.append(told.text) if "Content Security" in told.text else None
        )
        return one

    @property
    def password(self) -> str:
        return PASSWORD.format(name=self.name)

    def _looked_at(self, answer: Response) -> None:
        if answer.status >= 500:
            self.faults.append(f"{answer.status} {answer.url}")
        if answer.request.resource_type == "document" and answer.status != 302:
            self.pages.append(urlsplit(answer.url).path)

    # What a person does.
    def opens(self, path: str) -> None:
        """Open an address, and prove once more who it is where the office asks."""
        self.journal.begins(self.name, f"opens {path}")
        self.page.goto(urljoin(self.at, path))
        self.proves()
        self.waits()

    def waits(self) -> None:
        """Wait while the office computes: its page says so, and comes back by itself."""
        if self.page.locator(_COMPUTING).count():
            self.page.wait_for_selector(f"main:not(:has({_COMPUTING}))")
            self.page.wait_for_load_state()

    def proves(self) -> bool:
        """Prove once more who it is, where the office asks; return whether it did."""
        # What is still being computed comes by itself.
        self.page.wait_for_selector("[data-computing]", state="detached")
        is_asked = AGAIN in self.page.url
        if is_asked:
            if self.page.locator("input[name=password]").count():
                self.page.fill("input[name=password]", self.password)
            else:
                self.page.fill("input[name=code]", code_at(self.secret, time.time()))
            self._submits()
            assert AGAIN not in self.page.url, self.sees()
        return is_asked

    def clicks_on(self, what: str) -> None:
        """Click the one thing that a selector or the exact words of a link or button name."""
        self.journal.begins(self.name, f"clicks on {what}")
        before = urlsplit(self.page.url).path
        self._presses(what)
        if self.proves() and urlsplit(self.page.url).path == before:
            # What was sent is not repeated by the office: who proved to be there looks, and presses again.
            self._presses(what)
        self.waits()

    def _presses(self, what: str) -> None:
        self.clicks += 1
        # A click alone does not wait for the page that it leads to.
        with self.page.expect_navigation():
            self.named(what).click()

    def named(self, what: str) -> Locator:
        if what.startswith(("css=", "text=")):
            return self.page.locator(what).first
        words = f'main a:has-text("{what}"), nav a:has-text("{what}"), main button:has-text("{what}")'
        return self.page.locator(words).locator("visible=true").first

    def goes_to(self, way: str) -> None:
        """Go to a room of the event by the bar above the page."""
        self.clicks += 1
        # Behind "Lainnya" a link stands folded: the address is what the click would open.
        link = self.page.locator("nav a", has_text=way).first
        target = link.get_attribute("href")
        assert target is not None, way
        self.opens(target)

    def fills(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.fill(f"main [name='{name}']:visible", value)

    def chooses(self, field: str, file: Any) -> None:
        """Choose a file for a field."""
        self.clicks += 1
        self.page.set_input_files(f"main {field}", file)

    def signs(self) -> None:
        """Sign with this browser's key, which is made first where there is none."""
        self.journal.begins(self.name, "signs")
        if self.page.locator("[data-signing]").count() == 0:
            return
        self.page.wait_for_selector("[data-sign]:visible, [data-enrol-now]:visible")
        if self.page.locator("[data-enrol-now]:visible").count():
            self.clicks += 1
            self.page.click("[data-enrol-now]")
            self.page.wait_for_selector("[data-sign]:visible")
        self.clicks += 1
        before = self.page.url
        self.page.click("[data-sign]")
        self.page.wait_for_function(
            "before => location.href !== before || document.querySelector('[data-receipt]:not([hidden])')"
            " || document.querySelector('[data-state].bad:not([hidden])')",
            arg=before,
        )
        self.page.wait_for_load_state()
        told = self.page.locator("[data-state].bad:visible")
        assert told.count() == 0, told.inner_text()

    def signs_and_goes_on(self) -> None:
        """Sign where the event is signed, and go on from the receipt; an imported event has taken it in."""
        self.signs()
        onward = self.page.locator("[data-receipt] a.btn:visible")
        if onward.count():
            with self.page.expect_navigation():
                onward.first.click()
        assert not self.page.locator("main .summary").count(), self.sees()

    # What a person sees.
    def sees(self) -> str:
        return self.page.locator("main").inner_text(timeout=10_000)

    def told(self) -> str:
        """Return what the office said of the last step."""
        said = self.page.locator("ul.said")
        return said.inner_text() if said.count() else ""

    def takes(self, words: str) -> bytes:
        """Click a link that gives a file; return the file."""
        self.journal.begins(self.name, f"takes {words}")
        self.clicks += 1
        with self.page.expect_download() as coming:
            self.named(words).click()
        return Path(coming.value.path()).read_bytes()

    def fetches(self, path: str) -> bytes:
        self.journal.begins(self.name, f"fetches {path}")
        answer = self.answer_to(path)
        assert answer.ok, f"{answer.status} {path}"
        return answer.body()

    def answer_to(self, path: str) -> APIResponse:
        """Return how the office answers this person at an address, once it is computed; nothing is shown."""
        answer = self.room.request.get(urljoin(self.at, path))
        until = time.monotonic() + _LONG / 1000
        while answer.status == 202 and time.monotonic() < until:
            time.sleep(0.5)
            answer = self.room.request.get(urljoin(self.at, path))
        return answer

    def stands(self, place: Path) -> str:
        """Return where this person stands and what is there to see, with a picture of it in a folder."""
        picture = place / f"{self.name}.png"
        try:
            self.page.screenshot(path=picture, full_page=True, timeout=10_000)
            return f"--- {self.name} at {self.page.url}, see {picture}\n{self.told()}\n{self.sees()[:1500]}"
        except Error as gone:
            return f"--- {self.name}: nothing to see: {gone}"

    # How a person comes in.
    def accepts(self, link: str) -> None:
        """Open the link of an invitation, make an account, and set up a second factor where it is asked."""
        self.page.goto(link)
        self._submits()
        self.fills(sign_in_name=self.name, password1=self.password, password2=self.password)
        self.clicks_on("Terima undangan")
        self.sets_up_second_factor()
        if self.page.locator("main a.btn", has_text="Sudah saya simpan, lanjutkan").count():
            self.clicks_on("Sudah saya simpan, lanjutkan")
        if self.page.locator("[data-own][data-at-once]").count():
            self.page.wait_for_selector("[data-ready]:visible")

    def sets_up_second_factor(self) -> None:
        if "/faktor-kedua/" not in self.page.url:
            return
        self.clicks_on("Pasang aplikasi kode")
        self.secret = self.page.locator("li .code").first.inner_text().replace(" ", "")
        for _ in range(3):
            # On a busy machine a code may be over by the time it arrives, as it may be for a person.
            self.page.fill("[name=code]", code_at(self.secret, time.time()))
            self._submits()
            if "Kode tidak cocok" not in self.sees():
                break
        assert "Aplikasi kode sudah terpasang" in self.sees(), self.sees()

    def signs_in(self) -> None:
        """Sign out, and in again with password and code, as on every other day."""
        self.page.goto(self.at)
        self._submits("header button:has-text('Keluar')")
        self.page.goto(urljoin(self.at, "/akun/masuk/"))
        self.fills(login=self.name, password=self.password)
        self._submits()
        if self.secret:
            self.page.fill("[name=code]", code_at(self.secret, time.time()))
            self._submits()
        assert "/akun/masuk" not in self.page.url, self.sees()

    def _submits(self, button: str = "main form button.btn") -> None:
        with self.page.expect_navigation():
            self.page.locator(button).first.click()


def first_of(
    office_token: str, agency: dict[str, str], name: str, browser: Browser, at: str, journal: Journal
) -> Person:
    """Return the first person of a fresh agency, let in by a set-up token."""
    one = Person.arrives(name, browser, at, journal)
    one.page.goto(f"{at}/undangan/#{office_token}")
    one.clicks_on("Lanjutkan")
    one.fills(agency_name=agency["name"], agency_code=agency["code"], region=agency["region"])
    one.page.select_option("[name=kind]", agency["kind"])
    one.page.check("input[name=is_small][value='1']")
    one.fills(person=f"Sekretaris {name}", sign_in_name=name, password1=one.password, password2=one.password)
    one.clicks_on("Buat instansi dan akun")
    one.sets_up_second_factor()
    return one
