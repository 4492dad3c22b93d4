"""An office's own print of a paper: crest, letterhead, format, number and copies around the ledger's words.

The paper that the ledger names is plain and follows from the ledger alone. The print says the same words in
the office's dress, and its footer gives the digest of the plain paper: nobody takes one for the other.
"""

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from selaras.documents import facts
from selaras.documents.render import Content

PAGES = ("a4", "f4")
FACES = ("", "sans")
# Least and most, in millimetres: narrower cuts the footer, wider leaves a table's columns no room.
MARGINS: Mapping[str, tuple[int, int]] = {
    "top": (10, 30),
    "right": (15, 20),
    "bottom": (20, 30),
    "left": (20, 30),
}
LETTERS = frozenset({"letter", "invitation", "office-letter"})
_NOT_ENTERED = "Cetakan berkop"
# Sixteen bytes of the digest: enough to find the paper, and too many to be met by chance or by trying.
_GROUPS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    """What an agency has set for its papers; what is empty stays as the ledger tells it.

    crest : a PNG; margins : top, right, bottom, left in millimetres, for upright pages
    face : of letters, minutes and decrees alone; what is made of tables is set for narrow letters
    signatory : who signs letters in place of the deciding officer, with the words before the office
    """

    crest: bytes = b""
    is_crest_for_officer: bool = False
    agency: str = ""
    office: str = ""
    address: str = ""
    contact: str = ""
    place: str = ""
    page: str = "a4"
    face: str = ""
    margins: tuple[int, int, int, int] | None = None
    signatory_office: str = ""
    signatory: str = ""
    signatory_nip: str = ""
    copies: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        return all(getattr(self, one.name) == one.default for one in fields(self))


PLAIN = Dress()
Dressing = Callable[[str, str, Content], Content]


def dressing(dress: Dress, *, seat: str, numbers: Mapping[str, str], digests: Mapping[str, str]) -> Dressing:
    """Return what lays an office's dress over a paper, given its file name, template and content.

    seat : the place as the ledger has it, which the office's own place stands for
    numbers, digests : by file name; the number that was given, and the digest that the ledger names
    """

    def lay(file_name: str, template: str, content: Content) -> Content:
        made = _with_place(content, seat, dress.place) if dress.place else dict(content)
        made["kop"] = _head(dress, list(content["kop"]))
        # On the last line: one line more would come too near the edge of the page.
        *above, last = content["footer"]
        made["footer"] = [*above, f"{last} · {_print_of(digests.get(file_name, ''))}"]
        if "number" in content and file_name in numbers:
            made["number"] = numbers[file_name]
        if template in LETTERS:
            made |= _letter(dress, made)
        made["dress"] = {
            "page": dress.page,
            "font": dress.face if content["serif"] else "",
            "margins": None if dress.margins is None else list(dress.margins),
            "crest": _crest(dress, is_officer=not content["kop"][0]),
        }
        return made

    return lay


def _head(dress: Dress, lines: list[str]) -> list[str]:
    """Return the letterhead; an officer's own, whose first line is empty, keeps its office's name."""
    agency, office, address, contact = lines
    if agency:
        agency, office = dress.agency.upper() or agency, dress.office.upper() or office
    return [agency, office, dress.address or address, dress.contact or contact]


def _print_of(digest: str) -> str:
    if not digest:
        return _NOT_ENTERED
    return f"Cetakan berkop naskah {' '.join(facts.digest_groups(digest)[:_GROUPS])}"


def _letter(dress: Dress, content: Content) -> Content:
    made: Content = {}
    if dress.signatory:
        nip = f"NIP {facts.grouped_nip(dress.signatory_nip)}" if dress.signatory_nip else ""
        own = {"office": f"{dress.signatory_office},", "name": dress.signatory, "nip": nip}
        made["signature"] = {**content["signature"], **own}
    if dress.copies and "copies" in content:
        made["copies"] = list(dress.copies)
    return made


def _with_place(value: Any, seat: str, place: str) -> Any:
    """Return content with the office's place before every date to be signed."""
    if isinstance(value, dict):
        return {
            key: f"{place}, {one.removeprefix(f'{seat}, ')}"
            if key in ("place", "seat") and isinstance(one, str) and one.startswith(f"{seat}, ")
            else _with_place(one, seat, place)
            for key, one in value.items()
        }
    if isinstance(value, list):
        return [_with_place(one, seat, place) for one in value]
    return value


def _crest(dress: Dress, *, is_officer: bool) -> str:
    """Return the crest as a drawing that holds the picture; "" where the letterhead carries none."""
    if not dress.crest or (is_officer and not dress.is_crest_for_officer):
        return ""
    told = b64encode(dress.crest).decode()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        f'<image width="100" height="100" href="data:image/png;base64,{told}"/></svg>'
    )
