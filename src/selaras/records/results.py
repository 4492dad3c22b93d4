"""Frozen results."""

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from selaras.records.agencies import Agency
from selaras.records.events import Event


class Result(models.Model):
    """Everything published about one event comes from one of these rows, byte for byte."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    event = models.ForeignKey(Event, on_delete=models.PROTECT)
    version = models.PositiveIntegerField()
    as_of = models.DateField()
    # Text, because a JSON column would write the bytes anew.
    document = models.TextField()
    document_digest = models.CharField(max_length=64)
    scheme_digest = models.CharField(max_length=64)
    rulebook_digest = models.CharField(max_length=64)
    ledger_size = models.BigIntegerField()
    ledger_root = models.BinaryField()
    frozen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "version"], name="result_once_per_version"),
            models.CheckConstraint(
                condition=models.Q(version__gte=1, ledger_size__gte=1),
                name="result_stands_on_entries",
            ),
            models.CheckConstraint(
                condition=Exact(Length("ledger_root"), 32), name="result_root_has_32_bytes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} v{self.version}"
