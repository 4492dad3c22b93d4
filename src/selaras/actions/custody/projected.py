"""The rows that a ledger makes, table by table: what stands beside it is held against this, and made anew.

Each row has a key and the versions that it may have. Marks, devices, results and papers have one; a name or a
post that a later entry corrected may stand as either says, and the last is the one that is written anew.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from selaras.core import casefile as c
from selaras.core.codec import from_json
from selaras.core.dossier import standing_of
from selaras.core.eligibility import judge_official
from selaras.core.entries import EntryType, Opened, casefile_of, person_codes
from selaras.core.errors import CoreError
from selaras.core.evidence.ledger import Frontier
from selaras.core.evidence.opening import Ledger
from selaras.core.evidence.packet import Opening, commitment
from selaras.core.lifecycle import Phase
from selaras.core.publication import FrozenResult, IssuedPaper
from selaras.core.results import rulebook_of
from selaras.core.rules import Rulebook

Key = tuple[Any, ...]
Row = tuple[Any, ...]
Table = dict[Key, list[Row]]
# How a result's document stands: as its digest says, destroyed with a person in it, or otherwise.
WHOLE, DESTROYED, OTHER = "whole", "destroyed", "other"


@dataclass(frozen=True, slots=True)
class Entered:
    """An entry with its place, and of its envelope what rows repeat; ``opened`` None: erased."""

    index: int
    id: str
    type: EntryType
    subject: str
    device: str
    dseq: int
    form: str
    leaf_hash: bytes
    opened: Opened | None

    @property
    def payload(self) -> Any:
        return self.opened.payload if self.opened else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Projected:
    """Everything that the tables of one event may say, and the entries it comes from."""

    entries: tuple[Entered, ...]
    tables: Mapping[str, Table]
    roots: Mapping[int, bytes] = field(repr=False)  # by size


def projected(ledger: Ledger, *, sizes: Iterable[int] = ()) -> Projected:
    """Return the rows that a ledger makes; refuse one whose root or commitments do not hold.

    Envelopes were judged when they were taken in. Judging twenty thousand again takes longer than all the
    rest, and a server starts again in the middle of a sitting: ``opened_ledger`` does it where there is time.
    sizes : at which to say what the root was, besides those of results
    """
    entries = tuple(_entered(ledger))
    wanted = {*sizes, ledger.size, *(one.index + 1 for one in _of(entries, EntryType.RESULT))}
    roots = dict(_roots(entries, wanted))
    if roots.get(ledger.size) != ledger.root or len(entries) != ledger.size:
        raise CoreError("ledger_root_wrong", log=ledger.log, size=ledger.size)
    erased = _erased(entries)
    tables: dict[str, Table] = {
        "entry": {(one.index,): [_entry(one)] for one in entries},
        "erasure": {(index,): [(order,)] for index, order in erased.items()},
        "event": {(): _events(entries)},
        "position": _versions(entries, EntryType.POSITION, _position),
        "official": _officials(entries),
        "participant": _participants(entries),
        "examiner": _examiners(entries),
        "rating": dict(_ratings(entries)),
        "device": _devices(entries),
        "result": dict(_results(entries, roots, is_erased=bool(erased))),
        "paper": _papers(entries),
    }
    return Projected(entries=entries, tables=tables, roots=roots)


def _entered(ledger: Ledger) -> Iterator[Entered]:
    for index, sealed in enumerate(ledger.entries):
        told = json.loads(sealed.packet.envelope)
        kind = EntryType(told["type"])
        yield Entered(
            index,
            told["id"],
            kind,
            told["subject"],
            told["device"],
            told["dseq"],
            told["form"],
            sealed.packet.leaf_hash,
            _opened(index, told, kind, sealed.opening),
        )


def _opened(index: int, told: Mapping[str, Any], kind: EntryType, opening: Opening | None) -> Opened | None:
    if opening is None:
        return None
    for part, salt, content, committed in (
        ("payload", opening.salt, opening.payload, told["commit"]),
        ("note", opening.note_salt, opening.note, told["note_commit"]),
    ):
        if commitment(salt=salt, content=content) != committed:
            raise CoreError("commitment_does_not_open", index=index, part=part)
    return Opened(kind, told["subject"], json.loads(opening.payload), opening.note.decode())


def _roots(entries: Sequence[Entered], sizes: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    frontier = Frontier()
    for size in sorted(one for one in sizes if one <= len(entries)):
        frontier = frontier.extended(one.leaf_hash for one in entries[frontier.size : size])
        yield size, frontier.root


def _of(entries: Iterable[Entered], kind: EntryType) -> Iterator[Entered]:
    return (one for one in entries if one.type is kind and one.opened is not None)


def _entry(one: Entered) -> Row:
    return one.id, one.type.value, one.subject, one.device, one.dseq, one.leaf_hash


def _erased(entries: Sequence[Entered]) -> dict[int, int]:
    """Return which entry ordered the erasure of which; the first order stands."""
    found: dict[int, int] = {}
    for order in _of(entries, EntryType.ERASURE):
        for index in order.payload["entries"]:
            found.setdefault(index, order.index)
    return found


def _events(entries: Sequence[Entered]) -> list[Row]:
    phases = [one.payload["to"] for one in _of(entries, EntryType.PHASE)]
    phase = phases[-1] if phases else Phase.DESIGN.value
    return [
        (told["kind"], told["title"], _day(told["starts_on"]), _day(told["ends_on"]), phase)
        for told in (one.payload for one in _of(entries, EntryType.EVENT))
    ]


def _versions(entries: Sequence[Entered], kind: EntryType, row: Callable[[Any], Row]) -> Table:
    found: Table = {}
    for one in _of(entries, kind):
        found.setdefault((one.subject,), []).append(row(one.payload))
    return found


def _position(told: Any) -> Row:
    return told["title"], told["unit"], told["level"], told["state"]


def _officials(entries: Sequence[Entered]) -> Table:
    posts = {one.subject for one in _of(entries, EntryType.POSITION)}

    def row(told: Any) -> Row:
        names = ("nip", "name", "grade", "level", "home_agency", "position_title")
        days = ("born_on", "in_position_since")
        # A post that is not in the event's own list is known by its title alone.
        post = told["position"] if told["position"] in posts else None
        return (*(told[name] for name in names), *(_day(told[name]) for name in days), post)

    return _versions(entries, EntryType.OFFICIAL, row)


_BEGINNING = frozenset({EntryType.RATING_SHEET, EntryType.FEEDBACK})
_OF_MARKS = frozenset({EntryType.RATING_SHEET, EntryType.RECONFIRMATION, EntryType.VOID, EntryType.FEEDBACK})


def _participants(entries: Sequence[Entered]) -> Table:
    """Return NIP and standing by code: as the design had it, or as everything entered since has it."""
    opened = list(_deciding(entries))
    locked_at = next((one.index for one in entries if one.type is EntryType.PHASE), len(entries))
    design = [one.opened for one in entries[:locked_at] if one.opened]
    if not any(one.type is EntryType.RULEBOOK for one in design):
        return {}
    rulebook = rulebook_of(opened)
    nips = _versions(entries, EntryType.OFFICIAL, lambda told: (told["nip"],))
    found: Table = {}
    for known in (design, opened):
        case = casefile_of(known)
        for code, standings in _standings(case, rulebook):
            rows = found.setdefault((code,), [])
            rows += [(*nip, status) for nip in nips[code,] for status in standings]
    return found


def _deciding(entries: Sequence[Entered]) -> Iterator[Opened]:
    """Yield what decides who takes part: of marks, which are a hundred to every other entry, the first alone.

    That scoring has begun is all they say here; before it nobody is absent.
    """
    seen: set[EntryType] = set()
    for one in entries:
        kind = one.type
        if one.opened is None or (kind in _OF_MARKS and (kind in seen or kind not in _BEGINNING)):
            continue
        seen.add(kind)
        yield one.opened


def _standings(case: c.CaseFile, rulebook: Rulebook) -> Iterator[tuple[str, tuple[str, str]]]:
    codes = person_codes(case.officials, case.codes)
    for one in case.officials:
        judged, _ = judge_official(one, case=case, rulebook=rulebook)
        yield codes[one.nip], (judged.value, standing_of(one, case=case, rulebook=rulebook).status.value)


def _examiners(entries: Sequence[Entered]) -> Table:
    """Return name, role and element by code; the name stands in the note."""
    found: Table = {}
    for one in _of(entries, EntryType.EXAMINER):
        code, note = one.subject, one.opened.note if one.opened else ""
        name = json.loads(note)["name"] if note else code
        found.setdefault((code,), []).append((name, one.payload["role"], one.payload["element"]))
    return found


def _ratings(entries: Sequence[Entered]) -> Iterator[tuple[Key, list[Row]]]:
    for one in _of(entries, EntryType.RATING_SHEET):
        sheet = one.payload
        for rating in sheet["ratings"]:
            row = sheet["nip"], sheet["examiner"], sheet["method"], rating["state"], rating["mark"]
            yield (one.index, rating["criterion"]), [row]


def _devices(entries: Sequence[Entered]) -> Table:
    found: Table = {}
    for one in _of(entries, EntryType.ENROLMENT):
        told = one.payload
        row = told["holder"], told["role"], bytes.fromhex(told["public_key"]), one.index, None
        found[one.device,] = [row]
    for one in _of(entries, EntryType.REVOCATION):
        key = (one.payload["device"],)
        if key in found and found[key][0][-1] is None:
            found[key] = [(*found[key][0][:-1], one.index)]
    return found


def _results(
    entries: Sequence[Entered], roots: Mapping[int, bytes], *, is_erased: bool
) -> Iterator[tuple[Key, list[Row]]]:
    rulebook = next((one.payload["digest"] for one in _of(entries, EntryType.RULEBOOK)), "")
    for one in _of(entries, EntryType.RESULT):
        told = from_json(FrozenResult, one.payload)
        size = one.index + 1
        yield (
            (told.version,),
            [
                (
                    told.as_of,
                    told.document,
                    one.form,
                    rulebook,
                    size,
                    roots[size],
                    DESTROYED if is_erased else WHOLE,
                )
            ],
        )


def _papers(entries: Sequence[Entered]) -> Table:
    """Return papers by file name and how often that name was issued.

    A row also says how large the ledger was once all papers of its issue were entered. Where two
    issues follow each other with nothing between, any size within is right; a name twice begins another.
    """
    found: Table = {}
    issued: list[tuple[int, IssuedPaper]] = []  # entries without anything else between
    for one in entries:
        if one.type is not EntryType.PAPER:
            if issued:
                _keep_issues(found, issued, end=one.index)
            issued = []
        elif one.opened is not None:
            issued.append((one.index, from_json(IssuedPaper, one.payload)))
    if issued:
        _keep_issues(found, issued, end=len(entries))
    return found


def _keep_issues(found: Table, issued: Sequence[tuple[int, IssuedPaper]], *, end: int) -> None:
    issues: list[list[tuple[int, IssuedPaper]]] = []
    for index, paper in issued:
        if not issues or any(paper.file_name == other.file_name for _, other in issues[-1]):
            issues.append([])
        issues[-1].append((index, paper))
    ends = [*(issue[0][0] for issue in issues[1:]), end]
    for issue, last in zip(issues, ends, strict=True):
        for index, paper in issue:
            n_before = sum(name == paper.file_name for name, _ in found)
            sizes = [*(size for size in range(index + 1, end + 1) if size != last), last]
            told = paper.code, paper.title, paper.sha256
            found[paper.file_name, n_before] = [(*told, size) for size in sizes]


def _day(text: str) -> date:
    return date.fromisoformat(text)
