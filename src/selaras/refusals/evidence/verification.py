"""Reasons of the verifier where they are met outside a verification, as when the server refuses an entry."""

from collections.abc import Mapping

from selaras.core.verification.sentences import REASONS

# These have a sentence of their own or a family's, with all their facts.
_TOLD_ELSEWHERE = (
    *("chain_", "commitment_", "entry_", "envelope_", "erasure_wrong", "inclusion_", "json_", "ledger_"),
    *("number_", "payload_", "rulebook_", "scheme_", "signature_"),
)

# code: (Indonesian, English); facts of the error may be named in braces.
OF_VERIFICATION: Mapping[str, tuple[str, str]] = {
    code: (told[0][:1].upper() + told[0][1:], told[1][:1].upper() + told[1][1:])
    for code, told in REASONS.items()
    if not code.startswith(_TOLD_ELSEWHERE)
}
