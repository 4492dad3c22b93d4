"""What is offered: lawful whatever the event, proved, and told with the facts that a sentence needs."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from selaras.core import vocabulary as v
from selaras.core.eligibility import judge_target
from selaras.core.move_policy import CouplingKind, CouplingRule, MovePolicy
from selaras.core.outcome import Reason
from selaras.core.placement.assignment import check
from selaras.core.placement.model import NOWHERE, Impossible, SlateName, Step, Wishes
from selaras.core.placement.offer import Change, MoveKind, Offer
from selaras.core.placement.offering import offer_of, what_if
from tests.core.building import ANI, BUDI, CITRA, event, permission, position, rulebook_on, standard
from tests.core.placement.placed_events import (
    ANI_AT,
    CITRA_AT,
    EMPTY,
    SKILLS,
    pair,
    placed_case,
    placing_scheme,
    results_of_case,
)

LEVELS = v.Level.JPT_PRATAMA, v.Level.ADMINISTRATOR, v.Level.JPT_MADYA


def offer_for(case, wishes: Wishes | None = None) -> Offer:
    results = results_of_case(case)
    offer = offer_of(case, rulebook_on(), results)
    if wishes is None:
        return offer
    return what_if(case, rulebook_on(), results, offer=offer, wishes=wishes)


def test_the_best_slate_fills_the_post_that_matches_and_says_what_else_would_cost():
    case = placed_case()

    offer = offer_for(case)

    ani, budi, citra = offer.seats
    assert [one.kind for one in offer.seats] == [MoveKind.STAY, MoveKind.STAY, MoveKind.MUTATION]
    assert citra.post == offer.problem.positions.index(EMPTY)
    assert citra.margin == 9800 - 7143
    assert [(one.post, one.loss) for one in citra.others] == [(2, 2657), (0, 3850), (1, 3850)]
    # Ani in Citra's post, which falls empty; in the empty one, where Citra would stay; in exchange with Budi.
    assert [(one.post, one.loss) for one in ani.others] == [
        (2, 8571 - 5514),
        (3, 8571 + 9800 - 7578 - 7143),
        (1, 2 * (8571 - 5514)),
    ]
    assert ani.others[1].path == (Step(official=0, start=0, end=3), Step(official=2, start=3, end=2))
    assert budi.change == Change(echelon=("II.a", "II.a"), job_class=(14, 14), allowance_class=("14", "14"))
    # The empty post matches Ani best with 100 x 7 / 9 = 77.78, less than her own; so nothing is wished.
    assert ani.wished is None


def test_the_offer_is_proved_by_numbers_that_anybody_adds_up():
    offer = offer_for(placed_case())

    best = offer.slates[0]
    assert best.solution.objective == best.solution.bound == 8571 + 8571 + 9800
    assert check(offer.instance, best.certificate) == best.solution.objective
    assert [one.name for one in offer.slates] == [SlateName.BEST, SlateName.FEW_MOVES]
    assert [(one.moves, one.objective) for one in offer.frontier] == [(0, 24285), (1, 26942)]


def test_a_post_that_falls_empty_goes_to_open_selection_with_its_three_best():
    offer = offer_for(placed_case())

    left = offer.posts[offer.problem.positions.index(CITRA_AT)]
    assert left.holder == NOWHERE
    assert left.goes_to_selection
    assert [one.official for one in left.candidates] == [2, 0, 1]
    assert left.candidates[0].loss == 2657
    assert not any(one.goes_to_selection for one in offer.posts if one is not left)


@pytest.mark.parametrize(
    "fields",
    [{"is_in_play": False}, {"level": v.Level.ADMINISTRATOR}, {"state": v.PositionState.FILLED}],
    ids=["not to be filled", "no JPT", "held by somebody outside"],
)
def test_a_post_that_stays_empty_goes_to_selection_only_if_that_is_its_door(fields):
    offer = offer_for(placed_case(posts={EMPTY: fields}))

    assert not offer.posts[offer.problem.positions.index(EMPTY)].goes_to_selection


def test_an_unlawful_optimum_is_never_chosen_and_its_gate_is_named():
    lawful = offer_for(placed_case())
    planted = offer_for(placed_case(posts={EMPTY: {"study_fields": ("Kehutanan",)}}))

    assert lawful.slates[0].solution.objective > planted.slates[0].solution.objective
    at = planted.problem.positions.index(EMPTY)
    for slate in planted.slates:
        assert at not in slate.solution.seat.tolist()
    citra = planted.seats[2]
    assert citra.kind is MoveKind.STAY
    assert citra.wished is not None
    assert citra.wished.post == at
    assert [one.rule for one in citra.wished.closed] == ["ELIG-POST-FIELD"]


def test_a_demotion_happens_only_with_its_file():
    lower = {"level": v.Level.ADMINISTRATOR, "min_experience_years": 1, "echelon": "III.a", "job_class": 12}
    case = placed_case(scheme=placing_scheme(pass_from=v.Category.MS), posts={EMPTY: lower})
    file = permission(v.PermissionKind.DEMOTION_FILE, nip=BUDI.nip, number="BAP/7/2024")
    case = replace(
        case,
        positions=tuple(
            replace(one, standard=(standard("SK.01", 5),)) if one.code == "J-02" else one
            for one in case.positions
        ),
    )

    without = offer_for(case)
    granted = offer_for(replace(case, permissions=(*case.permissions, file)))

    assert [one.kind for one in without.seats] == [MoveKind.STAY] * 3
    assert without.slates[0].solution.seat.tolist() == [0, 1, 2]
    # Level 4 of 5 is 80 in the own post; 77.78 less the price is no reason to go lower.
    assert granted.seats[1].kind is MoveKind.STAY
    poorer = placed_case(
        scheme=placing_scheme(pass_from=v.Category.MS),
        posts={EMPTY: lower},
        levels={BUDI.nip: ("3", "1", "3")},
    )
    down = offer_for(replace(poorer, permissions=(*poorer.permissions, file))).seats[1]
    assert down.kind is MoveKind.DEMOTION
    assert down.change.echelon == ("II.a", "III.a")
    assert {one.rule for one in down.flags} >= {"MUT-LEVEL"}


@pytest.mark.parametrize(
    ("job_class", "kind"),
    [
        (15, MoveKind.PROMOTION),
        (13, MoveKind.LOWER_CLASS),
        (14, MoveKind.MUTATION),
        (None, MoveKind.MUTATION),
    ],
)
def test_a_move_is_called_by_the_class_of_both_posts(job_class, kind):
    offer = offer_for(placed_case(posts={EMPTY: {"job_class": job_class}}))

    assert offer.seats[2].kind is kind
    assert offer.seats[2].change.job_class == (14, job_class)


def test_an_exchange_is_a_rotation():
    case = placed_case(levels={ANI.nip: ("2", "5", "2"), BUDI.nip: ("5", "2", "2")})

    offer = offer_for(case)

    assert [one.kind for one in offer.seats[:2]] == [MoveKind.ROTATION] * 2
    assert [len(one.steps) for one in offer.slates[0].chains if one.is_cycle] == [2]


def test_who_stays_beyond_five_years_is_extended():
    settled = replace(ANI, in_position_since=date(2018, 1, 4))

    offer = offer_for(placed_case(officials=(settled, BUDI, CITRA)))

    assert offer.seats[0].kind is MoveKind.EXTEND
    assert "MUT-5Y" in {one.rule for one in offer.seats[0].flags}


def test_what_moves_in_an_open_selection_is_its_result():
    offer = offer_for(placed_case(event=event(kind=v.EventKind.OPEN_SELECTION)))

    assert offer.seats[2].kind is MoveKind.SELECTION


def test_wishes_are_fulfilled_and_their_price_is_the_difference():
    best = offer_for(placed_case())

    pinned = offer_for(placed_case(), Wishes(pins=(("P-001", EMPTY),)))
    still = offer_for(placed_case(), Wishes(most_moves=0))
    banned = offer_for(placed_case(), Wishes(bans=(("P-003", EMPTY),)))

    assert pinned.slates[0].name is SlateName.WISHED
    assert pinned.slates[0].solution.seat.tolist() == [3, 1, 2]
    lost = best.slates[0].solution.objective - pinned.slates[0].solution.objective
    assert lost == best.seats[0].others[1].loss
    assert still.slates[0].solution.seat.tolist() == [0, 1, 2]
    assert banned.slates[0].solution.seat.tolist() == [0, 1, 2]
    assert banned.problem.closed[pair(banned.problem, CITRA, EMPTY)] == (Reason(code="banned", facts={}),)


def test_wishes_that_cannot_hold_together_are_named():
    wishes = Wishes(pins=(("P-001", EMPTY), ("P-003", EMPTY)))

    with pytest.raises(Impossible) as impossible:
        offer_for(placed_case(), wishes)

    assert {one.kind.value for one in impossible.value.conflict} >= {"pin"}


def test_a_coupling_rule_binds_every_slate():
    rule = CouplingRule(kind=CouplingKind.MOST_MOVES, most=0, because="Arahan gubernur")

    offer = offer_for(placed_case(MovePolicy(rules=(rule,))))

    assert all((one.solution.seat == offer.instance.home).all() for one in offer.slates)
    assert not offer.losses.is_exact
    assert all(one.is_bound and one.path == () for seat in offer.seats for one in seat.others)


def random_case(seed: int):
    """Return an event with further posts and gates put up by chance."""
    rng = np.random.default_rng(seed)

    def chosen(*choices):
        return choices[int(rng.integers(len(choices)))]

    people = tuple(
        replace(one, in_position_since=chosen(date(2017, 3, 1), date(2021, 1, 4), date(2023, 7, 3)))
        for one in (ANI, BUDI)
    )
    people = (*people, CITRA)
    levels = {one.nip: tuple(str(level) for level in rng.integers(1, 6, size=3)) for one in people}
    posts = {
        code: {
            "study_fields": chosen((), (), ("Hukum",), ("Manajemen",)),
            "is_in_play": bool(rng.random() < 0.8),
            "level": chosen(*LEVELS, LEVELS[0]) if n > 2 else LEVELS[0],
            "job_class": chosen(13, 14, 15),
            "standard": tuple(
                standard(skill, int(rng.integers(1, 6)), mandatory=bool(rng.random() < 0.1))
                for skill in SKILLS
            ),
        }
        for n, code in enumerate((ANI_AT, v.PositionCode("J-02"), CITRA_AT, EMPTY))
    }
    policy = MovePolicy(experience_weight=Decimal(chosen(0, 25)), move_price=Decimal(chosen("0", "1.5", "4")))
    case = placed_case(policy, levels=levels, posts=posts, officials=people)
    more = tuple(
        position(
            f"J-1{n}",
            state=chosen(v.PositionState.VACANT, v.PositionState.ACTING, v.PositionState.FILLED),
            **posts[EMPTY],
        )
        for n in range(int(rng.integers(0, 3)))
    )
    marked = {one.nip for one in people if one.in_position_since.year < 2023}
    return replace(
        case,
        positions=(*case.positions, *more),
        scheme=replace(case.scheme, pass_from=chosen(v.Category.KMS, v.Category.MMS, v.Category.MS)),
        rating_sheets=tuple(one for one in case.rating_sheets if one.nip in marked),
        attendances=tuple(one for one in case.attendances if one.nip in marked),
    )


@pytest.mark.parametrize("seed", range(40))
def test_no_slate_ever_breaks_a_gate_or_leaves_a_holder_without_a_post(seed):
    case = random_case(seed)
    results = {one.nip: one for one in results_of_case(case).officials}
    officials = {one.nip: one for one in case.officials}
    positions = {one.code: one for one in case.positions}
    held = {one.position for one in case.officials}
    offer = offer_for(case)

    for slate in offer.slates:
        seats = slate.solution.seat.tolist()
        taken = [one for one in seats if one != NOWHERE]
        assert len(set(taken)) == len(taken)
        for row, nip in enumerate(offer.problem.nips):
            person, result = officials[nip], results[nip]
            assert seats[row] != NOWHERE
            post = positions[offer.problem.positions[seats[row]]]
            if post.code == person.position:
                continue
            assert result.status is v.ParticipantStatus.PARTICIPANT
            assert result.passed
            assert post.is_in_play
            assert post.code in held or post.state is not v.PositionState.FILLED
            assert not result.fits[post.code].knocked_out_by
            findings = judge_target(person, post, case=case, rulebook=rulebook_on())
            assert not any(one.bars for one in findings)
