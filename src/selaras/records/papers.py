"""Papers that were made: what they were called and the digest of their bytes."""

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from selaras.records.agencies import Agency
from selaras.records.events import Event


class Paper(models.Model):
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    event = models.ForeignKey(Event, on_delete=models.PROTECT)
    code = models.CharField(max_length=64)
    title = models.CharField(max_length=300)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    ledger_size = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "file_name", "ledger_size"], name="paper_once_per_ledger_size"
            ),
            models.CheckConstraint(condition=Exact(Length("sha256"), 64), name="paper_digest_has_64_digits"),
        ]

    def __str__(self) -> str:
        return self.title
