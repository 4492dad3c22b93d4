"""A whole workbook in parsed columns, before anything is built from it."""

from dataclasses import dataclass, field

from selaras.core.casefile import Competence
from selaras.core.errors import Place
from selaras.exchange.problems import Report, Severity
from selaras.exchange.reading.cleaning import cleaned
from selaras.exchange.reading.closed_words import nearest
from selaras.exchange.reading.lines import FormAnswers, read_answers
from selaras.exchange.reading.rows import Cells, SheetRows, folded, read_rows
from selaras.exchange.sheets.column import Family, Form, Table
from selaras.exchange.sheets.layout import INSTRUCTIONS, LAYOUT
from selaras.exchange.sheets.records import MARKS_PREFIX

FINDINGS = "Temuan"
FIRST_MARK_ROW = 4  # counted from nought, below title, explanation and headings


@dataclass(slots=True)
class Gathered:
    """Forms and tables by key, and one table of marks per examiner's code."""

    forms: dict[str, FormAnswers] = field(default_factory=dict)
    tables: dict[str, SheetRows] = field(default_factory=dict)
    marks: dict[str, SheetRows] = field(default_factory=dict)
    competences: tuple[Competence, ...] = ()
    has_structure_errors: bool = False


def gather(sheets: dict[str, Cells], competences: tuple[Competence, ...], report: Report) -> Gathered:
    """Return every sheet parsed; ``competences`` are those of the law, when the workbook lists none."""
    found = Gathered()
    names = _matched_names(sheets, report)
    for part in LAYOUT.sheets:
        name = names.get(part.key)
        if part.key == "marks":
            continue
        if isinstance(part, Form):
            _gather_form(found, part, name, sheets, report)
        else:
            _gather_table(found, part, name, sheets, report, competences)
    _gather_marks(found, sheets, report)
    # A strange heading on a sheet of marks is told there; elsewhere it may hide whole columns.
    found.has_structure_errors = any(
        one.severity is Severity.ERROR
        and (one.place.cell is None or one.code.startswith(("column_", "headings_", "line_")))
        and not one.place.sheet.startswith(MARKS_PREFIX)
        for one in report.problems
    )
    return found


def _gather_form(
    found: Gathered, part: Form, name: str | None, sheets: dict[str, Cells], report: Report
) -> None:
    if name is not None:
        found.forms[part.key] = read_answers(part, name, sheets[name], report)


def _gather_table(
    found: Gathered,
    part: Table,
    name: str | None,
    sheets: dict[str, Cells],
    report: Report,
    competences: tuple[Competence, ...],
) -> None:
    codes: dict[str, str] = {}
    if part.family in (Family.COMPETENCE_LEVEL, Family.COMPETENCE_FOUND):
        codes = {one.code: one.name for one in found.competences}
    elif part.family is Family.FEEDBACK_CRITERION:
        codes = _criteria(found, feedback=True)
    if name is not None:
        found.tables[part.key] = read_rows(part, name, sheets[name], report, codes=codes)
    else:
        empty = SheetRows(table=part, sheet=part.name)
        empty.values = {column.field: [] for column in part.columns}
        found.tables[part.key] = empty
    if part.key == "competences":
        found.competences = _listed_competences(found.tables[part.key]) or competences


def _listed_competences(rows: SheetRows) -> tuple[Competence, ...]:
    columns = [rows.column(name) for name in ("code", "name", "cluster")]
    return tuple(
        Competence(code=code, name=name, cluster=cluster)
        for n, (code, name, cluster) in enumerate(zip(*columns, strict=True))
        if n not in rows.bad
    )


def _criteria(found: Gathered, *, feedback: bool) -> dict[str, str]:
    rows = found.tables["criteria"]
    columns = zip(*(rows.column(name) for name in ("code", "method", "name")), strict=True)
    return {
        code: name
        for code, method, name in columns
        if code and method and (method.is_rated_by_panel if not feedback else method == "feedback-360")
    }


def _gather_marks(found: Gathered, sheets: dict[str, Cells], report: Report) -> None:
    codes = _criteria(found, feedback=False)
    examiners = {str(code).casefold(): code for code in found.tables["examiners"].column("code")}
    prefix = MARKS_PREFIX.casefold()
    for name, cells in sheets.items():
        plain = cleaned(name)
        if not plain.casefold().startswith(prefix):
            continue
        wanted = plain[len(MARKS_PREFIX) :]
        code = examiners.get(wanted.casefold())
        if code is None:
            if not any(value != "" for line in cells[FIRST_MARK_ROW:] for value in line):
                continue  # a spare sheet of the template
            like = nearest(wanted, [str(one) for one in found.tables["examiners"].column("code")])
            report.error(Place(name, "A1"), "examiner_unknown", found=wanted, nearest=like)
            continue
        found.marks[code] = read_rows(LAYOUT.table("marks"), name, cells, report, codes=codes)


def _matched_names(sheets: dict[str, Cells], report: Report) -> dict[str, str]:
    by_folded: dict[str, str] = {}
    for name in sheets:
        if by_folded.setdefault(folded(name), name) != name:
            report.error(Place(name), "sheet_twice", sheet=by_folded[folded(name)])
    found = {
        part.key: by_folded[folded(part.name)] for part in LAYOUT.sheets if folded(part.name) in by_folded
    }
    absent = [one for one in LAYOUT.sheets if one.key not in found and one.key != "marks"]
    strangers = _strangers(sheets, {folded(one) for one in found.values()})
    guessed: set[str] = set()
    for name in strangers:
        like = nearest(name, [part.name for part in absent])
        if like:
            guessed.add(like)
            report.error(Place(name), "sheet_renamed", found=name, sheet=like)
        else:
            report.warning(Place(name), "sheet_not_read", found=name)
    for part in absent:
        is_needed = isinstance(part, Form) or not part.is_optional
        if is_needed and part.name not in guessed:
            report.error(Place(part.name), "sheet_missing_in_book", sheet=part.name)
    return found


def _strangers(sheets: dict[str, Cells], known: set[str]) -> list[str]:
    prefix = MARKS_PREFIX.casefold()
    ours = {folded(INSTRUCTIONS), folded(FINDINGS)}
    return [
        name
        for name in sheets
        if folded(name) not in known
        and folded(name) not in ours
        and not name.startswith("_")  # lists for drop-downs
        and not cleaned(name).casefold().startswith(prefix)
    ]
