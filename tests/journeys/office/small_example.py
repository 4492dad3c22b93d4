"""An example cut down to few people, as its office would hand it in before any mark."""

from dataclasses import replace
from io import BytesIO

from selaras.actions.reference import defaults
from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.exchange.workbook_writer import write_workbook
from tests.journeys.example_runs import case_of


def cut_down(key: str, *, officials: int, examiners: int) -> c.CaseFile:
    """Return the first participants of an example in their own posts, marked by its first examiners.

    The panel stays whole, as the law asks of one; the others give no marks.
    """
    case = case_of(key)
    marked = {one.nip for one in case.rating_sheets}
    people = tuple(one for one in case.officials if one.nip in marked and one.position)[:officials]
    nips, codes = {one.nip for one in people}, {one.code for one in case.examiners[:examiners]}
    vacant = [one.code for one in case.positions if one.state is v.PositionState.VACANT][:2]
    posts = {one.position for one in people} | set(vacant)
    return replace(
        case,
        officials=people,
        careers=tuple(one for one in case.careers if one.nip in nips),
        positions=tuple(one for one in case.positions if one.code in posts),
        examiners=tuple(
            replace(one, conflicts=tuple(each for each in one.conflicts if each.nip in nips))
            for one in case.examiners
        ),
        assignments=tuple(
            one for one in case.assignments if one.examiner in codes and (one.nip is None or one.nip in nips)
        ),
        performances=tuple(one for one in case.performances if one.nip in nips),
        assessments=tuple(one for one in case.assessments if one.nip in nips),
        track_record=tuple(one for one in case.track_record if one.nip in nips),
        permissions=tuple(
            one
            for one in case.permissions
            if (one.nip is None or one.nip in nips) and (one.position is None or one.position in posts)
        ),
        attendances=(),
        rating_sheets=(),
        feedback=(),
        reconfirmations=(),
        codes=(),
    )


def workbook_of(case: c.CaseFile) -> bytes:
    out = BytesIO()
    write_workbook(case, out, defaults())
    return out.getvalue()
