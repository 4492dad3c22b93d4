"""Modes of the marginal posterior: the joint one, and conditional ones along the halo's sd."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from selaras.core.measurement.design import Design, anchored
from selaras.core.measurement.posterior.panel import (
    SMALLEST_SD,
    Panel,
    Points,
    in_two_threads,
    log_posterior_gradient,
)
from selaras.core.measurement.ratings import Floats

Objective = Callable[[Floats], tuple[float, Floats]]

MOST_STEPS = 200
LONGEST_STEP = 1.0  # of any coordinate in one iteration, logits
LEAST_SD = 1e-6
FIRST_HALO = 0.3  # where the search for the halo's sd starts
STUCK = 1e-4  # log units still to be gained, below which a search that cannot climb further is done
LEAST_MIDDLE = 0.15  # the ability sd around which conditional modes are sought is at least this
DIFFERENCE = 1e-3  # step of the differences that make Hessians of gradients


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """The mode of the free coordinates (n,) given both sds, and the precision (n, n) there."""

    free: Floats
    sd: float
    halo: float
    precision: Floats


def starting_point(panel: Panel, design: Design) -> Floats:
    """Return free coordinates from the observed shares, as near as counting comes."""
    steps = design.n_steps[design.group]
    counts = design.forms[design.pair_form].sum(axis=0)
    share = (design.criterion_totals + 0.5) / (counts * np.maximum(steps, 1) + 1.0)
    difficulty = -np.log(share / (1.0 - share))
    thresholds = [
        _starting_thresholds(one, int(counts[design.group == g].sum()))
        for g, one in enumerate(design.steps_reached)
    ]
    top = (design.forms @ steps)[design.pair_form]
    reached = np.bincount(design.pair_examiner, weights=design.pair_total, minlength=design.n_examiners)
    possible = np.bincount(design.pair_examiner, weights=top, minlength=design.n_examiners)
    leniency = (reached + 0.5) / (possible + 1.0)
    severity = -np.log(leniency / (1.0 - leniency))
    overall = (design.pair_total.sum() + 0.5) / (top.sum() + 1.0)
    blocks = (severity, difficulty, np.concatenate(thresholds))
    parts = [block @ basis for block, basis in zip(blocks, panel.bases, strict=True)]
    return np.concatenate([[math.log(overall / (1.0 - overall))], *parts])


def _starting_thresholds(reached: np.ndarray, n: int) -> Floats:
    at_least = np.concatenate([[n], reached, [0]]).astype(np.float64)
    counts = at_least[:-1] - at_least[1:] + 0.5
    return anchored(np.log(counts[:-1] / counts[1:])) if reached.size else np.zeros(0)


def climbed(
    objective: Objective, start: Floats, *, inverse: Floats, tolerance: float
) -> tuple[Floats, Floats, int, bool]:
    """Return the maximum (BFGS, backtracking), the last inverse Hessian, iterations, and success.

    inverse : (n, n), of minus the Hessian to start with; tolerance : on half the expected gain, in log units
    """
    x, inverse = start.copy(), inverse.copy()
    value, slope = objective(x)
    for iteration in range(MOST_STEPS):
        step = inverse @ slope
        gain = float(step @ slope)
        if gain < 2.0 * tolerance:
            return x, inverse, iteration, True
        step *= min(1.0, LONGEST_STEP / float(np.abs(step).max()))
        rate = 1.0
        for _ in range(30):
            new_value, new_slope = objective(x + rate * step)
            if new_value >= value + 1e-4 * rate * float(step @ slope):
                break
            rate *= 0.4
        else:
            return x, inverse, iteration, gain < STUCK
        moved, bent = rate * step, slope - new_slope
        curvature = float(moved @ bent)
        if curvature > 1e-10 * float(moved @ moved):
            flat = inverse @ bent
            inverse += (1.0 + float(bent @ flat) / curvature) * np.outer(moved, moved) / curvature - (
                np.outer(flat, moved) + np.outer(moved, flat)
            ) / curvature
        x, value, slope = x + moved, new_value, new_slope
    return x, inverse, MOST_STEPS, False


def starting_inverse(panel: Panel, design: Design) -> Floats:
    """Return a diagonal guess of the inverse information: a third of a unit per rating."""
    per = [design.category.size / max(basis.shape[0], 1) / 3.0 for basis in panel.bases]
    information = np.concatenate(
        [
            [panel.n_officials / 2.0],
            *(np.full(b.shape[1], size) for b, size in zip(panel.bases, per, strict=True)),
        ]
    )
    return np.diag(1.0 / np.append(information + 0.25, panel.n_officials / 2.0))


def conditional(panel: Panel, halo: float) -> Objective:
    """Return the log posterior of (free, log sd) at one halo sd, the density being that of the sd itself."""

    def objective(x: Floats) -> tuple[float, Floats]:
        sd = math.exp(min(max(x[-1], math.log(SMALLEST_SD)), 3.0))
        value, gradient = log_posterior_gradient(panel, x[:-1], sd, halo)
        by_log = gradient[-2] * sd if SMALLEST_SD < sd < math.exp(3.0) else 0.0
        return value, np.append(gradient[:-2], by_log)

    return objective


def mode_at(
    panel: Panel, halo: float, start: Floats, inverse: Floats
) -> tuple[Floats, Floats, float, int, bool]:
    """Return (free, log sd) at the conditional mode, the inverse Hessian, the value, iterations, success."""
    objective = conditional(panel, halo)
    x, inverse, iterations, done = climbed(objective, start, inverse=inverse, tolerance=1e-4)
    return x, inverse, objective(x)[0], iterations, done


def curved(panel: Panel, free: Floats, sd: float, halo: float) -> tuple[Floats, Floats, Floats]:
    """Return gradient and minus the Hessian (n + 1, n + 1) in (free, sd), and the precision of free alone."""
    n = panel.n_free
    points = np.tile(np.append(free, sd), (n + 2, 1))
    points[: n + 1] += DIFFERENCE * np.eye(n + 1)
    slopes = np.empty((n + 2, n + 1))

    def work(start: int, end: int) -> None:
        for row in range(start, end):
            slopes[row] = log_posterior_gradient(panel, points[row, :-1], points[row, -1], halo)[1][:-1]

    in_two_threads(work, n + 2)
    hessian = (slopes[-1] - slopes[:-1]) / DIFFERENCE
    hessian = (hessian + hessian.T) / 2.0
    return slopes[-1], hessian, positive(hessian[:n, :n])


def along_sd(panel: Panel, x: Floats, halo: float) -> tuple[tuple[Mode, ...], float]:
    """Return conditional modes of free at ability sds below, at and above the mode; and the sd's width."""
    n = panel.n_free
    sd = max(math.exp(x[-1]), LEAST_MIDDLE)
    _, hessian, precision = curved(panel, x[:-1], sd, halo)
    by_sd = -np.linalg.solve(precision, hessian[:n, n])
    rest = hessian[n, n] + float(hessian[n, :n] @ by_sd)
    width = min(1.0 / math.sqrt(max(rest, 1e-6)), sd, panel.priors.ability_sd)
    # Near zero the mode of free is flat in the ability sd but not in the whole spread of one pair.
    by_whole = by_sd * math.hypot(sd, halo) / sd
    modes = [Mode(free=x[:-1], sd=sd, halo=halo, precision=precision)]
    for other in (max(sd - 1.5 * width, sd / 4.0), sd + 2.0 * width):
        free = x[:-1] + (math.hypot(other, halo) - math.hypot(sd, halo)) * by_whole
        slope, _, precision = curved(panel, free, other, halo)
        step = np.linalg.solve(precision, slope[:n])
        free = free + step * min(1.0, LONGEST_STEP / float(np.abs(step).max()))
        modes.append(Mode(free=free, sd=other, halo=halo, precision=precision))
    return (modes[1], modes[0], modes[2]), width


