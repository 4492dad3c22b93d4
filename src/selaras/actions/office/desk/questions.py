"""The reviewer asks, the office answers; a question is answered once, and neither is changed later."""

from django.db import transaction

from selaras.actions.access import Actor, require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.core.errors import CoreError
from selaras.outside.clock import Clock
from selaras.records import models as rows

_LONGEST = 4000


def ask_question(ref: EventRef, text: str, *, about: str, account: int, actor: Actor, clock: Clock) -> int:
    """Put a question of the reviewer to the office and return its number."""
    require(actor, "ask_question")
    words = _words(text, "text")
    made = rows.Question.objects.create(
        **_of(ref), about=about.strip()[:120], text=words, asked_by_id=account, asked_at=clock.now()
    )
    return made.pk


def answer_question(
    ref: EventRef, number: int, answer: str, *, account: int, actor: Actor, clock: Clock
) -> None:
    """Answer a question; ``question_answered`` where somebody did already."""
    require(actor, "answer_question")
    words = _words(answer, "answer")
    with transaction.atomic():
        found = rows.Question.objects.select_for_update().filter(**_of(ref), pk=number, answered_at=None)
        if not found.update(answer=words, answered_by_id=account, answered_at=clock.now()):
            raise CoreError("question_answered", number=number)


def _of(ref: EventRef) -> dict[str, rows.Event | rows.Agency]:
    event = event_row(ref)
    return {"event": event, "agency": event.agency}


def _words(text: str, field: str) -> str:
    words = text.strip()
    if not words or len(words) > _LONGEST:
        raise CoreError("words_wanted", field=field, most=_LONGEST)
    return words
