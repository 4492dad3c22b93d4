"""Bar of accessibility: axe finds nothing on any page, in any state, window or language.

The pages are those of the routes as they are: as late as they can be, as early as they can be, and refused.
Kept window by window: an interrupted run goes on where it stopped, as long as the code is the same.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from bars.bar import RESULTS, ROOT, Bar, Outcome
from bars.parts import code_tree

LANGUAGES = ("id", "en")
CODE = ("src/selaras", "tests/web/office")
LEAST_PAGES = 250
# Seven windows in Indonesian and the walk with the keyboard, three in English.
WINDOWS = 11


def looked_at(folder: Path) -> Outcome:
    kept = RESULTS / "accessibility"
    kept.mkdir(parents=True, exist_ok=True)
    code = code_tree(CODE)
    started = [_looking(folder, language, kept, code) for language in LANGUAGES]
    codes = [one.wait() for one in started]
    told = [json.loads(one.read_text(encoding="utf-8")) for one in sorted(kept.glob("*.json"))]
    told = [one for one in told if one["code"] == code]
    found = [line for one in told for line in one["found"]]
    looks = {f"{one['language']} {one['view']}": one["looked_at"] for one in told}
    return Outcome(
        holds=not any(codes) and not found and len(told) == WINDOWS and looks["id 1280"] >= LEAST_PAGES,
        figures={
            "looks": sum(looks.values()),
            "by_language_and_window": looks,
            "by_state": next((one["by_state"] for one in told if one["view"] == "1280"), {}),
            "violations": len(found),
            "first_violations": found[:10],
            "exit_codes": codes,
        },
    )


def _looking(folder: Path, language: str, kept: Path, code: str) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "SELARAS_DATABASE": str(folder / f"looking-{language}.sqlite3"),
        "SELARAS_SECRET_KEY": "accessibility",
        "DJANGO_SETTINGS_MODULE": "selaras.office_settings",
    }
    environment.pop("DATABASE_URL", None)
    return subprocess.Popen(
        [sys.executable, "-m", "tests.web.office.axe.alone", language, str(kept), code],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


BARS = (
    Bar(
        name="accessibility",
        bound="axe finds nothing on any page, normal, empty or refused, at 1280, 768 and 360 px, in both "
        "languages, nor with 320 px, 200 % zoom, forced colours or reduced motion; words keep 7 : 1; "
        "all is reached by keys",
        measure=looked_at,
    ),
)
