"""Results are one pure function of ledger entries, whatever their lawful order."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.entries import DESIGN_TYPES, RECORD_TYPES, SCORING_TYPES, EntryType, Opened, drafts_of
from selaras.core.errors import CoreError
from selaras.core.freezing import locked
from selaras.core.outcome import Results
from selaras.core.results import results_from, results_of, rulebook_of
from tests.core.building import (
    ANI,
    CITRA,
    TEST_ON,
    rulebook_on,
    sheet,
    small_case,
)
from tests.core.building_results import by_name, results, with_sekda


def entries_of(case: c.CaseFile) -> list[Opened]:
    drafts = drafts_of(
        case,
        (*DESIGN_TYPES, *RECORD_TYPES, *SCORING_TYPES),
        lock=locked(case, rulebook_digest=rulebook_on().digest),
    )
    rulebook = Opened(EntryType.RULEBOOK, "", rulebook_on().to_payload())
    return [rulebook, *(Opened(one.type, one.subject, one.payload, one.note) for one in drafts)]


BUSY = with_sekda(ANI.nip, CITRA.nip, mark="2")


def test_the_results_of_entries_are_those_of_the_case() -> None:
    assert results_of(entries_of(BUSY), as_of=TEST_ON) == results(BUSY)


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_marks_and_records_may_be_entered_in_any_order(chance: Any) -> None:
    entries = entries_of(BUSY)
    design = [one for one in entries if one.type in (EntryType.RULEBOOK, *DESIGN_TYPES)]
    later = entries[len(design) :]
    chance.shuffle(later)

    assert results_of([*design, *later], as_of=TEST_ON) == results(BUSY)


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_people_posts_and_examiners_changes_no_result_of_anybody(chance: Any) -> None:
    mixed = replace(
        BUSY,
        officials=tuple(chance.sample(BUSY.officials, 3)),
        positions=tuple(chance.sample(BUSY.positions, 4)),
        examiners=tuple(chance.sample(BUSY.examiners, 5)),
        assignments=tuple(chance.sample(BUSY.assignments, 10)),
        permissions=tuple(chance.sample(BUSY.permissions, len(BUSY.permissions))),
    )

    def told(found: Results) -> dict[str, Any]:
        return {
            one.name: replace(one, code="", examiners=tuple(sorted(one.examiners, key=str)))
            for one in found.officials
        }

    assert told(results(mixed)) == told(results(BUSY))
    assert results(mixed).summary == results(BUSY).summary


def test_a_superseding_sheet_counts_and_the_superseded_does_not() -> None:
    revised = replace(sheet("P1", ANI.nip, v.Method.PAPER, M1="1", M2="1"), reason="Salah baca")
    changed = small_case(rating_sheets=(revised, *small_case().rating_sheets[1:]))
    first = entries_of(small_case())
    late = [one for one in entries_of(changed) if one not in first]

    found = results_of([*first, *late], as_of=TEST_ON)

    assert len(late) == 1
    assert found == results(changed)
    assert by_name(found)["Ani"].score == Decimal("83.60")


def test_the_day_of_asking_changes_no_score() -> None:
    later = results_from(small_case(), rulebook_on(), as_of=date(2026, 1, 1))

    assert later.officials == results().officials


def test_without_a_rulebook_nothing_is_judged() -> None:
    with pytest.raises(CoreError) as refused:
        results_of(
            [one for one in entries_of(small_case()) if one.type is not EntryType.RULEBOOK], as_of=TEST_ON
        )

    assert (refused.value.code, dict(refused.value.facts)) == ("entries_incomplete", {"missing": "rulebook"})


def test_one_event_has_one_rulebook() -> None:
    pinned = entries_of(small_case())[0]
    another = Opened(EntryType.RULEBOOK, "", rulebook_on(date(2025, 1, 1)).to_payload())

    assert rulebook_of([pinned, pinned]) == rulebook_on()
    with pytest.raises(CoreError) as refused:
        rulebook_of([pinned, another])

    assert (refused.value.code, dict(refused.value.facts)) == ("rulebook_pinned_twice", {"got": 2})
