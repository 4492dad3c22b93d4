"""Audit: who looked at whom, and what concerns the safety of the installation."""

from django.http import HttpResponse

from selaras.queries.office.desk.oversight import readings_of, safety_of
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


def thing_of(thing: str) -> str:
    """Return a thing of the table of permissions as a participant reads it."""
    return say(*_THINGS.get(thing, (thing, thing)))
