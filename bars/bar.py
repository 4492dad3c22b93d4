"""What a bar is, and what is kept of its measurement."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "bars" / "results"

Figures = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was measured, and whether it stays within the bound."""

    holds: bool
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One measurement: its bound in words and the function that measures.

    `measure` gets an empty folder that is removed afterwards.
    """

    name: str
    bound: str
    measure: Callable[[Path], Outcome]


def commit() -> str:
    """Return the commit that is measured; a changed work tree is marked, never passed off."""
    head = git("rev-parse", "HEAD")
    changed = git("status", "--porcelain", "--untracked-files=no")
    return f"{head}+changes" if changed else head


def git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def machine() -> dict[str, object]:
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return {
        "architecture": platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        # Above the number of cores, times are those of a shared machine.
        "load": round(os.getloadavg()[0], 1),
        "memory_mib": pages * size // 2**20,
        "python": platform.python_version(),
        "system": platform.system(),
    }


def kept_result(bar: Bar) -> dict[str, object] | None:
    path = RESULTS / f"{bar.name}.json"
    if not path.exists():
        return None
    kept: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return kept


def keep_result(bar: Bar, outcome: Outcome, *, measured_commit: str, seconds: float) -> None:
    """Write the result whole or not at all: an interrupted run leaves the old one."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    record = {
        "bar": bar.name,
        "bound": bar.bound,
        "holds": outcome.holds,
        "figures": dict(outcome.figures),
        "commit": measured_commit,
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "took_seconds": round(seconds, 1),
        "machine": machine(),
    }
    draft = RESULTS / f".{bar.name}.json"
    draft.write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    draft.replace(RESULTS / f"{bar.name}.json")
