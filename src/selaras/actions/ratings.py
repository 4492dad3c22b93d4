"""Marks of an imported event: opened, entered sheet by sheet, closed."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from selaras.actions.access import Actor, require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row, locked_scheme, move_phase, phase_draft
from selaras.actions.evidence.appending import append
from selaras.core import casefile as c
from selaras.core.codec import hundredths
from selaras.core.entries import SCORING_TYPES, EntryDraft, EntryType, drafts_of
from selaras.core.errors import CoreError
from selaras.core.freezing import Locked, locked
from selaras.core.lifecycle import Phase
from selaras.core.rules import Rulebook
from selaras.outside.chance import Chance
from selaras.outside.clock import Clock
from selaras.records import models as rows
from selaras.records.ratings import NewRating, keep_ratings


def import_marks(
    ref: EventRef,
    case: c.CaseFile,
    rulebook: Rulebook,
    *,
    actor: Actor,
    declared_at: date,
    clock: Clock,
    chance: Chance,
) -> int:
    """Open scoring and enter attendance, marks and 360 answers; return the number of entries.

    Marks on a scheme other than the locked one are refused. Closing is a matter of the result: it is
    refused there while anything expected is missing.
    """
    require(actor, "import_marks")
    lock = locked(case, rulebook_digest=rulebook.digest)
    drafts = drafts_of_marks(case, lock=lock)
    with transaction.atomic():
        event = event_row(ref)
        if Phase(event.phase) is not Phase.READY:
            raise CoreError("move_not_allowed", phase=event.phase, verb="open_scoring")
        if (expected := locked_scheme(event)) != lock.digest:
            raise CoreError("scheme_not_the_locked_one", expected=expected, got=lock.digest)
        kept = append(event, drafts, actor=actor.name, declared_at=declared_at, clock=clock, chance=chance)
        sheets = [
            entry for draft, entry in zip(drafts, kept, strict=True) if draft.type is EntryType.RATING_SHEET
        ]
        _keep_ratings(event, case, sheets)
        move_phase(event, "open_scoring")
    return len(drafts)


def drafts_of_marks(case: c.CaseFile, *, lock: Locked) -> list[EntryDraft]:
    """Return the entries of imported marks: scoring is opened, then everything that was marked."""
    return [
        phase_draft(Phase.READY, "open_scoring", scheme=lock.digest),
        *drafts_of(case, SCORING_TYPES, lock=lock),
    ]


def _keep_ratings(event: rows.Event, case: c.CaseFile, entries: Sequence[rows.Entry]) -> None:
    participants = dict(event.participant_set.values_list("official__nip", "pk"))
    examiners = dict(event.examiner_set.values_list("code", "pk"))
    keep_ratings(
        [
            NewRating(
                agency_id=event.agency_id,
                event_id=event.pk,
                entry_id=entry.pk,
                participant_id=participants[sheet.nip],
                examiner_id=examiners[sheet.examiner],
                method=sheet.method.value,
                criterion=one.criterion,
                state=one.state.value,
                mark_hundredths=None if one.mark is None else hundredths(one.mark),
            )
            for sheet, entry in zip(case.rating_sheets, entries, strict=True)
            for one in sheet.ratings
        ]
    )
