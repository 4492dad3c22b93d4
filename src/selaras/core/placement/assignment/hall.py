"""Why not everybody who has to get a seat can get one: Hall's theorem, with the fewest people."""

from selaras.core.placement.model import Instance, Requirement


def smallest_violator(instance: Instance) -> tuple[Requirement, ...]:
    """Return the fewest officials who must be seated and have too few open posts together; () where none.

    In the form of requirements of which any one could give way: each official's guard and gates, each post.
    """
    raise NotImplementedError
