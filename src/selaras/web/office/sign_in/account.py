"""One's own account: name, roles, second factors, what happened to it."""

from allauth.account import views
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from selaras.queries.office.people import account_notes, person_of
from selaras.web.office.page import SECOND_FACTORS, WITH_SECOND_FACTOR, Visit, page
from selaras.web.office.sign_in.outside import own_provider
from selaras.web.office.sign_in.telling import note_in_words


@page("account", "own")
def own_account(visit: Visit) -> HttpResponse:
    """Show the own account."""
    roles = {one.role for one in visit.visitor.members}
    notes = account_notes(visit.visitor.account)
    return visit.render(
        "sign_in/own_account.html",
        {
            "person": person_of(visit.visitor.agency, visit.visitor.account),
            "has_factor": is_mfa_enabled(visit.request.user, SECOND_FACTORS),
            "needs_factor": bool(roles & WITH_SECOND_FACTOR),
            "provider": _provider_of(visit),
            "notes": [{"text": note_in_words(one.kind), "at": one.at} for one in notes],
        },
    )


def change_password(request: HttpRequest) -> HttpResponse:
    """Change the own password; an account without one gets its first by a recovery of two people."""
    if request.user.is_authenticated and not request.user.has_usable_password():
        return TemplateResponse(request, "account/no_password.html", {})
    answer: HttpResponse = views.password_change(request)
    return answer


def _provider_of(visit: Visit) -> str:
    provider = own_provider()
    return provider.name if provider and provider.agency == visit.visitor.agency else ""
