"""Making signature lines under a checkpoint; ``checkpoint`` reads and judges them."""

from selaras.core.evidence.checkpoint import TIME_BYTES, SignatureLine, VerifierKey


def log_signature_line(key: VerifierKey, *, signature: bytes) -> SignatureLine:
    """Return the log's line; ``signature`` is its Ed25519 over the text of the note."""
    return SignatureLine(key.name, key.id, signature)


def cosignature_line(key: VerifierKey, *, at: int, signature: bytes) -> SignatureLine:
    """Return a witness's line; ``signature`` is its Ed25519 over ``cosignature_message``."""
    return SignatureLine(key.name, key.id, at.to_bytes(TIME_BYTES) + signature)


def cosigned_at(line: SignatureLine) -> int:
    """Return the second that a cosignature names."""
    return int.from_bytes(line.signature[:TIME_BYTES])
