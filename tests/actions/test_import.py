"""One event from import to papers through the actions, on whichever database the tests run on."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from selaras.actions.access import IMPORTER, Actor, Role
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.events import import_event
from selaras.actions.evidence.appending import append, opened_entries
from selaras.actions.exports import export_ledger
from selaras.actions.papers import issue_papers
from selaras.actions.ratings import import_marks
from selaras.actions.results import freeze_result
from selaras.core import casefile as c
from selaras.core.entries import EntryType, drafts_of
from selaras.core.errors import CoreError, SeveralErrors
from selaras.core.evidence.opening import opened_ledger
from selaras.core.freezing import locked
from selaras.core.publication import publication_bytes
from selaras.core.results import results_from
from selaras.documents.papers import Paper
from selaras.exchange.ledger_export import read_export
from selaras.outside.chance import SystemChance
from selaras.outside.clock import StoppedClock
from selaras.queries.results import papers_in, result_in
from selaras.records import models as rows
from tests.core.building import rulebook_on, scheme, small_case, standard

AT = datetime(2024, 2, 2, 9, 30, tzinfo=UTC)
AS_OF = date(2024, 1, 30)


def by(**changes: Any) -> dict[str, Any]:
    told = {
        "actor": IMPORTER,
        "declared_at": date(2024, 2, 1),
        "clock": StoppedClock(AT),
        "chance": SystemChance(),
    }
    return {**told, **changes}


def imported(case: c.CaseFile | None = None) -> EventRef:
    case = case or small_case()
    ref = import_event(case, rulebook_on(), **by())
    import_marks(ref, case, rulebook_on(), **by())
    return ref


def test_the_result_comes_from_the_ledger_alone(db: None) -> None:
    ref = imported()

    frozen = freeze_result(ref, as_of=AS_OF, **by())

    direct = results_from(small_case(), rulebook_on(), as_of=AS_OF)
    assert frozen.document == publication_bytes(small_case(), direct)
    assert frozen.case == small_case()


def test_what_is_shown_is_the_frozen_result_byte_for_byte(db: None) -> None:
    ref = imported()
    frozen = freeze_result(ref, as_of=AS_OF, **by())

    shown = result_in(opened_entries(event_row(ref)))

    assert shown.document == frozen.document
    assert rows.Result.objects.get().document == frozen.document.decode()
    assert rows.Result.objects.get().document_digest == hashlib.sha256(frozen.document).hexdigest()


def test_a_result_that_does_not_follow_from_the_entries_is_not_shown(db: None) -> None:
    ref = imported()
    freeze_result(ref, as_of=AS_OF, **by())
    entries = opened_entries(event_row(ref))
    at = next(n for n, one in enumerate(entries) if one.type is EntryType.RATING_SHEET)
    payload = json.loads(json.dumps(entries[at].payload))
    payload["ratings"][0]["mark"] = 100
    forged = (*entries[:at], replace(entries[at], payload=payload), *entries[at + 1 :])

    with pytest.raises(CoreError) as refused:
        result_in(forged)

    assert refused.value.code == "result_differs_from_ledger"


def test_a_result_of_another_program_is_said_to_be_one(db: None) -> None:
    ref = imported()
    freeze_result(ref, as_of=AS_OF, **by())
    entries = opened_entries(event_row(ref))
    at = next(n for n, one in enumerate(entries) if one.type is EntryType.RESULT)
    payload = {**entries[at].payload, "program": "selaras 0.0.9", "document": "ab" * 32}
    older = (*entries[:at], replace(entries[at], payload=payload))

    with pytest.raises(CoreError) as refused:
        result_in(older)

    assert refused.value.code == "result_of_another_program"
    assert refused.value.facts["made"] == "selaras 0.0.9"


def test_without_a_frozen_result_nothing_is_shown(db: None) -> None:
    ref = imported()

    with pytest.raises(CoreError) as refused:
        result_in(opened_entries(event_row(ref)))

    assert refused.value.code == "result_not_frozen"


def test_marks_on_another_scheme_than_the_locked_one_are_refused(db: None) -> None:
    case = small_case()
    ref = import_event(case, rulebook_on(), **by())
    other = replace(case, scheme=scheme(version=2))

    with pytest.raises(CoreError) as refused:
        import_marks(ref, other, rulebook_on(), **by())

    assert refused.value.code == "scheme_not_the_locked_one"
    assert rows.Rating.objects.count() == 0


def test_nothing_is_closed_while_a_sheet_is_missing(db: None) -> None:
    case = small_case()
    ref = import_event(case, rulebook_on(), **by())
    import_marks(ref, replace(case, rating_sheets=case.rating_sheets[1:]), rulebook_on(), **by())

    with pytest.raises(SeveralErrors) as refused:
        freeze_result(ref, as_of=AS_OF, **by())

    assert {one.code for one in refused.value.errors} == {"sheet_missing"}
    assert event_row(ref).phase == "scoring"
    assert rows.Result.objects.count() == 0


def test_freezing_closes_the_event(db: None) -> None:
    ref = imported()

    freeze_result(ref, as_of=AS_OF, **by())

    assert event_row(ref).phase == "closed"
    verbs = [one.payload["verb"] for one in opened_entries(event_row(ref)) if one.type is EntryType.PHASE]
    assert verbs == ["lock_scheme", "open_scoring", "close_scoring"]


def test_marks_are_entered_once(db: None) -> None:
    ref = imported()

    with pytest.raises(CoreError) as refused:
        import_marks(ref, small_case(), rulebook_on(), **by())

    assert refused.value.code == "move_not_allowed"


def test_an_event_is_imported_once(db: None) -> None:
    imported()

    with pytest.raises(CoreError) as refused:
        import_event(small_case(), rulebook_on(), **by())

    assert refused.value.code == "event_already_there"


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.SECRETARIAT])
def test_nobody_but_the_secretariat_imports(db: None, role: Role) -> None:
    other = Actor(name="ani", roles=frozenset({role}))

    with pytest.raises(CoreError) as refused:
        import_event(small_case(), rulebook_on(), **by(actor=other))

    assert refused.value.code == "not_permitted"
    assert rows.Event.objects.count() == 0


def test_every_mark_stands_in_a_row_beside_its_entry(db: None) -> None:
    imported()

    sheets = small_case().rating_sheets
    n_marks = sum(len(sheet.ratings) for sheet in sheets)
    assert rows.Rating.objects.count() == n_marks
    assert rows.Rating.objects.filter(entry__type=EntryType.RATING_SHEET.value).count() == n_marks
    assert set(rows.Rating.objects.values_list("mark_hundredths", flat=True)) == {300, 400, 500}


def test_only_the_officials_own_entries_hold_a_nip(db: None) -> None:
    ref = imported()
    freeze_result(ref, as_of=AS_OF, **by())

    nips = [one.nip for one in small_case().officials]
    holding = {
        one.type
        for one in opened_entries(event_row(ref))
        if any(nip in json.dumps(one.payload) for nip in nips)
    }
    envelopes = b"".join(bytes(one) for one in rows.Entry.objects.values_list("envelope", flat=True))
    assert holding == {EntryType.OFFICIAL}
    assert not any(nip.encode() in envelopes for nip in nips)


def test_papers_are_named_in_the_ledger_by_their_digest(db: None) -> None:
    ref = imported()
    freeze_result(ref, as_of=AS_OF, **by())
    paper = Paper(code="recap", file_name="04-rekapitulasi-nilai.pdf", title="Rekapitulasi", content=b"%PDF")

    issue_papers(ref, [paper], **by())

    told = papers_in(opened_entries(event_row(ref)))
    assert told == {"04-rekapitulasi-nilai.pdf": hashlib.sha256(b"%PDF").hexdigest()}
    assert rows.Paper.objects.get().sha256 == told["04-rekapitulasi-nilai.pdf"]


def test_the_export_tells_the_same_result(db: None) -> None:
    ref = imported()
    frozen = freeze_result(ref, as_of=AS_OF, **by())

    read_back = opened_ledger(read_export(export_ledger(ref).content))

    assert result_in(read_back).document == frozen.document


def test_an_event_without_marks_stands_at_ready(db: None) -> None:
    case = small_case(rating_sheets=(), attendances=())
    ref = import_event(case, rulebook_on(), **by())

    frozen = freeze_result(ref, as_of=AS_OF, **by())

    assert event_row(ref).phase == "ready"
    assert frozen.results.is_scored is False


def test_a_standard_changed_after_the_lock_gives_no_result(db: None) -> None:
    ref = imported()
    case = small_case()
    easier = replace(case.positions[0], standard=(standard("M.01", 1),))
    changed = replace(case, positions=(easier, *case.positions[1:]))
    lock = locked(case, rulebook_digest=rulebook_on().digest)
    (later,) = drafts_of(replace(changed, positions=(easier,)), (EntryType.POSITION,), lock=lock)
    append(event_row(ref), [later], **by(actor="importer"))

    with pytest.raises(CoreError) as refused:
        freeze_result(ref, as_of=AS_OF, **by())

    assert refused.value.code == "scheme_not_the_locked_one"
    assert rows.Result.objects.count() == 0
