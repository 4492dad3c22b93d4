"""Specs become pictures in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from selaras.documents.charts.canvas import Spec
from selaras.documents.coverage import FONTS


class Drawing:
    """Charts being drawn by a process of its own; ``svgs`` waits for it, from any thread."""

    def __init__(self, specs: Sequence[Spec]) -> None:
        self._svgs: list[str] | None = None
        self._lock = Lock()
        self._process = _ready.pop() if _ready else _engine()
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(list(specs)))
        self._process.stdin.close()
        self._process.stdin = None

    def svgs(self) -> list[str]:
        """Return the pictures in the order of their specs; the same text on every machine."""
        with self._lock:
            if self._svgs is None:
                told, _ = self._process.communicate()
                if self._process.returncode != 0:
                    raise RuntimeError(f"charts were not drawn: exit {self._process.returncode}")
                self._svgs = [str(one) for one in json.loads(told)]
            return self._svgs


_ready: list["subprocess.Popen[str]"] = []


def warm_up() -> None:
    """Start the chart engine now, beside other work, so that the next drawing need not wait for it."""
    if not _ready:
        _ready.append(_engine())


def _engine() -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("vega_process.py")), str(FONTS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
