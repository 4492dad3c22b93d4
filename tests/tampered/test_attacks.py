"""A sample of the bar `tampering`: whatever an intruder does to an event is found, at its place."""

import pytest

from tests.tampered.attacks.campaign import ATTACKS, attacked
from tests.tampered.attacks.mutation import Structure
from tests.tampered.signed_event import signed_event

SAMPLE = 100


def test_what_somebody_with_root_and_the_log_key_does_is_found_at_its_place() -> None:
    base = Structure(signed_event(officials=5, methods=2, examiners=5))

    found = attacked(base, range(SAMPLE), seed="contoh")

    assert found.mutations == SAMPLE
    assert found.not_found == []
    assert found.misplaced == []
    # A sample that leaves out most kinds of attack would prove little.
    assert len(found.by_attack) > 0.8 * len({one.__name__ for one in ATTACKS})


@pytest.mark.parametrize(
    ("eye", "reason"),
    [
        ("check_chains", "seen_another_ledger"),
        ("check_quorum", "quorum_missing"),
        ("check_commitments", "commitment_does_not_open"),
    ],
)
def test_a_verifier_with_one_eye_shut_is_found_out(
    monkeypatch: pytest.MonkeyPatch, eye: str, reason: str
) -> None:
    from selaras.core.verification import verifying
    from selaras.core.verification.verdict import Status

    base = Structure(signed_event(officials=2, methods=1, examiners=3))
    seeing = attacked(base, range(40), seed="contoh")
    name = eye.removeprefix("check_")
    monkeypatch.setitem(verifying._JUDGES, name, lambda _: Status.HOLDS)

    blind = attacked(base, range(40), seed="contoh")

    assert seeing.by_reason[reason] > 0
    assert blind.not_found or blind.misplaced
