"""Who may do what: the table of permissions as a pure question. What is not granted is refused.

The table is ``actions/access.yaml``; a thing is what is looked at or changed, a verb what is done with it.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from selaras.core.errors import CoreError
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role

FACTS = frozenset({"own", "assigned", "revealed", "handed_in", "announced", "finalist"})
MARKS = frozenset({"fresh", "two"})
_PHASES = tuple(Phase)
_WORDS = re.compile(r"(\*|[0-6](?:-[0-6]?)?)((?: [a-z_]+)*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One cell: a role may, in these phases, where all these facts hold.

    phases : None for any phase, and for what belongs to no event
    """

    role: Role | None  # None: whoever is signed in
    phases: frozenset[Phase] | None
    facts: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What is granted for one verb of one thing.

    is_fresh : only for whoever signed in, or proved it again, within minutes
    is_of_two : a second person with the same right must agree
    """

    grants: tuple[Grant, ...]
    is_fresh: bool
    is_of_two: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The whole table: rights by (thing, verb)."""

    rights: Mapping[tuple[str, str], Rights]

    def rights_to(self, thing: str, verb: str) -> Rights:
        """Return the rights to a verb; one that the table does not know is granted to nobody."""
        return self.rights.get((thing, verb), _NOTHING)

    def is_for_everybody(self, thing: str, verb: str) -> bool:
        """Return whether signing in is enough."""
        return any(
            one.role is None and one.phases is None and not one.facts
            for one in self.rights_to(thing, verb).grants
        )

    def roles_for(
        self, thing: str, verb: str, *, roles: Collection[Role], phase: Phase | None, facts: Collection[str]
    ) -> frozenset[Role]:
        """Return which of the roles held grant it; a grant to everybody is given by every role."""
        held: set[Role] = set()
        for one in self.rights_to(thing, verb).grants:
            in_phase = one.phases is None or (phase is not None and phase in one.phases)
            if in_phase and one.facts <= set(facts):
                held |= set(roles) if one.role is None else set(roles) & {one.role}
        return frozenset(held)

    def allows(
        self,
        thing: str,
        verb: str,
        *,
        roles: Collection[Role],
        phase: Phase | None = None,
        facts: Collection[str] = (),
    ) -> bool:
        """Return whether any of the roles may; ``phase`` is of the event, None outside of one."""
        return bool(self.roles_for(thing, verb, roles=roles, phase=phase, facts=facts))


_NOTHING = Rights(grants=(), is_fresh=False, is_of_two=False)


def access_of(table: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Access:
    """Read the table; whatever in it is not understood is an error that names the cell.

    >>> table = access_of({"result": {"list": {"KP": "3-", "_": "fresh"}}})
    >>> table.allows("result", "list", roles=[Role.CHAIR], phase=Phase.REVIEW)
    True
    >>> table.allows("result", "list", roles=[Role.CHAIR], phase=Phase.SCORING)
    False
    """
    rights: dict[tuple[str, str], Rights] = {}
    for thing, verbs in table.items():
        for verb, cells in verbs.items():
            marks = frozenset(cells.get("_", "").split())
            if not marks <= MARKS:
                raise CoreError("access_table_wrong", cell=f"{thing}.{verb}._")
            grants = tuple(_grant(thing, verb, role, told) for role, told in cells.items() if role != "_")
            rights[thing, verb] = Rights(grants=grants, is_fresh="fresh" in marks, is_of_two="two" in marks)
    return Access(rights=rights)


def _grant(thing: str, verb: str, role: str, told: str) -> Grant:
    found = _WORDS.fullmatch(told)
    # A role that is granted in two ways is written a second time with a plus sign.
    code = role.rstrip("+")
    if found is None or (code != "ALL" and code not in tuple(map(str, Role))):
        raise CoreError("access_table_wrong", cell=f"{thing}.{verb}.{role}")
    facts = frozenset(found[2].split())
    if not facts <= FACTS:
        raise CoreError("access_table_wrong", cell=f"{thing}.{verb}.{role}")
    return Grant(role=None if code == "ALL" else Role(code), phases=_phases(found[1]), facts=facts)


def _phases(told: str) -> frozenset[Phase] | None:
    if told == "*":
        return None
    first, dash, last = told.partition("-")
    end = int(last) if last else (len(_PHASES) - 1 if dash else int(first))
    return frozenset(_PHASES[int(first) : end + 1])
