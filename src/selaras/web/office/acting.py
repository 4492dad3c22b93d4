"""Who acts in an event, with everything of the outside world that an action needs."""

from functools import lru_cache

from selaras.actions.access import Actor
from selaras.actions.evidence.acting import Acting
from selaras.actions.watching import note_reading_of_all
from selaras.core.errors import CoreError
from selaras.core.vocabulary import Role
from selaras.outside.chance import SystemChance
from selaras.outside.clock import SystemClock
from selaras.outside.passphrases import log_key_with_passphrase
from selaras.outside.signing import LogKey, open_log_key
from selaras.web.office.page import Visit

# A visitor with several of the roles that a page asks for acts in the first of these.
_ORDER = (
    Role.SECRETARIAT,
    Role.CHAIR,
    Role.DECIDING_OFFICER,
    Role.REVIEWER,
    Role.EXAMINER,
    Role.ASSESSOR,
    Role.PARTICIPANT,
    Role.RESPONDENT,
    Role.AUDITOR,
    Role.SYSTEM_ADMIN,
)


def acting_of(visit: Visit) -> Acting:
    """Return who acts on this page: known to the ledger by a code, never by a name or NIP.

    The installation's log key vouches for what is entered wherever the event's ledger has one. A signed
    event without its key at hand is refused (``log_key_missing``); an imported one goes on unsigned.
    """
    key = log_key_at_hand() if visit.here.has_log_key else None
    if key is None and visit.here.is_signed:
        raise CoreError("log_key_missing")
    clock = SystemClock()
    return Acting(
        actor=Actor(name=code_of(visit), roles=visit.actor.roles),
        signer=key,
        declared_at=clock.now(),
        clock=clock,
        chance=SystemChance(),
    )


def acting_role(visit: Visit) -> Role:
    """Return the role in which a visitor acts here: the first of those that granted the page."""
    granted = visit.roles or visit.visitor.roles_in(visit.here.key)
    return min(granted, key=_ORDER.index)


def code_of(visit: Visit, role: Role | None = None) -> str:
    """Return the code by which the event's ledger knows this visitor in a role.

    It is the holder of the membership (``PG-1``, ``P-007``), or is made of role and account where the
    secretariat gave none, so that two accounts never pass for one and one never for two.
    """
    role = role or acting_role(visit)
    held = visit.visitor.holders_in(visit.here.key, role)
    return min(held) if held else f"{role.value}-{visit.visitor.account}"


def note_taken(visit: Visit, thing: str) -> None:
    """Note a file with everybody's data that leaves by this page; each of them can see who took it."""
    note_reading_of_all(
        visit.ref,
        account=visit.visitor.account,
        role=acting_role(visit),
        thing=thing,
        clock=SystemClock(),
    )


def log_key_at_hand() -> LogKey | None:
    """Return the installation's log key, or None where it has none; its passphrase must be at hand."""
    found = log_key_with_passphrase()
    if found is None:
        return None
    path, passphrase = found
    try:
        written_at = path.stat().st_mtime_ns
    except OSError:
        written_at = 0
    return _opened(str(path), written_at, passphrase)


# Opening is slow on purpose, so that a stolen file is of little use; a page must not wait for it each time.
@lru_cache(maxsize=2)
def _opened(path: str, written_at: int, passphrase: str) -> LogKey:
    from pathlib import Path

    return open_log_key(Path(path), passphrase=passphrase)
