"""A case file as rows of cells, under the fields of the sheets' description."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.scheme import Conversion, Criterion, Scheme
from selaras.exchange.reading.cells import NO_EVIDENCE, NOT_SCORED, number_text
from selaras.exchange.sheets.column import Column, Form, Kind, Table
from selaras.exchange.sheets.layout import LAYOUT
from selaras.exchange.sheets.records import SecondLook

Row = dict[str, Any]

_PLAIN_RULES = (
    *("purpose", "pass_from", "places", "tie_break", "examiner_rule", "no_evidence"),
    *("most_missing_share", "smallest_group"),
    *("version", "timetable_seed"),
)


def read_path(record: object, path: str) -> Any:
    """Return what stands at a dotted path of a record; None below an absent part."""
    for name in path.split("."):
        if record is None:
            return None
        record = getattr(record, name)
    return record


def form_values(form: Form, case: c.CaseFile) -> dict[str, Any]:
    """Return the answers of a form by field."""
    if form.key == "event":
        return {line.field: read_path(case, line.field) for line in form.lines}
    return scheme_values(case.scheme)


def scheme_values(scheme: Scheme) -> dict[str, Any]:
    given: dict[str, Any] = {name: getattr(scheme, name) for name in _PLAIN_RULES}
    given["talent"] = scheme.talent.code
    given["measured"] = scheme.measurement is not None
    given["placed"] = scheme.placement is not None
    for line in LAYOUT.form("scheme").lines:
        if line.field.startswith(("discrepancy.", "match.", "measurement.", "placement.")):
            given[line.field] = read_path(scheme, line.field)
    given |= {f"cut.{one.category.value}": one.at_least for one in scheme.cuts}
    return given | {f"feedback.{one.group.value}": one.weight for one in scheme.feedback_weights}


def table_rows(case: c.CaseFile) -> dict[str, list[Row]]:
    """Return the rows of every table except the marks, by the table's key."""
    names = {one.nip: one.name for one in case.officials}
    records: dict[str, Iterable[object]] = {
        "officials": case.officials,
        "careers": case.careers,
        "positions": case.positions,
        "competences": case.competences,
        "examiners": case.examiners,
        "components": case.scheme.components,
        "assignments": case.assignments,
        "attendances": case.attendances,
        "performances": case.performances,
        "track_record": case.track_record,
        "permissions": case.permissions,
        "move_rules": case.scheme.placement.rules if case.scheme.placement else (),
    }
    rows = {key: [_row(LAYOUT.table(key), one, names) for one in found] for key, found in records.items()}
    rows["conversions"] = [row for one in case.scheme.conversions for row in conversion_rows(one)]
    rows["criteria"] = [criterion_row(one) for one in case.scheme.criteria]
    rows["conflicts"] = [
        {
            "examiner": one.code,
            "nip": conflict.nip,
            "name_shown": names.get(conflict.nip, ""),
            "kind": conflict.kind,
            "note": conflict.note,
        }
        for one in case.examiners
        for conflict in one.conflicts
    ]
    rows["standards"], rows["technical_standards"] = _standards(case)
    rows["reconfirmations"] = [
        _row(LAYOUT.table("reconfirmations"), one, names)
        | {"changed": SecondLook.CHANGED if one.changed else SecondLook.KEPT}
        for one in case.reconfirmations
    ]
    rows["assessments"] = [
        _row(LAYOUT.table("assessments"), one, names) | {f"#{k}": level for k, level in one.levels.items()}
        for one in case.assessments
    ]
    rows["feedback"] = [
        _row(LAYOUT.table("feedback"), one, names) | _marks(one.ratings) for one in case.feedback
    ]
    return rows


def _row(table: Table, record: object, names: dict[v.Nip, str]) -> Row:
    row: Row = {}
    for column in table.columns:
        if column.field == "name_shown":
            row[column.field] = names.get(v.Nip(getattr(record, "nip", "")), "")
        elif column.kind is not Kind.SHOWN:
            row[column.field] = _value(column, record)
    return row


