"""Addresses of sign-in, accounts and links. The library's views get their rules here."""

from allauth.account import views
from django.urls import URLPattern, URLResolver, path

from selaras.web.access import Rule, View, allowed_by
from selaras.web.office.sign_in import account


def _way_in(view: View) -> View:
    return allowed_by(Rule.SIGN_IN)(view)


of_an_event: list[URLPattern | URLResolver] = []
of_the_house: list[URLPattern | URLResolver] = [
    path("akun/masuk/", _way_in(views.login), name="account_login"),
    path("akun/keluar/", _way_in(views.logout), name="account_logout"),
    path("akun/pastikan/", _way_in(views.reauthenticate), name="account_reauthenticate"),
    path("akun/", account.own_account, name="own_account"),
]
