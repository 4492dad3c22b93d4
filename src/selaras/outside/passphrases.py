"""Where passphrases come from when nobody is there to type them."""

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
    path = os.environ.get("SELARAS_LOG_KEY_PASSPHRASE_FILE")
    return _in_file(path) if path else os.environ.get("SELARAS_LOG_KEY_PASSPHRASE") or None


def log_key_with_passphrase() -> tuple[Path, str] | None:
    """Return where the log key is kept and what opens it; None where the installation has no log key.

    For whoever cannot ask: raises ``log_key_without_passphrase``.
    """
    path = log_key_path()
    if path is None:
        return None
    passphrase = passphrase_at_hand()
    if passphrase is None:
        raise CoreError("log_key_without_passphrase", path=str(path))
    return path, passphrase


def backup_passphrase_at_hand() -> str | None:
    """Return the passphrase of backups that a file holds; it is another one than the log key's."""
    path = os.environ.get("SELARAS_BACKUP_PASSPHRASE_FILE")
    return _in_file(path) if path else None


def _in_file(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as wrong:
        raise CoreError("passphrase_file_missing", path=path) from wrong
