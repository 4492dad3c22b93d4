"""The papers of an event: content from core types, layout in templates, bytes from the ledger alone."""
