"""Errors that someone can act on: a stable code with facts; sentences are made near the reader."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a workbook something stands: a sheet, and perhaps a cell such as ``F17``."""

    sheet: str
    cell: str | None = None

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


class CoreError(Exception):
    """A refusal with a stable code and the facts that explain it.

    >>> str(CoreError("rule_not_in_force", id="MUT-5Y", on="2010-01-01"))
    'rule_not_in_force: id=MUT-5Y, on=2010-01-01'
    """

    def __init__(self, code: str, /, **facts: object) -> None:
        self.code = code
        self.facts: Mapping[str, object] = facts
        told = ", ".join(f"{name}={value}" for name, value in facts.items())
        super().__init__(f"{code}: {told}" if told else code)


class SeveralErrors(CoreError):
    """Every refusal at once, so that nobody mends one thing only to meet the next."""

    def __init__(self, errors: tuple[CoreError, ...]) -> None:
        self.errors = errors
        super().__init__("several_errors", n=len(errors), first=str(errors[0]))
