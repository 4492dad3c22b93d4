"""Ranks within every connected part of a panel."""

from dataclasses import dataclass

import numpy as np

from selaras.core.measurement.model import Measurement
from selaras.core.measurement.ranking import Ranking, ranking_of
from selaras.core.measurement.ratings import Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRanking:
    """The ranking of one connected part: ranks count within it, for nothing is known across.

    members : positions of its officials; ``ranking`` is in their order
    """

    members: Ints
    ranking: Ranking

    @property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        """Return runs of officials who cannot be told apart, as positions among all officials."""
        return tuple(tuple(int(self.members[n]) for n in group) for group in self.ranking.groups)


def rankings_of(found: Measurement) -> tuple[PartRanking, ...]:
    """Return a ranking by ability of each part, in the order of its number; none without draws."""
    if found.draws is None:
        return ()
    component, draws = found.officials.component, found.draws.ability
    members = [np.flatnonzero(component == one).astype(np.int32) for one in np.unique(component)]
    return tuple(PartRanking(members=those, ranking=ranking_of(draws[:, those])) for those in members)
