"""A decree waits for the letters that its day asks for; staying where one sits asks for none."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.appending import opened_entries
from selaras.actions.evidence.live import move_event
from selaras.actions.office.decisions import (
    DecisionForm,
    Numbered,
    deciding,
    draft_of_decision,
    drafts_as_proposed,
)
from selaras.actions.office.entering import enter_drafts
from selaras.actions.office.letters import LetterForm, draft_of_letter
from selaras.actions.placement import Choice, asked_to_choose, propose
from selaras.core.lifecycle import Phase
from selaras.core.permissions import decree_bars
from selaras.core.vocabulary import HeadStatus, PermissionKind, PermissionState
from tests.actions.evidence.test_live import doing
from tests.actions.office.saying import code_of
from tests.actions.test_import import by
from tests.actions.test_placement import scored
from tests.core.building import head, letter, rulebook_on
from tests.core.placement.placed_events import placed_case

DECREE_ON = date(2024, 3, 10)
DECREE = Numbered(number="821/9/2024", dated_on=DECREE_ON)
INTO_THE_WINDOW = Numbered(number="821/9/2024", dated_on=date(2024, 3, 22))


def led_by(status: HeadStatus) -> Any:
    case = placed_case()
    return replace(case, event=replace(case.event, head=head(status=status)))


def doing_by_hand(what: str) -> Any:
    return doing(what, signer=None)


def in_decision(case: Any) -> EventRef:
    """Bring the small imported event to its decisions: one official is to move."""
    ref, frozen = scored(case)
    slate = propose(ref, frozen, **by()).slates[0]
    move_event(ref, "sign_minutes", acting=doing_by_hand("minutes"))
    choice = asked_to_choose(Choice(slate=slate, letter=letter(number="800/17/2024")))
    enter_drafts(ref, [choice.draft], acting=doing_by_hand("choose"))
    move_event(ref, "record_verdict", acting=doing_by_hand("verdict"))
    return ref


def mover_of(ref: EventRef) -> tuple[str, str | None, str | None]:
    proposed = deciding(ref).proposed
    assert proposed is not None
    return next(
        (code, proposed.homes[code], seat)
        for code, seat in proposed.seats.items()
        if seat != proposed.homes[code]
    )


def consented(ref: EventRef, dated_on: date) -> None:
    form = LetterForm(
        kind=PermissionKind.MINISTER_CONSENT,
        state=PermissionState.GRANTED,
        issuer="Menteri Dalam Negeri",
        number="100.2/512",
        dated_on=dated_on,
    )
    enter_drafts(ref, [draft_of_letter(ref, form)], acting=doing_by_hand(f"consent {dated_on}"))


def test_an_acting_head_s_decree_waits_for_the_minister(db: None) -> None:
    ref = in_decision(led_by(HeadStatus.PENJABAT))
    move, home, target = mover_of(ref)

    assert code_of(lambda: drafts_as_proposed(ref, decree=DECREE)) == "decree_barred"
    moved = DecisionForm(official=move, position=target, decree=DECREE)
    assert code_of(lambda: draft_of_decision(ref, moved)) == "decree_barred"
    stays = DecisionForm(official=move, position=home, reasons="Tetap dibutuhkan", decree=DECREE)
    assert draft_of_decision(ref, stays).subject == move
    consented(ref, date(2024, 3, 11))
    assert code_of(lambda: drafts_as_proposed(ref, decree=DECREE)) == "decree_barred"
    consented(ref, DECREE_ON)
    assert len(drafts_as_proposed(ref, decree=DECREE)) == 3


def test_decrees_without_a_number_are_not_said_to_be_issued_before_the_consent(db: None) -> None:
    ref = in_decision(led_by(HeadStatus.PENJABAT))
    enter_drafts(ref, drafts_as_proposed(ref), acting=doing_by_hand("undated"))
    issue = lambda: move_event(ref, "issue_decrees", acting=doing_by_hand("issue"))  # noqa: E731

    assert code_of(issue) == "decree_barred"
    assert Phase(event_row(ref).phase) is Phase.DECISION
    n = len(opened_entries(event_row(ref)))
    consented(ref, date(2024, 3, 12))
    assert issue() is Phase.FOLLOW_UP
    assert len(opened_entries(event_row(ref))) == n + 2


def test_a_decree_of_an_elected_head_is_free_until_the_window_opens(db: None) -> None:
    ref = in_decision(led_by(HeadStatus.DEFINITIVE))

    assert code_of(lambda: drafts_as_proposed(ref, decree=INTO_THE_WINDOW)) == "decree_barred"
    assert len(drafts_as_proposed(ref, decree=DECREE)) == 3


@pytest.mark.parametrize(("without", "rule"), [(PermissionKind.PERTEK, "OVER-PERTEK")])
def test_a_decree_waits_for_each_letter_whose_gate_bars(without: PermissionKind, rule: str) -> None:
    case = led_by(HeadStatus.DEFINITIVE)
    lacking = replace(case, permissions=tuple(one for one in case.permissions if one.kind is not without))

    assert [one.rule for one in decree_bars(lacking, rulebook_on(), on=DECREE_ON)] == [rule]
    assert decree_bars(case, rulebook_on(), on=DECREE_ON) == ()
