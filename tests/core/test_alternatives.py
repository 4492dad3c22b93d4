"""Up to three other lawful posts, best match first, and which cannot be told apart."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.dossier import dossier_of
from selaras.core.matching import LevelFound, fits_of
from selaras.core.outcome import Alternative
from selaras.core.recommendation import (
    alternatives_for,
)
from tests.core.building import ANI, position, rulebook_on, small_case, standard


def levels(**by_code: str) -> dict[v.CompetenceCode, LevelFound]:
    return {
        v.CompetenceCode(code.replace("_", ".")): LevelFound(level=Decimal(text), source="criteria")
        for code, text in by_code.items()
    }


def post(code: str, level: int, **changes: Any) -> c.Position:
    return position(code, standard=(standard("M.01", level),), **changes)


def found_for(*posts: c.Position, of: c.Official = ANI, level: str = "3") -> tuple[Alternative, ...]:
    case = small_case(officials=(of,), positions=posts)
    dossier = dossier_of(case, rulebook_on())
    return alternatives_for(dossier, of, fits_of(dossier, levels(M_01=level)))


def places(found: tuple[Alternative, ...]) -> list[tuple[str, int, str, tuple[str, ...]]]:
    return [(one.position, one.rank, str(one.percent), one.same_as) for one in found]


def test_the_three_best_other_posts_are_ranked_by_match() -> None:
    found = found_for(post("J-01", 1), post("J-05", 5), post("J-04", 4), post("J-03", 3), post("J-02", 5))

    assert places(found) == [
        ("J-03", 1, "100.00", ()),
        ("J-04", 2, "75.00", ()),
        ("J-02", 3, "60.00", ("J-05",)),
    ]


def test_posts_that_cannot_be_told_apart_share_a_rank_and_name_each_other() -> None:
    found = found_for(*(post(f"J-0{n}", 4) for n in (5, 4, 3, 2, 1)))

    assert places(found) == [
        ("J-02", 1, "75.00", ("J-03", "J-04", "J-05")),
        ("J-03", 1, "75.00", ("J-02", "J-04", "J-05")),
        ("J-04", 1, "75.00", ("J-02", "J-03", "J-05")),
    ]


def test_a_post_that_is_closed_to_the_person_is_no_alternative_and_alike_to_none() -> None:
    closed = post("J-03", 4, min_education=v.Education.S3)
    of_another_level = replace(post("J-04", 4), level=v.Level.ADMINISTRATOR)
    out_of_play = post("J-05", 4, is_in_play=False)
    knocked_out = position("J-06", standard=(standard("M.01", mandatory=True),))
    nothing_known = position("J-07", standard=(standard("T.01"),))

    found = found_for(post("J-02", 4), closed, of_another_level, out_of_play, knocked_out, nothing_known)

    assert places(found) == [("J-02", 1, "75.00", ())]


def test_flags_of_a_post_go_with_it() -> None:
    lower = post("J-02", 4, job_class=13)

    (found,) = found_for(lower)

    assert "MUT-CLASS" in [one.rule for one in found.findings]
    assert all(one.outcome.value != "met" for one in found.findings)


def test_the_order_of_posts_changes_nothing() -> None:
    posts = tuple(post(f"J-{n:02d}", 1 + n % 5) for n in range(12))

    assert found_for(*posts) == found_for(*reversed(posts))
