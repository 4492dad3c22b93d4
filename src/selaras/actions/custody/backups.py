"""Backups of an installation: made of one moment, read again at once, put back into an empty database alone.

A backup that is older than what somebody saw is noticed three times: by checkpoints that are handed in when
it is put back, by witnesses, who sign no smaller ledger, and by tablets, whose entries name what they saw.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from django.db import DatabaseError, transaction

from selaras.actions.access import Actor, require
from selaras.actions.custody.manifests import BackedUp, KeptLedger, manifest_line, manifest_of
from selaras.actions.custody.rows_as_lines import enter_rows, is_empty, lines_of_rows, one_moment, schema
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.appending import ledger_of, locked_head
from selaras.actions.evidence.receptions import knowing
from selaras.core.errors import CoreError
from selaras.core.evidence.checkpoint import (
    KeyKind,
    SignedNote,
    VerifierKey,
    check_log_signature,
    signed_note_of,
)
from selaras.core.evidence.opening import opened_ledger
from selaras.outside.backup_file import backup_lines, write_backup
from selaras.outside.chance import Chance
from selaras.outside.clock import Clock
from selaras.outside.sealing import OFFICE_COST, Cost
from selaras.records import models as rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """Entries that somebody saw and the backup has not."""

    log: str
    kept: int
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PutBack:
    """What was put back, and what is known to be missing."""

    backup: BackedUp
    n_rows: int
    lost: tuple[Lost, ...]


def make_backup(
    path: Path, *, passphrase: str, actor: Actor, clock: Clock, chance: Chance, cost: Cost = OFFICE_COST
) -> BackedUp:
    """Write everything this database holds into one locked file, and read it back to its last byte."""
    require(actor, "back_up")
    with one_moment():
        first = manifest_line(_kept_ledgers(), schema=schema(), at=clock.now())
        lines = chain([first], lines_of_rows())
        write_backup(path, lines, passphrase=passphrase, chance=chance, cost=cost)
    # A backup that nobody ever read is a hope.
    with backup_lines(path, passphrase=passphrase) as written:
        made = manifest_of(next(written))
        for _ in written:
            pass
    return made


def put_back(
    path: Path,
    *,
    passphrase: str,
    actor: Actor,
    latest: Sequence[bytes] = (),
    is_loss_accepted: bool = False,
) -> PutBack:
    """Enter a backup into this empty database and check every ledger; all or nothing.

    latest : checkpoints that somebody has, the newest of each event at least; what they saw beyond the backup
        is told, and refused unless the loss is accepted
    """
    require(actor, "restore_backup")
    if not is_empty():
        raise CoreError("database_not_empty")
    try:
        return _put_back(path, passphrase, latest, is_loss_accepted)
    except DatabaseError as wrong:
        # A guard or a constraint: what no action of ours could have written does not come in by this door.
        raise CoreError("backup_rows_refused", path=str(path)) from wrong


def _put_back(path: Path, passphrase: str, latest: Sequence[bytes], is_loss_accepted: bool) -> PutBack:
    with backup_lines(path, passphrase=passphrase) as lines, transaction.atomic():
        backup = manifest_of(next(lines, b""))
        if list(backup.schema) != schema():
            raise CoreError("backup_of_another_program", program=backup.program)
        n_rows = enter_rows(lines)
        for one in backup.ledgers:
            _check_ledger(one)
        lost = _lost(backup, [signed_note_of(note) for note in latest])
        if lost and not is_loss_accepted:
            worst = max(lost, key=lambda one: one.seen - one.kept)
            raise CoreError(
                "backup_older_than_seen",
                log=worst.log,
                kept=worst.kept,
                n_lost=worst.seen - worst.kept,
            )
    return PutBack(backup=backup, n_rows=n_rows, lost=lost)


def _kept_ledgers() -> Iterator[KeptLedger]:
    signed = set(rows.Policy.objects.values_list("event", flat=True))
    heads = rows.LedgerHead.objects.select_related("event__agency").order_by("pk")
    for head in heads:
        yield KeptLedger(
            agency=head.event.agency.code,
            key=head.event.key,
            size=head.size,
            root=bytes(head.root),
            is_signed=head.event_id in signed,
        )


def _check_ledger(kept: KeptLedger) -> None:
    """Open the whole ledger as it was put back, and compare it with what the backup said of it."""
    ledger = ledger_of(event_row(EventRef(agency=kept.agency, key=kept.key)))
    if (ledger.size, ledger.root) != (kept.size, kept.root):
        raise CoreError("backup_of_another_ledger", log=kept.log, size=kept.size)
    opened_ledger(ledger)


def _lost(backup: BackedUp, seen: Sequence[SignedNote]) -> tuple[Lost, ...]:
    by_log = {one.log: one for one in backup.ledgers}
    most: dict[str, Lost] = {}
    for note in seen:
        checkpoint = note.checkpoint
        kept = by_log.get(checkpoint.origin)
        if kept is None:
            raise CoreError("backup_without_event", log=checkpoint.origin)
        _check_seen(note, kept)
        if checkpoint.size > max(kept.size, most[kept.log].seen if kept.log in most else 0):
            most[kept.log] = Lost(log=kept.log, kept=kept.size, seen=checkpoint.size)
    return tuple(most[log] for log in sorted(most))


def _check_seen(note: SignedNote, kept: KeptLedger) -> None:
    """Refuse a checkpoint that the log did not sign, or of another ledger than the one put back.

    One beyond the backup counts whoever signed it: the log key may have changed in what was lost, and a
    forged one costs nothing but a question.
    """
    checkpoint, event = note.checkpoint, event_row(EventRef(agency=kept.agency, key=kept.key))
    if checkpoint.size > kept.size:
        return
    with knowing(event, locked_head(event)) as known:
        keys = known.reception.keyring.log_keys_at(checkpoint.size)
        root = known.reception.root_at(checkpoint.size)
    log = kept.log
    check_log_signature(note, keys=[VerifierKey(name=log, kind=KeyKind.LOG, public_key=one) for one in keys])
    if root != checkpoint.root:
        raise CoreError("backup_of_another_ledger", log=log, size=checkpoint.size)
