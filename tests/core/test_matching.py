"""Job-person match: capped, knocked out, thin, or not there at all and saying so."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.core import casefile as c
from selaras.core import scheme as s
from selaras.core import vocabulary as v
from selaras.core.dossier import dossier_of
from selaras.core.matching import LevelFound, levels_of, match_with
from selaras.core.outcome import Gap, Match
from tests.core.building import (
    ANI,
    assessment,
    criterion,
    position,
    rulebook_on,
    scheme,
    small_case,
    standard,
)

Speaks = tuple[tuple[str, str], ...]


def level(text: str, source: str = "criteria") -> LevelFound:
    return LevelFound(level=Decimal(text), source=source)


def match(
    levels: dict[str, str], *asked: c.StandardLevel, policy: dict[str, Any] | None = None
) -> Match | None:
    post = position("J-09", standard=asked)
    one = scheme(match=replace(scheme().match, **(policy or {})))
    found = {v.CompetenceCode(code): level(text) for code, text in levels.items()}
    return match_with(dossier_of(small_case(scheme=one), rulebook_on()), post, found)


FOUR = (standard("M.01"), standard("M.02"), standard("SK.01"), standard("T.01"))


def test_a_match_is_the_sum_of_levels_over_the_sum_of_the_standard() -> None:
    found = match({"M.01": "3", "M.02": "4", "SK.01": "2.5", "T.01": "4"}, *FOUR)

    assert found == Match(
        position=v.PositionCode("J-09"),
        percent=Decimal("84.38"),  # 13.5 of 16 is 84.375, half up
        category=v.Category.MS,
        gaps=tuple(
            Gap(
                competence=v.CompetenceCode(code),
                name=name,
                cluster=cluster,
                required=4,
                level=Decimal(found_level),
                source="criteria",
                mandatory=False,
            )
            for code, name, cluster, found_level in (
                ("M.01", "Integritas", v.Cluster.MANAGERIAL, "3"),
                ("M.02", "Kerja Sama", v.Cluster.MANAGERIAL, "4"),
                ("SK.01", "Perekat Bangsa", v.Cluster.SOCIOCULTURAL, "2.5"),
                ("T.01", "Perencanaan Daerah", v.Cluster.TECHNICAL, "4"),
            )
        ),
        knocked_out_by=(),
        evidenced_percent=Decimal("100.00"),
        is_thin=False,
    )


@pytest.mark.parametrize(("cap", "percent"), [(s.MatchCap.TOTAL, "100.00"), (s.MatchCap.EACH, "93.75")])
def test_a_match_above_a_hundred_is_never_printed(cap: s.MatchCap, percent: str) -> None:
    found = match({"M.01": "5", "M.02": "5", "SK.01": "5", "T.01": "3"}, *FOUR, policy={"cap": cap})

    assert found is not None
    assert str(found.percent) == percent


def test_a_mandatory_competence_below_its_level_knocks_out() -> None:
    asked = (
        standard("M.01", mandatory=True),
        standard("M.02", mandatory=True),
        standard("SK.01", mandatory=True),
    )

    found = match({"M.01": "3.99", "M.02": "4"}, *asked)

    assert found is not None
    assert found.knocked_out_by == ("M.01", "SK.01")


def test_a_competence_that_is_not_mandatory_knocks_nobody_out() -> None:
    found = match({"M.01": "1"}, standard("M.01"))

    assert found is not None
    assert found.knocked_out_by == ()


def test_what_is_not_evidenced_stays_out_of_both_sums() -> None:
    found = match(
        {"M.01": "3", "M.02": "3", "SK.01": "3"}, *FOUR, policy={"thin_evidence_share": Decimal(75)}
    )

    assert found is not None
    assert (found.percent, found.evidenced_percent, found.is_thin) == (
        Decimal("75.00"),
        Decimal("75.00"),
        False,
    )
    assert [(gap.level, gap.source, gap.shortfall) for gap in found.gaps[2:]] == [
        (Decimal(3), "criteria", Decimal(1)),
        (None, "none", Decimal(4)),
    ]


def test_under_the_floor_of_evidence_the_frozen_level_is_assumed_and_the_match_is_called_thin() -> None:
    policy = {"thin_evidence_share": Decimal("75.01"), "thin_evidence_level": Decimal("1.5")}

    found = match({"M.01": "4", "M.02": "4", "SK.01": "3"}, *FOUR, policy=policy)

    assert found is not None
    assert (found.percent, found.is_thin) == (Decimal("78.13"), True)  # (4 + 4 + 3 + 1.5) / 16
    assert found.gaps[3].level is None


def test_the_share_that_is_evidenced_is_told_to_two_places() -> None:
    found = match({"M.01": "4"}, standard("M.01", 2), standard("M.02", 4))

    assert found is not None
    assert str(found.evidenced_percent) == "33.33"


def test_a_level_of_zero_was_found_and_is_not_taken_for_unknown() -> None:
    thin = match({"M.01": "0"}, *FOUR, policy={"thin_evidence_level": Decimal(2)})
    plain = match({"M.01": "0"}, standard("M.01"), policy={"thin_evidence_level": Decimal(2)})

    assert thin is not None
    assert plain is not None
    assert (thin.percent, plain.percent) == (Decimal("37.50"), Decimal("0.00"))
    assert (plain.gaps[0].level, plain.gaps[0].shortfall) == (Decimal(0), Decimal(4))


@pytest.mark.parametrize("levels", [{}, {"M.02": "4"}])
def test_without_any_evidence_there_is_no_match(levels: dict[str, str]) -> None:
    assert match(levels, standard("M.01")) is None


def test_without_a_standard_there_is_no_match() -> None:
    assert match({"M.01": "4"}) is None


def test_a_level_above_the_standard_is_no_shortfall() -> None:
    found = match({"M.01": "5"}, standard("M.01"))

    assert found is not None
    assert found.gaps[0].shortfall == 0


@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(1, 5)), min_size=4, max_size=4),
    st.sampled_from(s.MatchCap),
    st.randoms(use_true_random=False),
)
def test_a_match_lies_between_none_and_all_in_any_order(
    pairs: list[tuple[int, int]], cap: s.MatchCap, chance: Any
) -> None:
    asked = [standard(one.competence, needed) for one, (_, needed) in zip(FOUR, pairs, strict=True)]
    levels = {one.competence: str(Decimal(got).scaleb(-2)) for one, (got, _) in zip(FOUR, pairs, strict=True)}
    mixed = list(asked)
    chance.shuffle(mixed)

    found, other = (match(levels, *order, policy={"cap": cap}) for order in (asked, mixed))

    assert found is not None
    assert other is not None
    assert 0 <= found.percent <= 100
    assert (other.percent, sorted(other.gaps, key=str)) == (found.percent, sorted(found.gaps, key=str))


# Levels ------------------------------------------------------------------------------------------


def speaking(code: str, *spoken: tuple[str, str]) -> s.Criterion:
    return criterion(
        code,
        v.Method.PAPER,
        speaks_for=tuple(
            s.CompetenceWeight(competence=v.CompetenceCode(one), weight=Decimal(weight))
            for one, weight in spoken
        ),
    )


def levels_from(points: dict[str, Fraction], *criteria: s.Criterion, **changes: Any) -> dict[str, LevelFound]:
    case = small_case(scheme=scheme(criteria=criteria), **changes)
    given_ = {v.CriterionCode(code): one for code, one in points.items()}
    return dict(levels_of(dossier_of(case, rulebook_on()), ANI.nip, given_))


def test_criteria_speak_for_competences_with_weights() -> None:
    found = levels_from(
        {"M1": Fraction(80), "M2": Fraction(50)},
        speaking("M1", ("M.01", "100"), ("M.02", "60")),
        speaking("M2", ("M.02", "30")),
    )

    assert found == {"M.01": level("4.00"), "M.02": level("3.50")}


def test_a_level_is_kept_to_two_places_half_up() -> None:
    assert levels_from({"M1": Fraction(209, 10)}, speaking("M1", ("M.01", "100"))) == {"M.01": level("1.05")}


def test_a_criterion_without_evidence_speaks_for_nothing() -> None:
    silent = speaking("M2", ("M.01", "50"), ("M.02", "100"))
    spoken = speaking("M1", ("M.01", "50"))

    assert levels_from({"M1": Fraction(80)}, silent, spoken) == {"M.01": level("4.00")}
    assert levels_from({"M1": Fraction(80)}, spoken, silent) == {"M.01": level("4.00")}


def test_a_small_weight_alone_is_the_whole_weight() -> None:
    assert levels_from({"M1": Fraction(80)}, speaking("M1", ("M.01", "0.01"))) == {"M.01": level("4.00")}


def test_a_weight_of_zero_speaks_for_nothing() -> None:
    assert levels_from({"M1": Fraction(80)}, speaking("M1", ("M.01", "0"))) == {}


def test_the_assessors_level_comes_before_the_criteria() -> None:
    report = assessment(ANI.nip, levels={v.CompetenceCode("M.01"): Decimal("2.5")})

    found = levels_from(
        {"M1": Fraction(80)}, speaking("M1", ("M.01", "100"), ("M.02", "100")), assessments=(report,)
    )

    assert found == {"M.01": level("2.5", "assessor"), "M.02": level("4.00")}
