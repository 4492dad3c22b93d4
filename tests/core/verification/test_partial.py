"""Where not everything is there: what was erased or is shut is said, the rest is computed all the same."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from selaras.core import casefile as c
from selaras.core import scheme as s
from selaras.core import vocabulary as v
from selaras.core.entries import EntryType, drafts_of
from selaras.core.freezing import locked
from selaras.core.results import results_apart, results_from
from selaras.core.verification.verdict import Outcome
from selaras.core.verification.verifying import verify
from tests.core.building import ANI, BUDI, TEST_ON, rulebook_on, small_case
from tests.core.building_results import with_sekda
from tests.core.building_scheme import component, criterion, scheme
from tests.tampered.book import AnyStep, step_of
from tests.tampered.cases import case_of
from tests.tampered.forgeries.conformance import edited, honest
from tests.tampered.forgeries.honest_ones import erase
from tests.tampered.signed_event import SignedEvent, event_of


@pytest.mark.parametrize("case", [small_case(), with_sekda(ANI.nip)], ids=["plain", "with-a-superior"])
def test_what_rests_on_one_person_is_the_same_apart_from_the_others(case: c.CaseFile) -> None:
    whole = results_from(case, rulebook_on(), as_of=TEST_ON).officials
    apart = results_apart(case, rulebook_on())

    for one, other in zip(whole, apart, strict=True):
        for name in ("components", "score", "category", "passed", "match", "box", "status"):
            assert getattr(one, name) == getattr(other, name)
        scores = [(each.examiner, each.component, each.points) for each in one.examiners]
        assert scores == [(each.examiner, each.component, each.points) for each in other.examiners]
        assert (one.without_conflict is None) == (other.without_conflict is None)
        if one.without_conflict and other.without_conflict:
            assert one.without_conflict.score == other.without_conflict.score
        assert (other.rank, other.margin) == (None, None)


def test_the_results_of_who_is_left_are_those_of_before() -> None:
    case = small_case()
    lists = ("officials", "careers", "attendances", "rating_sheets", "performances")
    others: dict[str, Any] = {
        name: tuple(one for one in getattr(case, name) if one.nip != BUDI.nip) for name in lists
    }
    left = replace(case, codes=("P-001", "P-003"), **others)
    before = {one.code: one.score for one in results_from(case, rulebook_on(), as_of=TEST_ON).officials}

    found = {one.code: one.score for one in results_apart(left, rulebook_on())}
    assert found == {code: score for code, score in before.items() if code != "P-002"}


def test_an_erased_person_is_named_by_code_and_the_others_are_recomputed() -> None:
    found = verify(erase(honest(), "P-002").bundle("R2"))

    assert found.verdict is Outcome.HOLDS
    assert found.erased.people == ("P-002",)
    assert found.erased.entries > 5
    assert found.recount.recomputed >= 20
    assert {"rank", "summary"} <= set(found.recount.not_here)


def with_feedback() -> c.CaseFile:
    """Return an event in which half of the result is feedback of colleagues."""
    case = case_of(officials=2, methods=1, examiners=3, seed="umpan")
    base = scheme()
    asked = criterion("U1", v.Method.FEEDBACK_360, "100")
    frozen = replace(
        case.scheme,
        components=(
            component("PANEL", "50", v.Method.PAPER),
            component("REKAN", "50", v.Method.FEEDBACK_360),
        ),
        criteria=(*(one for one in case.scheme.criteria if one.method is v.Method.PAPER), asked),
        feedback_weights=(
            s.GroupWeight(group=v.RaterGroup.SUPERIOR, weight=Decimal(50)),
            s.GroupWeight(group=v.RaterGroup.PEER, weight=Decimal(25)),
            s.GroupWeight(group=v.RaterGroup.STAFF, weight=Decimal(25)),
        ),
        smallest_group=base.smallest_group,
        talent=base.talent,
    )
    told = (c.Rating(criterion=asked.code, state=v.MarkState.SCORED, mark=Decimal(4)),)
    answers = tuple(
        c.FeedbackSheet(nip=one.nip, group=group, sheet=n, ratings=told)
        for one in case.officials
        for group, most in ((v.RaterGroup.SUPERIOR, 1), (v.RaterGroup.PEER, 5), (v.RaterGroup.STAFF, 5))
        for n in range(1, most + 1)
    )
    return replace(case, scheme=frozen, feedback=answers)


def event_with_feedback() -> SignedEvent:
    case = with_feedback()
    lock = locked(case, rulebook_digest=rulebook_on(TEST_ON).digest)
    answers = [step_of(one) for one in drafts_of(case, (EntryType.FEEDBACK,), lock=lock)]

    def change(steps: list[AnyStep]) -> list[AnyStep]:
        return edited(steps, "close_scoring", lambda one: [*answers, one])

    return event_of(case, seed="umpan", change=change)


def test_who_may_not_see_the_colleagues_answers_is_told_what_rests_on_them() -> None:
    event = event_with_feedback()
    whole = verify(event.bundle("R2"))
    own = verify(event.bundle("R3", subject="P-001"))

    assert (whole.verdict, whole.recount.not_here) == (Outcome.HOLDS, {})
    assert (own.verdict, own.reason) == (Outcome.HOLDS, None)
    # Three examiners and one component of the own; the score needs the answers.
    assert own.recount.recomputed == 4
    assert {"root", "category", "box", "component"} <= set(own.recount.not_here)
