"""Entering the timetable: the one that people are told, so that it can be shown later what they were told."""

from datetime import date

from django.db import transaction

from selaras.actions.access import Actor, require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.appending import append, opened_entries
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.lifecycle import Phase
from selaras.core.results import read_entries
from selaras.core.timetable import Timetable, check, timetable_to_json
from selaras.outside.chance import Chance
from selaras.outside.clock import Clock
from selaras.outside.signing import Signer

# Once the marks are in, nobody sits any more.
_SITTING = (Phase.DESIGN, Phase.READY, Phase.SCORING)


def enter_timetable(
    ref: EventRef,
    timetable: Timetable,
    *,
    actor: Actor,
    declared_at: date,
    clock: Clock,
    chance: Chance,
    signer: Signer | None = None,
) -> None:
    """Enter a timetable as one entry.

    It changes no number. Refused: a broken one (``timetable_broken``), one drawn with another seed than the
    scheme publishes (``timetable_of_another_seed``), and one after the close (``timetable_after_close``).
    """
    require(actor, "plan_sittings")
    if broken := check(timetable):
        raise CoreError("timetable_broken", n=len(broken), first=broken[0].breach.value)
    draft = EntryDraft(
        type=EntryType.TIMETABLE, subject="", method="", form="", payload=timetable_to_json(timetable)
    )
    with transaction.atomic():
        event = event_row(ref)
        phase = Phase(event.phase)
        if phase not in _SITTING:
            raise CoreError("timetable_after_close", phase=phase.value)
        case, _ = read_entries(opened_entries(event))
        published = case.scheme.timetable_seed
        if published is not None and published != timetable.wanted.seed:
            raise CoreError("timetable_of_another_seed", expected=published, got=timetable.wanted.seed)
        append(
            event,
            [draft],
            actor=actor.name,
            declared_at=declared_at,
            clock=clock,
            chance=chance,
            signer=signer,
        )
