"""Bar of the first minute: a fresh clone to the practice office in a browser."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

from bars.bar import ROOT, Bar, Outcome
from bars.hall.server import free_port

PATIENCE_SECONDS = 300

SET_UP = re.compile(r"downloading and unpacking (?P<downloading>[\d.]+) s, all the rest (?P<rest>[\d.]+) s")


def demo(clone: Path, cache: Path, port: int) -> tuple[float, str, bool]:
    """Return the seconds until the practice office answers, what was printed, and whether it answered."""
    started = time.perf_counter()
    printed = clone / "demo.log"
    with printed.open("wb") as log:
        # An empty cache: the packages are fetched as on a machine that never saw them.
        office = subprocess.Popen(
            ["make", "demo", f"PORT={port}"],
            cwd=clone,
            env={**clean_environment(), "UV_CACHE_DIR": str(cache), "PIP_NO_CACHE_DIR": "1"},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            answers = answered(f"http://localhost:{port}/peragaan/", office)
            seconds = time.perf_counter() - started
        finally:
            os.killpg(office.pid, signal.SIGTERM)
            office.wait()
    return seconds, printed.read_text(encoding="utf-8", errors="replace"), answers


def answered(url: str, office: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and office.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return True
        except OSError:
            time.sleep(0.1)
    return False


def clean_environment() -> dict[str, str]:
    # make of make passes its flags on; the inner one is to be a first one.
    return {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}


def fresh_clone_to_demo(folder: Path) -> Outcome:
    clone, cache = folder / "clone", folder / "cache"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    first, printed, first_answers = demo(clone, cache, free_port())
    second, _, second_answers = demo(clone, cache, free_port())
    found = SET_UP.search(printed)
    downloading = float(found["downloading"]) if found else 0.0
    return Outcome(
        holds=first_answers
        and second_answers
        and found is not None
        and first - downloading <= 60
        and second <= 6,
        figures={
            "first_seconds": round(first, 1),
            "of_which_downloading": downloading,
            "second_seconds": round(second, 1),
            "answered": [first_answers, second_answers],
        },
    )


BARS = (
    Bar(
        name="demo",
        bound="fresh clone to the practice office at most 60 s besides downloading; again at most 6 s",
        measure=fresh_clone_to_demo,
    ),
)
