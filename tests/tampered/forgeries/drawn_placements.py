"""A placement of a measured event, and what forgers tell of draws: check `placement`.

Estimates are floats before they are quantised, so other processors may make other bytes of these bundles.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from functools import cache

from selaras.core import casefile as c
from selaras.core import scheme as s
from selaras.core.codec import Json, to_json
from selaras.core.measuring import measurements_in
from selaras.core.placement.offer import Offer
from selaras.core.placement.offering import offer_of
from selaras.core.placement.told import problem_told, slate_told
from selaras.core.proposing import digest_of
from selaras.core.results import read_entries, results_from
from tests.tampered.book import Checkpoint
from tests.tampered.forgeries.conformance import Case, refused
from tests.tampered.forgeries.measures import measured_from
from tests.tampered.placing import BendAll, as_solved, entries_of, lock_of, placed_case
from tests.tampered.signed_event import AS_OF, SignedEvent

Told = dict[str, Json]


def cases() -> Iterator[Case]:
    honest = drawn()
    yield Case(name="measured_placement_ok", data=honest.bundle(), policy=honest.policy)
    for name, bend in (
        ("without_draws", without_draws),
        ("told_alike_and_counted_otherwise", counted_otherwise),
        ("of_another_number_of_draws", of_more_draws),
        ("with_two_in_one_post", both_always),
        ("with_regret_below_nothing", below_nothing),
        ("that_is_not_the_safest", not_the_safest),
        ("with_a_bound_of_regret_of_the_best", bounded),
    ):
        yield forged(f"slate_{name}", "slate_wrong", bend, part="draws")
    yield forged("draws_counted_to_please", "draws_differ", pleasing, python_only=True, which="best")
    yield forged("regret_told_to_please", "draws_differ", safer, python_only=True, which="few-moves")


def forged(name: str, reason: str, bend: BendAll, *, which: str = "", **told: Json) -> Case:
    """Return a case in which one of the slates is refused; the entry of ``which`` must be named."""
    event = drawn(bend)
    place = {"index": event.book.index_of[f"slate/{which}"]} if which else {}
    return refused(f"measured_{name}", reason, event.bundle(), **place, **told)


@cache
def measured_case() -> c.CaseFile:
    case = placed_case()
    return replace(case, scheme=replace(case.scheme, measurement=s.MeasurementPolicy()))


@cache
def finished() -> SignedEvent:
    return measured_from(measured_case())


@cache
def offer() -> Offer:
    entries = finished().book.opened()
    case, rulebook = read_entries(entries)
    return offer_of(
        case, rulebook, results_from(case, rulebook, as_of=AS_OF, measured=measurements_in(entries))
    )


def drawn(bend: BendAll = as_solved) -> SignedEvent:
    """Return the event with the slates that are offered on it, as they are or bent."""
    event, case = finished(), measured_case()
    posed = to_json(problem_told(offer().problem, case=case, version=1))
    slates = {
        one.name.value: to_json(slate_told(one, offer().instance, problem=digest_of(posed)))
        for one in offer().slates
    }
    bend(slates)
    steps = entries_of(posed, slates, form=lock_of(case).digest)
    return replace(event, book=deepcopy(event.book).write([*steps, Checkpoint()]))


def without_draws(slates: dict[str, Told]) -> None:
    slates["robust"]["draws"] = None


def counted_otherwise(slates: dict[str, Told]) -> None:
    """Tell of one seat that two slates share two numbers of draws."""
    best, few = slates["best"], slates["few-moves"]
    same = next(i for i, post in enumerate(best["seats"]) if post == few["seats"][i])
    few["draws"]["chosen_in"][same] -= 1


def of_more_draws(slates: dict[str, Told]) -> None:
    slates["robust"]["draws"]["n"] += 1


def both_always(slates: dict[str, Told]) -> None:
    """Seat an official in every draw where the best does, and in every draw where few moves do."""
    for one in slates.values():
        one["draws"]["chosen_in"] = [one["draws"]["n"]] * len(one["seats"])


def below_nothing(slates: dict[str, Told]) -> None:
    slates["best"]["draws"]["regret"][0] = -1


def not_the_safest(slates: dict[str, Told]) -> None:
    """Call a slate the most robust that another beats by its own telling."""
    slates["robust"]["draws"]["regret"][1] = slates["best"]["draws"]["regret"][1] + 1


def bounded(slates: dict[str, Told]) -> None:
    slates["best"]["draws"]["regret_bound"] = 0


def pleasing(slates: dict[str, Told]) -> None:
    """Let every slate be chosen a little less often, alike in all of them."""
    for one in slates.values():
        one["draws"]["chosen_in"] = [max(0, count - 1) for count in one["draws"]["chosen_in"]]


def safer(slates: dict[str, Told]) -> None:
    slates["few-moves"]["draws"]["regret"] = [1, 1]
