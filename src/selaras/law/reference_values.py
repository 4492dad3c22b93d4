"""What the law gives a workbook that leaves it unsaid: competences, levels, cut scores, profiles."""

from datetime import date
from functools import cache

from selaras.core import vocabulary as v
from selaras.core.defaults import Defaults
from selaras.core.rules import Rulebook
from selaras.core.rules.values import as_decimal, as_tables, as_text
from selaras.core.scheme import Cut
from selaras.law.competences import load_competences
from selaras.law.loader import load_catalogue
from selaras.law.talent_profiles import load_talent_profiles

_CUTS = {v.Purpose.SELECTION: "AC-CAT-SELECT", v.Purpose.MAPPING: "AC-CAT-MAP"}


@cache
def load_defaults() -> Defaults:
    """Return the reference values, from the newest version of each rule that holds them."""
    levels = load_catalogue().versions("AC-LEVEL")[-1]
    return Defaults(
        competences=tuple(one.competence for one in load_competences()),
        standard_levels={v.Level[name]: levels.integer(name) for name in levels.values},
        talent_profiles=load_talent_profiles(),
        cuts={purpose: _cuts(rule) for purpose, rule in _CUTS.items()},
        rulebook_on=rulebook_on,
    )


def rulebook_on(day: date) -> Rulebook:
    """Return the rules in force on a day, without an agency's confirmations."""
    return load_catalogue().on(day)


def _cuts(rule: str) -> tuple[Cut, ...]:
    bands = as_tables(load_catalogue().versions(rule)[-1].value("bands"), rule)
    return tuple(
        Cut(
            category=v.Category(as_text(band["name"], rule)),
            # The lowest category begins at zero.
            at_least=as_decimal(band.get("at_least", 0), rule),
        )
        for band in bands
    )
