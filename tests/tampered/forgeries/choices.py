"""Choices that nobody may make, and what comes where it may not: checks `life` and `placement`."""

from collections.abc import Callable, Iterator

from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.lifecycle import Phase
from tests.tampered.book import Book, Step
from tests.tampered.forgeries.conformance import Case, at_end, changed
from tests.tampered.forgeries.placements import case, posed, told_as
from tests.tampered.placing import (
    BEST,
    chosen,
    chosen_by_officer,
    lock_of,
    minutes,
    placed_case,
    placed_event,
    placement_steps,
    proposal,
)
from tests.tampered.signed_event import move


def cases() -> Iterator[Case]:
    yield from choices()
    yield from lives()


def choices() -> Iterator[Case]:
    after = [*minutes()]

    def choice(name: str, reason: str, *steps: Step, **told: Json) -> Case:
        return case(name, reason, placed_event(then=[*after, *steps]), "proposal", **told)

    no_slate = proposal(slate="best")
    yield choice("choice_of_no_slate", "proposal_of_no_slate", *chosen(as_told(no_slate, slate="ab" * 32)))
    yield choice("choice_recorded_by_one", "approval_missing", *chosen(people=("KP",)))
    yield choice("choice_recorded_by_one_twice", "approval_missing", *chosen(people=("KP", "KP"))[1:])
    yield choice("choice_by_the_chair_alone", "approval_missing", chosen_by_officer(by="KP"))
    yield choice("choice_by_an_examiner", "approval_missing", chosen_by_officer(by="P1"))
    lowest = {"seats": [{"official": "P-001", "position": "J-99"}], "reasons": "Perintah"}
    yield choice("choice_of_a_closed_post", "seat_closed", *chosen(proposal(**lowest)), subject="P-001")
    twice = {"seats": [{"official": "P-001", "position": "J-01"}], "reasons": "Perintah"}
    yield choice("choice_of_one_post_for_two", "post_taken_twice", *chosen(proposal(**twice)))
    none = {"seats": [{"official": "P-002", "position": None}], "reasons": "Perintah"}
    yield choice("choice_that_leaves_one_out", "guard_broken", *chosen(proposal(**none)), subject="P-002")
    stranger = {"seats": [{"official": "P-099", "position": None}], "reasons": "Perintah"}
    yield choice("choice_of_a_stranger", "proposal_wrong", *chosen(proposal(**stranger)), subject="P-099")
    silent = proposal(**{**twice, "reasons": ""})
    yield choice("choice_without_reasons", "proposal_without_reasons", *chosen(silent))
    blank = proposal(**{**twice, "reasons": " "})
    yield choice("choice_for_a_blank_reason", "proposal_without_reasons", *chosen(blank))
    yield choice("choice_by_a_blank_letter", "proposal_without_letter", *chosen(proposal(letter=" ")))
    yield choice("choice_without_a_letter", "proposal_without_letter", *chosen(proposal(letter=None)))


def as_told(payload: Callable[[Book], Json], **changes: Json) -> Callable[[Book], Json]:
    return lambda book: {**payload(book), **changes}


def lives() -> Iterator[Case]:
    lock = lock_of(placed_case())
    yield case(
        "choice_before_the_minutes", "proposal_outside_review", placed_event(then=chosen()), "proposal"
    )
    decided = move(Phase.REVIEW, "record_verdict", lock, signed=True)
    late = [*minutes(), *chosen(name="first"), *decided, *chosen(proposal("few-moves"))]
    yield case(
        "target_changed_after_the_decision", "proposal_outside_review", placed_event(then=late), "proposal"
    )
    again = placement_steps(name="again/")
    placed_late = placed_event(then=[*minutes(), *chosen(), *decided, *again])
    yield case("placed_after_the_decision", "placement_out_of_place", placed_late, "again/placement")
    early = Step(type=EntryType.PLACEMENT, payload={"version": 1}, name="early")
    yield case("placed_before_the_result", "placement_out_of_place", changed(at_end(early)), "early")
    yield posed("placement_of_another_result", "placement_of_another_result", told_as(version=2))
    yield case("placement_by_the_chair", "not_by_the_server", placed_event(by="KP", then=[]), "placement")
    only_best = placement_steps(wanted=(BEST,), name="again/")
    old = placed_event(then=[*only_best, *minutes(), *chosen(proposal("few-moves"))])
    yield case("choice_of_a_replaced_slate", "proposal_of_no_slate", old, "proposal")
    plan = Step(type=EntryType.TIMETABLE, payload={"sittings": []}, name="timetable")
    yield case("timetable_after_the_close", "timetable_after_close", changed(at_end(plan)), "timetable")
