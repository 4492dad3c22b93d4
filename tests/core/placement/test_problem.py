"""Who may sit where in an event, why not, and what each seat is worth."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from selaras.core import vocabulary as v
from selaras.core.errors import CoreError
from selaras.core.move_policy import CouplingKind, CouplingRule, MovePolicy
from selaras.core.outcome import Reason
from selaras.core.placement.model import NOWHERE
from selaras.core.placement.offer import CLOSING_CODES
from selaras.core.placement.problem import problem_of, unplaced_because
from tests.core.building import (
    ANI,
    BUDI,
    CITRA,
    event,
    letter,
    official,
    performance,
    permission,
    rulebook_on,
    standard,
)
from tests.core.placement.placed_events import (
    ANI_AT,
    BUDI_AT,
    CITRA_AT,
    EMPTY,
    another,
    codes_of,
    pair,
    placed_case,
    placing_scheme,
    problem_in,
    results_of_case,
)

DINI = official("Dini", born_on=date(1976, 3, 2))


def test_a_seat_is_worth_the_match_less_the_price_of_the_move():
    problem = problem_in(placed_case())

    # Citra has level 3 of everything; the empty post asks for just that.
    assert problem.instance.officials == ("P-001", "P-002", "P-003")
    assert problem.instance.posts == ("J-01", "J-02", "J-03", "J-04")
    assert problem.instance.values.tolist() == [
        [8571, 5514, 5514, 7578],
        [5514, 8571, 5514, 7578],
        [6943, 6943, 7143, 9800],
    ]
    assert problem.instance.open.all()
    assert problem.instance.home.tolist() == [0, 1, 2]
    assert problem.instance.must.all()
    assert problem.closed == {}
    moved = problem.worth[pair(problem, CITRA, EMPTY)]
    assert (moved.match, moved.experience, moved.price, moved.value) == (
        Decimal("100.00"),
        None,
        Decimal(2),
        9800,
    )


def test_experience_counts_with_the_weight_that_the_policy_gives_it():
    policy = MovePolicy(experience_weight=Decimal("12.5"), move_price=Decimal(0))
    posts = {EMPTY: {"min_experience_years": 9}}

    problem = problem_in(placed_case(policy, posts=posts))

    # Twelve years and two months against nine asked for: 50 x 146 / 108.
    worth = problem.worth[pair(problem, CITRA, EMPTY)]
    assert worth.experience == Decimal("67.59")
    assert worth.value == 9595  # 100 x 0.875 + 67.59 x 0.125, half up


def test_a_post_that_asks_for_no_field_leaves_the_match_alone():
    policy = MovePolicy(experience_weight=Decimal(50), move_price=Decimal(0))

    problem = problem_in(placed_case(policy, posts={EMPTY: {"experience_fields": ()}}))

    worth = problem.worth[pair(problem, CITRA, EMPTY)]
    assert (worth.experience, worth.value) == (None, 10000)


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"level": v.Level.JPT_MADYA}, ["MUT-LEVEL"]),
        ({"level": v.Level.ADMINISTRATOR}, ["MUT-LEVEL"]),
        ({"study_fields": ("Hukum",)}, ["ELIG-POST-FIELD"]),
        ({"min_experience_years": 30}, ["ELIG-POST-EXP"]),
        ({"standard": ()}, ["no_standard"]),
        ({"standard": (standard("M.02", 3),)}, ["no_level"]),
        ({"standard": (standard("M.01", 4, mandatory=True),)}, ["knocked_out"]),
        ({"is_in_play": False}, ["not_in_play"]),
        ({"state": v.PositionState.FILLED}, ["not_in_play"]),
        ({"study_fields": ("Hukum",), "min_grade": "IV/e"}, ["ELIG-POST-FIELD", "ELIG-POST-RANK"]),
    ],
)
def test_a_closed_post_names_every_ground_in_the_order_asked(fields, codes):
    problem = problem_in(placed_case(posts={EMPTY: fields}))

    at = pair(problem, CITRA, EMPTY)
    assert codes_of(problem, CITRA, EMPTY) == codes
    assert not problem.instance.open[at]
    assert set(codes) <= {*CLOSING_CODES, *(one for one in codes if "-" in one)}


def test_a_post_that_is_not_to_be_filled_could_be_opened_and_is_worth_something():
    problem = problem_in(placed_case(posts={EMPTY: {"is_in_play": False}}))

    at = pair(problem, CITRA, EMPTY)
    assert not problem.instance.open[at]
    assert problem.instance.openable[at]
    assert problem.instance.values[at] == 9800


def test_a_post_held_by_somebody_outside_the_event_can_never_be_opened():
    problem = problem_in(placed_case(posts={EMPTY: {"state": v.PositionState.FILLED}}))

    assert not problem.instance.openable.any()
    assert codes_of(problem, ANI, EMPTY) == ["not_in_play"]


def test_whoever_has_no_result_keeps_the_own_post_and_is_told_why():
    newcomer = replace(BUDI, in_position_since=date(2023, 6, 1))
    case = placed_case(officials=(ANI, newcomer, CITRA))

    problem = problem_in(
        replace(
            case,
            rating_sheets=tuple(one for one in case.rating_sheets if one.nip != BUDI.nip),
            attendances=tuple(one for one in case.attendances if one.nip != BUDI.nip),
        )
    )

    row = problem.nips.index(BUDI.nip)
    assert problem.instance.open[row].tolist() == [False, True, False, False]
    first, *rules = problem.closed[row, 0]
    assert first == Reason(code="not_a_participant", facts={"status": "exempt"})
    assert {one.rule for one in rules} == {"MUT-132-MIN2"}


def test_who_is_below_the_mark_keeps_the_own_post():
    problem = problem_in(placed_case(scheme=placing_scheme(pass_from=v.Category.MS)))

    row = problem.nips.index(BUDI.nip)  # 78 points, under the 80 of MS
    assert problem.instance.open[row].tolist() == [False, True, False, False]
    assert problem.closed[row, 3] == (
        Reason(code="below_the_mark", facts={"category": v.Category.MMS.istilah}),
    )


def test_performance_below_expectation_keeps_in_the_own_post():
    case = placed_case(
        performances=(
            performance(ANI.nip),
            performance(BUDI.nip, predicate="Kurang"),
            performance(CITRA.nip),
        )
    )

    assert codes_of(problem_in(case), BUDI, EMPTY) == ["performance_below"]


def test_a_lower_post_is_open_only_with_the_file_of_a_demotion_and_tells_its_number():
    file = permission(v.PermissionKind.DEMOTION_FILE, nip=BUDI.nip, number="BAP/7/2024")
    lower = {"level": v.Level.ADMINISTRATOR, "min_experience_years": 3}
    failing = placing_scheme(pass_from=v.Category.MS)
    without = placed_case(scheme=failing, posts={EMPTY: lower})
    case = replace(without, permissions=(*without.permissions, file))

    problem = problem_in(case)

    assert codes_of(problem_in(without), BUDI, EMPTY) == ["below_the_mark"]
    # The lower post and the own one: what the examination opens is no other post of the same level.
    assert problem.instance.open[1].tolist() == [False, True, False, True]
    (flag,) = [one for one in problem.flags[pair(problem, BUDI, EMPTY)] if one.rule == "MUT-LEVEL"]
    assert flag.facts["letter_number"] == "BAP/7/2024"
    # Somebody else's file opens nothing, and who passed needs none.
    assert codes_of(problem, ANI, EMPTY) == ["MUT-LEVEL"]


def test_a_file_for_somebody_who_passed_opens_no_lower_post():
    file = permission(v.PermissionKind.DEMOTION_FILE, nip=BUDI.nip)
    case = placed_case(posts={EMPTY: {"level": v.Level.ADMINISTRATOR}})

    problem = problem_in(replace(case, permissions=(*case.permissions, file)))

    assert codes_of(problem, BUDI, EMPTY) == ["MUT-LEVEL"]


@pytest.mark.parametrize(
    ("asked", "knocked_out"),
    [((), ()), ((standard("T.01", 4, mandatory=True),), ("T.01",))],
    ids=["no standard", "a mandatory competence is missing"],
)
def test_an_own_post_that_cannot_be_matched_stays_open_and_counts_as_nothing(asked, knocked_out):
    problem = problem_in(placed_case(posts={ANI_AT: {"standard": asked}}))

    at = pair(problem, ANI, ANI_AT)
    assert problem.instance.open[at]
    assert problem.worth[at].value == problem.instance.values[at] == 0
    assert problem.worth[at].knocked_out_by == knocked_out


def test_five_years_in_post_are_a_flag_on_staying_and_close_nothing():
    settled = replace(ANI, in_position_since=date(2018, 1, 4))
    problem = problem_in(placed_case(officials=(settled, BUDI, CITRA)))

    assert problem.instance.open.all()
    assert "MUT-5Y" in {one.rule for one in problem.flags[pair(problem, ANI, ANI_AT)]}
    assert "MUT-5Y" not in {one.rule for one in problem.flags.get(pair(problem, BUDI, BUDI_AT), ())}


def with_dini(case, **changes):
    """Return the case with Dini besides, whose marks, records and levels are Citra's."""
    dini = replace(DINI, **changes)

    def twice(rows):
        return (*rows, *(replace(one, nip=dini.nip) for one in rows if one.nip == CITRA.nip))

    reports = twice(case.assessments)
    return replace(
        case,
        officials=(*case.officials, dini),
        careers=twice(case.careers),
        rating_sheets=twice(case.rating_sheets),
        performances=twice(case.performances),
        attendances=twice(case.attendances),
        assessments=(*reports[:-1], replace(reports[-1], report_number="LAP/9/2022")),
    )


