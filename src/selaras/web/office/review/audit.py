"""Audit: who looked at whom, what concerns the safety of the installation, and what is kept and why.

How long something is kept is the agency's own schedule of retention (JRA) to say, not the program's.
"""

from dataclasses import dataclass

from django.http import HttpResponse

from selaras.core.entries import EntryType
from selaras.queries.office.desk.oversight import readings_of, safety_of
from selaras.queries.office.desk.papers import notices_of
from selaras.queries.office.desk.uploads import UploadKind, uploads_of
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.sign_in.telling import note_in_words
from selaras.web.office.telling import people_in
from selaras.web.office.wording import say

_THINGS = {
    "result": ("Hasil", "Result"),
    "person": ("Data diri", "Personal data"),
    "people": ("Daftar peserta", "List of participants"),
    "upload": ("Makalah", "Paper"),
    "records": ("Rekam jejak", "Track record"),
    "sheet": ("Lembar nilai", "Score sheet"),
    "decision": ("Keputusan", "Decision"),
    "objection": ("Keberatan", "Objection"),
    "dossier": ("Berkas siap unggah (unduhan)", "Dossier (download)"),
    "bundle": ("Berkas bukti lengkap (unduhan)", "Full bundle (download)"),
    "ledger": ("Jejak nilai", "Trail of a score"),
    "placement": ("Usulan penempatan", "Proposed moves"),
    "plenary": ("Konfirmasi lembar nilai", "Confirmation of a sheet"),
    "attendance": ("Kehadiran", "Attendance"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Retained:
    """One kind of data: how much of it there is, why it is kept, and how it goes."""

    what: str
    n: int
    why: str
    goes: str


@page("security", "read")
def audit(visit: Visit) -> HttpResponse:
    """Show the security log and the accesses to participants' data."""
    people = people_in(held(visit.here).case)
    # An auditor sees who looked, at whom by the code alone.
    readings = [
        {"one": one, "thing": thing_of(one.thing), "known": one.person in people}
        for one in readings_of(visit.here)
    ]
    safety = [{"one": one, "kind": note_in_words(one.kind)} for one in safety_of(visit.here.agency)]
    return visit.render(
        "review/audit.html",
        {"readings": readings, "safety": safety, "may_retention": visit.may("retention", "read")},
    )


@page("retention", "read")
def retention(visit: Visit) -> HttpResponse:
    """Show what is kept until when."""
    return visit.render("review/retention.html", {"kept": _retained(visit)})


def thing_of(thing: str) -> str:
    """Return a thing of the table of permissions as a participant reads it."""
    return say(*_THINGS.get(thing, (thing, thing)))


def _retained(visit: Visit) -> list[Retained]:
    entries = held(visit.here).entries
    by_two = say(
        "Sesudah masa simpan: data seorang peserta dimusnahkan, rantai buku induk tetap utuh.",
        "After its time: one participant's data are destroyed, the ledger's chain stays whole.",
    )
    never = say("Tetap; hanya sidik dan kode, tanpa nama.", "Stays; digests and codes alone, no names.")
    with_office = say("Dihapus bersama basis data kegiatan.", "Goes with the database of the event.")
    uploads = uploads_of(visit.here, *UploadKind)
    return [
        Retained(
            what=say("Catatan buku induk", "Entries of the ledger"),
            n=len(entries),
            why=say("Bukti setiap angka dan keputusan.", "Proof of every number and decision."),
            goes=never,
        ),
        Retained(
            what=say("Data diri pejabat", "Personal data of officials"),
            n=sum(one.type is EntryType.OFFICIAL for one in entries),
            why=say("Kelayakan, penilaian, dan penempatan.", "Eligibility, scoring and placement."),
            goes=by_two,
        ),
        Retained(
            what=say("Makalah peserta", "Participants' papers"),
            n=sum(one.kind is UploadKind.PARTICIPANT_PAPER for one in uploads),
            why=say("Bahan penilaian.", "What was marked."),
            goes=with_office,
        ),
        Retained(
            what=say("Pindaian surat dan naskah bertanda tangan", "Scans of letters and signed papers"),
            n=sum(one.kind is not UploadKind.PARTICIPANT_PAPER for one in uploads),
            why=say("Dasar hukum; sidiknya di buku induk.", "Legal ground; their digests are entries."),
            goes=with_office,
        ),
        Retained(
            what=say("Pemberitahuan", "Notices"),
            n=len(notices_of(visit.here)),
            why=say("Bukti undangan.", "Proof of invitation."),
            goes=with_office,
        ),
        Retained(
            what=say("Catatan akses", "Accesses"),
            n=len(readings_of(visit.here)),
            why=say(
                "Hak peserta untuk tahu siapa yang melihat.", "The participant's right to know who looked."
            ),
            goes=with_office,
        ),
    ]
