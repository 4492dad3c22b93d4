"""Parsed columns to the parts of a case file; rows that could not be read are left out."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, TypeVar

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.defaults import Defaults
from selaras.exchange.reading.gathered import Gathered
from selaras.exchange.reading.lines import FormAnswers
from selaras.exchange.reading.rows import SheetRows
from selaras.exchange.sheets.column import Kind
from selaras.exchange.sheets.records import SecondLook

T = TypeVar("T")


def plain_records(rows: SheetRows, kind: type[T]) -> tuple[T, ...]:
    """Return one record per good row, for tables whose columns are the record's fields."""
    names = [one.field for one in rows.table.columns if one.kind is not Kind.SHOWN]
    columns = [rows.column(name) for name in names]
    return tuple(
        kind(**dict(zip(names, values, strict=True)))
        for n, values in enumerate(zip(*columns, strict=True))
        if n not in rows.bad
    )


def agency_of(form: FormAnswers) -> c.Agency:
    return c.Agency(**form.part("agency"))


def event_of(form: FormAnswers) -> c.Event:
    """Return the event; what an officer may leave out is taken from what stands beside it."""
    given = form.part("event")
    starts_on: date = given["starts_on"]
    ends_on: date = given["ends_on"] or starts_on
    head = c.RegionHead(**form.part("event.head"))
    ppk = form.part("event.deciding_officer")
    follows = form.part("event.follows")
    return c.Event(
        **{
            **given,
            "ends_on": ends_on,
            "data_on": given["data_on"] or starts_on,
            "scoring_days": given["scoring_days"] or tuple(_days(starts_on, ends_on)),
            "head": head,
            "deciding_officer": c.Signatory(
                name=ppk["name"] or head.name, office=ppk["office"] or head.office, nip=ppk["nip"]
            ),
            "authorised_officer": c.Signatory(**form.part("event.authorised_officer")),
            "personnel_head": c.Signatory(**form.part("event.personnel_head")),
            "follows": c.EarlierEvent(**follows) if follows["key"] else None,
        }
    )


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def officials_of(rows: SheetRows, agency: str, positions: dict[str, c.Position]) -> tuple[c.Official, ...]:
    """Return the officials; title, unit, level and home agency may be left to other sheets."""
    names = [one.field for one in rows.table.columns]
    columns = [rows.column(name) for name in names]
    return tuple(
        _official(dict(zip(names, values, strict=True)), agency, positions)
        for n, values in enumerate(zip(*columns, strict=True))
        if n not in rows.bad
    )


def _official(given: dict[str, Any], agency: str, positions: dict[str, c.Position]) -> c.Official:
    for name in ("sex", "civil_servant_since"):
        del given[name]
    sanction = c.Sanction(level=given.pop("sanction.level"), until=given.pop("sanction.until"))
    number = given.pop("home_consent.number")
    dated_on = given.pop("home_consent.dated_on")
    issuer = given.pop("home_consent.issuer")
    consent = None
    if number and dated_on and issuer:
        consent = c.Letter(number=number, dated_on=dated_on, issuer=issuer)
    post = positions.get(given["position"])
    if post is not None:
        given["position_title"] = given["position_title"] or post.title
        given["unit"] = given["unit"] or post.unit
        given["level"] = given["level"] or post.level
    given["home_agency"] = given["home_agency"] or agency
    return c.Official(**given, sanction=sanction, home_consent=consent)


def positions_of(gathered: Gathered, defaults: Defaults) -> tuple[c.Position, ...]:
    """Return the posts with their standards: the common competences, then the technical ones."""
    rows = gathered.tables["positions"]
    names = [one.field for one in rows.table.columns]
    columns = [rows.column(name) for name in names]
    common = _common_standards(gathered)
    technical = _technical_standards(gathered)
    general = [one.code for one in gathered.competences if one.cluster is not v.Cluster.TECHNICAL]
    found = []
    for n, values in enumerate(zip(*columns, strict=True)):
        if n in rows.bad:
            continue
        given = dict(zip(names, values, strict=True))
        usual = defaults.standard_levels.get(given["level"])
        written = common.get(given["code"], {})
        standard = []
        for code in [*general, *(one for one in written if one not in general)]:
            level = written.get(code, "")
            if level == "" and usual is not None:
                level = (usual, False)
            if level not in ("", None):
                standard.append(c.StandardLevel(competence=code, level=level[0], mandatory=level[1]))
        standard += technical.get(given["code"], [])
        found.append(c.Position(**given, standard=tuple(standard)))
    return tuple(found)


