"""An empty workbook for one kind of event: everything that can be proposed is proposed, nobody is in it."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from selaras.core import vocabulary as v
from selaras.core.defaults import Defaults
from selaras.exchange.reading.scheme_building import USUAL_PROFILE
from selaras.exchange.sheets.column import Column, Family, Form, Kind, Table
from selaras.exchange.sheets.layout import LAYOUT
from selaras.exchange.sheets.records import MARKS_PREFIX
from selaras.exchange.workbook_writer import Sheets, coded_columns, mark_columns, new_book
from selaras.exchange.writing.records_out import Row, conversion_rows, criterion_row
from selaras.exchange.writing.starting_schemes import (
    components_for,
    conversions,
    criteria_for,
    methods_of,
)

_N_EXAMINERS = 5
_FEEDBACK_WEIGHTS = {v.RaterGroup.SUPERIOR: 50, v.RaterGroup.PEER: 25, v.RaterGroup.STAFF: 25}


def write_template(
    kind: v.EventKind,
    path: Path | BytesIO,
    defaults: Defaults,
    *,
    answers: Mapping[str, Any] | None = None,
    rows: Mapping[str, list[Row]] | None = None,
) -> None:
    """Write the empty workbook of a kind of event.

    answers, rows : what is known already, by field of the forms and by key of the tables
    """
    sheets = Sheets(new_book(path, title=f"Buku kerja {kind.istilah}"))
    sheets.instruct(kind.istilah, fictional=False)
    filled = {**_proposed_rows(kind, defaults), **(rows or {})}
    criteria = criteria_for(kind, defaults.competences)
    for part in LAYOUT.sheets:
        if isinstance(part, Form):
            sheets.form(part, _answers(part, kind, defaults) | _known(part, answers or {}))
        elif part.key == "marks":
            _spare_mark_sheets(sheets, part, kind, defaults)
        else:
            sheets.table(part, filled.get(part.key, []), _family(part, defaults, criteria))
    sheets.close()


def _known(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    fields = {line.field for line in form.lines}
    return {name: value for name, value in answers.items() if name in fields}


def _answers(form: Form, kind: v.EventKind, defaults: Defaults) -> dict[str, Any]:
    found: dict[str, Any] = {line.field: line.typical for line in form.lines if line.typical is not None}
    if form.key == "event":
        found["event.kind"] = kind
        if kind is v.EventKind.ADMINISTRATOR:
            found["event.assessed_level"] = v.Level.ADMINISTRATOR
        return found
    purpose = v.Purpose.MAPPING if kind is v.EventKind.MAPPING else v.Purpose.SELECTION
    cuts = defaults.cuts[purpose]
    found["purpose"] = purpose
    found["placed"] = kind is not v.EventKind.MAPPING
    found |= {f"cut.{one.category.value}": one.at_least for one in cuts}
    found["pass_from"] = cuts[min(1, len(cuts) - 1)].category
    profiles = defaults.talent_profiles
    found["talent"] = USUAL_PROFILE if USUAL_PROFILE in profiles else next(iter(profiles))
    if v.Method.FEEDBACK_360 in methods_of(kind):
        found |= {f"feedback.{group.value}": weight for group, weight in _FEEDBACK_WEIGHTS.items()}
    return found


def _proposed_rows(kind: v.EventKind, defaults: Defaults) -> dict[str, list[Row]]:
    codes = [f"PG{n}" for n in range(1, _N_EXAMINERS + 1)]
    rated = [one for one in v.PANEL_METHODS if one in methods_of(kind)]
    fields = [column.field for column in LAYOUT.table("components").columns]
    return {
        "competences": [
            {"code": one.code, "name": one.name, "cluster": one.cluster} for one in defaults.competences
        ],
        "examiners": [{"code": code} for code in codes],
        "components": [{name: getattr(one, name) for name in fields} for one in components_for(kind)],
        "conversions": [row for one in conversions() for row in conversion_rows(one)],
        "criteria": [criterion_row(one) for one in criteria_for(kind, defaults.competences)],
        "assignments": [{"examiner": code, "method": method} for code in codes for method in rated],
    }


def _family(part: Table, defaults: Defaults, criteria: tuple[Any, ...]) -> tuple[Column, ...]:
    if part.family is Family.COMPETENCE_LEVEL:
        return coded_columns(defaults.competences, Kind.LEVEL)
    if part.family is Family.COMPETENCE_FOUND:
        return coded_columns(defaults.competences, Kind.DECIMAL)
    if part.family is Family.FEEDBACK_CRITERION:
        return mark_columns(criteria, (v.Method.FEEDBACK_360,), with_paper=False)
    return ()


def _spare_mark_sheets(sheets: Sheets, part: Table, kind: v.EventKind, defaults: Defaults) -> None:
    rated = [one for one in v.PANEL_METHODS if one in methods_of(kind)]
    if not rated:
        return
    columns = mark_columns(criteria_for(kind, defaults.competences), rated)
    for n in range(1, _N_EXAMINERS + 1):
        sheets.table(part, [], columns, name=f"{MARKS_PREFIX}PG{n}", title=f"{MARKS_PREFIX}PG{n}")
