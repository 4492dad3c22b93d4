"""What the database itself refuses, whoever asks: triggers, and the check that they are there.

Traps that are closed here. SQLite loses triggers when Django remakes a table: they are laid after
every migration; and it cannot remake a table that a trigger of another one reads: those are lifted
before. SQLite's REPLACE removes a row without asking the delete trigger: an insert that would
replace is refused. PostgreSQL's TRUNCATE asks no row trigger: it gets a trigger of its own.
"""

import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

from selaras.core.errors import CoreError, SeveralErrors
from selaras.records import migrations

PREFIX = "selaras_guard"


@dataclass(frozen=True, slots=True)
class Guard:
    """One refusal: before ``verb`` on ``table``, whenever ``condition`` holds (always, when empty)."""

    table: str
    verb: str  # INSERT, UPDATE, DELETE or TRUNCATE
    says: str
    condition: str = ""

    @property
    def reads_others(self) -> bool:
        return "SELECT" in self.condition and f"FROM {self.table} " not in self.condition

    @property
    def name(self) -> str:
        return f"{PREFIX}_{self.table.removeprefix('records_')}_{self.verb.lower()}_{self.says}"

    def on_sqlite(self) -> str:
        when = f" WHEN {self.condition}" if self.condition else ""
        return (
            f'CREATE TRIGGER "{self.name}" BEFORE {self.verb} ON "{self.table}" FOR EACH ROW{when} '
            f"BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
        )

    def on_postgresql(self) -> tuple[str, str]:
        """Return the function and the trigger; a condition with a query may only stand in a function."""
        refusal = f"RAISE EXCEPTION '{self.message}' USING ERRCODE = 'integrity_constraint_violation';"
        if self.condition:
            refusal = f"IF {self.condition} THEN {refusal} END IF;"
        passed = "OLD" if self.verb == "DELETE" else "NEW"
        body = f"BEGIN {refusal} RETURN {passed if self.verb != 'TRUNCATE' else 'NULL'}; END"
        each = "STATEMENT" if self.verb == "TRUNCATE" else "ROW"
        return body, (
            f'CREATE TRIGGER "{self.name}" BEFORE {self.verb} ON "{self.table}" '
            f'FOR EACH {each} EXECUTE FUNCTION "{self.name}"()'
        )

    @property
    def message(self) -> str:
        return f"{self.table}: {self.says}"


# Per table, the columns that no two rows may share besides the primary key.
_APPEND_ONLY = {
    "records_entry": (("ulid",), ("event_id", "index"), ("event_id", "device", "dseq")),
    "records_rating": (("entry_id", "criterion"),),
    "records_result": (("event_id", "version"),),
    "records_erasure": (("entry_id",),),
    "records_checkpoint": (("event_id", "size"),),
    "records_cosignature": (("checkpoint_id", "witness"),),
    "records_policy": (("event_id", "version"),),
    "records_alarm": (("event_id", "kind", "device", "facts"),),
    "records_personread": (),
    "records_securityevent": (),
}
_OF_AN_EVENT = (
    "records_participant",
    "records_examiner",
    "records_rating",
    "records_result",
    "records_paper",
    "records_entry",
    "records_ledgerhead",
    "records_checkpoint",
    "records_cosignature",
    "records_policy",
    "records_device",
    "records_alarm",
    "records_personread",
    "records_notice",
    "records_question",
    "records_announcement",
    "records_retentionhold",
    "records_erasurerequest",
)
# A device's row only ever learns, once, that the device was revoked.
_MORE_THAN_REVOKED = " OR ".join(
    [
        "OLD.revoked_at_index IS NOT NULL",
        *(
            f"NEW.{column} <> OLD.{column}"
            for column in ("id", "event_id", "device", "holder", "role", "public_key", "enrolled_at_index")
        ),
    ]
)
# Of a result nothing ever changes but that its document, which names everybody, goes with an erased person.
_MORE_THAN_DESTROYED = " OR ".join(
    [
        "NEW.document <> ''",
        *(
            f"NEW.{column} <> OLD.{column}"
            for column in (
                *("id", "agency_id", "event_id", "version", "as_of", "document_digest", "scheme_digest"),
                *("rulebook_digest", "ledger_size", "ledger_root", "frozen_at"),
            )
        ),
        "NOT EXISTS (SELECT 1 FROM records_erasure e"
        " JOIN records_entry o ON o.id = e.ordered_by_id"
        " JOIN records_entry t ON t.id = e.entry_id"
        " WHERE t.event_id = OLD.event_id AND o.type = 'erasure' AND o.event_id = t.event_id)",
    ]
)
_NOT_ERASED = (
    "NOT EXISTS (SELECT 1 FROM records_erasure e"
    " JOIN records_entry o ON o.id = e.ordered_by_id"
    " JOIN records_entry t ON t.id = e.entry_id"
    " WHERE e.entry_id = OLD.entry_id AND o.type = 'erasure' AND o.event_id = t.event_id)"
)
# Who looked at somebody goes with that somebody, and stays otherwise.
_NOT_OF_AN_ERASED = (
    "NOT EXISTS (SELECT 1 FROM records_erasure e"
    " JOIN records_entry t ON t.id = e.entry_id"
    " JOIN records_participant p ON p.id = OLD.participant_id"
    " WHERE t.event_id = OLD.event_id AND t.subject = p.code)"
)


