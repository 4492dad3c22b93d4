"""A new log key is vouched for by the old one or by two people; then the old one signs nothing any more."""

import pytest

from selaras.actions.custody.log_keys import (
    asked_to_recover,
    events_signed_by,
    recover_log_key,
    rotate_log_key,
)
from selaras.actions.custody.witnessing import witness_request
from selaras.actions.evidence.checkpoints import checkpoints_of, make_checkpoint
from selaras.actions.exports import export_bundle
from selaras.core.errors import CoreError
from selaras.core.evidence.bundle import Grade
from selaras.core.evidence.checkpoint import signed_note_of
from selaras.core.evidence.proving import check_consistency
from selaras.core.evidence.witnessing import request_of
from selaras.core.verification.verifying import verify
from selaras.outside.chance import SeededChance
from selaras.outside.signing import LogKey
from tests.actions.evidence.live_events import LOG_KEY, OFFICE, Live, acting, clock, designed

pytestmark = pytest.mark.django_db

NEW_KEY = LogKey(bytes(range(1, 33)))


@pytest.fixture
def live() -> Live:
    one = designed()
    one.enrol_all()
    return one


def checkpoint(live: Live, key: LogKey) -> int:
    return make_checkpoint(live.ref, log_key=key, actor=OFFICE, clock=clock()).size


def rotated(live: Live, seed: str = "rotate") -> tuple[object, ...]:
    return rotate_log_key(
        new=NEW_KEY.public_key, reason="pergantian tahunan", acting=acting(chance=SeededChance(seed))
    )


def test_after_a_rotation_the_new_key_signs_and_the_old_one_does_not(live: Live) -> None:
    assert events_signed_by(LOG_KEY.public_key) == (live.ref,)

    assert rotated(live) == (live.ref,)

    assert events_signed_by(LOG_KEY.public_key) == ()
    assert events_signed_by(NEW_KEY.public_key) == (live.ref,)
    checkpoint(live, NEW_KEY)
    with pytest.raises(CoreError, match="signature_wrong"):
        live.lock_by_two()


def test_rotating_twice_enters_the_key_once(live: Live) -> None:
    rotated(live)

    assert rotated(live, "again") == ()


def test_a_lost_key_is_replaced_by_two_people_and_by_nobody_alone(live: Live) -> None:
    asked = asked_to_recover(new=NEW_KEY.public_key, reason="berkas kunci dan ketiga bagiannya hilang")
    one = live.agreed(asked, "KP")
    by = acting(chance=SeededChance("recover"))

    with pytest.raises(CoreError, match="approval_missing"):
        recover_log_key(live.ref, asked, approvals=one, acting=by)
    both = [*one, *live.agreed(asked, "SK")]
    other = asked_to_recover(new=bytes(32), reason="berkas kunci dan ketiga bagiannya hilang")
    with pytest.raises(CoreError, match="approval_of_something_else"):
        recover_log_key(live.ref, other, approvals=both, acting=by)

    recover_log_key(live.ref, asked, approvals=both, acting=by)

    assert events_signed_by(NEW_KEY.public_key) == (live.ref,)
    checkpoint(live, NEW_KEY)


def verdict(live: Live, key: LogKey) -> tuple[str, str | None, set[str]]:
    checkpoint(live, key)
    made = export_bundle(live.ref, grade=Grade.WITHOUT_NAMES, actor=OFFICE, papers={})
    found = verify(made.content)
    return found.verdict, found.reason, {one.code for one in found.warnings}


def test_whoever_verifies_believes_a_rotated_key_and_is_warned_of_a_recovered_one(live: Live) -> None:
    outcome = verdict(live, LOG_KEY)
    rotated(live)
    assert verdict(live, NEW_KEY) == outcome
    third = LogKey(bytes(range(2, 34)))
    asked = asked_to_recover(new=third.public_key, reason="berkas kunci dan ketiga bagiannya hilang")
    approvals = live.agreed(asked)
    recover_log_key(live.ref, asked, approvals=approvals, acting=acting(chance=SeededChance("recover")))

    # No key signs the entry of a lost one: it is imported, and two people vouch for it.
    assert verdict(live, third) == ("holds", None, outcome[2] | {"log_key_recovered", "imported"})


def test_a_change_without_a_reason_is_refused(live: Live) -> None:
    with pytest.raises(CoreError, match="log_key_without_reason"):
        rotate_log_key(new=NEW_KEY.public_key, reason="  ", acting=acting())
    with pytest.raises(CoreError, match="log_key_without_reason"):
        asked_to_recover(new=NEW_KEY.public_key, reason="")


def test_a_witness_is_handed_the_proof_from_what_it_saw(live: Live) -> None:
    with pytest.raises(CoreError, match="checkpoint_missing"):
        witness_request(live.ref, old_size=0)
    first = checkpoint(live, LOG_KEY)
    live.lock_by_two()
    checkpoint(live, LOG_KEY)

    asked = request_of(witness_request(live.ref, old_size=first))

    before = signed_note_of(checkpoints_of(live.ref)[first]).checkpoint
    now = asked.note.checkpoint
    check_consistency(
        old_size=before.size, new_size=now.size, old_root=before.root, new_root=now.root, proof=asked.proof
    )
    assert request_of(witness_request(live.ref, old_size=0)).proof == ()
    with pytest.raises(CoreError, match="checkpoint_rolled_back"):
        witness_request(live.ref, old_size=now.size + 1)
