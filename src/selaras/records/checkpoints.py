"""Signed checkpoints, what witnesses put under them, and the policy that says whose word counts."""

from dataclasses import dataclass

from django.db import connection, models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from selaras.core.evidence.ledger import EMPTY_ROOT
from selaras.records.agencies import Agency
from selaras.records.events import Event


class Checkpoint(models.Model):
    """The ledger's size and root, signed; ``note`` is the signed note without cosignatures, byte for byte."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    event = models.ForeignKey(Event, on_delete=models.PROTECT)
    size = models.BigIntegerField()
    root = models.BinaryField()
    note = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "size"], name="checkpoint_once_per_size"),
            models.CheckConstraint(condition=models.Q(size__gte=1), name="checkpoint_of_something"),
            models.CheckConstraint(condition=Exact(Length("root"), 32), name="checkpoint_root_has_32_bytes"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.size}"


class Cosignature(models.Model):
    """One witness's line under one checkpoint."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    event = models.ForeignKey(Event, on_delete=models.PROTECT)
    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT)
    witness = models.CharField(max_length=300)  # the verifier key that the policy names
    line = models.CharField(max_length=500)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["checkpoint", "witness"], name="cosignature_once_per_witness"),
        ]

    def __str__(self) -> str:
        return f"{self.checkpoint_id}: {self.witness}"


class Policy(models.Model):
    """Whose signatures count for an event; a later version takes the place of the one before."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    event = models.ForeignKey(Event, on_delete=models.PROTECT)
    version = models.PositiveIntegerField()
    content = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "version"], name="policy_once_per_version"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="policy_version_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} v{self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands around a ledger and is asked for with every group of packets."""

    policy: bytes | None
    checkpoint_size: int  # 0 before the first
    checkpoint_root: bytes
    n_alarms: int


def around(event_id: int) -> Around:
    """Return all of it by one statement: four queries through models cost more than most packets."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT"
            " (SELECT content FROM records_policy WHERE event_id = %s ORDER BY version DESC LIMIT 1),"
            " (SELECT MAX(size) FROM records_checkpoint WHERE event_id = %s),"
            " (SELECT root FROM records_checkpoint WHERE event_id = %s ORDER BY size DESC LIMIT 1),"
            " (SELECT COUNT(*) FROM records_alarm WHERE event_id = %s)",
            [event_id] * 4,
        )
        policy, size, root, n_alarms = cursor.fetchone()
    return Around(
        policy=None if policy is None else bytes(policy),
        checkpoint_size=size or 0,
        checkpoint_root=EMPTY_ROOT if root is None else bytes(root),
        n_alarms=n_alarms,
    )
