"""Freezing a result: read back from the ledger, computed once, entered with its digest."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from selaras import __version__
from selaras.actions.access import Actor, require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row, move_phase, phase_draft
from selaras.actions.evidence.appending import Head, append, head_of, locked_head
from selaras.actions.evidence.checkpoints import checkpoint_now
from selaras.actions.foreseeing import Drawn, Foreseen, foresee_result
from selaras.core import casefile as c
from selaras.core.codec import to_json
from selaras.core.discrepancies import unconfirmed
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import SeveralErrors
from selaras.core.lifecycle import Phase
from selaras.core.numbers import numbers_of_event, numbers_of_people, payload_of
from selaras.core.outcome import Results
from selaras.core.publication import SCHEMA_VERSION, FrozenResult
from selaras.core.rules import Rulebook
from selaras.outside.chance import Chance
from selaras.outside.clock import Clock
from selaras.outside.signing import Signer
from selaras.records import models as rows

# Computing takes seconds; that something is entered in each of so many is somebody's machine.
_TRIES = 3


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
    drawn: Drawn = tuple,
    foreseen: Foreseen | None = None,
    computed: Callable[[c.CaseFile, Rulebook, Results], None] = lambda *_: None,
) -> Frozen:
    """Compute the result from the ledger alone, keep it, enter its digest; all that is shown is it.

    Estimates are made once from the marks and entered before the result that follows from them.
    signer : the log key, for a signed event; it also signs a checkpoint of the close and one of the result
    unconfirmed_allowed : for imported events alone, where nobody can be asked again; the papers say so
    drawn : estimates that the caller drew of these marks while they were entered; asked for when needed
    foreseen : the result that the caller computed of these very entries beforehand
    computed : told the results before they are kept, so that what follows from them may begin
    """
    require(actor, "freeze_result")
    by: dict[str, Any] = {"actor": actor.name, "declared_at": declared_at}
    by |= {"clock": clock, "chance": chance, "signer": signer}
    event = event_row(ref)
    # Seconds of computing hold up nobody: only what is known already is written while the ledger is held.
    found = foreseen if foreseen is not None else foresee_result(event, as_of=as_of, drawn=drawn)
    for _ in range(_TRIES):
        _check(found, unconfirmed_allowed=unconfirmed_allowed)
        computed(found.case, found.rulebook, found.results)
        with transaction.atomic():
            locked_head(event)
            if found.follows_from(event):
                return _enter(event, found, by)
        found = foresee_result(event, as_of=as_of, drawn=drawn)
    with transaction.atomic():
        # Something is entered all the time: now it has to wait.
        locked_head(event)
        found = foresee_result(event, as_of=as_of, drawn=drawn)
        _check(found, unconfirmed_allowed=unconfirmed_allowed)
        return _enter(event, found, by)


def _check(found: Foreseen, *, unconfirmed_allowed: bool) -> None:
    waiting = unconfirmed(found.results.officials)
    if waiting and not unconfirmed_allowed:
        raise SeveralErrors(waiting)


def _enter(event: rows.Event, found: Foreseen, by: dict[str, Any]) -> Frozen:
    """Enter a result and what goes before it, in the transaction that holds the ledger."""
    event.refresh_from_db()
    signer, clock = by["signer"], by["clock"]
    if found.estimates:
        append(event, found.estimates, **by)
    if Phase(event.phase) is Phase.SCORING:
        # The result was refused if anything expected were missing: the sheets are all in.
        closing = phase_draft(Phase.SCORING, "close_scoring", scheme=found.results.scheme_digest)
        append(event, [closing], **by)
        move_phase(event, "close_scoring")
        if signer is not None:
            checkpoint_now(event, log_key=signer, clock=clock)
    head = _keep(event, found, by=by)
    if signer is not None:
        checkpoint_now(event, log_key=signer, clock=clock)
    return Frozen(
        case=found.case,
        rulebook=found.rulebook,
        results=found.results,
        document=found.document,
        ledger_size=head.size,
        ledger_root=head.root,
    )


def _keep(event: rows.Event, found: Foreseen, *, by: dict[str, Any]) -> Head:
    """Enter the digest of a result, keep its row, and return where the ledger then stands."""
    results, document, as_of = found.results, found.document, found.as_of
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
            payload=payload_of(told_of_one, version=version),
        )
        for subject, told_of_one in (*numbers_of_people(results).items(), ("", numbers_of_event(results)))
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
