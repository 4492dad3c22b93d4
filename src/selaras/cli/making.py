"""Making the parts of a dossier: ledger, results, placement, papers, workbook, export, bundle, provenance."""

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from selaras import __version__
from selaras.actions.access import IMPORTER
from selaras.actions.event_ref import EventRef
from selaras.actions.events import import_event
from selaras.actions.evidence.checkpoints import make_checkpoint
from selaras.actions.evidence.policies import keep_policy
from selaras.actions.exports import BundleExport, export_bundle, kept_ledger
from selaras.actions.installation import close_database
from selaras.actions.papers import issue_papers, make_papers
from selaras.actions.placement import propose
from selaras.actions.ratings import import_marks
from selaras.actions.reference import rulebook_for
from selaras.actions.results import Frozen, freeze_result
from selaras.cli.beside import Beside
from selaras.cli.dossier_folder import (
    BUNDLE,
    CALENDAR,
    LEDGER,
    PAPERS,
    PLACEMENT,
    PROVENANCE,
    RESULTS,
    WORKBOOK,
)
from selaras.cli.stages import Stages
from selaras.core.casefile import CaseFile
from selaras.core.errors import CoreError
from selaras.core.evidence.bundle import Grade, checkpoint_name
from selaras.core.evidence.checkpoint import KeyKind, VerifierKey
from selaras.core.evidence.opening import Ledger
from selaras.core.evidence.policy import Policy
from selaras.core.measuring import UnitMeasurement
from selaras.core.placement.model import Impossible
from selaras.core.placement.offer import Offer
from selaras.core.placement.problem import problem_of, unplaced_because
from selaras.core.verification.verdict import Outcome, Verdict
from selaras.documents.papers import Paper, warm_up
from selaras.documents.placing_sentences import INDONESIAN, paragraphs
from selaras.exchange.ledger_export import export_bytes
from selaras.outside.chance import SystemChance
from selaras.outside.clock import SystemClock
from selaras.outside.signing import LogKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a run made, for its summary."""

    frozen: Frozen
    n_papers: int
    offer: Offer | None  # what is proposed on the result; None where nothing can be
    verdict: Verdict  # on the bundle, by the verifier that anybody else would use


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """What the steps of one run have in common.

    log_key : signs checkpoints of the ledger, where the installation has one
    """

    staging: Path
    stages: Stages
    beside: Beside
    log_key: LogKey | None
    by: Mapping[str, Any] = field(default_factory=dict)

    def checkpoint(self, ref: EventRef) -> str:
        """Sign the ledger as it stands and keep the note; return it, empty without a log key."""
        if self.log_key is None:
            return ""
        made = make_checkpoint(ref, log_key=self.log_key, actor=IMPORTER, clock=self.by["clock"])
        path = self.staging / checkpoint_name(made.size)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(made.note)
        return made.note.decode()


def make_dossier(case: CaseFile, data: bytes, as_of: date, making: Making) -> Made:
    """Make every part in the staging folder and close its database.

    data : the workbook's bytes, for the provenance
    Raises ``own_bundle_fails`` when the bundle that was just made does not prove what it shows.
    """
    began = datetime.now(UTC)
    stages, staging, by = making.stages, making.staging, making.by
    with stages.stage("stage_ledger"):
        rulebook = rulebook_for(case)
        ref = import_event(case, rulebook, **by)
        if case.has_marks:
            import_marks(ref, case, rulebook, **by)
        _name_log_key(ref, making)
    with stages.stage("stage_results"):
        # An import cannot ask an examiner to look again; the papers name what was not confirmed.
        frozen = freeze_result(
            ref,
            as_of=as_of,
            unconfirmed_allowed=True,
            drawn=lambda: _drawn(making.beside),
            computed=making.beside.place,
            **by,
        )
        (staging / RESULTS).write_bytes(frozen.document)
        note = making.checkpoint(ref)
        making.beside.recount(kept_ledger(ref))
    with stages.stage("stage_placing"):
        offer, placement = _placed(ref, frozen, making)
        (staging / PLACEMENT).write_bytes(placement)
    papers = _papers_and_workbook(ref, frozen, note, offer, making)
    with stages.stage("stage_export"):
        issue_papers(ref, papers, **by)
        making.checkpoint(ref)
        ledger = kept_ledger(ref)
        (staging / LEDGER).write_bytes(export_bytes(ledger))
    with stages.stage("stage_bundle"):
        bundle = export_bundle(
            ref,
            grade=Grade.FULL,
            actor=IMPORTER,
            papers={one.file_name: one.content for one in papers},
            ledger=ledger,
        )
        (staging / BUNDLE).write_bytes(bundle.content)
    with stages.stage("stage_verify"):
        verdict_on_bundle = making.beside.verify(staging / BUNDLE)
        # What the bundle does not hold is made while it is verified.
        from selaras.exchange.calendar_file import calendar_bytes

        (staging / CALENDAR).write_bytes(calendar_bytes(frozen.case, frozen.results))
        close_database()
        told = _provenance(ref, frozen, papers, ledger, bundle)
        told["workbook_sha256"] = hashlib.sha256(data).hexdigest()
        told["began_at"] = began.isoformat(timespec="seconds")
        _write_provenance(staging, told)
        verdict = verdict_on_bundle()
        if verdict.verdict is not Outcome.HOLDS:
            raise CoreError("own_bundle_fails", reason=verdict.reason)
    return Made(frozen=frozen, n_papers=len(papers), offer=offer, verdict=verdict)


def _write_provenance(staging: Path, told: dict[str, Any]) -> None:
    told["ended_at"] = datetime.now(UTC).isoformat(timespec="seconds")
    text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (staging / PROVENANCE).write_text(text, encoding="utf-8")


def by_importer(case: CaseFile) -> dict[str, Any]:
    """Return who acts in a run, and when what stands in its workbook came about."""
    return {
        "actor": IMPORTER,
        "declared_at": case.event.ends_on,  # when it was entered stands apart
        "clock": SystemClock(),
        "chance": SystemChance(),
    }


def _name_log_key(ref: EventRef, making: Making) -> None:
    """Keep in the event's policy whose checkpoints count."""
    if making.log_key is None:
        return
    key = VerifierKey(name=ref.origin, kind=KeyKind.LOG, public_key=making.log_key.public_key)
    policy = Policy(log=ref.origin, log_keys=(key,), witnesses=(), quorum=0, signed_marks=False)
    keep_policy(ref, policy, actor=IMPORTER, clock=making.by["clock"])


