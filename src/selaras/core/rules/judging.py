"""Hold facts against the test of a rule."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from selaras.core.calendar_days import add_months, add_years
from selaras.core.errors import CoreError
from selaras.core.rules.conditions import RuleTest, TestKind
from selaras.core.rules.facts import Fact, Facts
from selaras.core.rules.outcomes import Outcome
from selaras.core.rules.values import (
    Value,
    Values,
    as_decimal,
    as_integer,
    as_table,
    as_tables,
    as_text,
    as_words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a test found: the outcome, and facts that follow (a limit date, what is missing)."""

    outcome: Outcome
    found: Mapping[str, Fact] = field(default_factory=dict)


def verdict_of(test: RuleTest, values: Values, facts: Facts) -> Verdict:
    """Return what a test says about facts: met, broken, not applicable, or unknown."""
    for name, words in test.only_if.items():
        stands = facts.get(name)
        if stands is None:
            return _unknown(name)
        if str(stands).lower() not in words:
            return Verdict(outcome=Outcome.NOT_APPLICABLE)
    for name, key in test.unless.items():
        lifts = facts.get(name)
        if lifts and (not key or set(_words(lifts, name)) <= set(_listed(values, key))):
            return Verdict(outcome=Outcome.MET, found={"lifted_by": name})
    return _JUDGES[test.kind](test, values, facts)


def band_in(bands: Value, number: Decimal, *, where: str) -> str | None:
    """Return the name of the band a number falls in; bands are half-open, from high to low.

    A band begins ``at_least`` (the cut score belongs to it) or ``above`` (it does not); the last
    one has neither.
    None where the source leaves a stretch undefined.

    >>> bands = ({"name": "MS", "at_least": 80}, {"name": "MMS", "at_least": 68}, {"name": "KMS"})
    >>> [band_in(bands, Decimal(n), where="-") for n in ("80", "79.99", "68", "67.99")]
    ['MS', 'MMS', 'MMS', 'KMS']
    """
    for band in as_tables(bands, where):
        reached = "at_least" not in band or number >= as_decimal(band["at_least"], where)
        passed = "above" not in band or number > as_decimal(band["above"], where)
        if reached and passed:
            name = band.get("name")
            return None if name is None else as_text(name, where)
    raise CoreError("number_outside_bands", where=where, got=str(number))


def _unknown(*names: str) -> Verdict:
    return Verdict(outcome=Outcome.UNKNOWN, found={"missing": names})


def _held(holds: bool, **found: Fact) -> Verdict:
    return Verdict(outcome=Outcome.MET if holds else Outcome.BROKEN, found=found)


def _missing(test: RuleTest, facts: Facts, *settings: str) -> Verdict | None:
    names = tuple(test.settings[one] for one in settings if test.fact(one, facts) is None)
    return _unknown(*names) if names else None


def _wrong(name: str, expected: str, got: Fact) -> CoreError:
    return CoreError("rule_fact_wrong", fact=name, expected=expected, got=repr(got))


def _number(fact: Fact, name: str) -> Decimal:
    if isinstance(fact, Decimal):
        return fact
    if isinstance(fact, int) and not isinstance(fact, bool):
        return Decimal(fact)
    raise _wrong(name, "number", fact)


def _day(fact: Fact, name: str) -> date:
    if isinstance(fact, date):
        return fact
    raise _wrong(name, "date", fact)


def _words(fact: Fact, name: str) -> tuple[str, ...]:
    if isinstance(fact, tuple):
        return fact
    if isinstance(fact, str):
        return (fact,)
    if isinstance(fact, int) and not isinstance(fact, bool):
        return (str(fact),)
    raise _wrong(name, "words", fact)


def _compare(test: RuleTest, values: Values, facts: Facts) -> Verdict:
    if gap := _missing(test, facts, "fact"):
        return gap
    number = _number(test.fact("fact", facts), test.settings["fact"])
    key = test.settings["value"]
    limit = as_decimal(values[key], key)
    return _held(number >= limit if test.kind is TestKind.AT_LEAST else number <= limit)


def _compare_facts(test: RuleTest, values: Values, facts: Facts) -> Verdict:
    if gap := _missing(test, facts, "fact", "than"):
        return gap
    number = _number(test.fact("fact", facts), test.settings["fact"])
    return _held(number >= _number(test.fact("than", facts), test.settings["than"]))


