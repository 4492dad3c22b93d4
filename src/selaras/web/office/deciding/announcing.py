"""Pengumuman: from when participants see their own results, and until when they may object."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from selaras.actions.office.desk.announcing import OBJECTIONS_UNTIL, announce, set_until
from selaras.core.errors import CoreError
from selaras.core.lifecycle import Phase
from selaras.outside.clock import SystemClock
from selaras.queries.office.desk.oversight import announcements_of, until
from selaras.queries.office.standing import is_announced
from selaras.web.office.page import Visit, page
from selaras.web.office.wording import moment, say, sentence

# Moments are offered to the minute, in the office's zone.
_FORM = "%Y-%m-%dT%H:%M"


@page("announcement", "read", post=("announcement", "make"))
def announcements(visit: Visit) -> HttpResponse:
    """Show what is announced; set the moment."""
    errors: dict[str, str] = {}
    typed = {name: visit.request.POST.get(name, "").strip() for name in ("visible_from", "until", "text")}
    if visit.request.method == "POST":
        visible_from, last = moment_in(typed, "visible_from", errors), moment_in(typed, "until", errors)
        if visible_from is None and "visible_from" not in errors:
            errors["visible_from"] = say("Pilih saat pengumuman.", "Choose the moment.")
        if visible_from and last and last <= visible_from:
            errors["until"] = say("Harus sesudah pengumuman.", "It must be after the announcement.")
        if visible_from is not None and not errors:
            try:
                _set(visit, visible_from, last, typed["text"])
            except CoreError as wrong:
                errors["visible_from"] = sentence(wrong)
            else:
                told = say(
                    "Peserta dapat melihat hasilnya sendiri mulai {at}.",
                    "Participants may see their own results from {at} on.",
                    at=moment(visible_from),
                )
                messages.success(visit.request, told)
                return HttpResponseRedirect(
                    reverse("announcements", args=(visit.here.agency, visit.here.key))
                )
    else:
        proposed = timezone.localtime() + timedelta(days=1)
        typed["visible_from"] = proposed.replace(hour=9, minute=0).strftime(_FORM)
    return visit.render(
        "deciding/announcements.html",
        {
            "made": announcements_of(visit.here),
            "until": until(visit.here, OBJECTIONS_UNTIL),
            "is_seen": is_announced(visit.here),
            "is_decreed": visit.here.phase is Phase.FOLLOW_UP,
            "may_make": visit.may("announcement", "make"),
            "typed": typed,
            "errors": errors,
        },
        status=422 if errors else 200,
    )


def moment_in(typed: dict[str, str], field: str, errors: dict[str, str]) -> datetime | None:
    """Return a moment of a form in the office's zone; None where it was left empty, or is none."""
    if not typed[field]:
        return None
    try:
        return timezone.make_aware(datetime.fromisoformat(typed[field]).replace(tzinfo=None))
    except ValueError:
        errors[field] = say("Saat ini tidak terbaca.", "This is no moment.")
        return None


def _set(visit: Visit, visible_from: datetime, last: datetime | None, text: str) -> None:
    account, actor, clock = visit.visitor.account, visit.actor, SystemClock()
    announce(visit.ref, visible_from=visible_from, text=text, account=account, actor=actor, clock=clock)
    if last is not None:
        set_until(visit.ref, OBJECTIONS_UNTIL, last, account=account, actor=actor, clock=clock)
