"""Signed packets enter one by one or not at all, in their device's order, and never twice."""

from selaras.actions.events import event_row
from selaras.actions.evidence.appending import head_of
from selaras.records.models import Entry, Rating
from tests.actions.evidence import live_events


def test_marks_signed_by_examiners_enter_in_order(db: None) -> None:
    live = live_events.scoring()

    receipts = live.received(*live.signed_sheets())

    first = receipts[0].index
    assert [one.index for one in receipts] == list(range(first, first + len(receipts)))
    assert head_of(event_row(live.ref)).size == first + len(receipts) == Entry.objects.count()
    assert Rating.objects.count() == sum(len(one.ratings) for one in live.case.rating_sheets)
