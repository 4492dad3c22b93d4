"""Codes of single-use links: 100 bits of chance in letters that are read aloud without mistakes."""

import hashlib
from datetime import datetime, timedelta

from selaras.core.errors import CoreError
from selaras.outside.chance import Chance
from selaras.outside.clock import Clock
from selaras.records import models as rows

# Without I, L, O and U: what looks alike is read as one.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OIL", "011")
_LENGTH = 20
_GROUP = 4
VALID = timedelta(days=7)
RECOVERY_VALID = timedelta(hours=24)


def new_code(chance: Chance) -> str:
    """Return a fresh code, in groups of four.

    >>> from selaras.outside.chance import SeededChance
    >>> code = new_code(SeededChance("undangan"))
    >>> len(code), code.count("-")
    (24, 4)
    """
    # 256 is a multiple of 32: every letter is as likely as any other.
    letters = "".join(_LETTERS[one % 32] for one in chance.draw(_LENGTH))
    return "-".join(letters[n : n + _GROUP] for n in range(0, _LENGTH, _GROUP))


def digest_of(code: str) -> str:
    """Return what is kept of a code; case, blanks and letters that look alike make no difference.

    >>> digest_of("abcd-0123-EFGH-4567-JKMN") == digest_of(" ABCD Ol23 efgh4567 jkmn ")
    True
    """
    plain = "".join(one for one in code.upper().translate(_READ_AS) if one in _LETTERS)
    return hashlib.sha256(b"selaras link\n" + plain.encode()).hexdigest()


def open_link(code: str, *purposes: str, clock: Clock) -> rows.Link:
    """Return the link of a code while it works, locked inside the caller's transaction.

    Refused: ``link_unknown``, ``link_used``, ``link_withdrawn``, ``link_expired``. Whoever holds a code
    may know what became of it; nobody guesses one.
    """
    found = (
        rows.Link.objects.select_for_update(of=("self",))
        .select_related("agency", "event", "account", "made_by", "agreed_by")
        .filter(token_digest=digest_of(code), purpose__in=purposes)
        .first()
    )
    if found is None:
        raise CoreError("link_unknown")
    if found.used_at is not None:
        raise CoreError("link_used")
    if found.withdrawn_at is not None:
        raise CoreError("link_withdrawn")
    if found.expires_at <= clock.now():
        raise CoreError("link_expired")
    return found


def waiting_link(agency: str, link: int, purpose: str, *, clock: Clock) -> rows.Link:
    """Return a link that waits for a second person and may still be used, locked; else ``link_unknown``."""
    found = rows.Link.objects.select_for_update(of=("self",)).select_related("agency", "event", "account")
    row = found.filter(
        pk=link, agency__code=agency, purpose=purpose, agreed_by=None, **still_open(clock.now())
    ).first()
    if row is None:
        raise CoreError("link_unknown")
    return row


def agency_of(link: rows.Link) -> rows.Agency:
    """Return the agency of a link; only a set-up token has none before it is used."""
    if link.agency is None:
        raise CoreError("link_unknown")
    return link.agency


def still_open(now: datetime) -> dict[str, object]:
    """Return the filter of links that may still be used."""
    return {"used_at": None, "withdrawn_at": None, "expires_at__gt": now}
