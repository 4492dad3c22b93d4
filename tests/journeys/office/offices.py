"""An office in a story: its people by role, how each is invited and comes in, and its event."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Error

from selaras.core.casefile import Agency
from selaras.core.vocabulary import Role
from tests.journeys.office.persons import Person, first_of
from tests.journeys.office.served import Office
from tests.journeys.office.watching import Journal

_LINK = re.compile(r"http\S+#\S+")
_SHOWN_ONCE = "Hanya terlihat sekali"
NAMES = {
    Role.SECRETARIAT: "siti",
    Role.CHAIR: "kartika",
    Role.REVIEWER: "ratna",
    Role.DECIDING_OFFICER: "pramono",
    Role.EXAMINER: "gunawan",
    Role.ASSESSOR: "asih",
    Role.PARTICIPANT: "putri",
    Role.AUDITOR: "aulia",
}


@dataclass(slots=True)
class Story:
    """One event and the people who bring it from its workbook to its decree, each in an own browser."""

    office: Office
    browser: Browser
    agency: Agency
    key: str
    people: dict[str, Person] = field(default_factory=dict)
    journal: Journal = field(default_factory=Journal)

    @property
    def root(self) -> str:
        return f"/k/{self.agency.code}/{self.key}/"

    def __getitem__(self, role: Role) -> Person:
        return self.people[role.value]

    @property
    def faults(self) -> list[str]:
        """Return every mistake of a script, broken policy of contents and answer 5xx, of all browsers."""
        return [f"{one.name}: {fault}" for one in self.people.values() for fault in one.faults]

    def begins(self, token: str) -> Person:
        """Let the secretariat in by the set-up token; it signs out and in again, with its code."""
        told = {
            "name": self.agency.name,
            "code": self.agency.code,
            "region": self.agency.region,
            "kind": self.agency.kind.value,
        }
        name = f"{NAMES[Role.SECRETARIAT]}.{self.agency.code}"
        one = first_of(token, told, name, self.browser, self.office.at, self.journal)
        one.signs_in()
        self.people[Role.SECRETARIAT.value] = one
        return one

    def imports(self, content: bytes) -> Person:
        """Let the secretariat hand a workbook in, look at what is in it, and make the event."""
        one = self[Role.SECRETARIAT]
        one.opens("/")
        one.clicks_on("Impor buku kerja")
        book = {"name": f"{self.key}.xlsx", "mimeType": "application/octet-stream", "buffer": content}
        # A chosen workbook is checked at once.
        with one.page.expect_navigation():
            one.chooses("[name=berkas]", book)
        assert "Yang akan dibuat" in one.sees(), one.sees()
        one.clicks_on("Buat kegiatan")
        assert "Kegiatan dibuat" in one.told()
        assert one.page.url.removesuffix("rancangan/").endswith(self.root)
        return one

    def invites(self, role: Role, *holders: str, called: str = "") -> list[Person]:
        """Let the secretariat invite, and each person come in by the link; return who came in.

        holders : codes on the event's list; without any, one person by name
        """
        giving = self[Role.SECRETARIAT]
        giving.opens(f"{self.root}orang/")
        giving.clicks_on("css=main a[href$='/orang/undang/']")
        giving.clicks_on(f"css=a[href='?role={role.value}']")
        for holder in holders:
            giving.page.check(f"main [name=holder][value='{holder}']")
        name = called or NAMES[role].title()
        if not holders:
            giving.fills(name=name)
        giving.clicks_on("Buat tautan undangan")
        giving = giving if _SHOWN_ONCE in giving.sees() else self._agrees(holders[0] if holders else name)
        assert _SHOWN_ONCE in giving.sees(), giving.sees()
        links = [_LINK.search(one.input_value()) for one in giving.page.locator("textarea").all()]
        giving.clicks_on("Sudah diserahkan")
        return [self._comes_in(role, n, link) for n, link in enumerate(links)]

    def _agrees(self, name: str) -> Person:
        """Let the chair agree, as the second person, to a role that watches over others."""
        chair = self[Role.CHAIR]
        chair.opens(f"{self.root}orang/")
        chair.clicks_on("Periksa")
        assert name in chair.sees(), chair.sees()
        chair.clicks_on("css=main form button:has-text('Setujui')")
        return chair

    def _comes_in(self, role: Role, n: int, link: re.Match[str] | None) -> Person:
        assert link is not None
        name = f"{NAMES[role]}{n or ''}.{self.key}"
        one = Person.arrives(name, self.browser, self.office.at, self.journal)
        self.people[f"{role.value}{n or ''}"] = one
        one.accepts(link[0])
        return one

    def scanned(self, name: str = "surat.pdf") -> Mapping[str, str | bytes]:
        return {"name": name, "mimeType": "application/pdf", "buffer": _PDF}

    @property
    def effort(self) -> dict[str, dict[str, int]]:
        """Return how many clicks each took, and how many pages, of how many addresses, each saw."""
        return {
            role: {"clicks": one.clicks, "pages": len(one.pages), "addresses": len(set(one.pages))}
            for role, one in self.people.items()
        }

    def told(self) -> str:
        """Return where everybody stands and what they see: for whoever mends a broken story."""
        place = self.office.log.parent
        return "\n".join((self.journal.told(), *(one.stands(place) for one in self.people.values())))

    def ends(self) -> None:
        for one in self.people.values():
            with suppress(Error):
                one.room.close()


_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
