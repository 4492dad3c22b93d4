"""A long measurement in parts: each is kept when it is done, and not made again from the same code."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from bars.bar import RESULTS, commit, git

PROCESSES = 2
# What figures about evidence hang on: the verifiers, and who attacks them.
CODE = ("src/selaras/core", "verifier", "tests/tampered")

Part = dict[str, object]


def code_tree(code: Sequence[str] = CODE) -> str:
    """Return the state of the code that is measured, as git knows it; marked where it is changed."""
    trees = "-".join(git("rev-parse", f"HEAD:{one}")[:8] for one in code)
    changed = git("status", "--porcelain", "--untracked-files=no", "--", *code)
    return trees + ("+changes" if changed else "")


def parts(name: str, chunk: Callable[[int, int], Part], n: int, size: int) -> list[Part]:
    """Return the parts of 0..n, each of ``size``: those kept from this code, the missing ones made now."""
    path = RESULTS / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    tree = code_tree()
    kept: dict[str, Part] = {}
    if path.exists():
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["code"] == tree and not tree.endswith("+changes"):
            kept = content["parts"]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        waiting = {
            first: pool.submit(chunk, first, min(size, n - first))
            for first in range(0, n, size)
            if str(first) not in kept
        }
        for first, one in waiting.items():
            kept[str(first)] = one.result()
            draft = path.with_suffix(".draft")
            record = {"commit": commit(), "code": tree, "parts": kept}
            draft.write_text(json.dumps(record) + "\n", encoding="utf-8")
            draft.replace(path)
    return [kept[str(first)] for first in range(0, n, size)]


def listed(found: Sequence[Part], name: str) -> list[str]:
    told: list[str] = []
    for one in found:
        values = one[name]
        assert isinstance(values, list)
        told += values
    return told


def counted(found: Sequence[Part], name: str) -> dict[str, int]:
    total = Counter[str]()
    for one in found:
        values = one[name]
        assert isinstance(values, dict)
        total.update(values)
    return dict(total.most_common())


def summed(found: Sequence[Part], name: str) -> int:
    return sum(int(str(one[name])) for one in found)
