"""What the library's sign-in may do here: nobody makes an account for himself, no mail is sent."""

from datetime import timedelta
from typing import Any, ClassVar

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.http import url_has_allowed_host_and_scheme

from selaras.actions.access import may
from selaras.actions.watching import note_safety
from selaras.core.vocabulary import Role
from selaras.outside.clock import SystemClock
from selaras.queries.office.desk.retention import due_events
from selaras.queries.office.people import account_named
from selaras.queries.office.visiting import lent_lately, visitor_of
from selaras.web.office.freshness import is_fresh
from selaras.web.office.wording import say

later = lazy(say, str)

WRONG_SIGN_IN = later(
    "Nama masuk, NIP, atau kata sandi tidak cocok. Periksa kembali isian Anda.",
    "The sign-in name, NIP or password does not match. Check what you typed.",
)
WAIT = later(
    "Terlalu banyak percobaan yang salah. Tunggu 15 menit, lalu coba lagi.",
    "Too many wrong attempts. Wait 15 minutes and try again.",
)
WRONG_CODE = later(
    "Kode tidak cocok. Tunggu kode berikutnya di aplikasi Anda, atau periksa jam perangkat Anda.",
    "The code does not match. Wait for the next one in your app, or check the clock of your device.",
)
_METHODS = {
    "reauthenticate": later("Pakai kata sandi", "Use your password"),
    "mfa_reauthenticate": later("Pakai kode dari aplikasi", "Use a code from your app"),
    "mfa_reauthenticate:webauthn": later("Pakai kunci sandi (passkey)", "Use a passkey"),
}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG_SIGN_IN,
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
        "incorrect_password": later("Kata sandi tidak cocok.", "The password does not match."),
        "enter_current_password": later("Kata sandi lama tidak cocok.", "The old password does not match."),
        "incorrect_code": WRONG_CODE,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        """Return whether somebody may be sent there: paths of this server alone."""
        return bool(url) and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        return not is_fresh(context.request)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Return who signs in; a closed account gets the same answer as a wrong password."""
        who = super().authenticate(request, **credentials)
        if who is not None and not who.is_active:
            self.authentication_failed(request, **credentials)
            return None
        return who

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        account, agency = account_named(str(credentials.get("username", ""))) or (None, None)
        note_safety("sign_in_failed", clock=SystemClock(), account=account, agency=agency)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        messages.error(request, str(WRONG_SIGN_IN))
        return HttpResponseRedirect(reverse("account_login"))

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        note("signed_in", user.pk)
        _remind(request, user.pk)

    def send_notification_mail(self, template_prefix: str, user: Any, *_: Any, **__: Any) -> None:
        """Note what would be a mail elsewhere: the person sees it on the own account's page."""
        note(template_prefix.rsplit("/", 1)[-1], user.pk)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("own_account")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**one, "description": str(_METHODS[one["id"]])} for one in methods]


def _remind(request: HttpRequest, account: int) -> None:
    """Tell the auditor of roles that were lent, and the office of terms that ended, once at sign-in."""
    visitor = visitor_of(account)
    if visitor is None:
        return
    n_lent = lent_lately(visitor.agency, since=SystemClock().now() - timedelta(days=30))
    if n_lent and Role.AUDITOR in {one.role for one in visitor.members}:
        messages.warning(
            request,
            say(
                "Akses darurat diberikan {n} kali dalam 30 hari terakhir: periksa catatan keamanan.",
                "Emergency access was given {n} times in the last 30 days: look at the security log.",
                n=n_lent,
            ),
        )
    if not may(visitor.roles_in(None), "retention", "read"):
        return
    due = due_events(visitor.agency, SystemClock().now().date())
    if due:
        messages.info(
            request,
            say(
                "Masa simpan data peserta sudah berakhir pada kegiatan {events}: lihat Masa simpan di sana.",
                "The term of participants' data has ended in {events}: see Retention there.",
                events=", ".join(due),
            ),
        )


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
    }

    def build_totp_svg(self, url: str) -> str:
        """Return the picture that an app reads: dark on white, with its quiet zone."""
        svg: str = segno.make(url, error="m", micro=False).svg_inline(scale=5, border=4, light="#fff")
        return svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)

    def get_totp_label(self, user: Any) -> str:
        return str(user.sign_in_name)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return say("Kunci saya", "My key")

    def send_notification_mail(self, *arguments: Any, **named: Any) -> None:
        Adapter(context.request).send_notification_mail(*arguments, **named)


def note(kind: str, account: int) -> None:
    """Note what happened to an account, with its agency."""
    visitor = visitor_of(account)
    agency = visitor.agency if visitor else None
    note_safety(kind, clock=SystemClock(), account=account, agency=agency)


def sign_in(request: HttpRequest, account: int) -> None:
    """Sign somebody in who just chose a password, in a session that is new."""
    who = get_user_model()._default_manager.get(pk=account)
    request.session.flush()
    Adapter(request).login(request, who)
    record_authentication(request, who, method="password")
