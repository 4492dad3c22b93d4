"""Bar of attacks: every form that anybody is shown in any phase, sent by a forger in five ways.

The forms are harvested from the pages as they are: without their token, with addresses of elsewhere, with
every column of every row besides, with numbers of others' things, with markup in every field.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from bars.bar import ROOT, Bar, Outcome

PROCESSES = 2
PASSPHRASE = "empat kata acak saja"


def attacked(folder: Path, share: int) -> subprocess.Popen[str]:
    """Start attacking a share of the pages on a database of its own."""
    environment = {
        **os.environ,
        "SELARAS_DATABASE": str(folder / f"attacked-{share}.sqlite3"),
        "SELARAS_SECRET_KEY": "attacks",
        "SELARAS_LOG_KEY": str(folder / "log.key"),
        "SELARAS_LOG_KEY_PASSPHRASE": PASSPHRASE,
        "DJANGO_SETTINGS_MODULE": "selaras.office_settings",
    }
    environment.pop("DATABASE_URL", None)
    return subprocess.Popen(
        [sys.executable, "-m", "tests.web.office.attacks.alone", str(share), str(PROCESSES)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def nothing_came_of_it(folder: Path) -> Outcome:
    from selaras.outside.sealing import Cost
    from selaras.outside.signing import LogKey, keep_log_key

    # The log key of the tests' events.
    keep_log_key(LogKey(bytes(range(32))), folder / "log.key", passphrase=PASSPHRASE, cost=Cost(n=16))
    started = [attacked(folder, share) for share in range(PROCESSES)]
    told = [json.loads(one.communicate()[0]) for one in started]
    wrong = [line for one in told for line in one["wrong"]]
    return Outcome(
        holds=not wrong,
        figures={
            "forms": sum(one["forms"] for one in told),
            "fields": sum(one["fields"] for one in told),
            "fields_that_keep_words": len({name for one in told for name in one["kept_in"]}),
            "sent": dict(sum((Counter(one["sent"]) for one in told), Counter[str]())),
            "findings": len(wrong),
            "first_findings": wrong[:10],
        },
    )


BARS = (
    Bar(
        name="attack-pages",
        bound="every form of every page, as everybody in every phase, sent in five forged ways: 0 findings",
        measure=nothing_came_of_it,
    ),
)
