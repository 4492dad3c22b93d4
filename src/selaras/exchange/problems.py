"""A problem in a workbook: where, what was expected, what stands there, how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from selaras.core.casefile import CaseFile
from selaras.core.errors import Place
from selaras.exchange.wording import WORDS

_LONGEST_FOUND = 80


class Severity(Enum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in both languages."""

    id: str
    en: str

    def of(self, lang: str) -> str:
        return self.en if lang == "en" else self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that stands wrong, with the way to mend it."""

    place: Place
    code: str
    severity: Severity
    expected: Sentence
    found: str
    mend: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a workbook says; ``case`` is None as soon as one error stands in it."""

    case: CaseFile | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(one for one in self.problems if one.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(one for one in self.problems if one.severity is Severity.WARNING)


@dataclass(slots=True)
class Report:
    """Collects problems; a place is told once per code."""

    problems: list[Problem] = field(default_factory=list)
    _told: set[tuple[Place, str]] = field(default_factory=set)
    wrong_places: set[Place] = field(default_factory=set)

    def error(self, place: Place, code: str, *, found: object = "", **facts: object) -> None:
        self.wrong_places.add(place)
        self._add(place, code, Severity.ERROR, found, facts)

    def warning(self, place: Place, code: str, *, found: object = "", **facts: object) -> None:
        self._add(place, code, Severity.WARNING, found, facts)

    def forget(self, places: set[Place], codes: Iterable[str] = ()) -> None:
        """Take back what was told about cells, wholly or by code: something else is now known of them."""
        kept = []
        for one in self.problems:
            if one.place in places and (not codes or one.code in codes):
                self._told.discard((one.place, one.code))
            else:
                kept.append(one)
        self.problems = kept

    def _add(
        self, place: Place, code: str, severity: Severity, found: object, facts: dict[str, object]
    ) -> None:
        if (place, code) in self._told:
            return
        self._told.add((place, code))
        words = WORDS[code]
        told = _Facts({"guess": "", **{name: _plain(one) for name, one in facts.items()}})
        if facts.get("nearest"):
            told["guess"] = f" Mungkin yang dimaksud: {facts['nearest']}."
        expected = Sentence(words.expected_id.format_map(told), words.expected_en.format_map(told))
        mend_id = words.mend_id.format_map(told)
        if facts.get("nearest"):
            told["guess"] = f" Perhaps {facts['nearest']} is meant."
        self.problems.append(
            Problem(
                place=place,
                code=code,
                severity=severity,
                expected=expected,
                found=_shortened(found),
                mend=Sentence(mend_id, words.mend_en.format_map(told)),
            )
        )

    @property
    def has_errors(self) -> bool:
        return any(one.severity is Severity.ERROR for one in self.problems)


class _Facts(dict[str, object]):
    """Facts for a sentence; one that is not known leaves its place empty."""

    def __missing__(self, name: str) -> str:
        return ""


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.strftime("%d-%m-%Y")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _shortened(found: object) -> str:
    text = _plain(found)
    return text if len(text) <= _LONGEST_FOUND else text[: _LONGEST_FOUND - 1] + "…"
