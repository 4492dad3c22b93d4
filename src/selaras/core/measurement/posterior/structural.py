"""The penalised marginal mode: the structural estimates that stand behind a posterior."""

from dataclasses import dataclass

from selaras.core.measurement.ratings import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Structural:
    """The joint mode of all structural parameters, both sds on their natural scale, in logits.

    severity (examiners,), difficulty (criteria,), thresholds one (m,) per scale group: each sums to zero
    log_likelihood : marginal, without priors; log_prior : up to the constants of the densities
    sd_halo : None for a model without halo; zero where the mode lies on the boundary
    halo_scale : the scale of the halo's half-normal prior that was used
    """

    mean_ability: float
    sd_ability: float
    sd_halo: float | None
    severity: Floats
    difficulty: Floats
    thresholds: tuple[Floats, ...]
    log_likelihood: float
    log_prior: float
    halo_scale: float | None
    converged: bool
    n_iterations: int
