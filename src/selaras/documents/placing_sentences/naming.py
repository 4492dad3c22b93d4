"""Who and what sentences about a placement speak of: rows as people, columns as posts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from selaras.core.casefile import CaseFile
from selaras.core.outcome import Results
from selaras.core.placement.model import NOWHERE
from selaras.core.placement.offer import Pair, Problem
from selaras.core.vocabulary import CompetenceCode
from selaras.documents import facts

_FEMALE = "2"  # the fifteenth digit of a NIP tells the sex


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    name: str  # without titles; with the code where two have the same
    is_female: bool | None  # None: the NIP does not tell
    post: str  # the present one, also outside the event


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Everybody and everything that an offer can name.

    people : by row
    posts : titles by column, with the unit where two have the same
    home : column of each one's own post, or NOWHERE
    matches : published percent of every pair that was computed, the closed ones too
    expected : the best estimates of those that were measured
    """

    people: tuple[Person, ...]
    posts: tuple[str, ...]
    home: tuple[int, ...]
    matches: Mapping[Pair, Decimal]
    expected: Mapping[Pair, Decimal]
    competences: Mapping[CompetenceCode, str]

    def post(self, column: int) -> str:
        return "" if column == NOWHERE else self.posts[column]


def cast_of(case: CaseFile, results: Results, problem: Problem) -> Cast:
    """Return the names of a problem's rows and columns."""
    officials = {one.nip: one for one in case.officials}
    positions = {one.code: one for one in case.positions}
    found = {one.nip: one for one in results.officials}
    names = _told_apart(
        [facts.bare_name(officials[nip].name) for nip in problem.nips],
        [found[nip].code for nip in problem.nips],
    )
    posts = [positions[code] for code in problem.positions]
    fits = {
        (row, column): found[nip].fits[code]
        for row, nip in enumerate(problem.nips)
        for column, code in enumerate(problem.positions)
        if code in found[nip].fits
    }
    return Cast(
        people=tuple(
            Person(name=name, is_female=_is_female(nip), post=officials[nip].position_title)
            for nip, name in zip(problem.nips, names, strict=True)
        ),
        posts=_told_apart([one.title for one in posts], [one.unit for one in posts]),
        home=tuple(int(one) for one in problem.instance.home),
        matches={pair: one.percent for pair, one in fits.items()},
        expected={pair: one.expected for pair, one in fits.items() if one.expected is not None},
        competences={one.code: one.name for one in case.competences},
    )


def _told_apart(names: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    """Return names, those that occur twice with what tells them apart.

    >>> _told_apart(["Ani", "Budi", "Ani"], ["P-1", "P-2", "P-3"])
    ('Ani (P-1)', 'Budi', 'Ani (P-3)')
    """
    counts = Counter(names)
    return tuple(
        f"{name} ({told})" if counts[name] > 1 else name for name, told in zip(names, more, strict=True)
    )


def _is_female(nip: str) -> bool | None:
    digit = nip[14:15]
    return digit == _FEMALE if digit in ("1", _FEMALE) else None
