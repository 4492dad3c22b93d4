"""Devices come in by their own key, late ones by two people; a revoked one counts for nothing."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from selaras.actions.event_rows import event_row
from selaras.actions.evidence.appending import head_of
from selaras.actions.evidence.devices import (
    asked_to_enrol_late,
    devices_of,
    enrol_device,
    revoke_device,
)
from selaras.actions.evidence.packets import Receipt, Refused
from selaras.core import custody
from selaras.core.codec import from_json
from selaras.core.errors import CoreError
from selaras.outside.chance import SeededChance
from tests.actions.evidence import live_events
from tests.actions.evidence.live_events import Live, Tablet, acting

Change = Callable[[Live, list[str]], list[str]]


def doing(seed: str = "act", **changes: Any) -> Any:
    return acting(chance=SeededChance(seed), **changes)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(CoreError) as refused:
        act()
    return refused.value.code


@pytest.fixture
def ready(db: None) -> Live:
    """An event that is designed and whose devices are enrolled: it waits for its lock."""
    live = live_events.designed()
    live.enrol_all()
    return live


@pytest.fixture
def marked(db: None) -> Live:
    """An event in which every sheet came in."""
    live = live_events.scoring()
    live.received(*live.signed_sheets())
    return live


def _late(live: Live, **changes: Any) -> tuple[Tablet, custody.Enrolment]:
    spare = Tablet(live.ref.origin, "P2", "PG", seed="spare")
    told = spare.enrolment(late_because="Tablet pertama jatuh", **changes)
    return spare, from_json(custody.Enrolment, told.payload)


def test_a_late_device_comes_by_reason_and_two_people(marked: Live) -> None:
    spare, enrolment = _late(marked)
    approvals = marked.agreed(asked_to_enrol_late(enrolment))
    told = spare.enrolment(late_because=enrolment.late_because, approvals=approvals)

    answer = enrol_device(marked.ref, spare.sign(told), clock=live_events.clock())

    assert isinstance(answer, Receipt)
    sheet = marked.sheets("P2")[0]
    marked.received(spare.sign(replace(sheet, payload={**sheet.payload, "reason": "Tablet baru"})))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"approvals": []}, "approval_missing"),
        ({"late_because": None}, "approval_of_something_else"),
        ({"holder": "P3"}, "approval_of_something_else"),
        ({"holder": "P9"}, "examiner_unknown"),
    ],
)
def test_a_late_device_without_these_two_is_refused(changes: dict[str, Any], code: str, marked: Live) -> None:
    spare, enrolment = _late(marked)
    approvals = marked.agreed(asked_to_enrol_late(enrolment))
    told = spare.enrolment(**{"late_because": enrolment.late_because, "approvals": approvals, **changes})

    (answer,) = marked.receive(spare.sign(told, actor=told.payload["holder"]))

    assert isinstance(answer, Refused)
    assert answer.code == code
    assert spare.device not in {one.device for one in devices_of(marked.ref)}


def test_nothing_is_asked_for_a_late_device_without_a_reason(marked: Live) -> None:
    _, enrolment = _late(marked)

    assert code_of(lambda: asked_to_enrol_late(replace(enrolment, late_because=" "))) == (
        "late_device_without_reason"
    )


def test_a_revoked_device_counts_for_nothing_from_then_on(marked: Live) -> None:
    tablet = marked.tablet("P1")
    sheet = marked.sheets("P1")[0]
    revised = replace(sheet, payload={**sheet.payload, "reason": "x"})

    revoke_device(marked.ref, tablet.device, reason="Hilang", acting=doing())

    (answer,) = marked.receive(tablet.sign(revised))
    assert isinstance(answer, Refused)
    assert answer.code == "device_revoked"
    shown = {one.device: one.revoked_at_index for one in devices_of(marked.ref)}
    assert shown[tablet.device] == head_of(event_row(marked.ref)).size - 1
    for reason, code in (("x", "device_revoked"), (" ", "revoked_without_reason")):
        assert code == code_of(
            lambda reason=reason: revoke_device(  # type: ignore[misc]
                marked.ref, tablet.device, reason=reason, acting=doing("b")
            )
        )
    assert (
        code_of(lambda: revoke_device(marked.ref, "x", reason="x", acting=doing("c")))
        == "device_not_enrolled"
    )


def test_a_device_is_enrolled_by_the_key_that_it_tells(ready: Live) -> None:
    spare = Tablet(ready.ref.origin, "P1", "PG", seed="spare")
    other = Tablet(ready.ref.origin, "P1", "PG", seed="other")
    foreign = spare.sign(spare.enrolment(public_key=other.key.public_key.hex()), stays=True)
    unenrolled = other.sign(ready.sheets("P1")[0], stays=True)

    codes = [one.code for one in ready.receive(foreign, unenrolled) if isinstance(one, Refused)]

    assert codes == ["device_key_wrong", "device_not_enrolled"]


def test_a_device_is_enrolled_once(ready: Live) -> None:
    tablet = ready.tablet("P1")

    (answer,) = ready.receive(tablet.sign(tablet.enrolment()))

    assert isinstance(answer, Refused)
    assert answer.code == "enrolled_twice"
