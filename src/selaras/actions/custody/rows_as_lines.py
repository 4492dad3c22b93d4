"""All rows of an installation as lines of JSON, and back into an empty database of either kind.

Not the database's own file: a file brings its triggers along, from wherever it comes, and goes into one kind
of database only. Here the tables are made by migrations, their guards laid, and the rows entered under them.
"""

import base64
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

from selaras.core.errors import CoreError

_AT_ONCE = 400


# What libraries keep of people that an office cannot do without: nobody could sign in after a restore.
_OF_LIBRARIES = ("mfa", "socialaccount")


def tables() -> tuple[type[models.Model], ...]:
    """Return every table to be kept, each after those that it points to, as the guards of inserts ask for.

    Ours, and second factors where the settings name them; sessions and counted attempts end with the server.
    """
    kept = ("records", *(one for one in _OF_LIBRARIES if apps.is_installed(f"allauth.{one}")))
    waiting = [
        table for one in kept for table in apps.get_app_config(one).get_models(include_auto_created=True)
    ]
    ordered: list[type[models.Model]] = []
    while waiting:
        ready = [one for one in waiting if not _pointed_to(one) & (set(waiting) - {one})]
        ordered += sorted(ready, key=lambda one: one._meta.db_table)
        waiting = [one for one in waiting if one not in ready]
    return tuple(ordered)


def is_empty() -> bool:
    return not any(one._base_manager.exists() for one in tables())


def schema() -> list[str]:
    """Return the migrations that made the tables; rows fit no other set."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        applied = cursor.fetchall()
    others = [one for one in _OF_LIBRARIES if apps.is_installed(f"allauth.{one}")]
    return [
        *(name for app, name in applied if app == "records"),
        *(f"{app}.{name}" for app, name in applied if app in others),
    ]


@contextmanager
def one_moment() -> Iterator[None]:
    """Let everything be read as of one moment, while others go on writing."""
    if connection.in_atomic_block:
        yield
        return
    begin = {
        "sqlite": "BEGIN DEFERRED",  # Django would take the write lock and stop every examiner
        "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    }
    with connection.cursor() as cursor:
        cursor.execute(begin[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def lines_of_rows() -> Iterator[bytes]:
    """Yield a line for each table with its columns, then one for each of its rows."""
    for table in tables():
        columns = [field.attname for field in table._meta.concrete_fields]
        yield _line({"table": table._meta.db_table, "columns": columns})
        rows = table._base_manager.order_by("pk").values_list(*columns)
        for row in rows.iterator(chunk_size=_AT_ONCE):
            yield _line([_told(value) for value in row])


def enter_rows(lines: Iterable[bytes]) -> int:
    """Enter rows into empty tables, in the caller's transaction; return how many."""
    by_name = {table._meta.db_table: table for table in tables()}
    entering: _Entering | None = None
    n_entered = 0
    for line in lines:
        told = json.loads(line)
        if isinstance(told, dict):
            if entering is not None:
                n_entered += entering.finish()
            table = by_name.get(told["table"])
            if table is None or told["columns"] != [field.attname for field in table._meta.concrete_fields]:
                raise CoreError("backup_of_another_schema", table=str(told["table"])[:60])
            entering = _Entering(table)
        elif entering is None:
            raise CoreError("backup_of_another_schema", table="")
        else:
            entering.add([_value(one) for one in told])
    if entering is not None:
        n_entered += entering.finish()
    _reset_sequences()
    return n_entered


class _Entering:
    """Rows of one table on their way in, many with one statement."""

    def __init__(self, table: type[models.Model]) -> None:
        self._fields = table._meta.concrete_fields
        quoted = connection.ops.quote_name
        names = ", ".join(quoted(str(field.column)) for field in self._fields)
        places = ", ".join(["%s"] * len(self._fields))
        self._statement = f"INSERT INTO {quoted(table._meta.db_table)} ({names}) VALUES ({places})"
        self._waiting: list[list[Any]] = []
        self._n = 0

    def add(self, row: list[Any]) -> None:
        # Straight to the column: saving through a model would put today into fields that fill themselves.
        prepared = [
            field.get_db_prep_save(value, connection) for field, value in zip(self._fields, row, strict=True)
        ]
        self._waiting.append(prepared)
        self._n += 1
        if len(self._waiting) >= _AT_ONCE:
            self._write()

    def finish(self) -> int:
        self._write()
        return self._n

    def _write(self) -> None:
        if self._waiting:
            with connection.cursor() as cursor:
                cursor.executemany(self._statement, self._waiting)
            self._waiting = []


def _pointed_to(table: type[models.Model]) -> set[Any]:
    return {field.related_model for field in table._meta.concrete_fields if field.is_relation}


def _reset_sequences() -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables())):
            cursor.execute(statement)


def _line(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _told(value: Any) -> Any:
    """Return a column's value for JSON; what JSON does not know is a pair of its kind and its text."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, bytes | memoryview | bytearray):
        return ["bytes", base64.b64encode(value).decode()]
    if isinstance(value, datetime):
        return ["moment", value.isoformat()]
    if isinstance(value, date):
        return ["day", value.isoformat()]
    if isinstance(value, dict | list):
        return ["json", json.dumps(value, ensure_ascii=False, separators=(",", ":"))]
    raise TypeError(type(value).__name__)


def _value(told: Any) -> Any:
    if not isinstance(told, list):
        return told
    kind, text = told
    if kind == "bytes":
        return base64.b64decode(text)
    if kind == "json":
        return json.loads(text)
    return datetime.fromisoformat(text) if kind == "moment" else date.fromisoformat(text)
