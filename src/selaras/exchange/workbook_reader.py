"""Read a workbook into a case file, with every problem at once, each by sheet and cell."""

from pathlib import Path

from selaras.core import casefile as c
from selaras.core.defaults import Defaults
from selaras.exchange.problems import Problem, Reading, Report
from selaras.exchange.reading import building
from selaras.exchange.reading.checks.confirmations import check_confirmations
from selaras.exchange.reading.checks.core_checks import check_with_core
from selaras.exchange.reading.checks.cross_checks import check_facts, check_references, check_scales
from selaras.exchange.reading.checks.nips import check_nips
from selaras.exchange.reading.checks.shares import check_shares
from selaras.exchange.reading.container.archive import open_book
from selaras.exchange.reading.container.raw_scan import check_raw
from selaras.exchange.reading.gathered import Gathered, gather
from selaras.exchange.reading.scheme_building import scheme_of


def read_workbook(source: Path | bytes, defaults: Defaults) -> Reading:
    """Return the case file of a workbook or every reason why there is none.

    Raises CoreError with a code that begins with ``workbook_`` when the file cannot be read at all.
    """
    report = Report()
    opened = open_book(source)
    gathered = gather(opened.sheets, defaults.competences, report)
    check_raw(opened.raw, gathered, report)
    check_shares(opened.raw, gathered, report)
    check_references(gathered, report)
    check_nips(gathered.tables["officials"], gathered.tables["careers"], report)
    check_facts(gathered, report)
    check_scales(gathered, report)
    check_confirmations(gathered, report)
    case = _case_of(gathered, defaults, report)
    if case is not None:
        check_with_core(case, gathered, defaults, report)
    order = {name: n for n, name in enumerate(opened.sheets)}
    problems = sorted(report.problems, key=lambda one: _standing(one, order))
    return Reading(case=None if report.has_errors else case, problems=tuple(problems))


def _standing(problem: Problem, order: dict[str, int]) -> tuple[int, int, int, str]:
    """Return where a problem comes when the workbook is read from its first sheet on."""
    place = problem.place
    cell = place.cell or "A0"
    column = cell.rstrip("0123456789")
    row = int(cell[len(column) :] or 0)
    return order.get(place.sheet, len(order)), row, len(column), column


def _case_of(gathered: Gathered, defaults: Defaults, report: Report) -> c.CaseFile | None:
    scheme = scheme_of(gathered, defaults, report)
    form = gathered.forms.get("event")
    if scheme is None or form is None or not form.is_good:
        return None
    agency = building.agency_of(form)
    positions = building.positions_of(gathered, defaults)
    tables = gathered.tables
    return c.CaseFile(
        agency=agency,
        event=building.event_of(form),
        scheme=scheme,
        competences=gathered.competences,
        officials=building.officials_of(
            tables["officials"], agency.name, {one.code: one for one in positions}
        ),
        careers=building.plain_records(tables["careers"], c.PostHeld),
        positions=positions,
        examiners=building.examiners_of(gathered),
        assignments=building.plain_records(tables["assignments"], c.Assignment),
        attendances=building.plain_records(tables["attendances"], c.Attendance),
        rating_sheets=building.rating_sheets_of(gathered, scheme.criteria),
        reconfirmations=building.reconfirmations_of(tables["reconfirmations"]),
        feedback=building.feedback_of(tables["feedback"], scheme.criteria),
        performances=building.plain_records(tables["performances"], c.Performance),
        track_record=building.plain_records(tables["track_record"], c.TrackRecordItem),
        assessments=building.assessments_of(tables["assessments"]),
        permissions=building.plain_records(tables["permissions"], c.Permission),
    )
