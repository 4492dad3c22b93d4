"""The way in for signed entries: health, enrol, batch, receipts, checkpoint (``docs/tablet-api.md``)."""
