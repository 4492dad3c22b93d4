"""From the facts of a core error to the cell an officer has to look at."""

from collections.abc import Mapping
from typing import Any

from selaras.core import vocabulary as v
from selaras.core.errors import CoreError, Place
from selaras.exchange.reading.gathered import Gathered
from selaras.exchange.reading.rows import SheetRows

Facts = Mapping[str, object]

_RULE_LINES = {
    "feedback_weights_not_100": "feedback.superior",
    "cuts_not_descending_to_zero": "purpose",
    "cuts_not_in_category_order": "purpose",
    "pass_category_unknown": "pass_from",
    "places_wrong": "places",
    "smallest_group_too_small": "smallest_group",
    "tie_break_unknown": "tie_break",
    "category_not_of_purpose": "purpose",
    "too_few_examiners_to_trim": "examiner_rule",
    "dixon_level_unknown": "discrepancy.dixon_percent",
    "residual_limit_not_positive": "discrepancy.residual",
    "residual_without_measurement": "discrepancy.residual",
    "draws_wrong": "measurement.draws",
    "experience_weight_wrong": "placement.experience_weight",
    "move_price_wrong": "placement.move_price",
    "few_moves_wrong": "placement.few_moves",
}
_COLUMN = {
    "weights_not_100": "weight",
    "weight_not_positive": "weight",
    "criteria_weights_not_100": "weight",
    "component_parent_unknown": "parent",
    "component_circle": "parent",
    "component_is_leaf_and_branch": "method",
    "component_without_criteria": "method",
    "scale_missing": "lowest",
    "conversion_unknown": "conversion",
    "conversion_without_highest": "highest",
    "points_outside_scale": "points",
}
_SHEET_OF_METHOD = {
    v.Method.PERFORMANCE: "performances",
    v.Method.TRACK_RECORD: "track_record",
    v.Method.FEEDBACK_360: "feedback",
    v.Method.ASSESSMENT_CENTRE: "assessments",
}
_RECORD_COLUMN = {
    "record_not_verified": "verification",
    "label_unknown": {"performances": "predicate", "track_record": "value"},
    "record_missing": {"performances": "achievement", "track_record": "value"},
    "value_not_a_number": "value",
    "achievement_outside_scale": "achievement",
    "performance_overlaps": "half",
    "performance_in_the_future": "year",
    "potential_outside_scale": "potential",
}


