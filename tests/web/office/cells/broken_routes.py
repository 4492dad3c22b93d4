"""Tables of routes in which somebody forgot something, as the cells must find it."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from selaras.queries.office.visiting import visitor_of
from selaras.web.access import Needs, allowed_by
from selaras.web.office import urls
from selaras.web.office.page import Visit, page


def without_rule(request: HttpRequest) -> HttpResponse:
    return HttpResponse("everything")


def _shown(visit: Visit) -> HttpResponse:
    return HttpResponse("shown")


@allowed_by(Needs({"GET": ("event", "home")}))
def agency_unasked(request: HttpRequest, agency: str, event: str) -> HttpResponse:
    """Ask everything but whether the event is of the own agency."""
    visitor = visitor_of(request.user.pk) if request.user.is_authenticated else None
    return page("event", "home")(_shown)(request, agency=visitor.agency if visitor else "", event=event)


@allowed_by(Needs({"GET": ("result", "list")}))
def another_right_asked(request: HttpRequest, agency: str, event: str) -> HttpResponse:
    """Say that results are shown, and ask for the right to read help."""
    return page("help", "read")(_shown)(request, agency=agency, event=event)


@allowed_by(Needs({"GET": ("result", "list")}))
def sign_in_alone(request: HttpRequest, agency: str, event: str) -> HttpResponse:
    """Ask nothing at all."""
    return HttpResponse(status=299)


_EVENT = "k/<part:agency>/<part:event>/bocor/"
urlpatterns = [
    *urls.urlpatterns,
    path("tanpa-aturan/", without_rule),
    path(f"{_EVENT}instansi/", agency_unasked),
    path(f"{_EVENT}hak/", another_right_asked),
    path(f"{_EVENT}bebas/", sign_in_alone),
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
