"""Opening and closing the database of an installation or of one dossier.

Nothing here imports a model at the top: the command line calls it before Django knows its settings.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

from selaras.core.errors import CoreError


def open_database(path: Path | None = None) -> None:
    """Bring a database to the present schema and check it; with a path, that SQLite file.

    Refused with a CoreError: a file that is no database, one in which a guard or a setting is
    missing, a place that cannot be written, a full disk.
    """
    if path is not None:
        _point_at(path)
    else:
        _start_django()
    from django.db import connection

    from selaras.records.guards import check_database, pending
    from selaras.records.new_database import begin

    with storage_refusals():
        # Migrating lays the guards anew. Where nothing is to migrate, a guard that is gone was
        # taken away by somebody, and that is refused rather than mended in silence.
        is_new = begin(connection)
        if (not is_new and pending(connection)) or _lacks_other_tables(connection):
            # Only here: what it loads takes longer than all the rest of opening.
            from django.core.management import call_command

            call_command("migrate", verbosity=0, interactive=False)
        check_database(connection)


def _lacks_other_tables(connection: BaseDatabaseWrapper) -> bool:
    """Return whether a library that these settings name has migrations that the database has not seen."""
    written = {
        (one.label, found.stem)
        for one in apps.get_app_configs()
        if one.label != "records"
        for found in Path(one.path, "migrations").glob("[0-9]*.py")
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        return bool(written - set(cursor.fetchall()))


def close_database() -> None:
    """Write everything into the one file and let go of it, so that it may be moved."""
    from django.db import connection

    with storage_refusals():
        if connection.vendor == "sqlite":
            _empty_log(connection)
        connection.close()


def _empty_log(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        is_busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if is_busy:
        raise CoreError("database_in_use", path=str(connection.settings_dict["NAME"]))


# Where a person is told of; an erasure deletes rows of these or changes them.
_ERASABLE = (
    *("payload", "rating", "participant", "official", "result", "account"),
    *("upload", "personread", "notice", "pendingact", "question", "link"),
)


def wipe_deleted() -> None:
    """Take the bytes of deleted rows out of the database's own files; never inside a transaction.

    SQLite wrote zeros over them (``secure_delete``), but its log still holds pages as they were: the log is
    emptied and the file written anew. PostgreSQL keeps deleted rows until their table is written anew; its
    own write-ahead log and backups are out of reach here.
    """
    from django.db import connection

    with storage_refusals(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            _empty_log(connection)
            cursor.execute("VACUUM")
            _empty_log(connection)
        else:
            for table in _ERASABLE:
                cursor.execute(f"VACUUM (FULL, ANALYZE) records_{table}")


@contextmanager
def storage_refusals() -> Iterator[None]:
    """Tell what an office can mend (no space, no right to write, no database) from a fault of ours."""
    from django.db.utils import DatabaseError

    try:
        yield
    except DatabaseError as wrong:
        if (refusal := _refusal_of(str(wrong))) is None:
            raise
        raise refusal from wrong


# What SQLite and PostgreSQL say, in their own words.
_CODE_BY_WORDS = {
    "disk is full": "disk_full",
    "No space left on device": "disk_full",
    "disk I/O error": "disk_error",
    "readonly database": "database_not_writable",
    "unable to open database file": "database_not_writable",
    "file is not a database": "database_not_readable",
    "disk image is malformed": "database_not_readable",
    "malformed database schema": "database_not_readable",
    "database is locked": "database_in_use",
}


def _refusal_of(words: str) -> CoreError | None:
    from django.db import connection

    for told, code in _CODE_BY_WORDS.items():
        if told in words:
            return CoreError(code, database=str(connection.settings_dict["NAME"]))
    return None


def _start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "selaras.settings")
    if not apps.ready:
        django.setup()


def _point_at(path: Path) -> None:
    name = str(path.absolute())
    if not apps.ready:
        # A dossier is a file even where the installation itself has a PostgreSQL.
        os.environ.pop("DATABASE_URL", None)
        os.environ["SELARAS_DATABASE"] = name
    _start_django()
    from django.db import connection

    if connection.vendor != "sqlite":
        raise CoreError("database_is_not_a_file", path=name)
    if connection.settings_dict["NAME"] != name:
        connection.close()
        connection.settings_dict["NAME"] = name