def _drawn(beside: Beside) -> Sequence[UnitMeasurement]:
    """Wait for the estimates, and use the time: results need this large library next."""
    import scipy.special  # noqa: F401

    found = beside.drawn()
    # Charts are drawn by a process of its own, which takes half a second to come up.
    warm_up()
    return found


def _placed(ref: EventRef, frozen: Frozen, making: Making) -> tuple[Offer | None, bytes]:
    """Propose moves and return the offer with what is written of it; without one, why there is none."""
    from selaras.cli.placing.as_json import conflict_json, placement_bytes, unplaced_bytes

    case, results = frozen.case, frozen.results
    because = unplaced_because(case, results)
    if because is not None:
        return None, unplaced_bytes(case, because=because)
    try:
        offer = propose(ref, frozen, made=making.beside.placed, **making.by).offer
    except Impossible as impossible:
        problem = problem_of(case, frozen.rulebook, results)
        conflict = conflict_json(case, results, problem, impossible.conflict)
        return None, unplaced_bytes(case, because="placement_impossible", conflict=conflict)
    return offer, placement_bytes(case, results, offer)


def _papers_and_workbook(
    ref: EventRef, frozen: Frozen, note: str, offer: Offer | None, making: Making
) -> list[Paper]:
    """Make papers and workbook; papers are set on threads of their own while the workbook is written."""
    papers: list[Paper] = []
    stages, staging = making.stages, making.staging

    def keep(paper: Paper) -> None:
        (staging / PAPERS / paper.file_name).write_bytes(paper.content)
        papers.append(paper)

    setting = iter(make_papers(ref, frozen, note=note, offer=offer))
    with stages.stage("stage_papers"):
        # The first paper comes when all are planned and begun.
        keep(next(setting))
    with stages.stage("stage_workbook"):
        # Loaded only now, while papers are being set: nobody waits for its library.
        from selaras.exchange.results_workbook import write_results

        why = paragraphs(frozen.case, frozen.results, offer, INDONESIAN) if offer is not None else ()
        write_results(frozen.case, frozen.results, staging / WORKBOOK, offer=offer, why=why)
    with stages.stage("stage_papers"):
        for paper in setting:
            keep(paper)
    return papers


def _provenance(
    ref: EventRef, frozen: Frozen, papers: Sequence[Paper], ledger: Ledger, bundle: BundleExport
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
        "bundle": {
            "sha256": hashlib.sha256(bundle.content).hexdigest(),
            "grade": bundle.grade.value,
            "signed_checkpoint": bundle.has_checkpoint,
        },
        "papers": {one.file_name: hashlib.sha256(one.content).hexdigest() for one in papers},
    }
