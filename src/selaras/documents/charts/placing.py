"""Where labels and dots stand so that none lies upon another, as near to their true place as can be."""

from collections.abc import Sequence


def spread(places: Sequence[float], *, gap: float, low: float, high: float) -> list[float]:
    """Return places at least ``gap`` apart between two ends, moved as little as possible, order kept.

    Equal places keep the order in which they are given. Where all together find no room, they stand
    evenly over the whole stretch. The least squares solution: runs that would collide are pooled around
    their mean (pool adjacent violators).

    >>> spread([10.0, 11.0, 40.0], gap=8.0, low=0.0, high=100.0)
    [6.5, 14.5, 40.0]
    """
    n = len(places)
    if n > 1 and (n - 1) * gap > high - low:
        gap = (high - low) / (n - 1)
    order = sorted(range(n), key=lambda one: places[one])
    # Without the gaps the places may coincide but not cross: a rising sequence within narrower ends.
    pools: list[tuple[float, int]] = []
    for k, one in enumerate(order):
        mean, count = places[one] - k * gap, 1
        while pools and pools[-1][0] >= mean:
            before, many = pools.pop()
            mean = (before * many + mean * count) / (many + count)
            count += many
        pools.append((mean, count))
    most = high - max(n - 1, 0) * gap
    level = [min(max(mean, low), most) for mean, count in pools for _ in range(count)]
    found = [0.0] * n
    for k, one in enumerate(order):
        found[one] = level[k] + k * gap
    return found


def swarm(
    places: Sequence[float], *, across: float, height: float, lanes: int, low: float, high: float
) -> list[tuple[float, float]]:
    """Return (distance from the axis, place along it) of equal boxes of which no two overlap.

    Each stands at its true place in the first free lane; where all lanes are taken there, as near to it
    as one is free.

    across, height : size of a box across and along the axis
    lanes : how many fit beside each other

    >>> swarm([5.0, 5.0, 5.0], across=8.0, height=8.0, lanes=2, low=0.0, high=100.0)
    [(0.0, 5.0), (8.0, 5.0), (0.0, 13.0)]
    """
    taken: list[list[float]] = [[] for _ in range(lanes)]
    found = [(0.0, 0.0)] * len(places)
    for one in sorted(range(len(places)), key=lambda k: places[k]):
        place = min(max(places[one], low), high)
        lane, at = min(
            ((lane, _free(taken[lane], place, height, low, high)) for lane in range(lanes)),
            key=lambda option: (round(abs(option[1] - place), 6), option[0]),
        )
        taken[lane].append(at)
        found[one] = (lane * across, at)
    return found


def _free(taken: Sequence[float], place: float, height: float, low: float, high: float) -> float:
    """Return the nearest place to the wanted one that keeps the distance to all that are taken."""
    edges = [place, *(at + side * height for at in taken for side in (1, -1))]
    free = [
        one for one in edges if low <= one <= high and all(abs(one - at) >= height - 1e-9 for at in taken)
    ]
    # A lane that is full to its ends gives no place; the farthest end then loses against other lanes.
    return min(free, key=lambda one: (abs(one - place), -one), default=high + len(taken) * height)
