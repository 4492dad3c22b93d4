"""One thread that writes: many requests' packets in one commit, each answered only after it.

One transaction for each packet gave 148 packets a second on SQLite with ``synchronous=FULL``; together they
cost one wait for the disk. Nothing is acknowledged that is not durable: when storage fails, packets stay
their device's own, and the writer goes on by itself as soon as it can.
"""

import logging
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue

from django.db import connection, transaction
from django.db.utils import DatabaseError, InterfaceError

from selaras.actions.event_ref import EventRef
from selaras.actions.evidence.packets import Answer, Refused, Submission, receive_packets
from selaras.core.errors import CoreError
from selaras.outside.clock import Clock

MOST_PACKETS = 64
GATHERING_SECONDS = 0.003
# How long storage may fail before clients are told to come again, and how often it is tried.
PATIENCE_SECONDS = 5.0
FIRST_PAUSE_SECONDS = 0.05
LONGEST_PAUSE_SECONDS = 1.0
BUSY_MILLISECONDS = 1000

_LOG = logging.getLogger("selaras.writer")
_FULL = ("disk is full", "No space left on device", "could not extend file")

Answers = tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class _Job:
    """What one client sent, answered as a whole."""

    ref: EventRef
    submissions: tuple[Submission, ...]
    future: "Future[Answers]"


class Writer:
    """The one way in for packets; start it, send to it from any thread, stop it.

    patience : seconds for which a failing storage is tried again before senders are told
    """

    def __init__(
        self,
        *,
        clock: Clock,
        most: int = MOST_PACKETS,
        gathering: float = GATHERING_SECONDS,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._clock = clock
        self._most = most
        self._gathering = gathering
        self._patience = patience
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._is_open = False
        # Held while a job is put, so that none comes behind the mark that ends the queue.
        self._door = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        with self._door:
            if self._thread is not None:
                raise RuntimeError("a writer starts once")
            self._is_open = True
            self._thread = threading.Thread(target=self._run, name="selaras-writer", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Answer what was sent so far, let go of the database, and take nothing more."""
        with self._door:
            if self._is_open:
                self._jobs.put(None)
            self._is_open = False
        if self._thread is not None:
            self._thread.join()

    def send(self, ref: EventRef, submissions: Sequence[Submission]) -> "Future[Answers]":
        """Return at once; the future has an answer for each packet when they are durable, or refused."""
        job = _Job(ref, tuple(submissions), Future())
        with self._door:
            if not self._is_open:
                raise CoreError("writer_stopped")
            self._jobs.put(job)
        return job.future

    def submit(self, ref: EventRef, submissions: Sequence[Submission]) -> Answers:
        """Return an answer for each packet, once they are durable or refused."""
        return self.send(ref, submissions).result()

    def _run(self) -> None:
        try:
            last = False
            while not last:
                group, last = self._gathered()
                for ref in dict.fromkeys(job.ref for job in group):
                    self._serve(ref, [job for job in group if job.ref == ref])
        finally:
            connection.close()

    def _gathered(self) -> tuple[list[_Job], bool]:
        """Return what is to be written together, and whether it is the last."""
        first = self._jobs.get()
        if first is None:
            return [], True
        group, n_packets = [first], len(first.submissions)
        until = time.monotonic() + self._gathering
        while n_packets < self._most:
            try:
                job = self._jobs.get(timeout=max(0.0, until - time.monotonic()))
            except Empty:
                break
            if job is None:
                return group, True
            group.append(job)
            n_packets += len(job.submissions)
        return group, False

    def _serve(self, ref: EventRef, jobs: Sequence[_Job]) -> None:
        """Write one event's jobs; whatever happens, each is answered and the thread goes on."""
        until = time.monotonic() + self._patience
        pause = FIRST_PAUSE_SECONDS
        while True:
            try:
                self._write(ref, jobs)
                return
            except (DatabaseError, InterfaceError) as failed:
                # A connection that failed once may be dead, or hold half a transaction.
                connection.close()
                code = storage_code(failed)
                if time.monotonic() + pause > until:
                    _LOG.error("storage refuses: %s", code)
                    _refuse(jobs, code)
                    return
                time.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
            except CoreError as refused:
                for job in jobs:
                    job.future.set_exception(refused)
                return
            except Exception as fault:
                # Its kind alone: what Python would print can hold marks.
                _LOG.error("a fault of ours while writing: %s", type(fault).__name__)
                connection.close()
                for job in jobs:
                    if not job.future.done():
                        job.future.set_exception(fault)
                return

    def _write(self, ref: EventRef, jobs: Sequence[_Job]) -> None:
        if connection.connection is None:
            _wait_briefly()
        with transaction.atomic():
            sent = [one for job in jobs for one in job.submissions]
            answers = receive_packets(ref, sent, clock=self._clock)
            self._answer_after_commit(jobs, answers)

    def _answer_after_commit(self, jobs: Sequence[_Job], answers: Answers) -> None:
        """Answer once the commit has succeeded, and not a moment before: an answer is a promise."""
        transaction.on_commit(partial(answer, jobs, answers))


def answer(jobs: Sequence[_Job], answers: Answers) -> None:
    """Give each job its share of the answers."""
    at = 0
    for job in jobs:
        n = len(job.submissions)
        if not job.future.done():  # who does not wait any more does not keep the others from their answers
            job.future.set_result(answers[at : at + n])
        at += n


def storage_code(failed: Exception) -> str:
    """Return what a client is told: come again soon, or once somebody has made room."""
    return "storage_full" if any(words in str(failed) for words in _FULL) else "storage_busy"


def _refuse(jobs: Sequence[_Job], code: str) -> None:
    for job in jobs:
        if not job.future.done():
            job.future.set_result(tuple(Refused(id="", code=code) for _ in job.submissions))


def _wait_briefly() -> None:
    """Let SQLite fail after a second, where it would else hold this thread for twenty."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
