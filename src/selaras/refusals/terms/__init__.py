"""Words of closed lists in both languages: the Indonesian ones are the terms' own, the English stand here."""

from collections.abc import Iterable, Mapping

from selaras.core.rules.terms import OF_THE_VOCABULARY
from selaras.core.vocabulary import Term
from selaras.refusals.terms.of_work import OF_WORK

Words = Mapping[tuple[type[Term], str], str]


def words_of(*lists: Iterable[tuple[Term, str]]) -> Words:
    """Return English words by list and code: two lists may share a code, and such terms are equal as text."""
    return {(type(one), one.value): word for words in lists for one, word in words}


OF_THE_CORE = words_of(OF_THE_VOCABULARY, OF_WORK)
