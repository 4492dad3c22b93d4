"""The database itself refuses to change or lose what was entered, and notices when it no longer would."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import IntegrityError, connection, connections, migrations, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from selaras.core.errors import SeveralErrors
from selaras.records import guards
from selaras.records.models import Device, Entry, Erasure, LedgerHead, Payload, Rating, Result
from tests.records import building

TABLES = (
    "records_entry",
    "records_rating",
    "records_result",
    "records_erasure",
    "records_checkpoint",
    "records_cosignature",
    "records_policy",
    "records_alarm",
    "records_payload",
)
ON_SQLITE = connection.vendor == "sqlite"


@pytest.fixture
def filled(db: None) -> Entry:
    """One row in every guarded table; returned is the entry that an erasure names."""
    event = building.event()
    building.head(event, size=3)
    erased, ordering, plain = (
        building.entry(event, 0),
        building.entry(event, 1, type="erasure"),
        building.entry(event, 2),
    )
    building.payload(erased)
    building.payload(plain)
    Erasure.objects.create(entry=erased, ordered_by=ordering, agency=event.agency)
    building.rating(event, erased)
    building.result(event)
    building.cosignature(building.checkpoint(event))
    building.policy(event)
    building.alarm(event)
    building.device(event)
    return erased


def refusal(statement: str) -> str:
    """Return what the database says to a statement; the test fails when it does as told."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(refused.value)


@pytest.mark.parametrize("table", TABLES)
def test_raw_sql_cannot_change_a_row(table: str, filled: Entry) -> None:
    told = refusal(f"UPDATE {table} SET agency_id = agency_id")

    assert ("changed_only_by_erasure" if table == "records_result" else "never_changed") in told


@pytest.mark.parametrize(
    "table", ["records_entry", "records_result", "records_erasure", "records_ledgerhead"]
)
def test_raw_sql_cannot_delete_a_row(table: str, filled: Entry) -> None:
    assert "never_deleted" in refusal(f"DELETE FROM {table}")


def test_a_payload_is_deleted_only_when_an_erasure_entry_orders_it(filled: Entry) -> None:
    assert "deleted_only_by_erasure" in refusal("DELETE FROM records_payload")

    Payload.objects.filter(entry=filled).delete()

    assert [one.entry.index for one in Payload.objects.all()] == [2]


def test_a_mark_is_deleted_only_when_an_erasure_entry_orders_it(filled: Entry) -> None:
    building.rating(filled.event, Entry.objects.get(index=2))

    assert "deleted_only_by_erasure" in refusal("DELETE FROM records_rating")

    Rating.objects.filter(entry=filled).delete()
    assert [one.entry.index for one in Rating.objects.all()] == [2]


def test_a_results_document_goes_with_an_erased_person_and_nothing_else_changes(filled: Entry) -> None:
    for change in (
        "document = '{\"a\":1}'",
        "document = '', version = 2",
        f"document = '', document_digest = '{'cd' * 32}'",
        "document = '', ledger_size = 2",
        "document = '', frozen_at = '2030-01-01T00:00:00+00:00'",
    ):
        assert "changed_only_by_erasure" in refusal(f"UPDATE records_result SET {change}")

    Result.objects.update(document="")
    assert Result.objects.get().document == ""


def test_without_an_erasure_a_results_document_stays(db: None) -> None:
    building.result(building.event())

    assert "changed_only_by_erasure" in refusal("UPDATE records_result SET document = ''")


