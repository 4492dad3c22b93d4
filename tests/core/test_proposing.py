"""What may be proposed and chosen when; whole ledgers that break it are in the conformance set."""

import pytest

from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.packet import Envelope, SignatureKind, envelope_of
from selaras.core.evidence.policy import policy_of
from selaras.core.lifecycle import Phase
from selaras.core.proposing import Proposals, digest_of
from selaras.core.reception import Reception
from selaras.core.vocabulary import Role
from tests.tampered.book import Step
from tests.tampered.placing import chosen_by_officer, minutes, placed_event, proposal
from tests.tampered.signed_event import SignedEvent

PROBLEM: dict[str, Json] = {"version": 1}
SLATE: dict[str, Json] = {"problem": digest_of(PROBLEM)}
CHOICE: dict[str, Json] = {"slate": digest_of(SLATE), "seats": [], "letter": "1", "letter_on": "2024-03-01"}


def envelope(kind: EntryType, by: SignatureKind = SignatureKind.SERVER) -> Envelope:
    opened = placed_event()
    told = opened.book.envelopes[opened.book.index_of["placement"]]
    return Envelope(
        **{**{name: getattr(told, name) for name in Envelope.__slots__}, "type": kind, "sig_alg": by}
    )


def judged(
    proposals: Proposals,
    kind: EntryType,
    told: dict[str, Json],
    *,
    phase: Phase = Phase.REVIEW,
    signed: bool = True,
    role: str | None = None,
    by: SignatureKind = SignatureKind.SERVER,
) -> str | None:
    """Return the code of the refusal, None where there is none."""
    try:
        proposals.judge(envelope(kind, by), told, phase=phase, signed=signed, role=role)
    except CoreError as wrong:
        return wrong.code
    return None


def after_slates() -> Proposals:
    one = Proposals()
    for kind, told in ((EntryType.RESULT, PROBLEM), (EntryType.PLACEMENT, PROBLEM), (EntryType.SLATE, SLATE)):
        one.remember(kind, told)
    return one


@pytest.mark.parametrize(
    ("phase", "code"),
    [
        (Phase.DESIGN, None),
        (Phase.READY, None),
        (Phase.SCORING, "placement_out_of_place"),
        (Phase.CLOSED, None),
        (Phase.REVIEW, None),
        (Phase.DECISION, "placement_out_of_place"),
        (Phase.FOLLOW_UP, "placement_out_of_place"),
    ],
)
def test_moves_are_proposed_between_a_result_and_the_decision(phase: Phase, code: str | None) -> None:
    assert judged(after_slates(), EntryType.PLACEMENT, PROBLEM, phase=phase) == code
    assert judged(after_slates(), EntryType.SLATE, SLATE, phase=phase) == code
    assert judged(Proposals(), EntryType.PLACEMENT, PROBLEM, phase=phase) == "placement_out_of_place"


def test_another_result_and_marks_given_anew_take_the_slates_away() -> None:
    for kind, told in ((EntryType.RESULT, PROBLEM), (EntryType.PHASE, {"to": "scoring"})):
        one = after_slates()
        assert judged(one, EntryType.PROPOSAL, CHOICE) is None
        one.remember(kind, told)
        assert judged(one, EntryType.PROPOSAL, CHOICE) == "proposal_of_no_slate"
    one = after_slates()
    one.remember(EntryType.PHASE, {"to": "review"})
    assert judged(one, EntryType.PROPOSAL, CHOICE) is None


def test_a_version_is_a_number_and_no_truth() -> None:
    assert judged(after_slates(), EntryType.PLACEMENT, {"version": True}) == "placement_of_another_result"
    assert judged(after_slates(), EntryType.PLACEMENT, {}) == "placement_of_another_result"


def test_a_choice_needs_a_letter_unless_the_officer_signs() -> None:
    bare = {**CHOICE, "letter": None, "letter_on": None}
    officer, chair = Role.DECIDING_OFFICER.value, Role.CHAIR.value

    assert judged(after_slates(), EntryType.PROPOSAL, bare) == "proposal_without_letter"
    assert judged(after_slates(), EntryType.PROPOSAL, bare, role=chair) == "proposal_without_letter"
    assert judged(after_slates(), EntryType.PROPOSAL, bare, role=officer) is None
    assert judged(after_slates(), EntryType.PROPOSAL, bare, signed=False) is None


def test_changed_seats_need_reasons_in_words() -> None:
    moved = {**CHOICE, "seats": [{"official": "P-001", "position": None}]}
    for reasons, code in (
        (None, "proposal_without_reasons"),
        ("", "proposal_without_reasons"),
        ("Sakit", None),
    ):
        assert judged(after_slates(), EntryType.PROPOSAL, {**moved, "reasons": reasons}) == code


def test_only_the_server_enters_what_is_computed() -> None:
    device = SignatureKind.DEVICE
    for kind, told in ((EntryType.PLACEMENT, PROBLEM), (EntryType.SLATE, SLATE)):
        assert judged(after_slates(), kind, told, by=device) == "not_by_the_server"
        assert judged(after_slates(), kind, told, by=SignatureKind.IMPORTED, signed=False) is None
    planned = judged(Proposals(), EntryType.TIMETABLE, {}, phase=Phase.READY, by=device)
    assert planned == "not_by_the_server"
    assert judged(Proposals(), EntryType.TIMETABLE, {}, phase=Phase.CLOSED) == "timetable_after_close"


def received(event: SignedEvent) -> str | None:
    """Send the last entry of an event to a server that holds all before; return the refusal's code."""
    keys = [one.public_key for one in policy_of(event.policy).log_keys]
    desk = Reception(log=event.ledger.log, log_keys=keys)
    *kept, last = event.ledger.entries
    for sealed in kept:
        desk.learn(sealed)
    assert last.opening is not None
    assert envelope_of(last.packet.envelope).type is EntryType.PROPOSAL
    try:
        desk.admit(last.packet, last.opening, envelope=desk.read(last.packet))
    except CoreError as wrong:
        return wrong.code
    return None


def test_the_officers_own_device_sends_a_choice_and_nobody_elses() -> None:
    stranger = proposal(reasons="Perintah", seats=[{"official": "P-099", "position": None}])

    def sent(choice: Step) -> str | None:
        return received(placed_event(then=[*minutes(), choice]))

    assert sent(chosen_by_officer()) is None
    assert sent(chosen_by_officer(by="KP")) == "not_by_the_deciding_officer"
    assert sent(chosen_by_officer(stranger)) == "person_code_unknown"