def positive(matrix: Floats) -> Floats:
    """Return the symmetric matrix with eigenvalues kept from zero."""
    values, vectors = np.linalg.eigh(matrix)
    return np.asarray((vectors * np.maximum(values, 1e-2)) @ vectors.T)


def joint_mode(panel: Panel, start: Floats, inverse: Floats) -> tuple[Points, Floats, int, bool]:
    """Return the mode of free and both sds, the inverse Hessian in (free, sd), iterations and success.

    Both sds are sought on the whole line, of which only the absolute value counts: the likelihood depends on
    their squares, so a mode at zero is an ordinary summit. The tables have half the usual step.
    """
    with_halo = panel.halo_scale is not None
    fine = replace(panel, data=(*panel.data[:7], panel.data[7] / 2.0, panel.data[8]))

    def objective(x: Floats) -> tuple[float, Floats]:
        halo = abs(float(x[-1])) if with_halo else 0.0
        sd = max(abs(float(x[panel.n_free])), LEAST_SD)
        value, gradient = log_posterior_gradient(fine, x[: panel.n_free], sd, halo)
        gradient[-2] *= math.copysign(1.0, x[panel.n_free])
        gradient[-1] *= math.copysign(1.0, x[-1])
        return value, gradient if with_halo else gradient[:-1]

    start = np.append(start[:-1], math.exp(start[-1]))
    x = np.append(start, FIRST_HALO) if with_halo else start
    n = x.size
    first = np.eye(n) / panel.n_officials
    first[: inverse.shape[0], : inverse.shape[0]] = inverse
    x, first, iterations, done = climbed(objective, x, inverse=first, tolerance=1e-9)
    halo = abs(float(x[-1])) if with_halo else 0.0
    sd = max(abs(float(x[panel.n_free])), LEAST_SD)
    point = Points(free=x[None, : panel.n_free], sd=np.array([sd]), halo=np.array([halo]))
    return point, first[: panel.n_free + 1, : panel.n_free + 1], iterations, done