def _value(column: Column, record: object) -> Any:
    if column.field == "sex":
        nip = str(getattr(record, "nip", ""))
        return {"1": "L", "2": "P"}.get(nip[14:15], "")
    if column.field == "civil_servant_since":
        return None
    return read_path(record, column.field)


def conversion_rows(one: Conversion) -> list[Row]:
    head: Row = {"code": one.code, "kind": one.kind, "highest": one.highest}
    rows: list[Row] = [
        {"code": one.code, "kind": one.kind, "label": s.label, "at_least": s.at_least, "points": s.points}
        for s in one.steps
    ]
    if not rows:
        return [head]
    rows[0]["highest"] = one.highest
    return rows


def criterion_row(one: Criterion) -> Row:
    row: Row = {column.field: getattr(one, column.field) for column in LAYOUT.table("criteria").columns}
    row["marks"] = tuple(number_text(mark) for mark in one.marks)
    row["anchors"] = "\n".join(f"{number_text(a.mark)} = {a.words}" for a in one.anchors)
    row["speaks_for"] = tuple(f"{s.competence}:{number_text(s.weight)}" for s in one.speaks_for)
    return row


def general_competences(case: c.CaseFile) -> tuple[c.Competence, ...]:
    return tuple(one for one in case.competences if one.cluster is not v.Cluster.TECHNICAL)


def _standards(case: c.CaseFile) -> tuple[list[Row], list[Row]]:
    general = {one.code for one in general_competences(case)}
    common: list[Row] = []
    technical: list[Row] = []
    for post in case.positions:
        row: Row = {"code": post.code, "title_shown": post.title}
        row |= {f"#{code}": NOT_SCORED for code in general}
        for one in post.standard:
            if one.competence in general:
                row[f"#{one.competence}"] = f"{one.level} wajib" if one.mandatory else one.level
            else:
                technical.append(
                    {
                        "position": post.code,
                        "competence": one.competence,
                        "level": one.level,
                        "mandatory": one.mandatory,
                    }
                )
        common.append(row)
    return common, technical


def _marks(ratings: tuple[c.Rating, ...]) -> Row:
    return {f"#{one.criterion}": mark_cell(one) for one in ratings}


def mark_cell(rating: c.Rating) -> Decimal | str | None:
    if rating.state is v.MarkState.NO_EVIDENCE:
        return NO_EVIDENCE
    return NOT_SCORED if rating.state is v.MarkState.NOT_SCORED else rating.mark


def mark_rows(case: c.CaseFile, examiner: c.Examiner) -> list[Row]:
    """Return one row per participant the examiner rates or is assigned to, in order of entry."""
    sheets: dict[str, list[c.RatingSheet]] = {}
    for one in case.rating_sheets:
        if one.examiner == examiner.code:
            sheets.setdefault(one.nip, []).append(one)
    own = [a for a in case.assignments if a.examiner == examiner.code and not a.withdrawn_because]
    named = {a.nip for a in own if a.nip is not None}
    rates_everyone = any(a.nip is None for a in own)
    rows = []
    for official in case.officials:
        if not (rates_everyone or official.nip in named or official.nip in sheets):
            continue
        row: Row = {"nip": official.nip, "name_shown": official.name}
        for sheet in sheets.get(official.nip, ()):
            row |= _marks(sheet.ratings)
            row[f"@{sheet.method.value}"] = sheet.paper_sheet
        rows.append(row)
    return rows


def mark_methods(case: c.CaseFile, examiner: c.Examiner) -> tuple[v.Method, ...]:
    """Return the methods an examiner's sheet needs columns for."""
    wanted = {one.method for one in case.rating_sheets if one.examiner == examiner.code}
    wanted |= {one.method for one in case.assignments if one.examiner == examiner.code}
    return tuple(m for m in v.PANEL_METHODS if m in wanted and case.scheme.criteria_of(m))
