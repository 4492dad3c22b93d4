"""What somebody with root does to a ledger that is written: cut it back, or write it on from an entry."""

from selaras.core.evidence.ledger import Frontier
from tests.tampered.book import Book


def cut_back(book: Book, size: int) -> Book:
    """Return the book as it was with so many entries, nothing published yet."""
    entries = book.entries[:size]
    return Book(
        seed=book.seed,
        log=book.log,
        is_signed=book.is_signed,
        entries=list(entries),
        envelopes=book.envelopes[:size],
        checkpoints={at: note for at, note in book.checkpoints.items() if at <= size},
        index_of={name: at for name, at in book.index_of.items() if at < size},
        _frontier=Frontier().extended([one.packet.leaf_hash for one in entries]),
    )
