"""The closed set of tests that a rule may make, as data.

A test names facts (what a case brings) and values (what the rule says). A missing fact leaves the
answer unknown; it is never taken for zero, for "no" or for consent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from selaras.core.errors import CoreError
from selaras.core.rules.facts import FACTS, Fact
from selaras.core.rules.values import Value, Values, as_text, as_words, frozen


class TestKind(StrEnum):
    """What a test compares; the settings of each kind stand in ``SETTINGS``."""

    __test__ = False  # pytest takes every name that begins with Test for a test

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    AT_LEAST_FACT = "at_least_fact"
    YEARS_AT_LEAST = "years_at_least"
    YEARS_AT_MOST = "years_at_most"
    MONTHS_AT_MOST = "months_at_most"
    OUTSIDE_WINDOW = "outside_window"
    ON_OR_BEFORE = "on_or_before"
    AT_LEAST_ON_SCALE = "at_least_on_scale"
    ONE_OF = "one_of"
    NONE_OF = "none_of"
    REQUIRED = "required"
    SOME_OF = "some_of"
    LETTER = "letter"
    IS_TRUE = "is_true"
    IS_FALSE = "is_false"
    ODD_BETWEEN = "odd_between"
    SHARE_AT_MOST = "share_at_most"
    BAND = "band"
    LOOKUP = "lookup"
    PATTERN = "pattern"
    ALL_OF = "all_of"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Which settings a kind of test has: facts, keys of values, and what it can do without."""

    facts: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    optional_facts: tuple[str, ...] = ()
    optional_values: tuple[str, ...] = ()

    @property
    def needed(self) -> frozenset[str]:
        return frozenset(self.facts + self.values)

    @property
    def known(self) -> frozenset[str]:
        return self.needed | frozenset(self.optional_facts + self.optional_values)


_LIMIT = Settings(facts=("fact",), values=("value",))
_TERM = Settings(facts=("since", "on"), values=("value",))
_FLAG = Settings(facts=("fact",))

