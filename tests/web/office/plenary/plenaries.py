"""A signed event brought to its plenary: records and sheets in, closed, opened by two, perhaps reopened."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.test import Client

from selaras.actions.evidence.acts import asked_to_reopen, asked_to_reveal, reopen_scoring, reveal
from selaras.actions.evidence.live import enter_inputs, move_event
from selaras.core import casefile as c
from selaras.core.entries import RECORD_TYPES, EntryDraft, EntryType
from selaras.core.scheme import DiscrepancyRule
from selaras.core.vocabulary import Role
from selaras.outside.chance import SeededChance
from tests.actions.evidence import live_events
from tests.actions.evidence.live_events import Live
from tests.tampered.cases import case_of
from tests.web.office import offices

# Marks lie far apart by chance, so this limit marks some sheets.
LIMIT = DiscrepancyRule(distance_points=Decimal(20), dixon_percent=None, residual=None)


def case_with_limit(**sizes: int) -> c.CaseFile:
    one = case_of(**{"officials": 3, "methods": 1, "examiners": 3, **sizes}, seed="h2")  # type: ignore[arg-type]
    return replace(one, scheme=replace(one.scheme, discrepancy=LIMIT))


def scored(case: c.CaseFile | None = None) -> Live:
    """Return an event in which everything is in, scoring still open."""
    live = live_events.scoring(case or case_with_limit())
    enter_inputs(live.ref, live.case, live.rulebook, types=RECORD_TYPES, acting=by("records"))
    live.received(*live.signed_sheets())
    return live


def closed(case: c.CaseFile | None = None) -> Live:
    live = scored(case)
    move_event(live.ref, "close_scoring", acting=by("close"))
    return live


def opened(case: c.CaseFile | None = None) -> Live:
    live = closed(case)
    open_marks(live)
    return live


def open_marks(live: Live, seed: str = "reveal") -> None:
    reveal(live.ref, approvals=live.agreed(asked_to_reveal()), acting=by(seed))


def reopen(live: Live) -> None:
    reopen_scoring(live.ref, approvals=live.agreed(asked_to_reopen(live.ref)), acting=by("reopen"))


def by(seed: str) -> Any:
    return live_events.acting(chance=SeededChance(seed))


def path(live: Live, end: str = "") -> str:
    return f"/k/{live.ref.agency}/{live.ref.key}/{end}"


def chair(live: Live) -> Client:
    return offices.browser_of(live.ref, Role.CHAIR, holder="KP")


def secretary(live: Live) -> Client:
    return offices.browser_of(live.ref, Role.SECRETARIAT, holder="SK")


def examiner(live: Live, code: str = "P1") -> Client:
    return offices.browser_of(live.ref, Role.EXAMINER, name=f"penguji-{code.lower()}", holder=code)


def signed_by(live: Live, told: Any) -> None:
    """Sign what a page asks for as a browser would, and send it."""
    drafts = [EntryDraft(**{**one, "type": EntryType(one["type"])}) for one in told["drafts"]]
    live.received(*(live.tablet(told["holder"]).sign(one) for one in drafts))
