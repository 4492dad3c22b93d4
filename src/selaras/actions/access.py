"""Who may do what: deny by default. Every action asks here before it gathers anything."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from selaras.core.access import Access, access_of
from selaras.core.errors import CoreError
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role
from selaras.law.strict_yaml import read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: a sign-in name that the ledger may hold, and the roles held."""

    name: str
    roles: frozenset[Role]


# Whoever runs the command line on a workbook acts as the secretariat of a small office.
IMPORTER = Actor(name="importer", roles=frozenset({Role.SECRETARIAT}))

_TABLE = Path(__file__).with_name("access.yaml")


@cache
def table() -> Access:
    """Return the one table of permissions, as ``access.yaml`` beside this module says it."""
    return access_of(read_yaml(_TABLE))


def require(actor: Actor, verb: str) -> None:
    """Refuse a verb that none of the actor's roles may do; an unknown verb is refused for everyone."""
    if not table().allows("act", verb, roles=actor.roles):
        raise CoreError("not_permitted", actor=actor.name, verb=verb)


def may(
    roles: Collection[Role], thing: str, verb: str, *, phase: Phase | None = None, facts: Collection[str] = ()
) -> bool:
    """Return whether roles grant a verb of a thing, in this phase, with these facts."""
    return table().allows(thing, verb, roles=roles, phase=phase, facts=facts)
