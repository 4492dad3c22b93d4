"""Moments that the office sets: from when own results may be seen, until when papers and objections come.

Without the first, own results are seen after the decree; without the others the phase alone decides.
"""

from datetime import datetime

from selaras.actions.access import Actor, require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.core.errors import CoreError
from selaras.outside.clock import Clock
from selaras.records import models as rows

OWN_RESULT = "own-result"
PAPERS_UNTIL = "papers-until"
OBJECTIONS_UNTIL = "objections-until"
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
    _keep(event, OWN_RESULT, visible_from, text=text.strip(), account=account, clock=clock)


def set_until(
    ref: EventRef, thing: str, until: datetime, *, account: int, actor: Actor, clock: Clock
) -> None:
    """Set until when papers (``PAPERS_UNTIL``) or objections (``OBJECTIONS_UNTIL``) may be handed in."""
    require(actor, "announce")
    if thing not in (PAPERS_UNTIL, OBJECTIONS_UNTIL):
        raise CoreError("payload_field_wrong", field=thing[:40])
    _keep(event_row(ref), thing, until, text="", account=account, clock=clock)


def _keep(event: rows.Event, thing: str, moment: datetime, *, text: str, account: int, clock: Clock) -> None:
    rows.Announcement.objects.create(
        agency_id=event.agency_id,
        event=event,
        thing=thing,
        visible_from=moment,
        text=text,
        made_by_id=account,
        made_at=clock.now(),
    )