def test_a_participant_from_outside_may_go_without_a_seat():
    case = with_dini(placed_case(), is_from_outside=True, home_consent=letter(), position_title="Camat")

    problem = problem_in(case)

    assert problem.instance.officials[-1] == "P-004"
    assert problem.instance.home.tolist() == [0, 1, 2, NOWHERE]
    assert problem.instance.must.tolist() == [True, True, True, False]
    assert problem.instance.values[3, 3] == 9800


def test_who_neither_holds_a_post_nor_takes_part_is_no_row():
    case = with_dini(placed_case(), is_from_outside=True, home_consent=None, position_title="Camat")
    sheets = tuple(one for one in case.rating_sheets if one.nip != DINI.nip)
    present = tuple(one for one in case.attendances if one.nip != DINI.nip)

    problem = problem_in(replace(case, rating_sheets=sheets, attendances=present))

    assert DINI.nip not in problem.nips


def test_open_selection_keeps_the_three_best_scores_of_a_post_and_no_more():
    posts = {code: {"is_in_play": code == EMPTY} for code in (ANI_AT, BUDI_AT, CITRA_AT, EMPTY)}
    case = with_dini(placed_case(posts=posts), is_from_outside=True, home_consent=letter())
    selection = event(kind=v.EventKind.OPEN_SELECTION)
    result = results_of_case(replace(case, event=selection))
    scores = {one.nip: one.score for one in result.officials}

    problem = problem_of(replace(case, event=selection), rulebook_on(), result)

    # Budi has 78 points, the others 86, 94 and 94.
    assert min(scores, key=lambda nip: scores[nip]) == BUDI.nip
    column = problem.positions.index(EMPTY)
    assert problem.instance.open[:, column].tolist() == [True, False, True, True]
    assert problem.closed[1, column] == (Reason(code="not_among_three", facts={"place": "4"}),)


