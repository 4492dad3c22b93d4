"""What moves hang together: chains that end in an empty post, and exchanges."""

from selaras.core.placement.model import NOWHERE, Chain, Instance, Numbers, Step


def chains(instance: Instance, seat: Numbers) -> tuple[Chain, ...]:
    """Return the moves from home to seat as chains, then cycles, each kind by its first official.

    Each step's official takes the post that the next step's official leaves; the last one takes a post that
    nobody held, or goes without (NOWHERE). A cycle begins with its least official.

    seat : (n,) column of each official, or NOWHERE
    """
    home = instance.home.tolist()
    to = seat.tolist()
    moved = [i for i, (start, end) in enumerate(zip(home, to, strict=True)) if start != end]
    leaves = {home[i]: i for i in reversed(moved) if home[i] != NOWHERE}
    follower = {i: leaves[to[i]] for i in moved if to[i] in leaves}
    followers = set(follower.values())
    found = [_chain(i, follower, home, to, is_cycle=False) for i in moved if i not in followers]
    told = {step.official for chain in found for step in chain.steps}
    for i in moved:
        if i not in told:
            cycle = _chain(i, follower, home, to, is_cycle=True)
            told.update(step.official for step in cycle.steps)
            found.append(cycle)
    return tuple(found)


def _chain(first: int, follower: dict[int, int], home: list[int], to: list[int], *, is_cycle: bool) -> Chain:
    steps, one = [], first
    while True:
        steps.append(Step(official=one, start=home[one], end=to[one]))
        following = follower.get(one)
        if following is None or following == first:
            return Chain(steps=tuple(steps), is_cycle=is_cycle)
        one = following
