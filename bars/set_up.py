"""Bar of the first minute: a fresh clone to a finished demo."""

from __future__ import annotations

import re
import subprocess
import time
from pathlib import Path

from bars.bar import ROOT, Bar, Outcome

SET_UP = re.compile(r"downloading and unpacking (?P<downloading>[\d.]+) s, all the rest (?P<rest>[\d.]+) s")


def demo(clone: Path, cache: Path) -> tuple[float, str, int]:
    started = time.perf_counter()
    # An empty cache: the packages are fetched as on a machine that never saw them.
    done = subprocess.run(
        ["make", "demo"],
        cwd=clone,
        env={**clean_environment(), "UV_CACHE_DIR": str(cache), "PIP_NO_CACHE_DIR": "1"},
        check=False,
        capture_output=True,
        text=True,
    )
    return time.perf_counter() - started, done.stdout, done.returncode


def clean_environment() -> dict[str, str]:
    import os

    # make of make passes its flags on; the inner one is to be a first one.
    return {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}


def fresh_clone_to_demo(folder: Path) -> Outcome:
    clone, cache = folder / "clone", folder / "cache"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    first, printed, first_code = demo(clone, cache)
    second, _, second_code = demo(clone, cache)
    found = SET_UP.search(printed)
    downloading = float(found["downloading"]) if found else 0.0
    return Outcome(
        holds=first_code == second_code == 0
        and found is not None
        and first - downloading <= 60
        and second <= 6,
        figures={
            "first_seconds": round(first, 1),
            "of_which_downloading": downloading,
            "second_seconds": round(second, 1),
            "exit_codes": [first_code, second_code],
        },
    )


BARS = (
    Bar(
        name="demo",
        bound="fresh clone to finished demo at most 60 s besides downloading; again at most 6 s",
        measure=fresh_clone_to_demo,
    ),
)
