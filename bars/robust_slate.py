"""Bar of the most robust slate: 200 simulated events whose truth is known, with exact posterior draws.

Levels of competences are drawn from a normal prior and marked with a known error, small for one official and
large for another. So their posterior is known exactly, and draws of it are not estimated. A post asks for
levels; fit is the weighted share reached.

Two things are asked. Does a placement that is chosen in 70 of 100 draws come true in 70 of 100 events? And
does the robust slate, which sees some draws, lose less than the plug-in slate (the optimum on the marks as
they stand, by which one would place without draws) in the worst tenth of other draws, which are as likely to
be the truth, and of the truths themselves? The optimum on the mean of the draws, which is the best slate, is
told beside them: it is hard to beat, for what is least in the worst tenth of some draws is less so in others.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bars.bar import Bar, Outcome
from selaras.core.placement import coupled, robust
from selaras.core.placement.model import Instance, Values

EVENTS, OFFICIALS, POSTS, COMPETENCES = 200, 14, 17, 9
DRAWS = 1_000
PRIOR_MEAN, PRIOR_SPREAD = 3.2, 0.5  # levels
ERRORS = (0.15, 0.3, 0.6)  # levels; one official is known well, another from thin evidence
PRICE = 2.0  # points, of a move
OPEN_SHARE = 0.55
MOST_OFF, MOST_ERRORS = 0.02, 3.0  # in all, as a share; in each tenth, in standard errors

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    """instance : worth by the marks as they stand

    seen, unseen : (draws, n, m) two sets of draws; truth : (1, n, m)
    """

    instance: Instance
    seen: Values
    unseen: Values
    truth: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """cvar : over unseen draws, of the plug-in slate, the robust one, and the optimum on mean fit; hundredths

    regret : the same in the truth
    said, came : (n, m) share of draws and whether it came true
    """

    cvar: tuple[float, ...]
    regret: tuple[int, ...]
    said: Floats
    came: Floats
    is_other: bool
    gap: float


def _event(seed: int) -> _Event:
    rng = np.random.default_rng([2026, seed])
    true = rng.normal(PRIOR_MEAN, PRIOR_SPREAD, (OFFICIALS, COMPETENCES))
    error = rng.choice(ERRORS, (OFFICIALS, 1))
    marked = true + error * rng.standard_normal(true.shape)
    share = PRIOR_SPREAD**2 / (PRIOR_SPREAD**2 + error**2)
    mean = PRIOR_MEAN + share * (marked - PRIOR_MEAN)
    spread = np.sqrt(share) * error
    asked = rng.choice([3.0, 3.5, 4.0, 4.5], (POSTS, COMPETENCES))
    weight = rng.dirichlet(np.full(COMPETENCES, 2.0), POSTS)
    home = rng.permutation(POSTS)[:OFFICIALS]
    is_open = rng.random((OFFICIALS, POSTS)) < OPEN_SHARE
    is_open[np.arange(OFFICIALS), home] = True

    def values(levels: Floats) -> Values:
        reached = np.minimum(levels[..., :, None, :] / asked, 1.15)
        points = 100 * (reached * weight).sum(axis=-1) - PRICE
        points[..., np.arange(OFFICIALS), home] += PRICE
        hundredths: Values = np.rint(100 * points).astype(np.int64)
        return hundredths

    seen, unseen = (
        values(mean + spread * rng.standard_normal((DRAWS, *mean.shape))) for _ in ("seen", "unseen")
    )
    instance = Instance(
        officials=tuple(f"P-{i:03}" for i in range(OFFICIALS)),
        posts=tuple(f"J-{j:03}" for j in range(POSTS)),
        values=values(marked),
        open=is_open,
        home=home.astype(np.int64),
        must=np.ones(OFFICIALS, dtype=bool),
        unit=np.zeros(POSTS, dtype=np.int64),
    )
    return _Event(instance=instance, seen=seen, unseen=unseen, truth=values(true)[None])


def _found(event: _Event) -> _Found:
    plug_in, proof = coupled.solve(event.instance, ())
    seen, unseen, truth = (
        robust.optima_of(event.instance, (), values, proof)
        for values in (event.seen, event.unseen, event.truth)
    )
    best = robust.most_robust(event.instance, (), seen, [plug_in.seat])
    mean_fit = np.rint(event.seen.mean(axis=0)).astype(np.int64)
    on_mean, _ = coupled.solve(replace(event.instance, values=mean_fit), ())
    slates = (plug_in.seat, best.seat, on_mean.seat)
    worst = robust.n_worst(DRAWS)
    return _Found(
        cvar=tuple(robust.worst_sum(robust.regrets(unseen, one)) / worst for one in slates),
        regret=tuple(int(robust.regrets(truth, one)[0]) for one in slates),
        said=robust.placings(seen)[:, :POSTS] / DRAWS,
        came=robust.placings(truth)[:, :POSTS].astype(float),
        is_other=not np.array_equal(plug_in.seat, best.seat),
        gap=1 - best.bound / best.worst_sum if best.worst_sum else 0.0,
    )


def _calibration(found: list[_Found]) -> list[dict[str, float]]:
    """Return for every tenth of probability what was said, what came, and its standard error over events."""
    rows = []
    for tenth in range(10):
        insides = [_tenth(one.said, tenth) for one in found]
        said = [one.said[inside].sum() for one, inside in zip(found, insides, strict=True)]
        came = [one.came[inside].sum() for one, inside in zip(found, insides, strict=True)]
        off = np.subtract(came, said)
        n = sum(int(inside.sum()) for inside in insides)
        share = sum(said) / n
        # Places of one event hang together; few of them tell little of how much.
        by_events = float(np.std(off, ddof=1) * np.sqrt(len(found)) / n)
        error = max(by_events, float(np.sqrt(share * (1 - share) / n)))
        rows.append({"n": n, "said": share, "came": sum(came) / n, "error": error})
    return rows


def _tenth(said: Floats, tenth: int) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = (said > 0) & (np.minimum(np.floor(said * 10 + 1e-9), 9) == tenth)
    return inside


def robust_slate(_: Path) -> Outcome:
    found = [_found(_event(seed)) for seed in range(EVENTS)]
    rows = _calibration(found)
    n_all = sum(row["n"] for row in rows)
    off = sum(row["n"] * abs(row["came"] - row["said"]) for row in rows) / n_all
    is_calibrated = off <= MOST_OFF and all(
        abs(row["came"] - row["said"]) <= MOST_ERRORS * row["error"] for row in rows
    )
    cvar = np.array([one.cvar for one in found]) / 100
    gained = cvar[:, 0] - cvar[:, 1]
    worst = robust.n_worst(EVENTS)
    of_truths = np.sort(np.array([one.regret for one in found]), axis=0)[-worst:].mean(axis=0) / 100
    return Outcome(
        holds=is_calibrated and float(gained.mean()) > 0,
        figures={
            "events": EVENTS,
            "said_and_came_by_tenth": [
                f"{row['said']:.3f} {row['came']:.3f} ±{row['error']:.3f} (n {row['n']:.0f})" for row in rows
            ],
            "calibration_error": round(off, 4),
            "cvar_plug_in_points": round(float(cvar[:, 0].mean()), 3),
            "cvar_robust_points": round(float(cvar[:, 1].mean()), 3),
            "cvar_on_mean_fit_points": round(float(cvar[:, 2].mean()), 3),
            "gained_points": round(float(gained.mean()), 3),
            "gained_standard_error": round(float(gained.std(ddof=1) / np.sqrt(EVENTS)), 3),
            "events_with_another_slate": sum(one.is_other for one in found),
            "events_better": int((gained > 0).sum()),
            "events_worse": int((gained < 0).sum()),
            "cvar_of_truths_plug_in_points": round(float(of_truths[0]), 3),
            "cvar_of_truths_robust_points": round(float(of_truths[1]), 3),
            "cvar_of_truths_on_mean_fit_points": round(float(of_truths[2]), 3),
            "mean_gap_of_proof_percent": round(100 * float(np.mean([one.gap for one in found])), 1),
        },
    )


BARS = (
    Bar(
        name="robust-slate",
        bound=f"{EVENTS} simulated events: placements come true as often as said (off by {MOST_OFF} at most "
        f"in all, by {MOST_ERRORS:g} standard errors in a tenth); mean CVaR of regret below the plug-in's",
        measure=robust_slate,
    ),
)
