"""The ledger as rows: the head that is locked, the entries, and what opens them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from selaras.records.agencies import Agency
from selaras.records.events import Event
from selaras.records.terms import term_field


class LedgerHead(models.Model):
    """Size, frontier and root of one event's tree; whoever appends holds this row locked."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, primary_key=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    size = models.BigIntegerField()
    frontier = models.BinaryField()
    root = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gte=0), name="ledger_head_size_counts"),
            models.CheckConstraint(condition=Exact(Length("root"), 32), name="ledger_head_root_has_32_bytes"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.size}"


class Entry(models.Model):
    """One leaf of the tree: envelope and signature are the fact; the rest repeats it for finding."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    event = models.ForeignKey(Event, on_delete=models.PROTECT)
    index = models.BigIntegerField()
    envelope = models.BinaryField()
    signature = models.BinaryField()
    leaf_hash = models.BinaryField()
    ulid = models.CharField(max_length=26, unique=True)
    type = term_field()
    subject = models.CharField(max_length=120)
    device = models.CharField(max_length=64)
    dseq = models.BigIntegerField()
    # When the server took it in; it stands outside the leaf and decides nothing.
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "index"], name="entry_index_once_per_event"),
            models.UniqueConstraint(fields=["event", "device", "dseq"], name="entry_dseq_once_per_device"),
            models.CheckConstraint(
                condition=models.Q(index__gte=0, dseq__gte=1), name="entry_counts_are_natural"
            ),
            models.CheckConstraint(
                condition=Exact(Length("leaf_hash"), 32), name="entry_leaf_hash_has_32_bytes"
            ),
        ]

    def __str__(self) -> str:
        return self.ulid


class Payload(models.Model):
    """What opens an entry's commitments. It alone may be destroyed, once an erasure says so."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    salt = models.BinaryField()
    payload = models.BinaryField()
    note_salt = models.BinaryField()
    note = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Exact(Length("salt"), 32) & Exact(Length("note_salt"), 32),
                name="payload_salts_have_32_bytes",
            ),
        ]

    def __str__(self) -> str:
        return str(self.entry_id)


class Erasure(models.Model):
    """Which erasure entry ordered one payload destroyed; the guard of Payload asks for this row."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    ordered_by = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="erasures")

    def __str__(self) -> str:
        return str(self.entry_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """One entry to be kept, by the columns of its table, with what opens it."""

    agency_id: int
    event_id: int
    index: int
    envelope: bytes
    signature: bytes
    leaf_hash: bytes
    ulid: str
    type: str
    subject: str
    device: str
    dseq: int
    received_at: datetime
    opening: tuple[bytes, bytes, bytes, bytes]  # salt, payload, note salt, note


# SQLite takes 32,766 values in one statement.
_MOST_ROWS = 1000
_OPENING = ("salt", "payload", "note_salt", "note")


def keep_entries(entries: Sequence[NewEntry]) -> dict[int, int]:
    """Insert many entries with what opens them; return the row of each by its index.

    A model for each costs more than everything else that is done to a packet but its signature.
    """
    names = [field.name for field in fields(NewEntry)][:-1]
    at = names.index("received_at")
    row_by_index: dict[int, int] = {}
    with connection.cursor() as cursor:
        for first in range(0, len(entries), _MOST_ROWS):
            share = entries[first : first + _MOST_ROWS]
            values = [[getattr(one, name) for name in names] for one in share]
            for told in values:
                told[at] = connection.ops.adapt_datetimefield_value(told[at])
            returning = ", ".join(map(connection.ops.quote_name, ("index", "id")))
            _insert(cursor, Entry, names, values, after=f" RETURNING {returning}")
            row_by_index.update(cursor.fetchall())
            opened = [[row_by_index[one.index], one.agency_id, *one.opening] for one in share]
            _insert(cursor, Payload, ["entry_id", "agency_id", *_OPENING], opened)
    return row_by_index


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """An entry as far as a packet that comes again is compared with it."""

    index: int
    leaf_hash: bytes
    envelope: bytes
    signature: bytes
    device: str


def kept_by_ulid(ulids: Sequence[str]) -> dict[str, KeptEntry]:
    """Return which of these ids stand in any ledger already."""
    if not ulids:
        return {}
    places = ", ".join(["%s"] * len(ulids))
    columns = ", ".join(
        map(connection.ops.quote_name, ("ulid", "index", "leaf_hash", "envelope", "signature"))
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}, device FROM records_entry WHERE ulid IN ({places})", list(ulids))
        return {
            ulid: KeptEntry(index, bytes(leaf), bytes(envelope), bytes(signature), device)
            for ulid, index, leaf, envelope, signature, device in cursor.fetchall()
        }


def _insert(
    cursor: Any,
    model: type[models.Model],
    names: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    after: str = "",
) -> None:
    quoted = connection.ops.quote_name
    columns = ", ".join(map(quoted, names))
    one = "(" + ", ".join(["%s"] * len(names)) + ")"
    values = [value for row in rows for value in row]
    places = ", ".join([one] * (len(values) // len(names)))
    table = quoted(model._meta.db_table)
    cursor.execute(f"INSERT INTO {table} ({columns}) VALUES {places}{after}", values)
