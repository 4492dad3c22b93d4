"""Two servers on one PostgreSQL are one office: sessions, forms, rest after wrong passwords, one ledger."""

import http.cookiejar
import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from bars.hall.server import free_port
from tests.updates.test_updates import ROOT, old_database, said_by

pytestmark = [pytest.mark.postgres, pytest.mark.served]
RELEASE = "v0.5.0"
NAME, PASSWORD, SECRET = "ani.wijaya", "empat kuda di sawah", "JBSWY3DPEHPK3PXP"


class _Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass(slots=True)
class Browser:
    """One browser; where it goes is a path and the server that a balancer happens to choose."""

    jar: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def ask(self, server: str, path: str, sent: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Return status, where it leads to, and the page."""
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), _Stays)
        data = urlencode(sent).encode() if sent is not None else None
        request = urllib.request.Request(f"{server}{path}", data=data)
        try:
            with opener.open(request, timeout=30) as answer:
                return answer.status, "", answer.read().decode()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers.get("Location", ""), answer.read().decode()

    def token(self, server: str, path: str) -> dict[str, str]:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.ask(server, path)[2])
        assert found is not None
        return {"csrfmiddlewaretoken": found[1]}

    def send(self, server: str, path: str, *, form_from: str, **sent: str) -> tuple[int, str, str]:
        """Send a form that another server showed."""
        return self.ask(server, path, {**self.token(form_from, path), **sent})


@contextmanager
def serving(place: dict[str, str], folder: Path) -> Iterator[str]:
    port = free_port()
    own = ("DATABASE_URL", "SELARAS_DATABASE", "COV_CORE_SOURCE")
    environment = {
        **{name: value for name, value in os.environ.items() if name not in own},
        **place,
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src"))),
        "DJANGO_SETTINGS_MODULE": "selaras.office_settings",
        "SELARAS_LOCAL": "1",
        "SELARAS_SECRET_KEY": "sama-pada-kedua-peladen",
        "SELARAS_BIND": f"127.0.0.1:{port}",
    }
    log = folder / f"{port}.log"
    command = [sys.executable, "-m", "gunicorn", "-c", "python:selaras.web.hall"]
    with log.open("w") as told:
        started = subprocess.Popen(
            [*command, "tests.journeys.office.builds:throw_away()"], env=environment, stderr=told
        )
    try:
        until = time.monotonic() + 60
        while not _is_ready(port):
            assert started.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.05)
        yield f"http://localhost:{port}"
    finally:
        started.terminate()
        started.wait(timeout=20)


def _is_ready(port: int) -> bool:
    with suppress(OSError), urllib.request.urlopen(f"http://localhost:{port}/api/tablet/v1/health") as answer:
        return bool(answer.status == 200)
    return False


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Two servers; the first brings the database to the present schema, as the how-to page says."""
    folder = tmp_path_factory.mktemp("dua")
    with ExitStack() as stack:
        place = stack.enter_context(old_database(RELEASE, folder, str))
        yield stack.enter_context(serving(place, folder)), stack.enter_context(serving(place, folder))


def code_now() -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return str(format_hotp_value(hotp_value(SECRET, int(time.time()) // 30)))


def test_a_session_begun_at_one_server_goes_on_at_the_other(servers: tuple[str, str]) -> None:
    one, other = servers
    browser = Browser()

    led = browser.send(other, "/akun/masuk/", form_from=one, login=NAME, password=PASSWORD)
    done = browser.send(one, "/akun/masuk/kode/", form_from=other, code=code_now())
    again = Browser()
    again.send(one, "/akun/masuk/", form_from=one, login=NAME, password=PASSWORD)
    replayed = again.send(other, "/akun/masuk/kode/", form_from=one, code=code_now())

    assert led[:2] == (302, "/akun/masuk/kode/")
    assert done[0] == 302
    assert [browser.ask(server, "/akun/")[0] for server in servers] == [200, 200]
    # The code that one server took is taken by no other.
    assert replayed[0] != 302
    browser.ask(one, "/akun/keluar/", browser.token(one, "/akun/"))
    assert [browser.ask(server, "/akun/")[0] for server in servers] == [302, 302]


def test_a_form_without_this_browsers_token_is_refused_everywhere(servers: tuple[str, str]) -> None:
    stranger, browser = Browser(), Browser()
    token = stranger.token(servers[0], "/akun/masuk/")

    told = [
        browser.ask(server, "/akun/masuk/", {**token, "login": "a", "password": "b"})[0] for server in servers
    ]

    assert told == [403, 403]


def test_wrong_passwords_are_counted_together(servers: tuple[str, str]) -> None:
    one, other = servers
    browser = Browser()
    for server in (one, other, one, other, one):
        browser.send(server, "/akun/masuk/", form_from=server, login="budi.salah", password="bukan")

    told = [
        browser.send(s, "/akun/masuk/", form_from=s, login="budi.salah", password="x")[0] for s in servers
    ]

    assert told == [429, 429]


def test_both_write_one_ledger_without_a_gap(servers: tuple[str, str]) -> None:
    """What tablets send to either server at the same moment gets places one after the other."""
    said = said_by(RELEASE)
    (key, event) = next((k, one) for k, one in said["events"].items() if one["phase"] == "scoring")
    by_device: dict[str, list[dict[str, str]]] = {}
    for one in said["waiting"]:
        told = {name: bytes.fromhex(value).decode() for name, value in one.items() if name in _TEXT}
        device = json.loads(told["envelope"])["device"]
        hexed = {name: value for name, value in one.items() if name not in _TEXT}
        by_device.setdefault(device, []).append({**told, **hexed})
    assert len(by_device) > 1

    def send(n: int, packet_list: list[dict[str, str]]) -> list[int]:
        places = []
        for packet in packet_list:
            url = f"{servers[n % 2]}/api/tablet/v1/{event['agency']}/{key}/batch"
            body = json.dumps({"packets": [packet]}).encode()
            request = urllib.request.Request(url, data=body, headers={"Content-Type": "application/json"})
            with urllib.request.urlopen(request, timeout=60) as answer:
                places += [one["index"] for one in json.loads(answer.read())["results"]]
        return places

    with ThreadPoolExecutor() as pool:
        found = list(pool.map(send, range(len(by_device)), by_device.values()))

    taken = sorted(place for places in found for place in places)
    assert taken == list(range(event["size"], event["size"] + len(said["waiting"])))


_TEXT = frozenset({"envelope", "payload", "note"})
