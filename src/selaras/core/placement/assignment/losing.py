"""What the optimum loses when a pair is forced, for all pairs at once, and who would go where."""

from selaras.core.placement.model import Instance, Losses, Solution, Step


def losses(instance: Instance, solution: Solution) -> Losses:
    """Return the exact loss of every open pair, and of every official who may go without a seat.

    ``solution`` is an optimum of ``instance`` without its rules.
    """
    raise NotImplementedError


def path(found: Losses, official: int, post: int) -> tuple[Step, ...]:
    """Return who would go where if the official got the post: first the official, then the displaced.

    Starts are seats of the optimum. The last step ends in a post that was free, in the post that the official
    leaves, or NOWHERE. Empty where the official sits there already or the pair cannot be.
    post : a column, or NOWHERE
    """
    raise NotImplementedError