@pytest.mark.parametrize("what", ["synchronous_commit", "fsync", "full_page_writes"])
@pytest.mark.postgres
def test_a_postgresql_that_may_lose_what_it_acknowledged_is_refused(
    db: None, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The tests' own cluster is such a one, and says so; an installation has no such setting.
    monkeypatch.delitem(connection.settings_dict, guards.THROW_AWAY)

    assert what in facts_of(connection)


@pytest.mark.postgres
def test_a_postgresql_that_waits_for_its_disk_is_served(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(connection.settings_dict, guards.THROW_AWAY)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = on")

    assert "synchronous_commit" not in facts_of(connection)


@pytest.mark.sqlite
def test_a_database_that_keeps_what_was_erased_is_refused(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=OFF")
        try:
            assert "secure_delete" in facts_of(connection)
        finally:
            cursor.execute("PRAGMA secure_delete=ON")


def test_an_order_that_is_no_erasure_or_of_another_event_deletes_nothing(db: None) -> None:
    event, other = building.event("a"), building.event("b")
    for target, order in (
        (building.entry(event, 0), building.entry(event, 1)),
        (building.entry(event, 2), building.entry(other, 0, type="erasure")),
    ):
        building.payload(target)
        Erasure.objects.create(entry=target, ordered_by=order, agency=event.agency)
        assert "deleted_only_by_erasure" in refusal(
            f"DELETE FROM records_payload WHERE entry_id = {target.pk}"
        )


@pytest.mark.parametrize(
    "change",
    ["holder = 'E2'", "role = 'KP'", "device = 'x'", "enrolled_at_index = 1", "revoked_at_index = NULL"],
)
def test_a_device_only_ever_learns_that_it_was_revoked(change: str, filled: Entry) -> None:
    if "revoked" in change:
        assert Device.objects.update(revoked_at_index=9) == 1

    assert "only_revoked" in refusal(f"UPDATE records_device SET {change}")


def test_a_head_never_shrinks(filled: Entry) -> None:
    LedgerHead.objects.update(size=4)

    assert "never_shrinks" in refusal("UPDATE records_ledgerhead SET size = 3")


def test_a_row_of_another_agency_than_its_event_is_refused(db: None) -> None:
    event, stranger = building.event(), building.agency("metro")
    entry, participant = building.entry(event), building.participant(event)
    event.agency = entry.agency = stranger

    for make in (
        lambda: building.entry(event, 1),
        lambda: building.head(event),
        lambda: building.examiner(event),
        lambda: building.result(event),
        lambda: building.payload(entry),
        lambda: building.checkpoint(event),
        lambda: building.policy(event),
        lambda: building.device(event),
        lambda: building.alarm(event),
    ):
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            make()
        assert "of_another_agency" in str(refused.value)
    for table in ("records_participant", "records_event"):
        assert "another_agency" in refusal(f"UPDATE {table} SET agency_id = {stranger.pk}")
    assert type(participant).objects.get().agency.code == "bengkulu"


@pytest.mark.sqlite
@pytest.mark.parametrize("table", [*TABLES, "records_ledgerhead", "records_device"])
def test_sqlite_replaces_no_row(table: str, filled: Entry) -> None:
    # REPLACE asks no delete trigger: without its own guard this would pass.
    assert "never_replaced" in refusal(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


@pytest.mark.sqlite
def test_sqlite_replaces_no_entry_at_the_same_index(filled: Entry) -> None:
    columns = (
        '"agency_id", "event_id", "index", "envelope", "signature", "leaf_hash", "type", "subject", "device"'
    )

    told = refusal(
        f"INSERT OR REPLACE INTO records_entry ({columns}, ulid, dseq, received_at)"
        f" SELECT {columns}, 'X' || id, dseq + 10, received_at FROM records_entry"
    )

    assert "never_replaced" in told


@pytest.mark.postgres
@pytest.mark.parametrize("table", [*TABLES, "records_ledgerhead", "records_device"])
def test_postgresql_empties_no_table(table: str, filled: Entry) -> None:
    with connection.cursor() as cursor:
        # Foreign keys that wait for the commit would refuse first, for another reason.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert "never_emptied" in refusal(f"TRUNCATE {table} CASCADE")


@pytest.mark.postgres
def test_postgresql_changes_no_row_on_conflict(filled: Entry) -> None:
    told = refusal(
        "INSERT INTO records_entry SELECT * FROM records_entry"
        " ON CONFLICT (id) DO UPDATE SET subject = 'P-999'"
    )

    assert "never_changed" in told


def facts_of(checked: BaseDatabaseWrapper) -> dict[str, Any]:
    """Return what check_database objects to: guards, settings and migrations by name."""
    try:
        guards.check_database(checked)
    except SeveralErrors as found:
        return {str(next(iter(one.facts.values()))): one for one in found.errors}
    return {}


def test_a_guarded_database_is_served(db: None) -> None:
    assert facts_of(connection) == {}
    assert guards.missing(connection) == ()


def test_a_database_without_guards_is_refused(db: None) -> None:
    guards.lift(connection)

    assert set(facts_of(connection)) == {one.name for one in guards.guards_for(connection.vendor)}


def test_each_single_missing_guard_is_noticed(db: None) -> None:
    for guard in guards.guards_for(connection.vendor):
        on = "" if ON_SQLITE else f' ON "{guard.table}"'
        with connection.cursor() as cursor:
            cursor.execute(f'DROP TRIGGER "{guard.name}"{on}')
        assert guards.missing(connection) == (guard.name,)
        guards.lay(connection)
    assert guards.missing(connection) == ()


def test_a_guard_that_was_made_toothless_is_noticed(db: None) -> None:
    name = "selaras_guard_entry_update_never_changed"
    with connection.cursor() as cursor:
        if ON_SQLITE:
            cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(f"CREATE TRIGGER {name} BEFORE UPDATE ON records_entry BEGIN SELECT 1; END")
        else:
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
                " AS $$BEGIN RETURN NEW; END$$"
            )

    assert guards.missing(connection) == (name,)


@pytest.mark.postgres
def test_a_guard_that_was_switched_off_is_noticed_and_laid_again(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE records_entry DISABLE TRIGGER ALL")

    assert set(guards.missing(connection)) == {
        one.name for one in guards.guards_for("postgresql") if one.table == "records_entry"
    }
    guards.lay(connection)
    assert guards.missing(connection) == ()


@pytest.mark.sqlite
@pytest.mark.parametrize("does", ["SELECT RAISE(IGNORE)", "DELETE FROM records_participant"])
def test_a_strange_trigger_on_our_tables_is_refused(does: str, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TRIGGER sunyi BEFORE INSERT ON Records_Entry BEGIN {does}; END")

    assert guards.strangers(connection) == ("sunyi",)
    assert facts_of(connection)["sunyi"].code == "database_trigger_unknown"


@pytest.mark.sqlite
@pytest.mark.parametrize(("model", "field"), [("entry", "ulid"), ("rating", "criterion"), ("event", "key")])
def test_guards_come_back_after_a_migration_remade_a_table(
    model: str, field: str, committed_db: None
) -> None:
    lost = {one.name for one in guards.guards_for("sqlite") if one.table == f"records_{model}"}
    state = MigrationLoader(connection).project_state(("records", "0001_initial"))
    for length in (70, apps.get_model("records", model)._meta.get_field(field).max_length):
        altered = migrations.AlterField(model, field, models.CharField(max_length=length))
        migration = type("Migration", (migrations.Migration,), {"operations": [altered]})("9", "records")
        plan = [(migration, False)]

        emit_pre_migrate_signal(verbosity=0, interactive=False, db="default", plan=plan)
        with connection.schema_editor() as editor:
            state = migration.apply(state, editor)

        # The trap itself: were it gone, this test would prove nothing.
        assert lost <= set(guards.missing(connection))
        emit_post_migrate_signal(verbosity=0, interactive=False, db="default", plan=plan)
        assert guards.missing(connection) == ()
        assert facts_of(connection) == {}


@pytest.fixture
def opened_otherwise(db: None, tmp_path: Path) -> Any:
    """A second connection to a file of its own, with other options than ours."""

    def opened(**options: Any) -> BaseDatabaseWrapper:
        other = connections.create_connection("default")
        other.settings_dict = deepcopy(connection.settings_dict)
        other.settings_dict["NAME"] = str(tmp_path / "other.sqlite3")
        other.settings_dict["OPTIONS"].update(options)
        return other

    return opened


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("options", "setting"),
    [
        ({"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL"}, "synchronous"),
        ({"init_command": "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL"}, "journal_mode"),
        ({"init_command": "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=OFF"}, "foreign_keys"),
        ({"timeout": 5}, "busy_timeout"),
        ({"transaction_mode": None}, "transaction_mode"),
        ({"transaction_mode": "EXCLUSIVE"}, "transaction_mode"),
    ],
)
def test_a_setting_that_could_lose_entries_is_refused(
    options: dict[str, Any], setting: str, opened_otherwise: Any
) -> None:
    ours, other = opened_otherwise(), opened_otherwise(**options)

    for one, expected in ((ours, set()), (other, {setting})):
        found = facts_of(one)
        one.close()
        wrong = {name for name, error in found.items() if error.code == "database_setting_wrong"}
        assert wrong == expected


@pytest.mark.sqlite
def test_a_database_that_was_never_migrated_is_refused(opened_otherwise: Any) -> None:
    empty = opened_otherwise()

    found = facts_of(empty)
    empty.close()

    assert found["0001_initial"].code == "database_migration_missing"
    assert "selaras_guard_entry_update_never_changed" in found
