"""A slate held against its problem: lawful seats, the wishes, the sum, and what its numbers prove."""

from dataclasses import dataclass

from selaras.core.errors import CoreError
from selaras.core.move_policy import CouplingKind
from selaras.core.placement.assignment import chains, check
from selaras.core.placement.coupled.rows import activity, rows_of
from selaras.core.placement.coupled.runs import follows
from selaras.core.placement.coupled.wishing import wished
from selaras.core.placement.model import NOWHERE, Certificate, Instance, Numbers, SlateName, Wishes
from selaras.core.placement.told import SlateTold, certificate_told, seats_of
from selaras.core.verification.placements.problems import Posed

# So that every difference of two is a number of section 1 too.
LARGEST_BOUND = 2**52
_RUNS = {CouplingKind.LONGEST_CHAIN: False, CouplingKind.LONGEST_CYCLE: True}


@dataclass(frozen=True, eq=False, kw_only=True)
class Offered:
    """A slate that holds.

    is_proved : its own numbers prove that nothing is better
    gap : hundredths between the bound that it tells and the one that its numbers prove
    """

    told: SlateTold
    seats: Numbers
    is_proved: bool
    gap: int


def check_slate(told: SlateTold, posed: Posed, *, is_first: bool) -> Offered:
    """Return a slate that holds; refuse whatever is not lawful, not wished, not summed or not proved."""
    instance = posed.instance
    _check_name(told, is_first=is_first)
    _check_wishes(told.wishes, instance)
    seats = seats_of(told, instance)
    desired = wished(instance, told.wishes)
    check_seats(instance, seats, opened=told.wishes.opened)
    _check_obeys(told.wishes, desired, seats)
    check_coupling(instance, seats)
    objective = sum(int(instance.values[i, j]) for i, j in enumerate(seats.tolist()) if j != NOWHERE)
    if told.objective != objective:
        raise CoreError("objective_differs", published=told.objective, recomputed=objective)
    proved = _bound_proved(told, desired)
    if told.bound < objective:
        raise CoreError("bound_not_proved", published=told.bound, recomputed=proved)
    is_coupled = bool(instance.rules) or told.wishes.most_moves is not None
    # Without rows that couple pairs there are always whole numbers that prove the bound itself.
    if told.bound < proved and not is_coupled:
        raise CoreError("bound_not_proved", published=told.bound, recomputed=proved)
    # The most robust is none of the best by value: its bound is theirs.
    is_best = told.name is not SlateName.ROBUST
    if is_best and not is_coupled and told.bound != objective:
        raise CoreError("best_is_not_best", published=objective, recomputed=told.bound)
    _check_draws(told)
    return Offered(told=told, seats=seats, is_proved=proved == objective, gap=max(0, proved - told.bound))


def check_seats(instance: Instance, seats: Numbers, *, opened: tuple[str, ...]) -> None:
    """Refuse a seat that a gate closes, a post for two, and a holder without a seat, official by official."""
    taken: set[int] = set()
    for i, j in enumerate(seats.tolist()):
        subject = instance.officials[i]
        if j == NOWHERE:
            if instance.must[i]:
                raise CoreError("guard_broken", subject=subject)
            continue
        position = instance.posts[j]
        openable = instance.openable is not None and instance.openable[i, j] and position in opened
        if not instance.open[i, j] and not openable:
            raise CoreError("seat_closed", subject=subject, position=position)
        if j in taken:
            raise CoreError("post_taken_twice", subject=subject, position=position)
        taken.add(j)


def check_coupling(instance: Instance, seats: Numbers) -> None:
    """Refuse seats that break a rule which several moves break together, by the rule's number."""
    for row in rows_of(instance, Wishes()):
        if activity(row, seats) > row.most:
            raise CoreError("coupling_broken", rule=row.rule)
    runs = chains(instance, seats)
    for number, rule in enumerate(instance.rules):
        if rule.kind in _RUNS and rule.most is not None:
            is_cycle = _RUNS[rule.kind]
            if any(one.is_cycle is is_cycle and len(one.steps) > rule.most for one in runs):
                raise CoreError("coupling_broken", rule=number)


def _check_name(told: SlateTold, *, is_first: bool) -> None:
    """Refuse a slate under a name that its wishes do not bear, and any before the best."""
    if is_first and told.name is not SlateName.BEST:
        raise CoreError("best_slate_missing")
    wishes = told.wishes
    is_free = wishes == Wishes()
    only_few = wishes == Wishes(most_moves=wishes.most_moves) and wishes.most_moves is not None
    fits = {SlateName.BEST: is_free, SlateName.ROBUST: is_free, SlateName.FEW_MOVES: only_few}
    if not fits.get(told.name, True):
        raise CoreError("slate_wrong", part="name")


def _check_wishes(wishes: Wishes, instance: Instance) -> None:
    people, posts = set(instance.officials), set(instance.posts)
    pairs = (*wishes.pins, *wishes.bans)
    known = all(len(one) == 2 and one[0] in people and one[1] in posts for one in pairs)
    if not known or not posts.issuperset(wishes.opened):
        raise CoreError("slate_wrong", part="wishes")
    if wishes.most_moves is not None and wishes.most_moves < 0:
        raise CoreError("slate_wrong", part="wishes")


def _check_obeys(wishes: Wishes, desired: Instance, seats: Numbers) -> None:
    for i, j in enumerate(seats.tolist()):
        is_there = j != NOWHERE
        if (is_there and not desired.open[i, j]) or (not is_there and desired.must[i]):
            raise CoreError("slate_against_wish", subject=desired.officials[i])
    if wishes.most_moves is not None and int((seats != desired.home).sum()) > wishes.most_moves:
        raise CoreError("slate_against_wish", subject="")


def _bound_proved(told: SlateTold, desired: Instance) -> int:
    """Return what the certificate proves, once all its rows follow from the rules and wishes."""
    proof: Certificate = certificate_told(told.proof)
    rows = rows_of(desired, told.wishes)
    n_officials, n_posts = desired.open.shape
    for row, _ in proof.rows:
        if not all(0 <= i < n_officials and 0 <= j < n_posts for i, j, _ in row.pairs):
            raise CoreError("slate_wrong", part="proof")
    for n, (row, _) in enumerate(proof.rows):
        if not follows(desired, rows, row):
            raise CoreError("proof_row_unknown", row=n)
    proved = check(desired, proof)
    if max(abs(proved), abs(told.bound)) > LARGEST_BOUND:
        raise CoreError("proof_number_too_large")
    return proved


def _check_draws(told: SlateTold) -> None:
    draws = told.draws
    if draws is None:
        return
    counts = len(draws.chosen_in) == len(told.seats) and all(0 <= one <= draws.n for one in draws.chosen_in)
    regret = draws.regret == () or (len(draws.regret) == 2 and draws.regret[0] <= draws.regret[1])
    if draws.n < 1 or not counts or not regret:
        raise CoreError("slate_wrong", part="draws")
