"""The full posterior of ordinal panels, all variance components integrated (docs/method/posterior.md)."""

from selaras.core.measurement.posterior.fitting import fit_posterior, posterior_mode
from selaras.core.measurement.posterior.structural import Structural

__all__ = ["Structural", "fit_posterior", "posterior_mode"]
