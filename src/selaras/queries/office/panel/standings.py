"""The ranking of a frozen result: who stands where, who cannot be told apart, who was left out.

Nothing is computed but counts of what was published; every number comes from the frozen result.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from selaras.core import vocabulary as v
from selaras.core.margins import Margin
from selaras.core.outcome import OfficialResult
from selaras.core.scheme import Cut
from selaras.queries.results import Shown

SURE = Decimal(95)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One scored official in the ranking.

    groups : numbers of the groups without meaningful differences that the person is in
    last_rank : the rank of the last who has the same score
    """

    result: OfficialResult
    unit: str
    rank: int
    last_rank: int
    target: str  # title of the post that is recommended, where it is another one
    groups: tuple[int, ...]

    @property
    def margin(self) -> Margin | None:
        return self.result.margin

    @property
    def box_is_sure(self) -> bool:
        """Whether the box is as good as certain; what was not measured claims nothing."""
        margin, box = self.result.margin, self.result.box
        if margin is None or box is None or not margin.box_percents:
            return True
        return margin.box_percents.get(str(box.number), Decimal(0)) >= SURE

    @property
    def category_is_sure(self) -> bool:
        margin, category = self.result.margin, self.result.category
        if margin is None or category is None:
            return True
        return margin.category_percents.get(category, Decimal(0)) >= SURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People who follow each other in the ranking and of whom no two differ meaningfully."""

    number: int
    first: int
    last: int
    people: tuple[str, ...]  # codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """The whole ranking, best first; ``absent`` are those without a score."""

    ranked: tuple[Standing, ...]
    absent: tuple[OfficialResult, ...]
    groups: tuple[Group, ...]
    cuts: tuple[Cut, ...]
    pass_from: v.Category
    places: int
    is_measured: bool

    @property
    def by_box(self) -> Mapping[int, tuple[Standing, ...]]:
        return {
            box: tuple(one for one in self.ranked if one.result.box and one.result.box.number == box)
            for box in range(1, 10)
        }

    @property
    def unboxed(self) -> tuple[Standing, ...]:
        return tuple(one for one in self.ranked if one.result.box is None)

    @property
    def moves(self) -> Mapping[v.Move, int]:
        """How many are recommended for what, among the ranked."""
        return Counter(one.result.recommendation.kind for one in self.ranked)

    @property
    def leading(self) -> Group | None:
        """The group at the head of the ranking; None where the first stands alone."""
        return next((one for one in self.groups if one.first == 1), None)

    @property
    def n_unsure_categories(self) -> int:
        return sum(not one.category_is_sure for one in self.ranked)

    @property
    def n_unsure_boxes(self) -> int:
        return sum(not one.box_is_sure for one in self.ranked)


def standings_of(shown: Shown) -> Standings:
    """Return the ranking; equals in the order of their codes, so that no other order is hidden in it."""
    results, case = shown.results, shown.case
    scored = [one for one in results.officials if one.rank is not None]
    scored.sort(key=lambda one: (one.rank or 0, one.code))
    titles = {one.code: one.title for one in case.positions}
    units = {one.nip: one.unit for one in case.officials}
    groups = _groups(shown, scored)
    inside: dict[str, list[int]] = {}
    for group in groups:
        for code in group.people:
            inside.setdefault(code, []).append(group.number)
    return Standings(
        ranked=tuple(
            Standing(
                result=one,
                unit=units[one.nip],
                rank=one.rank or 0,
                last_rank=(one.rank or 0) + len(one.tied_with),
                target=_target(one, titles),
                groups=tuple(inside.get(one.code, ())),
            )
            for one in scored
        ),
        absent=tuple(one for one in results.officials if one.rank is None),
        groups=groups,
        cuts=tuple(case.scheme.cuts),
        pass_from=case.scheme.pass_from,
        places=case.scheme.places,
        is_measured=results.measured is not None and any(one.margin for one in scored),
    )


def _target(one: OfficialResult, titles: Mapping[v.PositionCode, str]) -> str:
    meant = one.recommendation.position
    return "" if meant is None or meant == one.position else titles.get(meant, meant)


def _groups(shown: Shown, ranked: list[OfficialResult]) -> tuple[Group, ...]:
    measured = shown.results.measured
    by_nip = {one.nip: one for one in ranked}
    made: list[Group] = []
    for nips in measured.groups if measured else ():
        people = sorted(
            (by_nip[nip] for nip in nips if nip in by_nip), key=lambda one: (one.rank or 0, one.code)
        )
        if len(people) > 1:
            first, last = people[0], people[-1]
            made.append(
                Group(
                    number=len(made) + 1,
                    first=first.rank or 0,
                    last=(last.rank or 0) + len(last.tied_with),
                    people=tuple(one.code for one in people),
                )
            )
    return tuple(made)
