"""Reference data for whoever reads or runs a workbook: the law room's defaults and the rulebook of a day."""

from dataclasses import replace
from datetime import date
from functools import cache

from selaras.core import vocabulary as v
from selaras.core.casefile import CaseFile
from selaras.core.defaults import Defaults
from selaras.core.errors import CoreError
from selaras.core.rules import Confirmation, Rulebook
from selaras.law.loader import load_catalogue
from selaras.law.reference_values import load_defaults

# Without these nothing can be run at all; before the first of them there is no usable set of rules.
_NEEDED = ("REVIEWER", "AC-LEVEL", "TAL-BOX")


@cache
def defaults() -> Defaults:
    return replace(load_defaults(), rulebook_on=rulebook_on)


def rulebook_on(
    day: date, confirmations: tuple[Confirmation, ...] = (), *, decree_on: date | None = None
) -> Rulebook:
    """Return the rulebook of a day; a day before the rules begin is an error that says when they do."""
    catalogue = load_catalogue()
    rulebook = catalogue.on(day, confirmations, decree_on=decree_on)
    if not all(rulebook.has(rule) for rule in _NEEDED):
        begins = [catalogue.versions(rule)[0].effective_from for rule in _NEEDED]
        first = max(one for one in begins if one is not None)
        raise CoreError("no_rules_in_force", on=day.isoformat(), first=first.isoformat())
    return rulebook


def rulebook_for(case: CaseFile) -> Rulebook:
    """Return the rulebook of an event: of its first day and its decree, with what the agency confirmed."""
    letters = tuple(
        Confirmation(rule=one.rule, letter_number=one.number or "")
        for one in case.permissions
        if one.kind is v.PermissionKind.RULE_CONFIRMATION
        and one.state is v.PermissionState.GRANTED
        and one.rule is not None
    )
    return rulebook_on(case.event.starts_on, letters, decree_on=case.event.planned_decree_on)
