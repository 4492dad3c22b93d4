"""Where the passphrase of the log key comes from when nobody is there to type it."""

import os
from pathlib import Path

from selaras.core.errors import CoreError


def log_key_path() -> Path | None:
    """Return where this installation keeps its log key, None where nothing says so."""
    told = os.environ.get("SELARAS_LOG_KEY")
    return Path(told) if told else None


def passphrase_at_hand() -> str | None:
    """Return the passphrase that a file or the environment holds; None when it must be asked for.

    Never from the command line: what stands there is seen by everybody on the machine and kept in histories.
    """
    if path := os.environ.get("SELARAS_LOG_KEY_PASSPHRASE_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as wrong:
            raise CoreError("passphrase_file_missing", path=path) from wrong
    return os.environ.get("SELARAS_LOG_KEY_PASSPHRASE") or None
