"""What a case of the conformance set is, and the tools by which forgers make them.

A forger is a capable one: whatever else follows from the change is made to fit again, with every key at hand,
so that only the reason that gives the case its name remains.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from selaras.core.codec import Json
from selaras.core.entries import EntryType, Opened
from tests.tampered.book import AnyStep, Bent, Book, Checkpoint, Later, Step
from tests.tampered.cases import case_of
from tests.tampered.packing import repacked
from tests.tampered.signed_event import Change, SignedEvent, as_computed, event_of, result_steps

SEED = "satu"
SMALL = {"officials": 2, "methods": 1, "examiners": 3}
Files = dict[str, bytes]
Place = Mapping[str, Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One bundle, how it is given to a verifier, and what every verifier must say of it.

    where : the place that must be named; nothing where the reason is about the whole
    python_only : found by recomputing law, proposals, margins or measures, which only one verifier does
    """

    name: str
    data: bytes
    verdict: str = "holds"
    reason: str | None = None
    where: Place = field(default_factory=dict)
    policy: bytes | None = None
    paper: str | None = None
    warnings: tuple[str, ...] = ()
    python_only: bool = False

    @property
    def exit(self) -> int:
        return {"holds": 0, "fails": 1, "unreadable": 2}[self.verdict]


def refused(name: str, reason: str, data: bytes, **told: Json) -> Case:
    """Return a case that must be refused; what is no field of a case tells the place."""
    known = {"policy", "paper", "python_only", "verdict"}
    fields = {key: told.pop(key) for key in known & set(told)}
    return Case(
        name=f"{name}_fail",
        data=data,
        reason=reason,
        where=told,
        **{"verdict": "fails", **fields},
    )


@cache
def small_case_file(**size: int) -> Json:
    return case_of(**{**SMALL, **size}, seed=SEED)


@cache
def honest(*, signed: bool = True, frozen: bool = True, checkpoints: bool = True) -> SignedEvent:
    """Return the event that forgers start from."""
    return event_of(
        small_case_file(), seed=SEED, signed=signed, frozen=frozen, checkpoints=checkpoints and signed
    )


def changed(change: Change, *, frozen: bool = False, signed: bool = True) -> SignedEvent:
    """Return the event written again with changed steps; an imported one has no checkpoints."""

    def change_all(steps: list[AnyStep]) -> Sequence[AnyStep]:
        return [one for one in change(steps) if signed or not isinstance(one, Checkpoint)]

    return event_of(
        small_case_file(), seed=SEED, signed=signed, checkpoints=signed, frozen=frozen, change=change_all
    )


def bent(name: str, how: Bent, *, frozen: bool = False, signed: bool = True) -> SignedEvent:
    """Return the event with one entry bent and everything after it fitting."""
    return changed(
        lambda steps: edited(steps, name, lambda one: [replace(one, bent=how)]),
        frozen=frozen,
        signed=signed,
    )


def edited(steps: Sequence[AnyStep], name: str, edit: Callable[[Step], Sequence[AnyStep]]) -> list[AnyStep]:
    """Return the steps with others in the place of the one of this name."""
    found = [one for one in steps if isinstance(one, Step) and one.name == name]
    assert len(found) == 1, (name, len(found))
    told: list[AnyStep] = []
    for one in steps:
        told += edit(one) if one is found[0] else [one]
    return told


def before(name: str, *added: AnyStep) -> Change:
    return lambda steps: edited(steps, name, lambda one: [*added, one])


def after(name: str, *added: AnyStep) -> Change:
    return lambda steps: edited(steps, name, lambda one: [one, *added])


def harmless_step() -> Step:
    """Return an entry of the server that changes nothing."""
    return Step(type=EntryType.EXPORT, payload={"grade": "R3", "approvals": []})


def at_end(*added: AnyStep) -> Change:
    """Return a change that adds steps and one more checkpoint behind everything."""
    return lambda steps: [*steps, *added, Checkpoint()]


def with_payload(name: str, change: Callable[[Json], Json]) -> Change:
    """Return a change of one entry's payload, before it is entered."""

    def edit(one: Step) -> list[AnyStep]:
        def told(book: Book) -> Json:
            payload = one.payload(book) if callable(one.payload) else one.payload
            return change(json.loads(json.dumps(payload)))

        return [replace(one, payload=told)]

    return lambda steps: edited(steps, name, edit)


def with_result(
    bend: Callable[[Json, Json], None] = as_computed,
    *,
    also: Change = list,
    entries: Sequence[Opened] = (),
    edit: Callable[[list[AnyStep]], list[AnyStep]] = list,
) -> SignedEvent:
    """Return the event with a bent result.

    bend : changes numbers and document before they are entered
    also : changes the steps before the result; ``edit`` those of the result itself
    entries : from which the result is computed instead
    """
    event = honest()

    def change(steps: list[AnyStep]) -> Sequence[AnyStep]:
        *kept, last = (one for one in also(steps) if not isinstance(one, Later))

        def result(book: Book) -> list[AnyStep]:
            return edit(result_steps(book, event.lock, version=1, bend=bend, entries=entries))

        return [*kept, Later(result), last]

    return changed(change, frozen=True)


def first_sheet(book_or_event: SignedEvent) -> str:
    """Return the name of the first sheet in the book."""
    return next(name for name in book_or_event.book.index_of if name.startswith("sheet/"))


def last_sheet_of(event: SignedEvent, examiner: str) -> str:
    names = [name for name in event.book.index_of if name.startswith(f"sheet/{examiner}/")]
    return max(names, key=event.book.index_of.__getitem__)


def index_of(event: SignedEvent, kind: EntryType) -> int:
    """Return where the first entry of a type stands."""
    return next(n for n, one in enumerate(event.book.envelopes) if one.type is kind)


def with_file(files: Files, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a bundle in which one file was changed and its digest told anew."""
    return repacked({**files, name: change(files[name])})


def told_of(step: Step) -> dict[str, Json]:
    """Return a payload that waits for nothing."""
    assert not callable(step.payload)
    return dict(step.payload)


def instead(data: bytes) -> Callable[[bytes], bytes]:
    """Return a change that puts this in the place of whatever was there."""
    return lambda _: data


def with_line(files: Files, name: str, number: int, change: Callable[[bytes], bytes]) -> bytes:
    """Return a bundle in which one line of a file, counted from 1, was changed."""

    def edit(data: bytes) -> bytes:
        lines = data.splitlines(keepends=True)
        lines[number - 1] = change(lines[number - 1])
        return b"".join(lines)

    return with_file(files, name, edit)
