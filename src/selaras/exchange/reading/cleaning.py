"""Text as people type and paste it, made comparable: one form of every letter, no invisible signs."""

import unicodedata

_INVISIBLE = {"Cf", "Cc", "Co", "Cs", "Cn"}
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


def hides_signs(text: str) -> bool:
    """Return whether a text holds signs that can turn or hide what a reader sees."""
    return not text.isascii() and any(
        unicodedata.category(sign) in _INVISIBLE and sign not in "\t\r\n" for sign in text
    )
