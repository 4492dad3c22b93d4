"""Measuring through the actions: once, from the ledger, before the result that shows it."""

import base64
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.appending import append, opened_entries
from selaras.actions.results import freeze_result
from selaras.core import casefile as c
from selaras.core import scheme as s
from selaras.core import vocabulary as v
from selaras.core.entries import EntryType, Opened
from selaras.core.errors import CoreError, SeveralErrors
from selaras.core.freezing import locked
from selaras.core.measuring import drafts_of_measurements, measurements_in
from selaras.core.results import read_entries
from selaras.queries.results import result_in
from tests.actions.test_import import AS_OF, by, imported
from tests.core.building import ANI, small_case
from tests.core.uncertainty.building_draws import estimates, marked_as, points_scheme, spread


def points_case(**rules: object) -> c.CaseFile:
    """Return a panel on 0..100 in which every examiner marks a little differently."""
    case = small_case(scheme=points_scheme(**rules))
    sheets = tuple(
        replace(
            one,
            ratings=tuple(
                replace(each, mark=Decimal(60 + 7 * (n % 5) + 3 * len(each.criterion + one.nip[:1])))
                for n, each in enumerate(one.ratings, start=k)
            ),
        )
        for k, one in enumerate(case.rating_sheets)
    )
    return replace(case, rating_sheets=sheets)


def entries_of(ref: EventRef) -> tuple[Opened, ...]:
    return opened_entries(event_row(ref))


def test_estimates_are_entered_before_the_result_that_follows_from_them(db: None) -> None:
    ref = imported(points_case())

    frozen = freeze_result(ref, as_of=AS_OF, **by())

    kinds = [one.type for one in entries_of(ref)]
    assert kinds.index(EntryType.MEASUREMENT) < kinds.index(EntryType.RESULT)
    assert kinds.count(EntryType.MEASUREMENT) == 2
    assert all(one.margin is not None for one in frozen.results.officials)
    assert result_in(entries_of(ref)).document == frozen.document


def test_marks_that_did_not_change_are_not_estimated_again(db: None) -> None:
    ref = imported(points_case())

    first = freeze_result(ref, as_of=AS_OF, **by())
    second = freeze_result(ref, as_of=AS_OF, **by())

    assert [one.type for one in entries_of(ref)].count(EntryType.MEASUREMENT) == 2
    assert first.document == second.document


def with_draws_turned_round(artefact: dict[str, Any]) -> dict[str, Any]:
    """Return an artefact with its draws of ability in the opposite order: their summaries are the same."""
    raw = base64.b64decode(artefact["draws"]["ability"])
    row = 4 * len(artefact["officials"]["labels"])
    rows = [raw[at : at + row] for at in range(0, len(raw), row)]
    other = base64.b64encode(b"".join(reversed(rows))).decode()
    return {**artefact, "draws": {**artefact["draws"], "ability": other}}


def test_forged_estimates_show_no_result(db: None) -> None:
    ref = imported(points_case())
    freeze_result(ref, as_of=AS_OF, **by())
    entries = entries_of(ref)
    at = next(n for n, one in enumerate(entries) if one.type is EntryType.MEASUREMENT)
    payload = {**entries[at].payload, "artefact": with_draws_turned_round(entries[at].payload["artefact"])}
    forged = (*entries[:at], replace(entries[at], payload=payload), *entries[at + 1 :])

    assert measurements_in(forged) != measurements_in(entries)
    with pytest.raises(CoreError) as refused:
        result_in(forged)

    assert refused.value.code == "result_differs_from_ledger"


def test_estimates_slipped_in_after_the_marks_are_not_believed(db: None) -> None:
    ref = imported(points_case())
    honest = freeze_result(ref, as_of=AS_OF, **by())
    entries = entries_of(ref)
    case, rulebook = read_entries(entries)
    lock = locked(case, rulebook_digest=rulebook.digest)
    wished = estimates(case, rulebook=rulebook, ability=lambda unit: spread(unit, mean=95, sd=1))
    drafts = drafts_of_measurements(wished, forms=lock.forms)
    append(event_row(ref), drafts, **{**by(), "actor": by()["actor"].name})

    again = freeze_result(ref, as_of=AS_OF, **by())

    assert measurements_in(entries_of(ref)) == measurements_in(entries)
    assert again.document == honest.document


def far_off() -> c.CaseFile:
    """Return the case with one examiner far from the others on Ani's interview."""
    rules = {"discrepancy": s.DiscrepancyRule(distance_points=Decimal(20))}
    case = marked_as(
        small_case(scheme=points_scheme(measurement=None, **rules)),
        {(one.nip, code): Decimal(70) for one in small_case().officials for code in ("M1", "M2", "W1")},
    )
    sheets = tuple(
        replace(one, ratings=tuple(replace(each, mark=Decimal(20)) for each in one.ratings))
        if (one.examiner, one.nip, one.method) == ("P1", ANI.nip, v.Method.INTERVIEW)
        else one
        for one in case.rating_sheets
    )
    return replace(case, rating_sheets=sheets)


def test_closing_waits_until_a_marked_sheet_was_looked_at_again(db: None) -> None:
    ref = imported(far_off())

    with pytest.raises(SeveralErrors) as refused:
        freeze_result(ref, as_of=AS_OF, **by())

    waiting = [(one.code, one.facts["examiner"], one.facts["method"]) for one in refused.value.errors]
    assert waiting == [("discrepancy_not_reconfirmed", "P1", "interview")]
    assert EntryType.RESULT not in [one.type for one in entries_of(ref)]


def test_a_sheet_that_was_confirmed_lets_the_event_close(db: None) -> None:
    confirmed = c.Reconfirmation(
        examiner=v.ExaminerCode("P1"),
        nip=ANI.nip,
        method=v.Method.INTERVIEW,
        changed=False,
        reason="Jawaban tidak menyentuh pokok pertanyaan",
        dated_on=date(2024, 2, 1),
    )
    ref = imported(replace(far_off(), reconfirmations=(confirmed,)))

    frozen = freeze_result(ref, as_of=AS_OF, **by())

    (score,) = [one for one in frozen.results.officials[0].examiners if one.discrepant]
    assert (score.examiner, score.discrepant_by, score.reconfirmed) == ("P1", ("distance",), True)


def test_an_import_closes_and_says_what_was_not_confirmed(db: None) -> None:
    ref = imported(far_off())

    frozen = freeze_result(ref, as_of=AS_OF, unconfirmed_allowed=True, **by())

    assert [one.reconfirmed for one in frozen.results.officials[0].examiners if one.discrepant] == [False]
