"""The bundle (berkas bukti): one file from which an outsider can check everything, offline."""

from selaras.core.evidence.bundle.archive import files_of, zip_bytes
from selaras.core.evidence.bundle.grades import (
    CHECKPOINTS,
    NUMBERS,
    PAPERS,
    POLICY,
    RESULTS,
    Shown,
    bundle_of,
    checkpoint_name,
    shown_in,
)
from selaras.core.evidence.bundle.lines import (
    ENTRIES,
    NOTES,
    PAYLOADS,
    Salted,
    line_wrong,
    read_entries,
    read_notes,
    read_payloads,
)
from selaras.core.evidence.bundle.manifest import MANIFEST, Grade, Manifest, digests_of
from selaras.core.evidence.bundle.proofs import PROOFS, inclusion_proofs, proofs_bytes, read_proofs
from selaras.core.evidence.bundle.writing_lines import entry_lines, note_lines, payload_lines

__all__ = [
    "CHECKPOINTS",
    "ENTRIES",
    "MANIFEST",
    "NOTES",
    "NUMBERS",
    "PAPERS",
    "PAYLOADS",
    "POLICY",
    "PROOFS",
    "RESULTS",
    "Grade",
    "Manifest",
    "Salted",
    "Shown",
    "bundle_of",
    "checkpoint_name",
    "digests_of",
    "entry_lines",
    "files_of",
    "inclusion_proofs",
    "line_wrong",
    "note_lines",
    "payload_lines",
    "proofs_bytes",
    "read_entries",
    "read_notes",
    "read_payloads",
    "read_proofs",
    "shown_in",
    "zip_bytes",
]
