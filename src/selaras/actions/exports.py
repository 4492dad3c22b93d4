"""What leaves the house: the ledger of an event as one file."""

from dataclasses import dataclass

from selaras.actions.events import EventRef, event_row
from selaras.actions.evidence.appending import ledger_of
from selaras.exchange.ledger_export import export_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerExport:
    content: bytes
    size: int
    root: bytes


def export_ledger(ref: EventRef) -> LedgerExport:
    """Return the ledger's export; reading it back gives every entry with its opening."""
    ledger = ledger_of(event_row(ref))
    return LedgerExport(content=export_bytes(ledger), size=ledger.size, root=ledger.root)
