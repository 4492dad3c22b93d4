"""Berkas Siap Unggah: what the reviewer's system (I-MUT) asks for, in order, numbered; what is missing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse

from selaras.core.casefile import Permission
from selaras.core.codec import from_json
from selaras.core.entries import EntryType, letter_alone, scan_of_letter
from selaras.core.permissions import judge_permissions
from selaras.core.said import said_in
from selaras.core.vocabulary import AgencyKind, Element, PermissionKind, PermissionState
from selaras.queries.office.desk.uploads import Uploaded, UploadKind, content_of, uploads_of
from selaras.web.office.acting import note_taken
from selaras.web.office.files import ZIP, file_answer
from selaras.web.office.held import Held, held
from selaras.web.office.page import Visit, page
from selaras.web.office.papers.making import make, offered
from selaras.web.office.papers.shelf import zipped
from selaras.web.office.terms import term_word
from selaras.web.office.wording import say

_PAPERS = (
    ("surat-permohonan-rekomendasi", ("Surat permohonan rekomendasi", "Letter asking for a recommendation")),
    ("surat-pengantar", ("Surat pengantar kepada gubernur", "Covering letter to the governor")),
    ("daftar-peserta", ("Daftar peserta dan alasan kelayakan", "Participants with reasons")),
    ("lembar-verifikasi-data", ("Lembar verifikasi data peserta", "Sheets of verified data")),
    ("berita-acara", ("Berita acara rapat", "Minutes of the plenary")),
    ("rekapitulasi-nilai", ("Rekapitulasi nilai", "Recapitulation of marks")),
    ("laporan-hasil", ("Laporan hasil", "Report of the result")),
    ("lampiran-teknis", ("Lampiran teknis", "Technical annex")),
    ("laporan-individu", ("Laporan individu", "Individual reports")),
    ("usul-pertek", ("Usul pertimbangan teknis", "Proposal for the technical consideration")),
)
# Always asked for; others are asked for where a gate of this event names them.
_LETTERS = (PermissionKind.TEST_PLAN, PermissionKind.PANEL_DECREE)
_BY_HAND = frozenset({"surat-permohonan-rekomendasi", "surat-pengantar", "berita-acara", "usul-pertek"})
_UNSAFE = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of the checklist.

    files : names of made papers; scans : of kept files; missing : in words, "" where all is there
    """

    title: str
    files: tuple[str, ...]
    scans: tuple[Uploaded, ...]
    missing: str
    hint: str = ""

    @property
    def is_there(self) -> bool:
        return not self.missing


@page("dossier", "read")
def dossier(visit: Visit) -> HttpResponse:
    """Show the checklist, each missing paper and letter by its name."""
    items = list(_items(visit))
    return visit.render(
        "papers/dossier.html",
        {"items": items, "n": sum(one.is_there for one in items), "missing": [i for i in items if i.missing]},
    )


@page("dossier", "read")
def download(visit: Visit) -> HttpResponse:
    """Hand out everything that is there as one file: numbered, with a list of contents."""
    items = list(_items(visit))
    wanted = [name for one in items if not one.scans for name in one.files]
    made = {one.file_name: one.content for one in make(visit, wanted)} if wanted else {}
    members: dict[str, bytes] = {}
    contents = []
    for n, one in enumerate(items, start=1):
        stem = f"{n:02}-{_UNSAFE.sub('-', one.title.lower()).strip('-')}"
        parts = [content_of(visit.here, scan.number) for scan in one.scans] or [
            made[name] for name in one.files if name in made
        ]
        endings = [scan.file_name.rsplit(".", 1)[-1] for scan in one.scans] or ["pdf"] * len(parts)
        for k, (content, ending) in enumerate(zip(parts, endings, strict=True), start=1):
            members[f"{stem}{f'-{k:03}' if len(parts) > 1 else ''}.{ending}"] = content
        contents.append(f"{n:02}. {one.title}: {one.missing or f'{len(parts)} berkas'}")
    note_taken(visit, "dossier")
    text = "\r\n".join(["BERKAS SIAP UNGGAH", visit.here.title, "", *contents, ""])
    content = zipped({"00-daftar-isi.txt": text.encode(), **members})
    return file_answer(content, file_name=f"berkas-siap-unggah-{visit.here.key}.zip", media_type=ZIP)


