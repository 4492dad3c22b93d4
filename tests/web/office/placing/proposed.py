"""Small events with slates, imported and signed, standing in the review."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from selaras.actions.event_ref import EventRef
from selaras.actions.evidence.live import move_event
from selaras.actions.office.minutes import draft_of_minutes
from selaras.actions.placement import propose
from selaras.core.entries import EntryType
from selaras.records import models as rows
from tests.actions.evidence.live_events import Live, acting, designed
from tests.actions.evidence.test_live import doing, freeze, records
from tests.actions.test_import import by
from tests.actions.test_placement import scored
from tests.core.placement.placed_events import placed_case


def imported(case: Any = None) -> EventRef:
    """Return an imported event with its slates, before its minutes are signed."""
    ref, frozen = scored(case)
    propose(ref, frozen, **by())
    return ref


def in_review(case: Any = None) -> EventRef:
    ref = imported(case)
    move_event(ref, "sign_minutes", acting=acting(signer=None))
    return ref


def signed_in_review(dissent: Mapping[str, str] | None = None) -> Live:
    """Return a signed event in the review: chair and secretariat have their tablets."""
    live = designed(placed_case())
    live.enrol_all()
    live.lock_by_two()
    live.open_scoring()
    live.received(*live.signed_sheets())
    records(live)
    signed = doing("propose")
    propose(live.ref, freeze(live), **{**signed.by, "actor": signed.actor})
    scan = hashlib.sha256(b"BA").hexdigest()
    told = draft_of_minutes(live.ref, held_on=date(2024, 2, 1), absent={}, dissent=dissent or {}, scan=scan)
    live.received(live.tablet("KP").sign(told))
    move_event(live.ref, "sign_minutes", acting=doing("minutes"))
    return live


def n_of(ref: EventRef, kind: EntryType) -> int:
    return rows.Entry.objects.filter(event__key=ref.key, type=kind.value).count()


def url(ref: EventRef, end: str) -> str:
    return f"/k/{ref.agency}/{ref.key}/{end}"
