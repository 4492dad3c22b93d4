"""What every seat is worth in each draw: the arithmetic of the margins, in whole hundredths."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np

from selaras.core import vocabulary as v
from selaras.core.move_policy import MovePolicy
from selaras.core.placement.draws import drawn_values
from selaras.core.placement.offer import Problem
from selaras.core.placement.problem import problem_of
from selaras.core.results import results_from
from selaras.core.scheme import MatchCap
from tests.core.building import ANI, BUDI, CITRA, performance, rulebook_on, small_case, standard
from tests.core.uncertainty.building_draws import N_DRAWS, estimates, points_scheme, spread

INTEGRITY = "M.01"


def measured_case(policy: MovePolicy | None = None, **changes):
    """Return the small event with marks of 0..100 that all speak for one competence, which posts ask for."""
    scheme = points_scheme(placement=policy or MovePolicy(), pass_from=v.Category.KMS)
    case = small_case(scheme=replace(scheme, match=replace(scheme.match, cap=MatchCap.EACH)), **changes)
    marks = {ANI.nip: Decimal(82), BUDI.nip: Decimal(74), CITRA.nip: Decimal(90)}
    sheets = tuple(
        replace(one, ratings=tuple(replace(each, mark=marks[one.nip]) for each in one.ratings))
        for one in case.rating_sheets
    )
    asked = {"J-01": 5, "J-02": 4, "J-03": 3, "J-04": 5}
    posts = tuple(replace(one, standard=(standard(INTEGRITY, asked[one.code]),)) for one in case.positions)
    return replace(case, rating_sheets=sheets, positions=posts)


def drawn(case) -> tuple[Problem, np.ndarray, object]:
    found = estimates(case, ability=spread)
    results = results_from(case, rulebook_on(), as_of=date(2024, 2, 1), measured=found)
    problem = problem_of(case, rulebook_on(), results)
    values = drawn_values(case, results, problem)
    assert values is not None
    return problem, values, results


def test_the_drawn_own_match_has_the_margin_that_is_published():
    problem, values, results = drawn(measured_case())

    assert values.shape == (N_DRAWS, 3, 4)
    assert values.dtype == np.int64
    for row, person in enumerate(results.officials):
        own = values[:, row, problem.instance.home[row]]
        lower, upper = np.quantile(own, (0.025, 0.975)) / 100
        assert abs(lower - float(person.margin.match.lower)) < 0.02
        assert abs(upper - float(person.margin.match.upper)) < 0.02


def test_all_posts_of_one_person_go_up_and_down_together():
    _, values, _ = drawn(measured_case(MovePolicy(move_price=Decimal("0.5"))))

    # J-01 and J-04 ask for the same; only the price of the move stands between them.
    assert (values[:, 0, 0] - values[:, 0, 3] == 50).all()
    assert np.ptp(values[:, 0, 0]) > 0


def test_experience_and_prices_are_the_same_in_every_draw():
    policy = MovePolicy(experience_weight=Decimal(100), move_price=Decimal(3))

    problem, values, _ = drawn(measured_case(policy))

    assert (values == problem.instance.values).all()


def test_who_can_only_stay_keeps_one_value_and_so_makes_no_difference():
    poor = (performance(ANI.nip), performance(BUDI.nip, predicate="Kurang"), performance(CITRA.nip))

    problem, values, _ = drawn(measured_case(performances=poor))

    assert problem.instance.open[1].tolist() == [False, True, False, False]
    assert (values[:, 1] == problem.instance.values[1]).all()


def test_without_estimates_there_are_no_draws():
    case = measured_case()
    case = replace(case, scheme=replace(case.scheme, measurement=None))
    results = results_from(case, rulebook_on(), as_of=date(2024, 2, 1))

    problem = problem_of(case, rulebook_on(), results)

    assert drawn_values(case, results, problem) is None


def test_a_seat_counts_the_mean_of_its_draws_and_tells_the_published_match_beside():
    problem, values, results = drawn(measured_case())
    instance = problem.instance

    means = values.sum(axis=0)
    for (row, column), worth in problem.worth.items():
        price = int(worth.price * 100)
        # Half up, in integers: twice the sum and the number of draws, over twice the number.
        expected = (2 * (int(means[row, column]) + price * N_DRAWS) + N_DRAWS) // (2 * N_DRAWS)
        assert instance.values[row, column] == expected - price
        assert worth.expected == Decimal(expected) / 100
        assert worth.match == results.officials[row].fits[problem.positions[column]].percent
    assert any(one.expected != one.match for one in problem.worth.values())
