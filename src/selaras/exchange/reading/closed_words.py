"""Words of closed lists as offices write them: terms, their other names, and golongan/ruang."""

import re
from collections.abc import Callable
from difflib import get_close_matches

from selaras.core.vocabulary import Education, Term
from selaras.exchange.reading.unreadable import Unreadable

# Other names of the same degree; the workbook's list holds one of them.
_OTHER_NAMES: dict[Term, str] = {
    Education.SLTA: "slta/sederajat|sma|smk|sma/smk",
    Education.D3: "d3|d-3|diii|diploma iii|diploma 3",
    Education.S1: "s-1|s1|s1/d4|s1/d-iv|s-1/d-4|d-iv|d4|d-4|div|diploma iv|diploma 4|sarjana",
    Education.S2: "s2|magister",
    Education.S3: "s3|doktor",
}
_TERM_BY_NAME = {name: term for term, names in _OTHER_NAMES.items() for name in names.split("|")}
_SHORTEST_GUESSED = 4  # between words of three letters every guess is as good as another

GRADES = tuple(
    f"{group}/{room}"
    for group, rooms in (("I", "abcd"), ("II", "abcd"), ("III", "abcd"), ("IV", "abcde"))
    for room in rooms
)
_GRADES = frozenset(GRADES)
_GRADE = re.compile(r"(IV|I{1,3})\s*[/.\-]?\s*([A-E])", re.IGNORECASE)


def nearest(text: str, known: list[str]) -> str:
    """Return the known word most like the one found, or nothing."""
    if len(text) < _SHORTEST_GUESSED:
        return ""
    by_folded = {one.casefold(): one for one in known}
    found = get_close_matches(text.casefold(), list(by_folded), n=1, cutoff=0.6)
    return by_folded[found[0]] if found else ""


def choice_reader(terms: type[Term], as_text: Callable[[object], str]) -> Callable[[object], Term | str]:
    """Return the function that reads a word of one closed list."""
    known: dict[str, Term | str] = {"": ""}

    def read(value: object) -> Term | str:
        text = as_text(value)
        found = known.get(text)
        if found is None:
            found = terms.from_istilah(text)
            if found is None:
                other = _TERM_BY_NAME.get(text.casefold().rstrip("."))
                found = other if isinstance(other, terms) else None
            if found is None:
                raise Unreadable(
                    "not_in_list",
                    choices=", ".join(one.istilah for one in terms),
                    nearest=nearest(text, [one.istilah for one in terms]),
                )
            known[text] = found
        return found

    return read


def grade_of(text: str) -> str:
    """Return golongan/ruang in its one form.

    >>> grade_of("IV/b"), grade_of("iv b"), grade_of("III.D")
    ('IV/b', 'IV/b', 'III/d')
    """
    if not text or text in _GRADES:
        return text
    found = _GRADE.fullmatch(text)
    grade = f"{found[1].upper()}/{found[2].lower()}" if found else ""
    if grade not in _GRADES:
        raise Unreadable("not_a_grade", choices=", ".join(GRADES))
    return grade
