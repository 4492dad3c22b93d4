"""One's own account: name, second factors, sessions."""

from django.http import HttpResponse

from selaras.web.office.page import Visit, page


@page("account", "own")
def own_account(visit: Visit) -> HttpResponse:
    return visit.render("sign_in/own_account.html")
