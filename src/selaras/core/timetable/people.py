"""A timetable beside its case file: whom the codes mean, and what each person has to know."""

from collections.abc import Mapping
from dataclasses import dataclass

from selaras.core.casefile import CaseFile, Examiner, Official
from selaras.core.entries import person_codes
from selaras.core.timetable.timetable import Timetable
from selaras.core.timetable.wanted import Panel, Placed, Room, Sitting
from selaras.core.timetable.worth import absent_at, missing_from


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A timetable indexed for whoever prints it.

    zone : printed after the hours; before : what was told before, None for a first timetable
    """

    case: CaseFile
    timetable: Timetable
    zone: str
    before: Timetable | None
    officials: Mapping[str, Official]
    examiners: Mapping[str, Examiner]
    sittings: Mapping[str, Sitting]
    panels: Mapping[str, Panel]
    rooms: Mapping[str, Room]

    def of_official(self, code: str) -> tuple[Placed, ...]:
        """Return the sittings of one official, in order."""
        return tuple(p for p in self.timetable.placed if code in self.sittings[p.sitting].officials)

    def of_examiner(self, code: str) -> tuple[Placed, ...]:
        """Return the sittings at which one examiner is in the room or waits outside, in order."""
        return tuple(
            p
            for p in self.timetable.placed
            if p.panel is not None
            and code in self.panels[p.panel].examiners
            and code not in absent_at(p, self.timetable.wanted)
        )

    def missing(self, place: Placed) -> tuple[str, ...]:
        """Return the examiners of the panel who are not in the room, in order of their codes."""
        return tuple(sorted(missing_from(place, self.timetable.wanted)))


def told_of(
    case: CaseFile, timetable: Timetable, *, zone: str = "WIB", before: Timetable | None = None
) -> Told:
    """Return a timetable with the people that its codes mean."""
    codes = person_codes(case.officials, case.codes)
    wanted = timetable.wanted
    older = before.wanted if before else wanted
    return Told(
        case=case,
        timetable=timetable,
        zone=zone,
        before=before,
        officials={codes[one.nip]: one for one in case.officials},
        examiners={one.code: one for one in case.examiners},
        sittings={one.code: one for one in (*older.sittings, *wanted.sittings)},
        panels={one.code: one for one in (*older.panels, *wanted.panels)},
        rooms={one.code: one for one in (*older.rooms, *wanted.rooms)},
    )