def _term(test: RuleTest, values: Values, facts: Facts) -> Verdict:
    if gap := _missing(test, facts, "since", "on"):
        return gap
    since = _day(test.fact("since", facts), test.settings["since"])
    on = _day(test.fact("on", facts), test.settings["on"])
    length = as_integer(values[test.settings["value"]], test.settings["value"])
    months = test.kind is TestKind.MONTHS_AT_MOST
    limit = add_months(since, length) if months else add_years(since, length)
    # The day itself completes the term: two years in post are reached on the second anniversary,
    # and "at most 56 years" still holds on the 56th birthday but not on the day after.
    at_least = test.kind is TestKind.YEARS_AT_LEAST
    return _held(limit <= on if at_least else on <= limit, limit_on=limit)


def _outside_window(test: RuleTest, values: Values, facts: Facts) -> Verdict:
    if gap := _missing(test, facts, "day", *(("anchor",) if "anchor" in test.settings else ())):
        return gap
    day = _day(test.fact("day", facts), test.settings["day"])
    opens, closes = _window(test, values, facts)
    if day < opens:
        return _held(True, window_from=opens)
    if closes is None:
        anchor = test.fact("anchor", facts)
        if isinstance(anchor, date) and day <= anchor:
            return _held(False, window_from=opens)
        # The window has opened and nothing says when it closes: neither safe nor surely inside.
        return _unknown(test.settings["until"])
    return _held(day >= closes, window_from=opens, window_until=closes)


def _window(test: RuleTest, values: Values, facts: Facts) -> tuple[date, date | None]:
    """Return the first day inside and the first day after; None where no end is known."""
    until = test.fact("until", facts)
    closes = None if until is None else _day(until, test.settings["until"])
    if "from" in test.settings:
        key = test.settings["from"]
        return date.fromisoformat(as_text(values[key], key)), closes
    anchor = _day(test.fact("anchor", facts), test.settings["anchor"])
    before, after = (test.settings.get(name) for name in ("months_before", "months_after"))
    opens = anchor if before is None else add_months(anchor, -as_integer(values[before], before))
    return opens, closes if after is None else add_months(anchor, as_integer(values[after], after))


def _on_or_before(test: RuleTest, values: Values, facts: Facts) -> Verdict:
    if gap := _missing(test, facts, "fact"):
        return gap
    limit = date.fromisoformat(as_text(values[test.settings["value"]], test.settings["value"]))
    return _held(_day(test.fact("fact", facts), test.settings["fact"]) <= limit, limit_on=limit)


def _scale(test: RuleTest, values: Values, facts: Facts) -> Verdict:
    relative = "than" in test.settings
    if gap := _missing(test, facts, "fact", *(("than",) if relative else ())):
        return gap
    scale = as_words(values[test.settings["scale"]], test.settings["scale"])
    stands = str(test.fact("fact", facts))
    lowest = str(test.fact("than", facts)) if relative else str(values[test.settings["value"]])
    for one in (stands, lowest):
        if one not in scale:
            raise _wrong(test.settings["fact"], ", ".join(scale), one)
    return _held(scale.index(stands) >= scale.index(lowest))


def _listed(values: Values, key: str) -> tuple[str, ...]:
    """Return a list of words or numbers of the rule as words."""
    listed = values[key]
    if not isinstance(listed, tuple):
        raise CoreError("rule_value_wrong", where=key, expected="list", got=repr(listed))
    return tuple(str(one) for one in listed)


def _members(test: RuleTest, values: Values, facts: Facts) -> Verdict:
    if gap := _missing(test, facts, "fact"):
        return gap
    words = _words(test.fact("fact", facts), test.settings["fact"])
    listed = _listed(values, test.settings["value"])
    if test.kind is TestKind.SOME_OF:
        some = any(word in words for word in listed)
        return _held(some, **({} if some else {"missing": listed}))
    if test.kind is TestKind.REQUIRED:
        lacking = tuple(word for word in listed if word not in words)
        return _held(not lacking, **({"missing": lacking} if lacking else {}))
    wanted = test.kind is TestKind.ONE_OF
    excess = tuple(word for word in words if (word in listed) is not wanted)
    return _held(not excess, **({"excess": excess} if excess else {}))


def _letter(test: RuleTest, values: Values, facts: Facts) -> Verdict:
    # A letter that is not recorded is a letter that is not there: the gate stays shut.
    there = bool(test.fact("fact", facts))
    return _held(there, **({} if there else {"missing": (test.settings["fact"],)}))


def _flag(test: RuleTest, values: Values, facts: Facts) -> Verdict:
    if gap := _missing(test, facts, "fact"):
        return gap
    stands = test.fact("fact", facts)
    if not isinstance(stands, bool):
        raise _wrong(test.settings["fact"], "yes or no", stands)
    return _held(stands is (test.kind is TestKind.IS_TRUE))


