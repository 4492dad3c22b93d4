"""A copy of an event's design under a new key and new dates, linked to the old one: a workbook to be checked.

It goes the way of every workbook: seen as it would become an event, mended where it must be, then made.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from selaras.actions.office.events.importing import keep_workbook
from selaras.actions.reference import defaults
from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.web.office.events.importing import acting_outside
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.wording import say

_MOST_DAYS = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a form asked for."""

    key: str
    title: str
    starts_on: date
    ends_on: date
    only_failed: bool


@page("event", "clone", post=("event", "clone"))
def clone(visit: Visit) -> HttpResponse:
    """Ask for key, title and dates of the copy; POST makes its workbook and shows what would come of it."""
    here = held(visit.here)
    can_retest = here.shown is not None and any(one.passed is False for one in here.shown.results.officials)
    typed = {
        name: visit.request.POST.get(name, "").strip() for name in ("key", "title", "starts", "ends", "who")
    }
    errors: dict[str, str] = {}
    if visit.request.method == "POST":
        wanted, errors = _wanted(typed, can_retest=can_retest)
        if wanted is not None:
            return _copied(visit, wanted)
    else:
        typed["title"] = visit.here.title
    return visit.render(
        "events/clone.html",
        {"typed": typed, "errors": errors, "can_retest": can_retest},
        status=400 if errors else 200,
    )


def _wanted(typed: dict[str, str], *, can_retest: bool) -> tuple[Wanted | None, dict[str, str]]:
    errors: dict[str, str] = {}
    if not typed["key"] or " " in typed["key"]:
        errors["key"] = say("Isi satu kata tanpa spasi.", "Write one word without blanks.")
    if not typed["title"]:
        errors["title"] = say("Isi nama kegiatan.", "Write the title.")
    days = {name: _day(typed[name]) for name in ("starts", "ends")}
    for name, found in days.items():
        if found is None:
            errors[name] = say("Isi tanggalnya.", "Write the day.")
    starts, ends = days["starts"], days["ends"]
    if starts and ends and not 0 <= (ends - starts).days < _MOST_DAYS:
        errors["ends"] = say(
            "Tanggal selesai harus sama atau sesudah tanggal mulai, paling lama sebulan.",
            "The last day is the first or after it, within a month.",
        )
    if errors or starts is None or ends is None:
        return None, errors
    only_failed = can_retest and typed["who"] == "retest"
    return (
        Wanted(
            key=typed["key"], title=typed["title"], starts_on=starts, ends_on=ends, only_failed=only_failed
        ),
        {},
    )


def _copied(visit: Visit, wanted: Wanted) -> HttpResponse:
    from selaras.exchange.workbook_writer import write_workbook

    here = held(visit.here)
    kept = None
    if wanted.only_failed and here.shown is not None:
        kept = frozenset(one.nip for one in here.shown.results.officials if one.passed is False)
    out = BytesIO()
    write_workbook(copied_design(here.case, wanted, only=kept), out, defaults())
    upload = keep_workbook(
        out.getvalue(),
        file_name=f"{wanted.key}.xlsx",
        agency=visit.visitor.agency,
        account=visit.visitor.account,
        about="",
        acting=acting_outside(visit),
    )
    return HttpResponseRedirect(reverse("import_check", args=(upload,)))


def copied_design(case: c.CaseFile, wanted: Wanted, *, only: frozenset[v.Nip] | None = None) -> c.CaseFile:
    """Return an event's design for another run: people, posts, panel and scheme, nothing that happened in it.

    Letters and declarations were given for the old run and are left out; so are marks and attendance.
    only : the officials who take part again, for a re-test; None for all
    """
    event = case.event
    n_days = (wanted.ends_on - wanted.starts_on).days + 1
    renewed = replace(
        event,
        key=wanted.key,
        title=wanted.title,
        kind=v.EventKind.RETEST if wanted.only_failed else event.kind,
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
        scoring_days=tuple(wanted.starts_on + timedelta(days=n) for n in range(n_days)),
        data_on=wanted.starts_on,
        planned_decree_on=None,
        consequences_explained=False,
        follows=c.EarlierEvent(key=event.key, title=event.title, held_on=event.starts_on),
    )
    stays = {one.nip for one in case.officials if only is None or one.nip in only}
    placement = case.scheme.placement
    if placement is not None:
        rules = tuple(one for one in placement.rules if set(one.officials) <= stays)
        placement = replace(placement, rules=rules)
    return replace(
        case,
        event=renewed,
        scheme=replace(case.scheme, version=1, placement=placement),
        officials=tuple(replace(one, data_confirmed_on=None) for one in case.officials if one.nip in stays),
        careers=tuple(one for one in case.careers if one.nip in stays),
        examiners=tuple(
            replace(
                one,
                conflicts_declared=False,
                conflicts=tuple(each for each in one.conflicts if each.nip in stays),
            )
            for one in case.examiners
        ),
        assignments=tuple(
            one
            for one in case.assignments
            if one.withdrawn_because is None and (one.nip is None or one.nip in stays)
        ),
        attendances=(),
        rating_sheets=(),
        reconfirmations=(),
        voided=(),
        feedback=(),
        performances=tuple(one for one in case.performances if one.nip in stays),
        track_record=tuple(one for one in case.track_record if one.nip in stays),
        # Of a test that assessors gave, their reports were its marks; elsewhere they stay what they are.
        assessments=()
        if _is_assessed_outside(case)
        else tuple(one for one in case.assessments if one.nip in stays),
        permissions=tuple(one for one in case.permissions if one.kind is v.PermissionKind.RULE_CONFIRMATION),
        codes=(),
        is_signed=False,
    )


def _is_assessed_outside(case: c.CaseFile) -> bool:
    methods = {one.method for one in case.scheme.components if one.method is not None}
    return v.Method.ASSESSMENT_CENTRE in methods and not any(one.is_rated_by_panel for one in methods)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
