"""An example run as an office runs it, and what its published result tells."""

import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from selaras.actions.reference import defaults, rulebook_for
from selaras.core.casefile import CaseFile
from selaras.core.permissions import judge_permissions
from selaras.exchange.workbook_reader import read_workbook

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
KEYS = ("bengkulu-2021", "metro-2021", "bengkulu-2024", "lampung-2020", "banten-2023")
RUN = "from selaras.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Dossier:
    folder: Path
    results: dict[str, Any]

    @property
    def event(self) -> dict[str, Any]:
        return self.results["event"]

    @property
    def summary(self) -> dict[str, Any]:
        return self.results["summary"]

    def people(self, status: str = "participant") -> list[dict[str, Any]]:
        return [one for one in self.results["officials"] if one["status"] == status]

    def papers(self) -> list[str]:
        return sorted(path.name for path in (self.folder / "papers").iterdir())

    @property
    def placement(self) -> dict[str, Any]:
        """What the run proposes: ``penempatan.json``."""
        told: dict[str, Any] = json.loads((self.folder / "penempatan.json").read_bytes())
        return told

    def kinds(self) -> Counter[str]:
        """Return how many officials stay, are extended, move or rise in the proposal."""
        return Counter(one["kind"] for one in self.placement["officials"])

    def moves(self) -> Counter[str]:
        return Counter(one["recommendation"]["kind"] for one in self.people())


def run_example(key: str, out: Path) -> subprocess.CompletedProcess[str]:
    """Run an example in a process of its own, from its workbook to its papers."""
    command = [sys.executable, "-c", RUN, "run", str(EXAMPLES / f"{key}.xlsx"), "--out", str(out)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@cache
def case_of(key: str) -> CaseFile:
    """Return an example as it is read from its workbook."""
    case = read_workbook(EXAMPLES / f"{key}.xlsx", defaults()).case
    assert case is not None
    return case


def weight(person: dict[str, Any], component: str) -> Decimal:
    """Return a component's share of the whole result in percent."""
    parts = person["components"]
    share, here = Decimal(100), component
    while here is not None:
        share = share * Decimal(parts[here]["weight"]) / 100
        here = parts[here]["parent"]
    return share


def outcomes(person: dict[str, Any], rule: str) -> set[str]:
    return {one["outcome"] for one in person["reasons"] if one["rule"] == rule}


def shut_gates(case: CaseFile, *rules: str) -> set[str]:
    """Return which of some rules bar a decree."""
    findings = judge_permissions(case, rulebook_for(case))
    return {one.rule for one in findings if one.bars and one.rule in rules}


def decreed_on(case: CaseFile, day: date) -> CaseFile:
    return replace(case, event=replace(case.event, planned_decree_on=day))
