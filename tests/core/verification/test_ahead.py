"""What a run computed before it wrote its bundle is taken up for the same entries alone; it hides nothing."""

from dataclasses import replace

import pytest

from selaras.core.dossier import dossier_of
from selaras.core.evidence.opening import opened_ledger
from selaras.core.freezing import locked
from selaras.core.measurement import estimating
from selaras.core.measuring import UnitMeasurement, measure_units
from selaras.core.verification import recount
from selaras.core.verification.found import Ahead
from selaras.core.verification.recount import looked_ahead
from selaras.core.verification.verdict import Outcome
from selaras.core.verification.verifying import verify
from tests.actions.test_measuring import points_case
from tests.core.building import rulebook_on
from tests.tampered.packing import repacked
from tests.tampered.signed_event import SignedEvent, signed_event


def ahead_of(event: SignedEvent) -> Ahead:
    return looked_ahead(opened_ledger(event.ledger), drawn=())


def refuse(*_: object, **__: object) -> None:
    raise AssertionError("computed again")


def test_a_verdict_is_the_same_with_and_without() -> None:
    event = signed_event()

    assert verify(event.bundle(), ahead=ahead_of(event)) == verify(event.bundle())


def test_of_the_same_entries_nothing_is_computed_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    event = signed_event()
    ahead = ahead_of(event)
    monkeypatch.setattr(recount, "results_from", refuse)

    assert verify(event.bundle(), ahead=ahead).verdict is Outcome.HOLDS
    with pytest.raises(AssertionError, match="computed again"):
        verify(event.bundle())


def test_of_other_entries_everything_is_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    event, other = signed_event(), signed_event(seed="dua")
    ahead = ahead_of(other)

    assert verify(event.bundle(), ahead=ahead) == verify(event.bundle())
    monkeypatch.setattr(recount, "results_from", refuse)
    with pytest.raises(AssertionError, match="computed again"):
        verify(event.bundle(), ahead=ahead)


def test_a_forged_number_is_found_all_the_same() -> None:
    event = signed_event()
    files = event.files()
    numbers = files["publish/numbers.json"]
    forged = numbers.replace(b'"score","value":"', b'"score","value":"1')
    verdict = verify(repacked({**files, "publish/numbers.json": forged}), ahead=ahead_of(event))

    assert forged != numbers
    assert (verdict.verdict, verdict.reason) == (Outcome.FAILS, "number_differs")


def test_before_a_result_there_is_nothing_to_look_ahead_to() -> None:
    event = signed_event(frozen=False)

    assert ahead_of(event) == Ahead()
    assert verify(event.bundle(), ahead=ahead_of(event)) == verify(event.bundle())


def measured(*, drawn: tuple[UnitMeasurement, ...] = ()) -> tuple[UnitMeasurement, ...]:
    case, rulebook = points_case(), rulebook_on()
    lock = locked(case, rulebook_digest=rulebook.digest)
    return measure_units(dossier_of(case, rulebook), scheme_digest=lock.digest, drawn=drawn)


def test_estimates_of_the_same_marks_are_not_drawn_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    once = measured()
    monkeypatch.setattr(estimating, "measure", refuse)

    assert measured(drawn=once) == once
    with pytest.raises(AssertionError, match="computed again"):
        measured()


@pytest.mark.parametrize("changed", [{"marks": "0" * 64}, {"seed": 1}, {"unit": "another"}])
def test_estimates_of_other_marks_or_another_seed_are_drawn_anew(changed: dict[str, object]) -> None:
    once = measured()
    others = tuple(replace(one, **changed) for one in once)  # type: ignore[arg-type]

    assert measured(drawn=others) == once