def guards_for(vendor: str) -> Iterator[Guard]:
    """Return every guard of one kind of database."""
    for table in _APPEND_ONLY:
        if table == "records_result":
            yield Guard(table, "UPDATE", "changed_only_by_erasure", _MORE_THAN_DESTROYED)
        else:
            yield Guard(table, "UPDATE", "never_changed")
        if table not in ("records_rating", "records_personread"):
            yield Guard(table, "DELETE", "never_deleted")
    yield Guard("records_payload", "UPDATE", "never_changed")
    # A mark repeats its entry's payload, and goes with it.
    for table in ("records_payload", "records_rating"):
        yield Guard(table, "DELETE", "deleted_only_by_erasure", _NOT_ERASED)
    yield Guard("records_personread", "DELETE", "deleted_only_by_erasure", _NOT_OF_AN_ERASED)
    shrinks = "NEW.size < OLD.size OR NEW.event_id <> OLD.event_id"
    yield Guard("records_ledgerhead", "UPDATE", "never_shrinks", shrinks)
    yield Guard("records_ledgerhead", "DELETE", "never_deleted")
    yield Guard("records_device", "UPDATE", "only_revoked", _MORE_THAN_REVOKED)
    yield Guard("records_device", "DELETE", "never_deleted")
    moves = "NEW.agency_id <> OLD.agency_id"
    yield Guard("records_event", "UPDATE", "never_moves_to_another_agency", moves)
    for table in _OF_AN_EVENT:
        yield Guard(table, "INSERT", "of_another_agency", _other_agency("event"))
        if table not in _APPEND_ONLY:
            yield Guard(table, "UPDATE", "of_another_agency", _other_agency("event"))
    for table in ("records_payload", "records_erasure"):
        yield Guard(table, "INSERT", "of_another_agency", _other_agency("entry"))
    if vendor == "sqlite":
        yield from _replacing()
    else:
        for table in (*_APPEND_ONLY, "records_payload", "records_ledgerhead", "records_device"):
            yield Guard(table, "TRUNCATE", "never_emptied")


def _other_agency(parent: str) -> str:
    found = f"SELECT p.agency_id FROM records_{parent} p WHERE p.id = NEW.{parent}_id"
    return f"NEW.agency_id <> COALESCE(({found}), -1)"


def _replacing() -> Iterator[Guard]:
    keys = {
        **{table: (("id",), *rest) for table, rest in _APPEND_ONLY.items()},
        "records_erasure": (("entry_id",),),
        "records_payload": (("entry_id",),),
        "records_ledgerhead": (("event_id",),),
        "records_device": (("id",), ("event_id", "device")),
    }
    for table, unique in keys.items():
        matches = (" AND ".join(f'"{name}" = NEW."{name}"' for name in names) for names in unique)
        same = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {one})" for one in matches)
        yield Guard(table, "INSERT", "never_replaced", same)


