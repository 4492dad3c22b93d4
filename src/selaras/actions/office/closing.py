"""Closing an event's scoring once every sheet and record is there, and none before."""

from django.db import transaction

from selaras.actions.access import require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.acting import Acting
from selaras.actions.evidence.appending import locked_head, opened_entries
from selaras.actions.evidence.live import move_event
from selaras.core.completeness import check_entered, check_marks
from selaras.core.dossier import dossier_of
from selaras.core.errors import SeveralErrors
from selaras.core.lifecycle import Phase
from selaras.core.results import read_entries


def close_scoring(ref: EventRef, *, acting: Acting) -> Phase:
    """Close the scoring; refuse with every gap named, as the result itself would."""
    require(acting.actor, "move_event")
    with transaction.atomic():
        event = event_row(ref)
        # Nothing comes in between the look and the close.
        locked_head(event)
        case, rulebook = read_entries(opened_entries(event))
        wrong = check_entered(case) or check_marks(dossier_of(case, rulebook))
        if wrong:
            raise SeveralErrors(wrong)
        return move_event(ref, "close_scoring", acting=acting)
