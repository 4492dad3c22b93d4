"""Devices as rows, a projection of their enrolments; and alarms, which no entry of the ledger tells."""

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from selaras.core.reception.alarms import AlarmKind
from selaras.core.vocabulary import Role
from selaras.records.agencies import Agency
from selaras.records.events import Event
from selaras.records.terms import is_one_of, term_field


class Device(models.Model):
    """Whose key a device has, since which entry, and until which."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    event = models.ForeignKey(Event, on_delete=models.PROTECT)
    device = models.CharField(max_length=64)
    holder = models.CharField(max_length=120)
    role = term_field()
    public_key = models.BinaryField()
    enrolled_at_index = models.BigIntegerField()
    revoked_at_index = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "device"], name="device_once_per_event"),
            is_one_of("role", Role, name="device_role_is_known"),
            models.CheckConstraint(
                condition=Exact(Length("public_key"), 65), name="device_key_is_an_uncompressed_point"
            ),
            models.CheckConstraint(
                condition=models.Q(enrolled_at_index__gte=0)
                & (
                    models.Q(revoked_at_index__isnull=True)
                    | models.Q(revoked_at_index__gt=models.F("enrolled_at_index"))
                ),
                name="device_is_revoked_after_it_was_enrolled",
            ),
        ]

    def __str__(self) -> str:
        return self.device


class Alarm(models.Model):
    """Something that must not happen and did: codes and counts alone, never a payload or a name.

    size : how many entries the ledger held then
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    event = models.ForeignKey(Event, on_delete=models.PROTECT)
    kind = term_field()
    device = models.CharField(max_length=64)
    facts = models.CharField(max_length=400)
    size = models.BigIntegerField()
    raised_at = models.DateTimeField()

    class Meta:
        constraints = [
            # Said once: whoever sends the same forgery a thousand times fills no disk.
            models.UniqueConstraint(fields=["event", "kind", "device", "facts"], name="alarm_once"),
            is_one_of("kind", AlarmKind, name="alarm_kind_is_known"),
            models.CheckConstraint(condition=models.Q(size__gte=0), name="alarm_size_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.device}"
