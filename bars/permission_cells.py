"""Bar of permissions: cell by cell, every page lets in exactly whom the table of permissions names.

A cell is a route, a method, a role or none, a phase, one's own or another's, a session. The cells are drawn
from the routes as they are; what must come is read from the table by a second reader in the tests.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from bars.bar import ROOT, Bar, Outcome

CELLS, PROCESSES = 24_000, 2


def asked(folder: Path, share: int) -> subprocess.Popen[str]:
    """Start asking a share of the cells on a database of its own."""
    environment = {
        **os.environ,
        "SELARAS_DATABASE": str(folder / f"cells-{share}.sqlite3"),
        "SELARAS_SECRET_KEY": "permission cells",
        "DJANGO_SETTINGS_MODULE": "selaras.office_settings",
    }
    environment.pop("DATABASE_URL", None)
    told = [str(share), str(PROCESSES), str(CELLS), "permission cells"]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.web.office.cells.alone", *told],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def cells_answered(folder: Path) -> Outcome:
    started = [asked(folder, share) for share in range(PROCESSES)]
    told = [json.loads(one.communicate()[0]) for one in started]
    n = sum(one["n"] for one in told)
    wrong = [line for one in told for line in one["wrong"]]
    answers = sum((Counter(one["answers"]) for one in told), Counter[str]())
    return Outcome(
        holds=n >= CELLS and not wrong,
        figures={
            "cells": n,
            "routes": told[0]["routes"],
            "wrong": len(wrong),
            "first_wrong": wrong[:10],
            "by_answer": dict(answers.most_common()),
        },
    )


BARS = (
    Bar(
        name="permission-cells",
        bound=f"of {CELLS:,} cells (route, method, role, phase, own or another's, session) none is answered "
        "otherwise than the table of permissions says",
        measure=cells_answered,
    ),
)