class Places:
    """Finds cells; the index of a sheet is made when the first error of that sheet comes."""

    def __init__(self, gathered: Gathered) -> None:
        self._all = gathered
        self._rows: dict[tuple[str, str], dict[Any, int]] = {}

    def of(self, error: CoreError) -> Place:
        """Return the nearest cell the facts point to; the sheet of the event at worst."""
        facts = error.facts
        for find in (self._in_marks, self._in_rules, self._in_scheme, self._in_records, self._in_people):
            place = find(error.code, facts)
            if place is not None:
                return place
        return Place(self._all.forms["event"].sheet)

    @property
    def first_day(self) -> Place:
        return self._all.forms["event"].place("event.starts_on")

    def _index(self, rows: SheetRows, name: str) -> dict[Any, int]:
        key = (rows.sheet, name)
        if key not in self._rows:
            found: dict[Any, int] = {}
            for n, value in enumerate(rows.values.get(name, ())):
                found.setdefault(value, n)
            self._rows[key] = found
        return self._rows[key]

    def _row(self, key: str, name: str, value: object) -> int | None:
        return self._index(self._all.tables[key], name).get(value)

    def _in_marks(self, code: str, facts: Facts) -> Place | None:
        rows = self._all.marks.get(str(facts.get("examiner")))
        if rows is None or "nip" not in facts:
            return None
        n = self._index(rows, "nip").get(facts["nip"])
        criterion = facts.get("criterion") or self._first_criterion(rows, facts.get("method"))
        index = rows.index_by_code.get(str(criterion))
        if n is None:
            return rows.heading(index or 0)
        return rows.cell(index, n) if index is not None else rows.place("nip", n)

    def _first_criterion(self, rows: SheetRows, method: object) -> object:
        criteria = self._all.tables["criteria"]
        pairs = zip(criteria.column("code"), criteria.column("method"), strict=True)
        return next((c for c, m in pairs if m == method and c in rows.index_by_code), None)

    def _in_rules(self, code: str, facts: Facts) -> Place | None:
        form = self._all.forms.get("scheme")
        if form is None:
            return None
        if code.startswith(("axis_", "talent_", "predicate_axis")):
            return form.place("talent")
        line = _RULE_LINES.get(code)
        if code in ("category_not_of_purpose", "cuts_not_in_category_order"):
            told = facts.get("category") or str(facts.get("got")).split(", ")[0]
            named = (one for one in v.Category if one.istilah == told)
            line = next((f"cut.{one.value}" for one in named), line)
        if code == "prior_not_positive":
            priors = form.part("measurement").items()
            line = next((f"measurement.{name}" for name, one in priors if str(one) == facts["got"]), line)
        return form.place(line) if line else None

    def _in_scheme(self, code: str, facts: Facts) -> Place | None:
        if "nip" in facts:
            return None
        if "move_rule" in facts:
            # Rules are counted from one among the rows that could be read.
            rows = self._all.tables["move_rules"]
            return rows.place(str(facts["column"]), list(rows.good())[int(str(facts["move_rule"])) - 1])
        if code == "weights_not_100":
            parent = None if facts["parent"] == "hasil" else facts["parent"]
            return self._cell("components", "parent", parent, "weight")
        if code == "criteria_weights_not_100":
            n = self._row("components", "code", facts["component"])
            method = self._all.tables["components"].column("method")[n] if n is not None else None
            return self._cell("criteria", "method", method, "weight")
        for key, fact in (
            ("criteria", "criterion"),
            ("components", "component"),
            ("conversions", "conversion"),
        ):
            if fact in facts:
                place = self._cell(key, "code", facts[fact], _COLUMN.get(code, "code"))
                if place is not None:
                    return place
        return None

    def _cell(self, key: str, by: str, value: object, name: str) -> Place | None:
        n = self._row(key, by, value)
        rows = self._all.tables[key]
        if n is None:
            return None
        return rows.place(name if name in rows.values else by, n)

    def _in_records(self, code: str, facts: Facts) -> Place | None:
        nip = facts.get("nip")
        key = self.record_sheet(code, facts)
        if nip is None or key is None:
            return None
        rows = self._all.tables[key]
        wanted = {
            "nip": nip,
            "year": facts.get("year"),
            "half": facts.get("half"),
            "criterion": facts.get("criterion") if key == "track_record" else None,
            "report_number": facts.get("report"),
            "group": facts.get("group"),
            "sheet": facts.get("sheet"),
        }
        n = _first_row(rows, wanted)
        if n is None:
            return None
        spot = rows.index_by_code.get(str(facts.get("competence") or facts.get("criterion")))
        if spot is not None:
            return rows.cell(spot, n)
        column = _RECORD_COLUMN.get(code, "nip")
        if isinstance(column, dict):
            column = column.get(key, "nip")
        return rows.place(column if column in rows.values else "nip", n)

    def record_sheet(self, code: str, facts: Facts) -> str | None:
        if "group" in facts:
            return "feedback"
        if "report" in facts:
            return "assessments"
        if "year" in facts:
            return "performances"
        n = self._row("components", "code", facts.get("component"))
        method = self._all.tables["components"].column("method")[n] if n is not None else None
        return _SHEET_OF_METHOD.get(method) if method is not None else None

    def _in_people(self, code: str, facts: Facts) -> Place | None:
        if "nip" in facts:
            name = "in_position_since" if code == "in_position_after_event" else "nip"
            return self._cell("officials", "nip", facts["nip"], name)
        if "position" in facts:
            return self._cell("positions", "code", facts["position"], "code")
        if "examiner" in facts:
            return self._cell("examiners", "code", facts["examiner"], "code")
        return None


def _first_row(rows: SheetRows, wanted: Mapping[str, object]) -> int | None:
    """Return the first row that agrees with every fact given that the sheet has a column for."""
    named = {name: str(value) for name, value in wanted.items() if value is not None and name in rows.values}
    for n in range(len(rows.rows)):
        if all(str(rows.values[name][n]) == value for name, value in named.items()):
            return n
    return None
