"""A signed event from its design to its close: entered by the office, vouched for by the log key.

What an examiner gives comes in by ``packets``, what two people must agree to by ``acts``.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from selaras.actions.access import require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row, keep_event, locked_scheme, move_phase, phase_draft
from selaras.actions.evidence.acting import Acting
from selaras.actions.evidence.appending import append, opened_entries
from selaras.actions.evidence.checkpoints import checkpoint_by
from selaras.actions.evidence.policies import keep_policy_of
from selaras.actions.evidence.receptions import wants_signatures
from selaras.actions.evidence.unsigned import judge_unsigned
from selaras.core import casefile as c
from selaras.core.completeness import check_entered
from selaras.core.decisions import decisions_in
from selaras.core.entries import DESIGN_TYPES, EntryDraft, EntryType, Opened, drafts_of
from selaras.core.errors import CoreError, SeveralErrors
from selaras.core.evidence.policy import Policy
from selaras.core.freezing import locked
from selaras.core.lifecycle import Phase
from selaras.core.permissions import decree_bars
from selaras.core.results import read_entries
from selaras.core.rules import Rulebook
from selaras.core.said import said_in
from selaras.records import models as rows

# Moves that rest on what people said; without a log key nobody has judged them yet.
_SAID_FOR = ("sign_minutes", "issue_decrees")
# Marks are signed by whoever gives them; the office enters everything else.
_NOT_BY_THE_OFFICE = frozenset({EntryType.RATING_SHEET, EntryType.RECONFIRMATION, EntryType.VOID})


def open_event(case: c.CaseFile, rulebook: Rulebook, *, policy: Policy, acting: Acting) -> EventRef:
    """Enter a filled design, pin rulebook and policy; the scheme stays open until two people lock it.

    The policy must demand signed marks and name the log key: whoever verifies believes nothing else.
    """
    require(acting.actor, "open_event")
    if errors := check_entered(case):
        raise SeveralErrors(errors)
    ref = EventRef(agency=case.agency.code, key=case.event.key)
    if policy.log != ref.origin:
        raise CoreError("policy_of_another_log", expected=ref.origin, got=policy.log)
    if not policy.signed_marks:
        raise CoreError("policy_without_signed_marks", key=ref.key)
    lock = locked(case, rulebook_digest=rulebook.digest)
    drafts = [
        EntryDraft(type=EntryType.RULEBOOK, subject="", method="", form="", payload=rulebook.to_payload()),
        *drafts_of(case, DESIGN_TYPES, lock=lock),
    ]
    with transaction.atomic():
        event = keep_event(case, rulebook)
        keep_policy_of(event, policy, clock=acting.clock)
        append(event, drafts, **acting.by)
    return ref


def enter_inputs(
    ref: EventRef, case: c.CaseFile, rulebook: Rulebook, types: Sequence[EntryType], *, acting: Acting
) -> int:
    """Enter what a case file lists of these types, on the scheme that is locked; return how many entries."""
    require(acting.actor, "enter_inputs")
    for kind in types:
        if kind in _NOT_BY_THE_OFFICE:
            raise CoreError("mark_not_signed", type=kind.value)
    lock = locked(case, rulebook_digest=rulebook.digest)
    with transaction.atomic():
        event = event_row(ref)
        if (expected := locked_scheme(event)) != lock.digest:
            raise CoreError("scheme_not_the_locked_one", expected=expected, got=lock.digest)
        return len(append(event, drafts_of(case, types, lock=lock), **acting.by))


def move_event(ref: EventRef, verb: str, *, acting: Acting) -> Phase:
    """Move an event to its next phase by a verb that one person may use, and sign a checkpoint of it.

    A signed event goes on to the review with minutes only (``minutes_missing``), and to its follow-up once
    everybody of the proposal has a decision (``decrees_before_decisions``). No event goes on to its follow-up
    with a decree that the law forbids (``decree_barred``).
    """
    require(acting.actor, verb if verb == "change_target" else "move_event")
    with transaction.atomic():
        event = event_row(ref)
        draft = phase_draft(Phase(event.phase), verb, scheme=locked_scheme(event))
        if verb == "issue_decrees":
            _check_issued(opened_entries(event))
        if wants_signatures(event):
            _check_said(event, verb)
        append(event, [draft], **acting.by)
        if acting.signer is None and verb in _SAID_FOR:
            judge_unsigned(event)
        move_phase(event, verb)
        checkpoint_by(event, acting=acting)
    return Phase(event.phase)


def _check_said(event: rows.Event, verb: str) -> None:
    """Refuse a move before what must be said for it; ledgers from before there were such entries hold on."""
    if verb == "sign_minutes":
        entries = rows.Entry.objects.filter(event=event)
        if not entries.filter(type=EntryType.MINUTES.value).exists():
            raise CoreError("minutes_missing")
    elif verb == "issue_decrees":
        for code in decisions_in(opened_entries(event)).undecided:
            raise CoreError("decrees_before_decisions", subject=code)


def _check_issued(entries: Sequence[Opened]) -> None:
    known = decisions_in(entries)
    homes = known.proposed.homes if known.proposed is not None else {}
    made = said_in(entries).decisions
    moved = (code for code, post in known.standing.items() if post != homes.get(code) and code in made)
    check_decrees(entries, {made[code].decree_on for code in moved})


def check_decrees(entries: Sequence[Opened], days: Iterable[date | None]) -> None:
    """Refuse decrees of these days, each moving somebody, before which a gate is shut.

    days : None for a decree that has no number yet
    """
    wanted = sorted(set(days), key=lambda one: one or date.max)
    if not wanted:
        return
    case, rulebook = read_entries(entries)
    for on in wanted:
        for bar in decree_bars(case, rulebook, on=on):
            raise CoreError("decree_barred", rule=bar.rule, article=bar.article)
