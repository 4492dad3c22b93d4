"""Making the parts of a dossier: ledger, results, papers, workbook, export, provenance."""

import hashlib
import json
import platform
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from selaras import __version__
from selaras.actions.access import IMPORTER
from selaras.actions.events import EventRef, import_event
from selaras.actions.exports import LedgerExport, export_ledger
from selaras.actions.installation import close_database
from selaras.actions.papers import issue_papers, make_papers
from selaras.actions.ratings import import_marks
from selaras.actions.reference import rulebook_for
from selaras.actions.results import Frozen, freeze_result
from selaras.cli.dossier_folder import CALENDAR, LEDGER, PAPERS, PROVENANCE, RESULTS, WORKBOOK
from selaras.cli.stages import Stages
from selaras.core.casefile import CaseFile
from selaras.documents.papers import Paper
from selaras.outside.chance import SystemChance
from selaras.outside.clock import SystemClock


def make_dossier(
    case: CaseFile, data: bytes, staging: Path, as_of: date, stages: Stages
) -> tuple[Frozen, int]:
    """Make every part in the staging folder and close its database.

    data : the workbook's bytes, for the provenance
    returns : the frozen result and how many papers were made
    """
    began = datetime.now(UTC)
    by: dict[str, Any] = {
        "actor": IMPORTER,
        "declared_at": case.event.ends_on,  # when it was entered stands apart
        "clock": SystemClock(),
        "chance": SystemChance(),
    }
    with stages.stage("stage_ledger"):
        rulebook = rulebook_for(case)
        ref = import_event(case, rulebook, **by)
        if case.has_marks:
            import_marks(ref, case, rulebook, **by)
    with stages.stage("stage_results"):
        # An import cannot ask an examiner to look again; the papers name what was not confirmed.
        frozen = freeze_result(ref, as_of=as_of, unconfirmed_allowed=True, **by)
        (staging / RESULTS).write_bytes(frozen.document)
    papers = _papers_and_workbook(ref, frozen, staging, stages)
    with stages.stage("stage_export"):
        issue_papers(ref, papers, **by)
        ledger = export_ledger(ref)
        (staging / LEDGER).write_bytes(ledger.content)
        close_database()
        told = _provenance(ref, frozen, papers, ledger)
        told["workbook_sha256"] = hashlib.sha256(data).hexdigest()
        told["began_at"] = began.isoformat(timespec="seconds")
        told["ended_at"] = datetime.now(UTC).isoformat(timespec="seconds")
        text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        (staging / PROVENANCE).write_text(text, encoding="utf-8")
    return frozen, len(papers)


def _papers_and_workbook(ref: EventRef, frozen: Frozen, staging: Path, stages: Stages) -> list[Paper]:
    """Make papers and workbook; papers are set on threads of their own while the workbook is written."""
    papers: list[Paper] = []

    def keep(paper: Paper) -> None:
        (staging / PAPERS / paper.file_name).write_bytes(paper.content)
        papers.append(paper)

    making = iter(make_papers(ref, frozen))
    with stages.stage("stage_papers"):
        # The first paper comes when all are planned and begun.
        keep(next(making))
    with stages.stage("stage_workbook"):
        # Loaded only now, while papers are being set: nobody waits for these libraries.
        from selaras.exchange.calendar_file import calendar_bytes
        from selaras.exchange.results_workbook import write_results

        write_results(frozen.case, frozen.results, staging / WORKBOOK, frozen.rulebook)
        (staging / CALENDAR).write_bytes(calendar_bytes(frozen.case, frozen.results))
    with stages.stage("stage_papers"):
        for paper in making:
            keep(paper)
    return papers


def _provenance(
    ref: EventRef, frozen: Frozen, papers: Sequence[Paper], ledger: LedgerExport
) -> dict[str, Any]:
    """Return what differs by nature between two runs, and what an import cannot prove."""
    return {
        "program": f"selaras {__version__}",
        "python": platform.python_version(),
        "event": ref.key,
        "class": "imported",
        "not_provable": ["two-person actions", "order of marks", "device signatures"],
        "result": {
            "sha256": hashlib.sha256(frozen.document).hexdigest(),
            "ledger_size": frozen.ledger_size,
            "ledger_root": frozen.ledger_root.hex(),
        },
        "ledger": {"origin": ref.origin, "size": ledger.size, "root": ledger.root.hex()},
        "papers": {one.file_name: hashlib.sha256(one.content).hexdigest() for one in papers},
    }
