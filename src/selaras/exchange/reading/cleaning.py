"""Text as people type and paste it, made comparable: one form of every letter, no invisible signs."""

import re
import unicodedata

_INVISIBLE = {"Cf", "Cc", "Co", "Cs", "Cn"}
# Scripts from Armenian on, pictures and symbols; ligatures such as \ufb01 come with text pasted from papers.
_NOT_PRINTED = re.compile("[\u0530-\u1dff\u2600-\u27bf\u2b00-\ufaff\ufb07-\ufefe\uff00-\U0010ffff]")
_BLANKS = {"Zs", "Zl", "Zp"}


def cleaned(text: str) -> str:
    """Return text in NFC with single blanks and without invisible signs.

    >>> cleaned("  Dr.\\u00a0Ani\\u200b   Putri ")
    'Dr. Ani Putri'
    """
    if not text.isascii():
        text = visible(text)
    return " ".join(text.split())


def cleaned_lines(text: str) -> str:
    """Return cleaned text that keeps its line breaks and drops empty lines."""
    return "\n".join(line for one in text.splitlines() if (line := cleaned(one)))


def visible(text: str) -> str:
    """Return text in NFC, with every kind of blank as a plain one and nothing invisible."""
    kept = []
    for sign in unicodedata.normalize("NFC", text):
        category = unicodedata.category(sign)
        if category in _BLANKS or sign in "\t\r\n":
            kept.append("\n" if sign in "\r\n\u2028\u2029" else " ")
        elif category not in _INVISIBLE:
            kept.append(sign)
    return "".join(kept)


def prints(text: str) -> bool:
    """Return whether the bundled fonts, which are Latin, can hold every sign of a text.

    >>> prints("Andr\u00e9 \u2013 90 %"), prints("\u5927"), prints("bagus \U0001f600")
    (True, False, False)
    """
    return not _NOT_PRINTED.search(text)


def hides_signs(text: str) -> bool:
    """Return whether a text holds signs that can turn or hide what a reader sees."""
    return not text.isascii() and any(
        unicodedata.category(sign) in _INVISIBLE and sign not in "\t\r\n" for sign in text
    )
