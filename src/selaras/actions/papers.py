"""Issuing papers: made from the frozen result, entered in the ledger by their digests."""

import hashlib
from collections.abc import Iterable
from datetime import date

from django.db import transaction

from selaras.actions.access import Actor, require
from selaras.actions.event_rows import EventRef, event_row
from selaras.actions.evidence.appending import append, head_of, ledger_of
from selaras.actions.evidence.checkpoints import checkpoint_now, checkpoints_of
from selaras.actions.results import Frozen
from selaras.core.codec import to_json
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.publication import IssuedPaper
from selaras.documents.papers import Paper, render_papers
from selaras.documents.stamping import log_note, stamp_of
from selaras.outside.chance import Chance
from selaras.outside.clock import Clock
from selaras.outside.signing import Signer
from selaras.records import models as rows


def make_papers(ref: EventRef, frozen: Frozen, *, note: str | None = None) -> Iterable[Paper]:
    """Return every paper that the event's stage calls for, one by one as they are made.

    note : the checkpoint at the result, signed by the log key, for the daily minutes; by default the kept one
    """
    ledger = ledger_of(event_row(ref))
    if note is None:
        kept = checkpoints_of(ref).get(frozen.ledger_size)
        note = log_note(kept) if kept is not None else ""
    stamp = stamp_of(ledger, size=frozen.ledger_size, root=frozen.ledger_root, note=note)
    return render_papers(frozen.case, frozen.results, frozen.rulebook, stamp)


def issue_papers(
    ref: EventRef,
    papers: Iterable[Paper],
    *,
    actor: Actor,
    declared_at: date,
    clock: Clock,
    chance: Chance,
    signer: Signer | None = None,
) -> int:
    """Enter the digests of papers that were made; return how many.

    signer : the log key, for a signed event; it also signs a checkpoint that covers them
    """
    require(actor, "issue_papers")
    made = [(one, hashlib.sha256(one.content).hexdigest()) for one in papers]
    with transaction.atomic():
        event = event_row(ref)
        drafts = [
            EntryDraft(
                type=EntryType.PAPER,
                subject="",
                method="",
                form="",
                payload=to_json(
                    IssuedPaper(code=one.code, file_name=one.file_name, title=one.title, sha256=digest)
                ),
            )
            for one, digest in made
        ]
        append(
            event,
            drafts,
            actor=actor.name,
            declared_at=declared_at,
            clock=clock,
            chance=chance,
            signer=signer,
        )
        if signer is not None:
            checkpoint_now(event, log_key=signer, clock=clock)
        size = head_of(event).size
        rows.Paper.objects.bulk_create(
            rows.Paper(
                agency=event.agency,
                event=event,
                code=one.code,
                title=one.title,
                file_name=one.file_name,
                sha256=digest,
                ledger_size=size,
            )
            for one, digest in made
        )
    return len(made)
