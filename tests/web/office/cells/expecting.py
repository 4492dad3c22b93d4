"""What the table of permissions says, read a second time and on its own: no line is shared with the build."""

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

import yaml

import selaras.actions

PHASES = ("design", "ready", "scoring", "closed", "review", "decision", "follow-up")


@cache
def written() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Return the table as it is written."""
    path = Path(selaras.actions.__file__).with_name("access.yaml")
    found: Mapping[str, Mapping[str, Mapping[str, str]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def grants(right: tuple[str, str], roles: Collection[str], phase: str | None, facts: Collection[str]) -> bool:
    """Return whether any of the roles may; ``phase`` is None outside of an event."""
    for told_role, told in written().get(right[0], {}).get(right[1], {}).items():
        role = told_role.replace("+", "")
        if role == "_":
            continue
        when, *wanted = told.split()
        if when != "*" and (phase is None or not _is_in(phase, when)):
            continue
        if any(one not in facts for one in wanted):
            continue
        # Who is signed in without any role here still reads what everybody may read anywhere.
        if role in roles or (role == "ALL" and (roles or (when == "*" and not wanted))):
            return True
    return False


def is_fresh_only(right: tuple[str, str]) -> bool:
    return "fresh" in written()[right[0]][right[1]].get("_", "").split()


def _is_in(phase: str, when: str) -> bool:
    number = PHASES.index(phase)
    if "-" not in when:
        return number == int(when)
    first, last = when.split("-")
    return int(first) <= number <= int(last or 6)
