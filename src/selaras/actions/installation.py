"""Opening and closing the place where an installation, or one dossier, keeps its rows."""

from selaras.records.database import close_database, open_database, storage_refusals

__all__ = ["close_database", "open_database", "storage_refusals"]
