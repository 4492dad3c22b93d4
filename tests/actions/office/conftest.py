"""A signed event in its design, closed with a result, and where decisions are made."""

import pytest

from selaras.actions.evidence.live import move_event
from tests.actions.evidence.live_events import Live, designed
from tests.actions.evidence.test_live import doing, freeze, records
from tests.actions.office.saying import ANI, chosen
from tests.core.placement.placed_events import placed_case


@pytest.fixture
def live(db: None) -> Live:
    """A signed event in its design, with devices of the office, the officer and one participant."""
    one = designed(placed_case())
    one.enrol_all()
    for holder, role in (("PK", "PK"), (ANI, "PS")):
        tablet = one.tablet(holder, role)
        one.received(tablet.sign(tablet.enrolment()))
    return one


@pytest.fixture
def closed(live: Live) -> Live:
    live.lock_by_two()
    live.open_scoring()
    live.received(*live.signed_sheets())
    records(live)
    freeze(live)
    return live


@pytest.fixture
def deciding_now(closed: Live) -> Live:
    """The event whose proposal was chosen and cleared: P-003 goes to the empty post, or stays."""
    chosen(closed)
    move_event(closed.ref, "record_verdict", acting=doing("verdict"))
    return closed
