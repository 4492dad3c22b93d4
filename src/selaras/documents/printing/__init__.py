"""How an office prints: its letterhead over the papers that the ledger names, and all of them in one file."""
