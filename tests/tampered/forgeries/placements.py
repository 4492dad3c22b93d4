"""Placements that are not lawful, do not add up or are proved by nothing: check `placement`."""

import json
from collections.abc import Iterator

from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.lifecycle import Phase
from selaras.core.move_policy import CouplingKind, MovePolicy
from selaras.core.placement.model import SlateName, Wishes
from tests.tampered.book import AnyStep, Book, Step
from tests.tampered.forgeries.conformance import Case, before, changed, refused
from tests.tampered.forgeries.honest_ones import forget
from tests.tampered.placing import (
    BEST,
    FEW,
    Bend,
    Wanted,
    chosen,
    chosen_by_officer,
    lock_of,
    minutes,
    placed_case,
    placed_event,
    placement_steps,
    problem_under,
    proposal,
    rule,
    ruled,
)
from tests.tampered.signed_event import SignedEvent, move

Told = dict[str, Json]
OPEN, OF_LAW, KNOCKED_OUT, SHUT = (0, 1), (0, 3), (0, 5), (0, 4)  # official and post, by number
OF_THE_RESULT = (3, 0)
POSTS = ("J-01", "J-02", "J-03", "J-04", "J-98", "J-99")
STAY = ["J-01", "J-02", "J-03", "J-04", None]
APART_RULE = rule(CouplingKind.NOT_BOTH, positions=("J-01", "J-02"))


def cases() -> Iterator[Case]:
    yield from honest_ones()
    yield from problems()
    yield from gates()
    yield from slates()
    yield from proofs()
    yield from coupled()


def case(name: str, reason: str, event: SignedEvent, at: str, **told: Json) -> Case:
    """Return a case in which the entry of the name ``at`` must be named."""
    return refused(name, reason, event.bundle(), index=event.book.index_of[at], **told)


def posed(name: str, reason: str, pose: Bend, **told: Json) -> Case:
    """Return a case with another problem than the entries make."""
    policy = told.pop("under", None)
    return case(name, reason, placed_event(policy, pose=pose), "placement", **told)


def offered(name: str, reason: str, bend: Bend, *, which: str = "best", **told: Json) -> Case:
    """Return a case with another slate than was solved."""

    def change(slates: dict[str, Told]) -> None:
        bend(slates[which])

    return case(name, reason, placed_event(bend=change), f"slate/{which}", **told)


def holds(name: str, event: SignedEvent, *warnings: str) -> Case:
    return Case(name=f"placed_{name}_ok", data=event.bundle(), policy=event.policy, warnings=warnings)


def honest_ones() -> Iterator[Case]:
    yield holds("chosen_by_letter", placed_event(), "slate_proved_by_solver")
    yield holds("in_an_import", placed_event(signed=False))
    by_officer = [*minutes(), chosen_by_officer()]
    yield holds("chosen_by_the_officer", placed_event(then=by_officer))
    seats = {"P-001": "J-01", "P-002": "J-02", "P-005": None}
    told = [{"official": code, "position": post} for code, post in seats.items()]
    other = chosen_by_officer(proposal(reasons="Menunggu pelantikan", seats=told))
    yield holds("with_changed_seats", placed_event(wanted=(BEST,), then=[*minutes(), other]))
    yield holds("changed_by_the_way_back", placed_event(then=gone_back()), "proposal_superseded")
    yield holds("wished", placed_event(wanted=(BEST, WISHED)), "slate_left_out")
    yield holds("under_rules", placed_event(RULED, wanted=(BEST,)))
    yield holds("below_its_bound", placed_event(LOOSE, wanted=(BEST,), bend=at_home), "best_not_proved")
    yield holds("under_short_runs", placed_event(SHORT, wanted=(BEST,)))
    yield holds("and_placed_again", placed_event(then=placed_again()), "proposal_of_older_result")
    yield holds("and_erased", erased(), "placement_not_recomputed")
    yield holds("after_a_timetable", planned())


def planned() -> SignedEvent:
    plan = Step(type=EntryType.TIMETABLE, payload={"sittings": []}, name="timetable")
    return changed(before("open_scoring", plan))