def _odd_between(test: RuleTest, values: Values, facts: Facts) -> Verdict:
    if gap := _missing(test, facts, "fact"):
        return gap
    number = _number(test.fact("fact", facts), test.settings["fact"])
    low, high = (as_integer(values[test.settings[name]], name) for name in ("min", "max"))
    return _held(low <= number <= high and number % 2 == 1)


def _share(test: RuleTest, values: Values, facts: Facts) -> Verdict:
    if gap := _missing(test, facts, "part", "whole"):
        return gap
    part = _number(test.fact("part", facts), test.settings["part"])
    whole = _number(test.fact("whole", facts), test.settings["whole"])
    if whole <= 0:
        return _unknown(test.settings["whole"])
    percent = as_decimal(values[test.settings["value"]], test.settings["value"])
    # Multiplied out instead of divided: 45 percent of 20 is exactly 9.
    return _held(part * 100 <= whole * percent)


def _passes(test: RuleTest, values: Values, gives: str | None) -> Verdict:
    if gives is None:
        return _unknown("gives")
    passing = test.settings.get("passing")
    return _held(passing is None or gives in as_words(values[passing], passing), gives=gives)


def _band(test: RuleTest, values: Values, facts: Facts) -> Verdict:
    if gap := _missing(test, facts, "fact"):
        return gap
    number = _number(test.fact("fact", facts), test.settings["fact"])
    bands = test.settings["bands"]
    return _passes(test, values, band_in(values[bands], number, where=bands))


def _lookup(test: RuleTest, values: Values, facts: Facts) -> Verdict:
    if gap := _missing(test, facts, "row", "column"):
        return gap
    key = test.settings["table"]
    row, column = (str(test.fact(name, facts)) for name in ("row", "column"))
    line = as_table(values[key], key).get(row)
    if line is None or column not in as_table(line, key):
        raise _wrong(test.settings["row"], key, f"{row} x {column}")
    return _passes(test, values, str(as_table(line, key)[column]))


def _pattern(test: RuleTest, values: Values, facts: Facts) -> Verdict:
    if gap := _missing(test, facts, "fact"):
        return gap
    pattern = as_text(values[test.settings["value"]], test.settings["value"])
    # ASCII: the digits of other scripts are digits to a computer, not to a personnel office.
    return _held(re.match(pattern, str(test.fact("fact", facts)), re.ASCII) is not None)


def _all_of(test: RuleTest, values: Values, facts: Facts) -> Verdict:
    """Return the worst of the parts: one broken breaks, else one unknown leaves it open."""
    verdicts = [verdict_of(part, values, facts) for part in test.parts]
    found: dict[str, Fact] = {}
    for outcome in (Outcome.BROKEN, Outcome.UNKNOWN, Outcome.MET, Outcome.NOT_APPLICABLE):
        those = [verdict for verdict in verdicts if verdict.outcome is outcome]
        if those:
            for verdict in those:
                for name, one in verdict.found.items():
                    found[name] = _joined(found.get(name), one)
            return Verdict(outcome=outcome, found=found)
    raise CoreError("rule_test_wrong", kind=test.kind.value, setting="parts")


def _joined(before: Fact, one: Fact) -> Fact:
    if isinstance(before, tuple) and isinstance(one, tuple):
        return (*before, *one)
    return one


_JUDGES: Mapping[TestKind, Callable[[RuleTest, Values, Facts], Verdict]] = {
    TestKind.AT_LEAST: _compare,
    TestKind.AT_MOST: _compare,
    TestKind.AT_LEAST_FACT: _compare_facts,
    TestKind.YEARS_AT_LEAST: _term,
    TestKind.YEARS_AT_MOST: _term,
    TestKind.MONTHS_AT_MOST: _term,
    TestKind.OUTSIDE_WINDOW: _outside_window,
    TestKind.ON_OR_BEFORE: _on_or_before,
    TestKind.AT_LEAST_ON_SCALE: _scale,
    TestKind.ONE_OF: _members,
    TestKind.NONE_OF: _members,
    TestKind.REQUIRED: _members,
    TestKind.SOME_OF: _members,
    TestKind.LETTER: _letter,
    TestKind.IS_TRUE: _flag,
    TestKind.IS_FALSE: _flag,
    TestKind.ODD_BETWEEN: _odd_between,
    TestKind.SHARE_AT_MOST: _share,
    TestKind.BAND: _band,
    TestKind.LOOKUP: _lookup,
    TestKind.PATTERN: _pattern,
    TestKind.ALL_OF: _all_of,
}
