"""The exact kernel where no rule couples moves: optimum, proof, price of every other wish, chains, frontier.

Every answer is integer. Whatever solver finds seats is only believed once integer prices prove them.
"""

from selaras.core.placement.assignment.chains import chains
from selaras.core.placement.assignment.frontier import supported_frontier
from selaras.core.placement.assignment.hall import smallest_violator
from selaras.core.placement.assignment.losing import losses, path, paths
from selaras.core.placement.assignment.proof import certificate_of, check
from selaras.core.placement.assignment.solving import solve, solve_draws, solve_sparse

__all__ = [
    "certificate_of",
    "chains",
    "check",
    "losses",
    "path",
    "paths",
    "smallest_violator",
    "solve",
    "solve_draws",
    "solve_sparse",
    "supported_frontier",
]
