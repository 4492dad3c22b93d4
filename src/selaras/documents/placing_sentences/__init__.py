"""Why here, why not there: sentences of a placement, in Indonesian and in English.

Facts come from an ``Offer``; nothing is computed and nothing is left vague: every sentence names the post,
the number, the article, and who would have to go where.
"""

from selaras.documents.placing_sentences.english import English
from selaras.documents.placing_sentences.indonesian import Indonesian
from selaras.documents.placing_sentences.language import Language
from selaras.documents.placing_sentences.naming import Cast, Person, cast_of
from selaras.documents.placing_sentences.telling import (
    Reasons,
    change_clauses,
    changes,
    grounds_closed,
    paragraphs,
    reasons,
    requirement,
    why,
    why_here,
    why_not,
    why_not_elsewhere,
)

INDONESIAN: Language = Indonesian()
ENGLISH: Language = English()

__all__ = [
    "ENGLISH",
    "INDONESIAN",
    "Cast",
    "Language",
    "Person",
    "Reasons",
    "cast_of",
    "change_clauses",
    "changes",
    "grounds_closed",
    "paragraphs",
    "reasons",
    "requirement",
    "why",
    "why_here",
    "why_not",
    "why_not_elsewhere",
]
