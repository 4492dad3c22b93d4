"""Importing an event: its design enters the ledger, is locked, and stands as rows that can be rebuilt."""

from datetime import date

from django.db import transaction

from selaras.actions.access import Actor, require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import keep_event, move_phase, phase_draft
from selaras.actions.evidence.appending import append
from selaras.core import casefile as c
from selaras.core.completeness import check_entered
from selaras.core.entries import DESIGN_TYPES, RECORD_TYPES, EntryDraft, EntryType, drafts_of
from selaras.core.errors import SeveralErrors
from selaras.core.freezing import locked
from selaras.core.lifecycle import Phase
from selaras.core.rules import Rulebook
from selaras.outside.chance import Chance
from selaras.outside.clock import Clock


def import_event(
    case: c.CaseFile,
    rulebook: Rulebook,
    *,
    actor: Actor,
    declared_at: date,
    clock: Clock,
    chance: Chance,
) -> EventRef:
    """Enter a filled design, pin the rulebook and lock the scheme, as entries of class imported.

    Two people lock a scheme; an import cannot prove that they did, and its entries never say so.
    """
    require(actor, "import_event")
    errors = check_entered(case)
    if errors:
        raise SeveralErrors(errors)
    ref = EventRef(agency=case.agency.code, key=case.event.key)
    drafts = drafts_of_design(case, rulebook)
    with transaction.atomic():
        event = keep_event(case, rulebook)
        append(event, drafts, actor=actor.name, declared_at=declared_at, clock=clock, chance=chance)
        move_phase(event, "lock_scheme")
    return ref


def drafts_of_design(case: c.CaseFile, rulebook: Rulebook) -> list[EntryDraft]:
    """Return the entries of an imported design, locked, with the records that need no test."""
    lock = locked(case, rulebook_digest=rulebook.digest)
    return [
        EntryDraft(type=EntryType.RULEBOOK, subject="", method="", form="", payload=rulebook.to_payload()),
        *drafts_of(case, DESIGN_TYPES, lock=lock),
        phase_draft(Phase.DESIGN, "lock_scheme", scheme=lock.digest),
        *drafts_of(case, RECORD_TYPES, lock=lock),
    ]
