"""What every test stands on: the database it runs on, and hypothesis without chance.

A plain `pytest` runs on SQLite; with DATABASE_URL it runs, on that server, only
the tests that touch the database. `make test` does both (tests/both_databases.py).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# The same examples every time: a failure on one machine is a failure on all.
# No deadline: two busy cores are slow without anything being wrong.
settings.register_profile(
    "selaras",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("selaras")

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "django_db_reset_sequences"}
# What CI must have: there a skipped test of these kinds is a failure.
REQUIRED_IN_CI = ("postgres", "sqlite", "browser")


def on_postgresql() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def touches_the_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    marked = any(item.get_closest_marker(name) is not None for name in ("django_db", "served"))
    return marked or bool(fixtures & DATABASE_FIXTURES)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    other = "sqlite" if on_postgresql() else "postgres"
    kept, left_out = [], []
    for item in items:
        belongs = item.get_closest_marker(other) is None
        if on_postgresql():
            belongs = belongs and touches_the_database(item)
        (kept if belongs else left_out).append(item)
    items[:] = kept
    if left_out:
        config.hook.pytest_deselected(items=left_out)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    in_ci = os.environ.get("CI") == "true"
    if in_ci and report.skipped and any(item.get_closest_marker(m) for m in REQUIRED_IN_CI):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, which CI does not allow: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Test on a file as in real life: a database in memory has no write-ahead log."""
    from django.db import connection

    from selaras.records.guards import THROW_AWAY

    if on_postgresql():
        # The cluster of the tests gives up durability for speed, which the check at start would refuse.
        connection.settings_dict[THROW_AWAY] = True
    else:
        folder: Path = tmp_path_factory.mktemp("database")
        connection.settings_dict["TEST"]["NAME"] = str(folder / "selaras.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """Make the test database, whichever tests were chosen.

    pytest-django makes none when only tests with committed commits run: they would work on the real one.
    """
    from django.test.utils import setup_databases, teardown_databases

    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default"})
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database whose commits are real, for locks and second connections; cleared afterwards.

    Not transactional_db: that clears by DELETE and TRUNCATE, which the guards refuse.
    """
    from django.core.management import call_command
    from django.db import connection, connections

    from selaras.records import guards

    with django_db_blocker.unblock():
        yield
        guards.lift(connection)
        call_command("flush", verbosity=0, interactive=False)  # lays the guards again
        connections.close_all()
