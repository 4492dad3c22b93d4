"""``selaras timetable``: plan, tell, write. Exit 0, 1 where wishes conflict or the workbook is wrong, 2."""

import json
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from selaras.cli import screen
from selaras.cli.timetable.words import TimetableWords
from selaras.core.errors import CoreError

if TYPE_CHECKING:
    from selaras.actions.event_ref import EventRef
    from selaras.core.casefile import CaseFile
    from selaras.core.rules import Rulebook
    from selaras.core.timetable import Absence, Placed, Timetable, Wanted, Wish
    from selaras.core.timetable.people import Told

DONE, PROBLEMS, CANNOT = 0, 1, 2
JSON, WORKBOOK, INVITATIONS = "jadwal.json", "jadwal.xlsx", "undangan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was typed."""

    workbook: Path | None
    event: str | None
    out: Path
    settings: Path | None
    absent: tuple[str, ...]
    previous: Path | None
    keep_before: str | None
    enter: bool


def misused(asked: Asked, say: TimetableWords) -> str | None:
    """Return what is wrong with the options, as a sentence."""
    if (asked.workbook is None) == (asked.event is None):
        return say("timetable_one_source")
    if asked.enter and asked.event is None:
        return say("timetable_only_entered")
    if asked.workbook is not None and not asked.workbook.is_file():
        return say("workbook_missing", path=asked.workbook)
    for key, path in (
        ("timetable_settings_missing", asked.settings),
        ("timetable_told_missing", asked.previous),
    ):
        if path is not None and not path.is_file():
            return say(key, path=path)
    for text in asked.absent:
        who, _, day = text.partition("=")
        if not who.strip() or screen.parse_day(day) is None:
            return say("timetable_absent_wrong", got=text)
    if asked.keep_before is not None:
        if screen.parse_day(asked.keep_before) is None:
            return say("bad_date", got=asked.keep_before)
        if asked.previous is None:
            return say("timetable_keep_alone")
    return None


def plan(asked: Asked, *, say: TimetableWords) -> int:
    """Plan and write everything; return the exit code."""
    try:
        if asked.event is None:
            return _planned(asked, say)
        from selaras.cli.evidence.custody import event_of, installation
        from selaras.cli.evidence.custody_words import CustodyWords

        ref = event_of(asked.event, say=CustodyWords(say.language))
        with installation():
            return _planned(asked, say, ref=ref)
    except CoreError as wrong:
        screen.tell_error(wrong, say)
    except OSError as wrong:
        why = wrong.strerror or str(wrong)
        screen.err.print(say("cannot_write", folder=wrong.filename or asked.out, why=why), markup=False)
    return CANNOT


def _planned(asked: Asked, say: TimetableWords, *, ref: "EventRef | None" = None) -> int:
    from selaras.core.dossier import dossier_of
    from selaras.core.timetable import Impossible
    from selaras.core.timetable.people import told_of
    from selaras.core.timetable.settings import Settings
    from selaras.core.timetable.starting import wanted_of
    from selaras.exchange.timetable_settings import read_settings

    found = _of_workbook(asked, say) if ref is None else _of_event(ref)
    if found is None:
        return PROBLEMS
    case, rulebook = found
    settings = read_settings(asked.settings) if asked.settings else Settings()
    settings = replace(settings, absences=(*settings.absences, *_absences(asked)))
    before = _previous(asked)
    dossier = dossier_of(case, rulebook)
    wanted = wanted_of(dossier, settings)
    try:
        timetable = _timetable(asked, wanted, before)
    except Impossible as wrong:
        _tell_conflict(wrong.conflict, wanted, case, say)
        return PROBLEMS
    told = told_of(case, timetable, zone=settings.zone, before=before)
    _tell(told, say)
    _write(asked, told)
    screen.err.print(say("timetable_written", path=asked.out), markup=False, soft_wrap=True)
    if asked.enter and ref is not None:
        _enter(ref, timetable)
        screen.out.print(say("timetable_entered"), markup=False)
    return DONE


def _of_workbook(asked: Asked, say: TimetableWords) -> "tuple[CaseFile, Rulebook] | None":
    from selaras.actions.reference import defaults, rulebook_for
    from selaras.cli import check
    from selaras.exchange.workbook_reader import read_workbook

    assert asked.workbook is not None
    reading = read_workbook(asked.workbook, defaults())
    if reading.case is None:
        check.tell_problems(reading, say)
        return None
    return reading.case, rulebook_for(reading.case)


def _of_event(ref: "EventRef") -> "tuple[CaseFile, Rulebook]":
    from selaras.actions.exports import kept_ledger
    from selaras.core.evidence.opening import opened_ledger
    from selaras.core.results import read_entries

    return read_entries(opened_ledger(kept_ledger(ref)))


def _absences(asked: Asked) -> "tuple[Absence, ...]":
    from selaras.core.timetable import Absence

    found = []
    for text in asked.absent:
        who, _, day = text.partition("=")
        on = screen.parse_day(day)
        assert on is not None
        # As offices print it, a NIP stands in groups.
        code = "".join(who.split())
        found.append(Absence(who=code, on=on))
    return tuple(found)


def _previous(asked: Asked) -> "Timetable | None":
    from selaras.core.timetable import check, timetable_from_json

    if asked.previous is None:
        return None
    try:
        told = json.loads(asked.previous.read_text(encoding="utf-8"))
    except ValueError as wrong:
        raise CoreError("timetable_format_unknown", got="") from wrong
    found = timetable_from_json(told)
    if broken := check(found):
        raise CoreError("timetable_broken", n=len(broken), first=broken[0].breach.value)
    return found


