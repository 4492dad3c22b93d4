"""Bar of interruption: a run killed at any moment leaves nothing half, and the next one finishes."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
from pathlib import Path

from bars.bar import Bar, Outcome
from bars.command_line import EXAMPLES, SELARAS, digests, measured

KILLS = 20
WORKBOOK = EXAMPLES / "bengkulu-2021.xlsx"


def killed_after(seconds: float, out: Path) -> bool:
    """Start a run and kill it; return whether it was still running then."""
    process = subprocess.Popen(
        [str(SELARAS), "run", str(WORKBOOK), "--out", str(out)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    return False


def is_whole_or_absent(path: Path) -> bool:
    try:
        json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return True
    except ValueError:
        return False
    return True


def killed_runs_finish(folder: Path) -> Outcome:
    """Kill at twenty moments spread evenly over a run; then run again into the same folder."""
    undisturbed = measured(str(SELARAS), "run", str(WORKBOOK), "--out", str(folder / "whole"))
    expected = digests(folder / "whole", ("results.json",))
    killed = half = failed = differ = 0
    for n in range(KILLS):
        out = folder / f"killed{n}"
        killed += killed_after(undisturbed.seconds * (n + 0.5) / KILLS, out)
        half += not is_whole_or_absent(out / "results.json")
        again = measured(str(SELARAS), "run", str(WORKBOOK), "--out", str(out))
        failed += again.exit_code != 0
        differ += digests(out, ("results.json",)) != expected
        shutil.rmtree(out, ignore_errors=True)
    return Outcome(
        # Kills that come too late prove nothing: most must have met a running program.
        holds=undisturbed.exit_code == 0 and killed >= KILLS * 3 // 4 and not (half or failed or differ),
        figures={
            "kills": killed,
            "half_written": half,
            "not_finished_afterwards": failed,
            "other_results": differ,
        },
    )


BARS = (
    Bar(
        name="kills",
        bound="a run killed at any of 20 moments leaves no half result; the next one finishes alike",
        measure=killed_runs_finish,
    ),
)
