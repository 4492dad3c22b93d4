"""The installation's log key, for commands that sign where there is one and otherwise go without."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selaras.outside.signing import LogKey


def log_key_at_hand() -> "LogKey | None":
    """Return the installation's log key, or None where it has none; its passphrase must be at hand."""
    from selaras.outside.passphrases import log_key_with_passphrase

    found = log_key_with_passphrase()
    if found is None:
        return None
    from selaras.outside.signing import open_log_key

    path, passphrase = found
    return open_log_key(path, passphrase=passphrase)
