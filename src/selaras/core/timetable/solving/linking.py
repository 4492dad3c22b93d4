"""Panels of a method hang together, as linear rules: one way to be connected holds (see ``checking``)."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from selaras.core.timetable.wanted import Wanted

# By panel: whether a sitting is there, and how many officials the whole panel then sees.
Seats = Mapping[int, Sequence[tuple[Any, int]]]


def link_panels(model: Any, wanted: Wanted, seats: Seats) -> None:
    """Add the rules for one method."""
    ways = []
    codes = sorted(seats)
    for size in range(1, len(codes) + 1):
        for tying in combinations(codes, size):
            covered = _connected(wanted, tying)
            if covered is None and size > 1:
                continue
            way = model.new_bool_var("")
            for code in codes:
                lits = [lit for lit, _ in seats[code]]
                if size == 1 and code not in tying:
                    model.add(sum(lits) == 0).only_enforce_if(way)
                elif size > 1 and code in tying:
                    seen = sum(n * lit for lit, n in seats[code] if n)
                    model.add(seen >= wanted.least_linked).only_enforce_if(way)
                elif size > 1 and not set(wanted.panels[code].examiners) <= (covered or set()):
                    model.add(sum(lits) == 0).only_enforce_if(way)
            ways.append(way)
    model.add_bool_or(ways)


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
