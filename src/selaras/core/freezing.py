"""Locking: one digest over everything that can change a number, and one of each form inside it.

The scheme alone does not say it all: the standards of the posts and the rulebook change matches and
categories too, so the digest that every mark carries covers the three together.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selaras.core.casefile import CaseFile, Official
from selaras.core.codec import Json, to_json
from selaras.core.vocabulary import Method, Nip


@dataclass(frozen=True, slots=True)
class Locked:
    """What is fixed when two people lock a scheme."""

    digest: str  # SHA-256, hex
    forms: Mapping[Method, str]  # of each method, its criteria or their absence


def locked(case: CaseFile, *, rulebook_digest: str) -> Locked:
    """Return the digest of scheme, standards and rulebook, and of every form.

    The digest is SHA-256 of canonical JSON: sorted keys, no blanks, UTF-8, numbers in hundredths.
    """
    codes = person_codes(case.officials, case.codes)
    digest = locked_digest(
        # Rules of the policy of moves name people, and the ledger knows these by their codes.
        scheme=to_json(case.scheme, nip=lambda nip: codes.get(Nip(nip), nip)),
        rulebook=rulebook_digest,
        standards={one.code: to_json(one.standard) for one in case.positions},
    )
    forms = {
        method: locked_form([to_json(one) for one in case.scheme.criteria_of(method)], method, digest=digest)
        for method in Method
    }
    return Locked(digest, forms)


def person_codes(officials: Sequence[Official], codes: Sequence[str] = ()) -> dict[Nip, str]:
    """Return the code of every official, in the order they were entered.

    The width grows with the number, so that codes sort as they count.
    codes : of each official, where others are not there any more and counting would rename those who are
    """
    if codes:
        return {one.nip: code for one, code in zip(officials, codes, strict=True)}
    width = max(3, len(str(len(officials))))
    return {one.nip: f"P-{n:0{width}d}" for n, one in enumerate(officials, start=1)}


def locked_digest(*, scheme: Json, rulebook: str, standards: Mapping[str, Json]) -> str:
    """Return the digest of what is locked, from payloads and the rulebook's own digest."""
    return _sha256({"rulebook": rulebook, "scheme": scheme, "standards": standards})


def locked_form(criteria: Sequence[Json], method: Method, *, digest: str) -> str:
    """Return the digest of a method's form, from the payloads of its criteria and the locked digest."""
    return _sha256({"criteria": criteria, "method": method.value, "scheme": digest})


def digest_of_rulebook(payload: Mapping[str, Json]) -> str:
    """Return the digest that a rulebook's payload must name as its own."""
    return _sha256({name: value for name, value in payload.items() if name != "digest"})


def _sha256(told: Json) -> str:
    canonical = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
