"""Who looked at whom, and what concerns the safety of the installation: written once, never changed."""

from django.db import models

from selaras.core.vocabulary import Role
from selaras.records.agencies import Agency
from selaras.records.events import Event, Participant
from selaras.records.people import Account
from selaras.records.terms import is_one_of, term_field


class PersonRead(models.Model):
    """One reading of a named participant's data; that participant can see it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    event = models.ForeignKey(Event, on_delete=models.PROTECT)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT)
    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    role = term_field()
    thing = models.CharField(max_length=40)  # a thing of the table of permissions
    at = models.DateTimeField()

    class Meta:
        constraints = [is_one_of("role", Role, name="person_read_role_is_known")]
        indexes = [models.Index(fields=["participant", "at"], name="person_read_by_participant")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.thing}"


class SecurityEvent(models.Model):
    """Sign-ins, refusals, links, changes of roles: what an auditor asks about the installation."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True)
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=200, blank=True)  # codes only, never a name
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["agency", "at"], name="security_event_by_agency")]

    def __str__(self) -> str:
        return self.kind
