"""Devices that sign what people say, and what stands of it in the ledger."""

import hashlib
from collections.abc import Callable
from datetime import date

import pytest

from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.appending import opened_entries
from selaras.actions.evidence.packets import Refused
from selaras.actions.office.decisions import (
    Numbered,
)
from selaras.actions.placement import Choice, asked_to_choose, choose, propose
from selaras.core.decided import (
    GroundKind,
    LawfulGround,
)
from selaras.core.entries import EntryDraft
from selaras.core.errors import CoreError
from selaras.core.said import Said, said_in
from tests.actions.evidence.live_events import Live
from tests.actions.evidence.test_live import doing, freeze
from tests.core.building import letter

ANI, CITRA = "P-001", "P-003"
SCAN = hashlib.sha256(b"pindaian").hexdigest()
DAY = date(2024, 3, 5)
DECREE = Numbered(number="821.2/44/2024", dated_on=DAY)
GROUND = LawfulGround(kind=GroundKind.OWN_WISH, number="12/2024", dated_on=DAY, issuer="Citra")


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(CoreError) as refused:
        act()
    return refused.value.code


def said(ref: EventRef) -> Said:
    return said_in(opened_entries(event_row(ref)))


def answer_to(live: Live, holder: str, draft: EntryDraft, role: str = "PG") -> str | None:
    """Let a device sign a draft and send it; return the refusal's code, None where it was taken in."""
    tablet = live.tablet(holder, role)
    before = (tablet.dseq, tablet.prev)
    (answer,) = live.receive(tablet.sign(draft))
    if isinstance(answer, Refused):
        tablet.dseq, tablet.prev = before
        return answer.code
    return None


def chosen(live: Live, *, seed: str = "choose", slate: str | None = None) -> str:
    """Let the officer's choice be recorded; return the slate."""
    signed = doing(f"propose/{seed}")
    if slate is None:
        frozen = freeze(live, seed=f"again/{seed}")
        slate = propose(live.ref, frozen, **{**signed.by, "actor": signed.actor}).slates[0]
        live.sign_minutes()
    asked = asked_to_choose(Choice(slate=slate, letter=letter(number=f"800/{seed}")))
    choose(live.ref, asked, approvals=live.agreed(asked), acting=doing(seed))
    return slate
