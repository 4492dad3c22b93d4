"""Names behind codes, once for each page."""

from collections.abc import Mapping

from selaras.queries.office.holding import names_by_code
from selaras.queries.office.listing import ListedEvent


def holders_of(listed: ListedEvent) -> Mapping[str, str]:
    """Return how each code of the event reads on a page: the name, with the code after it."""
    return {code: f"{name} ({code})" for code, name in names_by_code(listed).items()}
