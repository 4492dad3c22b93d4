"""One participant erased: nothing that tells of the person is left in the database, and the proof holds."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from selaras.actions.access import IMPORTER, Actor, Role
from selaras.actions.custody.erasing import Erased, erase
from selaras.actions.custody.rebuilding import check_projections, rebuild
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.appending import opened_entries
from selaras.actions.evidence.checkpoints import checkpoints_of
from selaras.actions.exports import export_bundle, export_ledger
from selaras.actions.installation import wipe_deleted
from selaras.actions.papers import issue_papers
from selaras.actions.results import freeze_result
from selaras.core import casefile as c
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.bundle import Grade, files_of
from selaras.core.verification.verifying import verify
from selaras.documents.papers import Paper
from selaras.exchange.ledger_export import read_export
from selaras.queries.results import result_in
from selaras.records import models as rows
from tests.actions.evidence.live_events import LOG_KEY
from tests.actions.evidence.test_live import freeze, verdict_on, with_everything_that_happens
from tests.actions.test_import import AS_OF, by, imported
from tests.core.building import small_case

NAME = "Dr. Wiratmaja Pangestuningtyas, S.E., M.M."
BARE = b"Pangestuningtyas"
NIP = "198112242006041007"
REASON = "Masa simpan berakhir 2034; berita acara pemusnahan nomor 12."


def case_with(person: str = NAME) -> c.CaseFile:
    """Return the small event with one person whose name and NIP stand nowhere else."""
    case = small_case()
    gone = case.officials[1].nip

    def renamed(one: Any) -> Any:
        return replace(one, nip=NIP) if getattr(one, "nip", None) == gone else one

    lists: dict[str, Any] = {
        name: tuple(renamed(one) for one in getattr(case, name))
        for name in ("careers", "attendances", "rating_sheets", "feedback", "performances")
    }
    lists |= {
        name: tuple(renamed(one) for one in getattr(case, name))
        for name in ("track_record", "assessments", "permissions", "assignments")
    }
    people = (case.officials[0], replace(case.officials[1], nip=NIP, name=person), *case.officials[2:])  # type: ignore[arg-type]
    return replace(case, officials=people, **lists)


def closed() -> EventRef:
    ref = imported(case_with())
    freeze_result(ref, as_of=AS_OF, **by())
    issue_papers(ref, [Paper(code="rekap", file_name="04-rekap.pdf", title="Rekap", content=b"satu")], **by())
    return ref


def erased(ref: EventRef, **changes: Any) -> Erased:
    told = {"reason": REASON, **by(declared_at=date(2034, 3, 1)), **changes}
    return erase(ref, "P-002", **told)


def refusal(ref: EventRef, **changes: Any) -> CoreError:
    with pytest.raises(CoreError) as refused:
        erased(ref, **changes)
    return refused.value


def test_everything_about_the_person_goes_and_nothing_else(db: None) -> None:
    ref = closed()
    about = list(rows.Entry.objects.filter(subject="P-002").order_by("index").values_list("index", flat=True))
    n_others = rows.Payload.objects.exclude(entry__subject="P-002").count()

    done = erased(ref)

    assert done.entries == tuple(about)
    assert done.remains_at == ()
    assert not rows.Payload.objects.filter(entry__subject="P-002").exists()
    assert rows.Payload.objects.count() == n_others + 1  # the order itself
    assert not rows.Rating.objects.filter(entry__subject="P-002").exists()
    assert rows.Rating.objects.exists()
    assert not rows.Participant.objects.filter(code="P-002").exists()
    assert not rows.Official.objects.filter(nip=NIP).exists()
    assert rows.Result.objects.get().document == ""


def test_the_order_says_what_was_destroyed_and_why(db: None) -> None:
    ref = closed()

    done = erased(ref)

    order = rows.Entry.objects.get(index=done.ordered_by)
    told = opened_entries(event_row(ref))[-1]
    assert (order.type, order.subject) == ("erasure", "")
    assert told.type is EntryType.ERASURE
    assert told.payload == {"entries": list(done.entries), "reason": REASON}
    assert {one.ordered_by_id for one in rows.Erasure.objects.all()} == {order.pk}


def test_the_ledger_still_holds_and_its_export_tells_nothing_of_the_person(db: None) -> None:
    ref = closed()
    before = export_ledger(ref)

    erased(ref)
    after = export_ledger(ref)

    assert BARE in before.content
    assert NIP.encode() in before.content
    assert BARE not in after.content
    assert NIP.encode() not in after.content
    assert read_export(after.content).root_at(before.size) == before.root


def test_the_bundle_still_verifies_and_says_who_was_erased(db: None) -> None:
    ref = closed()
    done = erased(ref)

    bundle = export_bundle(ref, grade=Grade.FULL, actor=IMPORTER, papers={})
    verdict = verify(bundle.content)

    assert verdict.verdict.value == "holds", verdict.to_json()
    assert verdict.erased.people == ("P-002",)
    assert verdict.erased.entries == len(done.entries)
    assert "rank" in verdict.recount.not_here
    assert all(
        BARE not in content and NIP.encode() not in content for content in files_of(bundle.content).values()
    )


def test_a_result_that_held_the_person_is_not_shown_again(db: None) -> None:
    ref = closed()
    erased(ref)

    with pytest.raises(CoreError) as refused:
        result_in(opened_entries(event_row(ref)))

    assert refused.value.code == "result_holds_erased"


def test_the_rows_that_are_left_say_what_the_ledger_says(db: None) -> None:
    ref = closed()
    erased(ref)

    assert check_projections(ref) == ()
    assert rebuild(ref, actor=IMPORTER).mended == ()
    assert rows.Result.objects.get().document == ""


def test_an_erased_person_put_back_into_the_rows_is_found(db: None) -> None:
    ref = closed()
    erased(ref)
    official = rows.Official.objects.exclude(nip=NIP).order_by("pk")[0]
    rows.Official.objects.filter(pk=official.pk).update(nip=NIP)

    assert {one.table for one in check_projections(ref)} == {"official", "participant"}


@pytest.mark.parametrize(
    "reason", ["Atas permintaan Wiratmaja Pangestuningtyas", f"NIP {NIP}", "NIP 19811224 200604 1 007"]
)
def test_a_reason_that_names_the_person_is_refused(db: None, reason: str) -> None:
    assert refusal(closed(), reason=reason).code == "erasure_names_a_person"


def test_nobody_is_erased_twice_and_nobody_unknown(db: None) -> None:
    ref = closed()
    erased(ref)

    assert refusal(ref).code == "erased_already"
    with pytest.raises(CoreError) as refused:
        erase(ref, "P-099", reason=REASON, **by())
    assert refused.value.code == "person_code_unknown"


def test_nobody_is_erased_while_numbers_still_change(db: None) -> None:
    ref = imported(case_with())

    refused = refusal(ref)

    assert refused.code == "erasure_too_early"
    assert rows.Payload.objects.filter(entry__subject="P-002").exists()


def test_who_may_not_erase_is_refused(db: None) -> None:
    chair = Actor(name="ani", roles=frozenset({Role.CHAIR}))

    assert refusal(closed(), actor=chair).code == "not_permitted"


def test_what_others_entries_still_tell_of_the_person_is_named(db: None) -> None:
    case = case_with()
    acting = replace(case.positions[-1], state=c.v.PositionState.ACTING, acting_name=NAME)
    ref = imported(replace(case, positions=(*case.positions[:-1], acting)))
    freeze_result(ref, as_of=AS_OF, **by())

    done = erased(ref)

    (index,) = done.remains_at
    assert rows.Entry.objects.get(index=index).type == "position"


def test_of_a_signed_event_the_log_key_signs_order_and_checkpoint(db: None) -> None:
    live = with_everything_that_happens()
    freeze(live)

    done = erase(live.ref, "P-002", reason=REASON, **by(), log_key=LOG_KEY)

    order = rows.Entry.objects.get(index=done.ordered_by)
    assert order.device == "server"
    assert done.ordered_by + 1 in checkpoints_of(live.ref)
    verdict = verdict_on(live)
    assert verdict.verdict.exit_code == 0, verdict.to_json()
    assert verdict.erased.people == ("P-002",)
    assert check_projections(live.ref) == ()


def test_of_a_signed_event_nothing_is_erased_without_the_log_key(db: None) -> None:
    live = with_everything_that_happens()
    freeze(live)

    with pytest.raises(CoreError) as refused:
        erase(live.ref, "P-002", reason=REASON, **by())

    assert refused.value.code == "entry_not_signed"
    assert rows.Payload.objects.filter(entry__subject="P-002").exists()


def test_a_person_of_two_events_stays_in_the_other(db: None) -> None:
    ref = closed()
    other = small_case(event={"key": "job-fit-2025"})
    imported(replace(case_with(), event=other.event))

    done = erased(ref)

    assert done.other_events == ("job-fit-2025",)
    assert rows.Official.objects.filter(nip=NIP).exists()
    assert check_projections(ref) == ()


def test_erasing_again_for_another_person_leaves_the_first_order(db: None) -> None:
    ref = closed()
    first = erased(ref)

    second = erase(ref, "P-003", reason=REASON, **by())

    assert not set(first.entries) & set(second.entries)
    assert verify(export_bundle(ref, grade=Grade.FULL, actor=IMPORTER, papers={}).content).erased.people == (
        "P-002",
        "P-003",
    )


@pytest.fixture
def kept_files(committed_db: None) -> Path:
    """The database's own file; beside it stand its write-ahead log and index."""
    return Path(str(connection.settings_dict["NAME"]))


def bytes_left(path: Path) -> set[str]:
    """Return in which of the database's files the person can still be read, used pages or not."""
    found = set()
    for one in path.parent.glob(f"{path.name}*"):
        content = one.read_bytes()
        if BARE in content or NIP.encode() in content:
            found.add(one.name.removeprefix(path.name))
    return found


@pytest.mark.sqlite
def test_not_a_byte_of_the_person_is_left_in_the_files(kept_files: Path, django_db_setup: None) -> None:
    ref = closed()
    assert "" in bytes_left(kept_files) or "-wal" in bytes_left(kept_files)

    erased(ref)
    # What is merely deleted is still there: the test can fail.
    assert bytes_left(kept_files)
    wipe_deleted()

    assert bytes_left(kept_files) == set()
    assert check_projections(ref) == ()


@pytest.mark.postgres
def test_postgresql_writes_its_tables_anew(committed_db: None) -> None:
    ref = closed()

    def places() -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_relation_filenode('records_payload'), pg_relation_filenode('records_official')"
            )
            return list(cursor.fetchone())

    before = places()
    erased(ref)
    assert places() == before
    wipe_deleted()

    assert not set(places()) & set(before)
    assert check_projections(ref) == ()
