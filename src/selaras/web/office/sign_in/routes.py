"""Addresses of sign-in, accounts, people and links. The library's views get their rules here.

What the library offers beside these (making an account, resetting a password by mail, addresses of mail)
has no address and no rule: it does not exist.
"""

from functools import wraps
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from allauth.account import views
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as spare
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path

from selaras.actions.access import may
from selaras.queries.office.visiting import visitor_of
from selaras.web.access import Rule, View, allowed_by
from selaras.web.office.failures import refused
from selaras.web.office.page import GOING_TO
from selaras.web.office.sign_in import (
    account,
    agreeing,
    emergency,
    links,
    outside,
    people,
    practice,
    recovery,
    second_factor,
)


def _way_in(view: View) -> View:
    return allowed_by(Rule.SIGN_IN)(view)


def _own(view: View) -> View:
    """Make a view of the library a page of the own account: signed in, with our frame around it."""

    @allowed_by(Rule.OWN_ACCOUNT)
    @wraps(view)
    def own(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        visitor = visitor_of(request.user.pk) if request.user.is_authenticated else None
        if visitor is None:
            back = request.get_full_path() if request.method == "GET" else "/"
            return HttpResponseRedirect(f"/akun/masuk/?{urlencode({'next': back})}")
        answer = view(request, *arguments, **named)
        if answer.status_code == 405:
            told = refused(request, "method_not_allowed", status=405)
            told["Allow"] = answer["Allow"]
            return told
        if isinstance(answer, TemplateResponse):
            sees_people = may(visitor.roles_in(None), "account", "list")
            frame = SimpleNamespace(visitor=visitor, event=None, sees_people=sees_people)
            answer.context_data = {
                **(answer.context_data or {}),
                "visit": frame,
                "going_to": request.session.get(GOING_TO),
            }
        return answer

    return own


_FACTOR = "akun/faktor-kedua/"

of_an_event: list[URLPattern | URLResolver] = [
    path("orang/", people.listed, name="event_people"),
    path("orang/undang/", people.inviting, name="event_people_invite"),
    path("orang/peran/<int:membership>/", people.ending, name="event_people_end"),
    path("orang/tautan/<int:link>/", people.withdrawing, name="event_people_withdraw"),
    path("orang/pulihkan/<int:account>/", recovery.asking, name="event_people_recover"),
    path("orang/setujui/<int:link>/", recovery.agreeing, name="event_people_agree"),
    path("orang/undangan/<int:link>/", agreeing.agreeing, name="event_people_agree_invitation"),
    path("orang/darurat/", emergency.asking, name="emergency"),
    path("orang/darurat/<int:number>/", emergency.agreeing, name="emergency_agree"),
]
of_the_house: list[URLPattern | URLResolver] = [
    path("akun/masuk/", outside.sign_in, name="account_login"),
    path("akun/masuk/kode/", _way_in(factors.authenticate), name="mfa_authenticate"),
    path("akun/masuk/kunci/", _way_in(second_factor.sign_in_by_key), name="mfa_login_webauthn"),
    path("akun/masuk/instansi/", outside.begin, name="outside_begin"),
    path("akun/masuk/instansi/kembali/", outside.back, name="outside_back"),
    path("akun/instansi/", outside.tie, name="outside_tie"),
    path("akun/keluar/", _way_in(views.logout), name="account_logout"),
    path("undangan/", links.link, name="link"),
    path("peragaan/", practice.practice, name="practice"),
    path("akun/", account.own_account, name="own_account"),
    path("akun/sandi/", _own(account.change_password), name="account_change_password"),
    path("akun/pastikan/", _own(views.reauthenticate), name="account_reauthenticate"),
    path("akun/pastikan/kode/", _own(factors.reauthenticate), name="mfa_reauthenticate"),
    path("akun/pastikan/kunci/", _own(keys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path(_FACTOR, _own(factors.index), name="mfa_index"),
    path(f"{_FACTOR}aplikasi/", _own(app.activate_totp), name="mfa_activate_totp"),
    path(f"{_FACTOR}aplikasi/lepas/", _own(app.deactivate_totp), name="mfa_deactivate_totp"),
    path(f"{_FACTOR}kode-cadangan/", _own(spare.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        f"{_FACTOR}kode-cadangan/baru/",
        _own(spare.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(f"{_FACTOR}kunci/", _own(keys.add_webauthn), name="mfa_add_webauthn"),
    path(f"{_FACTOR}kunci/<int:pk>/lepas/", _own(second_factor.remove_key), name="mfa_remove_webauthn"),
    path("orang/", people.listed, name="people"),
    path("orang/undang/", people.inviting, name="people_invite"),
    path("orang/peran/<int:membership>/", people.ending, name="people_end"),
    path("orang/tautan/<int:link>/", people.withdrawing, name="people_withdraw"),
    path("orang/pulihkan/<int:account>/", recovery.asking, name="people_recover"),
    path("orang/setujui/<int:link>/", recovery.agreeing, name="people_agree"),
    path("orang/undangan/<int:link>/", agreeing.agreeing, name="people_agree_invitation"),
]
