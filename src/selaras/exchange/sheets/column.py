"""What the workbook is described with: columns, tables, forms, and columns that repeat per criterion."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from selaras.core.vocabulary import Term


class Kind(Enum):
    """What a cell of a column may hold."""

    TEXT = "text"
    LINES = "lines"  # text in which line breaks count
    CODE = "code"  # an identifier: no blanks
    GRADE = "grade"  # golongan/ruang, from I/a to IV/e
    NIP = "nip"
    DATE = "date"
    DATES = "dates"  # several days, divided by semicolons
    DECIMAL = "decimal"
    INTEGER = "integer"
    YES_NO = "yes-no"
    CHOICE = "choice"  # one word of a closed list
    LIST = "list"  # texts, divided by semicolons
    MARK = "mark"  # a mark, "-" for not scored, "TAB" for no evidence
    LEVEL = "level"  # a level required, "-" for none, "4 wajib" for one that knocks out
    SHOWN = "shown"  # written for the reader's eyes, compared but never taken over
    SEX = "sex"  # L or P, only to check the NIP


class Refers(Enum):
    """Which list a code must stand in."""

    OFFICIAL = "official"
    POSITION = "position"
    EXAMINER = "examiner"
    COMPONENT = "component"
    CRITERION = "criterion"
    CONVERSION = "conversion"
    COMPETENCE = "competence"


class Family(Enum):
    """Columns that repeat, one per thing; the thing's code begins the heading."""

    COMPETENCE_LEVEL = "competence-level"  # Standar
    COMPETENCE_FOUND = "competence-found"  # Asesmen
    PANEL_CRITERION = "panel-criterion"  # Nilai ...
    FEEDBACK_CRITERION = "feedback-criterion"  # Umpan Balik 360


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table, or one line of a form.

    ``blank`` is what an empty cell stands for; ``typical`` is written into a new form.
    """

    field: str
    heading: str
    kind: Kind
    words: str
    required: bool = False
    terms: type[Term] | None = None
    refers: Refers | None = None
    blank: object = None
    typical: object = None
    example: str = ""
    width: int = 14
    lowest: int | None = None
    highest: int | None = None
    allowed: tuple[Decimal, ...] | tuple[int, ...] = ()  # the only marks, or whole numbers, allowed
    scale: tuple[Decimal | None, Decimal | None] = (None, None)
    # For columns in percent: up to here a number is a share, as a cell formatted 98% holds 0.98.
    shares_to: Decimal | None = None
    longest: int = 2_000  # signs of a text


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet with one thing per row."""

    key: str
    name: str
    words: str
    columns: tuple[Column, ...]
    family: Family | None = None
    is_optional: bool = False  # the sheet may be absent when there is nothing to say
    frozen_columns: int = 2

    def column(self, field_name: str) -> Column:
        return next(one for one in self.columns if one.field == field_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    title: str
    lines: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A sheet of questions and answers, in sections."""

    key: str
    name: str
    words: str
    sections: tuple[Section, ...]

    @property
    def lines(self) -> tuple[Column, ...]:
        return tuple(line for section in self.sections for line in section.lines)


@dataclass(frozen=True, slots=True)
class Layout:
    """All sheets in the order in which an officer fills them."""

    sheets: tuple[Form | Table, ...]
    by_key: Mapping[str, Form | Table] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {one.key: one for one in self.sheets})

    def table(self, key: str) -> Table:
        found = self.by_key[key]
        assert isinstance(found, Table)
        return found

    def form(self, key: str) -> Form:
        found = self.by_key[key]
        assert isinstance(found, Form)
        return found
