"""Entries enter all or none, in one order, under one lock; what was changed behind them is found."""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, connections, transaction
from django.db.models import QuerySet

from selaras.actions.evidence import appending as evidence
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.ledger import EMPTY_ROOT, root_of
from selaras.core.evidence.packet import envelope_of
from selaras.exchange.ledger_export import export_bytes, read_export
from selaras.outside.chance import SeededChance, SystemChance
from selaras.outside.clock import Clock, StoppedClock
from selaras.records import guards
from selaras.records.database import storage_refusals
from selaras.records.models import Entry, Erasure, Event, LedgerHead, Payload
from tests.records import building

AT = datetime(2024, 2, 1, 9, 30, tzinfo=UTC)


def enter(event: Event, drafts: list[EntryDraft], *, clock: Clock | None = None) -> tuple[Entry, ...]:
    return evidence.append(
        event,
        drafts,
        actor="importer",
        declared_at=date(2024, 1, 30),
        clock=clock or StoppedClock(AT),
        chance=SystemChance(),
    )


def faults_of(event: Event) -> list[str]:
    """Return what is wrong with an event's ledger as it stands; the judge of every test below."""
    found = []
    rows = list(Entry.objects.filter(event=event).order_by("index"))
    indices = [one.index for one in rows]
    if indices != list(range(len(rows))):
        found.append(f"indices not contiguous: {indices}")
    head = LedgerHead.objects.get(event=event)
    if head.size != len(rows):
        found.append(f"head counts {head.size} of {len(rows)}")
    if bytes(head.root) != root_of([bytes(one.leaf_hash) for one in rows]):
        found.append("root does not recompute")
    try:
        evidence.opened_entries(event)
    except CoreError as refused:
        found.append(str(refused))
    return found


def test_what_was_entered_is_read_back_in_order(db: None) -> None:
    event = building.event()
    drafts = building.drafts(5)

    first, second = enter(event, drafts[:2]), enter(event, drafts[2:])

    assert [one.index for one in (*first, *second)] == [0, 1, 2, 3, 4]
    assert [(one.type, one.subject, one.payload) for one in evidence.opened_entries(event)] == [
        (one.type, one.subject, one.payload) for one in drafts
    ]
    assert faults_of(event) == []


def test_an_imported_entry_claims_no_more_than_can_be_proved(db: None) -> None:
    event = building.event()
    entry, following = enter(event, building.drafts(2))

    told, next_told = envelope_of(entry.envelope), envelope_of(following.envelope)

    assert (told.log, told.type, told.subject) == (
        "selaras/bengkulu/job-fit-2024",
        EntryType.RATING_SHEET,
        "P-000",
    )
    assert (told.sig_alg.value, entry.signature, told.actor) == ("imported", b"", "importer")
    assert (told.declared_at, told.device_at) == ("2024-01-30", "2024-02-01T09:30:00.000Z")
    assert (told.device, told.dseq, told.prev) == ("import", 1, "")
    assert (next_told.dseq, len(next_told.prev)) == (2, 64)
    assert (told.seen.size, told.seen.root) == (0, EMPTY_ROOT.hex())
    assert (told.method, told.form) == ("interview", "ab" * 32)
    # In quotes: the letters alone may stand in the chance part of an id.
    assert b'"W1"' not in entry.envelope


def test_the_same_chance_and_clock_give_the_same_ledger(db: None) -> None:
    roots = []
    for _ in range(2):
        with transaction.atomic():
            event = building.event()
            evidence.append(
                event,
                building.drafts(3),
                actor="importer",
                declared_at=AT,
                clock=StoppedClock(AT),
                chance=SeededChance("a"),
            )
            roots.append(evidence.head_of(event).root)
            transaction.set_rollback(True)

    assert roots[0] == roots[1]


def test_two_events_keep_two_ledgers(db: None) -> None:
    one, other = building.event("a"), building.event("b")

    enter(one, building.drafts(2))
    enter(other, building.drafts(3))

    assert (evidence.head_of(one).size, evidence.head_of(other).size) == (2, 3)
    assert faults_of(one) == faults_of(other) == []


