"""Words of closed lists in the language of the page: the Indonesian ones are the terms' own."""

from django.utils import translation

from selaras.core.vocabulary import Term
from selaras.refusals.terms import OF_THE_CORE, words_of
from selaras.refusals.terms.of_keeping import OF_KEEPING

ENGLISH = {**OF_THE_CORE, **words_of(OF_KEEPING)}


def term_word(one: Term) -> str:
    """Return the word that an official reads."""
    if translation.get_language() == "en":
        return ENGLISH.get((type(one), one.value), one.istilah)
    return one.istilah
