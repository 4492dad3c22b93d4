"""Tables beside the ledger held against it, and made anew from it.

No number that is published comes from these tables, but screens and checks read them. Whoever can change the
schema can lift a guard, change a row and lay the guard again: no guard tells, the ledger does. So every row
is compared with the entry that it repeats. A digest of the rows kept beside them would be as easy to change.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from selaras.actions.access import Actor, require
from selaras.actions.custody.kept_rows import SHARED, kept_tables
from selaras.actions.custody.projected import Key, Projected, Row, Table, projected
from selaras.actions.custody.writing_rows import write_rows
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.appending import head_of, ledger_of, locked_head
from selaras.core.errors import CoreError, SeveralErrors
from selaras.core.evidence.opening import opened_ledger
from selaras.records import guards
from selaras.records import models as rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One row that is not what the ledger says: ``how`` is "missing", "unknown" or "changed"."""

    table: str
    key: Key
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """How many rows were made anew, by table, and which of them had said something else before."""

    n_rows: Mapping[str, int]
    mended: tuple[Difference, ...]


def all_events() -> tuple[EventRef, ...]:
    found = rows.Event.objects.order_by("pk").values_list("agency__code", "key")
    return tuple(EventRef(agency=agency, key=key) for agency, key in found)


def check_projections(ref: EventRef) -> tuple[Difference, ...]:
    """Return every row of an event that differs from its ledger; refuse a ledger that does not hold."""
    return looked_at(ref).mended


def looked_at(ref: EventRef) -> Rebuilt:
    """Return what rebuilding would find, and change nothing."""
    with transaction.atomic():
        event = event_row(ref)
        made = _projected(event)
        return Rebuilt(n_rows=_counted(made), mended=_differences(event, made))


def check_all_projections() -> None:
    """Refuse to serve when any event's rows and ledger differ; each table is named once, with a first row."""
    errors: list[CoreError] = []
    for ref in all_events():
        try:
            errors += _told(ref.key, check_projections(ref))
        except CoreError as wrong:
            errors.append(CoreError(wrong.code, **{**wrong.facts, "event": ref.key}))
    if errors:
        raise SeveralErrors(tuple(errors))


def rebuild(ref: EventRef, *, actor: Actor) -> Rebuilt:
    """Drop the rows of an event, make them anew from its ledger, and prove that both then say the same.

    One transaction: until it ends everybody sees the rows as they were, and a failure leaves them so. Rows
    keep the number that others know them by. What is not made from the ledger stays: accounts, alarms, signed
    checkpoints; a checkpoint that the ledger does not lead to is refused.
    """
    require(actor, "rebuild")
    with transaction.atomic():
        event = event_row(ref)
        locked_head(event)
        # There is time here to judge every envelope again.
        opened_ledger(ledger_of(event))
        made = _projected(event)
        mended = _differences(event, made)
        guards.lift(connection)
        write_rows(event, made)
        guards.lay(connection)
        if left := _differences(event, made):
            raise SeveralErrors(tuple(_told(event.key, left)))
    return Rebuilt(n_rows=_counted(made), mended=mended)


def _counted(made: Projected) -> dict[str, int]:
    return {name: len(table) for name, table in made.tables.items()}


def _projected(event: rows.Event) -> Projected:
    n_kept = rows.Entry.objects.filter(event=event).count()
    if n_kept != (size := head_of(event).size):
        raise CoreError("ledger_size_wrong", expected=size, got=n_kept)
    sizes = rows.Checkpoint.objects.filter(event=event).values_list("size", flat=True)
    return projected(ledger_of(event), sizes=sizes)


def _differences(event: rows.Event, made: Projected) -> tuple[Difference, ...]:
    kept = kept_tables(event)
    found = [
        one
        for name, table in made.tables.items()
        for one in _compared(name, table, kept[name])
        if name not in SHARED or not _is_said_elsewhere(event, one, kept[name])
    ]
    return (*found, *_checkpoints(event, made))


def _compared(name: str, table: Table, kept: Mapping[Key, Row]) -> Iterator[Difference]:
    for key, versions in table.items():
        if key not in kept:
            yield Difference(table=name, key=key, how="missing")
        elif kept[key] not in versions:
            yield Difference(table=name, key=key, how="changed")
    for key in kept.keys() - table.keys():
        yield Difference(table=name, key=key, how="unknown")


def _is_said_elsewhere(event: rows.Event, one: Difference, kept: Mapping[Key, Row]) -> bool:
    """Return whether a row that events share stands as another event of the agency says.

    Whoever came first made the row: posts by their code, officials by their NIP.
    """
    if one.how != "changed":
        return False
    others = rows.Event.objects.filter(agency_id=event.agency_id).exclude(pk=event.pk)
    return any(
        kept[one.key] in versions
        for other in others
        for versions in projected(ledger_of(other)).tables[one.table].values()
    )


def _checkpoints(event: rows.Event, made: Projected) -> Iterator[Difference]:
    """Yield signed checkpoints that this ledger never came by: it was rolled back, or is another one."""
    kept = rows.Checkpoint.objects.filter(event=event).order_by("size").values_list("size", "root")
    for size, root in kept:
        if made.roots.get(size) != bytes(root):
            yield Difference(table="checkpoint", key=(size,), how="changed")


def _told(event: str, found: Sequence[Difference]) -> list[CoreError]:
    """Return a refusal for each table; codes and indices alone, no name."""
    told: list[CoreError] = []
    for table in dict.fromkeys(one.table for one in found):
        those = [one for one in found if one.table == table]
        # Keys are indices, codes, file names and digests of keys: nothing that names a person.
        first = "/".join(str(part) for part in those[0].key) or table
        told.append(
            CoreError(
                "projection_differs", event=event, table=table, n=len(those), first=first, how=those[0].how
            )
        )
    return told
