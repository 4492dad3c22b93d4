"""What two people must agree to happens by two people, on exactly what they agreed to, once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from selaras.actions.access import Actor, Role
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.acts import (
    Asked,
    asked_to_export,
    asked_to_lock,
    asked_to_reopen,
    asked_to_reveal,
    asked_to_void,
    enter_export,
    lock_scheme,
    reopen_scoring,
    reveal,
    void_sheet,
)
from selaras.actions.evidence.appending import head_of, opened_entries
from selaras.actions.evidence.approvals import Given, approvals_of
from selaras.actions.evidence.checkpoints import checkpoints_of
from selaras.actions.evidence.devices import (
    revoke_device,
)
from selaras.actions.evidence.live import move_event
from selaras.actions.evidence.packets import Refused
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.life import Life
from selaras.core.lifecycle import Phase
from selaras.outside.chance import SeededChance
from selaras.queries.office.listing import listed_event
from selaras.queries.office.standing import has_handed_in
from selaras.records.models import Event
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


def lock(live: Live, approvals: list[str]) -> None:
    lock_scheme(live.ref, approvals=approvals, devices=live.devices, acting=doing())


def test_two_people_lock_a_scheme(ready: Live) -> None:
    approvals = ready.agreed(asked_to_lock(ready.ref))

    lock(ready, approvals)

    last = opened_entries(event_row(ready.ref))[-1]
    assert (last.type, last.payload["approvals"]) == (EntryType.PHASE, approvals)
    assert last.payload["scheme"] == ready.lock.digest
    assert Event.objects.get().phase == "ready"
    assert list(checkpoints_of(ready.ref)) == [head_of(event_row(ready.ref)).size]


def _nobody(live: Live, approvals: list[str]) -> list[str]:
    return []


def _one(live: Live, approvals: list[str]) -> list[str]:
    return approvals[:1]


def _one_twice(live: Live, approvals: list[str]) -> list[str]:
    return [approvals[0], approvals[0]]


def _unheard_of(live: Live, approvals: list[str]) -> list[str]:
    return [approvals[0], "0" * 26]


def _an_entry_that_is_none(live: Live, approvals: list[str]) -> list[str]:
    spare = Tablet(live.ref.origin, "P1", "PG", seed="spare")
    (receipt,) = live.received(spare.sign(spare.enrolment()))
    live.tablets["spare"] = spare
    return [approvals[0], receipt.id]


def _for_another_act(live: Live, approvals: list[str]) -> list[str]:
    return [approvals[0], live.agreed(asked_to_reveal(), "SK")[0]]


def _by_two_devices_of_one_person(live: Live, approvals: list[str]) -> list[str]:
    second = Tablet(live.ref.origin, "KP", "SK", seed="second")
    live.received(second.sign(second.enrolment()))
    live.tablets["second"] = second
    (receipt,) = live.received(second.approves(asked_to_lock(live.ref)))
    return [approvals[0], receipt.id]


def _by_two_of_one_role(live: Live, approvals: list[str]) -> list[str]:
    deputy = Tablet(live.ref.origin, "SK-2", "SK")
    live.received(deputy.sign(deputy.enrolment()))
    live.tablets["SK-2"] = deputy
    (receipt,) = live.received(deputy.approves(asked_to_lock(live.ref)))
    return [approvals[1], receipt.id]


BYPASSES: list[tuple[Change, str]] = [
    (_nobody, "approval_missing"),
    (_one, "approval_missing"),
    (_one_twice, "approval_missing"),
    (_unheard_of, "approval_missing"),
    (_an_entry_that_is_none, "approval_unknown"),
    (_for_another_act, "approval_of_something_else"),
    (_by_two_devices_of_one_person, "approval_same_person"),
    (_by_two_of_one_role, "approval_wrong_role"),
]


@pytest.mark.parametrize(("bypass", "code"), BYPASSES)
def test_one_person_locks_nothing(bypass: Change, code: str, ready: Live) -> None:
    approvals = bypass(ready, ready.agreed(asked_to_lock(ready.ref)))
    before = head_of(event_row(ready.ref))

    assert code_of(lambda: lock(ready, approvals)) == code

    assert head_of(event_row(ready.ref)) == before
    assert (Event.objects.get().phase, checkpoints_of(ready.ref)) == ("design", {})


@pytest.mark.parametrize(("bypass", "code"), BYPASSES)
def test_a_build_that_believes_any_approvals_is_caught(
    bypass: Change, code: str, ready: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Life, "_agreed", lambda *_: ())

    with pytest.raises(pytest.fail.Exception):
        test_one_person_locks_nothing(bypass, code, ready)


def test_an_approval_serves_one_act(marked: Live) -> None:
    move_event(marked.ref, "close_scoring", acting=doing("close"))
    approvals = marked.agreed(asked_to_reopen(marked.ref))
    reopen_scoring(marked.ref, approvals=approvals, acting=doing("reopen"))
    move_event(marked.ref, "close_scoring", acting=doing("again"))

    assert code_of(lambda: reopen_scoring(marked.ref, approvals=approvals, acting=doing("b"))) == (
        "approval_used_twice"
    )


def test_a_device_that_nobody_compared_stops_the_lock(ready: Live) -> None:
    stranger = Tablet(ready.ref.origin, "P1", "PG", seed="stranger")
    ready.received(stranger.sign(stranger.enrolment()))
    approvals = ready.agreed(asked_to_lock(ready.ref))

    assert code_of(lambda: lock(ready, approvals)) == "devices_not_as_compared"

    revoke_device(ready.ref, stranger.device, reason="Tidak dikenal", acting=doing("revoke"))
    # What was agreed to before the revocation was another list of devices.
    assert code_of(lambda: lock(ready, approvals)) == "approval_too_old"
    lock(ready, ready.agreed(asked_to_lock(ready.ref)))


def test_a_device_that_is_missing_stops_the_lock(ready: Live) -> None:
    approvals = ready.agreed(asked_to_lock(ready.ref))
    compared = {*ready.devices, "7K3M-0QXY-Z1AB"}

    assert (
        code_of(lambda: lock_scheme(ready.ref, approvals=approvals, devices=compared, acting=doing()))
        == "devices_not_as_compared"
    )


def test_only_office_devices_approve(ready: Live) -> None:
    (answer,) = ready.receive(ready.tablet("P1").approves(asked_to_lock(ready.ref)))

    assert isinstance(answer, Refused)
    assert answer.code == "approval_wrong_role"


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.EXAMINER, Role.AUDITOR])
def test_nobody_else_does_an_act(role: Role, ready: Live) -> None:
    stranger = Actor(name="x", roles=frozenset({role}))
    by = doing(actor=stranger)
    asked = asked_to_void(examiner="P1", person="P-001", method="paper", reason="x")

    for act in (
        lambda: lock_scheme(ready.ref, approvals=[], devices=[], acting=by),
        lambda: reopen_scoring(ready.ref, approvals=[], acting=by),
        lambda: void_sheet(ready.ref, asked, approvals=[], acting=by),
        lambda: reveal(ready.ref, approvals=[], acting=by),
        lambda: enter_export(ready.ref, approvals=[], acting=by),
        lambda: revoke_device(ready.ref, "x", reason="x", acting=by),
        lambda: move_event(ready.ref, "open_scoring", acting=by),
    ):
        assert code_of(act) == "not_permitted"


def void(draft: EntryDraft, reason: str = "Bukan lembar yang benar") -> Asked:
    return asked_to_void(
        examiner=draft.payload["examiner"], person=draft.subject, method=draft.method, reason=reason
    )


def all_in(live: Live, person: str) -> bool:
    listed = listed_event(live.ref.agency, live.ref.key)
    assert listed is not None
    return has_handed_in(listed, ["P1"], person)


def test_two_people_void_a_sheet_and_it_can_be_given_anew(marked: Live) -> None:
    sheet = marked.sheets("P1")[0]
    asked = void(sheet)
    assert all_in(marked, sheet.subject)

    void_sheet(marked.ref, asked, approvals=marked.agreed(asked), acting=doing())
    assert not all_in(marked, sheet.subject)

    # What was voided is not there: giving it anew is no revision and needs no reason.
    marked.received(marked.tablet("P1").sign(sheet))
    assert all_in(marked, sheet.subject)


def test_a_void_is_of_the_sheet_that_both_saw(marked: Live) -> None:
    agreed, other = void(marked.sheets("P1")[0]), void(marked.sheets("P1")[1])
    approvals = marked.agreed(agreed)

    assert code_of(lambda: void_sheet(marked.ref, other, approvals=approvals, acting=doing())) == (
        "approval_of_something_else"
    )
    assert code_of(lambda: void(marked.sheets("P1")[0], reason=" ")) == "void_without_reason"


def test_a_sheet_that_is_not_there_is_not_voided(marked: Live) -> None:
    asked = void(marked.sheets("P1")[0])
    void_sheet(marked.ref, asked, approvals=marked.agreed(asked), acting=doing("first"))
    approvals = marked.agreed(asked)

    assert code_of(lambda: void_sheet(marked.ref, asked, approvals=approvals, acting=doing())) == (
        "void_without_sheet"
    )


def test_marks_are_revealed_after_the_close_alone(marked: Live) -> None:
    approvals = marked.agreed(asked_to_reveal())

    assert code_of(lambda: reveal(marked.ref, approvals=approvals, acting=doing())) == "reveal_before_close"

    move_event(marked.ref, "close_scoring", acting=doing("close"))
    assert code_of(lambda: reveal(marked.ref, approvals=approvals, acting=doing())) == "approval_too_old"
    reveal(marked.ref, approvals=marked.agreed(asked_to_reveal()), acting=doing("reveal"))


def test_marks_come_again_after_two_people_reopened(marked: Live) -> None:
    move_event(marked.ref, "close_scoring", acting=doing("close"))
    sheet = replace(marked.sheets("P1")[0])
    revised = replace(sheet, payload={**sheet.payload, "reason": "Salah baca"})
    (late,) = marked.receive(marked.tablet("P1").sign(revised, stays=True))
    assert isinstance(late, Refused)
    assert late.code == "marked_outside_scoring"

    approvals = marked.agreed(asked_to_reopen(marked.ref))
    reopen_scoring(marked.ref, approvals=approvals, acting=doing("reopen"))

    marked.received(marked.tablet("P1").sign(revised))
    assert Event.objects.get().phase == Phase.SCORING.value


@pytest.mark.parametrize("verb", ["lock_scheme", "reopen_scoring"])
def test_a_move_of_two_is_no_move_of_one(verb: str, marked: Live) -> None:
    move_event(marked.ref, "close_scoring", acting=doing("close"))

    code = code_of(lambda: move_event(marked.ref, verb, acting=doing()))

    assert code in ("approval_missing", "move_not_allowed")
    assert Event.objects.get().phase == "closed"


def test_everything_leaves_the_house_by_two_people(marked: Live) -> None:
    assert code_of(lambda: enter_export(marked.ref, approvals=[], acting=doing())) == "approval_missing"

    enter_export(marked.ref, approvals=marked.agreed(asked_to_export()), acting=doing("export"))

    assert opened_entries(event_row(marked.ref))[-1].type is EntryType.EXPORT


def test_who_has_agreed_is_shown_until_it_is_used(marked: Live) -> None:
    asked = asked_to_export()
    first, second = marked.agreed(asked)
    other = asked_to_reveal()
    marked.agreed(other)

    found = approvals_of(marked.ref, asked)
    at = found[0].index
    assert found == (
        Given(id=first, index=at, holder="KP", role="KP"),
        Given(id=second, index=at + 1, holder="SK", role="SK"),
    )

    enter_export(marked.ref, approvals=[first, second], acting=doing())
    assert approvals_of(marked.ref, asked) == ()
    assert len(approvals_of(marked.ref, other)) == 2
