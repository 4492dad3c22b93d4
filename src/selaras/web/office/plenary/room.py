"""Pembukaan & Pleno: marks opened by two, how far examiners lie apart, what would change, the freeze."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from selaras.actions.evidence.live import move_event
from selaras.actions.results import freeze_result
from selaras.core.evidence.acts import Act
from selaras.core.lifecycle import Phase
from selaras.core.said import said_in
from selaras.core.vocabulary import Role
from selaras.queries.office.panel.plenary import Course, Difference
from selaras.queries.office.pending import pending_acts
from selaras.queries.office.sheets import tasks_of
from selaras.web.office.acting import acting_of
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.plenary import telling
from selaras.web.office.plenary.keeping import (
    course_at,
    difference_at,
    flagged_at,
    prepared_at,
    results_at,
)
from selaras.web.office.plenary.spreading import spread_shown
from selaras.web.office.wording import say


@page("plenary", "read")
def plenary(visit: Visit) -> HttpResponse:
    """Show where the plenary stands and what comes next; before two people opened the marks, nothing else."""
    course = course_at(visit.here)
    told: dict[str, Any] = {
        "course": course,
        "is_revealed": visit.here.is_revealed,
        "waiting": _waiting(visit),
        "may_severities": course.result >= 0 and visit.may("severity", "read"),
        "own_reports": _own_reports(visit, course),
        "minutes": said_in(held(visit.here).entries).plenary if course.has_minutes else None,
    }
    if visit.here.is_revealed:
        told |= _opened(visit, course)
    told["steps"] = telling.steps(visit, course, told.get("n_open", 0), told.get("n_flagged", 0))
    return visit.render("plenary/room.html", told)


@page("sheet", "read_others", is_logged=True)
def person(visit: Visit, person: str) -> HttpResponse:
    """Show how the examiners marked one participant, by method."""
    results = results_at(visit.here)
    result = next(one for one in results.officials if one.code == person)
    names = {str(one.code): one.name for one in held(visit.here).case.examiners}
    flagged = [one for one in flagged_at(visit.here) if one.person == person]
    return visit.render(
        "plenary/person.html",
        {
            "result": result,
            "spreads": spread_shown(result, names),
            "flagged": [telling.flagged(visit, one) for one in flagged],
            "is_frozen": course_at(visit.here).is_frozen,
            "may_trail": visit.may("ledger", "trail"),
        },
    )


@page("plenary", "freeze", post=("plenary", "freeze"))
def freeze(visit: Visit) -> HttpResponse:
    """Show what would be frozen, whole; POST computes it once more, enters its digest, signs a checkpoint."""
    course = course_at(visit.here)
    reasons = _not_yet(visit, course)
    if visit.request.method == "POST" and not reasons:
        acting = acting_of(visit)
        drawn = prepared_at(visit.here, len(held(visit.here).entries)).measured
        freeze_result(
            visit.ref,
            as_of=timezone.localdate(),
            actor=acting.actor,
            declared_at=timezone.localdate(),
            clock=acting.clock,
            chance=acting.chance,
            signer=acting.signer,
            drawn=lambda: drawn,
        )
        messages.success(
            visit.request,
            say(
                "Hasil ditetapkan. Setiap halaman dan naskah kini menampilkan hasil ini.",
                "The result is frozen. Every page and paper now shows this result.",
            ),
        )
        return HttpResponseRedirect(_to(visit, "plenary"))
    told: dict[str, Any] = {"reasons": reasons}
    if not reasons:
        told |= {
            "n": sum(one.rank is not None for one in results_at(visit.here).officials),
            "difference": _difference(difference_at(visit.here)),
        }
    return visit.render("plenary/freeze.html", told, status=409 if visit.request.method == "POST" else 200)


@page("plenary", "sign", post=("plenary", "sign"))
def go_on(visit: Visit) -> HttpResponse:
    """Go on to the review once the minutes are signed."""
    if visit.request.method == "POST":
        move_event(visit.ref, "sign_minutes", acting=acting_of(visit))
        messages.success(
            visit.request,
            say(
                "Pleno selesai. Usulan dan telaah dapat dimulai.", "The plenary is over. Proposals may begin."
            ),
        )
    return HttpResponseRedirect(_to(visit, "plenary"))


def _opened(visit: Visit, course: Course) -> dict[str, Any]:
    """Return what the page shows of opened marks: whom one may look into, and which sheets are marked."""
    results, flagged = results_at(visit.here), flagged_at(visit.here)
    # Counts that nothing but the whole panel's marks make are for whoever may see the whole panel's.
    sees_all = visit.may("sheet", "read_others") or bool(visit.roles - {Role.EXAMINER})
    own = visit.visitor.holders_in(visit.here.key, Role.EXAMINER)
    readable = _readable(visit, own)
    shown = [one for one in flagged if sees_all or one.examiner in own]
    return {
        "people": [
            {"code": one.code, "name": one.name, "n_flagged": sum(each.person == one.code for each in shown)}
            for one in results.officials
            if one.code in readable
        ],
        "flagged": [telling.flagged(visit, one) for one in shown],
        "n_flagged": len(shown),
        "n_open": sum(one.is_open for one in shown),
        "difference": _difference(difference_at(visit.here)) if sees_all else None,
        "has_own_open": visit.may("plenary", "own_flagged")
        and any(one.is_open and one.examiner in own for one in flagged),
        "may_freeze": visit.may("plenary", "freeze") and not _not_yet(visit, course),
    }


def _readable(visit: Visit, own: frozenset[str]) -> frozenset[str]:
    """Return whose spread this visitor may open: everybody's, or of those whom the own sheets are in for."""
    everybody = {one.code for one in results_at(visit.here).officials if one.examiners}
    if visit.may("sheet", "read_others"):
        return frozenset(everybody)
    if not visit.may("sheet", "read_others", "handed_in"):
        return frozenset()
    owed: dict[str, bool] = {}
    for one in tasks_of(visit.here, own):
        owed[one.ratee.person] = owed.get(one.ratee.person, True) and one.is_in
    return frozenset(person for person, is_in in owed.items() if is_in and person in everybody)


