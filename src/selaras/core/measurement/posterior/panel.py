"""A design laid out for the kernels: free coordinates, their priors, and the log posterior of many points.

Coordinates of a point: the ability mean, then orthonormal contrasts of severities, of difficulties and of
every scale group's thresholds. Orthonormal contrasts of values that are normal and sum to zero are
independent normals, whatever the order of the examiners; the two standard deviations stand apart.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from selaras.core.measurement.design import Design
from selaras.core.measurement.model import Model, Priors
from selaras.core.measurement.posterior.gradient import log_likelihood_gradient
from selaras.core.measurement.posterior.kernels import log_likelihoods
from selaras.core.measurement.ratings import Floats

THREADS = 2  # a fixed split: which thread computes a point never changes its value
MEAN_SD = 10.0  # of the ability mean: wide, only so that the posterior is proper
SMALLEST_SD = 0.02
FEWEST_JOINT = 3  # officials with two full pairs, below which the ratings say nothing of the halo


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What the kernels need of one design.

    data : the kernels' arrays, see `log_likelihood`
    hints : (officials,), where the officials' lattices start; it changes cost, not results
    bases : orthonormal contrasts of severities, difficulties and thresholds, (elements, contrasts)
    observed : what each severity (0), difficulty and threshold is multiplied by in the likelihood
    halo_scale : the half-normal prior's scale; None without halo
    """

    data: tuple[Any, ...]
    hints: Floats
    bases: tuple[Floats, Floats, Floats]
    observed_criteria: Floats
    observed_steps: Floats
    priors: Priors
    halo_scale: float | None
    halo_by_prior: bool
    n_officials: int

    @property
    def n_free(self) -> int:
        return 1 + sum(int(basis.shape[1]) for basis in self.bases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """N points of the structural parameters: free (N, n_free), sd (N,) of abilities and halo (N,)."""

    free: Floats
    sd: Floats
    halo: Floats

    def taken(self, which: npt.NDArray[np.integer]) -> "Points":
        return Points(free=self.free[which], sd=self.sd[which], halo=self.halo[which])


def joined(first: Points, second: Points) -> Points:
    return Points(
        free=np.concatenate([first.free, second.free]),
        sd=np.concatenate([first.sd, second.sd]),
        halo=np.concatenate([first.halo, second.halo]),
    )


def panel_of(design: Design, model: Model) -> Panel:
    """Return the panel; criteria whose marks are all equal say nothing and keep difficulty zero."""
    steps = design.n_steps[design.group].astype(np.int64)
    first = np.concatenate([[0], np.cumsum(design.n_steps)[:-1]]).astype(np.int64)
    most_steps = int(steps.max())
    data = (
        first[design.group],
        steps,
        np.ascontiguousarray(design.forms),
        design.pair_examiner.astype(np.int64),
        design.pair_total.astype(np.float64),
        design.pair_form.astype(np.int64),
        design.official_start.astype(np.int64),
        # Ψ bends on the scale of a logit, faster where many categories lie close.
        0.25 if most_steps <= 5 else 0.2 if most_steps <= 10 else 0.15,
        int(np.diff(design.official_start).max()),
    )
    by_prior = prior_decides_halo(design)
    priors = model.priors
    halo_scale = priors.halo_sd_where_prior_decides if by_prior else priors.halo_sd
    return Panel(
        data=data,
        hints=_first_hints(design, steps),
        bases=(
            contrasts(np.ones(design.n_examiners, dtype=bool)),
            contrasts(steps > 0),
            _threshold_contrasts(design),
        ),
        observed_criteria=design.criterion_totals.astype(np.float64),
        observed_steps=np.concatenate(design.steps_reached).astype(np.float64),
        priors=priors,
        halo_scale=halo_scale if model.halo else None,
        halo_by_prior=by_prior and model.halo,
        n_officials=design.n_officials,
    )


def _first_hints(design: Design, steps: npt.NDArray[np.int64]) -> Floats:
    top = (design.forms @ steps)[design.pair_form].astype(np.float64)
    reached = np.add.reduceat(design.pair_total, design.official_start[:-1]) + 0.5
    possible = np.add.reduceat(top, design.official_start[:-1]) + 1.0
    result: Floats = np.log(reached / (possible - reached))
    return result


def prior_decides_halo(design: Design) -> bool:
    """Tell whether too few officials have two examiners who each scored two criteria or more."""
    full = design.forms.sum(axis=1)[design.pair_form] >= 2
    joint = np.bincount(design.pair_official[full], minlength=design.n_officials) >= 2
    return int(joint.sum()) < FEWEST_JOINT


def contrasts(free: npt.NDArray[np.bool_]) -> Floats:
    """Return an orthonormal basis (n, k - 1) of what sums to zero over the k free elements.

    >>> contrasts(np.array([True, True, False])).round(4).tolist()
    [[0.7071], [-0.7071], [0.0]]
    """
    places = np.flatnonzero(free)
    basis = np.zeros((free.size, max(places.size - 1, 0)))
    for k in range(1, places.size):
        basis[places[:k], k - 1] = 1.0 / np.sqrt(k * (k + 1.0))
        basis[places[k], k - 1] = -k / np.sqrt(k * (k + 1.0))
    return basis


def _threshold_contrasts(design: Design) -> Floats:
    blocks = [contrasts(np.ones(int(m), dtype=bool)) for m in design.n_steps]
    basis = np.zeros((sum(b.shape[0] for b in blocks), sum(b.shape[1] for b in blocks)))
    row = column = 0
    for block in blocks:
        basis[row : row + block.shape[0], column : column + block.shape[1]] = block
        row, column = row + block.shape[0], column + block.shape[1]
    return basis


def elements(panel: Panel, free: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Return mean ability (N,), severities, difficulties and thresholds (N, elements) of free (N, n)."""
    ends = np.cumsum([1] + [basis.shape[1] for basis in panel.bases])
    severity, difficulty, thresholds = (
        np.ascontiguousarray(free[:, start:end] @ basis.T)
        for start, end, basis in zip(ends[:-1], ends[1:], panel.bases, strict=True)
    )
    return np.ascontiguousarray(free[:, 0]), severity, difficulty, thresholds


def in_two_threads(work: Callable[[int, int], None], n: int) -> None:
    """Call work(start, end) on both halves of n; the kernels let go of the interpreter's lock."""
    if n < 8:
        work(0, n)
        return
    with ThreadPoolExecutor(THREADS) as threads:
        half = n // 2
        for done in [threads.submit(work, 0, half), threads.submit(work, half, n)]:
            done.result()


def log_likelihood_of(panel: Panel, points: Points) -> Floats:
    """Return the marginal log likelihood (N,) of the ratings at each point."""
    mean, severity, difficulty, thresholds = elements(panel, points.free)
    out = np.empty(points.sd.size)

    def work(start: int, end: int) -> None:
        part = slice(start, end)
        log_likelihoods(
            severity[part],
            difficulty[part],
            thresholds[part],
            mean[part],
            points.sd[part],
            points.halo[part],
            panel.data,
            panel.hints,
            out[part],
        )

    in_two_threads(work, out.size)
    result: Floats = out - difficulty @ panel.observed_criteria - thresholds @ panel.observed_steps
    return result


def log_prior(panel: Panel, points: Points) -> Floats:
    """Return the log prior density (N,) on the natural scale of both sds, up to a constant."""
    result: Floats = (
        -0.5 * (points.free[:, 0] / MEAN_SD) ** 2
        - 0.5 * (points.free[:, 1:] ** 2).sum(axis=1) / panel.priors.contrast_sd**2
        - 0.5 * (points.sd / panel.priors.ability_sd) ** 2
    )
    if panel.halo_scale is not None:
        result = result - 0.5 * (points.halo / panel.halo_scale) ** 2
    return result


def log_posterior(panel: Panel, points: Points) -> Floats:
    result: Floats = log_likelihood_of(panel, points) + log_prior(panel, points)
    return result


def log_posterior_gradient(panel: Panel, free: Floats, sd: float, halo: float) -> tuple[float, Floats]:
    """Return the log posterior at one point and its gradient: free, then ability sd, then halo sd."""
    mean, severity, difficulty, thresholds = elements(panel, free[None, :])
    sizes = (severity.shape[1], difficulty.shape[1], thresholds.shape[1])
    full = np.empty(sum(sizes) + 3)
    value = log_likelihood_gradient(
        severity[0], difficulty[0], thresholds[0], mean[0], sd, halo, panel.data, panel.hints, full
    )
    value -= difficulty[0] @ panel.observed_criteria + thresholds[0] @ panel.observed_steps
    at = np.cumsum((0, *sizes))
    full[at[1] : at[2]] -= panel.observed_criteria
    full[at[2] : at[3]] -= panel.observed_steps
    point = Points(free=free[None, :], sd=np.array([sd]), halo=np.array([halo]))
    by_element = [full[a:b] @ basis for a, b, basis in zip(at[:-1], at[1:], panel.bases, strict=True)]
    gradient = np.concatenate([full[-3:-2], *by_element, full[-2:]])
    gradient[0] -= free[0] / MEAN_SD**2
    gradient[1:-2] -= free[1:] / panel.priors.contrast_sd**2
    gradient[-2] -= sd / panel.priors.ability_sd**2
    if panel.halo_scale is not None:
        gradient[-1] -= halo / panel.halo_scale**2
    return float(value + log_prior(panel, point)[0]), gradient
