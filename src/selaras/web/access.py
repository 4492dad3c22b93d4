"""Who may call what over HTTP: deny by default. A view without a rule is never reached."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


class Rule(Enum):
    """Why a call may be answered though nobody is signed in."""

    SAYS_NOTHING = "anybody: it tells whether the server serves, and nothing of any event"
    SIGNED = "whoever holds an enrolled key: every packet carries a signature that the ledger checks"
    KNOWN_ID = "whoever knows the id: 80 bits of chance that only the maker of the entry was told"
    PUBLIC_NOTE = "anybody: a checkpoint is made to leave the building"
    SIGN_IN = "anybody: it is the way in, and tells nothing of any event"
    OWN_ACCOUNT = "whoever is signed in: it shows and changes the own account and nothing else"
    TOKEN = "whoever holds a token of this agency: each call asks the table of permissions"


@dataclass(frozen=True, slots=True)
class Needs:
    """What a page asks of whoever is signed in, by HTTP method, as the table of permissions names it."""

    rights: Mapping[str, tuple[str, str]]  # method: (thing, verb)


# Kept beside the views, not on them: an attribute would survive into a copy that somebody exposes.
_RULES: Final[dict[View, Rule | Needs]] = {}


def allowed_by(rule: Rule | Needs) -> Callable[[View], View]:
    """Give a view its rule."""

    def given(view: View) -> View:
        _RULES[view] = rule
        return view

    return given


def rule_of(view: object) -> Rule | Needs | None:
    """Return the rule of a view; None means that nobody may reach it."""
    rules: Mapping[object, Rule | Needs] = dict(_RULES.items())
    return rules.get(view)


def is_denied(request: HttpRequest, view: object) -> bool:
    return rule_of(view) is None
