"""What one server process holds while it serves: the lock, the check at start, and the one writer."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from django.conf import settings
from django.db import connections

from selaras.actions.event_ref import EventRef
from selaras.actions.evidence.checkpoints import latest_checkpoint
from selaras.actions.evidence.packets import Answer, Receipt, Refused, Submission, receipts_of
from selaras.actions.evidence.writer import PATIENCE_SECONDS, Writer
from selaras.actions.installation import open_for_serving, storage_refusals
from selaras.core.errors import CoreError, SeveralErrors
from selaras.outside.clock import Clock, SystemClock
from selaras.web.one_server import hold

_LOG = logging.getLogger("selaras.web")

# A server that was killed needs a moment to fall; a second one that was started by mistake does not.
ENDING_SECONDS = 3.0
AGAIN_SECONDS = 2.0
STORAGE_CODES = frozenset({"storage_busy", "storage_full"})
SQLITE = "django.db.backends.sqlite3"


class Serving:
    """The state of one server process.

    check : refuses, with a CoreError, whatever forbids to serve
    patience : seconds for which a failing storage is tried again before tablets are told
    """

    def __init__(
        self, *, check: Callable[[], None], clock: Clock, patience: float = PATIENCE_SECONDS
    ) -> None:
        self._check = check
        self._writer = Writer(clock=clock, patience=patience)
        self._lock = threading.Lock()
        self._refusals: tuple[str, ...] = ("not_ready",)
        self._again_at = 0.0

    def refusals(self) -> tuple[str, ...]:
        """Return why nothing is served, as codes; once the check has passed, nothing.

        A check that failed is made again when somebody asks, though not at every question: a disk
        that was full or read-only serves again without anybody starting anything.
        """
        if not self._refusals:
            return ()
        with self._lock:
            if self._refusals and time.monotonic() >= self._again_at:
                self._refusals = _codes_of(self._check)
                self._again_at = time.monotonic() + AGAIN_SECONDS
                for code in self._refusals:
                    _LOG.error("not serving: %s", code)
            return self._refusals

    def begin(self) -> None:
        """Start the writer; once in a process, after it was forked."""
        self._writer.start()

    def receive(self, ref: EventRef, submissions: Sequence[Submission]) -> tuple[Answer, ...]:
        """Return an answer for each packet, after the commit that holds all that are acknowledged."""
        answers = self._writer.submit(ref, submissions)
        for one in answers:
            if isinstance(one, Refused) and one.code in STORAGE_CODES:
                # Not about this packet: nothing of the batch was kept, and all of it comes again.
                raise CoreError(one.code)
        return answers

    def receipts(self, ref: EventRef, ids: Sequence[str]) -> tuple[Receipt, ...]:
        with storage_refusals():
            return receipts_of(ref, ids)

    def checkpoint(self, ref: EventRef) -> bytes | None:
        with storage_refusals():
            return latest_checkpoint(ref)

    def stop(self) -> None:
        self._writer.stop()


def start(*, clock: Clock | None = None) -> Serving:
    """Hold the database for this process, check it, and serve from here on.

    Raised: another server works on the same SQLite file. Every other refusal is told by ``health`` and
    looked at again, because an office can mend it.
    """
    global _serving
    _serving = Serving(check=Checking(), clock=clock or SystemClock())
    refusals = _serving.refusals()
    # This thread asks the database nothing more; a file that is put back later must not stay open here.
    connections.close_all()
    if "another_server_runs" in refusals:
        raise CoreError("another_server_runs", database=str(settings.DATABASES["default"]["NAME"]))
    _serving.begin()
    return _serving


def serving() -> Serving:
    """Return what this process serves with."""
    if _serving is None:
        raise CoreError("not_ready")
    return _serving


class Checking:
    """The check at start: this process alone, a safe database, and tables that say what the ledger says."""

    def __init__(self, *, is_alone: bool | None = None) -> None:
        """``is_alone``: somebody else saw to it that no second process serves; on PostgreSQL nobody must."""
        self._is_held = settings.DATABASES["default"]["ENGINE"] != SQLITE if is_alone is None else is_alone

    def __call__(self) -> None:
        if not self._is_held:
            path = Path(settings.DATABASES["default"]["NAME"])
            # The descriptor is never closed: the process holds the file as long as it lives.
            hold(path.with_name(f"{path.name}.serving"), patience=ENDING_SECONDS)
            self._is_held = True
        open_for_serving()


_serving: Serving | None = None


def _codes_of(check: Callable[[], None]) -> tuple[str, ...]:
    try:
        check()
    except SeveralErrors as several:
        return tuple(dict.fromkeys(one.code for one in several.errors))
    except CoreError as wrong:
        return (wrong.code,)
    except Exception as fault:  # whatever it is, nothing may be served
        _LOG.error("%s while checking at start", type(fault).__name__)
        return ("check_failed",)
    return ()
