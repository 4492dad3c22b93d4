"""Keberatan: what participants object to, and the office's answers."""

from datetime import date

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from selaras.actions.office.objections import draft_of_answer
from selaras.core.decided import ObjectionAnswer
from selaras.core.errors import CoreError
from selaras.core.said import Objected, said_in
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.signing.asking import to_be_signed
from selaras.web.office.telling import people_in
from selaras.web.office.terms import term_word
from selaras.web.office.wording import say, sentence

_TAGS = {ObjectionAnswer.ACCEPTED: "good", ObjectionAnswer.PARTLY: "warn", ObjectionAnswer.REJECTED: "bad"}


@page("objection", "list")
def objections(visit: Visit) -> HttpResponse:
    """List what was objected: what waits for an answer first."""
    here = held(visit.here)
    people = people_in(here.case)
    told = [
        {"person": people[one.objection.official], **objection_told(one)}
        for one in said_in(here.entries).objections
    ]
    told.sort(key=lambda one: bool(one["answer"]))
    return visit.render(
        "deciding/objections.html", {"told": told, "may_answer": visit.may("objection", "answer")}
    )


@page("objection", "list", post=("objection", "answer"), is_logged=True)
def answer(visit: Visit, person: str, number: int) -> HttpResponse:
    """Show one objection; take the office's answer to it."""
    here = held(visit.here)
    key = (person, number)
    found = next(
        (
            one
            for one in said_in(here.entries).objections
            if (one.objection.official, one.objection.number) == key
        ),
        None,
    )
    if found is None:
        raise Http404
    typed = {name: visit.request.POST.get(name, "").strip() for name in ("answer", "words")}
    errors: dict[str, str] = {}
    if visit.request.method == "POST":
        chosen = next((one for one in ObjectionAnswer if one.value == typed["answer"]), None)
        if chosen is None:
            errors["answer"] = say("Pilih jawaban.", "Choose an answer.")
        if not typed["words"]:
            errors["words"] = say("Tulis alasan jawaban.", "Give the reasons.")
        if chosen is not None and not errors:
            try:
                draft = draft_of_answer(
                    visit.ref,
                    person,
                    number,
                    answer=chosen,
                    words=typed["words"],
                    answered_on=_today(),
                )
                told = say(
                    "Jawaban atas keberatan: {a}.", "Answer to the objection: {a}.", a=term_word(chosen)
                )
                back = reverse("objections", args=(visit.here.agency, visit.here.key))
                return to_be_signed(visit, [draft], told=[told, typed["words"]], back=back)
            except CoreError as wrong:
                errors["words"] = sentence(wrong)
    return visit.render(
        "deciding/answer.html",
        {
            "person": people_in(here.case)[person],
            **objection_told(found),
            "typed": typed,
            "errors": errors,
            "choices": [(one.value, term_word(one)) for one in ObjectionAnswer],
            "may_answer": visit.may("objection", "answer"),
        },
        status=422 if errors else 200,
    )


def objection_told(one: Objected) -> dict[str, object]:
    """Return an objection and its answer as a page tells them."""
    given = one.answer
    return {
        "number": one.objection.number,
        "about": term_word(one.objection.about),
        "made_on": one.objection.made_on,
        "words": one.words,
        "answer": term_word(given.answer) if given and given.answer else "",
        "tag": _TAGS.get(given.answer, "wait") if given and given.answer else "wait",
        "answered_on": given.answered_on if given else None,
        "answer_words": one.answer_words,
    }


def _today() -> date:
    return timezone.localtime().date()
