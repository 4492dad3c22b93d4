"""Help on every page: what it is for, what comes next."""

from django.http import HttpResponse

from selaras.web.office.page import Visit, page


@page("help", "read")
def contents(visit: Visit) -> HttpResponse:
    return visit.render("events/help.html")
