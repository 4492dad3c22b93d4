"""The plan of the house holds: who may import whom, and nobody in a circle."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.house.project import ROOT, SOURCE

PLAN = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]


def test_every_import_contract_is_kept():
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([str(lint), "--no-cache"], cwd=ROOT, check=False, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_new_folder_without_a_floor_is_refused():
    layered = [c for c in PLAN["contracts"] if c["type"] == "layers"]

    assert [c["id"] for c in layered if not c.get("exhaustive")] == []
    assert {container for c in layered for container in c["containers"]} >= {
        "selaras",
        "selaras.core",
    }


def test_a_room_in_brackets_is_not_built_yet():
    """Brackets allow a room to be missing; they go when it is built."""
    still_in_brackets = [
        f"{container}.{room[1:-1]}"
        for contract in PLAN["contracts"]
        if contract["type"] == "layers"
        for container in contract["containers"]
        for layer in contract["layers"]
        for room in layer.replace("|", " ").split()
        if room.startswith("(")
        and (
            (folder := SOURCE.parent / container.replace(".", "/") / room[1:-1]).is_dir()
            or folder.with_suffix(".py").exists()
        )
    ]

    assert still_in_brackets == []
