"""Would the ranking stand with other weights, and do groups pass alike."""

from dataclasses import replace
from decimal import Decimal

from selaras.core import vocabulary as v
from selaras.core.outcome import Results
from tests.core.building import ANI, BUDI, CITRA, performance, small_case
from tests.core.building_results import results


def passing_of(found: Results):
    assert found.robustness is not None
    return found.robustness.passing


def test_people_far_apart_keep_their_ranks_under_all_weights_near() -> None:
    achieved = {ANI.nip: "70", BUDI.nip: "40", CITRA.nip: "95"}
    found = results(performances=tuple(performance(nip, mark) for nip, mark in achieved.items()))

    weights = found.robustness.weights

    assert set(weights.unchanged) == {ANI.nip, BUDI.nip, CITRA.nip}
    assert weights.swaps == ()
    assert {one.nip: (one.rank, one.rank) for one in found.officials} == dict(weights.ranks)


def test_neighbours_whom_a_little_weight_exchanges_are_named() -> None:
    # The panel gives Ani 80 and Budi 60; performance 81 and 94: 80.6 and 80.4 with 40 and 60 percent.
    achieved = {ANI.nip: "81", BUDI.nip: "94", CITRA.nip: "30"}
    found = results(performances=tuple(performance(nip, mark) for nip, mark in achieved.items()))

    weights = found.robustness.weights

    assert [(one.upper, one.lower) for one in weights.swaps] == [(ANI.nip, BUDI.nip)]
    assert 0 < weights.swaps[0].percent < 100
    assert weights.ranks[ANI.nip] == (1, 2)
    assert weights.unchanged == (CITRA.nip,)


def test_the_seed_follows_from_the_scheme_so_the_shares_are_the_same_again() -> None:
    achieved = {ANI.nip: "81", BUDI.nip: "94", CITRA.nip: "30"}
    rows = tuple(performance(nip, mark) for nip, mark in achieved.items())

    assert results(performances=rows).robustness == results(performances=rows).robustness


def test_a_group_too_small_to_be_shown_is_not_shown() -> None:
    passing = passing_of(results())

    assert [(one.group, one.n, one.percent) for one in passing.groups] == [("laki-laki", None, None)]
    assert passing.ratio is None
    assert passing.not_shown_because is not None


def test_before_scoring_there_is_nothing_to_look_at() -> None:
    ready = small_case(rating_sheets=(), performances=())

    assert results(ready).robustness is None


def test_one_component_has_no_weights_to_vary() -> None:
    whole = small_case()
    only = replace(
        whole.scheme,
        components=(
            replace(whole.scheme.components[3], code=v.ComponentCode("KINERJA"), weight=Decimal(100)),
        ),
    )

    assert results(replace(whole, scheme=only, rating_sheets=())).robustness.weights is None
