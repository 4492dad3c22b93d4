"""Where rules couple moves: the best lawful seats with proof, what they cost, and why there may be none.

HiGHS searches, integers judge: seats, rows, worth and the certificate's bound are computed without
floating-point numbers. Levels limit chains and columns cycles; where these would be too many, rows.
"""

from selaras.core.placement.coupled.conflicts import conflict
from selaras.core.placement.coupled.diversity import diverse
from selaras.core.placement.coupled.frontier import fewest_moves, full_frontier
from selaras.core.placement.coupled.losing import losses
from selaras.core.placement.coupled.rows import most_moves_row, moves_of, rows_of
from selaras.core.placement.coupled.runs import broken, follows
from selaras.core.placement.coupled.solving import exact_loss, exact_way, solve
from selaras.core.placement.coupled.ties import tied
from selaras.core.placement.coupled.wishing import wished

__all__ = [
    "broken",
    "conflict",
    "diverse",
    "exact_loss",
    "exact_way",
    "fewest_moves",
    "follows",
    "full_frontier",
    "losses",
    "most_moves_row",
    "moves_of",
    "rows_of",
    "solve",
    "tied",
    "wished",
]
