"""The office's own sign-in provider (OpenID Connect), as the environment names it. Without one: none.

SELARAS_OIDC_ISSUER              its address, exactly as it names itself; https
SELARAS_OIDC_AGENCY              code of the one agency whose people it knows
SELARAS_OIDC_CLIENT_ID           by which it knows this server
SELARAS_OIDC_CLIENT_SECRET_FILE  file with the secret, or
SELARAS_OIDC_CLIENT_SECRET       the secret itself
SELARAS_OIDC_NAME                as the button of the sign-in page calls it
SELARAS_OIDC_LINK                nip or email: by what an account not tied yet is found (default: by nothing)
SELARAS_OIDC_NIP_CLAIM           name of the claim that holds the NIP (default: nip)
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ID = "kantor"
_LINKS = ("", "nip", "email")
_OWN = ("localhost", "127.0.0.1")


def providers_of(environment: Mapping[str, str]) -> dict[str, Any]:
    """Return the providers in the library's own form: one, or none where no issuer is named.

    >>> providers_of({})
    {}
    """
    issuer = environment.get("SELARAS_OIDC_ISSUER", "").strip()
    if not issuer:
        return {}
    parts = urlsplit(issuer)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _OWN):
        raise ValueError(f"SELARAS_OIDC_ISSUER is {issuer!r}: expected an address with https")
    link = environment.get("SELARAS_OIDC_LINK", "").strip()
    if link not in _LINKS:
        raise ValueError(f"SELARAS_OIDC_LINK is {link!r}: expected nip, email or nothing")
    app = {
        "provider_id": ID,
        "name": environment.get("SELARAS_OIDC_NAME", "").strip() or parts.hostname,
        "client_id": _wanted(environment, "SELARAS_OIDC_CLIENT_ID"),
        "secret": _secret(environment),
        "settings": {
            "server_url": issuer.rstrip("/"),
            "issuer": issuer,
            "agency": _wanted(environment, "SELARAS_OIDC_AGENCY"),
            "link": link,
            "nip_claim": environment.get("SELARAS_OIDC_NIP_CLAIM", "").strip() or "nip",
            "oauth_pkce_enabled": True,
        },
    }
    return {"openid_connect": {"APPS": [app]}}


def _wanted(environment: Mapping[str, str], name: str) -> str:
    found = environment.get(name, "").strip()
    if not found:
        raise ValueError(f"SELARAS_OIDC_ISSUER is set, and {name} is not")
    return found


def _secret(environment: Mapping[str, str]) -> str:
    path = environment.get("SELARAS_OIDC_CLIENT_SECRET_FILE", "").strip()
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    return _wanted(environment, "SELARAS_OIDC_CLIENT_SECRET")
