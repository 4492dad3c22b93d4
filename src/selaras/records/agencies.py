"""Agencies and their posts."""

from django.db import models

from selaras.core.vocabulary import AgencyKind, Level, PositionState
from selaras.records.terms import is_one_of, term_field


class Agency(models.Model):
    """The government body that owns events; every other row of the domain carries it."""

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    kind = term_field()
    region = models.CharField(max_length=120)

    class Meta:
        constraints = [is_one_of("kind", AgencyKind, name="agency_kind_is_known")]

    def __str__(self) -> str:
        return self.name


class Position(models.Model):
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    code = models.CharField(max_length=64)
    title = models.CharField(max_length=300)
    unit = models.CharField(max_length=300)
    level = term_field()
    state = term_field()
    state_since = models.DateField(null=True)
    acting_name = models.CharField(max_length=200, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="position_code_once_per_agency"),
            is_one_of("level", Level, name="position_level_is_known"),
            is_one_of("state", PositionState, name="position_state_is_known"),
            models.CheckConstraint(
                condition=models.Q(acting_name__isnull=True) | models.Q(state=PositionState.ACTING.value),
                name="position_acting_name_only_while_acting",
            ),
        ]

    def __str__(self) -> str:
        return self.title