def test_an_event_without_entries_has_the_empty_root(db: None) -> None:
    event = building.event()

    assert evidence.head_of(event) == evidence.Head(size=0, root=EMPTY_ROOT)
    assert evidence.opened_entries(event) == ()


def test_entries_enter_all_or_none(db: None) -> None:
    event = building.event()
    enter(event, building.drafts(2))
    before = evidence.head_of(event)
    bad = EntryDraft(type=EntryType.FEEDBACK, subject="P-001", method="", form="", payload={"mark": 4.5})

    with pytest.raises(CoreError) as refused:
        enter(event, [*building.drafts(3), bad])

    assert refused.value.code == "json_not_an_integer"
    assert evidence.head_of(event) == before
    assert faults_of(event) == []


@pytest.mark.sqlite
def test_a_full_disk_loses_nothing_and_is_told_as_such(committed_db: None) -> None:
    event = building.event()
    enter(event, building.drafts(2))
    with connection.cursor() as cursor:
        (pages,) = cursor.execute("PRAGMA page_count").fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(CoreError) as refused, storage_refusals():
        enter(event, building.drafts(500))

    assert refused.value.code == "disk_full"
    assert evidence.head_of(event).size == 2
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1000000")
    enter(event, building.drafts(3))
    assert faults_of(event) == []


@pytest.mark.sqlite
def test_a_read_only_database_is_told_as_such(committed_db: None) -> None:
    event = building.event()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")

    with pytest.raises(CoreError) as refused, storage_refusals():
        enter(event, building.drafts(1))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = OFF")

    assert refused.value.code == "database_not_writable"


def _change_payload(entry: Entry) -> None:
    Payload.objects.filter(entry=entry).update(payload=b'{"mark":500}')


def _drop_payload(entry: Entry) -> None:
    Payload.objects.filter(entry=entry).delete()


def _change_envelope(entry: Entry) -> None:
    forged = bytes(entry.envelope).replace(b'"P-002"', b'"P-009"')
    Entry.objects.filter(pk=entry.pk).update(envelope=forged)


def _drop_entry(entry: Entry) -> None:
    _drop_payload(entry)
    entry.delete()


