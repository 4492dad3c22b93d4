"""What an office does at its desk beside the ledger: files, questions, numbers, notices, announcements."""
