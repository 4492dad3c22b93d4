"""Announcing: from which moment on participants may see their own results. Without it, after the decree."""

from datetime import datetime

from selaras.actions.access import Actor, require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.core.errors import CoreError
from selaras.outside.clock import Clock
from selaras.records import models as rows

OWN_RESULT = "own-result"
_LONGEST = 2000


def announce(
    ref: EventRef,
    *,
    visible_from: datetime,
    text: str,
    account: int,
    actor: Actor,
    clock: Clock,
) -> None:
    """Set the moment; the last one counts, those before stay to be looked at.

    Raises ``announcement_before_result`` while nothing is frozen that could be announced.
    """
    require(actor, "announce")
    event = event_row(ref)
    if not rows.Result.objects.filter(event=event).exists():
        raise CoreError("announcement_before_result")
    if len(text) > _LONGEST:
        raise CoreError("words_wanted", field="text", most=_LONGEST)
    rows.Announcement.objects.create(
        agency_id=event.agency_id,
        event=event,
        thing=OWN_RESULT,
        visible_from=visible_from,
        text=text.strip(),
        made_by_id=account,
        made_at=clock.now(),
    )
