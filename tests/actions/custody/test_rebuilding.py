"""Tables held against their ledger: whatever is changed beside it is found, and made anew from it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from selaras.actions.access import IMPORTER, Actor, Role
from selaras.actions.custody import rebuilding
from selaras.actions.custody.kept_rows import kept_tables
from selaras.actions.custody.rebuilding import Difference, check_all_projections, check_projections, rebuild
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.papers import issue_papers
from selaras.actions.results import freeze_result
from selaras.core import vocabulary as v
from selaras.core.errors import CoreError, SeveralErrors
from selaras.documents.papers import Paper
from selaras.records import guards
from selaras.records import models as rows
from tests.actions.evidence.live_events import LOG_KEY
from tests.actions.evidence.test_live import freeze, with_everything_that_happens
from tests.actions.test_import import AS_OF, by, imported
from tests.core.building import small_case

PAPERS = (
    Paper(code="rekap", file_name="04-rekap.pdf", title="Rekap", content=b"satu"),
    Paper(code="berita-acara", file_name="05-berita-acara.pdf", title="Berita Acara", content=b"dua"),
)


def whole() -> EventRef:
    """Return an event from import to papers, with a paper that was issued twice."""
    ref = imported()
    freeze_result(ref, as_of=AS_OF, **by())
    issue_papers(ref, PAPERS, **by())
    issue_papers(ref, [replace(PAPERS[0], content=b"tiga")], **by())
    return ref


def tampered(change: Callable[[], Any]) -> None:
    """Change rows as somebody with the right to change the schema would: no guard is missing afterwards."""
    guards.lift(connection)
    change()
    guards.lay(connection)
    assert guards.missing(connection) == ()


def test_rows_that_were_left_alone_say_what_the_ledger_says(db: None) -> None:
    ref = whole()

    assert check_projections(ref) == ()
    check_all_projections()


def first(model: Any) -> Any:
    return model.objects.order_by("pk")[0]


def update(model: Any, **changes: Any) -> Callable[[], Any]:
    return lambda: model.objects.filter(pk=first(model).pk).update(**changes)


TAMPERINGS: dict[str, tuple[Callable[[], Any], str, str]] = {
    "a mark": (update(rows.Rating, mark_hundredths=100), "rating", "changed"),
    "a state": (update(rows.Rating, state="no-evidence", mark_hundredths=None), "rating", "changed"),
    "whose mark": (
        lambda: rows.Rating.objects.filter(pk=first(rows.Rating).pk).update(
            participant=rows.Participant.objects.order_by("-pk")[0]
        ),
        "rating",
        "changed",
    ),
    "a mark less": (lambda: first(rows.Rating).delete(), "rating", "missing"),
    "a phase": (update(rows.Event, phase="scoring"), "event", "changed"),
    "a title": (update(rows.Event, title="Uji lain"), "event", "changed"),
    "a day": (update(rows.Event, ends_on=AS_OF + timedelta(days=90)), "event", "changed"),
    "a standing": (update(rows.Participant, status="exempt"), "participant", "changed"),
    "a code": (update(rows.Participant, code="P-009"), "participant", "missing"),
    "a name": (update(rows.Official, name="Orang Lain"), "official", "changed"),
    "a grade": (update(rows.Official, grade="IV/e"), "official", "changed"),
    "an examiner": (update(rows.Examiner, name="Orang Lain"), "examiner", "changed"),
    "a post": (update(rows.Position, title="Kepala Dinas Lain"), "position", "changed"),
    "a document": (lambda: rows.Result.objects.update(document="{}"), "result", "changed"),
    "a document gone": (lambda: rows.Result.objects.update(document=""), "result", "changed"),
    "a document with its digest": (
        lambda: rows.Result.objects.update(document="{}", document_digest="44136fa355b3678a" + "0" * 48),
        "result",
        "changed",
    ),
    "a result less": (lambda: rows.Result.objects.all().delete(), "result", "missing"),
    "a paper": (update(rows.Paper, sha256="ab" * 32), "paper", "changed"),
    "a paper less": (lambda: rows.Paper.objects.order_by("-pk")[0].delete(), "paper", "missing"),
    "what repeats an envelope": (update(rows.Entry, type="feedback"), "entry", "changed"),
    "an erasure": (
        lambda: rows.Erasure.objects.create(
            agency=first(rows.Agency),
            entry=first(rows.Entry),
            ordered_by=rows.Entry.objects.order_by("-pk")[0],
        ),
        "erasure",
        "unknown",
    ),
    "a device": (
        lambda: rows.Device.objects.create(
            agency=first(rows.Agency),
            event=first(rows.Event),
            device="7K3M-0QXY-Z1AB",
            holder="P1",
            role="PG",
            public_key=bytes(65),
            enrolled_at_index=3,
        ),
        "device",
        "unknown",
    ),
    "a checkpoint": (
        lambda: rows.Checkpoint.objects.create(
            agency=first(rows.Agency),
            event=first(rows.Event),
            size=5,
            root=bytes(32),
            note=b"",
            made_at=first(rows.Entry).received_at,
        ),
        "checkpoint",
        "changed",
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_row_changed_behind_its_guard_is_found_and_made_anew(db: None, name: str) -> None:
    ref = whole()
    before = kept_tables(event_row(ref))
    change, table, how = TAMPERINGS[name]

    tampered(change)

    found = check_projections(ref)
    assert (table, how) in {(one.table, one.how) for one in found}
    with pytest.raises(SeveralErrors) as refused:
        check_all_projections()
    told = {(one.code, one.facts["table"]) for one in refused.value.errors}
    assert ("projection_differs", table) in told
    if table != "checkpoint":
        assert set(rebuild(ref, actor=IMPORTER).mended) == set(found)
        assert check_projections(ref) == ()
        assert kept_tables(event_row(ref)) == before
        assert guards.missing(connection) == ()


def test_a_refusal_names_no_person(db: None) -> None:
    whole()
    tampered(update(rows.Official, name="Orang Lain"))

    with pytest.raises(SeveralErrors) as refused:
        check_all_projections()

    told = " ".join(str(one) for one in refused.value.errors)
    for person in small_case().officials:
        assert person.name not in told
        assert person.nip not in told
    assert "P-001" in told


def test_rebuilding_what_is_right_changes_nothing(db: None) -> None:
    ref = whole()
    before = kept_tables(event_row(ref))
    people = dict(rows.Participant.objects.values_list("code", "pk"))
    frozen_at = rows.Result.objects.get().frozen_at

    rebuilt = rebuild(ref, actor=IMPORTER)

    assert rebuilt.mended == ()
    assert rebuilt.n_rows["rating"] == rows.Rating.objects.count() > 0
    assert kept_tables(event_row(ref)) == before
    assert dict(rows.Participant.objects.values_list("code", "pk")) == people
    assert rows.Result.objects.get().frozen_at == frozen_at


def test_a_forged_checkpoint_is_not_rebuilt_away(db: None) -> None:
    ref = whole()
    tampered(TAMPERINGS["a checkpoint"][0])

    with pytest.raises(SeveralErrors) as refused:
        rebuild(ref, actor=IMPORTER)

    assert [one.facts["table"] for one in refused.value.errors] == ["checkpoint"]


def test_a_ledger_that_does_not_hold_is_refused_and_nothing_is_rebuilt_from_it(db: None) -> None:
    ref = whole()
    entry = rows.Entry.objects.get(index=7)
    tampered(lambda: rows.Payload.objects.filter(entry=entry).update(payload=b"{}"))

    with pytest.raises(CoreError) as refused:
        rebuild(ref, actor=IMPORTER)

    assert (refused.value.code, refused.value.facts["index"]) == ("commitment_does_not_open", 7)
    with pytest.raises(SeveralErrors) as unserved:
        check_all_projections()
    assert [one.code for one in unserved.value.errors] == ["commitment_does_not_open"]


def test_who_was_absent_stands_as_not_assessed(db: None) -> None:
    case = small_case()
    away = replace(case.attendances[0], state=v.AttendanceState.ILL, document="Surat dokter")
    own = away.nip
    ref = imported(
        replace(
            case,
            attendances=(away, *case.attendances[1:]),
            rating_sheets=tuple(one for one in case.rating_sheets if one.nip != own),
        )
    )

    assert rows.Participant.objects.filter(status="not_assessed").count() == 1
    assert check_projections(ref) == ()
    rebuild(ref, actor=IMPORTER)
    assert rows.Participant.objects.filter(status="not_assessed").count() == 1


def test_a_signed_events_rows_say_what_its_ledger_says(db: None) -> None:
    live = with_everything_that_happens()
    freeze(live)
    issue_papers(live.ref, PAPERS, **by(), signer=LOG_KEY)

    assert check_projections(live.ref) == ()

    tampered(update(rows.Device, holder="PG-9"))
    assert {(one.table, one.how) for one in check_projections(live.ref)} == {("device", "changed")}
    rebuild(live.ref, actor=IMPORTER)
    assert check_projections(live.ref) == ()


def test_an_official_of_two_events_may_stand_as_either_says(db: None) -> None:
    first_event = whole()
    case = small_case(event={"key": "job-fit-2025"})
    promoted = replace(case.officials[0], name="Ani Baru, S.E., M.M.")
    imported(replace(case, officials=(promoted, *case.officials[1:])))

    check_all_projections()

    # The later event has it otherwise; what neither says is found in both.
    tampered(update(rows.Official, name=promoted.name))
    assert check_projections(first_event) == ()
    tampered(update(rows.Official, name="Orang Lain"))
    with pytest.raises(SeveralErrors) as refused:
        check_all_projections()
    assert len(refused.value.errors) == 2


def test_a_build_that_compares_no_rows_lets_a_changed_mark_pass(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = whole()
    tampered(TAMPERINGS["a mark"][0])
    monkeypatch.setattr(rebuilding, "_compared", lambda *_: iter(()))

    assert check_projections(ref) == ()


def test_who_may_not_rebuild_is_refused(db: None) -> None:
    ref = whole()

    with pytest.raises(CoreError) as refused:
        rebuild(ref, actor=Actor(name="ani", roles=frozenset({Role.EXAMINER})))

    assert refused.value.code == "not_permitted"


def test_a_difference_says_which_row_it_is(db: None) -> None:
    ref = whole()
    rating = first(rows.Rating)
    tampered(update(rows.Rating, mark_hundredths=100))

    assert check_projections(ref) == (
        Difference(table="rating", key=(rating.entry.index, rating.criterion), how="changed"),
    )
