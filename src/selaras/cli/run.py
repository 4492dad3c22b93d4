"""``selaras run``: one workbook in, a finished dossier out, through the actions that the web will use."""

import hashlib
import json
import os
import platform
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from selaras import __version__
from selaras.cli import check, screen, summary
from selaras.cli.dossier_folder import (
    CALENDAR,
    DATABASE,
    LEDGER,
    PAPERS,
    PROVENANCE,
    RESULTS,
    WORKBOOK,
    DossierFolder,
)
from selaras.cli.refusals import sentence_of
from selaras.cli.stages import Stages
from selaras.cli.words import Words
from selaras.core.casefile import CaseFile
from selaras.core.errors import CoreError

DONE, PROBLEMS, CANNOT = 0, 1, 2


def run(path: Path, *, out: Path, as_of: str | None, say: Words) -> int:
    """Run an event from its workbook; return 0, 1 for problems in the workbook, 2 when it cannot go on."""
    day = screen.parse_day(as_of) if as_of is not None else None
    if as_of is not None and day is None:
        screen.err.print(say("bad_date", got=as_of), markup=False)
        return CANNOT
    folder = DossierFolder(out)
    if not path.is_file():
        screen.err.print(say("workbook_missing", path=path), markup=False)
        return CANNOT
    try:
        return _run(path, folder, day, say)
    except CoreError as wrong:
        folder.abandon()
        if wrong.code == "folder_holds_other_event":
            screen.err.print(say("other_event", folder=out, key=wrong.facts["key"]), markup=False)
        elif wrong.code.startswith("workbook_"):
            screen.err.print(f"{say('unreadable')}: {sentence_of(wrong, say.language)}", markup=False)
        else:
            screen.tell_error(wrong, say)
        return CANNOT
    except OSError as wrong:
        folder.abandon()
        screen.err.print(say("cannot_write", folder=out, why=wrong.strerror or str(wrong)), markup=False)
        return CANNOT
    except KeyboardInterrupt:
        folder.abandon()
        raise


def _run(path: Path, folder: DossierFolder, day: date | None, say: Words) -> int:
    from selaras.actions.reference import defaults
    from selaras.exchange.workbook_reader import read_workbook

    with Stages(say) as stages:
        with stages.stage("stage_read"):
            data = path.read_bytes()
            reading = read_workbook(data, defaults())
            case = reading.case
        if case is not None:
            staging = folder.begin(case.event.key)
            from selaras.actions.installation import storage_refusals

            with storage_refusals():
                frozen, n_papers = _make(case, data, staging, day, stages)
            folder.complete()
    if case is None:
        check.tell_problems(reading, say)
        return PROBLEMS
    if reading.warnings:
        check.tell_problems(reading, say)
    summary.tell(frozen.case, frozen.results, folder.folder, n_papers, say)
    stages.tell()
    return DONE


def _make(case: CaseFile, data: bytes, staging: Path, day: date | None, stages: Stages) -> tuple[Any, int]:
    """Make every part of the dossier in the staging folder; return the frozen result and how many papers."""
    began = datetime.now(UTC)
    with stages.stage("stage_database"):
        os.environ["SELARAS_DATABASE"] = str(staging / DATABASE)
        os.environ.pop("DATABASE_URL", None)
        from selaras.actions.installation import close_database, open_database

        open_database(staging / DATABASE)
    from selaras.actions.access import IMPORTER
    from selaras.actions.events import import_event
    from selaras.actions.exports import export_ledger
    from selaras.actions.papers import issue_papers, make_papers, stamp_of
    from selaras.actions.ratings import import_marks
    from selaras.actions.reference import rulebook_for
    from selaras.actions.results import freeze_result
    from selaras.exchange.calendar_file import calendar_bytes
    from selaras.exchange.results_workbook import write_results
    from selaras.outside.chance import SystemChance
    from selaras.outside.clock import SystemClock

    by: dict[str, Any] = {
        "actor": IMPORTER,
        "declared_at": case.event.ends_on,  # when it was entered stands apart
        "clock": SystemClock(),
        "chance": SystemChance(),
    }
    with stages.stage("stage_ledger"):
        ref = import_event(case, rulebook_for(case), **by)
        if case.has_marks:
            import_marks(ref, case, **by)
    with stages.stage("stage_results"):
        frozen = freeze_result(ref, as_of=day or case.event.data_on, **by)
        (staging / RESULTS).write_bytes(frozen.document)
    with stages.stage("stage_papers"):
        papers = []
        for paper in make_papers(ref, frozen):
            (staging / PAPERS / paper.file_name).write_bytes(paper.content)
            papers.append(paper)
        issue_papers(ref, papers, **by)
    with stages.stage("stage_workbook"):
        write_results(frozen.case, frozen.results, staging / WORKBOOK)
        (staging / CALENDAR).write_bytes(calendar_bytes(frozen.case, frozen.results))
        ledger = export_ledger(ref)
        (staging / LEDGER).write_bytes(ledger.content)
        close_database()
        provenance = {
            "program": f"selaras {__version__}",
            "python": platform.python_version(),
            "event": case.event.key,
            "workbook_sha256": hashlib.sha256(data).hexdigest(),
            "class": "imported",
            "not_provable": ["two-person actions", "order of marks", "device signatures"],
            "result": {
                "sha256": hashlib.sha256(frozen.document).hexdigest(),
                "ledger_size": frozen.ledger_size,
                "ledger_root": frozen.ledger_root.hex(),
            },
            "ledger": {
                "origin": stamp_of(ref, frozen).origin,
                "size": ledger.size,
                "root": ledger.root.hex(),
            },
            "papers": {one.file_name: hashlib.sha256(one.content).hexdigest() for one in papers},
            "began_at": began.isoformat(timespec="seconds"),
            "ended_at": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        text = json.dumps(provenance, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        (staging / PROVENANCE).write_text(text, encoding="utf-8")
    return frozen, len(papers)
