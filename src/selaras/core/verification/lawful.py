"""Whether the event's life was lawful: every entry asked in its order, as the server had to ask."""

from selaras.core.life import Life
from selaras.core.verification.found import Found
from selaras.core.verification.verdict import Enrolled, Status


def check_life(found: Found) -> Status:
    """Refuse what may not have come where it stands; what an import cannot show is not provable."""
    life = Life(signed=found.is_signed)
    for index, entry in found.entries.items():
        life.take(index, entry.envelope, entry.payload)
    life.finish()
    for code, index in life.warnings:
        found.warn(code, index=index)
    found.devices = tuple(
        Enrolled(device=device, holder=one.holder, role=one.role) for device, one in life.devices.items()
    )
    return Status.HOLDS if life.signed else Status.NOT_PROVABLE
