"""The settings that keep writes safe reach the connection itself."""

from __future__ import annotations

import pytest

from selaras.settings import database_from_url


@pytest.mark.sqlite
@pytest.mark.django_db
def test_sqlite_runs_with_the_settings_that_lose_no_write():
    from django.db import connection

    with connection.cursor() as cursor:
        seen = {
            pragma: cursor.execute(f"PRAGMA {pragma}").fetchone()[0]
            for pragma in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    full = 2
    assert seen == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": 1,
        "busy_timeout": 20_000,
    }
    assert connection.transaction_mode == "IMMEDIATE"


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_second_run_really_is_on_postgresql():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        assert int(cursor.fetchone()[0]) >= 150_000


def test_a_database_url_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="expected postgresql or sqlite"):
        database_from_url("mysql://ani@db/selaras")


def test_signs_in_a_password_survive_the_database_url():
    database = database_from_url("postgresql://ani:r%40h%2Fasia@db:5433/selaras?sslmode=require")

    assert database["PASSWORD"] == "r@h/asia"
    assert database["OPTIONS"] == {"sslmode": "require"}
