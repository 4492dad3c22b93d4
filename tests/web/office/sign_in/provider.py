"""A sign-in provider of an office on this machine, which tells whatever a test wants it to tell."""

import base64
import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from selaras.outside.sign_in_provider import providers_of

CLIENT, SECRET = "selaras-kota", "rahasia-bersama"
BEGIN, BACK, TIE = "/akun/masuk/instansi/", "/akun/masuk/instansi/kembali/", "/akun/instansi/"


@cache
def signing_key(n: int = 0) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _number(n: int) -> str:
    return base64.urlsafe_b64encode(n.to_bytes((n.bit_length() + 7) // 8, "big")).rstrip(b"=").decode()


@dataclass(slots=True)
class Provider:
    """What the provider says; a test changes a field to make it lie.

    claims : over those that an honest one tells; None takes one away
    """

    at: str
    says_issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    key: rsa.RSAPrivateKey = field(default_factory=signing_key)
    algorithm: str = "RS256"
    token: str | None = None
    nonces: dict[str, tuple[str, str]] = field(default_factory=dict)  # code: (nonce, challenge)
    asked: list[dict[str, list[str]]] = field(default_factory=list)

    @property
    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.says_issuer or self.at,
            "authorization_endpoint": f"{self.at}/authorize",
            "token_endpoint": f"{self.at}/token",
            "jwks_uri": f"{self.at}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    @property
    def keys(self) -> dict[str, Any]:
        told = signing_key().public_key().public_numbers()
        return {
            "keys": [
                {"kty": "RSA", "kid": "satu", "alg": "RS256", "n": _number(told.n), "e": _number(told.e)}
            ]
        }

    def token_for(self, nonce: str) -> str:
        now = int(time.time())
        honest = {
            "iss": self.at,
            "aud": CLIENT,
            "sub": "pegawai-17",
            "nonce": nonce,
            "iat": now,
            "exp": now + 300,
        }
        told = {name: value for name, value in (honest | self.claims).items() if value is not None}
        key: Any = (
            "kunci bersama yang panjangnya cukup untuk HS256" if self.algorithm == "HS256" else self.key
        )
        if self.algorithm == "none":
            key = None
        return jwt.encode(told, key, algorithm=self.algorithm, headers={"kid": "satu"})


def _answering(provider: list[Provider]) -> type[BaseHTTPRequestHandler]:
    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told = {"/.well-known/openid-configuration": "metadata", "/keys": "keys"}.get(self.path)
            self._tell(getattr(provider[0], told) if told else None)

        def do_POST(self) -> None:
            sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            provider[0].asked.append(sent)
            nonce, _ = provider[0].nonces.get(sent["code"][0], ("", ""))
            token = provider[0].token or provider[0].token_for(nonce)
            self._tell({"access_token": "a", "token_type": "Bearer", "id_token": token})

        def _tell(self, told: object) -> None:
            self.send_response(200 if told is not None else 404)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(told).encode())

        def log_message(self, *_: object) -> None:
            pass

    return Answering


@contextmanager
def serving_provider() -> Iterator[Provider]:
    """Serve a provider on this machine."""
    holder: list[Provider] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _answering(holder))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    holder.append(Provider(at=f"http://127.0.0.1:{server.server_address[1]}"))
    try:
        yield holder[0]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def environment(provider: Provider, *, agency: str, link: str = "") -> dict[str, Any]:
    """Return the settings of an installation that names this provider."""
    return providers_of(
        {
            "SELARAS_OIDC_ISSUER": provider.at,
            "SELARAS_OIDC_AGENCY": agency,
            "SELARAS_OIDC_CLIENT_ID": CLIENT,
            "SELARAS_OIDC_CLIENT_SECRET": SECRET,
            "SELARAS_OIDC_NAME": "SSO Kota",
            "SELARAS_OIDC_LINK": link,
        }
    )


def sent_to(answer: Any) -> dict[str, str]:
    """Return what the page that leads to the provider asks of it."""
    assert answer.status_code == 200, answer.content
    (url,) = set(re.findall(r'href="([^"]+/authorize[?][^"]+)"', answer.content.decode()))
    url = unescape(url)
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def consented(provider: Provider, asked: dict[str, str], *, code: str = "kode-1") -> dict[str, str]:
    """Let somebody sign in at the provider; return what the browser brings back."""
    provider.nonces[code] = (asked.get("nonce", ""), asked.get("code_challenge", ""))
    return {"code": code, "state": asked["state"]}


def signed_in(browser: Client, provider: Provider, **changes: str) -> Any:
    """Go the whole way there and back; ``changes`` are of what the browser brings back."""
    asked = sent_to(browser.post(BEGIN))
    return browser.get(BACK, {**consented(provider, asked), **changes})
