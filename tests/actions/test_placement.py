"""Moves are proposed on the last result alone; the officer chooses what was proposed, and lawfully."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from selaras.actions.access import Actor, Role
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.events import import_event
from selaras.actions.evidence.appending import opened_entries
from selaras.actions.evidence.live import move_event
from selaras.actions.placement import Choice, asked_to_choose, choose, offer_wished, propose
from selaras.actions.ratings import import_marks
from selaras.actions.results import Frozen, freeze_result
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.placement.model import Wishes
from selaras.core.placement.offering import offer_of, what_if
from selaras.core.placement.slates import wished_slate
from selaras.queries.placement import offer_in
from selaras.queries.results import result_in
from tests.actions.evidence.live_events import Live, designed
from tests.actions.evidence.test_live import doing, freeze, records
from tests.actions.test_import import AS_OF, by
from tests.core.building import letter, rulebook_on
from tests.core.placement.placed_events import EMPTY, placed_case

LETTER = letter(number="800/17/BKD/2024", issuer="Gubernur Bengkulu")


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(CoreError) as refused:
        act()
    return refused.value.code


def scored(case: Any = None) -> tuple[EventRef, Frozen]:
    """Import the small event to be placed, with its result."""
    case = case or placed_case()
    ref = import_event(case, rulebook_on(), **by())
    import_marks(ref, case, rulebook_on(), **by())
    return ref, freeze_result(ref, as_of=AS_OF, **by())


def types_in(ref: EventRef) -> list[EntryType]:
    return [one.type for one in opened_entries(event_row(ref))]


def test_a_proposal_enters_the_problem_and_every_slate(db: None) -> None:
    ref, frozen = scored()

    proposed = propose(ref, frozen, **by())

    assert types_in(ref)[-3:] == [EntryType.PLACEMENT, EntryType.SLATE, EntryType.SLATE]
    assert len(proposed.slates) == len(proposed.offer.slates) == 2
    assert proposed.offer.slates[0].solution.seat.tolist() == [0, 1, 3]


def test_what_was_entered_is_told_again_as_it_was_without_searching(db: None) -> None:
    ref, frozen = scored()
    made = propose(ref, frozen, **by()).offer
    entries = opened_entries(event_row(ref))

    read = offer_in(entries, result_in(entries))

    assert read is not None
    assert (read.seats, read.posts, read.frontier) == (made.seats, made.posts, made.frontier)
    assert [one.solution.seat.tolist() for one in read.slates] == [
        one.solution.seat.tolist() for one in made.slates
    ]


def test_nothing_is_read_where_nothing_was_proposed(db: None) -> None:
    ref, _ = scored()
    entries = opened_entries(event_row(ref))

    assert offer_in(entries, result_in(entries)) is None


def test_an_offer_made_beforehand_is_taken_only_if_it_is_of_this_result(db: None) -> None:
    ref, frozen = scored()
    of_this = (frozen.case, frozen.rulebook, frozen.results)
    same = offer_of(*of_this)
    other_case = placed_case(posts={EMPTY: {"study_fields": ("Kehutanan",)}})
    other = offer_of(other_case, *of_this[1:])

    assert propose(ref, frozen, made=lambda: same, **by()).offer is same
    assert propose(ref, frozen, made=lambda: other, **by()).offer.slates[0].solution.seat.tolist() == [
        0,
        1,
        3,
    ]


def test_only_the_last_result_is_proposed_on(db: None) -> None:
    ref, frozen = scored()
    stranger = replace(frozen, document=frozen.document + b" ")

    assert code_of(lambda: propose(ref, stranger, **by())) == "placement_of_another_result"
    assert EntryType.PLACEMENT not in types_in(ref)


def test_an_event_that_proposes_nothing_enters_nothing(db: None) -> None:
    plain = placed_case()
    ref, frozen = scored(replace(plain, scheme=replace(plain.scheme, placement=None)))

    assert code_of(lambda: propose(ref, frozen, **by())) == "placement_without_policy"
    assert EntryType.PLACEMENT not in types_in(ref)


def test_only_the_secretariat_proposes(db: None) -> None:
    ref, frozen = scored()
    examiner = Actor(name="PG", roles=frozenset({Role.EXAMINER}))

    assert code_of(lambda: propose(ref, frozen, **by(actor=examiner))) == "not_permitted"


def test_a_slate_that_was_wished_for_is_entered_beside_the_others(db: None) -> None:
    ref, frozen = scored()
    offer = propose(ref, frozen, **by()).offer
    wishes = Wishes(pins=(("P-001", EMPTY),))
    made_of = (frozen.case, frozen.rulebook, frozen.results)
    slate = what_if(*made_of, offer=offer, wishes=wishes).slates[0]

    digest = offer_wished(ref, slate, **by())

    assert len(digest) == 64
    assert types_in(ref)[-1] is EntryType.SLATE
    told = opened_entries(event_row(ref))[-1].payload
    assert (told["name"], told["seats"]) == ("wished", ["J-04", "J-02", "J-03"])


def test_a_wished_slate_that_its_numbers_do_not_prove_is_not_entered(db: None) -> None:
    ref, frozen = scored()
    offer = propose(ref, frozen, **by()).offer
    slate = wished_slate(offer.instance, Wishes(pins=(("P-001", EMPTY),)))
    worth = replace(slate.solution, objective=slate.solution.objective + 1)

    assert code_of(lambda: offer_wished(ref, replace(slate, solution=worth), **by())) == "objective_differs"


@pytest.fixture
def live(db: None) -> Live:
    """A signed event whose marks and records are in."""
    event = designed(placed_case())
    event.enrol_all()
    event.lock_by_two()
    event.open_scoring()
    event.received(*event.signed_sheets())
    records(event)
    return event


def proposed_in(live: Live) -> tuple[str, ...]:
    """Freeze, propose and bring the event to the review; return the slates' digests."""
    signed = doing("propose")
    made = propose(live.ref, freeze(live), **{**signed.by, "actor": signed.actor})
    live.sign_minutes()
    return made.slates


