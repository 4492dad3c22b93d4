"""What strangers send is looked at last, and a fault of ours costs nobody else's packet."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from selaras.actions.event_rows import event_row
from selaras.actions.evidence.appending import opened_entries
from selaras.actions.evidence.devices import revoke_device
from selaras.actions.evidence.packets import Receipt, Refused
from selaras.core.evidence.packet import Envelope, envelope_of
from selaras.core.life import Life
from selaras.core.reception import Reception, taking
from selaras.core.reception.desk import Desk
from tests.actions.evidence import live_events
from tests.actions.evidence.live_events import Live
from tests.actions.evidence.test_packets import refusal


@pytest.fixture
def live(db: None) -> Live:
    return live_events.scoring()


def test_devices_that_were_revoked_leave_room_for_others(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    live = live_events.designed()
    live.enrol_all()
    monkeypatch.setattr(taking, "MOST_DEVICES", 5)
    spare = live_events.Tablet(live.ref.origin, "P1", "PG", seed="spare")

    revoke_device(live.ref, live.tablet("P1").device, reason="hilang", acting=live_events.acting())

    live.received(spare.sign(spare.enrolment()))


def test_nothing_of_a_payload_is_read_before_its_signature_holds(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = live.signed_sheets()[0]
    read: list[bytes] = []
    monkeypatch.setattr(taking, "read_exact", lambda data: read.append(data))

    assert refusal(live, replace(whole, signature=bytes(63) + b"\x01")).code == "signature_wrong"
    assert read == []


def _breaking(monkeypatch: pytest.MonkeyPatch, part: type, name: str, wrong: Exception, at: str) -> None:
    whole: Callable[..., Any] = getattr(part, name)

    def breaks(self: object, *told: Any, **more: Any) -> Any:
        found = whole(self, *told, **more)
        if any(isinstance(one, Envelope) and one.id == at for one in told):
            raise wrong
        return found

    monkeypatch.setattr(part, name, breaks)


@pytest.mark.parametrize("wrong", [RecursionError(), TypeError(), KeyError("x"), ValueError()])
@pytest.mark.parametrize(("part", "name"), [(Desk, "check"), (Life, "take"), (Desk, "take")])
def test_a_fault_of_ours_refuses_only_the_packet_that_shows_it(
    live: Live, monkeypatch: pytest.MonkeyPatch, part: type, name: str, wrong: Exception
) -> None:
    sent = [live.tablet(one).sign(live.sheets(one)[0]) for one in ("P1", "P2", "P3")]
    bad = envelope_of(sent[1].envelope).id
    with monkeypatch.context() as broken:
        _breaking(broken, part, name, wrong, bad)

        answers = live.receive(*sent)

    assert [type(one) for one in answers] == [Receipt, Refused, Receipt]
    assert answers[1] == Refused(id=bad, code="packet_not_kept")
    assert opened_entries(event_row(live.ref))
    live.received(*sent)


def test_a_fault_while_judging_does_not_make_a_ledger_be_read_anew(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt: list[int] = []
    one, other = live.signed_sheets()[:2]
    live.received(one)
    monkeypatch.setattr(Reception, "learn", lambda *_: learnt.append(1))
    with monkeypatch.context() as broken:
        _breaking(broken, Desk, "check", RecursionError(), envelope_of(other.envelope).id)

        assert refusal(live, other).code == "packet_not_kept"
    live.received(other)

    assert learnt == []
