"""Opening and closing what an installation keeps, for doors that may not touch the records."""

from selaras.records.database import close_database, open_database, storage_refusals

__all__ = ["close_database", "open_database", "storage_refusals"]
