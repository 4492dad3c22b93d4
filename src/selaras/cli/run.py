"""``selaras run``: one workbook in, a finished dossier out, through the actions that the web will use."""

import gc
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from selaras.cli import screen
from selaras.cli.beside import Beside
from selaras.cli.dossier_folder import DATABASE, PLACEMENT, DossierFolder
from selaras.cli.log_key import log_key_at_hand
from selaras.cli.stages import Stages
from selaras.cli.words import Words
from selaras.core.errors import CoreError
from selaras.refusals import sentence_of

if TYPE_CHECKING:
    from selaras.cli.making import Made
    from selaras.core.casefile import CaseFile
    from selaras.outside.signing import LogKey

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
    # First of all: what it needs takes a second to load, and so does what is loaded here.
    beside = Beside()
    try:
        return _run(path, folder, day, beside, say)
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
    finally:
        beside.close()


def _run(path: Path, folder: DossierFolder, day: date | None, beside: Beside, say: Words) -> int:
    from selaras.actions.reference import defaults, rulebook_for
    from selaras.cli import check, summary
    from selaras.cli.placing.words import PlacingWords
    from selaras.core.evidence.writing import log_name
    from selaras.exchange.workbook_reader import read_workbook

    # One event, and the process ends: looking for cycles while it grows takes a twentieth of the time.
    gc.set_threshold(ALLOCATIONS_BEFORE_COLLECTING)
    log_key = log_key_at_hand()
    with Stages(say) as stages:
        with stages.stage("stage_read"):
            data = path.read_bytes()
            reading = read_workbook(data, defaults())
            case = reading.case
        if case is not None:
            beside.draw(case, rulebook_for(case))
            staging = folder.begin(log_name(agency=case.agency.code, event=case.event.key))
            made = _make(case, data, staging, day, stages, beside=beside, log_key=log_key)
            archived = folder.complete()
    if case is None:
        check.tell_problems(reading, say)
        return PROBLEMS
    if reading.warnings:
        check.tell_problems(reading, say)
    from selaras.cli.placing.telling import tell_in_short

    summary.tell(made.frozen.case, made.frozen.results, folder.folder, made.n_papers, say)
    tell_in_short(made.offer, folder.folder / PLACEMENT, PlacingWords(say.language))
    summary.tell_proof(made.verdict, made.frozen, folder.folder, say)
    if archived is not None:
        screen.out.print(say("archived", folder=archived), markup=False, soft_wrap=True)
    stages.tell()
    return DONE


def _make(
    case: "CaseFile",
    data: bytes,
    staging: Path,
    day: date | None,
    stages: Stages,
    *,
    beside: Beside,
    log_key: "LogKey | None",
) -> "Made":
    """Open the dossier's database and make every part."""
    with stages.stage("stage_database"):
        os.environ["SELARAS_DATABASE"] = str(staging / DATABASE)
        os.environ.pop("DATABASE_URL", None)
        from selaras.actions.installation import open_database, storage_refusals

        open_database(staging / DATABASE)
        # Only now: its imports reach models, and Django had to know its database first.
        from selaras.cli.making import Making, by_importer, make_dossier
    making = Making(staging=staging, stages=stages, beside=beside, log_key=log_key, by=by_importer(case))
    with storage_refusals():
        return make_dossier(case, data, day or case.event.data_on, making)
