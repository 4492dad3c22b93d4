"""Papers on the measurement: the annex's part, and what chair and examiners each see alone."""
