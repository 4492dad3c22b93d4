"""Keys of other systems: made by somebody for some reading, shown once, kept as a digest alone."""

import hashlib
from collections.abc import Collection
from datetime import timedelta

from selaras.actions.access import Actor, require
from selaras.actions.watching import note_safety
from selaras.core.errors import CoreError
from selaras.outside.chance import Chance
from selaras.outside.clock import Clock
from selaras.records import models as rows

SCOPES = ("events", "participants", "results", "papers", "bundles", "letters", "personnel")
LONGEST_DAYS = 365
_BEGINNING = "selaras_"


def digest_of_token(token: str) -> str:
    return hashlib.sha256(b"selaras token\n" + token.encode()).hexdigest()


def make_token(
    name: str,
    scopes: Collection[str],
    days: int,
    *,
    account: int,
    agency: str,
    actor: Actor,
    clock: Clock,
    chance: Chance,
) -> str:
    """Return a new token of this account; it is told once and can be found nowhere afterwards.

    Raises ``token_without_name``, ``token_without_scope`` and ``token_too_long``.
    """
    require(actor, "keep_tokens")
    if not name.strip():
        raise CoreError("token_without_name")
    wanted = [one for one in SCOPES if one in scopes]
    if not wanted:
        raise CoreError("token_without_scope")
    if not 1 <= days <= LONGEST_DAYS:
        raise CoreError("token_too_long", most=LONGEST_DAYS)
    token = _BEGINNING + chance.draw(32).hex()
    now = clock.now()
    rows.ApiToken.objects.create(
        agency=rows.Agency.objects.get(code=agency),
        account_id=account,
        name=name.strip()[:120],
        digest=digest_of_token(token),
        scopes=wanted,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    note_safety("token_made", clock=clock, account=account, agency=agency, about=" ".join(wanted))
    return token


def revoke_token(number: int, *, account: int, agency: str, actor: Actor, clock: Clock) -> bool:
    """End a token of the agency at once; return whether there was one that still worked."""
    require(actor, "keep_tokens")
    found = rows.ApiToken.objects.filter(pk=number, agency__code=agency, revoked_at=None)
    ended = found.update(revoked_at=clock.now()) == 1
    if ended:
        note_safety("token_revoked", clock=clock, account=account, agency=agency, about=str(number))
    return ended


def note_use(number: int, *, clock: Clock) -> None:
    rows.ApiToken.objects.filter(pk=number).update(last_used_at=clock.now())
