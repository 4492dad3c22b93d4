"""Bars of the marginal estimator: beside its peers, and as ratings grow."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from bars.bar import ROOT, Bar, Outcome

MOST_MIB = 600
# Peers are no dependencies: benchmarks/README.md says how their environment is made.
PEERS = ROOT / ".venv-benchmarks" / "bin" / "python"


def run(python: Path | str, module: str, out: Path) -> int:
    command = [str(python), "-m", module, "--out", str(out)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        command, cwd=ROOT, env=environment, check=False, stdout=subprocess.DEVNULL
    ).returncode


def beside_the_peers(folder: Path) -> Outcome:
    python = Path(os.environ.get("SELARAS_PEERS_PYTHON", PEERS))
    if not python.exists():
        return Outcome(holds=False, figures={"not_measured": "no environment with the peers"})
    code = run(python, "benchmarks.measurement", folder / "speed.json")
    if not (folder / "speed.json").exists():
        return Outcome(holds=False, figures={"exit_code": code})
    told = json.loads((folder / "speed.json").read_text(encoding="utf-8"))
    figures: dict[str, object] = {"threads": told["threads"], "versions": told["programs"]}
    for size, results in told["sizes"].items():
        for one in results:
            figures[f"{size}_{one['program']}"] = (
                one["failed"] if "failed" in one else f"{one['median_seconds']:.4f} s"
            )
            if one["program"] == "mirt" and "against" in one:
                figures[f"{size}_ratio"] = round(one["against"]["ratio"], 1)
                figures[f"{size}_log_likelihood_differs_by"] = one["against"]["log_likelihood_differs_by"]
    peak = told["sizes"]["large"][0].get("peak_mib", 0)
    first = told["sizes"]["panel"][0].get("first_call_seconds", 0)
    figures |= {"large_peak_mib": peak, "first_call_seconds": round(first, 2)}
    return Outcome(holds=code == 0 and 0 < peak <= MOST_MIB and 0 < first <= 1, figures=figures)


def growth(folder: Path) -> Outcome:
    code = run(sys.executable, "benchmarks.growth", folder / "growth.svg")
    told = json.loads((folder / "growth.json").read_text(encoding="utf-8"))
    seconds = {f"{point['ratings']:,}": round(point["seconds"], 4) for point in told["points"]}
    return Outcome(holds=code == 0, figures={"slope": told["slope"], "seconds": seconds})


BARS = (
    Bar(
        name="speed",
        bound="at least 20, 50, 100 times mirt at 1,640, 60,000, 2,700,000 ratings; 600 MiB; first call 1 s",
        measure=beside_the_peers,
    ),
    Bar(
        name="growth",
        bound="slope of log time on log ratings from 10⁴ to 2.7 × 10⁶: at most 1.1",
        measure=growth,
    ),
)
