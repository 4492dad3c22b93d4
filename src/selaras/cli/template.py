"""``selaras template``: an empty workbook to fill in."""

from pathlib import Path

from selaras.actions.reference import defaults
from selaras.cli import screen
from selaras.cli.words import Words
from selaras.core.vocabulary import EventKind


def template(*, kind: str, out: Path, say: Words) -> int:
    """Write the workbook; return the exit code."""
    from selaras.exchange.workbook_template import write_template

    wanted = next((one for one in EventKind if one.value == kind), None)
    if wanted is None:
        screen.err.print(f"--kind {kind}: {', '.join(one.value for one in EventKind)}", markup=False)
        return 2
    # A workbook that somebody has filled must never become an empty one.
    if out.exists():
        screen.err.print(say("template_exists", path=out), markup=False)
        return 2
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.open("xb").close()  # the writer's own refusal is no OSError
        write_template(wanted, out, defaults())
    except OSError as wrong:
        screen.err.print(say("cannot_write", folder=out.parent, why=wrong.strerror or wrong), markup=False)
        return 2
    screen.out.print(say("template_done", path=out), markup=False)
    return 0
