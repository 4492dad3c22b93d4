"""What an event's ledger holds, opened and computed once for each state of it.

Everything a page shows of results comes from here, and from here only: one pure function of the entries, so
what was computed under one root of the ledger may be kept for every page under this root.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from threading import Lock
from typing import Any, TypeVar

from selaras.actions.event_ref import EventRef
from selaras.actions.exports import kept_ledger
from selaras.core import casefile as c
from selaras.core.dossier import Dossier, dossier_of
from selaras.core.entries import EntryType, Opened
from selaras.core.evidence.opening import Ledger, opened_ledger
from selaras.core.placement.choosing import Chosen
from selaras.core.placement.offer import Offer
from selaras.core.results import read_entries
from selaras.core.rules import Rulebook
from selaras.outside.clock import SystemClock
from selaras.queries.office.listing import ListedEvent
from selaras.queries.placement import choice_in, offer_in
from selaras.queries.results import Shown, result_in
from selaras.web.office.computing.once import computed, let_go

T = TypeVar("T")

# Of each event the newest state and the one before it, for pages that began earlier; of all events so many.
_MOST_OF_AN_EVENT = 2
_MOST = 24


@dataclass(frozen=True)
class Held:
    """One state of one ledger; what is asked of it is computed when first asked."""

    ledger: Ledger
    _made: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def keep(self, name: str, make: Callable[[], T]) -> T:
        """Return what was made of this state under a name, or make it now; pages share it.

        name : also says the language where words are in it
        """
        if name not in self._made:
            self._made[name] = make()
        found: T = self._made[name]
        return found

    @cached_property
    def entries(self) -> tuple[Opened, ...]:
        return opened_ledger(self.ledger)

    @cached_property
    def checked_at(self) -> datetime:
        """When every commitment, every chain and the root were checked: opening a ledger does all three."""
        _ = self.entries
        return SystemClock().now()

    @cached_property
    def _read(self) -> tuple[c.CaseFile, Rulebook]:
        return read_entries(self.entries)

    @property
    def case(self) -> c.CaseFile:
        """The case file as all entries now tell it; the result's own is ``shown.case``."""
        return self._read[0]

    @property
    def rulebook(self) -> Rulebook:
        return self._read[1]

    @cached_property
    def dossier(self) -> Dossier:
        return dossier_of(self.case, self.rulebook)

    @cached_property
    def shown(self) -> Shown | None:
        """The frozen result, recomputed and compared; None where none was frozen yet."""
        size = self._up_to(EntryType.RESULT)
        if not size:
            return None
        if any(one.type is EntryType.ERASURE for one in self.entries):
            return result_in(self.entries)  # which refuses, and says what was erased
        # Entries after the result change nothing of it: a letter more is no reason to compute it anew.
        return _once(self.ledger, size, "shown", lambda: result_in(self.entries))

    @cached_property
    def offer(self) -> Offer | None:
        shown = self.shown
        if shown is None:
            return None
        size = self._up_to(EntryType.RESULT, EntryType.PLACEMENT, EntryType.SLATE)
        return _once(self.ledger, size, "offer", lambda: offer_in(self.entries, shown))

    def _up_to(self, *kinds: EntryType) -> int:
        """Return how many entries there are up to the last of these types; 0 where there is none."""
        return max((n for n, one in enumerate(self.entries, start=1) if one.type in kinds), default=0)

    @cached_property
    def choice(self) -> Chosen | None:
        return choice_in(self.entries, self.shown, self.offer) if self.shown else None


def _once(ledger: Ledger, size: int, name: str, make: Callable[[], T]) -> T:
    """Return what follows from the first ``size`` entries alone, made once for their root."""
    return computed((ledger.log, size, ledger.root_at(size), name), make)


_KEPT: OrderedDict[tuple[str, str, int, bytes], Held] = OrderedDict()
_LOCK = Lock()


def held(listed: ListedEvent) -> Held:
    """Return an event's ledger as it stood when the page began."""
    key = (listed.agency, listed.key, listed.size, listed.root)
    with _LOCK:
        found = _KEPT.get(key)
        if found is not None:
            _KEPT.move_to_end(key)
            return found
    ledger = kept_ledger(EventRef(agency=listed.agency, key=listed.key))
    made = Held(ledger)
    with _LOCK:
        # Entries may have come since the page began: what was read is kept under what it is.
        _KEPT[listed.agency, listed.key, ledger.size, ledger.root] = made
        of_it = [one for one in _KEPT if one[:2] == (listed.agency, listed.key)]
        for older in of_it[:-_MOST_OF_AN_EVENT]:
            del _KEPT[older]
        while len(_KEPT) > _MOST:
            _KEPT.popitem(last=False)
    for tell in _TOLD:
        tell(listed)
    return made


def forget(listed: ListedEvent) -> None:
    """Let go of everything that was read or computed of an event: what was erased is not kept here either."""
    with _LOCK:
        for kept in [one for one in _KEPT if one[:2] == (listed.agency, listed.key)]:
            del _KEPT[kept]
    let_go(EventRef(agency=listed.agency, key=listed.key).origin)


def when_new(tell: Callable[[ListedEvent], None]) -> None:
    """Have somebody told whenever a new state of a ledger was opened."""
    _TOLD.append(tell)


_TOLD: list[Callable[[ListedEvent], None]] = []
