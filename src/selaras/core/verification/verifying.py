"""The one question: does this file prove what it shows? Checks in their order, until the first that fails."""

from collections.abc import Callable, Mapping

from selaras.core.codec import Json
from selaras.core.errors import CoreError
from selaras.core.evidence.ledger import Frontier
from selaras.core.evidence.ledger_code import is_code, ledger_code, same_code
from selaras.core.verification.archive import check_archive, check_digests
from selaras.core.verification.commitments import check_commitments
from selaras.core.verification.found import Ahead, Found
from selaras.core.verification.lawful import check_life
from selaras.core.verification.placements import check_placement
from selaras.core.verification.published import check_files, check_numbers
from selaras.core.verification.roots import check_quorum, check_roots
from selaras.core.verification.signing import check_chains, check_keys, check_signatures
from selaras.core.verification.verdict import CHECKS, UNREADABLE, Outcome, Status, Verdict

_LONGEST_FACT = 200


def verify(
    data: bytes, *, policy: bytes | None = None, paper: str | None = None, ahead: Ahead | None = None
) -> Verdict:
    """Return what a bundle proves.

    policy : the policy that left the building, to be the bundle's own
    paper : a ledger code from signed paper, to be found among the bundle's roots
    ahead : what the caller computed from the same entries before it wrote the bundle; an auditor has none
    """
    found = Found(data=data, given_policy=policy, paper=paper, ahead=ahead or Ahead())
    del data
    checks = dict.fromkeys(CHECKS if paper is not None else CHECKS[:-1], Status.NOT_REACHED)
    for name in checks:
        try:
            checks[name] = _JUDGES[name](found)
        except CoreError as wrong:
            checks[name] = Status.FAILS
            return _verdict(found, checks, wrong)
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as fault:
            # A forgery that nobody thought of is no reason to end without an answer.
            checks[name] = Status.FAILS
            return _verdict(
                found, checks, CoreError("check_not_possible", check=name, because=type(fault).__name__)
            )
    return _verdict(found, checks, None)


def check_paper(found: Found) -> Status:
    """Refuse a code that the ledger had at none of its sizes; of an R3, which shows no tree, at its own."""
    wanted = found.paper or ""
    if not is_code(wanted):
        raise CoreError("paper_code_wrong")
    tree, roots = Frontier(), [found.told.root]
    for one in found.entries.values() if found.is_whole else ():
        tree = tree.extended((one.leaf,))
        roots.append(tree.root)
    if not any(same_code(wanted, ledger_code(one)) for one in roots):
        raise CoreError("paper_code_unknown")
    return Status.HOLDS


def _verdict(found: Found, checks: Mapping[str, Status], wrong: CoreError | None) -> Verdict:
    outcome = Outcome.HOLDS
    if wrong is not None:
        unreadable = checks["zip"] is Status.FAILS or wrong.code in UNREADABLE
        outcome = Outcome.UNREADABLE if unreadable else Outcome.FAILS
    manifest = found.manifest
    return Verdict(
        verdict=outcome,
        reason=wrong.code if wrong else None,
        where={name: _fact(value) for name, value in wrong.facts.items()} if wrong else {},
        checks={name: status for name, status in checks.items() if status is not Status.NOTHING},
        warnings=tuple(found.warnings),
        log=manifest.log if manifest else None,
        grade=manifest.grade.value if manifest else None,
        subject=manifest.subject if manifest else None,
        size=manifest.size if manifest else None,
        root=manifest.root.hex() if manifest else None,
        code=ledger_code(manifest.root) if manifest else None,
        devices=found.devices,
        erased=found.erased_people,
        recount=found.recount,
        placed=found.placed,
    )


def _fact(value: object) -> Json:
    return value if value is None or isinstance(value, int) else str(value)[:_LONGEST_FACT]


_JUDGES: Mapping[str, Callable[[Found], Status]] = {
    "zip": check_archive,
    "digests": check_digests,
    "keys": check_keys,
    "signatures": check_signatures,
    "chains": check_chains,
    "roots": check_roots,
    "quorum": check_quorum,
    "commitments": check_commitments,
    "life": check_life,
    "numbers": check_numbers,
    "placement": check_placement,
    "files": check_files,
    "paper": check_paper,
}
