"""Bars of the exact assignment: how soon an event and a province are placed; very large ones beside peers."""

from __future__ import annotations

import json
import os
import statistics
import time
from pathlib import Path

import numpy as np

from bars.bar import Bar, Outcome
from bars.measurement_speed import PEERS, run
from selaras.core.placement.assignment import losses, paths, solve, solve_draws, supported_frontier
from selaras.core.placement.model import Instance, Values

EVENT_SECONDS, PROVINCE_SECONDS = 0.25, 2.0
LARGE_RATIO = 1.3
REPEATS = 7
PARTS = ("optimum", "why_nots_with_paths", "frontier", "draws")


def drawn_event(n: int, m: int, draws: int) -> tuple[Instance, Values]:
    """Return officials at home in a post each, four pairs of five open, and draws about the values."""
    rng = np.random.default_rng(1)
    values = rng.integers(3_000, 10_001, (n, m))
    home = rng.permutation(m)[:n]
    instance = Instance(
        officials=tuple(f"P{i:04}" for i in range(n)),
        posts=tuple(f"J{j:04}" for j in range(m)),
        values=values,
        open=(rng.random((n, m)) < 0.8) | (np.arange(m) == home[:, None]),
        home=home,
        must=np.ones(n, dtype=bool),
        unit=np.zeros(m, dtype=np.int64),
    )
    spread = rng.normal(0, 500, (draws, n, m)).round().astype(np.int64)
    return instance, np.clip(values + spread, 0, 10_000)


def event(folder: Path) -> Outcome:
    """Everything that a web request computes before sentences, warm."""
    instance, draws = drawn_event(41, 47, 1_000)
    parts: dict[str, list[float]] = {}
    for _ in range(REPEATS + 1):
        marks = [time.perf_counter()]
        solution = solve(instance)
        marks.append(time.perf_counter())
        found = losses(instance, solution)
        for official in range(41):
            paths(found, official)
        marks.append(time.perf_counter())
        supported_frontier(instance)
        marks.append(time.perf_counter())
        solve_draws(instance, draws)
        marks.append(time.perf_counter())
        for name, took in zip(PARTS, np.diff(marks), strict=True):
            parts.setdefault(name, []).append(float(took))
    seconds = {name: statistics.median(taken[1:]) for name, taken in parts.items()}
    total = sum(seconds.values())
    figures = {name: f"{one * 1000:.1f} ms" for name, one in seconds.items()}
    return Outcome(holds=total <= EVENT_SECONDS, figures={**figures, "total": f"{total * 1000:.1f} ms"})


def province(folder: Path) -> Outcome:
    instance, draws = drawn_event(500, 520, 100)
    solve(instance)
    marks = [time.perf_counter()]
    solution = solve(instance)
    marks.append(time.perf_counter())
    losses(instance, solution)
    marks.append(time.perf_counter())
    solve_draws(instance, draws)
    marks.append(time.perf_counter())
    took = np.diff(marks).round(3).tolist()
    figures = dict(zip(("optimum", "why_nots", "draws"), took, strict=True))
    return Outcome(holds=sum(took) <= PROVINCE_SECONDS, figures={**figures, "total": round(sum(took), 3)})


def large(folder: Path) -> Outcome:
    python = Path(os.environ.get("SELARAS_PEERS_PYTHON", PEERS))
    if not python.exists():
        return Outcome(holds=False, figures={"not_measured": "no environment with the peers"})
    out = folder / "placement.json"
    code = run(python, "benchmarks.placement", out)
    if not out.exists():
        return Outcome(holds=False, figures={"exit_code": code})
    told = json.loads(out.read_text(encoding="utf-8"))
    figures: dict[str, object] = {"versions": told["versions"]}
    for case in ("dense", "sparse"):
        figures[f"{case}_ratio"] = round(told[case]["ratio"], 2)
        for name, one in told[case]["programs"].items():
            figures[f"{case}: {name}"] = f"{one['median_seconds']:.3f} s"
    figures["why_not_ratio_counted_up_from_a_sample"] = round(told["why-not"]["ratio"])
    figures["why_not_differs"] = told["why-not"]["differs"]
    return Outcome(holds=code == 0, figures=figures)


BARS = (
    Bar(
        name="placement-event",
        bound="41 x 47: optimum, all why-nots with paths, supported frontier, 1,000 draws at most 0.25 s",
        measure=event,
    ),
    Bar(
        name="placement-province",
        bound="500 x 520: optimum, all why-nots, 100 draws at most 2 s",
        measure=province,
    ),
    Bar(
        name="placement-large",
        bound="5,000 dense, 50,000 x 20 sparse: at most 1.3 times the fastest of scipy, lapx, OR-Tools",
        measure=large,
    ),
)
