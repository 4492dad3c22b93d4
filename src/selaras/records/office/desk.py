"""What an office keeps beside the ledger: its letterhead, numbers of letters, notices, questions, tokens.

None of these rows decides a published number.
"""

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from selaras.core.vocabulary import Term
from selaras.records.agencies import Agency
from selaras.records.events import Event
from selaras.records.people import Account
from selaras.records.terms import is_one_of, term_field


class ActState(Term):
    WAITING = "waiting", "Menunggu persetujuan"
    DONE = "done", "Dijalankan"
    WITHDRAWN = "withdrawn", "Ditarik"


class NoticeState(Term):
    READY = "ready", "Siap dikirim"
    SENT = "sent", "Terkirim"
    WITHDRAWN = "withdrawn", "Ditarik"


class AgencyStyle(models.Model):
    """How an agency's pages and papers look: colours, crest, lines of the letterhead, pattern of numbers."""

    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, primary_key=True)
    settings = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.agency_id)


class LetterNumber(models.Model):
    """One number of the register: given once, for one paper, in one year."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True)
    year = models.PositiveIntegerField()
    series = models.CharField(max_length=40)
    n = models.PositiveIntegerField()
    number = models.CharField(max_length=120)
    paper = models.CharField(max_length=200)
    given_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    voided_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "series", "n"], name="letter_number_once"),
        ]

    def __str__(self) -> str:
        return self.number


class Notice(models.Model):
    """A message that waits to be sent by mail, or copied into WhatsApp. It never tells a result."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    event = models.ForeignKey(Event, on_delete=models.PROTECT)
    channel = models.CharField(max_length=20)
    recipient = models.CharField(max_length=200)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    state = term_field(default=NoticeState.READY.value)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [is_one_of("state", NoticeState, name="notice_state_is_known")]

    def __str__(self) -> str:
        return self.subject


class Question(models.Model):
    """One question of the reviewer and the office's answer."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    event = models.ForeignKey(Event, on_delete=models.PROTECT)
    about = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.about


class PendingAct(models.Model):
    """What one person asked and a second one must agree to, with what exactly would be done.

    In a signed event the two approvals are entries of the ledger; this row tells the second what waits.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True)
    verb = models.CharField(max_length=40)
    told = models.JSONField()
    about = models.CharField(max_length=64)  # digest of what is agreed to
    state = term_field(default=ActState.WAITING.value)
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            is_one_of("state", ActState, name="pending_act_state_is_known"),
            models.CheckConstraint(
                condition=models.Q(agreed_by=None) | ~models.Q(agreed_by=models.F("asked_by")),
                name="pending_act_of_two_people",
            ),
        ]

    def __str__(self) -> str:
        return self.verb


class Announcement(models.Model):
    """From when on participants may see something; without one they see nothing before the decree."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    event = models.ForeignKey(Event, on_delete=models.PROTECT)
    thing = models.CharField(max_length=40)
    visible_from = models.DateTimeField()
    text = models.TextField(blank=True)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.thing


class ColumnMapping(models.Model):
    """Which column of a personnel export means which field, as an office last said."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    source = models.CharField(max_length=80)
    mapping = models.JSONField()
    remembered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "source"], name="column_mapping_once_per_source")
        ]

    def __str__(self) -> str:
        return self.source


class ApiToken(models.Model):
    """A key of another system, for what its scopes name; only its digest is kept."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True)
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Exact(Length("digest"), 64), name="api_token_has_64_digits"),
        ]

    def __str__(self) -> str:
        return self.name
