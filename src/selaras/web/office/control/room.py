"""Ruang Kendali: scoring is opened and closed here; which sheets are in, devices, checkpoints."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from selaras.actions.evidence.live import move_event
from selaras.actions.office.closing import close_scoring
from selaras.core.lifecycle import Phase
from selaras.queries.office.holding import names_by_code
from selaras.queries.office.panel.progress import Lack, Owed, Progress, contacts_of, last_seal, progress_of
from selaras.web.office.acting import acting_of
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.results.keeping import kept
from selaras.web.office.showing.extents import is_full
from selaras.web.office.terms import term_word
from selaras.web.office.wording import say

# Of sheets that are missing so many are told one by one; the matrix shows them all.
_MOST_NAMED = 30


@page("progress", "read")
def room(visit: Visit) -> HttpResponse:
    """Show the control room; a browser with scripts asks for its live part again and again."""
    return visit.render("control/room.html", _told(visit))


@page("progress", "read")
def live(visit: Visit) -> HttpResponse:
    """Return the part of the control room that changes by itself."""
    return visit.render("control/_live.html", _told(visit))


@page("event", "open", post=("event", "open"))
def open_scoring(visit: Visit) -> HttpResponse:
    """Say what opening means and which examiner has no device yet; POST opens the scoring."""
    back = _back(visit)
    if visit.request.method == "POST":
        move_event(visit.ref, "open_scoring", acting=acting_of(visit))
        messages.success(
            visit.request,
            say(
                "Penilaian dibuka. Penguji kini dapat mengisi dan menandatangani lembarnya.",
                "Scoring is open. Examiners can now fill in and sign their sheets.",
            ),
        )
        return HttpResponseRedirect(back)
    found = _progress(visit)
    enrolled = {one.holder for one in contacts_of(visit.here) if not one.is_revoked}
    without = [name for code, name in found.examiners.items() if code not in enrolled]
    return visit.render("control/open.html", {"n": len(found.sheets), "without": without, "back": back})


@page("event", "close", post=("event", "close"))
def close(visit: Visit) -> HttpResponse:
    """Say what closing means; POST closes the scoring."""
    back = _back(visit)
    if visit.request.method == "POST":
        close_scoring(visit.ref, acting=acting_of(visit))
        messages.success(
            visit.request,
            say(
                "Penilaian ditutup. Nilai tetap tertutup sampai dua orang membukanya.",
                "Scoring is closed. Marks stay shut until two people open them.",
            ),
        )
        return HttpResponseRedirect(reverse("plenary", args=_names(visit)))
    found = _progress(visit)
    return visit.render(
        "control/close.html", {"progress": found, "reasons": _reasons(visit, found), "back": back}
    )


def _back(visit: Visit) -> str:
    """Return where one came from: the control room, or the steps where there is none in sight."""
    return reverse("control_room" if is_full(visit.here) else "event_home", args=_names(visit))


def _progress(visit: Visit) -> Progress:
    return kept(visit.here, "progress", lambda: progress_of(held(visit.here).dossier))


def _told(visit: Visit) -> dict[str, Any]:
    found = _progress(visit)
    return {
        "progress": found,
        "percent": found.n_in * 100 // len(found.sheets) if found.sheets else 0,
        "columns": _columns(found),
        "rows": [
            {
                "person": person,
                "name": name,
                "cells": [_cell(found.of(person, code)) for code in found.examiners],
            }
            for person, name in found.people.items()
        ],
        "methods": [term_word(one) for one in dict.fromkeys(one.method for one in found.sheets)],
        "reasons": _reasons(visit, found),
        "may_open": visit.may("event", "open"),
        "may_close": visit.may("event", "close"),
        "is_scoring": visit.here.phase is Phase.SCORING,
        "contacts": _contacts(visit),
        "seal": last_seal(visit.here),
    }


def _columns(found: Progress) -> list[dict[str, Any]]:
    counts = found.by_examiner()
    return [
        {"code": code, "name": name, "n_in": counts[code][0], "n": counts[code][1]}
        for code, name in found.examiners.items()
    ]


def _cell(owed: tuple[Owed, ...]) -> dict[str, Any]:
    """Return the shapes of one participant and examiner, and what they say together."""
    n_in = sum(one.is_in for one in owed)
    if not owed:
        word = say("tidak bertugas", "not assigned")
    elif n_in == len(owed):
        word = say("diterima", "received")
    elif n_in:
        word = say("{n} dari {all}", "{n} of {all}", n=n_in, all=len(owed))
    else:
        word = say("belum", "not yet")
    words = {True: say("diterima", "received"), False: say("belum", "not yet")}
    shapes = [{"is_in": one.is_in, "says": f"{term_word(one.method)}: {words[one.is_in]}"} for one in owed]
    return {"shapes": shapes, "word": word, "is_in": bool(owed) and n_in == len(owed)}


def _reasons(visit: Visit, found: Progress) -> list[str]:
    """Return why closing must wait, each as a sentence that names whom it is about."""
    told = []
    if not found.sheets:
        told.append(say("Belum ada lembar yang harus diisi.", "There are no sheets to be filled in yet."))
    missing = found.missing
    for one in missing[:_MOST_NAMED]:
        told.append(
            say(
                "Lembar {method} dari {examiner} untuk {person} {name} belum diterima.",
                "The sheet on {method} by {examiner} for {person} {name} is not in yet.",
                method=term_word(one.method),
                examiner=found.examiners[one.examiner],
                person=one.person,
                name=found.people[one.person],
            )
        )
    if len(missing) > _MOST_NAMED:
        told.append(
            say(
                "Masih {n} lembar lain; semuanya tampak pada tabel.",
                "{n} more sheets; the table shows them all.",
                n=len(missing) - _MOST_NAMED,
            )
        )
    return told + [_lack(one) for one in found.lacks]


def _lack(one: Lack) -> str:
    match one.code:
        case "attendance_missing":
            return say(
                "Kehadiran {person} belum dicatat.",
                "Attendance of {person} is not recorded.",
                person=one.person,
            )
        case "component_missing":
            return say(
                "{person} belum memiliki bahan untuk {part}.",
                "{person} has nothing yet for {part}.",
                person=one.person,
                part=one.about,
            )
        case "mark_missing":
            return say(
                "Lembar {examiner} untuk {person} belum lengkap.",
                "The sheet of {examiner} for {person} is not complete.",
                examiner=one.about,
                person=one.person,
            )
        case _:
            return say(
                "Ada data {person} yang belum dapat dipakai; keterangannya tampak ketika kegiatan ditutup.",
                "Something about {person} cannot be used yet; closing tells what.",
                person=one.person or say("kegiatan", "the event"),
            )


def _contacts(visit: Visit) -> list[dict[str, Any]]:
    names = names_by_code(visit.here)
    return [
        {"device": one, "role": term_word(one.role), "who": names.get(one.holder, one.holder)}
        for one in contacts_of(visit.here)
    ]


def _names(visit: Visit) -> tuple[str, str]:
    return (visit.here.agency, visit.here.key)
