"""The event that forgers start from holds in everything, and forgers pack as the program does."""

import pytest

from selaras.core.evidence.bundle import Grade, bundle_of
from selaras.core.evidence.exact_json import read_exact
from selaras.core.evidence.keyring import Keyring
from selaras.core.evidence.opening import opened_ledger
from selaras.core.evidence.policy import policy_of
from selaras.core.life import Life
from tests.tampered.files import MADE_BY
from tests.tampered.packing import packed, unpacked
from tests.tampered.signed_event import event_of, signed_event


@pytest.mark.parametrize("signed", [True, False])
def test_every_entry_is_signed_chained_committed_and_lawful(signed: bool) -> None:
    event = signed_event(signed=signed)
    policy = policy_of(event.policy)
    ring = Keyring(log=policy.log, log_keys=[one.public_key for one in policy.log_keys])
    life = Life(signed=signed)

    opened_ledger(event.ledger)
    for index, (envelope, one) in enumerate(zip(event.book.envelopes, event.book.entries, strict=True)):
        assert one.opening is not None
        payload = read_exact(one.opening.payload)
        ring.check(index, envelope, one.packet, payload=payload)
        ring.take(index, envelope, payload)
        life.take(index, envelope, payload)
    life.finish()

    assert life.warnings == []


@pytest.mark.parametrize(
    ("grade", "subject"), [(Grade.FULL, None), (Grade.WITHOUT_NAMES, None), (Grade.OWN, "P-002")]
)
def test_a_forger_packs_the_very_bytes_that_the_program_packs(grade: Grade, subject: str | None) -> None:
    event = signed_event()

    made = bundle_of(
        event.ledger,
        grade=grade,
        policy=event.policy,
        checkpoints=event.book.checkpoints,
        publish=event.book.publish,
        papers=event.book.papers,
        made_by=MADE_BY,
        subject=subject,
    )

    assert event.bundle(grade.value, subject=subject) == made
    assert packed(unpacked(made)) == made


def test_the_same_seed_gives_the_same_bytes_and_another_one_others() -> None:
    one = signed_event()

    assert event_of(one.case).bundle() == one.bundle()
    assert signed_event(seed="dua").bundle() != one.bundle()
