"""Whether a placement holds: its problem, its slates with their proofs, and the choice among them.

Nothing is solved here. Order and reason codes: ``docs/evidence-format.md``, section 16.
"""

from selaras.core.entries import EntryType
from selaras.core.verification.found import Found
from selaras.core.verification.verdict import Status

_KINDS = (EntryType.PLACEMENT, EntryType.SLATE, EntryType.PROPOSAL)


def check_placement(found: Found) -> Status:
    """Ask every problem, slate and choice in the ledger's order; without any there is nothing to say."""
    entries = [one for one in found.entries.values() if one.envelope.type in _KINDS]
    if not entries:
        return Status.NOTHING
    # Most bundles hold no placement, and what asks of one takes longer to load than they to be read.
    from selaras.core.verification.placements.asking import Asking

    asking = Asking(found)
    for one in entries:
        asking.take(one)
    found.placed = asking.finish()
    return Status.HOLDS
