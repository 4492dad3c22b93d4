"""What is made of one state of a ledger and shown on several pages is made once and kept under its root."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

from selaras.core.errors import CoreError
from selaras.queries.office.places import Place
from selaras.queries.office.standings import Standings, standings_of
from selaras.queries.results import Shown
from selaras.web.office.held import held

T = TypeVar("T")

_MOST = 160
_KEPT: OrderedDict[tuple[str, str, int, bytes, str], Any] = OrderedDict()
_LOCK = Lock()


def kept(place: Place, name: str, make: Callable[[], T]) -> T:
    """Return what was made under this name of the ledger as it stands, or make it now.

    name : also says the language where words are in it
    """
    key = (place.agency, place.key, place.size, place.root, name)
    with _LOCK:
        if key in _KEPT:
            _KEPT.move_to_end(key)
            found: T = _KEPT[key]
            return found
    made = make()
    with _LOCK:
        _KEPT[key] = made
        while len(_KEPT) > _MOST:
            _KEPT.popitem(last=False)
    return made


def shown_of(place: Place) -> Shown:
    """Return the frozen result; refuse where none was frozen yet."""
    shown = held(place).shown
    if shown is None:
        raise CoreError("result_not_frozen")
    return shown


def standings_in(place: Place) -> Standings:
    return kept(place, "standings", lambda: standings_of(shown_of(place)))
