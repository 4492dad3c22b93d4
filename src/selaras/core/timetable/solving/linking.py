"""Panels of a method hang together, as linear rules: one way to be connected holds (see ``checking``)."""

from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import combinations
from typing import Any

from selaras.core.timetable.wanted import Wanted

# By panel: whether a sitting is there, and how many officials the whole panel then sees.
Seats = Mapping[int, Sequence[tuple[Any, int]]]


def link_panels(model: Any, wanted: Wanted, seats: Seats) -> None:
    """Add the rules for one method."""
    codes = sorted(seats)
    ways = [_way(model, wanted, seats, (), {code}) for code in codes]
    for size in range(1, len(codes) + 1):
        for tying in combinations(codes, size):
            covered = _connected(wanted, tying)
            if covered is not None:
                within = {code for code in codes if set(wanted.panels[code].examiners) <= covered}
                if size > 1 or len(within) > 1:
                    ways.append(_way(model, wanted, seats, tying, within))
    model.add_bool_or(ways)


def _way(model: Any, wanted: Wanted, seats: Seats, tying: Iterable[int], within: Set[int]) -> Any:
    """Return a literal: these panels tie, and no panels sit but those within."""
    way = model.new_bool_var("")
    for code in tying:
        seen = sum(n * lit for lit, n in seats[code] if n)
        model.add(seen >= wanted.least_linked).only_enforce_if(way)
    for code in sorted(set(seats) - within):
        model.add(sum(lit for lit, _ in seats[code]) == 0).only_enforce_if(way)
    return way


def _connected(wanted: Wanted, panels: Iterable[int]) -> set[str] | None:
    """Return everybody in panels that hang together through common members; None where they do not."""
    groups = [set(wanted.panels[one].examiners) for one in panels]
    whole = groups.pop()
    while groups:
        touched = [one for one in groups if one & whole]
        if not touched:
            return None
        whole = whole.union(*touched)
        groups = [one for one in groups if one not in touched]
    return whole
