"""Nothing is acknowledged that is not durable, whatever the storage does; and it goes on by itself."""

import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.utils import OperationalError

from selaras.actions.event_rows import event_row
from selaras.actions.evidence import packets, writer
from selaras.actions.evidence.appending import head_of, opened_entries
from selaras.actions.evidence.packets import Answer, Receipt, Refused, Submission, receive_packets
from selaras.actions.evidence.writer import Answers, Writer, _Job, answer
from selaras.core.errors import CoreError
from selaras.records.models import Entry
from tests.actions.evidence import live_events
from tests.actions.evidence.live_events import Live


@pytest.fixture
def live(committed_db: None) -> Live:
    return live_events.scoring(officials=4, methods=2, examiners=4)


class Running:
    """A writer that is stopped whatever the test does."""

    def __init__(self, kind: type[Writer] = Writer, **more: Any) -> None:
        self.writer = kind(clock=live_events.clock(), **more)

    def __enter__(self) -> Writer:
        self.writer.start()
        return self.writer

    def __exit__(self, *_: object) -> None:
        self.writer.stop()


def lost(live: Live, acknowledged: Sequence[Answer]) -> list[str]:
    """Return the ids of receipts whose entry is not there; the judge of this module."""
    ids = set(Entry.objects.values_list("ulid", flat=True))
    return [one.id for one in acknowledged if isinstance(one, Receipt) and one.id not in ids]


def by_examiner(live: Live) -> dict[str, list[Submission]]:
    codes = [one.code for one in live.case.examiners]
    return {code: live.signed_sheets(live.sheets(code)) for code in codes}


def test_many_senders_are_answered_each_with_the_own_receipts(live: Live) -> None:
    answers: dict[str, list[Answer]] = {}

    def send(code: str, sent: Sequence[Submission]) -> None:
        told = [running.submit(live.ref, [one]) for one in sent]
        answers[code] = [one for (one,) in told]

    with Running() as running:
        senders = [threading.Thread(target=send, args=told) for told in by_examiner(live).items()]
        for one in senders:
            one.start()
        for one in senders:
            one.join()

    receipts = [one for told in answers.values() for one in told if isinstance(one, Receipt)]
    n_sheets = len(live.sheets())
    size = head_of(event_row(live.ref)).size
    assert sorted(one.index for one in receipts) == list(range(size - n_sheets, size))
    assert lost(live, receipts) == []
    assert opened_entries(event_row(live.ref))


