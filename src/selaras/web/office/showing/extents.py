"""Mode Ringkas or Mode Lengkap of an event's pages: as somebody chose, else by its size.

Only what stands before the eye differs. Every address answers in both, and papers follow the size alone.
"""

from selaras.core.vocabulary import Extent
from selaras.documents.content.placing.extent import are_several_panels, by_size
from selaras.queries.office.listing import ListedEvent
from selaras.queries.office.showing import chosen_extent, size_of


def extent_by_size(listed: ListedEvent) -> Extent:
    participants, marked = size_of(listed)
    return by_size(participants, is_several=are_several_panels(marked))


def extent_shown(listed: ListedEvent) -> Extent:
    return chosen_extent(listed) or extent_by_size(listed)


def is_full(listed: ListedEvent) -> bool:
    return extent_shown(listed) is Extent.FULL
