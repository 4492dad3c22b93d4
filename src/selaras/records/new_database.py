"""A new SQLite file in one step: what all migrations together make, written down as statements.

Going through the migrations one by one takes longer than everything else that opens a dossier. The statements
carry the digest of the migrations they came from; of any other the migrations are gone through.
"""

import hashlib
from pathlib import Path
from typing import Any

import django
from django.db.backends.base.base import BaseDatabaseWrapper

from selaras.records import guards

STATEMENTS = Path(__file__).with_name("new_database.sql")
_MIGRATIONS = Path(__file__).with_name("migrations")
_MARK = "-- of migrations "


def begin(connection: BaseDatabaseWrapper) -> bool:
    """Make an empty SQLite file a database of the present schema; return False where that cannot be done."""
    if connection.vendor != "sqlite" or connection.introspection.table_names():
        return False
    try:
        text = STATEMENTS.read_text(encoding="utf-8")
    except OSError:
        return False
    if not text.startswith(f"{_MARK}{digest()}\n"):
        return False
    connection.ensure_connection()
    # A full disk or a locked file is then told as Django tells it.
    with connection.wrap_database_errors:
        connection.connection.executescript(f"BEGIN IMMEDIATE;\n{text}COMMIT;")
    guards.lay(connection)
    return True


def statements_of(connection: BaseDatabaseWrapper) -> str:
    """Return the statements that make a freshly migrated SQLite file anew; guards stay in their code."""
    lines = [f"{_MARK}{digest()}"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'trigger'"
            " AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name"
        )
        made = cursor.fetchall()
        lines += [f"{sql};" for _, _, sql in made]
        for table in (name for kind, name, _ in made if kind == "table"):
            lines += _rows(cursor, table)
    return "\n".join(lines) + "\n"


def _rows(cursor: Any, table: str) -> list[str]:
    cursor.execute(f'SELECT name FROM pragma_table_info("{table}")')
    # The moment of a migration would make every writing another one.
    columns = [
        "'CURRENT_TIMESTAMP'" if name == "applied" else f'quote("{name}")' for (name,) in cursor.fetchall()
    ]
    cursor.execute(f"""SELECT {" || ',' || ".join(columns)} FROM "{table}" ORDER BY rowid""")
    return [f'INSERT INTO "{table}" VALUES ({row});' for (row,) in cursor.fetchall()]


def digest() -> str:
    """Return what the schema follows from: Django's version and our migrations, as they are written."""
    told = hashlib.sha256(django.get_version().encode())
    for path in sorted(_MIGRATIONS.glob("0*.py")):
        told.update(f"\n{path.name}\n".encode() + path.read_bytes())
    return told.hexdigest()
