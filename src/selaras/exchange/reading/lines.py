"""A form (questions and answers) to values by field, with the cell of every answer."""

from dataclasses import dataclass, field
from typing import Any

from selaras.core.errors import Place
from selaras.exchange.problems import Report
from selaras.exchange.reading.cells import reader_of
from selaras.exchange.reading.cleaning import cleaned
from selaras.exchange.reading.closed_words import nearest
from selaras.exchange.reading.rows import Cells, folded, remark
from selaras.exchange.reading.unreadable import Unreadable
from selaras.exchange.sheets.column import Column, Form, Kind


@dataclass(slots=True)
class FormAnswers:
    """The answers of one form; a field that could not be read is absent from ``values``."""

    form: Form
    sheet: str
    values: dict[str, Any] = field(default_factory=dict)
    row_by_field: dict[str, int] = field(default_factory=dict)
    is_good: bool = True

    def place(self, field_name: str) -> Place:
        row = self.row_by_field.get(field_name)
        return Place(self.sheet, f"B{row}") if row else Place(self.sheet)

    def part(self, prefix: str) -> dict[str, Any]:
        """Return the answers below a prefix, named without it."""
        at = len(prefix) + 1
        return {
            name[at:]: value
            for name, value in self.values.items()
            if name.startswith(f"{prefix}.") and "." not in name[at:]
        }


def read_answers(form: Form, sheet: str, cells: Cells, report: Report) -> FormAnswers:
    """Return the answers of a sheet whose first column asks and whose second answers."""
    found = FormAnswers(form=form, sheet=sheet)
    known = {folded(line.heading): line for line in form.lines}
    titles = {folded(section.title) for section in form.sections}
    unknown: list[tuple[int, str]] = []
    for row, cell_line in enumerate(cells, start=1):
        asked = cleaned(str(cell_line[0])) if cell_line else ""
        answer = cell_line[1] if len(cell_line) > 1 else ""
        line = known.get(folded(asked))
        if line is None:
            if asked and folded(asked) not in titles:
                unknown.append((row, asked))
        elif line.field in found.row_by_field:
            report.error(Place(sheet, f"A{row}"), "line_twice", found=asked, heading=line.heading)
        else:
            found.row_by_field[line.field] = row
            _answer(found, line, answer, report)
    _tell_missing(found, unknown, report)
    return found


def _answer(found: FormAnswers, line: Column, answer: Any, report: Report) -> None:
    place = found.place(line.field)
    try:
        parsed = reader_of(line)(answer) if answer != "" else ""
        if isinstance(answer, str) and len(answer) > line.longest:
            raise Unreadable("text_too_long", longest=line.longest, length=len(answer))
    except Unreadable as wrong:
        report.error(place, wrong.code, found=answer, heading=line.heading, **wrong.facts)
        found.is_good = False
        return
    if isinstance(answer, str):
        remark(place, line, answer, parsed, report)
    if parsed in ("", ()):
        if line.required:
            report.error(place, "cell_empty", heading=line.heading)
            found.is_good = False
        parsed = line.blank
    elif _is_out_of_range(line, parsed):
        report.error(
            place,
            "out_of_range",
            found=parsed,
            heading=line.heading,
            lowest=line.lowest,
            highest=line.highest,
        )
        found.is_good = False
        return
    found.values[line.field] = parsed


def _is_out_of_range(line: Column, parsed: Any) -> bool:
    if line.kind not in (Kind.DECIMAL, Kind.INTEGER) or line.lowest is None:
        return False
    return bool(parsed < line.lowest or (line.highest is not None and parsed > line.highest))


def _tell_missing(found: FormAnswers, unknown: list[tuple[int, str]], report: Report) -> None:
    missing = [line for line in found.form.lines if line.field not in found.row_by_field]
    for row, asked in unknown:
        like = nearest(asked, [line.heading for line in missing])
        if like:
            report.error(Place(found.sheet, f"A{row}"), "line_renamed", found=asked, heading=like)
    for line in missing:
        found.values.setdefault(line.field, line.blank)
        if line.required:
            report.error(Place(found.sheet), "line_missing", heading=line.heading)
            found.is_good = False
