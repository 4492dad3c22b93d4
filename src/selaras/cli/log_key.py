"""The installation's log key, for commands that sign where there is one and otherwise go without."""

from typing import TYPE_CHECKING

from selaras.core.errors import CoreError

if TYPE_CHECKING:
    from selaras.outside.signing import LogKey


def log_key_at_hand() -> "LogKey | None":
    """Return the installation's log key, or None where it has none; its passphrase must be at hand."""
    from selaras.outside.passphrases import log_key_path, passphrase_at_hand

    path = log_key_path()
    if path is None:
        return None
    from selaras.outside.signing import open_log_key

    passphrase = passphrase_at_hand()
    if passphrase is None:
        raise CoreError("log_key_without_passphrase", path=str(path))
    return open_log_key(path, passphrase=passphrase)
