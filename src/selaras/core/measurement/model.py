"""What is assumed and what comes out: the model with its priors, and a measurement's result."""

from dataclasses import dataclass, field

import numpy as np

from selaras.core.errors import CoreError
from selaras.core.measurement.ratings import Floats, Ints
from selaras.core.vocabulary import Term


class Family(Term):
    """How a mark depends on ability − severity − difficulty + halo."""

    RATING_SCALE = "rating-scale", "Skala penilaian bersama"  # thresholds shared within a scale group
    PARTIAL_CREDIT = "partial-credit", "Ambang per kriteria"
    LINEAR = "linear", "Nilai 0–100"


class Estimator(Term):
    MARGINAL = "mml", "Kemungkinan marginal"  # empirical Bayes, for large data
    POSTERIOR = "posterior", "Sebaran posterior"  # variance components integrated, for panels


@dataclass(frozen=True, slots=True, kw_only=True)
class Priors:
    """Weakly informative, in logits (in standard deviations of the marks for LINEAR).

    With five examiners, shrinking severities hurts; contrasts are therefore wide.
    """

    halo_sd: float = 1.0  # half-normal scale of the halo's standard deviation
    halo_sd_where_prior_decides: float = 0.5  # one criterion per pair, or one examiner per person
    ability_sd: float = 2.0  # half-normal scale
    contrast_sd: float = 2.0  # severities, difficulties, thresholds: normal


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One unit's model. ``groups`` names the scale group of each criterion; None: all share one scale.

    scales : the allowed marks of each group, ascending; None: the marks that occur
    """

    family: Family = Family.RATING_SCALE
    halo: bool = True
    priors: Priors = field(default_factory=Priors)
    groups: tuple[int, ...] | None = None
    scales: tuple[tuple[float, ...], ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Elements:
    """Measures of one facet, by label.

    measure, se, lower, upper : (n,), logits; the interval is the central 95 %
    component : (n,), the connected component each belongs to; measures compare only within one
    n : (n,), ratings
    """

    labels: tuple[str, ...]
    measure: Floats
    se: Floats
    lower: Floats
    upper: Floats
    n: Ints
    component: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """S draws from the joint posterior; every decision about a person uses them.

    ability : (S, n officials); severity : (S, n examiners); difficulty : (S, n criteria)
    thresholds : one (S, m) per scale group, summing to zero over m; empty for LINEAR
    halo : (S, n pairs) in the order of the design's pairs, or None without halo
    sd_ability, sd_halo, sd_error : (S,); sd_error for LINEAR alone
    """

    ability: Floats
    severity: Floats
    difficulty: Floats
    thresholds: tuple[Floats, ...]
    halo: Floats | None
    sd_ability: Floats
    sd_halo: Floats
    sd_error: Floats | None = None

    @property
    def n(self) -> int:
        return int(self.ability.shape[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """How the estimate came about: whether it may be trusted, and by which way it was found."""

    converged: bool
    n_iterations: int
    pareto_k: float | None = None  # of the importance weights; None where none were used
    sampler: str = ""  # "importance" or "mcmc"; "" for the marginal estimator
    notes: tuple[str, ...] = ()  # codes such as "halo_by_prior", "one_examiner", "extreme_official"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What one estimator says of one set of ratings.

    log_likelihood : marginal, of the ratings at the estimates (of the mode for POSTERIOR), without priors
    thresholds : one (m,) per scale group, logits, summing to zero; empty for LINEAR
    categories : the marks that the categories of each group stand for, after dropping unused ones
    """

    model: Model
    estimator: Estimator
    log_likelihood: float
    sd_ability: float
    sd_halo: float | None
    sd_error: float | None
    mean_ability: float
    officials: Elements
    examiners: Elements
    criteria: Elements
    thresholds: tuple[Floats, ...]
    thresholds_se: tuple[Floats, ...]
    categories: tuple[tuple[float, ...], ...]
    diagnosis: Diagnosis
    draws: Draws | None = None
    component_means: tuple[float, ...] = ()  # mean ability of each component; empty: of all alike

    @property
    def abilities(self) -> Floats:
        """Return (officials,) estimates on the scale of the criteria, the mean of the component included."""
        if self.draws is not None:
            mean: Floats = self.draws.ability.mean(axis=0)
            return mean
        if not self.component_means:
            return self.officials.measure + self.mean_ability
        places = np.unique(self.officials.component, return_inverse=True)[1]
        placed: Floats = self.officials.measure + np.asarray(self.component_means)[places]
        return placed

    @property
    def deviance(self) -> float:
        return -2.0 * self.log_likelihood


def check_model(model: Model, *, n_criteria: int) -> None:
    """Raise what makes a model impossible for the criteria at hand."""
    if model.groups is not None and len(model.groups) != n_criteria:
        raise CoreError("scale_groups_wrong", got=len(model.groups), expected=n_criteria)
    if min(vars_of(model.priors)) <= 0:
        raise CoreError("prior_not_positive", got=min(vars_of(model.priors)))


def vars_of(priors: Priors) -> tuple[float, ...]:
    return (priors.halo_sd, priors.halo_sd_where_prior_decides, priors.ability_sd, priors.contrast_sd)
