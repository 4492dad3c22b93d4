"""``selaras check``: every problem of a workbook at once, by cell. Exit 0 clean, 1 problems, 2 unreadable."""

import json
from pathlib import Path

from rich.table import Table

from selaras.actions.reference import defaults
from selaras.cli import screen
from selaras.cli.words import Words
from selaras.core.errors import CoreError
from selaras.exchange.problems import Problem, Reading, Severity
from selaras.exchange.workbook_reader import read_workbook
from selaras.refusals import sentence_of

CLEAN, PROBLEMS, UNREADABLE = 0, 1, 2


def check(path: Path, *, annotated: Path | None, as_json: bool, say: Words) -> int:
    """Print what was found; return the exit code."""
    if not path.is_file():
        screen.err.print(say("workbook_missing", path=path), markup=False)
        return UNREADABLE
    if annotated is not None and annotated.exists() and annotated.samefile(path):
        screen.err.print(say("annotated_same", path=path), markup=False)
        return UNREADABLE
    try:
        reading = read_workbook(path, defaults())
    except CoreError as wrong:
        return _unreadable(wrong, as_json=as_json, say=say)
    if as_json:
        told = {"readable": True, "problems": [_as_json(one) for one in reading.problems]}
        print(json.dumps(told, ensure_ascii=False, indent=1))  # noqa: T201, JSON goes out as it is
    else:
        tell_problems(reading, say)
    if annotated is not None:
        # Its spreadsheet library takes a tenth of a second to load; a run never needs it.
        from selaras.exchange.annotating import annotate

        # The reader that keeps a workbook's looks is slow to load, and few ask for the copy.

        try:
            annotated.parent.mkdir(parents=True, exist_ok=True)
            if annotated.is_file():
                # Somebody may have mended cells in the copy instead of in the workbook.
                kept = annotated.replace(annotated.with_stem(f"{annotated.stem}-lama"))
                screen.err.print(say("annotated_kept", path=kept), markup=False)
            annotate(path, reading.problems, annotated)
        except OSError as wrong:
            why = wrong.strerror or str(wrong)
            screen.err.print(say("cannot_write", folder=annotated.parent, why=why), markup=False)
            return UNREADABLE
        screen.err.print(say("annotated_done", path=annotated), markup=False)
    return PROBLEMS if reading.errors else CLEAN


def tell_problems(reading: Reading, say: Words) -> None:
    """Print errors and warnings as a table; a clean workbook in one sentence."""
    if reading.problems:
        table = Table(show_lines=True, expand=True)
        for key in ("place", "expected", "problem", "mend"):
            table.add_column(say(key), overflow="fold")
        for one in reading.problems:
            mark = "✗" if one.severity is Severity.ERROR else "!"
            table.add_row(
                f"{mark} {one.place}", one.expected.of(say.language), one.found, one.mend.of(say.language)
            )
        screen.out.print(table, markup=False)
    if reading.errors:
        screen.out.print(say("problems", n=len(reading.errors)), markup=False)
    else:
        screen.out.print(say("no_problems"), markup=False)
    if reading.warnings:
        screen.out.print(say("warnings", n=len(reading.warnings)), markup=False)


def _unreadable(wrong: CoreError, *, as_json: bool, say: Words) -> int:
    if as_json:
        told = {"readable": False, "code": wrong.code, "reason": sentence_of(wrong, say.language)}
        print(json.dumps(told, ensure_ascii=False, indent=1))  # noqa: T201, JSON goes out as it is
    else:
        screen.err.print(f"{say('unreadable')}: {sentence_of(wrong, say.language)}", markup=False)
    return UNREADABLE


def _as_json(one: Problem) -> dict[str, str | None]:
    return {
        "sheet": one.place.sheet,
        "cell": one.place.cell,
        "code": one.code,
        "severity": one.severity.value,
        "expected": one.expected.id,
        "found": one.found,
        "mend": one.mend.id,
    }