def chosen(live: Live, choice: Choice, seed: str = "choose") -> None:
    asked = asked_to_choose(choice)
    choose(live.ref, asked, approvals=live.agreed(asked), acting=doing(seed))


def test_the_officer_s_letter_is_recorded_by_two(live: Live) -> None:
    slates = proposed_in(live)

    chosen(live, Choice(slate=slates[0], letter=LETTER))

    last = opened_entries(event_row(live.ref))[-1]
    assert last.type is EntryType.PROPOSAL
    assert (last.payload["slate"], last.payload["letter"]) == (slates[0], LETTER.number)


def test_one_person_alone_records_no_choice(live: Live) -> None:
    asked = asked_to_choose(Choice(slate=proposed_in(live)[0], letter=LETTER))

    def by_one() -> None:
        choose(live.ref, asked, approvals=live.agreed(asked, "SK"), acting=doing("choose"))

    assert code_of(by_one) == "approval_missing"


def test_a_changed_seat_must_be_lawful(live: Live) -> None:
    slates = proposed_in(live)
    away = Choice(slate=slates[0], seats=(("P-001", None),), reasons="Dibebaskan dari jabatan", letter=LETTER)
    twice = Choice(slate=slates[0], seats=(("P-001", EMPTY),), reasons="Ditunjuk", letter=LETTER)

    assert code_of(lambda: chosen(live, away)) == "guard_broken"
    assert code_of(lambda: chosen(live, twice)) == "post_taken_twice"
    assert EntryType.PROPOSAL not in types_in(live.ref)


def test_a_choice_of_what_was_not_proposed_is_refused(live: Live) -> None:
    proposed_in(live)

    assert code_of(lambda: chosen(live, Choice(slate="0" * 64, letter=LETTER))) == "proposal_of_no_slate"


def test_a_target_changed_after_the_verdict_goes_back_to_the_review(live: Live) -> None:
    slates = proposed_in(live)
    chosen(live, Choice(slate=slates[0], letter=LETTER))
    move_event(live.ref, "record_verdict", acting=doing("verdict"))
    other = Choice(
        slate=slates[0],
        seats=(("P-003", "J-03"),),
        reasons="Tetap di jabatannya",
        letter=replace(LETTER, number="800/18/BKD/2024"),
    )

    assert code_of(lambda: chosen(live, other)) == "proposal_outside_review"
    move_event(live.ref, "change_target", acting=doing("back"))
    chosen(live, other, seed="again")

    last = opened_entries(event_row(live.ref))[-1]
    assert (last.type, last.payload["letter"]) == (EntryType.PROPOSAL, "800/18/BKD/2024")
