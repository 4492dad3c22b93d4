"""Papers that witness the ledger: its state on signed paper, and each examiner's own marks."""