SETTINGS: Mapping[TestKind, Settings] = {
    TestKind.AT_LEAST: _LIMIT,
    TestKind.AT_MOST: _LIMIT,
    TestKind.AT_LEAST_FACT: Settings(facts=("fact", "than")),
    TestKind.YEARS_AT_LEAST: _TERM,
    TestKind.YEARS_AT_MOST: _TERM,
    TestKind.MONTHS_AT_MOST: _TERM,
    TestKind.OUTSIDE_WINDOW: Settings(
        facts=("day",),
        optional_facts=("anchor", "until"),
        optional_values=("months_before", "months_after", "from"),
    ),
    TestKind.ON_OR_BEFORE: _LIMIT,
    TestKind.AT_LEAST_ON_SCALE: Settings(
        facts=("fact",), values=("scale",), optional_facts=("than",), optional_values=("value",)
    ),
    TestKind.ONE_OF: _LIMIT,
    TestKind.NONE_OF: _LIMIT,
    TestKind.REQUIRED: _LIMIT,
    TestKind.SOME_OF: _LIMIT,
    TestKind.LETTER: _FLAG,
    TestKind.IS_TRUE: _FLAG,
    TestKind.IS_FALSE: _FLAG,
    TestKind.ODD_BETWEEN: Settings(facts=("fact",), values=("min", "max")),
    TestKind.SHARE_AT_MOST: Settings(facts=("part", "whole"), values=("value",)),
    TestKind.BAND: Settings(facts=("fact",), values=("bands",), optional_values=("passing",)),
    TestKind.LOOKUP: Settings(facts=("row", "column"), values=("table",), optional_values=("passing",)),
    TestKind.PATTERN: _LIMIT,
    TestKind.ALL_OF: Settings(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTest:
    """One test: settings name the facts and values compared.

    only_if : fact to the words for which the rule speaks at all
    unless : facts (a letter, a consent) of which any one lifts the rule; with the key of a value,
        only the words listed there lift it
    parts : the tests of an ``all_of``
    """

    __test__ = False

    kind: TestKind
    settings: Mapping[str, str] = field(default_factory=dict)
    only_if: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unless: Mapping[str, str] = field(default_factory=dict)
    parts: tuple["RuleTest", ...] = ()
    _fact_names: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Thousands of people and posts are judged by one test; its names are gathered once.
        spec = SETTINGS[self.kind]
        own = self._set(spec.facts + spec.optional_facts)
        inner = [name for part in self.parts for name in part.fact_names()]
        names = tuple(dict.fromkeys([*own, *inner, *self.only_if, *self.unless]))
        object.__setattr__(self, "_fact_names", names)

    def fact_names(self) -> tuple[str, ...]:
        """Return every fact the test may look at, in the order in which it is told."""
        return self._fact_names

    def value_keys(self) -> tuple[str, ...]:
        """Return every value of the rule that the test compares with."""
        spec = SETTINGS[self.kind]
        own = self._set(spec.values + spec.optional_values)
        own += [key for key in self.unless.values() if key]
        inner = [key for part in self.parts for key in part.value_keys()]
        return tuple(dict.fromkeys([*own, *inner]))

    def _set(self, names: tuple[str, ...]) -> list[str]:
        return [self.settings[name] for name in names if name in self.settings]

    def fact(self, setting: str, facts: Mapping[str, Fact]) -> Fact:
        return facts.get(self.settings[setting]) if setting in self.settings else None


# Of each pair exactly one must be named.
_EITHER = {
    TestKind.AT_LEAST_ON_SCALE: (("than", "value"),),
    TestKind.OUTSIDE_WINDOW: (("anchor", "from"), ("until", "months_after")),
}
_NOT_SETTINGS = ("kind", "only_if", "unless", "parts")


def read_test(data: Values, values: Values) -> RuleTest:
    """Return a test from JSON data; refuse unknown kinds, settings, facts and values."""
    try:
        kind = TestKind(as_text(data.get("kind"), "test.kind"))
    except ValueError as wrong:
        raise CoreError("rule_test_unknown", kind=str(data.get("kind"))) from wrong
    parts = data.get("parts", ())
    parts = parts if isinstance(parts, tuple) else (parts,)
    rest = {name: one for name, one in data.items() if name not in _NOT_SETTINGS}
    test = RuleTest(
        kind=kind,
        settings={name: as_text(one, f"test.{name}") for name, one in rest.items()},
        only_if=_read_only_if(data.get("only_if", {})),
        unless=_read_unless(data.get("unless", ())),
        parts=tuple(read_test(_part(one), values) for one in parts),
    )
    _check(test, values)
    return test


def _part(data: Value) -> Values:
    if not isinstance(data, Mapping):
        raise CoreError("rule_test_wrong", setting="parts", got=repr(data))
    return data


def _read_only_if(data: Value) -> dict[str, tuple[str, ...]]:
    if not isinstance(data, Mapping):
        raise CoreError("rule_test_wrong", setting="only_if", got=repr(data))
    return {name: as_words(words, f"test.only_if.{name}") for name, words in data.items()}


def _read_unless(data: Value) -> dict[str, str]:
    if isinstance(data, Mapping):
        return {name: as_text(key, f"test.unless.{name}") for name, key in data.items()}
    return dict.fromkeys(as_words(data, "test.unless"), "")


def _check(test: RuleTest, values: Values) -> None:
    spec = SETTINGS[test.kind]
    for name in sorted(spec.needed - test.settings.keys()):
        raise CoreError("rule_test_incomplete", kind=test.kind.value, setting=name)
    for name in sorted(test.settings.keys() - spec.known):
        raise CoreError("rule_test_wrong", kind=test.kind.value, setting=name)
    for one, other in _EITHER.get(test.kind, ()):
        if (one in test.settings) is (other in test.settings):
            raise CoreError("rule_test_wrong", kind=test.kind.value, setting=f"{one} / {other}")
    if bool(test.parts) is not (test.kind is TestKind.ALL_OF):
        raise CoreError("rule_test_wrong", kind=test.kind.value, setting="parts")
    for name in test.fact_names():
        if name not in FACTS:
            raise CoreError("rule_fact_unknown", kind=test.kind.value, fact=name)
    for key in test.value_keys():
        if key not in values:
            raise CoreError("rule_value_missing", kind=test.kind.value, key=key)


def json_of_test(test: RuleTest) -> dict[str, object]:
    """Return a test as JSON data that ``read_test`` reads back."""
    data: dict[str, object] = {"kind": test.kind.value, **test.settings}
    if test.only_if:
        data["only_if"] = {name: list(words) for name, words in test.only_if.items()}
    if test.unless:
        data["unless"] = dict(test.unless)
    if test.parts:
        data["parts"] = [json_of_test(part) for part in test.parts]
    return data


def test_of_json(data: object, values: Values) -> RuleTest:
    return read_test(_part(frozen(data, where="test")), values)
