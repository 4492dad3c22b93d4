"""What people do with the ledger itself: append, receive, enrol, sign, export, erase, restore."""
