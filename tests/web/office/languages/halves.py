"""The words of either language, read from the texts of the product that stand in both beside each other."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import selaras

_TEXT = r"""("(?:[^"\\]|\\.)*"|'[^']*')"""
_SAY = re.compile(r"{%\s*say\s+" + _TEXT + r"\s+" + _TEXT)
_BOTH = re.compile(r"{%\s*id\s*%}(.*?){%\s*en\s*%}(.*?){%\s*end\s*%}", re.DOTALL)
_NO_WORDS = re.compile(r"<[^>]*>|{[%{].*?[%}]}|{\w[^}]*}|&\w+;|https?:\S+|\S+@\S+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def words_in(text: str) -> list[str]:
    """Return the words of a text, small; marks, places to fill and single letters are none."""
    return [one.lower() for one in _WORD.findall(_NO_WORDS.sub(" ", text)) if len(one) > 1]


@cache
def words() -> dict[str, frozenset[str]]:
    """Return by language what is a word of that language alone."""
    indonesian: set[str] = set()
    english: set[str] = set()
    for one, other in halves():
        indonesian.update(words_in(one))
        english.update(words_in(other))
    return {"id": frozenset(indonesian - english), "en": frozenset(english - indonesian)}


@cache
def halves() -> tuple[tuple[str, str], ...]:
    """Return every text of templates and code that stands in both languages: Indonesian, English."""
    found: list[tuple[str, str]] = []
    for path in sorted(Path(selaras.__file__).parent.rglob("*.html")):
        source = path.read_text(encoding="utf-8")
        found += [(one[1], one[2]) for one in _SAY.finditer(source)]
        found += [(one[1], one[2]) for one in _BOTH.finditer(source)]
    for path in sorted(Path(selaras.__file__).parent.joinpath("web").rglob("*.py")):
        found += _said(ast.parse(path.read_text(encoding="utf-8")))
    return tuple(found)


def _said(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="say"), args=[indonesian, english]):
                yield _constants(indonesian), _constants(english)


def _constants(node: ast.expr) -> str:
    told = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant))
    return " ".join(one for one in told if isinstance(one, str))