WISHED = Wanted(
    name=SlateName.WISHED,
    wishes=Wishes(pins=(("P-003", "J-98"),), bans=(("P-001", "J-02"),), opened=("J-98",)),
)
FREE = Wanted(name=SlateName.WISHED)
RULED = ruled(
    rule(CouplingKind.MOST_MOVES, most=3),
    rule(CouplingKind.UNIT_QUOTA, most=1, unit="Dinas J-01"),
    rule(CouplingKind.APART, officials=("P-001", "P-002")),
    APART_RULE,
    rule(CouplingKind.ONLY_IF, officials=("P-001", "P-003"), positions=("J-03", "J-99")),
)
SHORT = ruled(rule(CouplingKind.LONGEST_CYCLE, most=2), rule(CouplingKind.LONGEST_CHAIN, most=1))


LOOSE = ruled(rule(CouplingKind.MOST_MOVES, most=5))


def at_home(slates: dict[str, Told]) -> None:
    """Offer what a solver that gave up early may have: everybody at home, under the true bound."""
    stay(slates["best"])


def gone_back() -> list[AnyStep]:
    """Return a choice, the decision, the way back, and another choice."""
    lock = lock_of(placed_case())
    return [
        *minutes(),
        *chosen(name="first"),
        *move(Phase.REVIEW, "record_verdict", lock, signed=True),
        *move(Phase.DECISION, "change_target", lock, signed=True),
        *chosen(proposal("few-moves")),
    ]


def placed_again() -> list[AnyStep]:
    """Return a choice, and behind it the problem and another set of slates."""
    again = placement_steps(wanted=(BEST, WISHED), name="again/")
    return [*minutes(), *chosen(proposal("few-moves")), *again]


def erased() -> SignedEvent:
    def order(book: Book) -> Json:
        told = [n for n, one in enumerate(book.envelopes) if one.subject == "P-004"]
        return {"entries": told, "reason": "Permintaan yang bersangkutan"}

    gone = Step(type=EntryType.ERASURE, payload=order, name="erasure")
    return forget(placed_event(then=[*minutes(), *chosen(), gone]), "P-004")


def put(part: str, pair: tuple[int, int], value: Json) -> Bend:
    def bend(told: Told) -> None:
        told[part][pair[0]][pair[1]] = value

    return bend


def every(*bends: Bend) -> Bend:
    def bend(told: Told) -> None:
        for one in bends:
            one(told)

    return bend


def told_as(**fields: Json) -> Bend:
    return lambda told: told.update(json.loads(json.dumps(fields)))


def reopened(pair: tuple[int, int], *, match: int) -> Bend:
    """Return a bend that takes a pair out of every ground and gives it a value."""

    def bend(told: Told) -> None:
        told["openable"] = [one for one in told["openable"] if one != list(pair)]
        for one in told["closed"]:
            one["pairs"] = [other for other in one["pairs"] if other != list(pair)]
        told["closed"] = [one for one in told["closed"] if one["pairs"]]
        i, j = pair
        told["matches"][i][j], told["experience"][i][j] = match, 10_000
        told["values"][i][j] = (2 * (match * 8000 + 10_000 * 2000) + 10_000) // 20_000 - 200

    return bend


def shut(pair: tuple[int, int], because: str) -> Bend:
    """Return a bend that closes an open pair."""

    def bend(told: Told) -> None:
        for part in ("values", "matches", "expected", "experience"):
            told[part][pair[0]][pair[1]] = None
        others = [one for one in told["closed"] if one["because"] != because]
        own = [pair_ for one in told["closed"] if one["because"] == because for pair_ in one["pairs"]]
        own = sorted([*own, list(pair)])
        told["closed"] = sorted([*others, {"because": because, "pairs": own}], key=lambda one: one["because"])

    return bend


def problems() -> Iterator[Case]:
    where = {"subject": "P-001", "position": "J-02"}
    yield posed("placement_value_raised", "placement_value_differs", put("values", OPEN, 9700), **where)
    match = every(put("matches", OPEN, 8000), put("values", OPEN, 8200))
    yield posed("placement_match_lowered", "placement_value_differs", match, **where)
    expected = every(put("expected", OPEN, 9900), put("values", OPEN, 9720))
    yield posed("placement_expects_without_estimates", "placement_value_differs", expected, **where)
    experience = every(put("experience", OPEN, 5000), put("values", OPEN, 7911))
    yield posed(
        "placement_experience_lowered", "placement_value_differs", experience, python_only=True, **where
    )
    yield posed("placement_of_another_policy", "placement_differs", told_as(policy="ab" * 32))
    yield posed("placement_without_its_rules", "placement_differs", told_as(rules=[]), under=RULED)
    yield posed("placement_without_a_guard", "placement_wrong", put_guard, subject="P-002")
    yield posed("placement_without_an_official", "placement_differs", without_last)
    yield posed("placement_of_another_home", "placement_differs", without_home)
    yield posed("placement_with_a_shorter_table", "placement_wrong", lambda told: told["values"].pop())
    yield posed("placement_out_of_order", "placement_wrong", lambda told: told["posts"].reverse())
    knocked_out = every(told_as(knocked_out=[1]), put("values", (1, 1), 0))
    yield posed("placement_own_post_made_nothing", "placement_differs", knocked_out)


