"""Each check is needed: a build in which it never refuses lets a forgery pass it by."""

from collections.abc import Callable
from functools import cache

import pytest

from selaras.core.errors import CoreError
from selaras.core.verification import verifying
from selaras.core.verification.found import Found
from selaras.core.verification.verdict import CHECKS, Status
from selaras.core.verification.verifying import verify
from tests.tampered.conformance_set import conformance_set
from tests.tampered.forgeries.conformance import Case


@cache
def first_forgery_by_check() -> dict[str, Case]:
    """Return of each check the first forgery that it finds."""
    found: dict[str, Case] = {}
    for one in conformance_set():
        if one.verdict == "holds" or one.python_only:
            continue
        checks = verify(one.data, policy=one.policy, paper=one.paper).checks
        found.setdefault(next(name for name in checks if checks[name] is Status.FAILS), one)
        if len(found) == len(CHECKS):
            break
    return found


def careless(judge: Callable[[Found], Status]) -> Callable[[Found], Status]:
    def judged(found: Found) -> Status:
        try:
            return judge(found)
        except CoreError:
            return Status.HOLDS

    return judged


@pytest.mark.no_cover  # hundreds of forgeries: to watch every line of it would quadruple its time
@pytest.mark.parametrize("check", CHECKS[1:])
def test_a_verifier_without_a_check_misses_what_only_it_finds(
    check: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = first_forgery_by_check()[check]
    judges = {**verifying._JUDGES, check: careless(verifying._JUDGES[check])}
    monkeypatch.setattr(verifying, "_JUDGES", judges)

    try:
        found = verify(case.data, policy=case.policy, paper=case.paper)
    except (AttributeError, KeyError):
        return  # it went on without what the check reads, and fell
    assert found.reason != case.reason
