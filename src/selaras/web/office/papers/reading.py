"""Who took which paper of which person: noted, and shown to that person."""

import re

from selaras.actions.watching import note_reading
from selaras.outside.clock import SystemClock
from selaras.web.office.acting import acting_role
from selaras.web.office.page import Visit

_PERSON = re.compile(r"P-[0-9]{3,6}")


def note_paper(visit: Visit, file_name: str) -> None:
    """Note whose data a paper of one person tells; the person can see it."""
    about = _PERSON.search(file_name)
    if about is not None:
        note_reading(
            visit.ref,
            about[0],
            account=visit.visitor.account,
            role=acting_role(visit),
            thing="result",
            clock=SystemClock(),
        )
