"""Who acts in a signed event, with everything of the outside world that an act needs."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from selaras.actions.access import Actor
from selaras.outside.chance import Chance
from selaras.outside.clock import Clock
from selaras.outside.signing import Signer


class By(TypedDict):
    """What ``append`` is told of an actor."""

    actor: str
    declared_at: date | datetime
    clock: Clock
    chance: Chance
    signer: Signer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """signer : the log key; it vouches that the server took the entry in, not for who acted

    None in an imported event, whose entries nobody vouches for; a signed one refuses to go on without.
    """

    actor: Actor
    signer: Signer | None
    declared_at: date | datetime
    clock: Clock
    chance: Chance

    @property
    def by(self) -> By:
        return By(
            actor=self.actor.name,
            declared_at=self.declared_at,
            clock=self.clock,
            chance=self.chance,
            signer=self.signer,
        )
