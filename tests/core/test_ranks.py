"""Competition ranks: equal scores share one, a frozen tie-break may part them, ties are shown."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from selaras.core import vocabulary as v
from selaras.core.outcome import ComponentScore
from selaras.core.scoring import (
    PersonScore,
    ranks_of,
)
from tests.core.building import (
    scheme,
)


def with_points(nip: v.Nip, score: str, **by_component: str | None) -> PersonScore:
    """Return a bare score for ranking."""
    return PersonScore(
        nip=nip,
        exact=Fraction(score),
        score=Decimal(score),
        components=tuple(
            ComponentScore(
                code=v.ComponentCode(code),
                name=code,
                parent=None,
                weight=Decimal(50),
                effective_weight=Fraction(50),
                points=None if points is None else Fraction(points),
                is_leaf=True,
            )
            for code, points in by_component.items()
        ),
        examiners=(),
        criteria={},
    )


def test_equal_scores_share_a_rank_and_are_shown_as_tied() -> None:
    people = [v.Nip(str(n)) for n in range(5)]
    scores = [
        with_points(nip, score)
        for nip, score in zip(people, ("80.00", "90.00", "80.00", "70.00", "80.00"), strict=True)
    ]

    ranks = ranks_of(scores, scheme())

    assert {nip: (one.rank, one.tied_with) for nip, one in ranks.items()} == {
        "1": (1, ()),
        "0": (2, ("2", "4")),
        "2": (2, ("0", "4")),
        "4": (2, ("0", "2")),
        "3": (5, ()),
    }


def test_a_frozen_tie_break_orders_equal_scores_and_shows_who_is_still_equal() -> None:
    broken = scheme(tie_break=(v.ComponentCode("WAWANCARA"), v.ComponentCode("MAKALAH")))
    scores = [
        with_points(v.Nip("ani"), "80.00", WAWANCARA="70", MAKALAH="90"),
        with_points(v.Nip("budi"), "80.00", WAWANCARA="75", MAKALAH="60"),
        with_points(v.Nip("citra"), "80.00", WAWANCARA="70", MAKALAH="90.004"),
        with_points(v.Nip("dewi"), "80.00", WAWANCARA="70", MAKALAH="80"),
        with_points(v.Nip("eko"), "79.99", WAWANCARA="99", MAKALAH="99"),
    ]

    ranks = ranks_of(scores, broken)

    assert {nip: (one.rank, one.tied_with) for nip, one in ranks.items()} == {
        "budi": (1, ()),
        "ani": (2, ("citra",)),
        "citra": (2, ("ani",)),
        "dewi": (4, ()),
        "eko": (5, ()),
    }


def test_what_is_lawfully_missing_loses_the_tie_break_even_to_a_zero() -> None:
    broken = scheme(tie_break=(v.ComponentCode("ASESMEN"),))
    scores = [
        with_points(v.Nip("ani"), "80.00", ASESMEN=None),
        with_points(v.Nip("budi"), "80.00", ASESMEN="0"),
    ]

    assert {nip: one.rank for nip, one in ranks_of(scores, broken).items()} == {"budi": 1, "ani": 2}


@given(st.lists(st.integers(0, 300), min_size=1, max_size=30), st.randoms())
def test_a_rank_is_one_more_than_how_many_stand_above(marks: list[int], chance: Any) -> None:
    scores = [with_points(v.Nip(str(n)), f"{one}.00") for n, one in enumerate(marks)]
    shuffled = list(scores)
    chance.shuffle(shuffled)

    ranks = ranks_of(shuffled, scheme())

    assert [ranks[one.nip].rank for one in scores] == [
        1 + sum(other > mark for other in marks) for mark in marks
    ]
    assert ranks == ranks_of(scores, scheme())


def test_nobody_has_no_rank() -> None:
    assert ranks_of((), scheme()) == {}
