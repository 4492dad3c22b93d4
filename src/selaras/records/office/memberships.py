"""Who may sign in for which role, and how people come in: by links that work once."""

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from selaras.core.vocabulary import Role, Term
from selaras.records.agencies import Agency
from selaras.records.events import Event
from selaras.records.people import Account
from selaras.records.terms import is_one_of, term_field


class LinkPurpose(Term):
    SET_UP = "set-up", "Pemasangan pertama"
    INVITATION = "invitation", "Undangan"
    RECOVERY = "recovery", "Pemulihan akun"


class Membership(models.Model):
    """One role of one account, in one event or, without an event, in the whole agency."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True)
    role = term_field()
    # Whom the ledger knows this person by in the event: "PG-1", "KP", "P-007"; empty for a whole agency.
    holder = models.CharField(max_length=64, blank=True)
    granted_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            is_one_of("role", Role, name="membership_role_is_known"),
            # Two, because SQLite takes no two empty events for the same.
            models.UniqueConstraint(
                fields=["account", "event", "role", "holder"],
                condition=models.Q(ended_at=None),
                name="membership_once_while_it_lasts",
            ),
            models.UniqueConstraint(
                fields=["account", "role"],
                condition=models.Q(ended_at=None, event=None),
                name="membership_of_agency_once_while_it_lasts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.role}"


class Link(models.Model):
    """A single-use link: for the first account, an invitation, or a recovery that two people agreed to.

    Only the digest of its token is kept, so that whoever reads the database cannot use it.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True)  # none before the first account
    purpose = term_field()
    token_digest = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=40, blank=True)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True)
    holder = models.CharField(max_length=64, blank=True)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    # A recovery, and an invitation to a role that two people give, works once a second person agreed to it.
    agreed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            is_one_of("purpose", LinkPurpose, name="link_purpose_is_known"),
            models.CheckConstraint(
                condition=Exact(Length("token_digest"), 64), name="link_digest_has_64_digits"
            ),
            models.CheckConstraint(
                condition=models.Q(agreed_by=None) | ~models.Q(agreed_by=models.F("made_by")),
                name="link_agreed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.purpose
