"""``selaras backup`` and ``selaras restore``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selaras.cli.evidence.custody import (
    DONE,
    WAITING,
    acting_with,
    ask,
    ending,
    event_of,
    installation,
    key_file,
    option,
    passphrase_for,
    tell,
    whole_office,
)
from selaras.cli.evidence.custody_words import CustodyWords
from selaras.cli.words import Words
from selaras.core.errors import CoreError
from selaras.core.evidence.ledger_code import ledger_code
from selaras.outside.passphrases import backup_passphrase_at_hand

if TYPE_CHECKING:
    from selaras.actions.custody.backups import PutBack
    from selaras.actions.custody.manifests import BackedUp

VARIABLE = "SELARAS_BACKUP_PASSPHRASE_FILE"


def add_commands(app: typer.Typer, say: Words) -> None:
    """Add both commands to an application."""
    words = CustodyWords(say.language)
    _add_backup(app, words)
    _add_restore(app, words)


def _add_backup(app: typer.Typer, say: CustodyWords) -> None:
    @app.command("backup", help=say("backup"))
    def command(
        path: Annotated[Path, typer.Argument(help=say("backup_file"), metavar="FILE")],
        lang: Annotated[str, option("--lang", told=say("lang"), metavar="id|en")] = say.language,
    ) -> None:
        raise typer.Exit(ending(lambda: backup(path, say=say), say=say))


def _add_restore(app: typer.Typer, say: CustodyWords) -> None:
    @app.command("restore", help=say("restore"))
    def command(
        path: Annotated[Path, typer.Argument(help=say("backup_file"), metavar="FILE")],
        latest: Annotated[
            list[Path] | None, option("--latest", told=say("restore_latest"), metavar="CHECKPOINT")
        ] = None,
        accept_loss: Annotated[bool, option("--accept-loss", told=say("restore_loss"))] = False,
        show: Annotated[bool, option("--show", told=say("restore_show"))] = False,
        enter: Annotated[
            str | None, option("--enter", told=say("restore_enter"), metavar="AGENCY/KEY")
        ] = None,
        reason: Annotated[str, option("--reason", told=say("reason_option"))] = "",
        lang: Annotated[str, option("--lang", told=say("lang"), metavar="id|en")] = say.language,
    ) -> None:
        def work() -> int:
            if show:
                return show_backup(path, say=say)
            if enter is not None:
                return enter_restored(path, event=enter, reason=reason, say=say)
            return restore(path, latest=tuple(latest or ()), is_loss_accepted=accept_loss, say=say)

        raise typer.Exit(ending(work, say=say))


def backup(path: Path, *, say: CustodyWords) -> int:
    """Make a backup and tell what it holds."""
    if path.exists():
        raise CoreError("backup_there_already", path=str(path))
    at_hand = backup_passphrase_at_hand()
    passphrase = at_hand or ask(say("passphrase_new"), say=say, twice=True, variable=VARIABLE)
    with whole_office():
        from selaras.actions.access import IMPORTER
        from selaras.actions.custody.backups import make_backup
        from selaras.outside.chance import SystemChance
        from selaras.outside.clock import SystemClock

        made = make_backup(
            path, passphrase=passphrase, actor=IMPORTER, clock=SystemClock(), chance=SystemChance()
        )
    tell(say("backup_done", path=path, mebibytes=max(1, path.stat().st_size >> 20)))
    _tell_ledgers(made, say)
    return DONE


def show_backup(path: Path, *, say: CustodyWords) -> int:
    """Tell what a backup says of itself, without touching any database."""
    from selaras.actions.custody.manifests import read_manifest

    told = read_manifest(path, passphrase=_passphrase(path, say))
    tell(say("backup_of", made_at=told.made_at, program=told.program))
    _tell_ledgers(told, say)
    return DONE


def restore(path: Path, *, latest: tuple[Path, ...], is_loss_accepted: bool, say: CustodyWords) -> int:
    """Put a backup back and tell what must be done next; 1 when entries are known to be lost."""
    passphrase = _passphrase(path, say)
    notes = _notes(latest)
    with whole_office():
        from selaras.actions.access import IMPORTER
        from selaras.actions.custody.backups import put_back

        done = put_back(
            path,
            passphrase=passphrase,
            actor=IMPORTER,
            latest=notes,
            is_loss_accepted=is_loss_accepted,
        )
    _tell_restored(done, path, has_latest=bool(notes), say=say)
    return WAITING if done.lost else DONE


def enter_restored(path: Path, *, event: str, reason: str, say: CustodyWords) -> int:
    """Enter a restoration that two people approved; asks until both did."""
    from selaras.actions.custody.manifests import read_manifest
    from selaras.outside.signing import open_log_key

    told = read_manifest(path, passphrase=_passphrase(path, say))
    log_key = key_file(None, say=say)
    signer = open_log_key(log_key, passphrase=passphrase_for(log_key, say=say))
    with installation():
        from selaras.actions.evidence.acts import asked_to_restore, enter_restoration
        from selaras.cli.evidence.key_changes import approvals_or_wait

        ref = event_of(event, say=say)
        kept = next((one for one in told.ledgers if one.log == ref.origin), None)
        if kept is None:
            raise CoreError("backup_without_event", log=ref.origin)
        if not kept.is_signed:
            raise CoreError("event_not_signed", key=ref.key)
        asked = asked_to_restore(size=kept.size, root=kept.root, reason=reason)
        approvals = approvals_or_wait(ref, asked, say=say)
        if approvals is None:
            return WAITING
        enter_restoration(ref, asked, approvals=approvals, acting=acting_with(signer))
    tell(say("restoration_entered", event=event))
    return DONE


def _passphrase(path: Path, say: CustodyWords) -> str:
    if not path.is_file():
        raise CoreError("backup_missing", path=str(path))
    at_hand = backup_passphrase_at_hand()
    return at_hand or ask(say("passphrase_of", path=path), say=say, variable=VARIABLE)


def _notes(paths: tuple[Path, ...]) -> list[bytes]:
    files = [one for path in paths for one in (sorted(path.glob("*.txt")) if path.is_dir() else [path])]
    return [one.read_bytes() for one in files]


def _tell_ledgers(told: "BackedUp", say: CustodyWords) -> None:
    for one in told.ledgers:
        tell(say("backup_ledger", log=one.log, size=one.size, code=ledger_code(one.root)))
    if not told.ledgers:
        tell(say("backup_empty"))


def _tell_restored(done: "PutBack", path: Path, *, has_latest: bool, say: CustodyWords) -> None:
    tell(say("backup_of", made_at=done.backup.made_at, program=done.backup.program))
    tell(say("restored", n=done.n_rows))
    _tell_ledgers(done.backup, say)
    if not has_latest:
        tell(say("restored_no_latest"))
    for lost in done.lost:
        tell(say("restored_lost", n=lost.seen - lost.kept, log=lost.log, kept=lost.kept))
    for one in done.backup.ledgers:
        event = f"{one.agency}/{one.key}"
        tell(say("restored_next" if one.is_signed else "restored_unsigned", event=event, path=path))