def _move_entry(entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(index=99)


def _add_entry(entry: Entry) -> None:
    building.entry(entry.event, 5)


def _exchange_entries(entry: Entry) -> None:
    following = Entry.objects.get(event=entry.event, index=entry.index + 1)
    for one, index in ((entry, 99), (following, entry.index), (entry, following.index)):
        Entry.objects.filter(pk=one.pk).update(index=index)


@pytest.mark.parametrize(
    ("forge", "code"),
    [
        (_change_payload, "commitment_does_not_open"),
        (_drop_payload, "payload_missing"),
        (_change_envelope, "chain_broken"),
        (_drop_entry, "ledger_size_wrong"),
        (_move_entry, "ledger_size_wrong"),
        (_add_entry, "ledger_size_wrong"),
        (_exchange_entries, "chain_broken"),
    ],
)
def test_what_was_changed_behind_the_guards_is_found(
    forge: Callable[[Entry], None], code: str, db: None
) -> None:
    event = building.event()
    entries = enter(event, building.drafts(5))
    guards.lift(connection)
    forge(entries[2])

    with pytest.raises(CoreError) as refused:
        evidence.opened_entries(event)

    assert refused.value.code == code


def test_an_erased_payload_is_gone_and_the_rest_still_opens(db: None) -> None:
    event = building.event()
    entries = enter(event, building.drafts(3))
    told = {"entries": [1], "reason": "Masa simpan berakhir"}
    draft = EntryDraft(type=EntryType.ERASURE, subject="", method="", form="", payload=told)
    (ordered_by,) = enter(event, [draft])
    Erasure.objects.create(entry=entries[1], ordered_by=ordered_by, agency=event.agency)

    Payload.objects.filter(entry=entries[1]).delete()

    assert [one.subject for one in evidence.opened_entries(event)] == ["P-000", "P-002", ""]
    ledger = evidence.ledger_of(event)
    assert read_export(export_bytes(ledger)) == ledger


class MeetingClock:
    """A clock at which two writers wait for one another: if they can, both are behind the lock at once."""

    def __init__(self) -> None:
        self._meeting = threading.Barrier(2, timeout=0.5)

    def now(self) -> datetime:
        # It breaks when the other one waits for the lock, as it should.
        with suppress(threading.BrokenBarrierError):
            self._meeting.wait()
        return AT + timedelta(seconds=threading.get_ident() % 60)


def two_at_once(event: Event, *, n: int = 20) -> list[str]:
    """Let two connections append at the same moment; return every fault, failed writers included."""
    clock = MeetingClock()
    faults: list[str] = []

    def write(first: int) -> None:
        try:
            enter(Event.objects.get(pk=event.pk), building.drafts(n, first=first), clock=clock)
        except Exception as failed:
            faults.append(f"writer failed: {type(failed).__name__}")
        finally:
            connections.close_all()

    writers = [threading.Thread(target=write, args=(first,)) for first in (0, 500)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    if (size := evidence.head_of(event).size) != 2 * n:
        faults.append(f"{2 * n} entries were sent, {size} are there")
    return faults + faults_of(event)


def given_back(event: Event) -> None:
    """Append something that is then rolled back, as a failed action does."""
    with transaction.atomic():
        enter(event, building.drafts(3))
        transaction.set_rollback(True)


def test_two_writers_at_once_get_contiguous_indices(committed_db: None) -> None:
    event = building.event()

    given_back(event)

    assert two_at_once(event) == []


def test_two_first_writers_at_once_open_one_ledger(committed_db: None) -> None:
    assert two_at_once(building.event()) == []


def test_nothing_enters_between_reading_and_freezing_and_readers_go_on(committed_db: None) -> None:
    event = building.event()
    enter(event, building.drafts(2))
    read: list[int] = []

    def beside(work: Callable[[], object]) -> threading.Thread:
        def run() -> None:
            work()
            connections.close_all()

        thread = threading.Thread(target=run)
        thread.start()
        thread.join(timeout=0.4)
        return thread

    with transaction.atomic():
        evidence.opened_entries(event)
        reader = beside(lambda: read.append(evidence.ledger_of(event).size))
        writer = beside(lambda: enter(event, building.drafts(3)))
        assert (reader.is_alive(), writer.is_alive()) == (False, True)
        assert evidence.head_of(event).size == 2
    writer.join()

    assert read == [2]
    assert evidence.head_of(event).size == 5


@pytest.mark.postgres
def test_the_test_of_two_writers_catches_a_build_without_the_lock(
    committed_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = building.event()
    enter(event, [])
    monkeypatch.setattr(QuerySet, "select_for_update", lambda unlocked, **_: unlocked)

    assert two_at_once(event) != []


@pytest.fixture
def index_from_a_sequence(committed_db: None) -> Iterator[None]:
    """A build in which the database numbers the entries, as an identity column would."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE SEQUENCE broken_index MINVALUE 0 START 0")
        cursor.execute(
            "CREATE FUNCTION broken_index() RETURNS trigger LANGUAGE plpgsql AS"
            " $$BEGIN NEW.index := nextval('broken_index'); RETURN NEW; END$$"
        )
        cursor.execute(
            "CREATE TRIGGER broken_index BEFORE INSERT ON records_entry"
            " FOR EACH ROW EXECUTE FUNCTION broken_index()"
        )
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER broken_index ON records_entry")
        cursor.execute("DROP FUNCTION broken_index")
        cursor.execute("DROP SEQUENCE broken_index")


@pytest.mark.postgres
def test_the_test_of_two_writers_catches_indices_from_a_sequence(index_from_a_sequence: None) -> None:
    event = building.event()

    given_back(event)

    assert any("not contiguous" in fault for fault in two_at_once(event))


def test_seven_hundred_entries_need_few_statements(db: None) -> None:
    event = building.event()
    statements: list[str] = []

    def count(execute: Callable[..., object], sql: str, *more: object) -> object:
        statements.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(count):
        enter(event, building.drafts(700))

    # One statement for each entry would take half of the whole run's budget.
    assert len(statements) < 40
