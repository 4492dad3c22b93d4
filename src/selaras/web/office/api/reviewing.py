"""Calls of a reviewer's system: questions to the office and its answers.

A verdict is a letter: its entry carries the signature of the reviewer's own device, which no token holds. A
system that keeps such a device sends it as every device does (``docs/tablet-api.md``).
"""

from django.http import HttpRequest, HttpResponse
from ninja import Status

from selaras.actions.office.desk.questions import answer_question, ask_question
from selaras.outside.clock import SystemClock
from selaras.queries.office.desk.oversight import questions_of
from selaras.web.office.api.asking import REFUSALS, api, part, visit_of
from selaras.web.office.api.shapes import (
    USUALLY_TOLD,
    Answering,
    Asked,
    Asking,
    EventKey,
    Limit,
    Number,
    Offset,
    QuestionTold,
)


@api.get("/events/{key}/questions", response={200: list[QuestionTold], 304: None, **REFUSALS})
def questions(
    request: HttpRequest,
    response: HttpResponse,
    key: EventKey,
    limit: Limit = USUALLY_TOLD,
    offset: Offset = 0,
) -> list[QuestionTold]:
    """The reviewer's questions, those without an answer first."""
    visit = visit_of(request, "questions", ("review", "read"), key)
    told = [
        QuestionTold(
            number=one.number,
            about=one.about,
            text=one.text,
            asked_by=one.by,
            asked_at=one.at,
            answer=one.answer or None,
            answered_by=one.answered_by or None,
            answered_at=one.answered_at,
        )
        for one in questions_of(visit.here)
    ]
    return part(told, request, response, limit, offset)


@api.post("/events/{key}/questions", response={201: Asked, **REFUSALS})
def ask(request: HttpRequest, key: EventKey, asking: Asking) -> Status[Asked]:
    """Put a question to the office, as its reviewer."""
    visit = visit_of(request, "ask", ("review", "ask"), key)
    number = ask_question(
        visit.ref,
        asking.text,
        about=asking.about,
        account=visit.visitor.account,
        actor=visit.actor,
        clock=SystemClock(),
    )
    return Status(201, Asked(number=number))


@api.post("/events/{key}/questions/{number}/answer", response={204: None, **REFUSALS})
def answer(request: HttpRequest, key: EventKey, number: Number, answering: Answering) -> Status[None]:
    """Answer one question, once."""
    visit = visit_of(request, "answer", ("review", "answer"), key)
    answer_question(
        visit.ref,
        number,
        answering.answer,
        account=visit.visitor.account,
        actor=visit.actor,
        clock=SystemClock(),
    )
    return Status(204, None)
