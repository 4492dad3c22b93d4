"""How much of an event its pages show: a setting of the office, for no number and no rule depends on it."""

from selaras.actions.access import require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.acting import Acting
from selaras.core.vocabulary import Extent
from selaras.records import models as rows


def choose_extent(ref: EventRef, extent: Extent, *, account: int, acting: Acting) -> None:
    """Keep what somebody chose for everybody; the choice before it is replaced."""
    require(acting.actor, "choose_extent")
    event = event_row(ref)
    rows.ShownExtent.objects.update_or_create(
        event=event,
        defaults={
            "agency_id": event.agency_id,
            "extent": extent.value,
            "chosen_by_id": account,
            "chosen_at": acting.clock.now(),
        },
    )
