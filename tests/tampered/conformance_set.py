"""The conformance set: every bundle in one file, and what any verifier must say of each.

``conformance.tar.xz`` holds ``NAME.zip`` for each case, ``conformance.json`` what must come out.
``python -m tests.tampered.conformance_set`` makes both anew.
"""

import hashlib
import importlib
import io
import json
import lzma
import tarfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from selaras.core.codec import Json
from tests.tampered.forgeries.conformance import Case

FOLDER = Path(__file__).parent
ARCHIVE = FOLDER / "conformance.tar.xz"
EXPECTATIONS = FOLDER / "conformance.json"
SUBJECTS = (
    "archives",
    "policies",
    "signatures",
    "ledgers",
    "lives",
    "agreements",
    "trespasses",
    "numbers",
    "measures",
    "honest_ones",
    "placements",
    "panels",
    "drawn_placements",
    "choices",
    "statements",
    "letters",
    "decisions",
)


def forged() -> Iterator[Case]:
    """Make every case anew."""
    for subject in SUBJECTS:
        yield from importlib.import_module(f"tests.tampered.forgeries.{subject}").cases()


@cache
def conformance_set() -> tuple[Case, ...]:
    """Return every case as it is kept, by name."""
    told: dict[str, Json] = json.loads(EXPECTATIONS.read_text(encoding="utf-8"))
    with lzma.open(ARCHIVE) as packed, tarfile.open(fileobj=io.BytesIO(packed.read())) as archive:
        data = {member.name: archive.extractfile(member) for member in archive.getmembers()}
        contents = {name: one.read() for name, one in data.items() if one is not None}
    return tuple(_case(one, contents[f"{one['name']}.zip"]) for one in told["cases"])


def _case(told: Json, data: bytes) -> Case:
    assert hashlib.sha256(data).hexdigest() == told["sha256"], told["name"]
    return Case(
        name=told["name"],
        data=data,
        verdict=told["verdict"],
        reason=told["reason"],
        where=told["where"],
        policy=told["policy"].encode() if told["policy"] is not None else None,
        paper=told["paper"],
        warnings=tuple(told["warnings"]),
        python_only=told["python_only"],
    )


def expectation(one: Case) -> Json:
    return {
        "name": one.name,
        "sha256": hashlib.sha256(one.data).hexdigest(),
        "verdict": one.verdict,
        "exit": one.exit,
        "reason": one.reason,
        "where": dict(one.where),
        "warnings": list(one.warnings),
        "policy": one.policy.decode() if one.policy is not None else None,
        "paper": one.paper,
        "python_only": one.python_only,
    }


def expectations(cases: Iterable[Case]) -> Json:
    return {
        "format": "selaras-conformance",
        "version": 1,
        "about": "where: the place must name it; warnings: at least these; policy, paper: given to the "
        "verifier; python_only: needs law, proposals, margins or measures, which others may leave out",
        "cases": [expectation(one) for one in cases],
    }


def write() -> None:
    cases = sorted(forged(), key=lambda one: one.name)
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for one in cases:
            member = tarfile.TarInfo(f"{one.name}.zip")
            member.size = len(one.data)
            archive.addfile(member, io.BytesIO(one.data))
    ARCHIVE.write_bytes(lzma.compress(target.getvalue(), preset=9))
    text = json.dumps(expectations(cases), ensure_ascii=False, indent=1)
    EXPECTATIONS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
