"""``selaras calendar``: the legal deadlines of a workbook as table, PDF and calendar file."""

from pathlib import Path

from rich.table import Table

from selaras.cli import check, screen
from selaras.cli.dossier_folder import CALENDAR
from selaras.cli.words import Words
from selaras.core.errors import CoreError


def calendar(path: Path, *, out: Path | None, as_of: str | None, say: Words) -> int:
    """Print the calendar and, with a folder, write it; return 0, 1 for problems, 2 when it cannot go on."""
    from selaras.actions.reference import defaults, rulebook_for
    from selaras.core.results import results_from
    from selaras.exchange.calendar_file import calendar_bytes
    from selaras.exchange.workbook_reader import read_workbook

    day = screen.parse_day(as_of) if as_of is not None else None
    if as_of is not None and day is None:
        screen.err.print(say("bad_date", got=as_of), markup=False)
        return 2
    if not path.is_file():
        screen.err.print(say("workbook_missing", path=path), markup=False)
        return 2
    try:
        reading = read_workbook(path, defaults())
    except CoreError as wrong:
        screen.tell_error(wrong, say)
        return 2
    if reading.case is None:
        check.tell_problems(reading, say)
        return 1
    case = reading.case
    rulebook = rulebook_for(case)
    results = results_from(case, rulebook, as_of=day or case.event.data_on)
    table = Table(title=say("calendar_title", day=screen.day(day or case.event.data_on, say)), expand=True)
    for key in ("day", "who", "what", "article"):
        table.add_column(say(key), overflow="fold")
    for one in results.deadlines:
        told = one.text if one.certain else f"{one.text} ({say('to_verify')})"
        table.add_row(screen.day(one.on, say), one.subject, told, one.article)
    screen.out.print(table, markup=False)
    if out is None:
        return 0
    from selaras.documents.papers import LedgerStamp, render_papers

    none_yet = LedgerStamp(origin="", size=0, root_hex="", imported=True)
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / CALENDAR).write_bytes(calendar_bytes(case, results))
        for paper in render_papers(case, results, rulebook, none_yet, only=("kalender-tenggat",)):
            (out / paper.file_name).write_bytes(paper.content)
    except CoreError as wrong:
        screen.tell_error(wrong, say)
        return 2
    except OSError as wrong:
        screen.err.print(say("cannot_write", folder=out, why=wrong.strerror or str(wrong)), markup=False)
        return 2
    return 0
