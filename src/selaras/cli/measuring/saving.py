"""Files that a person asked for: checked before the work, written whole, the same bytes every time."""

import errno
import json
import math
import os
from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np

from selaras.cli import screen
from selaras.cli.measuring.words import MeasuringWords

PLACES = 10  # of every number in JSON; the last bits of a sum differ between processors

Json = dict[str, Any]


def refused(outs: Sequence[Path | None], *, read: Path | None, say: MeasuringWords) -> bool:
    """Return whether an output cannot be meant, after saying why; asked before minutes of work."""
    named = [one for one in outs if one is not None]
    for n, path in enumerate(named):
        try:
            why = _why_not(path, others=named[:n], read=read, say=say)
        except OSError as wrong:  # a name longer than the disk takes, a loop of links
            why = wrong.strerror or str(wrong)
        if why is not None:
            screen.err.print(say("file_cannot_write", path=path, why=why), markup=False)
            return True
    return False


def _why_not(path: Path, *, others: Sequence[Path], read: Path | None, say: MeasuringWords) -> str | None:
    if path.is_dir():
        return say("file_is_folder")
    if read is not None and path.exists() and read.exists() and path.samefile(read):
        return say("file_is_input")
    if path.resolve() in {other.resolve() for other in others}:
        return say("file_twice")
    return _why_not_below(path, say)


def _why_not_below(path: Path, say: MeasuringWords) -> str | None:
    """Return why nothing can be made at a path; asked of the nearest folder above it that exists."""
    above = next(one for one in path.resolve().parents if one.exists())
    if not above.is_dir():
        return say("file_not_folder", path=above)
    return None if os.access(above, os.W_OK) else os.strerror(errno.EACCES)


def saved(path: Path, content: bytes, *, say: MeasuringWords) -> bool:
    """Write a file and tell so; False, with the reason told, where it cannot be written."""
    beside = path.with_name(f".{path.name}.sebagian")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        os.replace(beside, path)
    except OSError as wrong:
        screen.err.print(say("file_cannot_write", path=path, why=wrong.strerror or wrong), markup=False)
        return False
    screen.err.print(say("saved", path=path), markup=False)
    return True


def json_bytes(content: Mapping[str, object]) -> bytes:
    """Return sorted, rounded JSON with a newline at the end.

    >>> json_bytes({"b": np.float64(1) / 3, "a": (1, float("nan"), -0.0)})
    b'{\\n "a": [\\n  1,\\n  null,\\n  0.0\\n ],\\n "b": 0.3333333333\\n}\\n'
    """
    told = json.dumps(plain(content), ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
    return (told + "\n").encode()


def plain(value: Any) -> Any:
    """Return arrays, terms and numbers of numpy as JSON knows them; what is not a number as null."""
    kind = type(value)
    if kind is float:
        # Adding zero makes of −0.0 what everybody writes.
        return round(value, PLACES) + 0.0 if math.isfinite(value) else None
    if kind is str or kind is int:
        return value
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value.value if isinstance(value, Enum) else value
