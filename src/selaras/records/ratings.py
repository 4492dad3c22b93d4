"""Marks as rows: a projection of the rating sheets in the ledger, never changed, only superseded."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from django.db import connection, models

from selaras.core.vocabulary import MarkState, Method
from selaras.records.agencies import Agency
from selaras.records.events import Event, Examiner, Participant
from selaras.records.evidence import Entry
from selaras.records.terms import is_one_of, term_field


class Rating(models.Model):
    """One examiner's mark for one participant on one criterion; the latest entry is the one that counts."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    event = models.ForeignKey(Event, on_delete=models.PROTECT)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT)
    examiner = models.ForeignKey(Examiner, on_delete=models.PROTECT)
    method = term_field()
    criterion = models.CharField(max_length=64)
    state = term_field()
    # An integer, because SQLite would keep a decimal as a float.
    mark_hundredths = models.IntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "criterion"], name="rating_once_per_entry"),
            is_one_of("method", Method, name="rating_method_is_known"),
            is_one_of("state", MarkState, name="rating_state_is_known"),
            models.CheckConstraint(
                condition=models.Q(state=MarkState.SCORED.value, mark_hundredths__isnull=False)
                | models.Q(
                    state__in=[MarkState.NO_EVIDENCE.value, MarkState.NOT_SCORED.value],
                    mark_hundredths__isnull=True,
                ),
                name="rating_has_a_mark_when_scored",
            ),
        ]
        indexes = [models.Index(fields=["event", "participant", "method"], name="rating_by_participant")]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.mark_hundredths}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRating:
    """One row to be kept, by the columns of the table."""

    agency_id: int
    event_id: int
    entry_id: int
    participant_id: int
    examiner_id: int
    method: str
    criterion: str
    state: str
    mark_hundredths: int | None


def keep_ratings(ratings: Sequence[NewRating]) -> None:
    """Insert many rows at once; the database's own constraints judge each.

    An event has thousands of marks, and building a model for each took ten times as long as keeping them.
    """
    names = [field.name for field in fields(NewRating)]
    columns = ", ".join(connection.ops.quote_name(name) for name in names)
    table = connection.ops.quote_name(Rating._meta.db_table)
    places = ", ".join(["%s"] * len(names))
    rows = [tuple(getattr(one, name) for name in names) for one in ratings]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)
