"""How long an agency keeps what, what must not go, what two people order to go, and help in need."""

from django.db import models

from selaras.core.vocabulary import Role, Term
from selaras.records.agencies import Agency
from selaras.records.events import Event
from selaras.records.people import Account
from selaras.records.terms import is_one_of, term_field


class KeptKind(Term):
    PERSON = "person", "Data peserta dalam buku induk"
    PAPER = "participant-paper", "Makalah dan unggahan peserta"
    SCAN = "scan", "Pindaian surat dan naskah"
    NOTICE = "notice", "Pemberitahuan"
    ACCESS = "access", "Catatan akses"


class HoldGround(Term):
    OBJECTION = "objection", "Keberatan atau banding administratif"
    COURT = "court", "Sengketa di PTUN atau pengadilan lain"
    AUDIT = "audit", "Pemeriksaan (BPK, APIP, Ombudsman, KASN atau BKN)"
    OTHER = "other", "Dasar lain"


class RetentionTerm(models.Model):
    """For how many years after an event's end an agency keeps one kind of data, and by which schedule."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    kind = term_field()
    years = models.PositiveSmallIntegerField()
    ground = models.CharField(max_length=200)
    set_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            is_one_of("kind", KeptKind, name="retention_kind_is_known"),
            models.UniqueConstraint(fields=["agency", "kind"], name="retention_once_per_kind"),
        ]

    def __str__(self) -> str:
        return self.kind


class RetentionHold(models.Model):
    """A reason why nothing of an event, or of one of its participants, may go before it is lifted."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    event = models.ForeignKey(Event, on_delete=models.PROTECT)
    subject = models.CharField(max_length=64, blank=True)  # code of a participant; empty: the whole event
    ground = term_field()
    reason = models.CharField(max_length=300)  # number and date of the case; names nobody
    set_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    lifted_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [is_one_of("ground", HoldGround, name="retention_hold_ground_is_known")]

    def __str__(self) -> str:
        return f"{self.ground}: {self.subject}"


class ErasureRequest(models.Model):
    """One participant's erasure as one person asked for it; another agrees, and only then it is done."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    event = models.ForeignKey(Event, on_delete=models.PROTECT)
    subject = models.CharField(max_length=64)
    reason = models.CharField(max_length=300)
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_at=None)
                | (models.Q(agreed_by__isnull=False) & ~models.Q(agreed_by=models.F("asked_by"))),
                name="erasure_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class EmergencyAccess(models.Model):
    """A role that two people lent a third for a quarter of an hour, because nobody who holds it is there.

    It is no membership: it agrees to nothing that needs two people, and ends by itself.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    role = term_field()
    reason = models.CharField(max_length=300)
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            is_one_of("role", Role, name="emergency_role_is_known"),
            models.CheckConstraint(
                condition=models.Q(agreed_at=None)
                | (
                    models.Q(agreed_by__isnull=False)
                    & models.Q(until__isnull=False)
                    & ~models.Q(agreed_by=models.F("asked_by"))
                    & ~models.Q(agreed_by=models.F("account"))
                ),
                name="emergency_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.role}"
