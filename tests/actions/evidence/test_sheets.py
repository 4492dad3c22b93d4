"""What a sheet says must be right when it comes in: while whoever gave it can still mend it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from selaras.actions.event_rows import event_row
from selaras.actions.evidence.alarms import alarms_of
from selaras.actions.evidence.appending import head_of
from selaras.actions.evidence.packets import Receipt, Refused, Submission
from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.life import Life
from selaras.core.reception import desk, taking
from selaras.core.reception.desk import Desk
from selaras.records.models import Rating
from tests.actions.evidence import live_events
from tests.actions.evidence.live_events import Live, plain
from tests.tampered.cases import case_of


@pytest.fixture
def live(db: None) -> Live:
    return live_events.scoring()


def refusal(live: Live, *submissions: Submission) -> Refused:
    """Return why the last of these was refused, all before it being taken in."""
    *before, last = live.receive(*submissions)
    assert all(isinstance(one, Receipt) for one in before), before
    assert isinstance(last, Refused), last
    return last


def alarms(live: Live) -> list[str]:
    return [one.kind for one in alarms_of(live.ref)]


def changed(draft: EntryDraft, **payload: Any) -> EntryDraft:
    return replace(draft, payload={**draft.payload, **payload})


def _other_form(draft: EntryDraft) -> EntryDraft:
    return replace(draft, form="ab" * 32)


def _other_subject(draft: EntryDraft) -> EntryDraft:
    return replace(draft, subject="P-002")


def _no_such_person(draft: EntryDraft) -> EntryDraft:
    return replace(changed(draft, nip="P-099"), subject="P-099")


def _not_assigned(draft: EntryDraft) -> EntryDraft:
    return replace(changed(draft, method="interview"), method="interview")


def _off_the_scale(draft: EntryDraft) -> EntryDraft:
    first, *others = draft.payload["ratings"]
    return changed(draft, ratings=[{**first, "mark": 700}, *others])


def _no_such_criterion(draft: EntryDraft) -> EntryDraft:
    first, *others = draft.payload["ratings"]
    return changed(draft, ratings=[{**first, "criterion": "Z9"}, *others])


def _marked_twice(draft: EntryDraft) -> EntryDraft:
    first, *_ = draft.payload["ratings"]
    return changed(draft, ratings=[first, first])


def _field_missing(draft: EntryDraft) -> EntryDraft:
    return replace(draft, payload={k: told for k, told in draft.payload.items() if k != "reason"})


def _of_the_office(draft: EntryDraft) -> EntryDraft:
    return plain(EntryType.REVOCATION, {"device": "7K3M-0QXY-Z1AB", "reason": "x"})


@pytest.mark.parametrize(
    ("bend", "code"),
    [
        (_other_form, "form_not_the_locked_one"),
        (_other_subject, "subject_not_of_payload"),
        (_no_such_person, "person_code_unknown"),
        (_not_assigned, "mark_not_assigned"),
        (_off_the_scale, "mark_outside_scale"),
        (_no_such_criterion, "criterion_unknown"),
        (_marked_twice, "mark_twice"),
        (_field_missing, "payload_field_missing"),
        (_of_the_office, "packet_of_this_type_not_received"),
    ],
)
def test_a_sheet_that_cannot_be_right_is_refused(
    bend: Callable[[EntryDraft], EntryDraft], code: str, db: None
) -> None:
    live = live_events.scoring(case_of(officials=3, methods=1, examiners=3, seed="h2"))
    before = head_of(event_row(live.ref))

    assert refusal(live, live.tablet("P1").sign(bend(live.sheets("P1")[0]), stays=True)).code == code

    assert head_of(event_row(live.ref)) == before
    live.received(*live.signed_sheets(live.sheets("P1")[:1]))


def test_a_mark_in_the_name_of_another_examiner_is_refused(live: Live) -> None:
    stranger = live.sheets("P2")[0]

    refused = refusal(live, live.tablet("P1").sign(stranger))

    assert refused.code == "mark_of_another_examiner"


def test_an_entry_in_the_name_of_another_actor_is_refused(live: Live) -> None:
    own = live.sheets("P1")[0]

    assert refusal(live, live.tablet("P1").sign(own, actor="P2")).code == "actor_not_the_holder"


def test_the_chair_marks_nobody(live: Live) -> None:
    assert refusal(live, live.tablet("KP").sign(live.sheets("P1")[0])).code == "mark_of_another_examiner"


def test_a_pair_in_conflict_is_not_marked(db: None) -> None:
    case = case_of(officials=3, methods=1, examiners=3, seed="h2")
    kin = c.Conflict(nip=case.officials[1].nip, kind=v.ConflictKind.KIN, note="ipar")
    first, *others = case.examiners
    live = live_events.scoring(replace(case, examiners=(replace(first, conflicts=(kin,)), *others)))
    barred = next(one for one in live.sheets("P1") if one.subject == "P-002")

    refused = refusal(live, live.tablet("P1").sign(barred))

    assert refused.code == "conflicted_pair_marked"
    assert refused.facts == {"examiner": "P1", "subject": "P-002"}


def test_who_is_absent_is_not_marked_until_it_is_put_right(live: Live) -> None:
    office, tablet = live.tablet("SK"), live.tablet("P1")
    here = {"nip": "P-001", "method": None, "state": "present", "document": None}
    ill = replace(plain(EntryType.ATTENDANCE, {**here, "state": "ill"}), subject="P-001")
    live.received(office.sign(ill))
    sheet = live.sheets("P1")[0]

    assert refusal(live, tablet.sign(sheet, stays=True)).code == "mark_for_nonparticipant"

    live.received(
        office.sign(replace(plain(EntryType.ATTENDANCE, here), subject="P-001")), tablet.sign(sheet)
    )


def test_a_withdrawn_assignment_ends_at_once(live: Live) -> None:
    sheet = live.sheets("P1")[0]
    gone = {"examiner": "P1", "method": sheet.method, "nip": "P-001", "withdrawn_because": "sakit"}
    draft = replace(plain(EntryType.ASSIGNMENT, gone), subject="P-001", method=sheet.method)

    refused = refusal(live, live.tablet("KP").sign(draft), live.tablet("P1").sign(sheet))

    assert refused.code == "mark_not_assigned"


def test_an_examiner_says_nothing_about_attendance(live: Live) -> None:
    here = {"nip": "P-001", "method": None, "state": "ill", "document": None}
    draft = replace(plain(EntryType.ATTENDANCE, here), subject="P-001")

    assert refusal(live, live.tablet("P1").sign(draft)).code == "not_by_the_office"


def test_a_revision_needs_a_reason(live: Live) -> None:
    tablet, sheet = live.tablet("P1"), live.sheets("P1")[0]
    live.received(tablet.sign(sheet))

    assert refusal(live, tablet.sign(sheet, stays=True)).code == "revision_without_reason"

    live.received(tablet.sign(changed(sheet, reason="Salah baca")))
    assert Rating.objects.filter(examiner__code="P1", participant__code="P-001").count() == 2 * len(
        sheet.payload["ratings"]
    )


def test_a_sheet_is_confirmed_once_and_only_where_it_stands(live: Live) -> None:
    tablet, sheet = live.tablet("P1"), live.sheets("P1")[0]
    again = {"examiner": "P1", "nip": "P-001", "method": sheet.method, "changed": False}
    told = {**again, "reason": "Sudah saya baca lagi", "dated_on": "2024-02-01"}
    draft = replace(plain(EntryType.RECONFIRMATION, told), subject="P-001", method=sheet.method)

    assert refusal(live, tablet.sign(draft, stays=True)).code == "confirmed_without_sheet"
    live.received(tablet.sign(sheet))
    blank = tablet.sign(changed(draft, reason=" "), stays=True)
    assert refusal(live, blank).code == "confirmed_without_reason"
    live.received(tablet.sign(draft))
    assert refusal(live, tablet.sign(draft, stays=True)).code == "reconfirmed_twice"


def _before_the_lock() -> Live:
    live = live_events.designed()
    live.enrol_all()
    return live


def test_nothing_is_marked_before_the_lock_or_before_scoring_is_opened(db: None) -> None:
    live = _before_the_lock()
    sheet = live.sheets("P1")[0]

    assert refusal(live, live.tablet("P1").sign(sheet, stays=True)).code == "marked_before_lock"
    live.lock_by_two()
    assert refusal(live, live.tablet("P1").sign(sheet, stays=True)).code == "marked_outside_scoring"


def test_no_fact_of_a_refusal_names_a_person(db: None) -> None:
    case = case_of(officials=3, methods=1, examiners=3, seed="h2")
    live = live_events.scoring(case)
    tablet, sheet = live.tablet("P1"), live.sheets("P1")[0]
    bends = (_other_form, _other_subject, _no_such_person, _not_assigned, _off_the_scale, _field_missing)

    told = " ".join(
        str(refusal(live, tablet.sign(bend(sheet), stays=True)).to_json()["facts"]) for bend in bends
    )

    named = [text for one in case.officials for text in (one.nip, one.name)]
    assert not any(text in told for text in named)


# Deliberately broken builds: each must be caught by a test above, or that test proves nothing.


def _unchecked(*_: object, **__: object) -> tuple[()]:
    return ()


@pytest.mark.parametrize(
    ("place", "check", "test"),
    [
        (Life, "_judge_marks", test_a_mark_in_the_name_of_another_examiner_is_refused),
        (Life, "_judge_marks", test_the_chair_marks_nobody),
        (Life, "_judge_marks", test_a_revision_needs_a_reason),
        (Desk, "_check_pair", test_who_is_absent_is_not_marked_until_it_is_put_right),
        (Desk, "_check_pair", test_a_withdrawn_assignment_ends_at_once),
        (Desk, "_check_second_look", test_a_sheet_is_confirmed_once_and_only_where_it_stands),
    ],
)
def test_a_build_without_the_check_is_caught(
    place: type, check: str, test: Callable[[Live], None], live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, check, _unchecked)

    with pytest.raises(AssertionError):
        test(live)


@pytest.mark.parametrize(
    ("place", "check", "bend", "code"),
    [
        (Life, "_judge_marks", _other_form, "form_not_the_locked_one"),
        (Desk, "_check_pair", _other_subject, "subject_not_of_payload"),
        (Desk, "_check_pair", _no_such_person, "person_code_unknown"),
        (Desk, "_check_pair", _not_assigned, "mark_not_assigned"),
        (desk, "marks_off_the_scale", _off_the_scale, "mark_outside_scale"),
        (desk, "marks_off_the_scale", _no_such_criterion, "criterion_unknown"),
        (desk, "marks_off_the_scale", _marked_twice, "mark_twice"),
        (taking, "RECEIVED", _of_the_office, "packet_of_this_type_not_received"),
    ],
)
def test_a_build_that_looks_at_no_content_is_caught(
    place: Any,
    check: str,
    bend: Callable[[EntryDraft], EntryDraft],
    code: str,
    db: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(place, check, frozenset(EntryType) if check == "RECEIVED" else _unchecked)

    with pytest.raises((AssertionError, CoreError)):
        test_a_sheet_that_cannot_be_right_is_refused(bend, code, None)


def test_a_build_that_knows_no_conflicts_is_caught(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "rating_allowed", lambda *_, **__: None)

    with pytest.raises(AssertionError):
        test_a_pair_in_conflict_is_not_marked(None)
