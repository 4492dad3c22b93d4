"""``selaras run``: one workbook in, a finished dossier out, through the actions that the web will use."""

import gc
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from selaras.cli import check, screen, summary
from selaras.cli.dossier_folder import DATABASE, DossierFolder
from selaras.cli.refusals import sentence_of
from selaras.cli.stages import Stages
from selaras.cli.words import Words
from selaras.core.casefile import CaseFile
from selaras.core.errors import CoreError
from selaras.core.evidence.packet import log_name

if TYPE_CHECKING:
    from selaras.actions.results import Frozen

DONE, PROBLEMS, CANNOT = 0, 1, 2
ALLOCATIONS_BEFORE_COLLECTING = 1_000_000


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
    from selaras.documents.papers import warm_up
    from selaras.exchange.workbook_reader import read_workbook

    # One event, and the process ends: looking for cycles while it grows takes a twentieth of the time.
    gc.set_threshold(ALLOCATIONS_BEFORE_COLLECTING)
    # Charts are drawn by a process of their own, which takes half a second to come up.
    warm_up()
    with Stages(say) as stages:
        with stages.stage("stage_read"):
            data = path.read_bytes()
            reading = read_workbook(data, defaults())
            case = reading.case
        if case is not None:
            staging = folder.begin(log_name(agency=case.agency.code, event=case.event.key))
            frozen, n_papers = _make(case, data, staging, day, stages)
            archived = folder.complete()
    if case is None:
        check.tell_problems(reading, say)
        return PROBLEMS
    if reading.warnings:
        check.tell_problems(reading, say)
    summary.tell(frozen.case, frozen.results, folder.folder, n_papers, say)
    if archived is not None:
        screen.out.print(say("archived", folder=archived), markup=False, soft_wrap=True)
    stages.tell()
    return DONE


def _make(
    case: CaseFile, data: bytes, staging: Path, day: date | None, stages: Stages
) -> "tuple[Frozen, int]":
    """Open the dossier's database and make every part; return the frozen result and how many papers."""
    with stages.stage("stage_database"):
        os.environ["SELARAS_DATABASE"] = str(staging / DATABASE)
        os.environ.pop("DATABASE_URL", None)
        from selaras.actions.installation import open_database, storage_refusals

        open_database(staging / DATABASE)
        # Only now: its imports reach models, and Django had to know its database first.
        from selaras.cli.making import make_dossier
    with storage_refusals():
        return make_dossier(case, data, staging, day or case.event.data_on, stages)
