"""Freezing a result: read back from the ledger, computed once, entered with its digest."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from selaras import __version__
from selaras.actions.access import Actor, require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row, move_phase, phase_draft
from selaras.actions.evidence.appending import Head, append, head_of, opened_entries
from selaras.actions.evidence.checkpoints import checkpoint_now
from selaras.core import casefile as c
from selaras.core.codec import to_json
from selaras.core.discrepancies import unconfirmed
from selaras.core.dossier import dossier_of
from selaras.core.entries import EntryDraft, EntryType, Opened
from selaras.core.errors import SeveralErrors
from selaras.core.freezing import locked
from selaras.core.lifecycle import Phase
from selaras.core.measuring import (
    UnitMeasurement,
    drafts_of_measurements,
    is_current,
    measure_units,
    measurements_in,
    reproduced,
)
from selaras.core.numbers import numbers_of_event, numbers_of_people, payload_of
from selaras.core.outcome import Results
from selaras.core.publication import SCHEMA_VERSION, FrozenResult, publication_bytes
from selaras.core.results import read_entries, results_from
from selaras.core.rules import Rulebook
from selaras.outside.chance import Chance
from selaras.outside.clock import Clock
from selaras.outside.signing import Signer
from selaras.records import models as rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """One frozen result with all it was computed from, and where the ledger stood."""

    case: c.CaseFile
    rulebook: Rulebook
    results: Results
    document: bytes  # results.json, byte for byte
    ledger_size: int
    ledger_root: bytes


def freeze_result(
    ref: EventRef,
    *,
    as_of: date,
    actor: Actor,
    declared_at: date,
    clock: Clock,
    chance: Chance,
    signer: Signer | None = None,
    unconfirmed_allowed: bool = False,
    drawn: Callable[[], Sequence[UnitMeasurement]] = tuple,
    computed: Callable[[c.CaseFile, Rulebook, Results], None] = lambda *_: None,
) -> Frozen:
    """Compute the result from the ledger alone, keep it, enter its digest; all that is shown is it.

    Estimates are made once from the marks and entered before the result that follows from them.
    signer : the log key, for a signed event; it also signs a checkpoint of the close and one of the result
    unconfirmed_allowed : for imported events alone, where nobody can be asked again; the papers say so
    drawn : estimates that the caller drew of these marks while they were entered; asked for when needed
    computed : told the results before they are kept, so that what follows from them may begin
    """
    require(actor, "freeze_result")
    with transaction.atomic():
        event = event_row(ref)
        entries = opened_entries(event)
        case, rulebook = read_entries(entries)
        by: dict[str, Any] = {"actor": actor.name, "declared_at": declared_at}
        by |= {"clock": clock, "chance": chance, "signer": signer}
        measured, drafts = _measurements(case, rulebook, entries, drawn)
        if drafts:
            append(event, drafts, **by)
        results = results_from(case, rulebook, as_of=as_of, measured=measured)
        waiting = unconfirmed(results.officials)
        if waiting and not unconfirmed_allowed:
            raise SeveralErrors(waiting)
        computed(case, rulebook, results)
        document = publication_bytes(case, results)
        if Phase(event.phase) is Phase.SCORING:
            # The result above was refused if anything expected were missing: the sheets are all in.
            closing = phase_draft(Phase.SCORING, "close_scoring", scheme=results.scheme_digest)
            append(event, [closing], **by)
            move_phase(event, "close_scoring")
            if signer is not None:
                checkpoint_now(event, log_key=signer, clock=clock)
        head = _keep(event, results, document, as_of=as_of, by=by)
        if signer is not None:
            checkpoint_now(event, log_key=signer, clock=clock)
    return Frozen(
        case=case,
        rulebook=rulebook,
        results=results,
        document=document,
        ledger_size=head.size,
        ledger_root=head.root,
    )


def _keep(event: rows.Event, results: Results, document: bytes, *, as_of: date, by: dict[str, Any]) -> Head:
    """Enter the digest of a result, keep its row, and return where the ledger then stands."""
    digest = hashlib.sha256(document).hexdigest()
    version = rows.Result.objects.filter(event=event).count() + 1
    told = FrozenResult(
        version=version,
        as_of=as_of,
        document=digest,
        program=f"selaras {__version__}",
        schema=SCHEMA_VERSION,
    )
    lock = results.scheme_digest
    result = EntryDraft(type=EntryType.RESULT, subject="", method="", form=lock, payload=to_json(told))
    numbers = [
        EntryDraft(
            type=EntryType.NUMBERS,
            subject=subject,
            method="",
            form=lock,
            payload=payload_of(found, version=version),
        )
        for subject, found in (*numbers_of_people(results).items(), ("", numbers_of_event(results)))
    ]
    append(event, [*numbers, result], **by)
    head = head_of(event)
    rows.Result.objects.create(
        agency=event.agency,
        event=event,
        version=version,
        as_of=as_of,
        document=document.decode(),
        document_digest=digest,
        scheme_digest=results.scheme_digest,
        rulebook_digest=results.rulebook_digest,
        ledger_size=head.size,
        ledger_root=head.root,
        frozen_at=by["clock"].now(),
    )
    return head


def _measurements(
    case: c.CaseFile,
    rulebook: Rulebook,
    entries: Sequence[Opened],
    drawn: Callable[[], Sequence[UnitMeasurement]],
) -> tuple[tuple[UnitMeasurement, ...], list[EntryDraft]]:
    """Return the estimates of an event and the entries that are still to be made of them.

    Of marks that did not change a later version of the result shows the same margins. They are drawn again
    all the same: estimates that somebody slipped in after the marks would else be believed.
    """
    if case.scheme.measurement is None or not case.has_marks:
        return (), []
    lock = locked(case, rulebook_digest=rulebook.digest)
    dossier = dossier_of(case, rulebook)
    kept = measurements_in(entries)
    made = measure_units(dossier, scheme_digest=lock.digest, drawn=drawn())
    if kept and is_current(dossier, kept, scheme_digest=lock.digest) and reproduced(kept, made):
        return kept, []
    return made, drafts_of_measurements(made, forms=lock.forms)
