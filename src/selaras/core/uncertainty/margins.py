"""From everybody's draws to the margins that are published, in decimals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from selaras.core import vocabulary as v
from selaras.core.dossier import Dossier
from selaras.core.margins import FairComponent, Margin, Measured, RankRange
from selaras.core.measurement.ranking import Ranking, category_probabilities_of, ranking_of
from selaras.core.measurement.ratings import Floats, Ints
from selaras.core.outcome import Match, TalentBox
from selaras.core.points import rounded
from selaras.core.scoring import PersonScore, Rank, has_passed
from selaras.core.talent import PERFORMANCE_LEVELS, POTENTIAL_LEVELS, box_number
from selaras.core.talent import PLACES as MATCH_PLACES
from selaras.core.uncertainty.leaves import ExpectedPoints
from selaras.core.uncertainty.numbers import SHARE_PLACES, interval, number
from selaras.core.uncertainty.tree import PersonDraws, as_rounded, person_draws


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of one participant before margins are looked at."""

    code: str
    score: PersonScore
    rank: Rank
    match: Match | None
    box: TalentBox | None
    measures: tuple[Measured, ...]
    component: tuple[int, ...]  # the connected component in each unit; unequal ones do not compare


def margins_of(
    dossier: Dossier, people: Sequence[Standing], expected: ExpectedPoints
) -> tuple[dict[v.Nip, Margin], tuple[tuple[v.Nip, ...], ...]]:
    """Return everybody's margin, and the groups of the ranking that cannot be told apart.

    people : in the order of rank
    """
    drawn = [
        person_draws(dossier, one.score, expected, code=one.code, match=one.match, box=one.box)
        for one in people
    ]
    scores = np.stack([one.score for one in drawn], axis=1)
    components = _components(people)
    ranking = ranking_of(scores, order=range(len(people)), component=components)
    nips = [one.score.nip for one in people]
    margins = {
        nips[n]: _margin(dossier, one, drawn[n], scores[:, n], _ranks(ranking, n, components, nips))
        for n, one in enumerate(people)
    }
    groups = tuple(tuple(nips[n] for n in group) for group in ranking.groups if len(group) > 1)
    return margins, groups


def _components(people: Sequence[Standing]) -> Ints:
    known = {key: n for n, key in enumerate(dict.fromkeys(one.component for one in people))}
    return np.array([known[one.component] for one in people], dtype=np.int32)


def _ranks(
    ranking: Ranking, n: int, components: Ints, nips: Sequence[v.Nip]
) -> tuple[RankRange | None, tuple[v.Nip, ...]]:
    others = tuple(nips[other] for other in ranking.not_apart_from[n])
    if components.max() > 0:
        return None, others
    return RankRange(best=int(ranking.rank_lower[n]), worst=int(ranking.rank_upper[n])), others


def _margin(
    dossier: Dossier,
    one: Standing,
    drawn: PersonDraws,
    score: Floats,
    ranks: tuple[RankRange | None, tuple[v.Nip, ...]],
) -> Margin:
    scheme = dossier.case.scheme
    categories = _category_percents(dossier, as_rounded(score, places=scheme.places))
    passing = sum((share for name, share in categories.items() if has_passed(name, scheme)), Fraction(0))
    return Margin(
        expected=number(float(score.mean())),
        score=interval(score),
        rank=ranks[0],
        pass_percent=rounded(passing, SHARE_PLACES),
        category_percents={name: rounded(share, SHARE_PLACES) for name, share in categories.items()},
        match=interval(drawn.match) if drawn.match is not None else None,
        match_percents=_match_percents(dossier, drawn),
        box_percents=_box_percents(dossier, drawn),
        not_apart_from=ranks[1],
        components=tuple(
            FairComponent(
                component=part.code,
                method=part.method,
                expected=number(float(drawn.leaves[part.code].mean())),
                interval=interval(drawn.leaves[part.code]),
            )
            for part in scheme.components
            if part.code in drawn.leaves and part.method is not None
        ),
        fixed=drawn.fixed,
        measures=one.measures,
    )


def _category_percents(dossier: Dossier, values: Floats) -> dict[v.Category, Fraction]:
    """Return the percent of draws in each category, exact; best category first."""
    cuts = dossier.case.scheme.cuts
    ascending = [float(cut.at_least) for cut in reversed(cuts)][1:]
    shares = category_probabilities_of(values[:, None], cuts=ascending)[0] if ascending else np.ones(1)
    return {
        cut.category: Fraction(round(float(share) * values.size), values.size) * 100
        for cut, share in zip(cuts, shares[::-1], strict=True)
    }


def _match_percents(dossier: Dossier, drawn: PersonDraws) -> Mapping[v.Category, Decimal]:
    if drawn.match is None:
        return {}
    found = _category_percents(dossier, as_rounded(drawn.match, places=MATCH_PLACES))
    return {name: rounded(share, SHARE_PLACES) for name, share in found.items()}


def _box_percents(dossier: Dossier, drawn: PersonDraws) -> Mapping[str, Decimal]:
    if drawn.performance is None or drawn.potential is None:
        return {}
    n = drawn.performance.size
    counts = np.bincount(drawn.performance * 3 + drawn.potential, minlength=9)
    percents = {
        str(box_number(dossier, performance, potential)): rounded(
            Fraction(int(counts[3 * row + column]) * 100, n), SHARE_PLACES
        )
        for row, performance in enumerate(PERFORMANCE_LEVELS)
        for column, potential in enumerate(POTENTIAL_LEVELS)
    }
    return dict(sorted(percents.items()))
