"""Facts as words in Indonesian and English: "30 Januari 2024", "78,50", terms in full."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from selaras.core import vocabulary
from selaras.core.rules.facts import FACTS, FactKind
from selaras.core.rules.terms import OF_THE_VOCABULARY

# fmt: off
_MONTHS_ID = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
# fmt: on

_ENGLISH = {(type(one), one.value): word for one, word in OF_THE_VOCABULARY}
# Which closed list a fact takes its words from; "none" means different things in different lists.
_TERMS: Mapping[str, type[vocabulary.Term]] = {
    "level": vocabulary.Level,
    "target_level": vocabulary.Level,
    "previous_post": vocabulary.Level,
    "education": vocabulary.Education,
    "head_status": vocabulary.HeadStatus,
    "agency_kind": vocabulary.AgencyKind,
    "sanction_running": vocabulary.SanctionLevel,
    "performance": vocabulary.PerformanceAxis,
    "potential": vocabulary.PotentialAxis,
    "elements": vocabulary.Element,
    "competences": vocabulary.Cluster,
    "methods": vocabulary.Method,
    "consents": vocabulary.PermissionKind,
    "missing_letters": vocabulary.PermissionKind,
    "assessed_level": vocabulary.Level,
    "required_education": vocabulary.Education,
    "special_post": vocabulary.SpecialPost,
    "event_kind": vocabulary.EventKind,
    "attendance": vocabulary.AttendanceState,
    "conflicts": vocabulary.ConflictKind,
    "excess": vocabulary.Element,
    "missing": vocabulary.Element,
    "disclosed_conflict": vocabulary.ConflictKind,
    "move": vocabulary.Move,
    "category": vocabulary.Category,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One language's way to write facts."""

    months: tuple[str, ...]
    decimal_mark: str
    yes: str
    no: str
    indonesian: bool

    def day(self, day: date) -> str:
        return f"{day.day} {self.months[day.month - 1]} {day.year}"

    def number(self, number: Decimal | int) -> str:
        return format(Decimal(number), "f").replace(".", self.decimal_mark)

    def label(self, name: str) -> str:
        fact = FACTS[name]
        return fact.name_id if self.indonesian else fact.name_en

    def word(self, name: str, code: str) -> str:
        """Return a code as words: a closed list's term, a fact's name, or the code unjoined."""
        for term in _TERMS.get(name, ()):
            if term.value == code:
                return term.istilah if self.indonesian else _ENGLISH[type(term), term.value]
        if code in FACTS:
            return self.label(code)
        return code.replace("_", " ")

    def fact(self, name: str, plain: str | int) -> str:
        """Return a fact as "name: words".

        >>> INDONESIAN.fact("born_on", "1965-01-30"), ENGLISH.fact("score", "67.99")
        ('tanggal lahir: 30 Januari 1965', 'score: 67.99')
        """
        return f"{self.label(name)}: {self.told(name, plain)}"

    def told(self, name: str, plain: str | int) -> str:
        kind = FACTS[name].kind
        if kind is FactKind.DAY:
            return self.day(date.fromisoformat(str(plain)))
        if kind is FactKind.NUMBER:
            return self.number(Decimal(plain))
        if kind is FactKind.FLAG:
            return self.yes if plain == "yes" else self.no
        if kind is FactKind.LIST:
            return ", ".join(self.word(name, code) for code in str(plain).split(", "))
        return self.word(name, str(plain))


INDONESIAN = Wording(months=_MONTHS_ID, decimal_mark=",", yes="ya", no="tidak", indonesian=True)
ENGLISH = Wording(months=_MONTHS_EN, decimal_mark=".", yes="yes", no="no", indonesian=False)
