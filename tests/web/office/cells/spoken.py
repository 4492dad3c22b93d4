"""A world whose event is full of markup and formulas: whatever an office may write into its workbook."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from selaras.core import casefile as c

CANARY = "<img src=x onerror=alert(1)><canary-element>\"' onfocus=x"
FORMULA = '=HYPERLINK("https://jahat.example","klik")'
# Words of the case that are free text: whatever an office writes into its workbook.
WORDS = frozenset(
    {"title", "unit", "venue", "purpose", "position_title", "field_of_study", "function", "institution"}
    | {"expertise", "words", "source", "verifier", "provider", "note", "personnel_office", "address", "field"}
)


def spoken(told: Any, words: str) -> Any:
    """Return a case with these words put before every free text in it."""
    if is_dataclass(told) and not isinstance(told, type):
        changed = {}
        for one in fields(told):
            value = getattr(told, one.name)
            if isinstance(value, str) and type(value) is str and value and _is_free(told, one.name):
                changed[one.name] = f"{words}{value}"
            elif isinstance(value, tuple) or is_dataclass(value):
                changed[one.name] = spoken(value, words)
        return replace(told, **changed)
    if isinstance(told, tuple) and type(told) is tuple:
        return tuple(spoken(one, words) for one in told)
    return told


def _is_free(told: object, name: str) -> bool:
    return name in WORDS or (name == "name" and not isinstance(told, c.Agency))
