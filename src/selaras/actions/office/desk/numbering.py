"""Numbers of letters: each is given once in its year and series, for one paper, and never again."""

from datetime import date

from django.db import transaction

from selaras.actions.access import Actor, require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.core.errors import CoreError
from selaras.documents.facts import letter_number
from selaras.outside.clock import Clock
from selaras.records import models as rows

SERIES = "naskah"
_LARGEST = 999_999


def give_number(
    ref: EventRef,
    paper: str,
    *,
    pattern: str,
    on: date,
    account: int,
    actor: Actor,
    clock: Clock,
    serial: int | None = None,
) -> str:
    """Give a paper its number and return it.

    serial : as the agenda book has it; the next free one of the year without it
    Raises ``number_given`` for a paper that has one, ``number_taken`` for a serial that another paper has.
    """
    require(actor, "number_papers")
    with transaction.atomic():
        event = event_row(ref)
        # Whoever numbers next waits here: two papers never take the same number.
        rows.Agency.objects.select_for_update().get(pk=event.agency_id)
        if rows.LetterNumber.objects.filter(event=event, paper=paper, voided_because="").exists():
            raise CoreError("number_given", paper=paper)
        given = rows.LetterNumber.objects.filter(agency_id=event.agency_id, year=on.year, series=SERIES)
        last = given.order_by("-n").values_list("n", flat=True).first() or 0
        n = last + 1 if serial is None else serial
        if not 1 <= n <= _LARGEST:
            raise CoreError("number_out_of_range", most=_LARGEST)
        if given.filter(n=n).exists():
            raise CoreError("number_taken", n=n, year=on.year)
        number = letter_number(pattern, on=on, serial=n)
        rows.LetterNumber.objects.create(
            agency_id=event.agency_id,
            event=event,
            year=on.year,
            series=SERIES,
            n=n,
            number=number,
            paper=paper,
            given_by_id=account,
            given_at=clock.now(),
        )
    return number


def void_number(ref: EventRef, paper: str, *, because: str, actor: Actor) -> None:
    """Void a paper's number openly; the paper may get another, and the number is not given again."""
    require(actor, "number_papers")
    reason = because.strip()
    if not reason or len(reason) > 300:
        raise CoreError("words_wanted", field="because", most=300)
    with transaction.atomic():
        found = rows.LetterNumber.objects.filter(event=event_row(ref), paper=paper, voided_because="")
        if not found.update(voided_because=reason):
            raise CoreError("number_not_given", paper=paper)
