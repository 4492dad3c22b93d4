"""Bar of the pages: how long the office's pages of a 41-person event take, and how large they are."""

from __future__ import annotations

import gzip
import http.cookiejar
import os
import re
import signal
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bars.bar import ROOT, Bar, Outcome
from bars.hall.server import free_port

MAIN = "from selaras.cli import main; main()"
EVENT = "/k/bengkulu/bengkulu-2024/"
# Who looks at which pages of the event; the leader's page has a bound of its own.
VISITS = {
    "sk.bengkulu-2024": (
        *(
            "",
            "peserta/",
            "panel/",
            "rancangan/",
            "tenggat/",
            "jadwal/",
            "hasil/",
            "usulan/",
            "telaah/",
            "surat/",
        ),
        *("naskah/", "tindakan/", "perangkat/", "orang/", "kendali/", "pleno/", "keberatan/"),
    ),
    "kp.bengkulu-2024": ("hasil/", "hasil/P-001/", "hasil/kotak/", "penguji/", "pleno/", "jejak/P-001/"),
    "ps.bengkulu-2024": ("saya/",),
}
LEADER = ("kp.bengkulu-2024", "ringkasan/")
ROUNDS = 20
P95_SECONDS, LEADER_SECONDS, LARGEST_KB, PAGES_A_SECOND = 0.150, 0.400, 200, 50


class Browser:
    def __init__(self, base: str, who: str) -> None:
        self.base = base
        self._jar = http.cookiejar.CookieJar()
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))
        page = self.get("/peragaan/")[1].decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        if token is None:
            raise RuntimeError("the practice office shows no form")
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], "sebagai": who}).encode()
        self._open.open(urllib.request.Request(f"{base}/peragaan/", data=body), timeout=60).read()

    def get(self, path: str) -> tuple[float, bytes]:
        started = time.perf_counter()
        with self._open.open(self.base + path, timeout=60) as answer:
            content: bytes = answer.read()
        return time.perf_counter() - started, content


def pages(folder: Path) -> Outcome:
    port = free_port()
    base = f"http://localhost:{port}"
    one_core = ["taskset", "-c", "0"] if Path("/usr/bin/taskset").exists() else []
    office = subprocess.Popen(
        [
            *one_core,
            sys.executable,
            "-c",
            MAIN,
            "demo",
            "--out",
            str(folder / "office"),
            "--port",
            str(port),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for_all(base, folder / "office" / "selesai")
        return _measured(base)
    finally:
        os.killpg(office.pid, signal.SIGTERM)
        office.wait()


def _measured(base: str) -> Outcome:
    taken: list[float] = []
    slowest: dict[str, float] = {}
    largest = ("", 0.0)
    for who, paths in VISITS.items():
        browser = Browser(base, who)
        for path in paths:
            browser.get(EVENT + path)  # what is computed once for each state of the ledger is there by now
            told = [browser.get(EVENT + path) for _ in range(ROUNDS)]
            taken += [seconds for seconds, _ in told]
            slowest[path] = statistics.quantiles([seconds for seconds, _ in told], n=20)[-1]
            kb = len(gzip.compress(told[0][1])) / 1000
            largest = max(largest, (path, kb), key=lambda one: one[1])
    leader = Browser(base, LEADER[0])
    leader.get(EVENT + LEADER[1])
    summary = [leader.get(EVENT + LEADER[1])[0] for _ in range(ROUNDS)]
    p95 = statistics.quantiles(taken, n=20)[-1]
    leading = statistics.quantiles(summary, n=20)[-1]
    rate = _rate(base)
    worst = sorted(slowest.items(), key=lambda one: -one[1])[:4]
    return Outcome(
        holds=p95 <= P95_SECONDS
        and leading <= LEADER_SECONDS
        and largest[1] <= LARGEST_KB
        and rate >= PAGES_A_SECOND,
        figures={
            "p95_ms": round(p95 * 1000),
            "leader_p95_ms": round(leading * 1000),
            "largest_page_kb_compressed": f"{largest[0]} {largest[1]:.0f}",
            "pages_a_second": round(rate),
            "slowest_p95_ms": {path or "home": round(seconds * 1000) for path, seconds in worst},
        },
    )


def _rate(base: str) -> float:
    """Return how many pages are answered in a second while eight people look at once."""
    paths = ("", "peserta/", "hasil/", "usulan/", "surat/")
    browsers = [Browser(base, "sk.bengkulu-2024") for _ in range(8)]

    def look(one: Browser) -> int:
        until, n = time.monotonic() + 5, 0
        while time.monotonic() < until:
            one.get(EVENT + paths[n % len(paths)])
            n += 1
        return n

    started = time.monotonic()
    with ThreadPoolExecutor(len(browsers)) as pool:
        n_all = sum(pool.map(look, browsers))
    return n_all / (time.monotonic() - started)


def _wait_for_all(base: str, made: Path) -> None:
    until = time.monotonic() + 300
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{base}/peragaan/", timeout=5).read()
        except OSError:
            time.sleep(0.5)
            continue
        if made.exists():
            return
        time.sleep(0.5)
    raise RuntimeError("the practice office did not come up")


BARS = (
    Bar(
        name="office-pages",
        bound="41 persons, server on one core: p95 at most 150 ms, leader's page 400 ms, 200 KB, 50 pages/s",
        measure=pages,
    ),
)
