"""What a run prints at its end: who took part, who not and why, top, map, deadlines, files."""

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from selaras.cli import screen
from selaras.cli.dossier_folder import BUNDLE, PAPERS
from selaras.cli.words import Words
from selaras.core.casefile import CaseFile
from selaras.core.evidence.ledger_code import ledger_code
from selaras.core.outcome import OfficialResult, Results
from selaras.core.rules import Finding, Outcome
from selaras.core.verification.verdict import Verdict
from selaras.core.vocabulary import ParticipantStatus, PerformanceAxis, PotentialAxis

if TYPE_CHECKING:
    from selaras.actions.results import Frozen

TOP = 10
NEXT_DEADLINES = 5
BOX_ROWS = ((4, 7, 9), (2, 5, 8), (1, 3, 6))  # as the map stands: above, meets, below


def tell_proof(verdict: Verdict, frozen: "Frozen", folder: Path, say: Words) -> None:
    """Print what the run's own verification of its bundle said, and both codes of its ledger.

    Papers show the code of the result that they were made of; noting them makes the ledger longer.
    """
    lines = [
        say("proof_line", path=folder / BUNDLE, n=verdict.recount.recomputed),
        say(
            "proof_code_paper",
            size=screen.count(frozen.ledger_size, say),
            code=ledger_code(frozen.ledger_root),
        ),
        say("proof_code", size=screen.count(verdict.size or 0, say), code=verdict.code),
    ]
    if any(one.code == "no_checkpoint" for one in verdict.warnings):
        lines.append(say("proof_unsigned"))
    for line in lines:
        screen.out.print(line, markup=False, soft_wrap=True)


def tell(case: CaseFile, results: Results, folder: Path, n_papers: int, say: Words) -> None:
    """Print the summary of one event."""
    _head(case, results, say)
    _left_out(results, say)
    if results.is_scored:
        _ranking(results, say)
        _map(results, say)
    else:
        screen.out.print(say("ready_line"), markup=False)
    _attention(results, say)
    _deadlines(case, results, say)
    screen.out.rule(say("where"), style="dim")
    screen.out.print(
        say("where_line", n=n_papers, papers=folder / PAPERS, folder=folder), markup=False, soft_wrap=True
    )


def _head(case: CaseFile, results: Results, say: Words) -> None:
    told = results.summary
    # A Text, because brackets in a title are no markup.
    screen.out.rule(Text(case.event.title, style="bold"))
    dates = screen.day(case.event.starts_on, say)
    if case.event.ends_on != case.event.starts_on:
        dates = f"{dates} – {screen.day(case.event.ends_on, say)}"
    screen.out.print(f"{case.agency.name} · {dates} · {results.reviewer}", markup=False)
    screen.out.print(
        say(
            "officials_line",
            officials=told.officials,
            participants=told.participants,
            exempt=told.exempt,
            ineligible=told.ineligible,
            not_assessed=told.not_assessed,
        ),
        style="bold",
        markup=False,
    )
    if told.vacant_positions:
        screen.out.print(
            say("posts_line", vacant=told.vacant_positions, acting=told.acting_positions), markup=False
        )
    if told.passed_percent is not None:
        percent = screen.number(told.passed_percent, say)
        screen.out.print(
            say("passed_line", passed=told.passed, percent=percent, failed=told.failed), markup=False
        )


def _left_out(results: Results, say: Words) -> None:
    away = [one for one in results.officials if one.status is not ParticipantStatus.PARTICIPANT]
    if not away:
        return
    table = Table(title=say("why_not"), title_justify="left", expand=True)
    table.add_column(say("name"), ratio=2)
    table.add_column(say("away_as"), no_wrap=True)
    table.add_column(say("away_because"), ratio=4, overflow="fold")
    # Often one inauguration keeps many away: the same words once, and all who share them.
    names: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one in away:
        reasons = [f"{f.text_id()} [{f.article}]" for f in one.reasons if f.needs_attention]
        names[one.status.istilah, "\n".join(reasons[:2])].append(one.name)
    for (status, reason), those in names.items():
        table.add_row(Text("\n".join(those)), Text(status), Text(reason))
    screen.out.print(table, markup=False)


def _ranking(results: Results, say: Words) -> None:
    ranked = sorted((one for one in results.officials if one.rank is not None), key=_by_rank)
    table = Table(title=say("top"), title_justify="left", expand=True)
    table.add_column(say("rank"), justify="right")
    table.add_column(say("name"), ratio=3)
    table.add_column(say("score"), justify="right")
    table.add_column(say("category"), ratio=2)
    table.add_column(say("proposal"), ratio=2)
    for one in ranked[:TOP]:
        tied = f" ({say('tied')})" if one.tied_with else ""
        category = one.category.istilah if one.category else ""
        table.add_row(
            f"{one.rank}{tied}",
            one.name,
            screen.number(one.score, say),
            category,
            one.recommendation.kind.istilah,
        )
    screen.out.print(table, markup=False)


def _by_rank(one: OfficialResult) -> tuple[int, str]:
    return one.rank or 0, one.nip


def _map(results: Results, say: Words) -> None:
    table = Table(title=say("map"), title_justify="left", show_lines=True)
    table.add_column("")
    for potential in PotentialAxis:
        table.add_column(potential.istilah, justify="center")
    for performance, row in zip(PerformanceAxis, BOX_ROWS, strict=True):
        cells = [f"{results.summary.boxes[str(box)]} (kotak {box})" for box in row]
        table.add_row(performance.istilah, *cells)
    screen.out.print(table, markup=False)


def _attention(results: Results, say: Words) -> None:
    found = [one for one in (*results.panel, *results.permissions) if one.needs_attention]
    if not found:
        return
    screen.out.rule(say("attention"), style="dim")
    for one in found:
        screen.out.print(f"{_mark(one)} {one.text_id()} [{one.article}]", markup=False)


def _mark(one: Finding) -> str:
    return "✗" if one.outcome is Outcome.BROKEN else "!"


def _deadlines(case: CaseFile, results: Results, say: Words) -> None:
    ahead = [one for one in results.deadlines if one.on >= case.event.data_on]
    if not ahead:
        return
    screen.out.rule(say("next_deadlines"), style="dim")
    for one in ahead[:NEXT_DEADLINES]:
        screen.out.print(f"{screen.day(one.on, say)} · {one.text}", markup=False)
