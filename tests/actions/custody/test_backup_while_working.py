"""A backup shows one moment and holds nobody up: not whoever writes while it is made, nor is it held up."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections, transaction

from selaras.actions.custody import rows_as_lines
from selaras.actions.custody.backups import make_backup
from selaras.core.vocabulary import AgencyKind
from selaras.outside.chance import SystemChance
from selaras.outside.sealing import Cost
from selaras.records.models import Agency
from tests.actions.evidence.live_events import OFFICE, clock


def elsewhere(work: Callable[[], None]) -> None:
    """Do something through a connection of its own, as another process would, and wait for its end."""
    failed: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as wrong:
            failed.append(wrong)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout=30)
    assert not thread.is_alive(), "it was held up"
    assert failed == []


@contextmanager
def writing_elsewhere() -> Iterator[None]:
    """Let somebody else hold a transaction open that has written and not committed."""
    has_written, may_end = threading.Event(), threading.Event()

    def write() -> None:
        with transaction.atomic():
            enter_agency("belum", "Belum disimpan")
            has_written.set()
            may_end.wait(30)

    thread = threading.Thread(target=lambda: (write(), connections.close_all()))
    thread.start()
    assert has_written.wait(30)
    try:
        yield
    finally:
        may_end.set()
        thread.join(30)


def enter_agency(code: str, name: str) -> None:
    Agency.objects.create(code=code, name=name, kind=AgencyKind.PROVINCE.value, region="Bengkulu")


def agencies() -> list[bytes]:
    return [line for line in rows_as_lines.lines_of_rows() if b"Badan" in line]


def test_every_table_comes_after_those_it_points_to(db: None) -> None:
    ordered = rows_as_lines.tables()

    for place, table in enumerate(ordered):
        pointed_to = {field.related_model for field in table._meta.concrete_fields if field.is_relation}
        assert pointed_to <= set(ordered[: place + 1])
    kept = {table._meta.db_table for table in ordered}
    ours = {name for name in connection.introspection.table_names() if name.startswith("records_")}
    # Of the libraries, what a restored office needs so that its people can sign in.
    ties = {f"socialaccount_social{one}" for one in ("account", "app", "token")}
    assert kept == ours | {"mfa_authenticator", *ties}


def test_everything_is_read_as_of_one_moment_while_others_commit(committed_db: None) -> None:
    enter_agency("satu", "Badan Satu")

    with rows_as_lines.one_moment():
        before = agencies()
        elsewhere(lambda: enter_agency("dua", "Badan Dua"))
        assert agencies() == before
    assert len(agencies()) == len(before) + 1 == 2
    assert not connection.in_atomic_block


def test_a_backup_is_made_while_somebody_writes(committed_db: None, tmp_path: Path) -> None:
    enter_agency("satu", "Badan Satu")
    with writing_elsewhere():
        made = make_backup(
            tmp_path / "cadangan",
            passphrase="sepeda tua di bawah pohon",
            actor=OFFICE,
            clock=clock(),
            chance=SystemChance(),
            cost=Cost(n=16),
        )

    assert made.ledgers == ()
    assert (tmp_path / "cadangan").stat().st_size > 200
