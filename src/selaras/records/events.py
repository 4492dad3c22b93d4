"""Events, and who takes part in them."""

from django.db import models

from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Element, EventKind, PanelRole, ParticipantStatus
from selaras.records.agencies import Agency
from selaras.records.people import Official
from selaras.records.terms import is_one_of, term_field


class Event(models.Model):
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    key = models.CharField(max_length=64)
    kind = term_field()
    title = models.CharField(max_length=300)
    phase = term_field(default=Phase.DESIGN.value)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "key"], name="event_key_once_per_agency"),
            is_one_of("kind", EventKind, name="event_kind_is_known"),
            is_one_of("phase", Phase, name="event_phase_is_known"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="event_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Participant(models.Model):
    """An official inside one event, known in its ledger by a code alone."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    event = models.ForeignKey(Event, on_delete=models.PROTECT)
    official = models.ForeignKey(Official, on_delete=models.PROTECT)
    code = models.CharField(max_length=16)
    status = term_field()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "code"], name="participant_code_once_per_event"),
            models.UniqueConstraint(fields=["event", "official"], name="participant_once_per_event"),
            is_one_of("status", ParticipantStatus, name="participant_status_is_known"),
        ]

    def __str__(self) -> str:
        return self.code


class Examiner(models.Model):
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    event = models.ForeignKey(Event, on_delete=models.PROTECT)
    code = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    role = term_field()
    element = term_field()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "code"], name="examiner_code_once_per_event"),
            is_one_of("role", PanelRole, name="examiner_role_is_known"),
            is_one_of("element", Element, name="examiner_element_is_known"),
        ]

    def __str__(self) -> str:
        return self.name
