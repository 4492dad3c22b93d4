"""Notices that wait to be sent by mail or copied into WhatsApp; they never tell a result."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from selaras.actions.access import Actor, require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.core.errors import CoreError
from selaras.outside.clock import Clock
from selaras.records import models as rows
from selaras.records.office.desk import NoticeState

MAIL, WHATSAPP = "mail", "whatsapp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One notice to one person; ``subject`` says what it is and tells it from the next."""

    channel: str
    recipient: str
    subject: str
    body: str


def write_notices(ref: EventRef, messages: Sequence[Message], *, actor: Actor, clock: Clock) -> int:
    """Lay notices out to be sent and return how many; those of the same subject that wait are withdrawn."""
    require(actor, "write_notices")
    with transaction.atomic():
        event = event_row(ref)
        waiting = rows.Notice.objects.filter(event=event, state=NoticeState.READY.value)
        waiting.filter(subject__in={one.subject for one in messages}).update(
            state=NoticeState.WITHDRAWN.value
        )
        made = rows.Notice.objects.bulk_create(
            rows.Notice(
                agency_id=event.agency_id,
                event=event,
                channel=one.channel,
                recipient=one.recipient[:200],
                subject=one.subject[:200],
                body=one.body,
                state=NoticeState.READY.value,
                made_at=clock.now(),
            )
            for one in messages
        )
    return len(made)


def end_notice(
    ref: EventRef, number: int, *, was_sent: bool, account: int, actor: Actor, clock: Clock
) -> None:
    """Note that a notice was sent, or withdraw it; ``notice_not_waiting`` where it ended already."""
    require(actor, "write_notices")
    state = NoticeState.SENT if was_sent else NoticeState.WITHDRAWN
    sent = {"sent_at": clock.now(), "sent_by_id": account} if was_sent else {}
    with transaction.atomic():
        found = rows.Notice.objects.filter(event=event_row(ref), pk=number, state=NoticeState.READY.value)
        if not found.update(state=state.value, **sent):
            raise CoreError("notice_not_waiting", number=number)
