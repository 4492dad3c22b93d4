"""What may come after what in a ledger, and who must have agreed; whole lives are in ``tests/tampered``."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.packet import Envelope, SignatureKind
from selaras.core.life import Life
from selaras.core.lifecycle import Phase
from tests.tampered.signed_event import SignedEvent, signed_event

Entry = tuple[int, Envelope, Json]
SIZE = {"officials": 2, "methods": 1, "examiners": 3}


def entries_of(event: SignedEvent) -> Iterator[Entry]:
    pairs = zip(event.book.envelopes, event.book.entries, strict=True)
    for index, (envelope, sealed) in enumerate(pairs):
        assert sealed.opening is not None
        yield index, envelope, json.loads(sealed.opening.payload)


def lived(until: str = "", *, signed: bool = True, life: Life | None = None) -> tuple[Life, list[Entry]]:
    """Return the life of an honest event up to an entry, and what was still to come."""
    event = signed_event(**SIZE, signed=signed)
    life = life or Life(signed=signed)
    entries = list(entries_of(event))
    at = event.book.index_of[until] if until else len(entries)
    for one in entries[:at]:
        life.take(*one)
    return life, entries[at:]


def refused(life: Life, entry: Entry) -> CoreError:
    with pytest.raises(CoreError) as wrong:
        life.take(*entry)
    return wrong.value


def first(entries: list[Entry], kind: EntryType) -> Entry:
    return next(one for one in entries if one[1].type is kind)


def with_payload(entry: Entry, **changes: Json) -> Entry:
    return entry[0], entry[1], {**entry[2], **changes}


def with_envelope(entry: Entry, **changes: Any) -> Entry:
    return entry[0], replace(entry[1], **changes), entry[2]


@pytest.mark.parametrize("signed", [True, False])
def test_an_honest_event_is_lawful_from_design_to_result(signed: bool) -> None:
    life, rest = lived(signed=signed)
    life.finish()

    assert (life.phase, rest, life.warnings) == (Phase.CLOSED, [], [])


def test_a_refusal_names_the_entry_and_leaves_everything_as_it_was() -> None:
    life, rest = lived("lock_scheme")
    unlawful = with_payload(rest[0], scheme="0" * 64)

    wrong = refused(life, unlawful)
    assert (wrong.code, wrong.facts["index"]) == ("scheme_not_the_locked_one", rest[0][0])
    # The approvals it named were not used up, nor was anything locked.
    for one in rest:
        life.take(*one)
    life.finish()


def test_a_refused_act_does_not_use_up_its_approvals() -> None:
    life, rest = lived("lock_scheme")
    kept = life.locked, life.phase, len(life.warnings)

    refused(life, with_payload(rest[0], approvals=[rest[0][2]["approvals"][0]] * 2))
    assert (life.locked, life.phase, len(life.warnings)) == kept
    life.take(*rest[0])


def test_an_import_passes_over_what_only_signatures_can_show() -> None:
    life, _ = lived(signed=False)
    _, rest = lived("rulebook", signed=False)

    assert life.phase is Phase.CLOSED
    assert refused(Life(signed=True), rest[0]).code == "entry_not_signed"


def by_the_secretariat(entry: Entry) -> Entry:
    book = signed_event(**SIZE).book
    own = next(one.device for one in book.envelopes if one.type is EntryType.ATTENDANCE)
    return with_envelope(entry, device=own, sig_alg=SignatureKind.DEVICE)


def test_in_a_signed_ledger_nothing_stands_without_a_signature() -> None:
    life, rest = lived("lock_scheme")

    assert refused(life, with_envelope(rest[0], sig_alg=SignatureKind.IMPORTED)).code == "entry_not_signed"


def test_a_code_keeps_its_person_and_a_closed_event_its_records() -> None:
    entries = list(entries_of(signed_event(**SIZE)))
    official = by_the_secretariat(first(entries, EntryType.OFFICIAL))
    life, _ = lived("open_scoring")

    assert refused(life, with_payload(official, nip="1" * 18)).code == "person_exchanged"
    life.take(900, replace(official[1], id="4" * 26), {**official[2], "grade": "IV/e"})
    assert life.warnings == [("corrected_after_lock", 900)]
    closed, _ = lived()
    for kind in (EntryType.OFFICIAL, EntryType.PERFORMANCE, EntryType.EXAMINER):
        late = by_the_secretariat(first(entries, kind))
        assert refused(closed, late).code == "entered_after_close"


def test_a_holder_has_a_code_that_no_screen_can_be_led_by() -> None:
    life, _ = lived("lock_scheme")
    enrolment = first(list(entries_of(signed_event(**SIZE))), EntryType.ENROLMENT)

    for told in ({"holder": "\r\x1b[2K"}, {"holder": ""}, {"role": "XX"}, {"holder": 5}):
        assert refused(life, with_payload(enrolment, **told)).code == "enrolment_wrong"


def test_an_approval_counts_only_when_given_after_what_it_is_about() -> None:
    life, rest = lived("lock_scheme")
    between = first(list(entries_of(signed_event(**SIZE))), EntryType.COMPETENCE)
    life.take(rest[0][0], replace(between[1], id="5" * 26), between[2])

    assert refused(life, rest[0]).code == "approval_too_old"


def test_an_approval_of_a_revoked_device_counts_no_more() -> None:
    life, rest = lived("lock_scheme")
    approval = signed_event(**SIZE).book.envelopes[rest[0][0] - 1]
    told = {"device": approval.device, "reason": "Hilang"}
    life.take(900, replace(approval, type=EntryType.REVOCATION, id="6" * 26), told)

    assert refused(life, rest[0]).code == "approval_unknown"


def test_of_an_erased_mark_only_the_envelope_is_asked() -> None:
    life, rest = lived("close_scoring")
    sheet = first(list(entries_of(signed_event(**SIZE))), EntryType.RATING_SHEET)

    life.take(rest[0][0], sheet[1], None)
    unsigned = with_envelope(sheet, sig_alg=SignatureKind.SERVER)
    wrong = refused(life, (rest[0][0], unsigned[1], None))
    assert wrong.code == "mark_not_signed"


def declared(life: Life, sheet: Entry, *, kind: str) -> None:
    told = {"examiner": sheet[2]["examiner"], "nip": sheet[2]["nip"], "kind": kind}
    _, envelope, _ = by_the_secretariat(sheet)
    life.take(900, replace(envelope, type=EntryType.CONFLICT, id="0" * 26), told)


def test_a_mark_under_a_conflict_is_found_also_when_it_was_declared_later() -> None:
    life, _ = lived("close_scoring")
    entries = list(entries_of(signed_event(**SIZE)))
    sheet = first(entries, EntryType.RATING_SHEET)
    declared(life, sheet, kind="kin")

    with pytest.raises(CoreError) as wrong:
        life.finish()
    assert wrong.value.code == "conflicted_pair_marked"
    assert wrong.value.facts["subject"] == sheet[2]["nip"]


def test_a_conflict_that_may_be_disclosed_does_not_bar_the_mark() -> None:
    life, _ = lived("close_scoring")
    declared(life, first(list(entries_of(signed_event(**SIZE))), EntryType.RATING_SHEET), kind="superior")

    life.finish()


def test_late_devices_restorations_and_recovered_keys_are_warned_of() -> None:
    life, _ = lived("open_scoring", life=Life(signed=False))
    late = first(list(entries_of(signed_event(**SIZE))), EntryType.ENROLMENT)
    told = {**late[2], "late_because": "Tablet rusak"}
    life.take(40, replace(late[1], device="NEW0-NEW0-NEW0", id="1" * 26), told)
    life.take(41, replace(late[1], type=EntryType.RESTORATION, id="2" * 26), {"size": 3})
    life.take(42, replace(late[1], type=EntryType.LOG_KEY, id="3" * 26), {"recovered": True})

    assert life.warnings == [("late_device", 40), ("restored", 41), ("log_key_recovered", 42)]


Change = Callable[[list[Entry]], Entry]
GUARDS: tuple[tuple[str, str, Change, str], ...] = (
    ("_judge_move", "open_scoring", lambda rest: with_payload(rest[0], verb="sign_minutes"), "phase_out"),
    (
        "_judge_marks",
        "close_scoring",
        lambda rest: with_envelope(
            first(list(entries_of(signed_event(**SIZE))), EntryType.RATING_SHEET), form="0" * 64
        ),
        "form_not",
    ),
    (
        "_judge_design",
        "open_scoring",
        lambda rest: by_the_secretariat(
            with_payload(first(list(entries_of(signed_event(**SIZE))), EntryType.POSITION), standard=[])
        ),
        "scheme_not",
    ),
    (
        "_judge_late",
        "open_scoring",
        lambda rest: with_envelope(
            first(list(entries_of(signed_event(**SIZE))), EntryType.ASSIGNMENT),
            sig_alg=SignatureKind.SERVER,
            device="server",
        ),
        "not_by",
    ),
    ("_agreed", "lock_scheme", lambda rest: with_payload(rest[0], approvals=[]), "approval_missing"),
)


@pytest.mark.parametrize(("guard", "until", "change", "code"), GUARDS, ids=[one[0] for one in GUARDS])
def test_each_guard_refuses_and_without_it_the_same_entry_passes(
    guard: str, until: str, change: Change, code: str
) -> None:
    life, rest = lived(until)
    assert refused(life, change(rest)).code.startswith(code)

    broken = type("Broken", (Life,), {guard: lambda *_, **__: ()})
    weak, rest = lived(until, life=broken(signed=True))
    weak.take(*change(rest))
