"""What is made of one state of a ledger and shown on several pages is made once and kept under its root."""

from collections.abc import Callable
from typing import TypeVar

from selaras.core.errors import CoreError
from selaras.queries.office.listing import ListedEvent
from selaras.queries.office.panel.standings import Standings, standings_of
from selaras.queries.results import Shown
from selaras.web.office.held import held

T = TypeVar("T")


def kept(listed: ListedEvent, name: str, make: Callable[[], T]) -> T:
    """Return what was made under this name of the ledger as it stands, or make it now.

    name : also says the language where words are in it
    """
    return held(listed).keep(name, make)


def shown_of(listed: ListedEvent) -> Shown:
    """Return the frozen result; refuse where none was frozen yet."""
    shown = held(listed).shown
    if shown is None:
        raise CoreError("result_not_frozen")
    return shown


def standings_in(listed: ListedEvent) -> Standings:
    return kept(listed, "standings", lambda: standings_of(shown_of(listed)))
