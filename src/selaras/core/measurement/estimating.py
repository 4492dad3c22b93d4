"""The one interface: ratings and a model in, a measurement out, whichever estimator and scale family."""

from selaras.core.measurement.model import Estimator, Family, Measurement, Model
from selaras.core.measurement.ratings import Ratings

# Above it the full posterior is no longer a matter of a few seconds (docs/method/linear.md).
PANEL_RATINGS = 20_000


def measure(
    ratings: Ratings, *, model: Model, estimator: Estimator, seed: int = 0, n_draws: int = 1000
) -> Measurement:
    """Return what the estimator says of the ratings; ``seed`` and ``n_draws`` are for POSTERIOR alone.

    The same ratings, model, estimator and seed give the same numbers, in whatever order rows came.
    """
    # Each estimator is loaded when it is asked for: its compiled kernels take a moment.
    if model.family is Family.LINEAR:
        from selaras.core.measurement.linear import fit_linear_marginal, fit_linear_posterior

        if estimator is Estimator.MARGINAL:
            return fit_linear_marginal(ratings, model=model)
        return fit_linear_posterior(ratings, model=model, seed=seed, n_draws=n_draws)
    if estimator is Estimator.MARGINAL:
        from selaras.core.measurement.marginal import fit_marginal

        return fit_marginal(ratings, model=model)
    from selaras.core.measurement.posterior import fit_posterior

    return fit_posterior(ratings, model=model, seed=seed, n_draws=n_draws)


def advised_estimator(ratings: Ratings, model: Model) -> Estimator:
    """Return the full posterior for panels, the marginal estimator for data beyond their size.

    With few examiners the variance components are themselves uncertain, and intervals that take them as
    known are too short; with thousands of ratings it no longer matters and the time does.
    """
    return Estimator.POSTERIOR if ratings.n <= PANEL_RATINGS else Estimator.MARGINAL
