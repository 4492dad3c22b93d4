"""Score equations of published estimates, in plain numpy and by dense quadrature: a check, not a method.

Nothing here shares code with the estimators: a rating's category probabilities are summed out on dense
lattices of ability and halo, and the gradient is expected minus observed statistics (Fisher's identity).
At the published structural estimates every component is zero within the estimators' tolerance.
"""

from dataclasses import dataclass

import numpy as np

from selaras.core.measurement.design import Design
from selaras.core.measurement.model import Model
from selaras.core.measurement.posterior.structural import Structural
from selaras.core.measurement.ratings import Floats

MEAN_SD = 10.0  # the wide prior of the ability mean
REACH = 8.0  # lattices span this many standard deviations to each side
STEP_LOGITS = 0.08
STEPS_PER_SD = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The log posterior and its gradient; per element as deviations from the block's mean.

    log_likelihood : without priors, by this module's own quadrature
    severity, difficulty, thresholds : the gradient along directions that sum to zero
    """

    log_likelihood: float
    mean_ability: float
    sd_ability: float
    sd_halo: float | None
    severity: Floats
    difficulty: Floats
    thresholds: tuple[Floats, ...]

    @property
    def largest(self) -> float:
        """Return the largest absolute component; a halo sd of zero is judged by its sign alone."""
        blocks = (self.severity, self.difficulty, *self.thresholds)
        parts = [float(np.abs(block).max()) for block in blocks if block.size]
        halo = 0.0 if self.sd_halo is None else abs(self.sd_halo)
        return max(*parts, abs(self.mean_ability), abs(self.sd_ability), halo)


def score_equations(design: Design, *, model: Model, structural: Structural) -> Scores:
    """Return the gradient of the penalised marginal log likelihood at the structural estimates."""
    theta, on_theta = _lattice(structural.sd_ability)
    theta = theta + structural.mean_ability
    halo_sd = structural.sd_halo or 0.0
    halo, on_halo = _lattice(halo_sd)
    spot = _Spot(design=design, structural=structural, eta=theta[:, None] + halo)
    log_likelihood, z2, h2 = 0.0, 0.0, 0.0
    z1 = 0.0
    for p in range(design.n_officials):
        pairs = range(int(design.official_start[p]), int(design.official_start[p + 1]))
        joint = [spot.log_pair(pair) + on_halo for pair in pairs]
        whole = on_theta + sum((_log_sum(one) for one in joint), start=np.zeros(theta.size))
        log_p = float(_log_sum(whole[None, :])[0])
        weight = np.exp(whole - log_p)
        z = (theta - structural.mean_ability) / structural.sd_ability
        z1, z2 = z1 + float(weight @ z), z2 + float(weight @ z**2)
        log_likelihood += log_p
        for pair, one in zip(pairs, joint, strict=True):
            mass = np.exp(one - _log_sum(one)[:, None]) * weight[:, None]
            h2 += float((mass @ halo**2).sum())
            spot.add(pair, mass)
    n, n_pairs = design.n_officials, design.pair.max() + 1
    priors = model.priors
    sd_halo = None
    if structural.sd_halo is not None and structural.halo_scale is not None:
        inner = (h2 / halo_sd**2 - n_pairs) / halo_sd if halo_sd > 0 else 0.0
        sd_halo = float(inner - halo_sd / structural.halo_scale**2)
    flat = np.concatenate(structural.thresholds)
    by_step = _per_group(spot.steps - np.concatenate(design.steps_reached), design)
    own = _per_group(flat, design)
    varied = design.n_steps[design.group] > 0
    by_criterion = np.where(varied, spot.criteria - design.criterion_totals, 0.0)
    shrink = priors.contrast_sd**2
    return Scores(
        log_likelihood=log_likelihood + spot.constant(),
        mean_ability=z1 / structural.sd_ability - structural.mean_ability / MEAN_SD**2,
        sd_ability=(z2 - n) / structural.sd_ability - structural.sd_ability / priors.ability_sd**2,
        sd_halo=sd_halo,
        severity=_deviations(spot.severity) - structural.severity / shrink,
        difficulty=np.where(varied, by_criterion - by_criterion[varied].mean(), 0.0)
        - structural.difficulty / shrink,
        thresholds=tuple(_deviations(g) - t / shrink for g, t in zip(by_step, own, strict=True)),
    )


class _Spot:
    """Expected statistics gathered pair by pair on the lattice of ability and halo."""

    def __init__(self, *, design: Design, structural: Structural, eta: Floats) -> None:
        self.design, self.structural, self.eta = design, structural, eta
        self.criteria = np.zeros(design.n_criteria)
        self.steps = np.zeros(int(design.n_steps.sum()))
        self.severity = np.zeros(design.n_examiners)
        self.first = np.concatenate([[0], np.cumsum(design.n_steps)[:-1]]).astype(int)
        self._by_examiner: dict[int, list[tuple[Floats, Floats]]] = {}

    def _tables(self, examiner: int) -> list[tuple[Floats, Floats]]:
        """Return log Z (theta, halo) and the chance of every step (m, theta, halo) of each criterion."""
        if examiner not in self._by_examiner:
            self._by_examiner[examiner] = [
                self._criterion(i, self.eta - self.structural.severity[examiner])
                for i in range(self.design.n_criteria)
            ]
        return self._by_examiner[examiner]

    def _criterion(self, i: int, eta: Floats) -> tuple[Floats, Floats]:
        thresholds = self.structural.thresholds[int(self.design.group[i])]
        location = eta - self.structural.difficulty[i]
        levels = np.cumsum(location - thresholds[:, None, None], axis=0) if thresholds.size else eta[None][:0]
        levels = np.concatenate([np.zeros((1, *eta.shape)), levels])
        top = levels.max(axis=0)
        log_z = top + np.log(np.exp(levels - top).sum(axis=0))
        chances = np.exp(levels - log_z)
        return log_z, chances[::-1].cumsum(axis=0)[::-1][1:]

    def log_pair(self, pair: int) -> Floats:
        design = self.design
        examiner = int(design.pair_examiner[pair])
        tables = self._tables(examiner)
        here = np.flatnonzero(design.forms[design.pair_form[pair]])
        out: Floats = int(design.pair_total[pair]) * (self.eta - self.structural.severity[examiner])
        for i in here:
            out = out - tables[i][0]
        return out

    def add(self, pair: int, mass: Floats) -> None:
        design = self.design
        examiner = int(design.pair_examiner[pair])
        expected = 0.0
        for i in np.flatnonzero(design.forms[design.pair_form[pair]]):
            chances = (self._tables(examiner)[i][1] * mass).sum(axis=(1, 2))
            start = self.first[design.group[i]]
            self.steps[start : start + chances.size] += chances
            self.criteria[i] += chances.sum()
            expected += float(chances.sum())
        self.severity[examiner] += expected - float(design.pair_total[pair])

    def constant(self) -> float:
        """Return what the totals leave out: difficulties and thresholds of the observed marks."""
        flat = np.concatenate(self.structural.thresholds)
        return float(
            -self.design.criterion_totals @ self.structural.difficulty
            - np.concatenate(self.design.steps_reached) @ flat
        )


def _lattice(sd: float) -> tuple[Floats, Floats]:
    """Return points around zero and their log weights under N(0, sd²); one point for sd zero."""
    if sd == 0:
        return np.zeros(1), np.zeros(1)
    step = min(sd / STEPS_PER_SD, STEP_LOGITS)
    half = int(np.ceil(REACH * sd / step))
    points = np.arange(-half, half + 1, dtype=np.float64) * step
    return points, -0.5 * (points / sd) ** 2 + np.log(step / (sd * np.sqrt(2 * np.pi)))


def _log_sum(values: Floats) -> Floats:
    top = values.max(axis=-1)
    result: Floats = top + np.log(np.exp(values - top[..., None]).sum(axis=-1))
    return result


def _deviations(values: Floats) -> Floats:
    result: Floats = values - values.mean() if values.size else values
    return result


def _per_group(flat: Floats, design: Design) -> list[Floats]:
    ends = np.cumsum(design.n_steps)
    return [flat[end - m : end] for end, m in zip(ends, design.n_steps, strict=True)]
