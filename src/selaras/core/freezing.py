"""Locking: one digest over everything that can change a number, and one of each form inside it.

The scheme alone does not say it all: the standards of the posts and the rulebook change matches and
categories too, so the digest that every mark carries covers the three together.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from selaras.core.casefile import CaseFile
from selaras.core.codec import Json, to_json
from selaras.core.vocabulary import Method


@dataclass(frozen=True, slots=True)
class Locked:
    """What is fixed when two people lock a scheme."""

    digest: str  # SHA-256, hex
    forms: Mapping[Method, str]  # of each method, its criteria or their absence


def locked(case: CaseFile, *, rulebook_digest: str) -> Locked:
    """Return the digest of scheme, standards and rulebook, and of every form.

    The digest is SHA-256 of canonical JSON: sorted keys, no blanks, UTF-8, numbers in hundredths.
    """
    digest = _sha256(
        {
            "rulebook": rulebook_digest,
            "scheme": to_json(case.scheme),
            "standards": {one.code: to_json(one.standard) for one in case.positions},
        }
    )
    forms = {method: _form(case, method, digest) for method in Method}
    return Locked(digest, forms)


def _form(case: CaseFile, method: Method, digest: str) -> str:
    criteria = [to_json(one) for one in case.scheme.criteria_of(method)]
    return _sha256({"criteria": criteria, "method": method.value, "scheme": digest})


def _sha256(told: Json) -> str:
    canonical = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
