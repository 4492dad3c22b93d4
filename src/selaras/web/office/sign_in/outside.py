"""Signing in through the office's own provider (OpenID Connect), where the installation names one.

The provider says who somebody is; it makes no account, gives no role and replaces no second factor. The
library finds its addresses, keeps the state and fetches the token. What the token says is judged here.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allauth.account import views
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.core.internal.ratelimit import consume
from allauth.socialaccount.internal import jwtkit, statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse

from selaras.actions.office.accounts import outside_identities as identities
from selaras.actions.watching import note_safety
from selaras.core.errors import CoreError
from selaras.outside.chance import SystemChance
from selaras.outside.clock import SystemClock
from selaras.outside.sign_in_provider import ID
from selaras.web.access import Rule, allowed_by
from selaras.web.office.failures import not_found, refused
from selaras.web.office.freshness import is_fresh
from selaras.web.office.page import FRESH_URL, Visit, page
from selaras.web.office.wording import say

_LIMIT = {"sso": "60/m/ip"}
# What comes of another server's answer that is none, or not the one it should be.
_WEBS = (OSError, OAuth2Error, KeyError, TypeError, ValueError)
# A key that both sides know, or none at all, is no signature of the provider.
_ALGORITHMS = frozenset({f"{kind}{n}" for kind in ("RS", "PS", "ES") for n in (256, 384, 512)} | {"EdDSA"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnProvider:
    """The provider of this installation: what it is called, and whose people it knows."""

    name: str
    agency: str
    issuer: str
    link: str
    nip_claim: str
    client_id: str


class _Refused(Exception):
    """The provider's answer is not believed; what exactly was wrong is of no use to whoever made it."""


class _Addresses(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The provider's addresses, as it publishes them: of this issuer alone, and no less safe."""

    @property
    def openid_config(self) -> dict[str, Any]:
        told: dict[str, Any] = super().openid_config
        app = self.get_provider().app
        if told.get("issuer") != app.settings["issuer"]:
            raise _Refused("issuer")
        if app.settings["issuer"].startswith("https:"):
            names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            if not all(str(told[one]).startswith("https://") for one in names):
                raise _Refused("address")
        return told

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("outside_back"))


def own_provider() -> OwnProvider | None:
    """Return the provider that the installation names, or None."""
    for app in settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", ()):
        told = app["settings"]
        return OwnProvider(
            name=app["name"],
            agency=told["agency"],
            issuer=told["issuer"],
            link=told["link"],
            nip_claim=told["nip_claim"],
            client_id=app["client_id"],
        )
    return None