def test_what_waits_together_is_written_in_one_commit(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    groups: list[int] = []

    def counting(ref: Any, submissions: Sequence[Submission], *, clock: Any) -> tuple[Answer, ...]:
        groups.append(len(submissions))
        return receive_packets(ref, submissions, clock=clock)

    monkeypatch.setattr(writer, "receive_packets", counting)
    sent = [one for told in by_examiner(live).values() for one in told]
    slow = Writer(clock=live_events.clock(), gathering=0.3, most=20)
    slow.start()

    futures = [slow.send(live.ref, [one]) for one in sent]
    slow.stop()

    assert all(isinstance(one, Receipt) for future in futures for one in future.result())
    assert groups == [20, len(sent) - 20]


def test_a_group_is_answered_in_shares(live: Live) -> None:
    told = by_examiner(live)
    first, second = told["P1"][:3], told["P2"][:2]
    with Running(gathering=0.1) as running:
        futures = [running.send(live.ref, first), running.send(live.ref, second)]
        answers = [future.result(timeout=5) for future in futures]

    assert [len(one) for one in answers] == [3, 2]
    assert [[one.id for one in group] for group in answers] == [
        [one.id for one in group] for group in (live.receive(*first), live.receive(*second))
    ]


def test_who_does_not_wait_keeps_nobody_from_an_answer(live: Live) -> None:
    told = by_examiner(live)
    with Running(gathering=0.2) as running:
        gone, waiting = running.send(live.ref, told["P1"]), running.send(live.ref, told["P2"])
        gone.cancel()
        answers = waiting.result(timeout=5)

    assert all(isinstance(one, Receipt) for one in answers)
    assert live.received(*told["P1"])[0].index < answers[0].index  # type: ignore[union-attr]


def test_refusals_come_back_as_refusals(live: Live) -> None:
    blank = replace(by_examiner(live)["P1"][0], envelope=b"{}")

    with Running() as running:
        (refused,) = running.submit(live.ref, [blank])

    assert isinstance(refused, Refused)


def test_an_event_that_nobody_knows_is_told_to_who_asked(live: Live) -> None:
    with Running() as running:
        with pytest.raises(CoreError) as refused:
            running.submit(replace(live.ref, key="lain"), by_examiner(live)["P1"][:1])
        again = running.submit(live.ref, by_examiner(live)["P1"][:0])

    assert refused.value.code == "event_unknown"
    assert again == ()


def test_a_writer_that_was_stopped_takes_nothing(live: Live) -> None:
    with Running() as running:
        sent = by_examiner(live)["P1"]
        future = running.send(live.ref, sent)

    assert all(isinstance(one, Receipt) for one in future.result(timeout=0))
    with pytest.raises(CoreError) as refused:
        running.send(live.ref, sent)
    assert refused.value.code == "writer_stopped"
    with pytest.raises(RuntimeError):
        running.start()
    running.stop()


class AnsweringEarly(Writer):
    """A broken build: it acknowledges when the rows are written, a moment before they are committed."""

    def _answer_after_commit(self, jobs: Sequence[_Job], answers: Answers) -> None:
        answer(jobs, answers)


def not_committed(live: Live, kind: type[Writer], monkeypatch: pytest.MonkeyPatch) -> list[Answers]:
    """Let commits fail as when the machine goes down at that moment; return what was acknowledged."""

    def failing(self: Any) -> None:
        if threading.current_thread().name == "selaras-writer":
            raise OperationalError("disk I/O error")
        commit(self)

    commit = BaseDatabaseWrapper._commit
    monkeypatch.setattr(BaseDatabaseWrapper, "_commit", failing)
    acknowledged: list[Answers] = []
    with Running(kind, patience=0.1) as running:
        future = running.send(live.ref, by_examiner(live)["P1"])
        acknowledged.append(future.result(timeout=5))
    monkeypatch.undo()
    return acknowledged


def test_what_is_not_committed_is_not_acknowledged(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    (answers,) = not_committed(live, Writer, monkeypatch)

    assert {(type(one), getattr(one, "code", "")) for one in answers} == {(Refused, "storage_busy")}
    assert lost(live, answers) == []


def test_a_build_that_acknowledges_before_the_commit_is_caught(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    (answers,) = not_committed(live, AnsweringEarly, monkeypatch)

    assert len(lost(live, answers)) == len(answers)


def test_a_commit_that_failed_once_is_made_again(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    failures = iter([True, True])
    commit = BaseDatabaseWrapper._commit

    def failing(self: Any) -> None:
        if threading.current_thread().name == "selaras-writer" and next(failures, False):
            raise OperationalError("server closed the connection unexpectedly")
        commit(self)

    monkeypatch.setattr(BaseDatabaseWrapper, "_commit", failing)
    sent = by_examiner(live)["P1"]
    with Running() as running:
        answers = running.submit(live.ref, sent)

    assert all(isinstance(one, Receipt) for one in answers)
    assert lost(live, answers) == []
    assert opened_entries(event_row(live.ref))


def test_a_fault_of_ours_is_told_and_the_writer_goes_on(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    sent = by_examiner(live)["P1"]
    with Running() as running:
        monkeypatch.setattr(writer, "receive_packets", faulty)
        with pytest.raises(ZeroDivisionError):
            running.submit(live.ref, sent)
        monkeypatch.undo()
        answers = running.submit(live.ref, sent)

    assert all(isinstance(one, Receipt) for one in answers)


def other_connection() -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None))


def _not_yet(future: "Future[Answers]", seconds: float) -> bool:
    try:
        future.result(timeout=seconds)
    except NotYet:
        return True
    return False


@pytest.mark.sqlite
def test_a_locked_database_keeps_senders_waiting_and_loses_nothing(live: Live) -> None:
    sent = by_examiner(live)["P1"]
    with other_connection() as other, Running(patience=10) as running:
        other.execute("BEGIN IMMEDIATE")
        future = running.send(live.ref, sent)
        assert _not_yet(future, 1.5)
        other.execute("ROLLBACK")
        answers = future.result(timeout=8)

    assert all(isinstance(one, Receipt) for one in answers)
    assert lost(live, answers) == []


@pytest.mark.sqlite
def test_who_waits_too_long_is_told_to_come_again(live: Live) -> None:
    sent = by_examiner(live)["P1"]
    with other_connection() as other, Running(patience=0.1) as running:
        other.execute("BEGIN IMMEDIATE")
        answers = running.submit(live.ref, sent)
        other.execute("ROLLBACK")
        again = running.submit(live.ref, sent)

    assert {getattr(one, "code", "") for one in answers} == {"storage_busy"}
    assert all(isinstance(one, Receipt) for one in again)
    assert [one.id for one in again] == [r.id for r in live.received(*sent)]


@pytest.fixture
def in_the_writers_connection(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let every new connection of the writer begin with a setting that makes storage fail."""
    told: list[str] = []
    ensure = writer._wait_briefly

    def failing() -> None:
        ensure()
        with connection.cursor() as cursor:
            for one in told:
                cursor.execute(one)

    monkeypatch.setattr(writer, "_wait_briefly", failing)

    def set_to(pragma: str) -> None:
        told[:] = [pragma] if pragma else []

    return set_to


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("pragma", "code"),
    [("PRAGMA max_page_count = 1", "storage_full"), ("PRAGMA query_only = ON", "storage_busy")],
)
def test_a_storage_that_takes_nothing_acknowledges_nothing_and_goes_on_later(
    pragma: str, code: str, live: Live, in_the_writers_connection: Callable[[str], None]
) -> None:
    # Long notes and no free page: there is no room for them in a file that may not grow.
    sent = live.signed_sheets([replace(one, note="x" * 20_000) for one in live.sheets()])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
    before = head_of(event_row(live.ref))
    in_the_writers_connection(pragma)

    with Running(patience=0.1) as running:
        answers = running.submit(live.ref, sent)
        assert {getattr(one, "code", "") for one in answers} == {code}
        assert head_of(event_row(live.ref)) == before
        in_the_writers_connection("")
        again = running.submit(live.ref, sent)

    assert all(isinstance(one, Receipt) for one in again)
    assert opened_entries(event_row(live.ref))


def two_at_once(live: Live) -> list[str]:
    """Let two connections take packets in at the same moment; return every fault."""
    faults: list[str] = []
    told = by_examiner(live)
    shares = [told["P1"] + told["P2"], told["P3"] + told["P4"]]
    start = threading.Barrier(2, timeout=5)

    def send(sent: Sequence[Submission]) -> None:
        try:
            start.wait()
            for at in range(0, len(sent), 3):
                answers = receive_packets(live.ref, sent[at : at + 3], clock=live_events.clock())
                faults.extend(str(one) for one in answers if isinstance(one, Refused))
        except Exception as failed:
            faults.append(f"{type(failed).__name__}: {failed}")
        finally:
            connections.close_all()

    senders = [threading.Thread(target=send, args=(share,)) for share in shares]
    for one in senders:
        one.start()
    for one in senders:
        one.join()
    event = event_row(live.ref)
    indices = list(Entry.objects.filter(event=event).order_by("index").values_list("index", flat=True))
    if indices != list(range(head_of(event).size)):
        faults.append(f"indices not contiguous: {indices}")
    if Entry.objects.filter(type="rating-sheet").count() != len(live.sheets()):
        faults.append("a sheet is missing")
    try:
        opened_entries(event)
    except CoreError as wrong:
        faults.append(str(wrong))
    return faults


def test_two_servers_at_once_keep_one_ledger(live: Live) -> None:
    assert two_at_once(live) == []


@pytest.mark.postgres
def test_two_servers_without_the_lock_are_caught(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = threading.Barrier(2, timeout=0.3)
    latest = packets._Group.judge

    def together(self: Any, submissions: Sequence[Submission]) -> Any:
        try:
            meeting.wait()
        except threading.BrokenBarrierError:
            meeting.reset()
        return latest(self, submissions)

    monkeypatch.setattr(packets._Group, "judge", together)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda unlocked, **_: unlocked)

    assert two_at_once(live) != []
