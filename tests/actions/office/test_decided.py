"""Decisions: as proposed and cleared, by the officer's device or by two people, and nobody left out."""

from collections.abc import Callable
from dataclasses import replace

from selaras.actions.event_rows import event_row
from selaras.actions.evidence.acts import Asked
from selaras.actions.evidence.appending import append, opened_entries
from selaras.actions.evidence.live import move_event
from selaras.actions.office.decisions import (
    DecisionForm,
    asked_to_record,
    deciding,
    draft_of_decision,
    drafts_as_proposed,
)
from selaras.actions.office.entering import enter_drafts
from selaras.actions.office.letters import LetterForm, draft_of_letter
from selaras.actions.placement import Choice, asked_to_choose, propose
from selaras.core.decided import (
    MoveKind,
)
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.evidence.acts import Act
from selaras.core.vocabulary import PermissionKind, PermissionState
from tests.actions.evidence.live_events import Live, acting
from tests.actions.evidence.test_live import doing
from tests.actions.office.saying import (
    ANI,
    CITRA,
    DAY,
    DECREE,
    GROUND,
    SCAN,
    answer_to,
    chosen,
    code_of,
    said,
)
from tests.actions.test_import import by
from tests.actions.test_placement import scored
from tests.core.building import letter
from tests.core.placement.placed_events import EMPTY


def test_everybody_of_the_proposal_is_decided_before_decrees_are_issued(deciding_now: Live) -> None:
    live = deciding_now
    drafts = drafts_as_proposed(live.ref)
    issue = lambda: move_event(live.ref, "issue_decrees", acting=doing("issue"))  # noqa: E731

    assert code_of(issue) == "decrees_before_decisions"
    assert answer_to(live, "KP", drafts[0]) == "not_by_the_deciding_officer"
    for one in drafts[:-1]:
        assert answer_to(live, "PK", one) is None
    assert deciding(live.ref).undecided == (drafts[-1].subject,)
    assert code_of(issue) == "decrees_before_decisions"
    assert answer_to(live, "PK", drafts[-1]) is None
    issue()

    decisions = said(live.ref).decisions
    assert list(decisions) == ["P-001", "P-002", "P-003"]
    proposed = deciding(live.ref).proposed
    assert proposed is not None
    assert {code: one.position for code, one in decisions.items()} == dict(proposed.seats)


def test_a_decision_is_recorded_from_its_decree_by_two(deciding_now: Live) -> None:
    live = deciding_now
    form = DecisionForm(official=ANI, position=deciding(live.ref).proposed.seats[ANI], decree=DECREE)  # type: ignore[union-attr]
    asked = asked_to_record(live.ref, form)
    ids = live.agreed(asked)

    def enter(approvals: list[str]) -> None:
        told = {**asked.draft.payload, "approvals": approvals}
        draft = EntryDraft(type=EntryType.DECISION, subject=ANI, method="", form="", payload=told)
        append(event_row(live.ref), [draft], **doing("record").by)

    assert code_of(lambda: enter(ids[:1])) == "approval_missing"
    enter(ids)
    assert said(live.ref).decisions[ANI].decree == DECREE.number
    bare = DecisionForm(official=ANI, position=form.position)
    assert code_of(lambda: asked_to_record(live.ref, bare)) == "decision_without_letter"


def test_nobody_loses_a_post_by_the_test_alone(deciding_now: Live) -> None:
    live = deciding_now

    def drawn(**told: object) -> Callable[[], EntryDraft]:
        return lambda: draft_of_decision(live.ref, DecisionForm(official=CITRA, **told))  # type: ignore[arg-type]

    assert code_of(drawn(position=None, reasons="Hasil uji")) == "decision_without_ground"
    assert code_of(drawn(position=None, reasons=" ", ground=GROUND)) == "decision_without_reasons"
    assert code_of(drawn(position="J-02")) == "decision_of_another_target"
    gone = drawn(position=None, reasons="Permohonan sendiri", ground=GROUND)()
    assert gone.payload["kind"] == MoveKind.RELEASED
    assert answer_to(live, "PK", gone) is None


def test_a_person_the_reviewer_refuses_is_not_moved(deciding_now: Live) -> None:
    live = deciding_now
    move = next(
        code
        for code, seat in deciding(live.ref).proposed.seats.items()  # type: ignore[union-attr]
        if seat == EMPTY
    )
    refusal = LetterForm(
        kind=PermissionKind.RESULT,
        state=PermissionState.REFUSED,
        issuer="BKN",
        number="R-7/2024",
        dated_on=DAY,
        person=move,
        note="Belum dua tahun",
        scan=SCAN,
    )
    drafted = draft_of_decision(live.ref, DecisionForm(official=move, position=EMPTY))

    letter_draft = draft_of_letter(live.ref, refusal)
    assert (letter_draft.note, letter_draft.payload["scan"]) == ("", SCAN)
    assert answer_to(live, "SK", letter_draft) == "approval_missing"
    asked = Asked(act=Act.RECORD_LETTER, draft=letter_draft)
    recorded = replace(letter_draft, payload={**letter_draft.payload, "approvals": list(live.agreed(asked))})
    append(event_row(live.ref), [recorded], **acting().by)

    assert answer_to(live, "PK", drafted) == "decision_not_cleared"
    assert (
        code_of(lambda: draft_of_decision(live.ref, DecisionForm(official=move, position=EMPTY)))
        == "decision_not_cleared"
    )


def test_a_changed_target_goes_back_and_old_decisions_of_the_same_seat_stand(deciding_now: Live) -> None:
    live = deciding_now
    for one in drafts_as_proposed(live.ref):
        live.received(live.tablet("PK").sign(one))
    slate = next(
        one.payload["slate"] for one in opened_entries(event_row(live.ref)) if one.type is EntryType.PROPOSAL
    )

    move_event(live.ref, "change_target", acting=doing("back"))
    chosen(live, seed="second", slate=slate)
    move_event(live.ref, "record_verdict", acting=doing("verdict/2"))

    assert deciding(live.ref).undecided == ()
    move_event(live.ref, "issue_decrees", acting=doing("issue"))


def test_an_import_goes_on_with_every_decision_or_with_none(db: None) -> None:
    ref, frozen = scored()
    slate = propose(ref, frozen, **by()).slates[0]
    unsigned = {"signer": None}

    def move(verb: str) -> None:
        move_event(ref, verb, acting=doing(verb, **unsigned))

    move("sign_minutes")
    choice = asked_to_choose(Choice(slate=slate, letter=letter(number="800/17/2024")))
    enter_drafts(ref, [choice.draft], acting=doing("choose", **unsigned))
    move("record_verdict")
    drafts = drafts_as_proposed(ref, decree=DECREE)

    enter_drafts(ref, drafts[:1], acting=doing("first", **unsigned))
    assert code_of(lambda: move("issue_decrees")) == "decrees_before_decisions"
    enter_drafts(ref, drafts[1:], acting=doing("rest", **unsigned))
    move("issue_decrees")

    assert set(said(ref).decisions) == {"P-001", "P-002", "P-003"}
