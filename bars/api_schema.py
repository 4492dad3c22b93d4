"""Bar of the calls: whatever their descriptions allow, and do not, is answered as they say; nothing breaks.

The calls are drawn from the descriptions of the server as it is: those of other systems and those of tablets.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from bars.bar import ROOT, Bar, Outcome

OF_EACH, SEEDS = 250, (1, 2)


def sent(folder: Path, seed: int) -> subprocess.Popen[str]:
    """Start sending to an office on a database of its own."""
    environment = {
        **os.environ,
        "SELARAS_DATABASE": str(folder / f"calls-{seed}.sqlite3"),
        "SELARAS_SECRET_KEY": "calls",
        "DJANGO_SETTINGS_MODULE": "selaras.office_settings",
    }
    environment.pop("DATABASE_URL", None)
    return subprocess.Popen(
        [sys.executable, "-m", "tests.web.office.api.alone", str(OF_EACH), str(seed)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def answered_as_described(folder: Path) -> Outcome:
    started = [sent(folder, seed) for seed in SEEDS]
    told = [json.loads(one.communicate()[0]) for one in started]
    breaches = {title: words for one in told for title, words in one["breaches"].items()}
    by_status = Counter[str]()
    for one in told:
        for key, n in one["statuses"].items():
            by_status[key.rsplit(" ", 1)[1]] += n
    calls = {key.rsplit(" ", 1)[0] for one in told for key in one["statuses"]}
    faults = sum(n for status, n in by_status.items() if status.startswith("5"))
    return Outcome(
        holds=not breaches and not faults,
        figures={
            "sent": sum(one["n"] for one in told),
            "calls": len(calls),
            "server_errors": faults,
            "breaches": len(breaches),
            "first_breaches": [f"{title}: {words}" for title, words in breaches.items()][:10],
            "by_status": dict(sorted(by_status.items())),
        },
    )


BARS = (
    Bar(
        name="api-schema",
        bound="whatever the descriptions of both interfaces allow, and do not: 0 server errors, 0 breaches",
        measure=answered_as_described,
    ),
)
