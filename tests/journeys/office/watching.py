"""Watching a story: what it does now, what was opened and clicked, and an end to a step that never ends."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

# A page that answers late ends by Playwright's own time; this is for what has none, as reading a stuck page.
LONGEST_STEP = 400.0  # seconds
_LAST = 12


@dataclass(slots=True)
class Journal:
    """The steps of a story, by whom, and since when the last of them runs.

    is_loud : each step is told to whoever watches, with the seconds since the story began
    """

    is_loud: bool = False
    began: float = field(default_factory=time.monotonic)
    steps: list[str] = field(default_factory=list)
    since: float = field(default_factory=time.monotonic)
    hung: str = ""

    def begins(self, who: str, what: str) -> None:
        self.steps.append(f"{who}: {what}")
        self.since = time.monotonic()
        if self.is_loud:
            sys.stderr.write(f"{self.since - self.began:6.1f} {self.steps[-1]}\n")

    def told(self) -> str:
        """Return the last steps, the running one last, and whether it hung."""
        return "\n".join(("--- last steps", *self.steps[-_LAST:], self.hung))


@contextmanager
def watched(journal: Journal, *, longest: float = LONGEST_STEP) -> Iterator[None]:
    """End the browser under a step that lasts too long: every call that waits for it then fails."""
    over = threading.Event()
    watching = threading.Thread(target=_watch, args=(journal, longest, over), daemon=True)
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join()


def _watch(journal: Journal, longest: float, over: threading.Event) -> None:
    while not over.wait(0.5):
        lasted = time.monotonic() - journal.since
        if lasted > longest:
            journal.hung = f"hung for {lasted:.0f} s; the browser was ended"
            for one in _browsers_of(os.getpid()):
                with suppress(ProcessLookupError):
                    os.kill(one, signal.SIGKILL)
            return


def _browsers_of(ancestor: int) -> list[int]:
    """Return the browsers that this process started, by their numbers."""
    parents: dict[int, int] = {}
    names: dict[int, str] = {}
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            told = (place / "stat").read_text()
            name, rest = told[told.index("(") + 1 : told.rindex(")")], told[told.rindex(")") + 2 :].split()
            parents[int(place.name)], names[int(place.name)] = int(rest[1]), name
    found = []
    for number, name in names.items():
        at = number
        while at in parents and at != ancestor:
            at = parents[at]
        if at == ancestor and "chrom" in name:
            found.append(number)
    return found
