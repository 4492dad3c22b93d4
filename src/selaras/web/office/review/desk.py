"""Meja Penelaah: the checklist of procedure, questions and answers, the bundle and its check on the spot."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from selaras.actions.office.desk.questions import answer_question, ask_question
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.outside.clock import SystemClock
from selaras.queries.office.desk.oversight import questions_of
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.review.bundles import checked
from selaras.web.office.review.checklist import checklist, reviewer_of
from selaras.web.office.wording import say, sentence


@page("review", "read")
def desk(visit: Visit) -> HttpResponse:
    """Show how the procedure stands, line by line."""
    return _desk(visit, {}, "", "")


@page("review", "read", post=("review", "ask"))
def ask(visit: Visit) -> HttpResponse:
    """Take a question of the reviewer."""
    if visit.request.method != "POST":
        return HttpResponseRedirect(_desk_url(visit))
    about = visit.request.POST.get("about", "")
    text = visit.request.POST.get("text", "")
    try:
        ask_question(
            visit.ref,
            text,
            about=about,
            account=visit.visitor.account,
            actor=visit.actor,
            clock=SystemClock(),
        )
    except CoreError as wrong:
        return _desk(visit, {"text": sentence(wrong)}, about, text)
    messages.success(visit.request, say("Pertanyaan disampaikan.", "The question is handed over."))
    return HttpResponseRedirect(_desk_url(visit) + "#questions")


@page("review", "read", post=("review", "answer"))
def answer(visit: Visit, number: int) -> HttpResponse:
    """Take the office's answer to one question."""
    if visit.request.method != "POST":
        return HttpResponseRedirect(_desk_url(visit))
    text = visit.request.POST.get("answer", "")
    try:
        answer_question(
            visit.ref,
            number,
            text,
            account=visit.visitor.account,
            actor=visit.actor,
            clock=SystemClock(),
        )
    except CoreError as wrong:
        return _desk(visit, {f"answer-{number}": sentence(wrong)}, "", text)
    messages.success(visit.request, say("Jawaban disampaikan.", "The answer is handed over."))
    return HttpResponseRedirect(_desk_url(visit) + "#questions")


def _desk(visit: Visit, errors: dict[str, str], about: str, text: str) -> HttpResponse:
    here = held(visit.here)
    parts = checklist(visit.here, here)
    n, n_met = sum(len(one.points) for one in parts), sum(one.n_met for one in parts)
    has_result = any(one.type is EntryType.RESULT for one in here.entries)
    return visit.render(
        "review/desk.html",
        {
            "parts": parts,
            "n": n,
            "n_met": n_met,
            "percent": round(100 * n_met / n) if n else 0,
            "reviewer": reviewer_of(here),
            "questions": questions_of(visit.here),
            "errors": errors,
            "typed": {"about": about, "text": text},
            "titles": [one.title for one in parts],
            "has_result": has_result,
            "checked": checked(visit.here),
            "may_ask": visit.may("review", "ask"),
            "may_answer": visit.may("review", "answer"),
            "may_check": visit.may("ledger", "read") and has_result,
            "may_r1": visit.may("bundle", "R1") and has_result,
            "may_r2": visit.may("bundle", "R2") and has_result,
            "may_clear": visit.may("clearance", "read"),
            "may_verdict": visit.may("review", "verdict"),
        },
        status=422 if errors else 200,
    )


def _desk_url(visit: Visit) -> str:
    return reverse("review_desk", args=(visit.here.agency, visit.here.key))
