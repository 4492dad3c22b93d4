"""``selaras place --fit``: the best assignment of anybody's matrix, with the price of every other wish."""

from pathlib import Path

from selaras.cli.words import Words


def place_matrix(fit: Path, *, current: Path | None, json_out: Path | None, say: Words) -> int:
    """Assign and tell; return 0, 1 where the files must be mended, 2 where they cannot be read or written."""
    raise NotImplementedError
