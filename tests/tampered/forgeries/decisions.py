"""Decisions that nobody may make, and honest ones: check `life`."""

from collections.abc import Iterator

from selaras.core.codec import Json
from selaras.core.lifecycle import Phase
from tests.tampered.book import Checkpoint, Step
from tests.tampered.deciding import (
    GROUND,
    MOVED,
    decided,
    decided_by_officer,
    decided_event,
    decrees,
    letter,
    of_everybody,
    target_changed,
    to_decision,
)
from tests.tampered.forgeries.conformance import Case, refused
from tests.tampered.placing import chosen, lock_of, minutes, placed_case, placed_event, proposal
from tests.tampered.signed_event import move

REFUSED = letter(MOVED, state="refused")


def cases() -> Iterator[Case]:
    yield from honest_ones()
    yield from places()
    yield from seats()
    yield from clearances()
    yield from endings()


def one(name: str, reason: str, *steps: Step, at: str = "", **told: Json) -> Case:
    event = decided_event(*steps)
    return refused(name, reason, event.bundle(), index=event.book.index_of[at or steps[-1].name], **told)


def honest_ones() -> Iterator[Case]:
    event = decided_event(*of_everybody(), *decrees(), Checkpoint())
    yield Case(name="decisions_hold", data=event.bundle(), policy=event.policy)
    own = event.bundle("R3", subject=MOVED)
    yield Case(name="decision_in_an_own_bundle_hold", data=own, warnings=("own_only",))
    yield Case(name="decisions_without_names_hold", data=event.bundle("R2"))
    recorded = decided_event(*decided(), *decided("P-001"))
    yield Case(name="decisions_recorded_hold", data=recorded.bundle())
    stays = decided_by_officer(kind="kept", position="J-03", reasons="Masih dibutuhkan di tempat")
    yield Case(name="decision_to_stay_hold", data=decided_event(*REFUSED, stays).bundle())
    gone = decided_by_officer(kind="released", position=None, reasons="Permohonan sendiri", ground=GROUND)
    yield Case(name="decision_to_release_hold", data=decided_event(gone).bundle())
    after = decided_event(*REFUSED, *letter(MOVED, number="R-9", name="anew"), decided_by_officer())
    yield Case(name="decision_cleared_anew_hold", data=after.bundle())
    again = decided_event(
        *of_everybody(),
        *target_changed(),
        *chosen(proposal("few-moves", letter="800/19/2024"), name="second"),
        *move(Phase.REVIEW, "record_verdict", lock_of(placed_case()), signed=True, name="verdict2"),
        *decrees(),
    )
    yield Case(name="decisions_of_the_same_seats_hold", data=again.bundle())
    none = decided_event(*decrees())
    yield Case(name="decrees_alone_hold", data=none.bundle(), warnings=("decrees_without_decisions",))


def places() -> Iterator[Case]:
    early = placed_event(then=[*minutes(), *chosen(proposal("few-moves")), decided_by_officer()])
    at = early.book.index_of[f"decision/{MOVED}"]
    yield refused("decided_in_the_review", "decision_out_of_place", early.bundle(), index=at)
    yield one("decided_by_one", "approval_missing", *decided(people=("KP",)))
    yield one("decided_by_the_chair_alone", "approval_missing", decided_by_officer(by="KP"))
    yield one("decided_without_a_letter", "decision_without_letter", *decided(decree=None, decree_on=None))
    yield one("decided_otherwise_told", "decision_wrong", decided_by_officer(kind="sent"), part="fields")
    yield one("decided_under_another", "decision_wrong", *decided(subject="P-001"), part="subject")
    undated = decided_by_officer(decree="821.2/9", decree_on=None)
    yield one("decided_by_an_undated_decree", "decision_wrong", undated, part="decree")
    blank = decided_by_officer(letter=" ", letter_on="2024-03-25")
    yield one("decided_by_a_blank_letter", "decision_wrong", blank, part="letter")
    stranger = {**GROUND, "number": " "}
    empty = decided_by_officer(kind="released", position=None, reasons="Ada", ground=stranger)
    yield one("decided_on_a_blank_ground", "decision_wrong", empty, part="ground")


def seats() -> Iterator[Case]:
    fewer = placed_event(
        pose=lambda told: told["officials"].pop(), then=[*to_decision(), decided_by_officer()]
    )
    at = fewer.book.index_of[f"decision/{MOVED}"]
    yield refused("decided_of_nobody", "decision_of_nobody_proposed", fewer.bundle(), index=at)
    other = decided_by_officer(proposal="ab" * 32)
    yield one("decided_on_no_proposal", "decision_of_another_proposal", other)
    changed = (*target_changed(), *chosen(proposal("best"), name="second"))
    verdict = move(Phase.REVIEW, "record_verdict", lock_of(placed_case()), signed=True, name="verdict2")
    yield one(
        "decided_on_an_older_proposal",
        "decision_of_another_proposal",
        *changed,
        *verdict,
        decided_by_officer(),
    )
    target = decided_by_officer(position="J-98")
    yield one("decided_on_another_target", "decision_of_another_target", target, position="J-98")
    yield one("decided_as_a_promotion", "decision_wrong", decided_by_officer(kind="promoted"), part="kind")
    silent = decided_by_officer(kind="kept", position="J-03")
    yield one("decided_to_stay_in_silence", "decision_without_reasons", silent, subject=MOVED)
    loss = decided_by_officer(kind="released", position=None, reasons="Hasil uji kompetensi")
    yield one("released_by_the_test_alone", "decision_without_ground", loss, subject=MOVED)
    more = decided_by_officer(ground=GROUND)
    yield one("moved_with_a_ground", "decision_wrong", more, part="ground")


def clearances() -> Iterator[Case]:
    moved = decided_by_officer()
    yield one("decided_though_refused", "decision_not_cleared", *REFUSED, moved, subject=MOVED)
    for_all = letter(None, state="granted", number="R-10")
    yield one("decided_though_refused_by_name", "decision_not_cleared", *REFUSED, *for_all, moved)
    pertek = letter(MOVED, state="refused", kind="pertek")
    yield one("decided_against_the_pertek", "decision_not_cleared", *pertek, moved)
    elsewhere = letter(MOVED, state="refused", position="J-99")
    yield one("decided_though_refused_there", "decision_not_cleared", *elsewhere, moved, position="J-99")
    withdrawn = letter(None, state="refused", number="B/6/2024")
    yield one("decided_after_the_letter_was_withdrawn", "decision_not_cleared", *withdrawn, moved)


def endings() -> Iterator[Case]:
    few = [*of_everybody("P-002"), *decrees()]
    yield one("decrees_before_all_decisions", "decrees_before_decisions", *few, subject="P-002")
    back = [*to_decision(proposal("best"))]
    # P-002 is proposed for the post of P-001, who stays by decision.
    stays = decided_by_officer("P-001", reasons="Masih dibutuhkan")
    takes = decided_by_officer("P-002", position="J-01", kind="rotated")
    event = placed_event(then=[*back, stays, takes])
    at = event.book.index_of["decision/P-002"]
    yield refused("two_decided_on_one_post", "decision_post_taken", event.bundle(), index=at, position="J-01")
