"""The papers of an event: content from core types, layout in templates, the same bytes from the same ledger."""