def _timetable(asked: Asked, wanted: "Wanted", before: "Timetable | None") -> "Timetable":
    from selaras.core.timetable import planned_again, timetable_of

    if before is None:
        return timetable_of(wanted)
    # Whoever was excused before is still away.
    known = [one for one in before.wanted.absences if one not in wanted.absences]
    day = screen.parse_day(asked.keep_before) if asked.keep_before else None
    pins: list[Placed] = [one for one in before.placed if day is not None and one.on < day]
    return planned_again(before, absences=known, pins=pins, wanted=wanted)


def _tell(told: "Told", say: TimetableWords) -> None:
    from selaras.core.timetable.changes import changes_between
    from selaras.documents.timetables.schedule import hours

    placed = told.timetable.placed
    days = sorted({one.on for one in placed})
    table = Table(title=say("timetable_title", n=len(placed), days=len(days)))
    for key in ("timetable_day", "timetable_hours", "timetable_rooms", "timetable_n"):
        table.add_column(say(key), overflow="fold")
    for on in days:
        those = [one for one in placed if one.on == on]
        span = hours(min(p.start for p in those), max(p.end for p in those), told.zone)
        rooms = ", ".join(dict.fromkeys(told.rooms[p.room].name for p in those))
        table.add_row(screen.day(on, say), span, rooms, str(len(those)))
    screen.out.print(table, markup=False)
    for one in told.timetable.reached:
        proof = say("proven") if one.is_proven else say("bounded", bound=one.bound)
        line = say("timetable_goal", name=say(f"goal_{one.goal.value}"), value=one.value, proof=proof)
        screen.out.print(f"  {line}", markup=False)
    if told.before is None:
        return
    changed = changes_between(told.before, told.timetable)
    words = say("timetable_changed", n=len(changed)) if changed else say("timetable_unchanged")
    screen.out.print(words, markup=False)
    for moved in changed:
        who = ", ".join(told.officials[one].name for one in moved.officials[:3])
        line = say(
            "changed_line",
            who=who + (" …" if len(moved.officials) > 3 else ""),
            method=told.sittings[moved.sitting].method.istilah,
            before=_place(told, moved.before, say),
            now=_place(told, moved.now, say),
        )
        screen.out.print(f"  {line}", markup=False, soft_wrap=True)


def _place(told: "Told", one: "Placed | None", say: TimetableWords) -> str:
    from selaras.documents.timetables.schedule import hours

    if one is None:
        return say("nowhere")
    return f"{screen.day(one.on, say)} {hours(one.start, one.end)} {told.rooms[one.room].name}"


def _write(asked: Asked, told: "Told") -> None:
    from selaras.core.timetable import timetable_to_json
    from selaras.documents.docket import LedgerStamp
    from selaras.documents.timetables.papers import render_timetable
    from selaras.exchange.timetable_workbook import write_timetable

    letters = asked.out / INVITATIONS
    letters.mkdir(parents=True, exist_ok=True)
    kept = json.dumps(timetable_to_json(told.timetable), ensure_ascii=False, indent=1, sort_keys=True)
    (asked.out / JSON).write_text(kept + "\n", encoding="utf-8")
    write_timetable(told, asked.out / WORKBOOK)
    made = set()
    none_yet = LedgerStamp(origin="", size=0, root_hex="", imported=True)
    for paper in render_timetable(told, none_yet):
        folder = letters if paper.code == INVITATIONS else asked.out
        (folder / paper.file_name).write_bytes(paper.content)
        made.add(paper.file_name)
    # A letter of an earlier timetable to somebody who no longer has to come would still invite.
    for old in letters.glob("undangan-*.pdf"):
        if old.name not in made:
            old.unlink()


def _tell_conflict(
    conflict: "tuple[Wish, ...]", wanted: "Wanted", case: "CaseFile", say: TimetableWords
) -> None:
    from selaras.core.entries import person_codes
    from selaras.core.timetable import WishKind

    codes = person_codes(case.officials, case.codes)
    names = {codes[one.nip]: one.name for one in case.officials}
    names |= {one.code: one.name for one in case.examiners}
    names |= {one.code: one.name for one in wanted.rooms}
    names |= {one.code: one.name for one in wanted.panels}
    of = {one.code: one for one in wanted.sittings}

    def name(code: str) -> str:
        if code in of:
            who = ", ".join(names.get(one, one) for one in of[code].officials[:3])
            return f"{of[code].method.istilah} {who}"
        return " – ".join(names.get(one, one) for one in code.split("/"))

    screen.out.print(say("conflict_title"), markup=False, soft_wrap=True)
    alike = [of[one.about] for one in conflict if one.kind is WishKind.SITTING]
    for (method, minutes), n in Counter((one.method, one.minutes) for one in alike).items():
        whole = sum((one.method, one.minutes) == (method, minutes) for one in wanted.sittings)
        line = say("wish_sittings", n=n, all=whole, method=method.istilah, minutes=minutes)
        screen.out.print(f"  • {line}", markup=False, soft_wrap=True)
    for one in conflict:
        if one.kind is not WishKind.SITTING:
            day = screen.parse_day(one.on)
            on = screen.day(day, say) if day is not None else ""
            line = say(f"wish_{one.kind.value}", about=name(one.about), on=on, name=one.name)
            screen.out.print(f"  • {line}", markup=False, soft_wrap=True)


def _enter(ref: "EventRef", timetable: "Timetable") -> None:
    from selaras.actions.access import IMPORTER
    from selaras.actions.timetable import enter_timetable
    from selaras.cli.log_key import log_key_at_hand
    from selaras.outside.chance import SystemChance
    from selaras.outside.clock import SystemClock

    clock = SystemClock()
    enter_timetable(
        ref,
        timetable,
        actor=IMPORTER,
        declared_at=clock.now().date(),
        clock=clock,
        chance=SystemChance(),
        signer=log_key_at_hand(),
    )
