"""How seats stand in the draws of what pairs may truly be worth, and the seats that stand best."""

from selaras.core.placement.coupled.programme import worth
from selaras.core.placement.robust.least import Robust, most_robust
from selaras.core.placement.robust.regret import (
    Optima,
    chosen_in,
    cvar,
    mean,
    n_worst,
    optima_of,
    placings,
    regrets,
    rounded,
    worst_sum,
)

__all__ = [
    "Optima",
    "Robust",
    "chosen_in",
    "cvar",
    "mean",
    "most_robust",
    "n_worst",
    "optima_of",
    "placings",
    "regrets",
    "rounded",
    "worst_sum",
    "worth",
]
