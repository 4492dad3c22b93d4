"""The timetable that people were told, as the ledger holds it, and what has changed in the event since."""

from collections.abc import Sequence
from dataclasses import dataclass

from selaras.core import vocabulary as v
from selaras.core.casefile import CaseFile
from selaras.core.dossier import Dossier
from selaras.core.entries import EntryType, Opened, person_codes
from selaras.core.paneling import RatingRight, rating_allowed
from selaras.core.timetable import Timetable, timetable_from_json
from selaras.core.timetable.people import Told, told_of
from selaras.core.timetable.wanted import Placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """An examiner in the room with somebody whom a conflict of interest bars."""

    examiner: str
    person: str
    placed: Placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What no longer fits the event as it is now; people by their codes.

    unplaced : take part and have no turn; gone : have a turn and take part no more
    """

    unplaced: tuple[str, ...]
    gone: tuple[str, ...]
    clashes: tuple[Clash, ...]

    @property
    def is_sound(self) -> bool:
        return not (self.unplaced or self.gone or self.clashes)


def timetables_in(entries: Sequence[Opened]) -> tuple[Timetable, ...]:
    """Return every timetable that was entered, the last one last."""
    return tuple(timetable_from_json(one.payload) for one in entries if one.type is EntryType.TIMETABLE)


def told_in(case: CaseFile, entries: Sequence[Opened], *, zone: str = "WIB") -> Told | None:
    """Return the timetable that stands, beside the one before it; None where none was entered."""
    found = timetables_in(entries)
    if not found:
        return None
    return told_of(case, found[-1], zone=zone, before=found[-2] if len(found) > 1 else None)


def since_then(told: Told, dossier: Dossier) -> Since:
    """Return what of a timetable no longer fits who takes part and who is in conflict."""
    codes = person_codes(dossier.case.officials, dossier.case.codes)
    nips = {code: nip for nip, code in codes.items()}
    taking_part = [codes[one.nip] for one in dossier.participants()]
    placed = {who for one in told.timetable.placed for who in told.sittings[one.sitting].officials}
    clashes = [
        Clash(examiner=examiner, person=person, placed=one)
        for one in told.timetable.placed
        if one.panel is not None
        for person in told.sittings[one.sitting].officials
        if person in nips
        for examiner in told.panels[one.panel].examiners
        if examiner not in told.missing(one) and _is_barred(dossier, examiner, nips[person])
    ]
    return Since(
        unplaced=tuple(one for one in taking_part if one not in placed),
        gone=tuple(sorted(placed - set(taking_part))),
        clashes=tuple(clashes),
    )


def _is_barred(dossier: Dossier, examiner: str, nip: v.Nip) -> bool:
    right = rating_allowed(v.ExaminerCode(examiner), nip, case=dossier.case, rulebook=dossier.rulebook)
    return right is RatingRight.BARRED
