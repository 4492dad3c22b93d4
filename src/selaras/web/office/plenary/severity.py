"""How each examiner marks: for the chair all of them, for an examiner the own report and nobody else's."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpResponse

from selaras.core.margins import ExaminerMeasure, MeasuredEvent, UnitReport
from selaras.documents import facts
from selaras.documents.content.measuring import for_chair
from selaras.documents.content.measuring import units as of_units
from selaras.queries.office.panel.plenary import flagged_in
from selaras.queries.results import Shown
from selaras.web.office.failures import not_found
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.plenary import telling
from selaras.web.office.plenary.measures import (
    criterion_names,
    drift,
    fit,
    halo,
    joined,
    scale_word,
    severity_words,
    shortened,
    signed,
    signed_span,
    spread,
    unit_title,
    unmeasured,
)
from selaras.web.office.results import words
from selaras.web.office.results.docketing import docket_at, drawn
from selaras.web.office.wording import say

# The picture of intervals: zero in the middle.
_MIDDLE, _HALF, _ROW, _TOP = 435, 190, 34, 16
_LONGEST_LABEL = 30


@page("severity", "read")
def severities(visit: Visit) -> HttpResponse:
    """Show chair and those who review how severe examiners are, and how well they are linked."""
    shown = held(visit.here).shown
    measured = shown.results.measured if shown else None
    if shown is None or measured is None:
        return visit.render("plenary/no_measures.html", {"has_result": shown is not None})
    return visit.render(
        "plenary/severities.html",
        {
            "units": [
                _unit(shown, measured, unit, number) for number, unit in enumerate(measured.units, start=1)
            ],
            "unmeasured": [
                (unit_title(one.unit, one.method), unmeasured(one.because)) for one in measured.unmeasured
            ],
        },
    )


@page("severity", "read")
def map_picture(visit: Visit, number: int) -> HttpResponse:
    """Return the map of participants, examiners and criteria of one unit."""
    shown = held(visit.here).shown
    measured = shown.results.measured if shown else None
    if measured is None:
        return not_found(visit.request)

    def specs() -> list[Any]:
        docket = docket_at(visit.here)
        return [of_units.map_picture(docket, one, with_names=True)["spec"] for one in measured.units]

    return drawn(visit, "severity maps", specs, number=number) or not_found(visit.request)


@page("severity", "own")
def own_report(visit: Visit, examiner: str) -> HttpResponse:
    """Show an examiner how the own marks read; measures of others are not in it."""
    shown = held(visit.here).shown
    measured = shown.results.measured if shown else None
    own = [one for one in measured.examiners if one.examiner == examiner] if measured else []
    if shown is None or measured is None or not own:
        return visit.render("plenary/no_measures.html", {"has_result": shown is not None})
    units = {one.unit: one for one in measured.units}
    flagged = [one for one in flagged_in(shown.results, shown.case) if one.examiner == examiner]
    return visit.render(
        "plenary/own_report.html",
        {
            "examiner": examiner,
            "name": telling.examiner(visit, examiner),
            "units": [_own(shown, one, units[one.unit]) for one in own if one.unit in units],
            "flagged": [telling.flagged(visit, one) for one in flagged],
        },
    )


def _unit(shown: Shown, measured: MeasuredEvent, unit: UnitReport, number: int) -> dict[str, Any]:
    own = sorted(
        (one for one in measured.examiners if one.unit == unit.unit),
        key=lambda one: (-one.severity, one.examiner),
    )
    names = {str(one.code): facts.bare_name(one.name) for one in shown.case.examiners}
    people = {one.nip: (one.code, one.name) for one in shown.results.officials}
    criteria = criterion_names(shown)
    return {
        "number": number,
        "title": unit_title(unit.unit, unit.method),
        "word": scale_word(unit),
        "finding": _finding(unit, own, names),
        "picture": None if for_chair.is_alone(unit) else _picture(own, names),
        "rows": [
            {
                "code": one.examiner,
                "name": names.get(one.examiner, one.examiner),
                "word": severity_words(one),
                "severity": signed(one.severity),
                "range": signed_span(one.interval),
                "fit": fit(one),
                "spread": spread(one),
                "halo": halo(one),
                "drift": drift(one),
                "n_surprising": one.n_surprising,
                "n": one.n,
                "flagged": [
                    (criteria.get(each.criterion, each.criterion), signed(each.bias))
                    for each in one.interactions
                    if each.flagged
                ],
            }
            for one in own
        ],
        "linkage": _linkage(unit),
        "weak": [
            (names.get(one.first, one.first), names.get(one.second, one.second), one.n_joint)
            for one in unit.weak_links
        ],
        "helpful": [
            {
                "examiner": names.get(one.examiner, one.examiner),
                "person": people.get(one.official, ("", ""))[1],
                "gain": words.percent(one.gain_percent, 1) if one.gain_percent is not None else "",
                "connects": one.connects,
            }
            for one in unit.helpful
        ],
        "plan": _plan(unit),
    }


def _finding(unit: UnitReport, own: Sequence[ExaminerMeasure], names: dict[str, str]) -> str:
    """Return who marks unlike the average, by name, before any figure."""
    if for_chair.is_alone(unit):
        return say(
            "Hanya ada satu penguji, sehingga keketatannya tidak dapat dibandingkan.",
            "There is one examiner alone, so severity cannot be compared.",
        )
    severe = [names.get(one.examiner, one.examiner) for one in own if one.interval.lower > 0]
    mild = [names.get(one.examiner, one.examiner) for one in own if one.interval.upper < 0]
    told = []
    if severe:
        told.append(
            say(
                "Lebih ketat daripada rata-rata: {names}.",
                "More severe than average: {names}.",
                names=joined(severe),
            )
        )
    if mild:
        told.append(
            say(
                "Lebih murah hati daripada rata-rata: {names}.",
                "Milder than average: {names}.",
                names=joined(mild),
            )
        )
    rest = len(own) - len(severe) - len(mild)
    if not told:
        return say(
            "Tidak ada penguji yang berbeda secara bermakna dari rata-rata penguji.",
            "No examiner differs meaningfully from the average.",
        )
    if rest:
        told.append(
            say(
                "{n} penguji lain tidak berbeda secara bermakna.",
                "{n} others do not differ meaningfully.",
                n=rest,
            )
        )
    return " ".join(told)


def _picture(own: Sequence[ExaminerMeasure], names: dict[str, str]) -> dict[str, Any]:
    """Return dots with intervals, one line each, as places on the picture."""
    reach = max(
        [Decimal("0.5"), *(abs(one) for each in own for one in (each.interval.lower, each.interval.upper))]
    )

    def x(value: Decimal) -> int:
        return _MIDDLE + round(float(value / reach) * _HALF)

    return {
        "high": _TOP + _ROW * len(own) + 34,
        "bottom": _TOP + _ROW * len(own) + 4,
        "ticks": [{"x": x(at), "text": signed(at, 1)} for at in (-reach, Decimal(0), reach)],
        "lines": [
            {
                "y": _TOP + _ROW * n + _ROW // 2,
                "label": shortened(names.get(one.examiner, one.examiner), _LONGEST_LABEL),
                "x": x(one.severity),
                "lower": x(one.interval.lower),
                "upper": x(one.interval.upper),
                "differs": one.interval.lower > 0 or one.interval.upper < 0,
            }
            for n, one in enumerate(own)
        ],
    }


def _linkage(unit: UnitReport) -> str:
    if unit.n_components > 1:
        return say(
            "Penugasan terbagi dalam {n} kelompok yang tidak terhubung; peserta dari kelompok yang berbeda "
            "tidak dapat dibandingkan.",
            "Assignments fall into {n} groups without a link; people of different groups cannot be compared.",
            n=unit.n_components,
        )
    return say(
        "Semua peserta dan penguji terhubung, sehingga dapat dibandingkan pada satu skala.",
        "All participants and examiners are linked and can be compared on one scale.",
    )


def _plan(unit: UnitReport) -> str:
    plan = unit.plan
    if plan is None:
        return ""
    if plan.needed is None:
        return say(
            "Dengan unsur yang sama, keterandalan {target} tidak tercapai oleh berapa pun penguji.",
            "On the same criteria no number of examiners reaches a dependability of {target}.",
            target=words.places(plan.target),
        )
    return say(
        "Keterandalan {target} tercapai dengan {n} penguji; kini {now}.",
        "A dependability of {target} takes {n} examiners; there are {now} now.",
        target=words.places(plan.target),
        n=plan.needed,
        now=unit.n_examiners,
    )


def _own(shown: Shown, one: ExaminerMeasure, unit: UnitReport) -> dict[str, Any]:
    criteria = criterion_names(shown)
    alone = for_chair.is_alone(unit)
    flagged = [each for each in one.interactions if each.flagged]
    word = scale_word(unit)
    if alone:
        headline = say(
            "Bapak/Ibu satu-satunya penguji pada metode ini, sehingga keketatan tidak dapat dibandingkan.",
            "You are the only examiner on this method, so severity cannot be compared.",
        )
    else:
        headline = say(
            "Secara umum, penilaian Bapak/Ibu {how}.",
            "On the whole your marks are {how}.",
            how=severity_words(one),
        )
    severity = say(
        "{at} {word}, rentang 95% {range}, dari {n} nilai. Nol berarti keketatan rata-rata.",
        "{at} {word}, 95% range {range}, from {n} marks. Zero is average severity.",
        at=signed(one.severity),
        word=word,
        range=signed_span(one.interval),
        n=one.n,
    )
    nothing = say(
        "Tidak ada unsur yang secara bermakna dinilai lain.", "No criterion is marked meaningfully otherwise."
    )
    biases = joined(
        f"{criteria.get(each.criterion, each.criterion)} ({signed(each.bias)} {word})" for each in flagged
    )
    return {
        "title": unit_title(unit.unit, unit.method),
        "headline": headline,
        "picture": None if alone else _picture([one], {one.examiner: say("Bapak/Ibu", "You")}),
        "rows": [
            (say("Keketatan", "Severity"), "–" if alone else severity),
            (say("Ketaatan pola", "Fit"), fit(one)),
            (say("Sebaran nilai", "Use of the scale"), spread(one)),
            (say("Kesan umum (halo)", "General impression (halo)"), halo(one)),
            (say("Perubahan antarhari", "Change over days"), drift(one)),
            (say("Unsur", "Criteria"), biases or nothing),
            (say("Nilai mengejutkan", "Surprising marks"), str(one.n_surprising)),
        ],
    }
