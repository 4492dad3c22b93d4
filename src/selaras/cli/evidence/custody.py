"""What the commands of keys, witnesses and backups share: asking for passphrases, opening the database."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from selaras.cli import screen
from selaras.cli.evidence.custody_words import CustodyWords
from selaras.core.errors import CoreError
from selaras.core.plain_text import plain_lines
from selaras.outside.passphrases import log_key_path, passphrase_at_hand

if TYPE_CHECKING:
    from selaras.actions.event_ref import EventRef
    from selaras.actions.evidence.acting import Acting
    from selaras.outside.signing import Signer

DONE, WAITING, CANNOT = 0, 1, 2
LOG_KEY_VARIABLE = "SELARAS_LOG_KEY_PASSPHRASE_FILE"


class Misused(Exception):
    """What was asked cannot be done as it was asked: a sentence that is ready to be shown."""


def option(*names: str, told: str, metavar: str | None = None) -> Any:
    return typer.Option(*names, help=told, metavar=metavar)


def ending(work: Callable[[], int], *, say: CustodyWords) -> int:
    """Do the work of a command; whatever somebody can mend is told in a sentence and ends with 2."""
    try:
        return work()
    except Misused as wrong:
        screen.err.print(plain_lines(str(wrong)), markup=False)
    except CoreError as wrong:
        screen.tell_error(wrong, say)
    except OSError as wrong:
        told = say("file_problem", path=wrong.filename or "?", why=wrong.strerror or type(wrong).__name__)
        screen.err.print(told, markup=False)
    return CANNOT


def tell(*lines: str) -> None:
    for line in lines:
        # Requests, notes and backups come from elsewhere, and so do the names in them.
        screen.out.print(plain_lines(line), markup=False, soft_wrap=True)


def key_file(path: Path | None, *, say: CustodyWords) -> Path:
    """Return which key file is meant."""
    found = path or log_key_path()
    if found is None:
        raise Misused(say("key_path_missing"))
    return found


def passphrase_for(path: Path, *, say: CustodyWords, from_environment: bool = True) -> str:
    """Return the passphrase of a file that is there: at hand, or asked for without showing it."""
    at_hand = passphrase_at_hand() if from_environment else None
    return at_hand or ask(say("passphrase_of", path=path), say=say)


def new_passphrase(*, say: CustodyWords, from_environment: bool = True) -> str:
    """Return a passphrase for a file to be made; asked for twice, so that a slip locks nobody out."""
    at_hand = passphrase_at_hand() if from_environment else None
    return at_hand or ask(say("passphrase_new"), say=say, twice=True)


def ask(what: str, *, say: CustodyWords, twice: bool = False, variable: str = LOG_KEY_VARIABLE) -> str:
    try:
        told: str = typer.prompt(what, hide_input=True, err=True)
        if twice and typer.prompt(say("passphrase_again"), hide_input=True, err=True) != told:
            raise Misused(say("passphrase_differs"))
    except typer.Abort as nobody:
        if sys.stdin.isatty():
            raise
        raise Misused(say("passphrase_nobody", variable=variable)) from nobody
    return told


@contextmanager
def installation() -> Iterator[None]:
    """Open the installation's database for the work inside, and close it so that all is written."""
    from selaras.actions.installation import close_database, open_database, storage_refusals

    open_database()
    with storage_refusals():
        try:
            yield
        finally:
            close_database()


@contextmanager
def whole_office() -> Iterator[None]:
    """Open the database with the tables of sign-in as well: a backup without them lets nobody in."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "selaras.office_settings")
    with installation():
        yield


def event_of(text: str, *, say: CustodyWords) -> "EventRef":
    """Return the event that AGENCY/KEY names."""
    from selaras.actions.event_ref import EventRef

    agency, divided, key = text.partition("/")
    if not divided or not agency or not key or "/" in key:
        raise Misused(say("event_wrong", got=text))
    return EventRef(agency=agency, key=key)


def acting_with(signer: "Signer") -> "Acting":
    """Return the secretariat at this computer, now."""
    from selaras.actions.access import IMPORTER
    from selaras.actions.evidence.acting import Acting
    from selaras.outside.chance import SystemChance
    from selaras.outside.clock import SystemClock

    clock = SystemClock()
    return Acting(actor=IMPORTER, signer=signer, declared_at=clock.now(), clock=clock, chance=SystemChance())