def _items(visit: Visit) -> Iterator[Item]:
    here = held(visit.here)
    signed = {
        one.about: one for one in uploads_of(visit.here, UploadKind.SIGNED_PAPER) if one.superseded_at is None
    }
    there: dict[str, list[str]] = {}
    for one in offered(visit):
        there.setdefault(one.named.code, []).append(one.named.file_name)
    is_under_governor = here.case.agency.kind in (AgencyKind.REGENCY, AgencyKind.CITY)
    for code, title in _PAPERS:
        if code == "surat-pengantar" and not is_under_governor:
            continue
        names = tuple(there.get(code, ()))
        scans = tuple(signed[name] for name in names if name in signed)
        hint = ""
        if code in _BY_HAND and names and not scans:
            hint = say("Belum ada pindaian bertanda tangan.", "There is no signed scan yet.")
        if code == "berita-acara" and not scans and said_in(here.entries).plenary is not None:
            hint = say("Sidik pindaiannya ada di buku induk.", "The digest of its scan is in the ledger.")
        missing = "" if names else say("Belum dapat dibuat pada tahap ini.", "Cannot be made at this stage.")
        whole = scans if len(scans) == len(names) else ()
        yield Item(title=say(*title), files=names, scans=whole, missing=missing, hint=hint)
    yield from _letters(visit, here)


def _letters(visit: Visit, here: Held) -> Iterator[Item]:
    """Yield the letters that this event needs, as its gates name them."""
    wanted: dict[PermissionKind, None] = dict.fromkeys(_LETTERS)
    if all(one.element is Element.ASSESSOR_BODY for one in here.case.examiners):
        # A body that assesses comes by agreement: nobody decrees a panel.
        wanted.pop(PermissionKind.PANEL_DECREE)
    for finding in judge_permissions(here.case, here.rulebook):
        for name in ("consents", "missing_letters"):
            for code in str(finding.facts.get(name, "")).split(", "):
                if code in tuple(PermissionKind):
                    wanted.setdefault(PermissionKind(code))
    files = uploads_of(visit.here, UploadKind.LETTER)
    kept = {one.about for one in files}
    named = _named_scans(here)
    # A gate that is open does not name what opened it: a letter that came with its scan belongs here too.
    for one in here.case.permissions:
        if one.state is PermissionState.GRANTED and _about(one) in kept:
            wanted.setdefault(one.kind)
    for kind in wanted:
        granted = [
            one for one in here.case.permissions if one.kind is kind and one.state is PermissionState.GRANTED
        ]
        about = {_about(one) for one in granted}
        scans = tuple(
            one
            for one in files
            if one.about in about
            and one.superseded_at is None
            # Where the ledger says which scan it was, no other goes in its place or beside it.
            and one.sha256 in named.get(one.about, (one.sha256,))
        )
        missing, hint = "", ""
        if not granted:
            missing = say("Suratnya belum ada.", "The letter is not there.")
        elif not scans:
            missing = say(
                "Surat {n} tercatat, pindaiannya belum ada.",
                "Letter {n} is on file, its scan is not.",
                n=granted[-1].number or "–",
            )
        yield Item(title=term_word(kind), files=(), scans=scans, missing=missing, hint=hint)


def _about(one: Permission) -> str:
    return f"{one.kind.value} {one.number or ''}".strip()


def _named_scans(here: Held) -> dict[str, set[str]]:
    """Return the digests of the scans that entries of letters name, by what an upload says it is about."""
    named: dict[str, set[str]] = {}
    for entry in here.entries:
        if entry.type is EntryType.PERMISSION and (digest := scan_of_letter(entry.payload, entry.note)):
            one = from_json(Permission, letter_alone(entry.payload))
            named.setdefault(_about(one), set()).add(digest)
    return named
