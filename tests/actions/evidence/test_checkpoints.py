"""Checkpoints are what the ledger was; witnesses sign them, and only those whom the policy names."""

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from selaras.actions.access import Actor, Role
from selaras.actions.event_rows import event_row
from selaras.actions.evidence import checkpoints
from selaras.actions.evidence.appending import head_of
from selaras.actions.evidence.checkpoints import (
    checkpoints_of,
    cosign,
    cosign_note,
    due,
    latest_checkpoint,
    make_checkpoint,
)
from selaras.actions.evidence.policies import keep_policy, policy_content
from selaras.core.errors import CoreError
from selaras.core.evidence.checkpoint import (
    Checkpoint,
    KeyKind,
    SignatureLine,
    VerifierKey,
    check_log_signature,
    cosigners,
    signed_note_of,
)
from selaras.core.evidence.policy import policy_bytes
from selaras.outside.signing import LogKey
from selaras.records.models import Cosignature
from selaras.records.models import Policy as PolicyRow
from tests.actions.evidence import live_events
from tests.actions.evidence.live_events import AT, LOG_KEY, OFFICE, Live, policy_for
from tests.tampered.keys import NoteKey, witness_key


@pytest.fixture
def live(db: None) -> Live:
    return live_events.scoring()


def made(live: Live, **changes: Any) -> checkpoints.Made:
    told = {"log_key": LOG_KEY, "actor": OFFICE, "clock": live_events.clock(), **changes}
    return make_checkpoint(live.ref, **told)


def line_by(key: NoteKey, text: bytes, *, at: int = 1_706_752_800) -> SignatureLine:
    """Return a witness's line, taken apart from its bytes."""
    told = key.cosignature_line(text, at=at).decode().rstrip("\n")
    _, name, signature = told.split(" ")
    raw = base64.b64decode(signature)
    return SignatureLine(name, raw[:4], raw[4:])


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(CoreError) as refused:
        act()
    return refused.value.code


def test_a_checkpoint_says_and_signs_what_the_ledger_is(live: Live) -> None:
    live.received(*live.signed_sheets())

    one = made(live)

    head = head_of(event_row(live.ref))
    note = signed_note_of(one.note)
    assert note.checkpoint == Checkpoint(live.ref.origin, head.size, head.root)
    assert (one.size, one.root) == (head.size, head.root)
    check_log_signature(note, keys=policy_for(live.ref).log_keys)
    assert latest_checkpoint(live.ref) == one.note


def test_a_ledger_that_did_not_move_keeps_its_checkpoint(live: Live) -> None:
    assert made(live) == made(live)
    assert len(checkpoints_of(live.ref)) == 3  # of the lock, the opening, and now


def test_a_key_that_is_not_in_force_signs_nothing(live: Live) -> None:
    assert code_of(lambda: made(live, log_key=LogKey(bytes(32)))) == "log_key_not_in_force"


