"""The key of the sessions, kept beside the database so that a restart signs nobody out."""

import os
from pathlib import Path

from selaras.outside.chance import Chance

_N_BYTES = 48


def session_key(path: Path, *, chance: Chance) -> str:
    """Return the key in a file that only its owner may read; made where there is none."""
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(opened, "w", encoding="ascii") as kept:
        key = chance.draw(_N_BYTES).hex()
        kept.write(key + "\n")
    return key
