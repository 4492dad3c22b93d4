"""Selaras beside mirt and RaschPy: same ratings, same threads, warm processes, one run.

python -m benchmarks.measurement [panel] [medium] [large] [--threads 2] [--out FILE] [--limit SECONDS]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.panels import SIZES, simulate
from benchmarks.programs import PROGRAMS, mirt, version_of

REPEATS = {
    "panel": {"selaras": 301, "mirt": 31, "raschpy": 3},
    "medium": {"selaras": 31, "mirt": 5, "raschpy": 1},
    "large": {"selaras": 5, "mirt": 1, "raschpy": 1},
}
AT_LEAST = {"panel": 20.0, "medium": 50.0, "large": 100.0}
FINE_NODES = {"panel": 201, "medium": 201}  # mirt at its best, outside the timing
THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")


def work(program: str, size_name: str) -> dict[str, object]:
    """Measure one program on one size in this process, warmed by one call on the same or smaller ratings."""
    size = SIZES[size_name]
    examiner, mark = simulate(size)
    warm = SIZES["panel"] if size_name == "large" and program != "selaras" else size
    first = time.perf_counter()
    PROGRAMS[program](warm, *(simulate(warm) if warm is not size else (examiner, mark)))()
    first = time.perf_counter() - first
    run = PROGRAMS[program](size, examiner, mark)
    seconds = []
    for _ in range(REPEATS[size_name][program]):
        started = time.perf_counter()
        found = run()
        seconds.append(time.perf_counter() - started)
    told: dict[str, object] = {
        "program": program,
        "version": version_of(program),
        "size": size_name,
        "ratings": size.ratings,
        "median_seconds": statistics.median(seconds),
        "least_seconds": min(seconds),
        "runs": len(seconds),
        "first_call_seconds": first if warm is size else None,
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "log_likelihood": found.log_likelihood,
        "sd": found.sd,
        "converged": found.converged,
        "severity": found.severity.tolist(),
        "difficulty": found.difficulty.tolist(),
        "thresholds": found.thresholds.tolist(),
    }
    if program == "mirt" and size_name in FINE_NODES:
        told["log_likelihood_fine"] = mirt(size, examiner, mark, nodes=FINE_NODES[size_name])().log_likelihood
    return told


def measured(program: str, size_name: str, *, threads: int, limit: float) -> dict[str, object]:
    """Run one measurement in a process of its own; what fails or takes too long is said, not hidden."""
    command = [sys.executable, "-m", "benchmarks.measurement", "--work", program, size_name]
    environment = {**os.environ, **dict.fromkeys(THREAD_VARIABLES, str(threads))}
    told: dict[str, object] = {"program": program, "size": size_name}
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=limit, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        return {**told, "failed": f"stopped after {limit:g} s"}
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        return {**told, "failed": f"exit {done.returncode}: {last[:160]}"}
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def compare(ours: dict[str, object], peer: dict[str, object]) -> dict[str, object]:
    """Return the ratio of times and the largest differences between the estimates."""
    told: dict[str, object] = {"ratio": peer["median_seconds"] / ours["median_seconds"]}  # type: ignore[operator]
    for name in ("severity", "difficulty", "thresholds"):
        told[f"{name}_differs_by"] = float(np.abs(np.subtract(ours[name], peer[name])).max())
    best = peer.get("log_likelihood_fine", peer["log_likelihood"])
    if best is not None:
        told["log_likelihood_differs_by"] = abs(ours["log_likelihood"] - best)  # type: ignore[operator]
        told["sd_differs_by"] = abs(ours["sd"] - peer["sd"])  # type: ignore[operator]
    return told


def show(size_name: str, results: list[dict[str, object]]) -> None:
    print(f"\n{size_name}: {SIZES[size_name].ratings:,} ratings")
    for one in results:
        if "failed" in one:
            print(f"  {one['program']:8} {one['failed']}")
            continue
        line = f"  {one['program']:8} {one['version']:14} {one['median_seconds']:10.4f} s"
        line += f" (least {one['least_seconds']:.4f}, {one['runs']} runs)  {one['peak_mib']} MiB"
        if "against" in one:
            against = one["against"]
            assert isinstance(against, dict)
            line += f"  {against['ratio']:.1f} times ours"
            line += "".join(f", {k} {v:.1e}" for k, v in against.items() if k != "ratio")
        print(line)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", default=[])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=float, default=900.0, help="seconds for one program on one size")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--programs", default="selaras,mirt,raschpy")
    parser.add_argument("--work", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.work:
        print(json.dumps(work(*asked.work)))
        return 0
    names = {name: version_of(name) for name in asked.programs.split(",")}
    print(f"{asked.threads} threads, {platform.machine()}, python {platform.python_version()}, {names}")
    everything, held = {}, True
    for size_name in asked.sizes or list(SIZES):
        results: list[dict[str, object]] = []
        for program in names:
            one = measured(program, size_name, threads=asked.threads, limit=asked.limit)
            if results and "failed" not in one and "failed" not in results[0]:
                one["against"] = compare(results[0], one)
                if program == "mirt":
                    held = held and one["against"]["ratio"] >= AT_LEAST[size_name]  # type: ignore[index]
            results.append(one)
        show(size_name, results)
        everything[size_name] = results
    if asked.out:
        kept = {
            size: [{k: v for k, v in one.items() if not isinstance(v, list)} for one in results]
            for size, results in everything.items()
        }
        told = {"threads": asked.threads, "load": os.getloadavg()[0], "programs": names, "sizes": kept}
        asked.out.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
