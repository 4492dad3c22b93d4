"""The command line: one workbook in, a finished dossier out. It calls actions and queries, never records."""

import io
import os
import sys
import traceback
from contextlib import suppress
from typing import NoReturn


def main() -> None:
    """Run the command that was asked for; errors of the user end with a sentence and exit code 1 or 2.

    A fault of ours ends with a sentence too: what Python would print can hold names and marks.
    """
    from selaras.cli.app import build_app
    from selaras.cli.words import Words, language_of

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A file or an old console may know no box drawings; a question mark is better than no answer.
            stream.reconfigure(errors="replace")
    language = language_of(sys.argv[1:])
    try:
        build_app(language)()
    except SystemExit as done:
        _leave(done.code)
    except Exception as fault:
        if os.environ.get("SELARAS_TRACEBACK"):
            raise
        print(Words(language)("our_fault", where=_where(fault)), file=sys.stderr)  # noqa: T201, even rich may fail
        sys.exit(2)


def _leave(code: object) -> NoReturn:
    """End at once, with what was said on its way: everything is closed and kept by now.

    Python would take a hundred thousand objects apart first, a fifth of a second in which an office waits.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


def _where(fault: Exception) -> str:
    """Return kind and line of a fault without its words, which may be somebody's data."""
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [one for one in frames if "selaras" in one.filename] or frames
    _, _, name = ours[-1].filename.rpartition("selaras" + os.sep)
    return f"{type(fault).__name__}, {name}:{ours[-1].lineno}"