def _common_standards(gathered: Gathered) -> dict[str, dict[v.CompetenceCode, Any]]:
    rows = gathered.tables["standards"]
    found: dict[str, dict[v.CompetenceCode, Any]] = {}
    for n, code in enumerate(rows.column("code")):
        found[code] = {v.CompetenceCode(one): column[n] for one, column in rows.family.items()}
    return found


def _technical_standards(gathered: Gathered) -> dict[str, list[c.StandardLevel]]:
    rows = gathered.tables["technical_standards"]
    names = ("position", "competence", "level", "mandatory")
    found: dict[str, list[c.StandardLevel]] = {}
    for n, (position, competence, level, mandatory) in enumerate(
        zip(*(rows.column(name) for name in names), strict=True)
    ):
        if n not in rows.bad:
            one = c.StandardLevel(competence=competence, level=level, mandatory=mandatory)
            found.setdefault(position, []).append(one)
    return found


def examiners_of(gathered: Gathered) -> tuple[c.Examiner, ...]:
    conflicts: dict[str, list[c.Conflict]] = {}
    rows = gathered.tables["conflicts"]
    for n in rows.good():
        conflicts.setdefault(rows.column("examiner")[n], []).append(
            c.Conflict(nip=rows.column("nip")[n], kind=rows.column("kind")[n], note=rows.column("note")[n])
        )
    panel = gathered.tables["examiners"]
    names = [one.field for one in panel.table.columns]
    columns = [panel.column(name) for name in names]
    return tuple(
        c.Examiner(**given, conflicts=tuple(conflicts.get(given["code"], ())))
        for n, values in enumerate(zip(*columns, strict=True))
        if n not in panel.bad
        for given in [dict(zip(names, values, strict=True))]
    )


def assessments_of(rows: SheetRows) -> tuple[c.Assessment, ...]:
    names = [one.field for one in rows.table.columns if one.kind is not Kind.SHOWN]
    found = []
    for n in rows.good():
        levels = {v.CompetenceCode(k): col[n] for k, col in rows.family.items() if col[n] is not None}
        found.append(c.Assessment(**{name: rows.column(name)[n] for name in names}, levels=levels))
    return tuple(found)


def rating_sheets_of(gathered: Gathered, criteria: tuple[Any, ...]) -> tuple[c.RatingSheet, ...]:
    """Return every sheet in which something was written, criteria in the order of the form."""
    found: list[c.RatingSheet] = []
    for examiner, rows in gathered.marks.items():
        by_method: dict[v.Method, list[v.CriterionCode]] = {}
        for one in criteria:
            if one.code in rows.family:
                by_method.setdefault(one.method, []).append(one.code)
        written = [*rows.family.values(), *rows.papers.values()]
        for n, nip in enumerate(rows.column("nip")):
            if not nip or all(column[n] is None for column in written):
                continue
            for method, codes in by_method.items():
                papers = rows.papers.get(method.istilah.casefold())
                paper = papers[n] if papers else None
                cells = [rows.family[code][n] for code in codes]
                if paper is None and all(one is None for one in cells):
                    continue
                found.append(
                    c.RatingSheet(
                        examiner=v.ExaminerCode(examiner),
                        nip=nip,
                        method=method,
                        paper_sheet=paper,
                        ratings=_ratings(codes, cells),
                    )
                )
    return tuple(found)


def reconfirmations_of(rows: SheetRows) -> tuple[c.Reconfirmation, ...]:
    names = [one.field for one in rows.table.columns if one.kind is not Kind.SHOWN]
    found = []
    for n in rows.good():
        given = {name: rows.column(name)[n] for name in names}
        found.append(c.Reconfirmation(**{**given, "changed": given["changed"] is SecondLook.CHANGED}))
    return tuple(found)


def feedback_of(rows: SheetRows, criteria: tuple[Any, ...]) -> tuple[c.FeedbackSheet, ...]:
    codes = [one.code for one in criteria if one.code in rows.family]
    columns = [rows.family[code] for code in codes]
    found = []
    for n in rows.good():
        found.append(
            c.FeedbackSheet(
                nip=rows.column("nip")[n],
                group=rows.column("group")[n],
                sheet=rows.column("sheet")[n],
                ratings=_ratings(codes, [column[n] for column in columns]),
            )
        )
    return tuple(found)


def _ratings(codes: list[v.CriterionCode], cells: list[Any]) -> tuple[c.Rating, ...]:
    rated = []
    for code, cell in zip(codes, cells, strict=True):
        state, mark = cell or (v.MarkState.NOT_SCORED, None)
        rated.append(c.Rating(criterion=code, state=state, mark=mark))
    return tuple(rated)