def _own_reports(visit: Visit, course: Course) -> list[str]:
    """Return the codes under which this visitor has an own report to read."""
    if course.result < 0 or not visit.may("severity", "own"):
        return []
    return sorted(visit.visitor.holders_in(visit.here.key, Role.EXAMINER))


def _not_yet(visit: Visit, course: Course) -> list[str]:
    """Return why the result cannot be frozen now."""
    if visit.here.phase is not Phase.CLOSED:
        return [say("Penilaian belum ditutup.", "Scoring is not closed.")]
    if not visit.here.is_revealed:
        return [say("Nilai belum dibuka oleh dua orang.", "Two people have not opened the marks yet.")]
    if course.is_frozen:
        return [say("Hasil ini sudah ditetapkan.", "This result is frozen already.")]
    waiting = [one for one in flagged_at(visit.here) if one.is_open]
    return [
        say(
            "Lembar {method} dari {examiner} untuk {person} {name} belum dikonfirmasi pengujinya.",
            "The sheet on {method} by {examiner} for {person} {name} is not confirmed by its examiner.",
            method=telling.method(one.method),
            examiner=telling.examiner(visit, one.examiner),
            person=one.person,
            name=one.name,
        )
        for one in waiting
    ]


def _difference(found: Difference | None) -> dict[str, Any] | None:
    return None if found is None else telling.difference(found)


def _waiting(visit: Visit) -> list[dict[str, Any]]:
    """Return the acts of two that wait and belong to the plenary, for whoever may see them."""
    if not visit.may("pending", "list"):
        return []
    return [
        {"number": one.number, "act": one.act}
        for one in pending_acts(visit.here)
        if one.is_waiting and one.act in (Act.REVEAL, Act.REOPEN, Act.VOID)
    ]


def _to(visit: Visit, name: str) -> str:
    return reverse(name, args=(visit.here.agency, visit.here.key))
