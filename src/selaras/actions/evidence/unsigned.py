"""Judging what was entered without any signature: nothing else asks an import before a verifier does."""

from selaras.actions.evidence.appending import ledger_of
from selaras.core.evidence.exact_json import read_exact
from selaras.core.evidence.opening import opened_ledger
from selaras.core.evidence.packet import envelope_of
from selaras.core.life import Life
from selaras.core.results import read_entries
from selaras.records import models as rows


def judge_unsigned(event: rows.Event) -> None:
    """Refuse a ledger without signatures that a verifier would refuse; for use in an action's transaction."""
    ledger = ledger_of(event)
    life = Life(signed=False)
    for n, sealed in enumerate(ledger.entries):
        payload = None if sealed.opening is None else read_exact(sealed.opening.payload)
        life.take(n, envelope_of(sealed.packet.envelope), payload)
    read_entries(opened_ledger(ledger))
