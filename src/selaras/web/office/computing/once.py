"""What takes seconds is computed once for everybody who waits for it, and kept in memory alone.

Nothing of it is kept on a disk: whoever can write there could make a page say what no ledger says. A page of
a serving office waits a moment, then says that it is being computed and comes back by itself; commands, and
whatever is not a page, wait until it is there.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock, Thread
from typing import Any, TypeVar

T = TypeVar("T")
Key = tuple[object, ...]

# Long enough for most; shorter than people take for a page that hangs.
PATIENCE_SECONDS = 1.5
_MOST = 48


class StillComputing(Exception):
    """It is being computed, and takes longer than this page waits."""


_FOUND: OrderedDict[Key, Any] = OrderedDict()
_RUNNING: dict[Key, Future[Any]] = {}
_LOCK = Lock()
_PATIENCE: ContextVar[float | None] = ContextVar("patience", default=None)


_is_serving = False


def begin_serving() -> None:
    """Let pages say from here on that something is still being computed."""
    global _is_serving
    _is_serving = True


def patience_of(method: str) -> float | None:
    """Return how long a page waits; None: until it is there.

    What is sent is never answered with "later": it would have to be sent again.
    """
    return PATIENCE_SECONDS if _is_serving and method == "GET" else None


@contextmanager
def waits(seconds: float | None) -> Iterator[None]:
    """Let whatever is asked for meanwhile wait so long and no longer; None waits until it is there."""
    token = _PATIENCE.set(seconds)
    try:
        yield
    finally:
        _PATIENCE.reset(token)


def computed(key: Key, make: Callable[[], T]) -> T:
    """Return what follows from a key, made once; ``make`` asks no database, for any thread may run it.

    key : what follows from a ledger has the ledger's name in it, by which it is let go
    Raises StillComputing where the page does not wait longer; what failed is made again by whoever asks next.
    """
    patience = _PATIENCE.get()
    with _LOCK:
        if key in _FOUND:
            _FOUND.move_to_end(key)
            found: T = _FOUND[key]
            return found
        job, is_mine = _RUNNING.get(key), False
        if job is None:
            job, is_mine = Future[Any](), True
            _RUNNING[key] = job
    if is_mine and patience is None:
        _run(key, job, make)
    elif is_mine:
        Thread(target=_run, args=(key, job, make), name="hitung", daemon=True).start()
    try:
        made: T = job.result(timeout=patience)
    except TimeoutError as late:
        if job.done():
            raise
        raise StillComputing from late
    return made


def let_go(log: str) -> None:
    """Let go of what was computed of one ledger: of somebody who was erased nothing is kept.

    What is still being computed of it is told to whoever waits, and not kept either.
    """
    with _LOCK:
        for those in (_FOUND, _RUNNING):
            for key in [one for one in those if log in one]:
                del those[key]


def _run(key: Key, job: Future[Any], make: Callable[[], Any]) -> None:
    made, wrong = None, None
    try:
        made = make()
    except BaseException as fault:  # whoever waits is told; the next one tries again
        wrong = fault
    with _LOCK:
        is_wanted = _RUNNING.get(key) is job
        if is_wanted:
            del _RUNNING[key]
        if wrong is None and is_wanted:
            _FOUND[key] = made
            while len(_FOUND) > _MOST:
                _FOUND.popitem(last=False)
    if wrong is None:
        job.set_result(made)
    else:
        job.set_exception(wrong)
