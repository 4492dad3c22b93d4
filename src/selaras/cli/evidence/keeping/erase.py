"""``selaras erase``: one participant's data destroyed after retention, in a dossier or an installation."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selaras.cli import screen
from selaras.cli.dossier_folder import BUNDLE, DATABASE
from selaras.cli.evidence.custody import (
    CANNOT,
    DONE,
    Misused,
    ending,
    event_of,
    key_file,
    option,
    passphrase_for,
    tell,
)
from selaras.cli.evidence.keeping.words import KeepingWords
from selaras.cli.words import Words
from selaras.core.errors import CoreError

if TYPE_CHECKING:
    from selaras.actions.custody.erasing import Erased
    from selaras.actions.event_ref import EventRef
    from selaras.outside.signing import LogKey


def add_commands(app: typer.Typer, say: Words) -> None:
    """Add the command to an application."""
    words = KeepingWords(say.language)

    @app.command("erase", help=words("erase"))
    def command(
        subject: Annotated[str, option("--subject", told=words("erase_subject"), metavar="P-007")],
        reason: Annotated[str, option("--reason", told=words("erase_reason"))],
        folder: Annotated[Path | None, typer.Argument(help=words("erase_dir"), metavar="DIR")] = None,
        event: Annotated[
            str | None, option("--event", told=words("erase_event"), metavar="AGENCY/KEY")
        ] = None,
        key: Annotated[Path | None, option("--key", told=words("erase_key"), metavar="FILE")] = None,
        yes: Annotated[bool, option("--yes", told=words("erase_yes"))] = False,
        lang: Annotated[str, option("--lang", told=words("lang"), metavar="id|en")] = say.language,
    ) -> None:
        def work() -> int:
            if (folder is None) == (event is None):
                raise Misused(words("erase_from_where"))
            with _opened(folder, say=words):
                ref = _event(event, say=words)
                asked = words("erase_ask", subject=subject, event=f"{ref.agency}/{ref.key}")
                if not yes and not typer.confirm(asked, err=True):
                    screen.err.print(words("erase_not_done"), markup=False)
                    return CANNOT
                return erase(ref, folder, subject=subject, reason=reason, key=key, say=words)

        raise typer.Exit(ending(work, say=words))


def erase(
    ref: "EventRef", folder: Path | None, *, subject: str, reason: str, key: Path | None, say: KeepingWords
) -> int:
    """Erase, clean the database's files and the dossier's folder, and tell what is left to do by hand."""
    from selaras.actions.installation import wipe_deleted

    try:
        done = _erased(ref, subject, reason=reason, log_key=_log_key(ref, key, say=say))
    except CoreError as refused:
        # An erasure that ended before the files were cleaned (broken off, or ordered on a page while
        # somebody was reading) is finished by asking again.
        if refused.code != "erased_already":
            raise
        done = None
    wipe_deleted()
    if done is None:
        tell(say("erase_again", subject=subject))
    else:
        tell(say("erase_done", subject=subject, n=len(done.entries), order=done.ordered_by))
    if folder is not None:
        _clean(folder, ref, subject, say)
    _tell_left(ref, done, say)
    return DONE


@contextmanager
def _opened(folder: Path | None, *, say: KeepingWords) -> Iterator[None]:
    if folder is not None:
        if not (folder / DATABASE).is_file():
            raise Misused(say("not_a_dossier", folder=folder, missing=DATABASE))
        os.environ["SELARAS_DATABASE"] = str(folder / DATABASE)
        os.environ.pop("DATABASE_URL", None)
    from selaras.actions.installation import close_database, open_database, storage_refusals

    open_database(folder / DATABASE if folder is not None else None)
    with storage_refusals():
        try:
            yield
        finally:
            close_database()


def _event(event: str | None, *, say: KeepingWords) -> "EventRef":
    if event is not None:
        return event_of(event, say=say)
    from selaras.actions.exports import only_event

    return only_event()


def _log_key(ref: "EventRef", path: Path | None, *, say: KeepingWords) -> "LogKey | None":
    """Return the log key where the event's policy names one: it signs where the ledger stands afterwards."""
    from selaras.actions.evidence.policies import policy_content
    from selaras.core.evidence.policy import policy_of

    content = policy_content(ref)
    if content is None or not policy_of(content).log_keys:
        return None
    from selaras.outside.signing import open_log_key

    found = key_file(path, say=say)
    return open_log_key(found, passphrase=passphrase_for(found, say=say))


def _erased(ref: "EventRef", subject: str, *, reason: str, log_key: "LogKey | None") -> "Erased":
    from selaras.actions.access import IMPORTER
    from selaras.actions.custody import erasing
    from selaras.outside.chance import SystemChance
    from selaras.outside.clock import SystemClock

    clock = SystemClock()
    return erasing.erase(
        ref,
        subject,
        reason=reason,
        actor=IMPORTER,
        declared_at=clock.now().date(),
        clock=clock,
        chance=SystemChance(),
        log_key=log_key,
    )


def _clean(folder: Path, ref: "EventRef", subject: str, say: KeepingWords) -> None:
    from selaras.cli.evidence.keeping.remaking import remake_folder
    from selaras.core.verification.verifying import verify

    removed = remake_folder(folder, ref, subject=subject)
    if removed:
        tell(say("erase_removed", names=", ".join(removed)))
    if not (folder / BUNDLE).is_file():
        tell(say("erase_no_bundle"))
        return
    verdict = verify((folder / BUNDLE).read_bytes())
    holds = verdict.verdict.exit_code == 0
    told = say("erase_holds") if holds else say("erase_fails", reason=verdict.reason)
    tell(say("erase_bundle", path=folder / BUNDLE, verdict=told))


def _tell_left(ref: "EventRef", done: "Erased | None", say: KeepingWords) -> None:
    from selaras.actions.exports import export_ledger
    from selaras.core.evidence.ledger_code import ledger_code

    tell(say("erase_code", code=ledger_code(export_ledger(ref).root)))
    if done is not None and done.remains_at:
        tell(say("erase_remains", indices=", ".join(map(str, done.remains_at))))
    if done is not None and done.other_events:
        tell(say("erase_other_events", events=", ".join(done.other_events)))
    tell(say("erase_elsewhere"))
