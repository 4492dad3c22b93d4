"""Nothing is computed while the ledger is held: others who save must not wait for estimates and moves.

Counted, not timed: every computation that takes long notes whether a transaction of ours was open.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from selaras.actions import foreseeing, placement
from selaras.actions.access import Actor
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.acting import Acting
from selaras.actions.evidence.appending import append, opened_entries
from selaras.actions.foreseeing import Foreseen, foresee_result
from selaras.actions.office.events import importing
from selaras.actions.placement import propose
from selaras.actions.results import freeze_result
from selaras.core.entries import EntryType, drafts_of
from selaras.core.errors import CoreError
from selaras.core.freezing import locked
from selaras.core.vocabulary import Role
from selaras.outside.chance import SystemChance
from selaras.outside.clock import StoppedClock
from selaras.queries.results import result_in
from selaras.records import models as rows
from tests.actions.test_import import AS_OF, AT, by, imported
from tests.actions.test_measuring import points_case
from tests.actions.test_placement import scored
from tests.core.building import rulebook_on
from tests.web.office.events.workbooks import marked

pytestmark = pytest.mark.django_db

_SLOW = (
    (foreseeing, "measure_units"),
    (foreseeing, "results_from"),
    (foreseeing, "publication_bytes"),
    (placement, "problem_of"),
    (placement, "offer_of"),
)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """Return a list that fills with what was computed, and whether the ledger was held meanwhile."""
    noted: list[tuple[str, bool]] = []
    # The test itself runs in a transaction: what an action opens is a savepoint within.
    outside = len(connection.savepoint_ids)

    def noting(name: str, compute: Callable[..., Any]) -> Callable[..., Any]:
        def computing(*told: Any, **named: Any) -> Any:
            noted.append((name, len(connection.savepoint_ids) > outside))
            return compute(*told, **named)

        return computing

    for where, name in _SLOW:
        monkeypatch.setattr(where, name, noting(name, getattr(where, name)))
    return noted


def make_marked() -> EventRef:
    case = marked()
    acting = Acting(
        actor=Actor(name="SK", roles=frozenset({Role.SECRETARIAT})),
        signer=None,
        declared_at=case.event.ends_on,
        clock=StoppedClock(AT),
        chance=SystemChance(),
    )
    return importing.make_event(case, upload=0, agency=case.agency.code, log_key=None, acting=acting).ref


def test_an_import_computes_before_it_writes(held: list[tuple[str, bool]]) -> None:
    ref = make_marked()

    assert [name for name, _ in held].count("results_from") == 1
    assert not any(is_held for _, is_held in held), held
    assert result_in(opened_entries(event_row(ref))).results.is_scored


def test_freezing_computes_before_it_writes(held: list[tuple[str, bool]]) -> None:
    ref = imported(points_case())

    freeze_result(ref, as_of=AS_OF, **by())

    assert [name for name, _ in held] == ["measure_units", "results_from", "publication_bytes"]
    assert not any(is_held for _, is_held in held), held


def test_proposing_computes_before_it_writes(held: list[tuple[str, bool]]) -> None:
    ref, frozen = scored()

    propose(ref, frozen, **by())

    assert {"problem_of", "offer_of"} <= {name for name, _ in held}
    assert not any(is_held for _, is_held in held), held


def test_a_build_that_computes_while_it_holds_is_caught(
    held: list[tuple[str, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Foreseen, "follows_from", lambda *_: False)

    make_marked()

    assert any(is_held for _, is_held in held)


def test_what_came_in_meanwhile_is_in_the_result(held: list[tuple[str, bool]]) -> None:
    """A result that was computed of fewer entries than there are is never entered."""
    case = points_case()
    ref = imported(case)
    early = foresee_result(event_row(ref), as_of=AS_OF)
    lock = locked(case, rulebook_digest=rulebook_on().digest)
    append(event_row(ref), drafts_of(case, (EntryType.POSITION,), lock=lock), **_by_name())

    frozen = freeze_result(ref, as_of=AS_OF, foreseen=early, **by())

    assert [name for name, _ in held].count("results_from") == 2
    assert frozen.ledger_size == len(opened_entries(event_row(ref)))
    assert result_in(opened_entries(event_row(ref))).document == frozen.document


def test_what_was_foreseen_of_other_entries_is_not_taken() -> None:
    case = marked()
    rulebook = importing.rulebook_for(case)
    lock = locked(case, rulebook_digest=rulebook.digest)
    drafts = [*importing.drafts_of_design(case, rulebook), *importing.drafts_of_marks(case, lock=lock)]
    event = event_row(make_marked())
    told = [foreseeing.foresee_import(drafts, as_of=AS_OF)]
    noted = replace(drafts[-1], note="lain")
    told.append(foreseeing.foresee_import([*drafts[:-1], noted], as_of=AS_OF))

    kept = rows.Entry.objects.filter(event=event, index__lt=len(drafts)).order_by("index")
    contents = kept.values_list("type", "subject", "payload__payload", "payload__note")
    found = foreseeing._digest((a, b, bytes(c), bytes(d)) for a, b, c, d in contents)

    assert [one.stands_on == found for one in told] == [True, False]


def test_an_import_that_breaks_off_at_the_last_step_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise CoreError("storage_full")

    monkeypatch.setattr(importing, "freeze_result", broken)
    with pytest.raises(CoreError):
        make_marked()

    assert not rows.Event.objects.exists()
    assert not rows.Entry.objects.exists()


def _by_name() -> dict[str, Any]:
    told = by()
    return {**told, "actor": told["actor"].name}
