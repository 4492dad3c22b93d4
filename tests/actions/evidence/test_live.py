"""A whole signed event through the actions, with what may go wrong and be mended, and then verified."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from selaras.actions.access import Actor, Role
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.events import import_event
from selaras.actions.evidence.acts import (
    asked_to_export,
    asked_to_lock,
    asked_to_reopen,
    asked_to_void,
    enter_export,
    lock_scheme,
    reopen_scoring,
    void_sheet,
)
from selaras.actions.evidence.appending import append, opened_entries
from selaras.actions.evidence.checkpoints import checkpoints_of, make_checkpoint
from selaras.actions.evidence.devices import asked_to_enrol_late, revoke_device
from selaras.actions.evidence.live import enter_inputs, move_event, open_event
from selaras.actions.evidence.packets import receive_packets
from selaras.actions.evidence.policies import keep_policy
from selaras.actions.exports import export_bundle
from selaras.actions.results import freeze_result
from selaras.core import custody
from selaras.core.codec import from_json
from selaras.core.entries import EntryDraft, EntryType, drafts_of
from selaras.core.errors import CoreError, SeveralErrors
from selaras.core.evidence.bundle import Grade
from selaras.core.evidence.policy import policy_bytes
from selaras.core.verification.verifying import verify
from selaras.outside.chance import SeededChance
from selaras.outside.signing import LogKey
from selaras.records.models import Event
from tests.actions.evidence import live_events
from tests.actions.evidence.live_events import LOG_KEY, OFFICE, Live, Tablet, acting, policy_for
from tests.core.building import rulebook_on
from tests.tampered.cases import case_of


def doing(seed: str, **changes: Any) -> Any:
    return acting(chance=SeededChance(seed), **changes)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(CoreError) as refused:
        act()
    return refused.value.code


def revised(draft: EntryDraft, reason: str = "Salah baca lembar") -> EntryDraft:
    return replace(draft, payload={**draft.payload, "reason": reason})


def records(live: Live) -> None:
    types = [EntryType.PERFORMANCE, EntryType.TRACK_RECORD, EntryType.ASSESSMENT]
    enter_inputs(live.ref, live.case, live.rulebook, types, acting=doing("records"))


def freeze(live: Live, seed: str = "freeze") -> Any:
    return freeze_result(
        live.ref,
        as_of=date(2024, 3, 1),
        actor=OFFICE,
        declared_at=date(2024, 2, 2),
        clock=live_events.clock(),
        chance=SeededChance(seed),
        signer=LOG_KEY,
        unconfirmed_allowed=True,
    )


def verdict_on(live: Live) -> Any:
    """Let everything leave the house by two people, and return what a verifier says of it."""
    approvals = live.agreed(asked_to_export())
    enter_export(live.ref, approvals=approvals, acting=doing("export"))
    make_checkpoint(live.ref, log_key=LOG_KEY, actor=OFFICE, clock=live_events.clock())
    bundle = export_bundle(live.ref, grade=Grade.FULL, actor=OFFICE, papers={})
    return verify(bundle.content, policy=policy_bytes(policy_for(live.ref)))


def with_everything_that_happens() -> Live:
    """Return a signed event with a spare tablet, a lost one, a void, a revision and a second opening."""
    live = live_events.scoring()
    records(live)
    live.received(*live.signed_sheets())
    tablet, sheets = live.tablet("P1"), live.sheets("P1")
    live.received(tablet.sign(revised(sheets[0])))
    asked = asked_to_void(examiner="P1", person=sheets[1].subject, method=sheets[1].method, reason="Keliru")
    void_sheet(live.ref, asked, approvals=live.agreed(asked), acting=doing("void"))
    live.received(tablet.sign(sheets[1]))
    revoke_device(live.ref, live.tablet("P2").device, reason="Hilang", acting=doing("revoke"))
    spare = Tablet(live.ref.origin, "P2", "PG", seed="spare")
    told = spare.enrolment(late_because="Tablet pertama hilang")
    approvals = live.agreed(asked_to_enrol_late(from_json(custody.Enrolment, told.payload)))
    live.received(spare.sign(spare.enrolment(late_because="Tablet pertama hilang", approvals=approvals)))
    live.received(spare.sign(revised(live.sheets("P2")[0])))
    move_event(live.ref, "close_scoring", acting=doing("close"))
    reopen_scoring(live.ref, approvals=live.agreed(asked_to_reopen(live.ref)), acting=doing("reopen"))
    live.received(tablet.sign(revised(sheets[2])))
    return live


def test_what_the_server_took_in_a_verifier_accepts(db: None) -> None:
    live = with_everything_that_happens()
    frozen = freeze(live)

    verdict = verdict_on(live)

    told = verdict.to_json()
    assert (told["verdict"], told["reason"]) == ("holds", None), told
    assert {one.type for one in opened_entries(event_row(live.ref))} >= {
        EntryType.ENROLMENT,
        EntryType.REVOCATION,
        EntryType.APPROVAL,
        EntryType.VOID,
        EntryType.NUMBERS,
        EntryType.RESULT,
    }
    assert Event.objects.get().phase == "closed"
    assert frozen.ledger_size in checkpoints_of(live.ref)


def test_the_close_and_the_result_each_have_a_checkpoint(db: None) -> None:
    live = live_events.scoring()
    records(live)
    live.received(*live.signed_sheets())
    before = set(checkpoints_of(live.ref))

    frozen = freeze(live)

    new = sorted(set(checkpoints_of(live.ref)) - before)
    entries = opened_entries(event_row(live.ref))
    assert [entries[size - 1].type for size in new] == [EntryType.PHASE, EntryType.RESULT]
    assert new[-1] == frozen.ledger_size


def test_nothing_is_closed_while_a_sheet_is_missing(db: None) -> None:
    live = live_events.scoring()
    records(live)
    live.received(*live.signed_sheets()[:-1])

    with pytest.raises(SeveralErrors):
        freeze(live)

    assert Event.objects.get().phase == "scoring"


def test_an_event_is_opened_with_a_policy_that_asks_for_signatures(db: None) -> None:
    case, book = case_of(officials=3, methods=1, examiners=3, seed="h2"), rulebook_on()
    ref = EventRef(agency=case.agency.code, key=case.event.key)
    policy = policy_for(ref)
    stranger = Actor(name="x", roles=frozenset({Role.CHAIR}))

    def opened(**changes: Any) -> str:
        told: dict[str, Any] = {"policy": policy, "acting": doing("open"), **changes}
        return code_of(lambda: open_event(case, book, **told))

    assert opened(policy=replace(policy, signed_marks=False)) == "policy_without_signed_marks"
    assert opened(policy=policy_for(replace(ref, key="lain"))) == "policy_of_another_log"
    assert opened(acting=doing("open", actor=stranger)) == "not_permitted"
    assert Event.objects.count() == 0


def test_a_signed_event_takes_no_unsigned_entry(db: None) -> None:
    live = live_events.scoring()
    draft = live_events.plain(EntryType.PAPER, {"code": "x", "file_name": "x", "title": "x", "sha256": "x"})

    assert (
        code_of(lambda: append(event_row(live.ref), [draft], **{**doing("x").by, "signer": None}))
        == "entry_not_signed"
    )


def test_another_key_than_the_logs_appends_nothing(db: None) -> None:
    live = live_events.scoring()
    stranger = doing("x", signer=LogKey(bytes(32)))

    assert code_of(lambda: move_event(live.ref, "close_scoring", acting=stranger)) == "signature_wrong"
    assert Event.objects.get().phase == "scoring"


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (EntryType.RATING_SHEET, "mark_not_signed"),
        (EntryType.VOID, "mark_not_signed"),
        (EntryType.ATTENDANCE, "not_by_the_office"),
    ],
)
def test_the_office_gives_no_marks(kind: EntryType, code: str, db: None) -> None:
    live = live_events.scoring()

    assert (
        code_of(lambda: enter_inputs(live.ref, live.case, live.rulebook, [kind], acting=doing("x"))) == code
    )


def test_inputs_rest_on_what_was_locked(db: None) -> None:
    live = live_events.scoring()
    scheme = replace(live.case.scheme, version=live.case.scheme.version + 1)
    other = replace(live.case, scheme=scheme)

    assert (
        code_of(
            lambda: enter_inputs(live.ref, other, live.rulebook, [EntryType.PERFORMANCE], acting=doing("x"))
        )
        == "scheme_not_the_locked_one"
    )


def test_a_scheme_that_changed_after_both_agreed_is_not_locked(db: None) -> None:
    live = live_events.designed()
    live.enrol_all()
    approvals = live.agreed(asked_to_lock(live.ref))
    changed = replace(live.case.scheme, version=live.case.scheme.version + 1)
    (draft,) = drafts_of(replace(live.case, scheme=changed), (EntryType.SCHEME,), lock=live.lock)
    append(event_row(live.ref), [draft], **doing("later").by)

    assert (
        code_of(
            lambda: lock_scheme(live.ref, approvals=approvals, devices=live.devices, acting=doing("lock"))
        )
        == "approval_of_something_else"
    )


def test_a_move_out_of_place_is_refused(db: None) -> None:
    live = live_events.scoring()

    assert code_of(lambda: move_event(live.ref, "sign_minutes", acting=doing("x"))) == "move_not_allowed"


def test_an_imported_event_takes_no_packets(db: None) -> None:
    case = case_of(officials=3, methods=1, examiners=3, seed="h2")
    by = acting().by
    told = {name: by[name] for name in ("declared_at", "clock", "chance")}  # type: ignore[literal-required]
    ref = import_event(case, rulebook_on(), actor=OFFICE, **told)
    policy = replace(policy_for(ref), signed_marks=False)
    keep_policy(ref, policy, actor=OFFICE, clock=live_events.clock())
    tablet = Tablet(ref.origin, "P1", "PG")

    with pytest.raises(CoreError) as refused:
        receive_packets(ref, [tablet.sign(tablet.enrolment())], clock=live_events.clock())

    assert refused.value.code == "event_not_signed"
