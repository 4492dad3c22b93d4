"""Small rules for the tests of rules."""

from datetime import date

from selaras.core.rules import (
    Catalogue,
    Certainty,
    Dating,
    Rule,
    Rulebook,
    RuleClass,
    frozen,
    read_test,
)

IN_FORCE = date(2021, 9, 11)


def rule(name="TWO-YEARS", *, values=None, test=None, **changes):
    """Return a sure law of 2020 about two years in post; ``changes`` replace single fields."""
    values = frozen({"min_years": 2} if values is None else values)
    facts = {
        "id": name,
        "topic": "mutation",
        "statement_id": "Paling singkat dua tahun dalam jabatan",
        "statement_en": "At least two years in post",
        "article": "PP 11/2017 Ps 132",
        "effective_from": date(2020, 2, 28),
        "until": None,
        "dating": Dating.FULL,
        "published": None,
        "certainty": Certainty.HIGH,
        "rule_class": RuleClass.LAW,
        "basis": "rule text or official page",
        "values": values,
        "test": None if test is None else read_test(frozen(test), values),
    }
    return Rule(**{**facts, **changes})


def practice(name="TWO-YEARS", **changes):
    """Return a practice without dates."""
    undated = {
        "effective_from": None,
        "dating": Dating.NONE,
        "rule_class": RuleClass.PRACTICE,
    }
    return rule(name, **{**undated, **changes})


def rulebook(*rules: Rule, on: date = IN_FORCE) -> Rulebook:
    return Catalogue(rules).on(on)
