"""Every address of a table of routes, with the rule of its view and how to write it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import URLPattern, URLResolver, get_resolver

from selaras.web.access import Needs, Rule, rule_of

# Parts of addresses by which a room finds something.
USUAL = {
    "method": "interview",
    "verb": "lock_scheme",
    "kind": "kinerja",
    "room": "impor",
    "name": "keputusan",
}
_PART = re.compile(r"<(?:(\w+):)?(\w+)>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One address: ``pattern`` as the routes write it, ``parts`` the names in it with their kinds."""

    name: str
    pattern: str
    rule: Rule | Needs | None = field(compare=False)

    @property
    def parts(self) -> Mapping[str, str]:
        return {name: kind or "str" for kind, name in _PART.findall(self.pattern)}

    @property
    def methods(self) -> tuple[str, ...]:
        """What the view answers to, as its rule says."""
        return tuple(self.rule.rights) if isinstance(self.rule, Needs) else ()

    @property
    def is_of_an_event(self) -> bool:
        return "event" in self.parts

    def path(self, values: Mapping[str, str]) -> str:
        """Return the address with these parts; of whatever is not told, with the first that there may be."""
        told = {**USUAL, **values}
        kinds = {"int": "1", "person": "P-001"}
        return "/" + _PART.sub(lambda one: told.get(one[2], kinds.get(one[1], "kata")), self.pattern)


def routes_of(table: str | None = None) -> tuple[Route, ...]:
    return tuple(_routes(get_resolver(table).url_patterns, ""))


def _routes(patterns: Sequence[URLPattern | URLResolver], before: str) -> Iterator[Route]:
    for one in patterns:
        pattern = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from _routes(one.url_patterns, pattern)
        else:
            yield Route(name=one.name or pattern, pattern=pattern, rule=rule_of(one.callback))