def put_guard(told: Told) -> None:
    told["must"][1] = False


def without_home(told: Told) -> None:
    """Tell somebody as one who comes from outside, and whom nobody has to seat."""
    told["home"][0], told["must"][0] = -1, False
    told["values"][0][0] -= 200


def without_last(told: Told) -> None:
    """Leave the last official out everywhere."""
    n = len(told["officials"]) - 1
    for part in ("officials", "home", "must", "values", "matches", "expected", "experience"):
        del told[part][n]
    told["openable"] = [one for one in told["openable"] if one[0] != n]
    for one in told["closed"]:
        one["pairs"] = [pair for pair in one["pairs"] if pair[0] != n]


def gates() -> Iterator[Case]:
    for name, pair, match, python_only in (
        ("of_law", OF_LAW, 7778, True),
        ("of_a_mandatory_competence", KNOCKED_OUT, 8889, False),
        ("of_a_post_not_in_play", SHUT, 8889, False),
        ("of_the_result", OF_THE_RESULT, 6667, False),
    ):
        yield posed(
            f"gate_{name}_removed",
            "placement_gate_differs",
            reopened(pair, match=match),
            subject=f"P-00{pair[0] + 1}",
            position=POSTS[pair[1]],
            python_only=python_only,
        )
    for because in (
        *("below_the_mark", "performance_below", "not_a_participant", "knocked_out", "no_standard"),
        *("no_level", "not_in_play", "not_among_three", "banned", "SIMPATI"),
    ):
        at = {"subject": "P-001", "position": "J-02", "because": because}
        name = because.lower()
        yield posed(f"gate_invented_{name}", "placement_gate_differs", shut(OPEN, because), **at)
    shut_for_good = every(put("values", SHUT, None), told_as(openable=[[1, 4], [2, 4], [4, 4]]), bare(SHUT))
    yield posed("post_that_no_wish_may_open", "placement_gate_differs", shut_for_good, python_only=False)
    invented = shut(OPEN, "MUT-LEVEL")
    yield posed("gate_invented", "placement_gate_differs", invented, python_only=True, subject="P-001")
    yield posed("own_post_closed", "placement_wrong", shut((1, 1), "below_the_mark"), subject="P-002")
    yield posed("pair_closed_by_nothing", "placement_wrong", put("values", OPEN, None), subject="P-001")


def bare(pair: tuple[int, int]) -> Bend:
    """Return a bend that takes a pair's parts away."""
    return every(*(put(part, pair, None) for part in ("matches", "expected", "experience")))


def seated(**seats: str | None) -> Bend:
    """Return a bend that seats people, named ``P_001``, elsewhere."""

    def bend(told: Told) -> None:
        for name, post in seats.items():
            told["seats"][int(name[-3:]) - 1] = post

    return bend


def slates() -> Iterator[Case]:
    yield reseated("seat_on_a_closed_pair", "seat_closed", subject="P-001", P_001="J-99")
    yield reseated("seat_on_a_post_not_in_play", "seat_closed", position="J-98", P_001="J-98")
    yield reseated("two_on_one_post", "post_taken_twice", position="J-03", P_002="J-03")
    yield reseated("official_without_a_seat", "guard_broken", subject="P-002", P_002=None)
    yield reseated("pin_not_obeyed", "slate_against_wish", wanted=WISHED, subject="P-003", P_003="J-99")
    yield offered("seat_of_an_unknown_post", "slate_wrong", seated(P_002="J-77"))
    yield offered("objective_raised", "objective_differs", lambda told: told.update(objective=99_999))
    yield offered("slate_of_another_problem", "slate_of_another_problem", told_as(problem="ab" * 32))
    free: Json = {"bans": [], "most_moves": None, "opened": [], "pins": []}
    few = told_as(wishes={**free, "most_moves": 4})
    yield offered("best_with_a_wish", "slate_wrong", few)
    more = told_as(wishes={**free, "most_moves": 0})
    yield offered("more_moves_than_wished", "slate_against_wish", more, which="few-moves")
    name = placed_event(wanted=(FEW,), then=[])
    yield case("best_slate_left_out", "best_slate_missing", name, "slate/few-moves")
    draws = told_as(draws={"n": 10, "chosen_in": [11, 0, 0, 0, 0], "regret": [], "regret_bound": None})
    yield offered("more_draws_than_there_are", "slate_wrong", draws)


