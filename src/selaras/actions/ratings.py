"""Marks of an imported event: opened, entered sheet by sheet, closed."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from selaras.actions.access import Actor, require
from selaras.actions.events import EventRef, event_row, move_phase, phase_draft
from selaras.actions.evidence import append
from selaras.core import casefile as c
from selaras.core.codec import hundredths
from selaras.core.entries import SCORING_TYPES, EntryType, drafts_of
from selaras.core.errors import CoreError
from selaras.core.lifecycle import Phase
from selaras.outside.chance import Chance
from selaras.outside.clock import Clock
from selaras.records import models as rows


def import_marks(
    ref: EventRef,
    case: c.CaseFile,
    *,
    actor: Actor,
    declared_at: date,
    clock: Clock,
    chance: Chance,
) -> int:
    """Enter attendance, marks and records between the opening and the closing; return the number of entries.

    Marks on a form that was not locked are refused: every sheet carries the digest of its form.
    """
    require(actor, "import_marks")
    scheme = case.scheme.digest
    with transaction.atomic():
        event = event_row(ref)
        if Phase(event.phase) is not Phase.READY:
            raise CoreError("move_not_allowed", phase=event.phase, verb="open_scoring")
        drafts = [
            phase_draft(Phase.READY, "open_scoring", scheme=scheme),
            *drafts_of(case, SCORING_TYPES),
            phase_draft(Phase.SCORING, "close_scoring", scheme=scheme),
        ]
        kept = append(event, drafts, actor=actor.name, declared_at=declared_at, clock=clock, chance=chance)
        sheets = [
            entry for draft, entry in zip(drafts, kept, strict=True) if draft.type is EntryType.RATING_SHEET
        ]
        _keep_ratings(event, case, sheets)
        move_phase(event, "open_scoring")
        move_phase(event, "close_scoring")
    return len(drafts)


def _keep_ratings(event: rows.Event, case: c.CaseFile, entries: Sequence[rows.Entry]) -> None:
    participants = {one.official.nip: one for one in event.participant_set.select_related("official")}
    examiners = {one.code: one for one in event.examiner_set.all()}
    rows.Rating.objects.bulk_create(
        rows.Rating(
            agency=event.agency,
            event=event,
            entry=entry,
            participant=participants[sheet.nip],
            examiner=examiners[sheet.examiner],
            method=sheet.method.value,
            criterion=one.criterion,
            state=one.state.value,
            mark_hundredths=None if one.mark is None else hundredths(one.mark),
        )
        for sheet, entry in zip(case.rating_sheets, entries, strict=True)
        for one in sheet.ratings
    )
