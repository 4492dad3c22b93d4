"""What pages show is computed once for what it follows from, and anew when that changes."""

import pytest

from selaras.actions.event_ref import EventRef
from selaras.actions.evidence.live import move_event
from selaras.actions.office.entering import enter_drafts
from selaras.actions.office.letters import LetterForm, draft_of_letter
from selaras.actions.results import freeze_result
from selaras.core.vocabulary import PermissionKind, PermissionState
from selaras.outside.chance import SeededChance
from selaras.queries.office.listing import ListedEvent, listed_event
from selaras.web.office.held import held
from tests.actions.evidence.live_events import acting
from tests.actions.test_import import by
from tests.web.office.placing import proposed

pytestmark = pytest.mark.django_db


def listed(ref: EventRef) -> ListedEvent:
    found = listed_event(ref.agency, ref.key)
    assert found is not None
    return found


def a_letter(ref: EventRef, seed: str = "office") -> None:
    asked = LetterForm(kind=PermissionKind.PERTEK, state=PermissionState.ASKED, issuer="BKN")
    who = acting(signer=None, chance=SeededChance(seed))
    enter_drafts(ref, [draft_of_letter(ref, asked)], acting=who)


def test_a_letter_changes_the_case_and_leaves_the_result_as_it_was_computed() -> None:
    ref = proposed.imported()
    before = held(listed(ref))
    shown, offer = before.shown, before.offer

    a_letter(ref)

    after = held(listed(ref))
    assert len(after.case.permissions) == len(before.case.permissions) + 1
    assert after is not before
    assert after.shown is shown
    assert after.offer is offer


def test_a_new_result_is_computed_and_takes_its_slates_with_it() -> None:
    ref = proposed.imported()
    before = held(listed(ref))
    assert before.shown is not None
    assert before.offer is not None
    assert before.keep("words", lambda: 1) == before.keep("words", lambda: 2) == 1

    freeze_result(ref, as_of=before.shown.case.event.data_on, unconfirmed_allowed=True, **by())

    after = held(listed(ref))
    assert after.shown is not None
    assert after.shown is not before.shown
    assert after.offer is None
    assert after.keep("words", lambda: 2) == 2


def test_what_one_event_shows_is_never_anothers() -> None:
    ref = proposed.imported()
    move_event(ref, "sign_minutes", acting=acting(signer=None))

    assert held(listed(ref)).ledger.log == f"selaras/{ref.agency}/{ref.key}"


def test_of_a_ledger_that_grows_only_the_newest_states_are_kept() -> None:
    ref = proposed.imported()
    first = listed(ref)
    before = held(first)
    a_letter(ref)
    middle = listed(ref)
    second = held(middle)

    a_letter(ref, "another")
    held(listed(ref))

    assert held(middle) is second  # a page that began earlier reads on
    assert held(first) is not before
