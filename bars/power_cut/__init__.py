"""Bar of the power cut: what was acknowledged stands on a disk that lost every write not yet synced."""
