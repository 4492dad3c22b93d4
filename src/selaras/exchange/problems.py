"""A problem in a workbook: where, what was expected, what stands there, how to mend it."""

from dataclasses import dataclass, field
from enum import Enum

from selaras.core.casefile import CaseFile
from selaras.core.errors import Place
from selaras.exchange.problem_words import ENGLISH, INDONESIAN

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

    def _add(
        self, place: Place, code: str, severity: Severity, found: object, facts: dict[str, object]
    ) -> None:
        if (place, code) in self._told:
            return
        self._told.add((place, code))
        shown = str(found)
        shown = shown if len(shown) <= _LONGEST_FOUND else shown[: _LONGEST_FOUND - 1] + "…"
        expected_id, mend_id = _filled(INDONESIAN[code], facts)
        expected_en, mend_en = _filled(ENGLISH[code], facts)
        self.problems.append(
            Problem(
                place=place,
                code=code,
                severity=severity,
                expected=Sentence(expected_id, expected_en),
                found=shown,
                mend=Sentence(mend_id, mend_en),
            )
        )

    @property
    def has_errors(self) -> bool:
        return any(one.severity is Severity.ERROR for one in self.problems)


def _filled(words: tuple[str, str], facts: dict[str, object]) -> tuple[str, str]:
    return words[0].format_map(facts), words[1].format_map(facts)
