"""Keys of other systems: made by somebody for some reading, shown once, kept as a digest alone."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import timedelta

from selaras.actions.access import Actor, require, table
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.watching import note_safety
from selaras.core.errors import CoreError
from selaras.core.vocabulary import Role
from selaras.outside.chance import Chance
from selaras.outside.clock import Clock
from selaras.records import models as rows

# What a scope lets a system ask for, as the table of permissions names it.
SCOPES: Mapping[str, tuple[str, str]] = {
    "events": ("event", "home"),
    "participants": ("people", "list"),
    "results": ("result", "list"),
    "papers": ("paper", "list"),
    "paper-files": ("paper", "read"),
    "letters": ("letter", "list"),
    "questions": ("review", "read"),
    "ask": ("review", "ask"),
    "answer": ("review", "answer"),
    "bundles": ("bundle", "R2"),
    "bundle-R1": ("bundle", "R1"),
    "bundle-own": ("bundle", "R3"),
    "personnel": ("event", "import"),
}
# What a system may ask for in one event alone, and what belongs to no event.
OF_ONE_EVENT = frozenset({"bundle-R1", "bundle-own"})
OF_THE_HOUSE = frozenset({"personnel"})
LONGEST_DAYS, LONGEST_DAYS_OF_ALL = 365, 7
# Whose tokens reach no further than one event each, and are seen by nobody but themselves.
_KEEPERS = frozenset({Role.SYSTEM_ADMIN, Role.SECRETARIAT})
_BEGINNING = "selaras_"


def scopes_for(roles: Collection[Role], *, is_of_event: bool) -> tuple[str, ...]:
    """Return the scopes that could ever let somebody with these roles ask for something."""
    other = OF_THE_HOUSE if is_of_event else OF_ONE_EVENT

    def is_of_use(right: tuple[str, str]) -> bool:
        return any(one.role is None or one.role in roles for one in table().rights_to(*right).grants)

    return tuple(name for name, right in SCOPES.items() if name not in other and is_of_use(right))


def longest_days(scopes: Collection[str]) -> int:
    """Return how long a token may live: one for everything a week."""
    return LONGEST_DAYS_OF_ALL if "bundle-R1" in scopes else LONGEST_DAYS


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
    event: str | None = None,
) -> str:
    """Return a new token of this account; it is told once and can be found nowhere afterwards.

    event : key of the one event that it reaches; whoever does not keep the agency's tokens must name one
    Raises ``token_without_name``, ``token_without_scope`` and ``token_too_long``.
    """
    require(actor, "keep_tokens")
    if not name.strip():
        raise CoreError("token_without_name")
    if event is None and not actor.roles & _KEEPERS:
        raise CoreError("not_permitted", actor=actor.name, verb="keep_tokens")
    wanted = [one for one in scopes_for(actor.roles, is_of_event=event is not None) if one in scopes]
    if not wanted:
        raise CoreError("token_without_scope")
    if not 1 <= days <= longest_days(wanted):
        raise CoreError("token_too_long", most=longest_days(wanted))
    token = _BEGINNING + chance.draw(32).hex()
    now = clock.now()
    rows.ApiToken.objects.create(
        agency=rows.Agency.objects.get(code=agency),
        account_id=account,
        event=event_row(EventRef(agency=agency, key=event)) if event is not None else None,
        name=name.strip()[:120],
        digest=digest_of_token(token),
        scopes=wanted,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    note_safety("token_made", clock=clock, account=account, agency=agency, about=" ".join(wanted))
    return token


def revoke_token(number: int, *, account: int, agency: str, actor: Actor, clock: Clock) -> bool:
    """End a token at once; return whether there was one that still worked.

    Whoever keeps the agency's tokens ends any of them, everybody else the own ones.
    """
    require(actor, "keep_tokens")
    found = rows.ApiToken.objects.filter(pk=number, agency__code=agency, revoked_at=None)
    if not actor.roles & _KEEPERS:
        found = found.filter(account_id=account)
    ended = found.update(revoked_at=clock.now()) == 1
    if ended:
        note_safety("token_revoked", clock=clock, account=account, agency=agency, about=str(number))
    return ended


def note_use(number: int, *, clock: Clock) -> None:
    rows.ApiToken.objects.filter(pk=number).update(last_used_at=clock.now())
