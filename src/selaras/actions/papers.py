"""Issuing papers: made from the frozen result, entered in the ledger by their digests."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Protocol

from django.db import transaction

from selaras.actions.access import Actor, require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.appending import append, head_of, ledger_of
from selaras.actions.evidence.checkpoints import checkpoint_now, checkpoints_of
from selaras.actions.results import Frozen
from selaras.core.codec import to_json
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.opening import Ledger, opened_ledger
from selaras.core.lifecycle import Phase
from selaras.core.placement.choosing import chosen_in
from selaras.core.placement.offer import Offer
from selaras.core.publication import IssuedPaper
from selaras.core.results import read_entries
from selaras.documents.papers import LedgerStamp, Paper, render_papers, render_witness_papers
from selaras.documents.printing.dressing import Dressing
from selaras.documents.stamping import log_note, stamp_of
from selaras.outside.chance import Chance
from selaras.outside.clock import Clock
from selaras.outside.signing import Signer
from selaras.records import models as rows


def make_papers(
    ref: EventRef,
    frozen: Frozen,
    *,
    note: str | None = None,
    offer: Offer | None = None,
    only: Collection[str] | None = None,
    names: Collection[str] | None = None,
    dress: Dressing | None = None,
) -> Iterable[Paper]:
    """Return every paper that the event's stage calls for, one by one as they are made.

    The usul is of what the deciding officer chose last; a draft until then.
    note : the checkpoint at the result, signed by the log key, for the daily minutes; by default the kept one
    offer : what is proposed on this result; None where nothing is
    only : codes of papers wanted, names : their files; None for all
    dress : the office's own for its print; without it they are what the ledger names
    """
    event = event_row(ref)
    ledger = ledger_of(event)
    if note is None:
        kept = checkpoints_of(ref).get(frozen.ledger_size)
        note = log_note(kept) if kept is not None else ""
    stamp = stamp_of(ledger, size=frozen.ledger_size, root=frozen.ledger_root, note=note)
    choice = None
    # Opening a ledger takes long, and most have no choice yet.
    if offer is not None and rows.Entry.objects.filter(event=event, type=EntryType.PROPOSAL.value).exists():
        entries = opened_ledger(ledger)
        choice = chosen_in(entries, frozen.case, frozen.rulebook, frozen.results, offer=offer)
    return render_papers(
        frozen.case,
        frozen.results,
        frozen.rulebook,
        stamp,
        only=only,
        names=names,
        offer=offer,
        choice=choice,
        dress=dress,
    )


def make_witness_papers(
    ref: EventRef, *, actor: Actor, with_marks: bool = False
) -> tuple[LedgerStamp, Iterable[Paper]]:
    """Return the daily minutes at the last checkpoint, and where that stands; before any result.

    Of an event without checkpoints they are of the ledger as it is. Nothing is entered: that would be behind
    the very checkpoint that is witnessed.
    with_marks : each examiner's own marks too, for the chair, once scoring is closed; until then nobody at
        the server may read them, and each examiner reads the own ones on the tablet
    """
    require(actor, "print_own_marks" if with_marks else "print_minutes")
    event = event_row(ref)
    if with_marks and Phase(event.phase) in (Phase.DESIGN, Phase.READY, Phase.SCORING):
        raise CoreError("marks_not_closed", phase=Phase(event.phase).istilah)
    ledger = ledger_of(event)
    kept = {size: note for size, note in checkpoints_of(ref).items() if size <= ledger.size}
    size = max(kept, default=ledger.size)
    if size == 0:
        raise CoreError("checkpoint_of_nothing", key=ref.key)
    root = ledger.root_at(size)
    until = Ledger(log=ledger.log, size=size, root=root, entries=ledger.entries[:size])
    case, _ = read_entries(opened_ledger(until))
    stamp = stamp_of(until, root=root, note=log_note(kept[size]) if size in kept else "")
    return stamp, render_witness_papers(case, stamp, with_marks=with_marks)


class Digested(Protocol):
    """A paper that was made, by what the ledger keeps of it."""

    @property
    def code(self) -> str: ...

    @property
    def file_name(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def sha256(self) -> str: ...


def issue_papers(
    ref: EventRef,
    papers: Iterable[Digested],
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
    # Made before the transaction begins: nobody waits for a paper to be set.
    made = [(one, one.sha256) for one in papers]
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
