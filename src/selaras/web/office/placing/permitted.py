"""What this visitor may do about the proposal of an event, for the buttons of its pages."""

from django.urls import reverse

from selaras.web.office.held import held
from selaras.web.office.page import Visit


def ways_of(visit: Visit) -> dict[str, str]:
    """Return the address of each act that is open to the visitor here; empty where it is not."""
    names = (visit.here.agency, visit.here.key)
    has_offer = held(visit.here).offer is not None
    asked = {
        "may_try": ("placement", "what_if", "what_if", has_offer),
        "may_choose": ("proposal", "choose", "choice", has_offer),
        "may_record": ("proposal", "record", "choice_recorded", has_offer),
        "may_propose": ("placement", "propose", "slates_propose", True),
    }
    return {
        name: reverse(address, args=names) if is_there and visit.may(thing, verb) else ""
        for name, (thing, verb, address, is_there) in asked.items()
    }
