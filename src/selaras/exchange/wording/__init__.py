"""What was expected and how to mend it, per problem code, in the officer's two languages."""

from selaras.exchange.wording.cells import CELLS
from selaras.exchange.wording.marks import MARKS
from selaras.exchange.wording.references import REFERENCES
from selaras.exchange.wording.scheme import SCHEME
from selaras.exchange.wording.structure import STRUCTURE
from selaras.exchange.wording.unreadable import UNREADABLE
from selaras.exchange.wording.values import VALUES
from selaras.exchange.wording.words import Words

WORDS: dict[str, Words] = {
    **CELLS,
    **VALUES,
    **STRUCTURE,
    **REFERENCES,
    **SCHEME,
    **MARKS,
    **UNREADABLE,
}
