"""Papers, numbers, scans, the dossier to hand in, notices."""
