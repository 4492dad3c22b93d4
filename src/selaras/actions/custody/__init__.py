"""What people do to keep the ledger beyond its server: keys, witnesses, backups."""
