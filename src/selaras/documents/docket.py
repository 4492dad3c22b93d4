"""One event as its papers see it: case and results side by side, indexed by person and post."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from selaras.core import casefile as c
from selaras.core import outcome as o
from selaras.core import vocabulary as v
from selaras.core.evidence.checkpoint import Checkpoint, checkpoint_text
from selaras.core.freezing import Locked, locked
from selaras.core.placement.choosing import Chosen
from selaras.core.placement.offer import Offer
from selaras.core.rules import Rulebook
from selaras.core.scheme import Component

SheetsOf = tuple[v.ExaminerCode, v.Method]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainHead:
    """The last entry of an examiner's device; for an import, of the examiner's own entries."""

    device: str
    n_entries: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerStamp:
    """Which ledger a paper was made from."""

    origin: str
    size: int
    root_hex: str
    imported: bool  # entries came from a workbook: order and signatures cannot be proved
    note: str = ""  # the checkpoint as the log key signed it; empty where no key did
    last_at: datetime | None = None  # when the last of these entries was made
    chains: Mapping[v.ExaminerCode, tuple[ChainHead, ...]] = field(default_factory=dict)
    given: Mapping[SheetsOf, int] = field(default_factory=dict)  # sheets handed in, those given anew included
    n_void: int = 0

    @property
    def checkpoint(self) -> str:
        """The checkpoint's text for the QR code: signed, or the three lines that a key would sign."""
        if self.note:
            return self.note
        return checkpoint_text(Checkpoint(self.origin, self.size, bytes.fromhex(self.root_hex))).decode()


class Stamped(Protocol):
    """What a paper about the ledger itself needs: the case and where the ledger stood, no result."""

    @property
    def case(self) -> c.CaseFile: ...

    @property
    def stamp(self) -> LedgerStamp: ...

    @property
    def dated(self) -> date: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Docket:
    case: c.CaseFile
    results: o.Results
    rulebook: Rulebook
    stamp: LedgerStamp
    lock: Locked
    officials: Mapping[v.Nip, c.Official]
    positions: Mapping[v.PositionCode, c.Position]
    careers: Mapping[v.Nip, tuple[c.PostHeld, ...]]
    performances: Mapping[v.Nip, tuple[c.Performance, ...]]
    assessments: Mapping[v.Nip, tuple[c.Assessment, ...]]
    offer: Offer | None = None  # the placement; its first slate is the one shown
    choice: Chosen | None = None  # the deciding officer's; the panel's own papers stay as they are

    @property
    def dated(self) -> date:
        """The date inside every file: the event's, so that it never depends on when it was printed."""
        return self.case.event.ends_on

    def with_status(self, *statuses: v.ParticipantStatus) -> tuple[o.OfficialResult, ...]:
        return tuple(one for one in self.results.officials if one.status in statuses)

    def ranked(self) -> tuple[o.OfficialResult, ...]:
        """Return the scored officials, best first; equals by their code, so that no order is hidden."""
        scored = [one for one in self.results.officials if one.score is not None]
        return tuple(sorted(scored, key=lambda one: (one.rank or len(scored) + 1, one.code)))

    def chair(self) -> c.Examiner | None:
        panel = self.case.examiners
        return next((one for one in panel if one.role is v.PanelRole.CHAIR), None)

    def leaves(self) -> tuple[Component, ...]:
        return tuple(one for one in self.case.scheme.components if one.method is not None)

    def post_title(self, code: v.PositionCode | None) -> str:
        if code is None:
            return ""
        return self.positions[code].title if code in self.positions else code


def docket_of(
    case: c.CaseFile,
    results: o.Results,
    rulebook: Rulebook,
    stamp: LedgerStamp,
    *,
    offer: Offer | None = None,
    choice: Chosen | None = None,
) -> Docket:
    careers: defaultdict[v.Nip, list[c.PostHeld]] = defaultdict(list)
    performances: defaultdict[v.Nip, list[c.Performance]] = defaultdict(list)
    assessments: defaultdict[v.Nip, list[c.Assessment]] = defaultdict(list)
    for post in sorted(case.careers, key=lambda one: one.since):
        careers[post.nip].append(post)
    for year in sorted(case.performances, key=lambda one: (one.year, one.half or 0)):
        performances[year.nip].append(year)
    for report in sorted(case.assessments, key=lambda one: one.assessed_on):
        assessments[report.nip].append(report)
    return Docket(
        case=case,
        results=results,
        rulebook=rulebook,
        stamp=stamp,
        lock=locked(case, rulebook_digest=rulebook.digest),
        officials={one.nip: one for one in case.officials},
        positions={one.code: one for one in case.positions},
        careers={nip: tuple(rows) for nip, rows in careers.items()},
        performances={nip: tuple(rows) for nip, rows in performances.items()},
        assessments={nip: tuple(rows) for nip, rows in assessments.items()},
        offer=offer,
        choice=choice,
    )
