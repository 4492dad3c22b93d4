"""Fresh databases to try the server on: an SQLite file, or one of a PostgreSQL that syncs as it should."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

from bars.hall.rows import lay
from tests.both_databases import postgres_programs, throw_away_cluster

DURABLE = "-c listen_addresses='' -c max_connections=60"


class NoPostgresql(RuntimeError):
    """This machine has no initdb: what was to be measured on PostgreSQL is not measured."""


class Databases:
    """Makes one empty hall after another, of one kind."""

    def __init__(self, folder: Path, *, cluster: str | None = None) -> None:
        self._folder = folder
        self._cluster = cluster
        self._numbers = count(1)

    def fresh(self) -> str | Path:
        """Return a database that holds an event ready for marks."""
        number = next(self._numbers)
        database: str | Path = self._folder / f"hall{number}.sqlite3"
        if self._cluster is not None:
            with psycopg.connect(self._cluster, autocommit=True) as maintaining:
                maintaining.execute(f"CREATE DATABASE hall{number}")
            database = self._cluster.replace("/postgres?", f"/hall{number}?")
        lay(database)
        return database


@contextmanager
def databases(kind: str, folder: Path) -> Iterator[Databases]:
    """Yield a maker of databases of this kind: "sqlite" or "postgresql"."""
    if kind == "sqlite":
        yield Databases(folder)
        return
    programs = postgres_programs()
    if programs is None:
        raise NoPostgresql
    with throw_away_cluster(programs, settings=DURABLE) as cluster:
        yield Databases(folder, cluster=cluster)
