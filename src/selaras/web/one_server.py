"""One server process for each SQLite file: a second one would make every save wait behind the other.

Measured with two: one save in a hundred took over a second. The lock is the kernel's, on a file beside
the database, so it falls with the process that holds it, however that one ends.
"""

import errno
import fcntl
import os
import time
from pathlib import Path

from selaras.core.errors import CoreError

_PAUSE_SECONDS = 0.02


def hold(path: Path, *, patience: float) -> int:
    """Return the descriptor that holds the file as long as the process lives.

    patience : seconds to wait for a server that is just ending
    """
    try:
        held = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as wrong:
        raise CoreError(_CODES.get(wrong.errno or 0, "database_not_writable"), database=str(path)) from wrong
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            if time.monotonic() >= until:
                os.close(held)
                raise CoreError("another_server_runs", database=str(path)) from taken
            time.sleep(_PAUSE_SECONDS)
        else:
            return held


_CODES = {errno.ENOSPC: "disk_full", errno.EIO: "disk_error"}
