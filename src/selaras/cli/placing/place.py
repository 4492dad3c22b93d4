"""``selaras place`` on an event: from a workbook, or from the result that an installation has frozen."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selaras.cli import screen
from selaras.cli.dossier_folder import PLACEMENT, PLACEMENT_SHEETS
from selaras.cli.placing.words import PlacingWords
from selaras.core.casefile import CaseFile
from selaras.core.errors import CoreError
from selaras.core.measuring import UnitMeasurement
from selaras.core.outcome import Results
from selaras.core.rules import Rulebook
from selaras.core.vocabulary import Nip
from selaras.refusals import sentence_of

if TYPE_CHECKING:
    from selaras.actions.event_ref import EventRef
    from selaras.core.placement.model import Wishes
    from selaras.core.placement.offer import Offer, Problem

DONE, PROBLEMS, CANNOT = 0, 1, 2
Pairs = Sequence[tuple[Nip, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked on the command line; ``json_out`` "-" is the screen."""

    workbook: Path | None
    event: str | None
    out: Path | None
    json_out: str | None
    max_moves: int | None
    pins: Pairs
    bans: Pairs
    opened: Sequence[str] = ()
    enter: bool = False

    @property
    def has_wishes(self) -> bool:
        return self.max_moves is not None or bool(self.pins or self.bans or self.opened)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a placement is made of."""

    case: CaseFile
    rulebook: Rulebook
    results: Results
    document: bytes = b""


def place(asked: Asked, *, say: PlacingWords) -> int:
    """Place and tell; return 0, 1 where the workbook must be mended or nothing is lawful, 2 otherwise."""
    try:
        if asked.event is None:
            found = _of_workbook(asked, say)
            return PROBLEMS if found is None else _told(found, asked, say)
        from selaras.cli.evidence.custody import event_of, installation
        from selaras.cli.evidence.custody_words import CustodyWords

        ref = event_of(asked.event, say=CustodyWords(say.language))
        with installation():
            return _told(_of_event(ref), asked, say, ref=ref)
    except CoreError as wrong:
        screen.tell_error(wrong, say)
    except OSError as wrong:
        why = wrong.strerror or str(wrong)
        screen.err.print(say("cannot_write", folder=wrong.filename or "?", why=why), markup=False)
    return CANNOT


def _of_workbook(asked: Asked, say: PlacingWords) -> Ground | None:
    """Return the results of a workbook, computed here; None with its problems told."""
    from selaras.actions.reference import defaults, rulebook_for
    from selaras.cli import check
    from selaras.core.dossier import dossier_of
    from selaras.core.freezing import locked
    from selaras.core.measuring import measure_units
    from selaras.core.results import results_from
    from selaras.exchange.workbook_reader import read_workbook

    assert asked.workbook is not None
    reading = read_workbook(asked.workbook, defaults())
    case = reading.case
    if case is None:
        check.tell_problems(reading, say)
        return None
    rulebook = rulebook_for(case)
    measured: tuple[UnitMeasurement, ...] = ()
    if case.has_marks and case.scheme.measurement is not None:
        lock = locked(case, rulebook_digest=rulebook.digest)
        measured = measure_units(dossier_of(case, rulebook), scheme_digest=lock.digest)
    results = results_from(case, rulebook, as_of=case.event.data_on, measured=measured)
    return Ground(case=case, rulebook=rulebook, results=results)


def _of_event(ref: "EventRef") -> Ground:
    """Return the result that the ledger froze last, computed anew and compared."""
    from selaras.actions.exports import kept_ledger
    from selaras.core.evidence.opening import opened_ledger
    from selaras.queries.results import result_in

    entries = opened_ledger(kept_ledger(ref))
    shown = result_in(entries)
    return Ground(
        case=shown.case,
        rulebook=shown.rulebook,
        results=shown.results,
        document=shown.document,
    )


def _told(ground: Ground, asked: Asked, say: PlacingWords, *, ref: "EventRef | None" = None) -> int:
    from selaras.cli.placing.as_json import conflict_json, placement_bytes, unplaced_bytes
    from selaras.cli.placing.telling import tell_conflict, tell_offer
    from selaras.core.placement.draws import drawn_values
    from selaras.core.placement.model import Impossible
    from selaras.core.placement.offering import offer_of, what_if
    from selaras.core.placement.problem import problem_of, unplaced_because

    made_of = ground.case, ground.rulebook, ground.results
    because = unplaced_because(ground.case, ground.results)
    if because is not None:
        why = sentence_of(CoreError(because, key=ground.case.event.key), say.language)
        screen.out.print(say("place_nothing", why=why), markup=False, soft_wrap=True)
        _write(asked, lambda: unplaced_bytes(ground.case, because=because), say)
        return DONE
    problem = problem_of(*made_of)
    wishes = _wishes(asked, problem, say)
    if wishes is None:
        return CANNOT
    best: Offer | None = None
    try:
        with screen.remarks_apart():
            offer = offer_of(*made_of)
            if asked.has_wishes:
                best = offer
                draws = drawn_values(ground.case, ground.results, problem)
                offer = what_if(*made_of, offer=best, wishes=wishes, draws=draws)
    except Impossible as impossible:
        tell_conflict(ground.case, ground.results, problem, impossible, say)
        conflict = conflict_json(ground.case, ground.results, problem, impossible.conflict)
        told = unplaced_bytes(ground.case, because="placement_impossible", conflict=conflict)
        _write(asked, lambda: told, say)
        return PROBLEMS
    # First the files: whoever reads only the beginning of what is told has them all the same.
    _write(asked, lambda: placement_bytes(ground.case, ground.results, offer), say)
    _write_sheets(asked, ground, offer, say)
    if asked.json_out != "-":
        tell_offer(ground.case, ground.results, offer, say, best=best)
    if asked.enter and ref is not None:
        _enter(ref, ground, offer, best, say)
    return DONE


def _wishes(asked: Asked, problem: "Problem", say: PlacingWords) -> "Wishes | None":
    """Return the wishes by codes; None with what is unknown told."""
    from selaras.core.placement.model import Wishes

    codes = dict(zip(problem.nips, problem.instance.officials, strict=True))
    wrong = _not_of_this_placement(asked, problem, say)
    if wrong:
        screen.err.print(wrong, markup=False)
        return None
    return Wishes(
        most_moves=asked.max_moves,
        pins=tuple((codes[nip], post) for nip, post in asked.pins),
        bans=tuple((codes[nip], post) for nip, post in asked.bans),
        opened=tuple(asked.opened),
    )


def _not_of_this_placement(asked: Asked, problem: "Problem", say: PlacingWords) -> str:
    """Return, as a sentence, the first official or post that cannot be wished for; nothing where all can."""
    posts = problem.instance.posts
    for nip, _ in (*asked.pins, *asked.bans):
        if nip not in problem.nips:
            return say("place_official_unknown", nip=nip)
    for post in (*(post for _, post in (*asked.pins, *asked.bans)), *asked.opened):
        if post not in posts:
            return say("place_post_unknown", post=post)
    openable = problem.instance.openable
    for post in asked.opened:
        # A wish that changes nothing is a slip of the pen: the post is open already, or nobody may have it.
        if openable is None or not openable[:, posts.index(post)].any():
            return say("place_not_openable", post=post)
    return ""


def _write(asked: Asked, content: Callable[[], bytes], say: PlacingWords) -> None:
    if asked.out is None and asked.json_out is None:
        return
    told = content()
    if asked.out is not None:
        asked.out.mkdir(parents=True, exist_ok=True)
        (asked.out / PLACEMENT).write_bytes(told)
        screen.err.print(say("place_written", path=asked.out / PLACEMENT), markup=False, soft_wrap=True)
    if asked.json_out == "-":
        sys.stdout.write(told.decode())
    elif asked.json_out is not None:
        Path(asked.json_out).write_bytes(told)
        screen.err.print(say("place_written", path=asked.json_out), markup=False, soft_wrap=True)


def _write_sheets(asked: Asked, ground: Ground, offer: "Offer", say: PlacingWords) -> None:
    """Write the same as a workbook, for whoever reads no JSON."""
    if asked.out is None:
        return
    from selaras.documents.placing_sentences import INDONESIAN, paragraphs
    from selaras.exchange.results_workbook import write_offer

    why = paragraphs(ground.case, ground.results, offer, INDONESIAN)
    path = asked.out / PLACEMENT_SHEETS
    write_offer(ground.case, ground.results, path, offer=offer, why=why)
    screen.err.print(say("place_written", path=path), markup=False, soft_wrap=True)


def _enter(ref: "EventRef", ground: Ground, offer: "Offer", best: "Offer | None", say: PlacingWords) -> None:
    """Enter the proposal, and the slate that was wished for as one more; tell by what it is chosen."""
    from selaras.actions.access import IMPORTER
    from selaras.actions.placement import offer_wished, propose
    from selaras.cli.log_key import log_key_at_hand
    from selaras.outside.chance import SystemChance
    from selaras.outside.clock import SystemClock

    clock = SystemClock()
    by: dict[str, Any] = {"actor": IMPORTER, "declared_at": clock.now().date()}
    by |= {"clock": clock, "chance": SystemChance(), "signer": log_key_at_hand()}
    digests = propose(ref, ground, made=lambda: best or offer, **by).slates
    digest = digests[0] if best is None else offer_wished(ref, offer.slates[0], **by)
    screen.out.print(say("place_entered", digest=digest), markup=False, soft_wrap=True)
