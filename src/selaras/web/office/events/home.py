"""Where everybody begins: the events of the agency, and the nine steps of one."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from selaras.actions.access import may
from selaras.queries.office.places import places_of
from selaras.web.access import Rule, allowed_by
from selaras.web.office.language import COOKIE, LANGUAGES
from selaras.web.office.page import Visit, page

_YEAR_SECONDS = 365 * 86400


@page("event", "list")
def start(visit: Visit) -> HttpResponse:
    """List the events in which this visitor has a part."""
    own = [
        one
        for one in places_of(visit.visitor.agency)
        if may(visit.visitor.roles_in(one.key), "event", "home", phase=one.phase)
    ]
    return visit.render("events/start.html", {"places": own})


@page("event", "home")
def event_home(visit: Visit) -> HttpResponse:
    return visit.render("events/home.html")


@allowed_by(Rule.SIGN_IN)
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language that was chosen, and go back to where it was."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    answer = HttpResponseRedirect(back)
    chosen = request.POST.get("bahasa")
    if request.method == "POST" and chosen in LANGUAGES:
        answer.set_cookie(
            COOKIE, chosen, max_age=_YEAR_SECONDS, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return answer
