"""Papers that the office itself fills in and signs: drawn up from the facts, never entered in the ledger."""
