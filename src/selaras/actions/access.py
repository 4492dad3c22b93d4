"""Who may do what: deny by default. Every action asks here before it gathers anything."""

from dataclasses import dataclass

from selaras.core.errors import CoreError
from selaras.core.vocabulary import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: a sign-in name that the ledger may hold, and the roles held."""

    name: str
    roles: frozenset[Role]


# Whoever runs the command line on a workbook acts as the secretariat of a small office.
IMPORTER = Actor(name="importer", roles=frozenset({Role.SECRETARIAT}))

_ALLOWED: dict[str, frozenset[Role]] = {
    "import_event": frozenset({Role.SECRETARIAT}),
    "import_marks": frozenset({Role.SECRETARIAT}),
    "freeze_result": frozenset({Role.SECRETARIAT}),
    "issue_papers": frozenset({Role.SECRETARIAT}),
    "propose_moves": frozenset({Role.SECRETARIAT}),
    "plan_sittings": frozenset({Role.SECRETARIAT}),
    "export_everything": frozenset({Role.SECRETARIAT, Role.CHAIR, Role.REVIEWER, Role.AUDITOR}),
    "export_without_names": frozenset(
        {Role.SECRETARIAT, Role.CHAIR, Role.REVIEWER, Role.DECIDING_OFFICER, Role.AUDITOR}
    ),
    # Participants get theirs from the secretariat until they sign in themselves.
    "export_own": frozenset({Role.SECRETARIAT}),
    "open_event": frozenset({Role.SECRETARIAT}),
    "enter_inputs": frozenset({Role.SECRETARIAT}),
    "move_event": frozenset({Role.SECRETARIAT, Role.CHAIR}),
    "keep_policy": frozenset({Role.SECRETARIAT}),
    "make_checkpoint": frozenset({Role.SECRETARIAT, Role.CHAIR}),
    "revoke_device": frozenset({Role.SECRETARIAT, Role.CHAIR}),
    "act_of_two": frozenset({Role.SECRETARIAT, Role.CHAIR}),
    "change_log_key": frozenset({Role.SECRETARIAT}),
    "back_up": frozenset({Role.SECRETARIAT}),
    "restore_backup": frozenset({Role.SECRETARIAT}),
    "print_minutes": frozenset({Role.SECRETARIAT, Role.CHAIR}),
    # Whoever prints an examiner's own marks reads them.
    "print_own_marks": frozenset({Role.CHAIR}),
    "rebuild": frozenset({Role.SECRETARIAT, Role.SYSTEM_ADMIN}),
    "erase_participant": frozenset({Role.SECRETARIAT}),
}


def require(actor: Actor, verb: str) -> None:
    """Refuse a verb that none of the actor's roles may do; an unknown verb is refused for everyone."""
    if not actor.roles & _ALLOWED.get(verb, frozenset()):
        raise CoreError("not_permitted", actor=actor.name, verb=verb)
