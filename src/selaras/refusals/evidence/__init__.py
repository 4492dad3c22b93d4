"""Refusals of the ledger, its keys and its bundles, in words; each subject brings its own."""

from collections.abc import Mapping

from selaras.refusals.evidence.backups import OF_BACKUPS
from selaras.refusals.evidence.bundles import OF_BUNDLES
from selaras.refusals.evidence.keeping import OF_KEEPING
from selaras.refusals.evidence.seats import OF_SEATS
from selaras.refusals.evidence.signing import OF_SIGNING
from selaras.refusals.evidence.tablets import OF_TABLETS
from selaras.refusals.evidence.verification import OF_VERIFICATION

# code: (Indonesian, English); facts of the error may be named in braces.
OF_EVIDENCE: Mapping[str, tuple[str, str]] = {
    # First: whoever says it better elsewhere is heard.
    **OF_VERIFICATION,
    **OF_BACKUPS,
    **OF_BUNDLES,
    **OF_KEEPING,
    **OF_SEATS,
    **OF_SIGNING,
    **OF_TABLETS,
    "revision_without_reason": (
        "Lembar nilai {examiner} untuk {nip} diberikan lagi tanpa alasan.",
        "The sheet of {examiner} on {nip} was given anew without a reason.",
    ),
    "void_without_sheet": (
        "Tidak ada lembar nilai {examiner} untuk {nip} yang dapat dibatalkan.",
        "There is no sheet of {examiner} on {nip} to void.",
    ),
}