def test_rules_of_the_policy_speak_of_rows_columns_and_units():
    rules = (
        CouplingRule(kind=CouplingKind.UNIT_QUOTA, most=1, unit="Dinas J-02"),
        CouplingRule(kind=CouplingKind.APART, officials=(ANI.nip, CITRA.nip)),
        CouplingRule(kind=CouplingKind.NOT_BOTH, positions=(ANI_AT, EMPTY)),
    )

    instance = problem_in(placed_case(MovePolicy(rules=rules))).instance

    assert instance.units == ("Dinas J-01", "Dinas J-02", "Dinas J-03", "Dinas J-04")
    assert instance.unit.tolist() == [0, 1, 2, 3]
    assert instance.rules == (
        rules[0],
        replace(rules[1], officials=("P-001", "P-003")),
        rules[2],
    )


def test_a_move_that_hangs_on_one_that_cannot_be_is_forbidden():
    held = another("J-05", state=v.PositionState.FILLED, is_in_play=False)
    rule = CouplingRule(
        kind=CouplingKind.ONLY_IF, officials=(CITRA.nip, ANI.nip), positions=(EMPTY, held.code)
    )
    case = placed_case(MovePolicy(rules=(rule,)))

    problem = problem_in(replace(case, positions=(*case.positions, held)))

    assert held.code not in problem.positions
    assert problem.instance.rules == ()
    assert codes_of(problem, CITRA, EMPTY) == ["banned"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"scheme": placing_scheme(placement=None)}, "placement_without_policy"),
        ({"event": event(kind=v.EventKind.MAPPING)}, "placement_of_mapping"),
        (
            {"rating_sheets": (), "assessments": (), "attendances": (), "performances": ()},
            "placement_before_scores",
        ),
    ],
)
def test_an_event_without_a_proposal_says_why(changes, code):
    case = placed_case(**changes)
    results = results_of_case(case)

    assert unplaced_because(case, results) == code
    with pytest.raises(CoreError, match=code):
        problem_of(case, rulebook_on(), results)


def test_the_same_event_makes_the_same_problem_whatever_the_order_of_its_lists():
    case = placed_case()
    turned = replace(
        case,
        positions=case.positions[::-1],
        careers=case.careers[::-1],
        assessments=case.assessments[::-1],
    )

    one, other = problem_in(case), problem_in(turned)

    assert one.positions == other.positions
    assert np.array_equal(one.instance.values, other.instance.values)
    assert one.closed == other.closed
