"""How much of an event is shown: what was chosen, and by what its size is told."""

from functools import lru_cache

from selaras.core.vocabulary import Extent, ParticipantStatus
from selaras.queries.office.listing import ListedEvent
from selaras.records import models as rows


def chosen_extent(listed: ListedEvent) -> Extent | None:
    """Return what the office chose for an event; None where it left that to its size."""
    found = rows.ShownExtent.objects.filter(event__agency__code=listed.agency, event__key=listed.key)
    told = found.values_list("extent", flat=True).first()
    return None if told is None else Extent(told)


def size_of(listed: ListedEvent) -> tuple[int, tuple[tuple[str, int, int], ...]]:
    """Return how many take part, and of every sheet its method, person and examiner."""
    return _size_of(listed.agency, listed.key, listed.size, listed.root)


# Asked for the bar of every page; rows follow the ledger, so its root says when to look again.
@lru_cache(maxsize=64)
def _size_of(agency: str, key: str, size: int, root: bytes) -> tuple[int, tuple[tuple[str, int, int], ...]]:
    of_event = {"event__agency__code": agency, "event__key": key}
    taking = rows.Participant.objects.filter(**of_event, status=ParticipantStatus.PARTICIPANT.value)
    sheets = rows.Rating.objects.filter(**of_event).order_by("method", "participant_id", "examiner_id")
    return taking.count(), tuple(sheets.values_list("method", "participant_id", "examiner_id").distinct())
