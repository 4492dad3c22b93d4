"""Slates that cannot stand beside each other, or are not what their name says: check `placement`."""

from collections.abc import Iterator
from dataclasses import replace

from selaras.core.codec import Json
from selaras.core.move_policy import CouplingKind
from selaras.core.placement.model import SlateName, Wishes
from tests.tampered.forgeries.conformance import Case, refused
from tests.tampered.forgeries.placements import (
    FREE,
    RULED,
    WISHED,
    Told,
    case,
    every,
    holds,
    offered,
    posed,
    stay,
    summed,
    told_as,
)
from tests.tampered.placing import BEST, FEW, Wanted, placed_event, placement_steps, rule, ruled
from tests.tampered.signed_event import SignedEvent

CYCLE = ruled(rule(CouplingKind.LONGEST_CYCLE, most=2))


def cases() -> Iterator[Case]:
    yield from names()
    yield from limits()
    yield from of_one_person()
    yield from numbers()


def names() -> Iterator[Case]:
    unanswered = placed_event(wanted=(), then=[])
    yield case("problem_without_slates", "best_slate_missing", unanswered, "placement")
    twice = placed_event(wanted=(BEST,), then=renamed("second/"))
    yield case("best_slate_twice", "slate_wrong", twice, "second/slate/best", part="name")
    few = placed_event(then=renamed("second/", FEW))
    yield case("few_moves_twice", "slate_wrong", few, "second/slate/few-moves", part="name")
    yield posed("unit_named_twice", "placement_wrong", unit_twice, part="units")


def renamed(name: str, *wanted: Wanted) -> list[Json]:
    """Return the last slate again, without its problem."""
    return placement_steps(wanted=wanted or (BEST,), name=name)[1:]


def unit_twice(told: Told) -> None:
    """Let half of a unit's posts be of another unit of the same name, so that no quota meets them."""
    told["units"].append("Dinas J-02")
    told["unit"][2] = len(told["units"]) - 1


def limits() -> Iterator[Case]:
    """Slates of few moves with another limit than the frozen one, and slates that are not the best."""
    for most in (2, 3):
        other = Wanted(name=SlateName.FEW_MOVES, wishes=Wishes(most_moves=most))
        event = placed_event(wanted=(BEST, other), then=[])
        at = "slate/few-moves"
        yield case(f"few_moves_are_{most}", "slate_wrong", event, at, part="most_moves")
    idle = placed_event(bend=lambda slates: every(stay, loose)(slates["few-moves"]), then=[])
    yield holds("with_a_loose_slate_of_few_moves", idle, "best_not_proved")

    def lazy(slates: dict[str, Told]) -> None:
        every(stay, summed(None))(slates["wished"])
        slates["wished"]["bound"] = slates["best"]["bound"]

    event = placed_event(wanted=(BEST, FREE), bend=lazy, then=[])
    yield case("wished_slate_that_is_not_the_best", "best_is_not_best", event, "slate/wished")
    measured = told_as(draws={"n": 9, "chosen_in": [9, 9, 9, 9, 9], "regret": [], "regret_bound": None})
    yield offered("draws_of_an_event_without_estimates", "slate_wrong", measured, part="draws")


def loose(told: Told) -> None:
    """Claim no bound but one that nothing can reach."""
    told["bound"] = 50_000


def of_one_person() -> Iterator[Case]:
    """Entries about everybody that stand under one person's code: an own bundle would hold a part of them."""
    for name in ("placement", "slate/best"):
        event = under(name, "P-003")
        kind = name.partition("/")[0]
        yield case(f"{kind}_under_a_persons_code", f"{kind}_wrong", event, name, part="subject")
    own = under("slate/best", "P-003").bundle("R3", subject="P-003")
    yield refused("slate_in_an_own_bundle", "slate_of_another_problem", own)


def under(name: str, subject: str) -> SignedEvent:
    steps = placement_steps(wanted=(BEST, WISHED))
    steps = [replace(one, subject=subject if one.name == name else "") for one in steps]
    return placed_event(wanted=(), then=steps, posed=False)


def numbers() -> Iterator[Case]:
    """Numbers that one language would round, and rows that take long to see through."""
    largest = 2**53 - 1
    big = told_as(officials=[largest] * 5)
    yield offered("proof_beyond_exact_numbers", "proof_number_too_large", lambda told: big(told["proof"]))
    event = placed_event(
        RULED, wanted=(BEST,), bend=lambda slates: slates["best"].update(bound=largest), then=[]
    )
    yield case("bound_beyond_exact_numbers", "proof_number_too_large", event, "slate/best")

    def tangled(slates: dict[str, Told]) -> None:
        arcs = [[i, j, 1] for i in range(4) for j in range(4) if i != j]
        slates["best"]["proof"]["rows"] = [{"pairs": arcs, "most": 3, "rule": 0, "price": 0}] * 50

    event = placed_event(CYCLE, wanted=(BEST,), bend=tangled, then=[])
    yield case("row_of_many_circles", "proof_row_unknown", event, "slate/best")
