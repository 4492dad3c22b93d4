"""How much of an event its pages show, where somebody chose it; no number and no rule depends on it."""

from django.db import models

from selaras.core.vocabulary import Extent
from selaras.records.agencies import Agency
from selaras.records.events import Event
from selaras.records.people import Account
from selaras.records.terms import is_one_of, term_field


class ShownExtent(models.Model):
    """The last choice for an event; without one, its size decides."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    event = models.OneToOneField(Event, on_delete=models.PROTECT)
    extent = term_field()
    chosen_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [is_one_of("extent", Extent, name="shown_extent_is_known")]

    def __str__(self) -> str:
        return self.extent
