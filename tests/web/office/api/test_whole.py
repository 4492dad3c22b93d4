"""Calls drawn from the descriptions: a sample here; `make bars BAR=api-schema` sends many."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse

from selaras.web.office.api import calls
from tests.house.project import ROOT
from tests.web.office.api import whole

pytestmark = pytest.mark.sqlite
N = 6


def test_whatever_the_descriptions_allow_is_answered_as_they_say(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "SELARAS_DATABASE": str(tmp_path / "calls.sqlite3"),
        "SELARAS_SECRET_KEY": "calls",
        "DJANGO_SETTINGS_MODULE": "selaras.office_settings",
    }
    environment.pop("DATABASE_URL", None)
    told = subprocess.run(
        [sys.executable, "-m", "tests.web.office.api.alone", str(N), "6"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    found = json.loads(told.stdout)
    answered = {key.rsplit(" ", 1)[0] for key in found["statuses"]}
    well = {key.rsplit(" ", 1)[0] for key in found["statuses"] if " 20" in key}
    assert found["breaches"] == {}
    assert answered == {
        f"{method.upper()} {path}"
        for one in (whole.OF_SYSTEMS, whole.OF_TABLETS)
        for path, methods in one["paths"].items()
        for method in methods
    }
    # Nobody agreed to hand out the whole bundle, nothing is announced, and hardly any body is a table.
    assert answered - well <= {
        "GET /api/v1/events/{key}/bundle/whole",
        "GET /api/v1/events/{key}/bundle/own",
        "POST /api/v1/personnel",
    }


def _fault(*_: Any) -> Any:
    raise KeyError("broken")


@pytest.mark.django_db
def test_a_build_that_answers_otherwise_is_caught() -> None:
    here = whole.office()
    path = "/api/v1/events/{key}/participants"
    one = {**whole.OF_SYSTEMS, "paths": {path: whole.OF_SYSTEMS["paths"][path]}}
    broken: list[tuple[str, Any, str]] = [
        ("participants_in", _fault, "Server error"),
        ("part", lambda *_: HttpResponse(b"[1]", content_type="application/json"), "schema"),
        ("part", lambda *_: HttpResponse(b"{}", status=418), "Undocumented"),
    ]
    for name, instead, breach in broken:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(calls, name, instead)
            found = whole.send(here, n=6, seeded=1, descriptions=[one])
        assert any(breach in title for title in found.breaches), (name, found.breaches)
