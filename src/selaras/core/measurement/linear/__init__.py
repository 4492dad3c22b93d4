"""The linear mixed model for marks on 0–100: the same facets as the ordinal models, everything Gaussian.

mark = mean + ability − severity − difficulty + halo + error. Method and limits: docs/method/linear.md.
"""

from selaras.core.measurement.linear.marginal import fit_linear_marginal
from selaras.core.measurement.linear.posterior import fit_linear_posterior

__all__ = ["fit_linear_marginal", "fit_linear_posterior"]
