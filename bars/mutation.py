"""Bar of the tests themselves: how many small faults in scoring and rules they find."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from pathlib import Path

from bars.bar import ROOT, Bar, Outcome

# mutmut's exit codes of the test run per mutant.
KILLED, SURVIVED, NOT_COVERED = {1, 3}, {0}, {5, 33}
TIMED_OUT = {24, -24, 36, 152, 255}


def mutants_by_fate(folder: Path) -> dict[str, Counter[str]]:
    """Return killed, survived, … per module from what mutmut keeps beside each mutated file."""
    by_module: dict[str, Counter[str]] = {}
    for meta in sorted(folder.rglob("*.py.meta")):
        codes = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"].values()
        by_module[meta.name.removesuffix(".py.meta")] = Counter(map(fate, codes))
    return by_module


def fate(code: int | None) -> str:
    if code in KILLED or code in TIMED_OUT:
        return "killed"
    if code in SURVIVED:
        return "survived"
    return "not covered" if code in NOT_COVERED else "unknown"


def mutation_score(folder: Path) -> Outcome:
    """mutmut keeps its own state in `mutants/`: unchanged functions are not tried again."""
    with (folder / "mutmut.log").open("w") as log:
        # Its progress display is a megabyte of spinner; the figures are read from its state.
        subprocess.run([str(ROOT / ".venv/bin/mutmut"), "run"], cwd=ROOT, check=False, stdout=log, stderr=log)
    by_module = mutants_by_fate(ROOT / "mutants" / "src")
    total = sum((counter for counter in by_module.values()), Counter[str]())
    share = total["killed"] / total.total() if total else 0.0
    return Outcome(
        holds=share >= 0.85 and total["unknown"] == 0,
        figures={
            "percent": round(100 * share, 1),
            **total,
            "by_module": {
                module: round(100 * counter["killed"] / counter.total(), 1)
                for module, counter in by_module.items()
                if counter.total()
            },
        },
    )


BARS = (
    Bar(
        name="mutation",
        bound="mutation score of scoring and rules at least 85 %",
        measure=mutation_score,
    ),
)
