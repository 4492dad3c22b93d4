"""Commands that run side by side and are told one after the other: what one says is never torn apart."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import BinaryIO

ENDED = -signal.SIGTERM  # the exit code of what was ended from here
_LOOK_AGAIN = 0.1  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What to run.

    environment : laid over this process's own; without ``without``
    """

    title: str
    words: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    without: Sequence[str] = ()


def exit_codes(commands: Sequence[Command], *, at_once: int, to: BinaryIO | None = None) -> list[int]:
    """Run commands, so many at once, each to its end; return their exit codes in their order.

    to : takes what they say, the standard output by default: of the first that is not told yet as it comes,
        of the others when it is their turn
    """
    told, running = to or sys.stdout.buffer, _Running()
    with tempfile.TemporaryDirectory(prefix="selaras-runs-") as folder:
        pool = ThreadPoolExecutor(at_once)
        try:
            begun: list[tuple[Command, Path, Future[int]]] = []
            for n, command in enumerate(commands):
                said = Path(folder, str(n))
                said.touch()
                begun.append((command, said, pool.submit(running.run, command, said)))
            return [_tell(*one, told) for one in begun]
        finally:
            # After an interruption nothing new begins, and nothing goes on that nobody waits for.
            pool.shutdown(wait=False, cancel_futures=True)
            running.end()
            pool.shutdown()


class _Running:
    """The processes that run now."""

    def __init__(self) -> None:
        self._processes: set[subprocess.Popen[bytes]] = set()
        self._lock = Lock()
        self._is_over = False

    def run(self, command: Command, said: Path) -> int:
        kept = {name: value for name, value in os.environ.items() if name not in command.without}
        with said.open("wb") as out:
            with self._lock:
                if self._is_over:
                    return ENDED
                process = subprocess.Popen(
                    command.words, env={**kept, **command.environment}, stdout=out, stderr=out
                )
                self._processes.add(process)
            code = process.wait()
        with self._lock:
            self._processes.discard(process)
        return code

    def end(self) -> None:
        with self._lock:
            self._is_over = True
            for process in self._processes:
                process.terminate()


def _tell(command: Command, said: Path, code: Future[int], to: BinaryIO) -> int:
    to.write(f"\n{command.title}:\n".encode())
    with said.open("rb") as coming:
        while True:
            # Asked first: what it says at last must be read after its end.
            is_over = code.done()
            to.write(coming.read())
            to.flush()
            if is_over:
                return code.result()
            time.sleep(_LOOK_AGAIN)
