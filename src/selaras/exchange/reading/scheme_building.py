"""The sheets of the scheme to a Scheme: rules, tree, conversions, criteria."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from selaras.core import vocabulary as v
from selaras.core.defaults import Defaults
from selaras.core.move_policy import CouplingRule, MovePolicy
from selaras.core.scheme import (
    Anchor,
    CompetenceWeight,
    Component,
    Conversion,
    ConversionKind,
    Criterion,
    Cut,
    DiscrepancyRule,
    GroupWeight,
    MatchPolicy,
    MeasurementPolicy,
    Scheme,
    Step,
    TalentProfile,
)
from selaras.exchange.problems import Report
from selaras.exchange.reading.cells import as_decimal, as_percent, listed_nip
from selaras.exchange.reading.closed_words import nearest
from selaras.exchange.reading.gathered import Gathered
from selaras.exchange.reading.lines import FormAnswers
from selaras.exchange.reading.rows import SheetRows
from selaras.exchange.reading.unreadable import Unreadable

# The label of the appraisal decides the performance axis; nothing is needed that a small office lacks.
USUAL_PROFILE = "PREDICATE"


def scheme_of(gathered: Gathered, defaults: Defaults, report: Report) -> Scheme | None:
    """Return the scheme, or None with a reason reported."""
    form = gathered.forms.get("scheme")
    if form is None:
        return None
    talent = _talent(form, defaults, report)
    criteria = criteria_of(gathered.tables["criteria"], report)
    if not form.is_good or talent is None:
        return None
    given = form.values
    cuts = _cuts(given, defaults)
    return Scheme(
        version=given["version"],
        purpose=given["purpose"],
        components=components_of(gathered.tables["components"]),
        criteria=criteria,
        conversions=conversions_of(gathered.tables["conversions"], report),
        places=given["places"],
        cuts=cuts,
        pass_from=given["pass_from"] or cuts[min(1, len(cuts) - 1)].category,
        tie_break=given["tie_break"],
        examiner_rule=given["examiner_rule"],
        no_evidence=given["no_evidence"],
        most_missing_share=given["most_missing_share"],
        feedback_weights=_group_weights(given),
        smallest_group=given["smallest_group"],
        discrepancy=DiscrepancyRule(**form.part("discrepancy")),
        talent=talent,
        match=MatchPolicy(**form.part("match")),
        measurement=MeasurementPolicy(**form.part("measurement")) if given["measured"] else None,
        placement=_move_policy(form, gathered.tables["move_rules"]) if given["placed"] else None,
        timetable_seed=given["timetable_seed"],
    )


def _talent(form: FormAnswers, defaults: Defaults, report: Report) -> TalentProfile | None:
    known = defaults.talent_profiles
    code = form.values.get("talent")
    if code is None:
        return known.get(USUAL_PROFILE) or next(iter(known.values()))
    if code in known:
        return known[code]
    report.error(
        form.place("talent"),
        "talent_profile_unknown",
        found=code,
        choices=", ".join(known),
        nearest=nearest(str(code), list(known)),
    )
    return None


def _cuts(given: dict[str, Any], defaults: Defaults) -> tuple[Cut, ...]:
    written = [
        Cut(category=one, at_least=given[f"cut.{one.value}"])
        for one in v.Category
        if given.get(f"cut.{one.value}") is not None
    ]
    if not written:
        return defaults.cuts[given["purpose"]]
    return tuple(sorted(written, key=lambda one: -one.at_least))


def _group_weights(given: dict[str, Any]) -> tuple[GroupWeight, ...]:
    return tuple(
        GroupWeight(group=one, weight=given[f"feedback.{one.value}"])
        for one in v.RaterGroup
        if given.get(f"feedback.{one.value}") is not None
    )


def _move_policy(form: FormAnswers, rows: SheetRows) -> MovePolicy:
    names = ("kind", "most", "unit", "officials", "positions", "because")
    given = [{name: rows.column(name)[n] for name in names} for n in rows.good()]
    rules = tuple(
        CouplingRule(**{**one, "officials": tuple(listed_nip(text) for text in one["officials"])})
        for one in given
    )
    return MovePolicy(**form.part("placement"), rules=rules)


def components_of(rows: SheetRows) -> tuple[Component, ...]:
    names = [one.field for one in rows.table.columns]
    return tuple(Component(**{name: rows.column(name)[n] for name in names}) for n in rows.good())


def conversions_of(rows: SheetRows, report: Report) -> tuple[Conversion, ...]:
    """Return the conversions; the rows of one code belong together wherever they stand."""
    positions_by_code: dict[str, list[int]] = {}
    for n in rows.good():
        positions_by_code.setdefault(rows.column("code")[n], []).append(n)
    return tuple(_conversion(code, rows, at, report) for code, at in positions_by_code.items())


def _conversion(code: str, rows: SheetRows, at: list[int], report: Report) -> Conversion:
    kind: ConversionKind = rows.column("kind")[at[0]]
    highest = next((h for n in at if (h := rows.column("highest")[n]) is not None), None)
    if kind is ConversionKind.LINEAR and not highest:
        report.error(rows.place("highest", at[0]), "conversion_without_highest", conversion=code)
    steps = []
    for n in at:
        if rows.column("kind")[n] is not kind:
            report.error(rows.place("kind", n), "conversion_kinds_differ", conversion=code)
        step = _step(kind, rows, n, report)
        if step is not None:
            steps.append(step)
    return Conversion(code=code, kind=kind, highest=highest, steps=tuple(steps))


def _step(kind: ConversionKind, rows: SheetRows, n: int, report: Report) -> Step | None:
    if kind not in (ConversionKind.TABLE, ConversionKind.BANDS):
        return None
    needed = "label" if kind is ConversionKind.TABLE else "at_least"
    for name in (needed, "points"):
        if rows.column(name)[n] is None:
            heading = rows.table.column(name).heading
            report.error(rows.place(name, n), "cell_empty", heading=heading)
            rows.wrong.add(n)
            return None
    return Step(
        label=rows.column("label")[n] if kind is ConversionKind.TABLE else None,
        at_least=rows.column("at_least")[n] if kind is ConversionKind.BANDS else None,
        points=rows.column("points")[n],
    )


def criteria_of(rows: SheetRows, report: Report) -> tuple[Criterion, ...]:
    names = [one.field for one in rows.table.columns]
    found = []
    for n in rows.good():
        given = {name: rows.column(name)[n] for name in names}
        given["marks"] = _numbers(rows, n, given["marks"], report)
        given["anchors"] = _anchors(rows, n, given["anchors"], report)
        given["speaks_for"] = _speaks_for(rows, n, given["speaks_for"], report)
        one = Criterion(**given)
        _check_scale(rows, n, one, report)
        found.append(one)
    return tuple(found)


def _check_scale(rows: SheetRows, n: int, one: Criterion, report: Report) -> None:
    lowest, highest = one.lowest, one.highest
    if lowest is None or highest is None:
        return
    for name, code, marks in (
        ("anchors", "anchor_outside_scale", [anchor.mark for anchor in one.anchors]),
        ("marks", "marks_outside_scale", list(one.marks)),
    ):
        outside = [mark for mark in marks if not lowest <= mark <= highest]
        if outside:
            place = rows.place(name, n)
            report.error(place, code, found=outside[0], lowest=lowest, highest=highest)
            rows.wrong.add(n)


def _number(text: str, read: Callable[[object], Decimal | str] = as_decimal) -> Decimal | None:
    try:
        number = read(text)
    except Unreadable:
        return None
    return number if isinstance(number, Decimal) else None


def _numbers(rows: SheetRows, n: int, texts: tuple[str, ...], report: Report) -> tuple[Decimal, ...]:
    found = [_number(one) for one in texts]
    if None in found:
        report.error(rows.place("marks", n), "marks_not_readable", found="; ".join(texts))
    return tuple(one for one in found if one is not None)


def _anchors(rows: SheetRows, n: int, text: Any, report: Report) -> tuple[Anchor, ...]:
    found = []
    for line in str(text or "").splitlines():
        mark, sign, words = line.partition("=")
        number = _number(mark)
        if not sign or number is None or not words.strip():
            report.error(rows.place("anchors", n), "anchor_not_readable", found=line)
        else:
            found.append(Anchor(mark=number, words=words.strip()))
    return tuple(found)


def _speaks_for(
    rows: SheetRows, n: int, texts: tuple[str, ...], report: Report
) -> tuple[CompetenceWeight, ...]:
    found = []
    for text in texts:
        code, sign, weight = text.partition(":")
        number = _number(weight, as_percent)
        if not sign or number is None or not code.strip():
            report.error(rows.place("speaks_for", n), "speaks_for_not_readable", found=text)
        else:
            found.append(CompetenceWeight(competence=v.CompetenceCode(code.strip()), weight=number))
    return tuple(found)
