"""A verdict's reasons and warnings in a sentence that names the entry, the file or the number."""

from collections.abc import Mapping

from selaras.core.codec import Json
from selaras.core.verification.sentences_of_events import OF_LIFE, OF_NUMBERS, WARNINGS
from selaras.core.verification.sentences_of_ledgers import OF_ARCHIVES, OF_ENTRIES, OF_TREES
from selaras.core.verification.sentences_of_placements import OF_PROCEEDINGS, OF_PROPOSALS

REASONS: Mapping[str, tuple[str, str]] = {
    **OF_ARCHIVES,
    **OF_ENTRIES,
    **OF_TREES,
    **OF_LIFE,
    **OF_NUMBERS,
    **OF_PROPOSALS,
    **OF_PROCEEDINGS,
}
_ENTRY = ("catatan ke-{index}", "entry {index}")
_LINE = ("{file} baris {line}", "{file} line {line}")
_NUMBER = ("angka {id}", "number {id}")
_OF_PERSON = ("angka {id} untuk {subject}", "number {id} of {subject}")


class _Told(dict[str, Json]):
    def __missing__(self, name: str) -> str:
        return "–"


def sentence_of(code: str, where: Mapping[str, Json], *, lang: str) -> str:
    """Return what a reason or warning says, in Indonesian (``id``) or English (``en``).

    >>> sentence_of("paper_differs", {"file": "papers/ba.pdf"}, lang="en")
    'Papers/ba.pdf: this paper is not the one that was issued.'
    """
    n = 1 if lang == "en" else 0
    told = REASONS.get(code) or WARNINGS.get(code) or ("{code}.", "{code}.")
    facts = _Told({**where, "code": code})
    places = [one[n].format_map(facts) for one in _places(where)]
    text = ": ".join(
        [", ".join(places), told[n].format_map(facts)] if places else [told[n].format_map(facts)]
    )
    return text[:1].upper() + text[1:]


def _places(where: Mapping[str, Json]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if "line" in where:
        found.append(_LINE)
    elif "file" in where:
        found.append(("{file}", "{file}"))
    if "index" in where:
        found.append(_ENTRY)
    if "id" in where:
        found.append(_OF_PERSON if where.get("subject") else _NUMBER)
    elif where.get("subject"):
        found.append(("{subject}", "{subject}"))
    return found