def lay(connection: BaseDatabaseWrapper) -> None:
    """Make every guard stand as it is written here, on the tables that exist."""
    tables = set(connection.introspection.table_names())
    standing = _standing(connection)
    wanted = {one.name: one for one in guards_for(connection.vendor) if _can_stand(one, tables)}
    with connection.cursor() as cursor:
        for name, (table, _) in standing.items():
            if name not in wanted or _differs(wanted[name], standing, connection.vendor):
                cursor.execute(_dropping(name, table, connection.vendor))
        for guard in wanted.values():
            if _differs(guard, standing, connection.vendor):
                for statement in _creating(guard, connection.vendor):
                    cursor.execute(statement)


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take every guard away, to rebuild projections or to clear a test; ``lay`` puts them back."""
    _lift(connection, set(_standing(connection)))


def lift_for_migration(connection: BaseDatabaseWrapper) -> None:
    """Take away the guards that read another table; should the migration fail, the check refuses."""
    _lift(connection, {one.name for one in guards_for(connection.vendor) if one.reads_others})


def _lift(connection: BaseDatabaseWrapper, names: set[str]) -> None:
    with connection.cursor() as cursor:
        for name, (table, _) in _standing(connection).items():
            if name in names:
                cursor.execute(_dropping(name, table, connection.vendor))


def missing(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """Return the names of guards that are absent, switched off or other than written here."""
    standing = _standing(connection)
    return tuple(
        one.name for one in guards_for(connection.vendor) if _differs(one, standing, connection.vendor)
    )


def strangers(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """Return the names of triggers on our tables that are no guards: one may swallow an insert unseen."""
    wanted = {one.name for one in guards_for(connection.vendor)}
    return tuple(
        sorted(
            name
            for name, (table, _) in _triggers(connection).items()
            if name not in wanted and table.casefold().startswith("records_")
        )
    )


def pending(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """Return the migrations of this app that the database has not seen."""
    written = {found.name for found in pkgutil.iter_modules(migrations.__path__)}
    applied: set[str] = set()
    if "django_migrations" in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM django_migrations WHERE app = 'records'")
            applied = {name for (name,) in cursor.fetchall()}
    return tuple(sorted(written - applied))


def check_database(connection: BaseDatabaseWrapper) -> None:
    """Refuse to work on a database that could lose or change what was acknowledged."""
    errors = [
        *(
            _sqlite_settings(connection)
            if connection.vendor == "sqlite"
            else _postgresql_settings(connection)
        ),
        *(CoreError("database_migration_missing", migration=name) for name in pending(connection)),
        *(CoreError("database_guard_missing", guard=name) for name in missing(connection)),
        *(CoreError("database_trigger_unknown", trigger=name) for name in strangers(connection)),
    ]
    if errors:
        raise SeveralErrors(tuple(errors))


def _sqlite_settings(connection: BaseDatabaseWrapper) -> Iterator[CoreError]:
    # NORMAL loses acknowledged entries at a power cut; without foreign keys rows lose their event.
    # Without secure_delete what was erased stays in the file until its place is used again.
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 20_000,
        "secure_delete": 1,
    }
    with connection.cursor() as cursor:
        for pragma, wanted in expected.items():
            got = cursor.execute(f"PRAGMA {pragma}").fetchone()[0]
            if got != wanted:
                yield CoreError("database_setting_wrong", setting=pragma, expected=wanted, got=got)
    # Without IMMEDIATE two writers both read, and one of them fails instead of waiting.
    mode = getattr(connection, "transaction_mode", None)
    if mode != "IMMEDIATE":
        yield CoreError("database_setting_wrong", setting="transaction_mode", expected="IMMEDIATE", got=mode)


# The key under which a test's database says that nobody will miss what it loses; no installation's has it.
THROW_AWAY = "THROW_AWAY"


def _postgresql_settings(connection: BaseDatabaseWrapper) -> Iterator[CoreError]:
    """Yield what would let the server acknowledge an entry that a power cut takes back."""
    if connection.settings_dict.get(THROW_AWAY) is True:
        return
    # Every other value of synchronous_commit waits at least until the own disk has it.
    wrong = {"synchronous_commit": ("on", "off"), "fsync": ("on", "off"), "full_page_writes": ("on", "off")}
    with connection.cursor() as cursor:
        for name, (wanted, refused) in wrong.items():
            cursor.execute(f"SHOW {name}")
            got = cursor.fetchone()[0]
            if got == refused:
                yield CoreError("database_setting_wrong", setting=name, expected=wanted, got=got)


def _can_stand(guard: Guard, tables: set[str]) -> bool:
    # Migrating backwards leaves only some of the tables; a guard may also ask the ledger's.
    return guard.table in tables and {"records_event", "records_entry", "records_erasure"} <= tables


def _standing(connection: BaseDatabaseWrapper) -> dict[str, tuple[str, str]]:
    """Return table and definition of every guard that stands in the database, by name."""
    return {name: found for name, found in _triggers(connection).items() if name.startswith(PREFIX)}


def _triggers(connection: BaseDatabaseWrapper) -> dict[str, tuple[str, str]]:
    if connection.vendor == "sqlite":
        query = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
    else:
        # 'O' fires for ordinary sessions; a trigger that was switched off does not stand.
        query = """
            SELECT t.tgname, c.relname, p.prosrc || ' ' || pg_get_triggerdef(t.oid)
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')
              AND c.relnamespace = current_schema()::text::regnamespace"""
    with connection.cursor() as cursor:
        cursor.execute(query)
        rows = cursor.fetchall()
    return {name: (table, text) for name, table, text in rows}


def _differs(guard: Guard, standing: dict[str, tuple[str, str]], vendor: str) -> bool:
    if guard.name not in standing:
        return True
    table, text = standing[guard.name]
    if vendor == "sqlite":
        return text != guard.on_sqlite()
    body, _ = guard.on_postgresql()
    return table != guard.table or f"BEFORE {guard.verb} ON" not in text or not text.startswith(body + " ")


def _dropping(name: str, table: str, vendor: str) -> str:
    on = "" if vendor == "sqlite" else f' ON "{table}"'
    return f'DROP TRIGGER IF EXISTS "{name}"{on}'


def _creating(guard: Guard, vendor: str) -> tuple[str, ...]:
    if vendor == "sqlite":
        return (guard.on_sqlite(),)
    body, trigger = guard.on_postgresql()
    function = f'CREATE OR REPLACE FUNCTION "{guard.name}"() RETURNS trigger LANGUAGE plpgsql AS $${body}$$'
    # A trigger that was switched off is not counted as standing, but its name is still taken.
    return function, _dropping(guard.name, guard.table, vendor), trigger
