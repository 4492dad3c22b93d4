"""``python -m selaras.verify BUNDLE``: whether a bundle proves what it shows; the core alone, no network.

It prints the verdict and ends with 0 (all holds), 1 (something does not) or 2 (unreadable).
"""

import argparse
import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from selaras.core.errors import CoreError
from selaras.core.evidence.policy import policy_of
from selaras.core.verification.report import report, report_for_programs
from selaras.core.verification.verdict import Verdict
from selaras.core.verification.verifying import verify

CANNOT = 2
POLICY_UNREADABLE = ("Berkas kebijakan tidak dapat dibaca.", "The policy file cannot be read.")
_CANNOT_READ = ("Tidak terbaca: {path}: {why}", "Unreadable: {path}: {why}")


class PolicyUnreadableError(Exception):
    """The policy from outside is none; whatever a bundle says could not be compared with it."""


def verdict_on(path: Path, *, policy: Path | None, paper: str | None) -> Verdict:
    """Return the verdict on a file; OSError where it cannot be read at all, or ``PolicyUnreadableError``."""
    # One file, and the process ends: what it reads is dropped whole, so there are no cycles to look for.
    gc.disable()
    given = _policy_in(policy) if policy is not None else None
    return verify(path.read_bytes(), policy=given, paper=paper)


def _policy_in(path: Path) -> bytes:
    try:
        content = path.read_bytes()
        policy_of(content)
    except (OSError, CoreError) as wrong:
        raise PolicyUnreadableError from wrong
    return content


def told(verdict: Verdict, *, as_json: bool, lang: str) -> str:
    """Return what is printed: JSON for programs, or the report."""
    if as_json:
        return report_for_programs(verdict)
    return report(verdict, lang=lang)


def main(arguments: Sequence[str] | None = None) -> int:
    """Verify one bundle; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m selaras.verify")
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--json", action="store_true", help="JSON for programs")
    parser.add_argument(
        "--paper", metavar="CODE", help="kode buku induk dari kertas / code from signed paper"
    )
    parser.add_argument(
        "--policy", metavar="FILE", type=Path, help="kebijakan dari luar / policy from outside"
    )
    parser.add_argument("--lang", choices=("id", "en"), default="id")
    asked = parser.parse_args(arguments)
    try:
        verdict = verdict_on(asked.bundle, policy=asked.policy, paper=asked.paper)
    except PolicyUnreadableError:
        sys.stderr.write(POLICY_UNREADABLE[asked.lang == "en"] + "\n")
        return CANNOT
    except OSError as wrong:
        text = _CANNOT_READ[asked.lang == "en"]
        sys.stderr.write(text.format(path=wrong.filename, why=wrong.strerror) + "\n")
        return CANNOT
    sys.stdout.write(told(verdict, as_json=asked.json, lang=asked.lang))
    return verdict.verdict.exit_code


if __name__ == "__main__":
    sys.exit(main())
