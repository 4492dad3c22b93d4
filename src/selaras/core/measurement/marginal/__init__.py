"""Marginal maximum likelihood for the many-facet Rasch model, fast enough for millions of ratings.

`fitting` states the behaviour, `search` climbs, `problem` and `halo_problem` are what is climbed, the
passes over officials and the tables they read are compiled.
"""

from selaras.core.measurement.marginal.fitting import fit_marginal

__all__ = ["fit_marginal"]
