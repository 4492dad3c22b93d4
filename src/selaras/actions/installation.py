"""Opening and closing the place where an installation, or one dossier, keeps its rows."""

from selaras.records.database import close_database, open_database, storage_refusals, wipe_deleted

__all__ = ["close_database", "open_database", "open_for_serving", "storage_refusals", "wipe_deleted"]


def open_for_serving() -> None:
    """Open the installation's database; refuse to serve while a row of any event differs from its ledger.

    Every row is compared with its entry: twenty thousand entries take more than a second, at every start. A
    dossier's own commands do without; they read the ledger itself.
    """
    open_database()
    # Only now: its imports reach models, and Django had to know its database first.
    from selaras.actions.custody.rebuilding import check_all_projections

    with storage_refusals():
        check_all_projections()
