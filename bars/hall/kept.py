"""Parts of a long measurement, each kept when it is done and used again at its commit."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from bars.bar import RESULTS, commit

Part = dict[str, Any]


def kept_parts(name: str, *, n: int, make: Callable[[int], Part]) -> list[Part]:
    """Return the parts 0..n; those of this commit that an interrupted run left are not made again."""
    path = RESULTS / "parts" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    here = commit()
    parts: dict[str, Part] = {}
    if path.exists() and not here.endswith("+changes"):
        kept = json.loads(path.read_text(encoding="utf-8"))
        parts = kept["parts"] if kept["commit"] == here else {}
    for number in range(n):
        if str(number) in parts:
            continue
        parts[str(number)] = make(number)
        draft = path.with_suffix(".draft")
        draft.write_text(json.dumps({"commit": here, "parts": parts}) + "\n", encoding="utf-8")
        draft.replace(path)
    return [parts[str(number)] for number in range(n)]
