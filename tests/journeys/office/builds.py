"""Ways in to the office as stories serve it: on a database nobody will miss, or deliberately broken."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.core.handlers.wsgi import WSGIHandler


def throw_away() -> WSGIHandler:
    """Return the office's own application, on a database that says that nobody will miss it.

    A cluster of the tests gives up durability for speed, which the check at start would refuse.
    """
    from selaras import settings, wsgi

    settings.DATABASES["default"]["THROW_AWAY"] = True
    return wsgi.application()


def broken() -> WSGIHandler:
    """Return the office's application with the faults that SELARAS_BROKEN names; a story must meet each."""
    from selaras import wsgi

    handler = wsgi.application()
    for name in os.environ["SELARAS_BROKEN"].split():
        FAULTS[name]()
    return handler


def _other_number() -> None:
    """Show the first of the ranking with a hundredth more than the result says."""
    from selaras.web.office.results import ranking

    row = ranking._row

    def altered(one: Any, found: Any) -> dict[str, Any]:
        told = row(one, found)
        last = str((int(told["score"][-1]) + 1) % 10)
        return {**told, "score": told["score"][:-1] + last} if one.result.rank == 1 else told

    ranking._row = altered


def _anothers_page() -> None:
    """Let every participant read everybody's result."""
    from selaras.actions.access import table
    from selaras.core.vocabulary import Role

    rights: Any = table().rights
    known = rights["result", "person"]
    others = tuple(one for one in known.grants if one.role is not Role.PARTICIPANT)
    (own,) = (one for one in known.grants if one.role is Role.PARTICIPANT)
    rights["result", "person"] = replace(known, grants=(*others, replace(own, facts=frozenset())))


def _no_gate() -> None:
    """Let a decree be issued whether its letters are there or not."""
    from selaras.actions.evidence import live
    from selaras.actions.office import decisions

    live.check_decrees = decisions.check_decrees = lambda entries, days: None


FAULTS: Mapping[str, Callable[[], None]] = {
    "other_number": _other_number,
    "anothers_page": _anothers_page,
    "no_gate": _no_gate,
}
