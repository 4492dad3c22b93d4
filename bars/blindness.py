"""Bar of blindness: what one examiner can call tells nothing of another's mark before the discussion.

A probe is one call (address, method) in one state of an event, made in two databases that differ in other
examiners' marks alone. The addresses are the routes of the server as they are.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from bars.bar import ROOT, Bar, Outcome

PROBES, PROCESSES = 10_000, 2
PASSPHRASE = "empat kata acak saja"


def asked(folder: Path, share: int) -> subprocess.Popen[str]:
    """Start asking a share of the probes on a database of its own."""
    environment = {
        **os.environ,
        "SELARAS_DATABASE": str(folder / f"blind-{share}.sqlite3"),
        "SELARAS_SECRET_KEY": "blindness",
        "SELARAS_LOG_KEY": str(folder / "log.key"),
        "SELARAS_LOG_KEY_PASSPHRASE": PASSPHRASE,
        "DJANGO_SETTINGS_MODULE": "selaras.office_settings",
    }
    environment.pop("DATABASE_URL", None)
    told = [str(share), str(PROCESSES), str(PROBES // PROCESSES)]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.web.office.blind_alone", *told],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def answered_alike(folder: Path) -> Outcome:
    from selaras.outside.sealing import Cost
    from selaras.outside.signing import LogKey, keep_log_key

    # The log key of the tests' events.
    keep_log_key(LogKey(bytes(range(32))), folder / "log.key", passphrase=PASSPHRASE, cost=Cost(n=16))
    started = [asked(folder, share) for share in range(PROCESSES)]
    told = [json.loads(one.communicate()[0]) for one in started]
    n = sum(one["n"] for one in told)
    leaks = [line for one in told for line in one["leaks"]]
    return Outcome(
        holds=n >= PROBES and not leaks,
        figures={"probes": n, "leaks": len(leaks), "first_leaks": leaks[:10]},
    )


BARS = (
    Bar(
        name="blindness",
        bound=f"of {PROBES:,} probes (address, method, state of the event) none tells one examiner anything "
        "of another's mark before the discussion",
        measure=answered_alike,
    ),
)
