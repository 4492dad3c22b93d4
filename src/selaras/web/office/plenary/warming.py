"""Computing ahead: what the first page after a start, or after a new result, would else wait for.

One thread goes through the events, the latest first; a page that needs one meanwhile asks for it itself. Once
a day the same thread throws away files that nobody made an event of.
"""

import logging
import time
from collections.abc import Callable
from functools import partial
from queue import Empty, SimpleQueue
from threading import Lock, Thread

from django.db import connections

from selaras.actions.event_ref import EventRef
from selaras.actions.office.events.importing import drop_unused
from selaras.core.errors import CoreError
from selaras.core.lifecycle import Phase
from selaras.outside.clock import SystemClock
from selaras.queries.office.listing import ListedEvent, latest_events, listed_event
from selaras.web.office.computing import once
from selaras.web.office.held import held, when_new
from selaras.web.office.plenary.keeping import course_at, prepared_at
from selaras.web.office.results.keeping import standings_in

_LOG = logging.getLogger("selaras.web")
# More are hardly looked at in the first minutes, and memory is kept for about so many.
MOST_AT_START = 12
_DAY_SECONDS = 86_400.0

_WAITING: SimpleQueue[EventRef] = SimpleQueue()
_ASKED: set[EventRef] = set()
_LOCK = Lock()
_worker: Thread | None = None


def begin() -> None:
    """Begin to compute ahead, in a server; from here on its pages wait no longer than people do."""
    global _worker
    if _worker is not None:
        return
    once.begin_serving()
    _worker = Thread(target=_work, name="hitung-awal", daemon=True)
    _worker.start()
    when_new(soon)


def soon(listed: ListedEvent) -> None:
    """Have the worker look at an event whose ledger has grown."""
    ref = EventRef(agency=listed.agency, key=listed.key)
    with _LOCK:
        if ref in _ASKED:
            return
        _ASKED.add(ref)
    _WAITING.put(ref)


def warm(listed: ListedEvent) -> None:
    """Compute what the pages of an event begin with, in its phase."""
    here = held(listed)
    _ = here.dossier
    if here.shown is not None:
        _ = here.offer, here.choice
        if here.shown.results.is_scored:
            standings_in(listed)
    if listed.phase is Phase.CLOSED and not course_at(listed).is_frozen:
        prepared_at(listed, len(here.entries))


def _work() -> None:
    _quietly(_first)
    cleared = 0.0
    while True:
        if time.monotonic() - cleared >= _DAY_SECONDS or not cleared:
            _quietly(_clear)
            cleared = time.monotonic()
        try:
            ref = _WAITING.get(timeout=_DAY_SECONDS)
        except Empty:
            continue
        with _LOCK:
            _ASKED.discard(ref)
        _quietly(partial(_one, ref))


def _clear() -> None:
    drop_unused(clock=SystemClock())


def _first() -> None:
    for one in latest_events(MOST_AT_START):
        _quietly(partial(warm, one))


def _one(ref: EventRef) -> None:
    listed = listed_event(ref.agency, ref.key)
    if listed is not None:
        warm(listed)


def _quietly(what: Callable[[], None]) -> None:
    """Do something that a page does again where it fails here; whoever opens that page is told why."""
    try:
        what()
    except CoreError as wrong:
        _LOG.info("not computed ahead: %s", wrong.code)
    except Exception as fault:
        _LOG.warning("%s while computing ahead", type(fault).__name__)
    finally:
        # A thread that sleeps holds no file open: the office may put a backup in its place.
        connections.close_all()