@allowed_by(Rule.SIGN_IN)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; the page also leads to the provider, where there is one."""
    answer: HttpResponse = views.login(request)
    if isinstance(answer, TemplateResponse):
        answer.context_data = {**(answer.context_data or {}), "provider": own_provider()}
    return answer


@allowed_by(Rule.SIGN_IN)
def begin(request: HttpRequest) -> HttpResponse:
    """Send somebody to the provider, by a page: a form of ours leads to no other server."""
    if own_provider() is None:
        return not_found(request)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("account_login"))
    return _sent(request, process="login", then=get_next_redirect_url(request) or "/")


@allowed_by(Rule.SIGN_IN)
def back(request: HttpRequest) -> HttpResponse:
    """Take what the provider says of somebody; sign in the account that is tied to it, or tie the own one."""
    provider = own_provider()
    if provider is None or request.method not in ("GET", "HEAD"):
        return not_found(request)
    if not consume(request, app="selaras", action="sso", config=_LIMIT):
        return _told(request, "busy")
    state = statekit.unstash_state(request, provider_id=ID, state_id=request.GET.get("state", ""))
    if state is None:
        return _told(request, "state")
    if "error" in request.GET or "code" not in request.GET:
        return _told(request, "cancelled")
    try:
        claims = _claims(request, provider, state)
    except (_Refused, *_WEBS):
        note_safety("outside_refused", clock=SystemClock(), agency=provider.agency)
        return _told(request, "refused")
    if state.get("process") == "connect":
        return _tied(request, provider, claims, state)
    return _signed_in(request, provider, claims, state)


@page("account", "own", post=("account", "own"))
def tie(visit: Visit) -> HttpResponse:
    """Show whether the own account is tied to the provider; tie or untie it, by whoever proved it."""
    provider = own_provider()
    if provider is None or provider.agency != visit.visitor.agency:
        return not_found(visit.request)
    if not is_fresh(visit.request):
        return HttpResponseRedirect(f"{FRESH_URL}?next={reverse('outside_tie')}")
    if visit.request.method == "POST":
        return _changed(visit, provider)
    return _shown(visit, provider, email=identities.email_of(visit.visitor.account))


def _shown(
    visit: Visit, provider: OwnProvider, *, email: str, wrong: CoreError | None = None
) -> HttpResponse:
    told = {
        "provider": provider,
        "is_tied": identities.is_tied(visit.visitor.account),
        "email": email,
        "errors": [wrong] if wrong else [],
    }
    return visit.render("sign_in/outside.html", told, status=422 if wrong else 200)


def _changed(visit: Visit, provider: OwnProvider) -> HttpResponse:
    account, does = visit.visitor.account, visit.request.POST.get("does", "")
    here = HttpResponseRedirect(reverse("outside_tie"))
    if does == "tie":
        return _sent(visit.request, process="connect", then=reverse("outside_tie"), account=account)
    if does == "untie":
        identities.untie(account, clock=SystemClock())
        messages.success(visit.request, say("Sambungan dilepas.", "The tie is removed."))
    elif does == "email":
        typed = visit.request.POST.get("email", "")[:254]
        try:
            identities.set_email(account, typed, clock=SystemClock())
        except CoreError as wrong:
            return _shown(visit, provider, email=typed, wrong=wrong)
        messages.success(visit.request, say("Surel dinas disimpan.", "Your office mail address is kept."))
    else:
        return refused(visit.request, "request_wrong", status=400)
    return here


def _sent(request: HttpRequest, *, process: str, then: str, account: int | None = None) -> HttpResponse:
    addresses = _Addresses(request, ID)
    nonce = SystemChance().draw(24).hex()
    try:
        provider = addresses.get_provider()
        proof = generate_code_challenge()
        client = addresses.get_client(request, provider.app)
        client.state = statekit.stash_state(
            request,
            provider_id=ID,
            state={
                "process": process,
                "next": then,
                "nonce": nonce,
                "account": account,
                "pkce_code_verifier": proof.pop("code_verifier"),
            },
        )
        url = client.get_redirect_url(
            addresses.authorize_url, provider.get_scope(), {**proof, "nonce": nonce}
        )
    except (_Refused, *_WEBS):
        return _told(request, "away")
    return render(request, "sign_in/outside_going.html", {"url": url, "provider": own_provider()})


def _claims(request: HttpRequest, provider: OwnProvider, state: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what the provider's signed token says, once everything about it is as it must be."""
    addresses = _Addresses(request, ID)
    named = request.GET.get("iss")
    if named is None and addresses.openid_config.get("authorization_response_iss_parameter_supported"):
        raise _Refused("iss")
    if named is not None and named != provider.issuer:
        raise _Refused("iss")
    app = addresses.get_provider().app
    client = addresses.get_client(request, app)
    answer = client.get_access_token(request.GET["code"], pkce_code_verifier=state["pkce_code_verifier"])
    token = answer["id_token"]
    try:
        algorithm = jwtkit.jwt.get_unverified_header(token).get("alg")
    except jwtkit.jwt.PyJWTError as wrong:
        raise _Refused("token") from wrong
    if algorithm not in _ALGORITHMS:
        raise _Refused("alg")
    # The library would trust the line it came by; a signature holds behind a proxy as well.
    claims: dict[str, Any] = jwtkit.verify_and_decode(
        credential=token,
        keys_url=addresses.openid_config["jwks_uri"],
        issuer=provider.issuer,
        audience=app.client_id,
        lookup_kid=jwtkit.lookup_kid_jwk,
        verify_signature=True,
    )
    # The library judges when a token ends where it says so, and lets one pass that never ends.
    if not all(isinstance(claims.get(one), int) for one in ("exp", "iat")):
        raise _Refused("exp")
    audience = claims["aud"]
    if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != app.client_id:
        raise _Refused("azp")
    if not hmac.compare_digest(str(claims.get("nonce", "")), str(state["nonce"])):
        raise _Refused("nonce")
    if not isinstance(claims.get("sub"), str) or not 0 < len(claims["sub"]) <= 191:
        raise _Refused("sub")
    return claims


def _signed_in(
    request: HttpRequest, provider: OwnProvider, claims: Mapping[str, Any], state: Mapping[str, Any]
) -> HttpResponse:
    account = identities.account_of(provider.issuer, claims["sub"], agency=provider.agency)
    if account is None and provider.link:
        account = identities.tie_by_claim(
            provider.issuer,
            claims,
            agency=provider.agency,
            link=provider.link,
            nip_claim=provider.nip_claim,
            clock=SystemClock(),
        )
    if account is None:
        note_safety("outside_unknown", clock=SystemClock(), agency=provider.agency)
        return _told(request, "unknown")
    user = get_user_model()._default_manager.get(pk=account)
    if request.user.is_authenticated and request.user.pk != account:
        get_adapter(request).logout(request)
    record_authentication(request, user, method="socialaccount", provider=ID)
    answer: HttpResponse = perform_login(
        request, user, email_verification="none", redirect_url=state.get("next") or "/"
    )
    return answer


def _tied(
    request: HttpRequest, provider: OwnProvider, claims: Mapping[str, Any], state: Mapping[str, Any]
) -> HttpResponse:
    """Tie the account that asked for it: the same one, signed in, and proved a moment ago."""
    if not request.user.is_authenticated or request.user.pk != state.get("account") or not is_fresh(request):
        return _told(request, "state")
    try:
        identities.tie(
            request.user.pk,
            provider.issuer,
            claims["sub"],
            agency=provider.agency,
            nip=claims.get(provider.nip_claim),
            clock=SystemClock(),
        )
    except CoreError as wrong:
        from selaras.web.office.failures import failed

        return failed(request, wrong)
    messages.success(
        request,
        say("Akun Anda tersambung dengan {name}.", "Your account is tied to {name}.", name=provider.name),
    )
    return HttpResponseRedirect(reverse("outside_tie"))


def _told(request: HttpRequest, because: str) -> HttpResponse:
    status = {"busy": 429, "away": 502, "unknown": 403}.get(because, 400)
    return render(
        request,
        "sign_in/outside_refused.html",
        {"because": because, "provider": own_provider()},
        status=status,
    )