def test_nothing_is_signed_of_an_empty_ledger(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    live = live_events.designed()
    from selaras.records.models import LedgerHead

    monkeypatch.setattr(checkpoints, "locked_head", lambda event: LedgerHead(event=event, size=0))

    assert code_of(lambda: made(live)) == "checkpoint_of_nothing"


def test_only_the_office_signs_checkpoints(live: Live) -> None:
    stranger = Actor(name="x", roles=frozenset({Role.EXAMINER}))

    assert code_of(lambda: made(live, actor=stranger)) == "not_permitted"
    policy = policy_for(live.ref)
    assert (
        code_of(lambda: keep_policy(live.ref, policy, actor=stranger, clock=live_events.clock()))
        == "not_permitted"
    )


def test_a_checkpoint_is_due_when_entries_came_and_time_passed(live: Live) -> None:
    every = timedelta(seconds=60)
    made(live)

    assert not due(live.ref, now=AT + timedelta(hours=1), every=every)
    live.received(live.signed_sheets()[0])
    assert not due(live.ref, now=AT + timedelta(seconds=59), every=every)
    assert due(live.ref, now=AT + timedelta(seconds=60), every=every)


def test_the_first_checkpoint_is_due_at_once(db: None) -> None:
    live = live_events.designed()

    assert due(live.ref, now=AT, every=timedelta(hours=1))
    assert latest_checkpoint(live.ref) is None


def test_witnesses_sign_and_their_lines_stay(live: Live) -> None:
    one = made(live)
    text = signed_note_of(one.note).text
    keys = [witness_key("h2", name) for name in live_events.WITNESSES]

    for key in keys:
        cosigned = cosign(live.ref, size=one.size, line=line_by(key, text), clock=live_events.clock())

    policy = policy_for(live.ref)
    assert len(cosigners(signed_note_of(cosigned), witnesses=[w.key for w in policy.witnesses])) == 2
    assert checkpoints_of(live.ref)[one.size] == cosigned == latest_checkpoint(live.ref)


def test_a_witness_counts_once(live: Live) -> None:
    one = made(live)
    text = signed_note_of(one.note).text
    key = witness_key("h2", "inspektorat")

    for at in (1_706_752_800, 1_706_752_900):
        cosign(live.ref, size=one.size, line=line_by(key, text, at=at), clock=live_events.clock())

    assert Cosignature.objects.count() == 1


def test_a_returned_note_brings_its_witnesses(live: Live) -> None:
    one = made(live)
    note = signed_note_of(one.note)
    for name in live_events.WITNESSES:
        note = note.with_line(line_by(witness_key("h2", name), note.text))

    assert cosign_note(live.ref, note=note.to_bytes(), clock=live_events.clock()) == note.to_bytes()


def test_who_is_no_witness_signs_in_vain(live: Live) -> None:
    one = made(live)
    text = signed_note_of(one.note).text
    stranger, witness = witness_key("other", "orang-lain"), witness_key("h2", "inspektorat")
    forged = replace(line_by(witness, text), signature=line_by(witness, b"other\n").signature)

    def by(line: SignatureLine, size: int = one.size) -> str:
        return code_of(lambda: cosign(live.ref, size=size, line=line, clock=live_events.clock()))

    assert by(line_by(stranger, text)) == "cosigner_unknown"
    assert by(forged) == "cosignature_wrong"
    assert by(line_by(witness, text), size=one.size - 1) == "checkpoint_unknown"
    note = signed_note_of(one.note)
    assert (
        code_of(lambda: cosign_note(live.ref, note=one.note, clock=live_events.clock())) == "cosigner_unknown"
    )
    other = replace(note, text=note.text.replace(b"\n", b"\n", 1).replace(str(one.size).encode(), b"9", 1))
    assert (
        code_of(lambda: cosign_note(live.ref, note=other.to_bytes(), clock=live_events.clock()))
        == "checkpoint_unknown"
    )
    assert Cosignature.objects.count() == 0


def test_another_root_of_the_same_size_is_told_as_such(live: Live) -> None:
    one = made(live)
    note = signed_note_of(one.note)
    forged = note.text.replace(base64.b64encode(one.root), base64.b64encode(bytes(32)))
    signed = replace(note, text=forged).with_line(line_by(witness_key("h2", "penelaah"), forged))

    assert code_of(lambda: cosign_note(live.ref, note=signed.to_bytes(), clock=live_events.clock())) == (
        "checkpoint_root_wrong"
    )


def test_a_policy_is_kept_byte_for_byte_and_once(live: Live) -> None:
    policy = policy_for(live.ref)

    again = keep_policy(live.ref, policy, actor=OFFICE, clock=live_events.clock())

    assert (again, PolicyRow.objects.count()) == (1, 1)
    assert policy_content(live.ref) == policy_bytes(policy)


def test_witnesses_may_change_and_keys_may_not_once_entries_stand(live: Live) -> None:
    policy = policy_for(live.ref)
    other_key = VerifierKey(name=live.ref.origin, kind=KeyKind.LOG, public_key=LogKey(bytes(32)).public_key)

    def keep(changed: object) -> int:
        return keep_policy(live.ref, changed, actor=OFFICE, clock=live_events.clock())  # type: ignore[arg-type]

    assert keep(replace(policy, quorum=2)) == 2
    assert code_of(lambda: keep(replace(policy, log_keys=(other_key,)))) == "policy_fixed_by_entries"
    assert code_of(lambda: keep(replace(policy, signed_marks=False))) == "policy_fixed_by_entries"
    elsewhere = replace(policy_for(replace(live.ref, key="lain")))
    assert code_of(lambda: keep(elsewhere)) == "policy_of_another_log"
