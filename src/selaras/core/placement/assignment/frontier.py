"""Value against number of moves, as far as some price of a move reaches it."""

from selaras.core.placement.model import Instance, Point


def supported_frontier(instance: Instance) -> tuple[Point, ...]:
    """Return the corners of best value against number of moves, fewest moves first, up to the optimum's.

    Between two corners no set of seats lies above their line; what lies on or below it is not told here.
    Raises ``Impossible``. Source: Eisner and Severance (1976), on the price of a move.
    """
    raise NotImplementedError
