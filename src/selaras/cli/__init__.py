"""The command line: one workbook in, a finished dossier out. It calls actions and queries, never records."""

import sys


def main() -> None:
    """Run the command that was asked for; errors of the user end with a sentence and exit code 1 or 2."""
    from selaras.cli.app import build_app
    from selaras.cli.words import language_of

    build_app(language_of(sys.argv[1:]))()