def reseated(name: str, reason: str, *, wanted: Wanted = FREE, **told: Json) -> Case:
    """Return a case in which people, named ``P_001``, sit elsewhere in a slate that claims no bound."""
    seats = {key: told.pop(key) for key in list(told) if key.startswith("P_")}

    def bend(slates: dict[str, Told]) -> None:
        every(seated(**seats), summed(LOOSE))(slates["wished"])

    event = placed_event(LOOSE, wanted=(BEST, wanted), bend=bend, then=[])
    return case(name, reason, event, "slate/wished", **told)


def summed(policy: MovePolicy | None) -> Bend:
    """Return a bend that tells the sum of the seats, and no bound below it."""

    def bend(told: Told) -> None:
        instance = problem_under(policy).instance
        told["objective"] = sum(
            int(instance.values[i, instance.posts.index(post)])
            for i, post in enumerate(told["seats"])
            if post is not None
        )
        told["bound"] = max(told["bound"], told["objective"])

    return bend


def proofs() -> Iterator[Case]:
    yield offered("dual_lowered", "proof_misses_pair", lowered("officials", 1))
    yield offered("price_of_a_post_negative", "proof_price_negative", lowered("posts", 0))
    yield offered("proof_that_forgets_going", "proof_misses_going", lowered("officials", 4, by=9000))
    yield offered("proof_of_fewer_posts", "proof_has_other_size", lambda told: told["proof"]["posts"].pop())
    yield offered("worse_slate_called_best", "best_is_not_best", stay)
    hidden = every(stay, lambda told: told.update(bound=told["objective"]))
    yield offered("better_slate_hidden", "bound_not_proved", hidden)
    yield offered("bound_below_the_sum", "bound_not_proved", lambda told: told.update(bound=1))

    def tighter(told: Told) -> None:
        told["proof"]["rows"][0]["most"] -= 1

    yield offered("row_of_the_proof_tightened", "proof_row_unknown", tighter, which="few-moves")

    def cheaper(told: Told) -> None:
        told["proof"]["rows"][0]["price"] = -1

    yield offered("price_of_a_row_negative", "proof_price_negative", cheaper, which="few-moves")


def lowered(part: str, number: int, *, by: int = 100) -> Bend:
    def bend(told: Told) -> None:
        told["proof"][part][number] -= by

    return bend


def stay(told: Told) -> None:
    """Leave everybody where they are, with the sum that this has."""
    told.update(seats=STAY, objective=7334 + 8222 + 8222 + 9111)


def coupled() -> Iterator[Case]:
    yield from (
        case(f"rule_of_{name}_broken", "coupling_broken", ruled_event(policy), "slate/wished", rule=0)
        for name, policy in (
            ("most_moves", ruled(rule(CouplingKind.MOST_MOVES, most=2))),
            ("a_units_quota", ruled(rule(CouplingKind.UNIT_QUOTA, most=0, unit="Dinas J-02"))),
            ("not_both", ruled(APART_RULE)),
            (
                "only_if",
                ruled(rule(CouplingKind.ONLY_IF, officials=("P-001", "P-004"), positions=("J-03", "J-01"))),
            ),
            ("apart", ruled(rule(CouplingKind.APART, officials=("P-001", "P-005")))),
            ("a_long_chain", ruled(rule(CouplingKind.LONGEST_CHAIN, most=2))),
            ("a_long_cycle", ruled(rule(CouplingKind.LONGEST_CYCLE, most=2))),
        )
    )


def ruled_event(policy: MovePolicy) -> SignedEvent:
    """Return an event in which seats are offered under a rule that would be the best without it."""
    is_cycle = policy.rules[0].kind is CouplingKind.LONGEST_CYCLE
    seats = ["J-03", "J-01", "J-02" if is_cycle else "J-99", "J-04", None if is_cycle else "J-02"]

    def bend(slates: dict[str, Told]) -> None:
        slates["wished"]["seats"] = seats
        summed(policy)(slates["wished"])

    return placed_event(policy, wanted=(BEST, FREE), bend=bend, then=[])
