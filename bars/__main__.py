"""Measure the bars: `python -m bars` what is missing at this commit, `python -m bars NAME` one."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bars import (
    accessibility,
    api_schema,
    attack_pages,
    bad_disk,
    blindness,
    command_line,
    coverage,
    intake_speed,
    kill_server,
    kills,
    large_workbook,
    measurement_speed,
    mutation,
    office_pages,
    office_stories,
    permission_cells,
    placement_coupled,
    placement_exact,
    placement_speed,
    posterior_reference,
    recompute,
    robust_slate,
    set_up,
    tampering,
    timetable,
    two_verifiers,
    verify_cost,
)
from bars.bar import Bar, commit, keep_result, kept_result
from bars.power_cut import bar as power_cut

BARS: tuple[Bar, ...] = (
    *command_line.BARS,
    *large_workbook.BARS,
    *set_up.BARS,
    *kills.BARS,
    *mutation.BARS,
    *coverage.BARS,
    *posterior_reference.BARS,
    *measurement_speed.BARS,
    *kill_server.BARS,
    *power_cut.BARS,
    *bad_disk.BARS,
    *intake_speed.BARS,
    *tampering.BARS,
    *recompute.BARS,
    *two_verifiers.BARS,
    *verify_cost.BARS,
    *timetable.BARS,
    *placement_exact.BARS,
    *placement_speed.BARS,
    *placement_coupled.BARS,
    *robust_slate.BARS,
    *office_pages.BARS,
    *office_stories.BARS,
    *permission_cells.BARS,
    *blindness.BARS,
    *api_schema.BARS,
    *attack_pages.BARS,
    *accessibility.BARS,
)


def measure(bar: Bar, *, measured_commit: str) -> None:
    with tempfile.TemporaryDirectory(prefix=f"selaras-{bar.name}-") as folder:
        started = time.perf_counter()
        outcome = bar.measure(Path(folder))
    seconds = time.perf_counter() - started
    keep_result(bar, outcome, measured_commit=measured_commit, seconds=seconds)


def show(console: Console, bars: Sequence[Bar]) -> bool:
    """Print what is kept; return whether every bar holds."""
    table = Table("bar", "bound", "holds", "figures", "commit")
    all_hold = True
    for bar in bars:
        kept = kept_result(bar)
        if kept is None:
            table.add_row(bar.name, bar.bound, "–", "not measured", "")
            all_hold = False
            continue
        figures = kept["figures"]
        assert isinstance(figures, dict)
        shown = ", ".join(f"{name} {value}" for name, value in figures.items())
        holds = "yes" if kept["holds"] else "NO"
        table.add_row(bar.name, bar.bound, holds, shown, str(kept["commit"])[:10])
        all_hold = all_hold and bool(kept["holds"])
    console.print(table)
    return all_hold


def main(arguments: Sequence[str]) -> int:
    console = Console()
    by_name = {bar.name: bar for bar in BARS}
    if unknown := [name for name in arguments if name not in by_name]:
        console.print(f"No bar {', '.join(unknown)}. There are: {', '.join(by_name)}")
        return 2
    chosen = [by_name[name] for name in arguments] or list(BARS)
    here = commit()
    for bar in chosen:
        kept = kept_result(bar)
        if not arguments and kept is not None and kept["commit"] == here:
            console.print(f"{bar.name}: measured at this commit already")
            continue
        console.print(f"{bar.name}: measuring …")
        measure(bar, measured_commit=here)
    return 0 if show(console, chosen) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
