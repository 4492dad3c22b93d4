"""The words of either language, read from the texts of the product that stand in both beside each other."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import selaras
from selaras.core.vocabulary import Term
from selaras.refusals import _SINGLE
from selaras.web.office.terms import ENGLISH

_TEXT = r"""("(?:[^"\\]|\\.)*"|'[^']*')"""
_SAY = re.compile(r"{%\s*say\s+" + _TEXT + r"\s+" + _TEXT)
_BOTH = re.compile(r"{%\s*id\s*%}(.*?){%\s*en\s*%}(.*?){%\s*end\s*%}", re.DOTALL)
_NO_WORDS = re.compile(
    r"<[^>]*>|{[%{].*?[%}]}|{\w[^}]*}|&\w+;|https?:\S+|\S+@\S+|[\w-]+\.\w{2,5}\b|--[\w-]+|\(selaras [a-z ]+\)"
)
_WORD = re.compile(r"[\w-]+")

# Words of either language that the other keeps: levels of posts, and names that nobody translates.
KEPT = frozenset({"administrator", "diploma", "import", "jpt", "mendagri", "no", "pansel"})


def words_in(text: str) -> list[str]:
    """Return the words of a text, small; marks, places to fill, codes, files and short forms are none."""
    found = _WORD.findall(_NO_WORDS.sub(" ", text))
    return [
        one.strip("-").lower()
        for one in found
        if len(one) > 1 and one.replace("-", "").isalpha() and not one.isupper()
    ]


@cache
def words() -> dict[str, frozenset[str]]:
    """Return by language what is a word of it: it stands there far oftener than on the other side."""
    indonesian: Counter[str] = Counter()
    english: Counter[str] = Counter()
    for one, other in halves():
        indonesian.update(words_in(one))
        english.update(words_in(other))
    return {"id": _oftener(indonesian, english), "en": _oftener(english, indonesian)}


def _oftener(those: Counter[str], others: Counter[str]) -> frozenset[str]:
    return frozenset(word for word, n in those.items() if n > 8 * others[word]) - KEPT


@cache
def halves() -> tuple[tuple[str, str], ...]:
    """Return every text of templates, code, lists and refusals that stands in both languages."""
    found: list[tuple[str, str]] = [(_istilah(*key), word) for key, word in ENGLISH.items()]
    found += _SINGLE.values()
    for path in sorted(Path(selaras.__file__).parent.rglob("*.html")):
        source = path.read_text(encoding="utf-8")
        found += [(one[1], one[2]) for one in _SAY.finditer(source)]
        found += [(one[1], one[2]) for one in _BOTH.finditer(source)]
    for path in sorted(Path(selaras.__file__).parent.joinpath("web").rglob("*.py")):
        found += _said(ast.parse(path.read_text(encoding="utf-8")))
    return tuple(found)


def _istilah(terms: type[Term], code: str) -> str:
    return next(one.istilah for one in terms if one.value == code)


def _said(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="say"), args=[indonesian, english]):
                yield _constants(indonesian), _constants(english)
            case ast.Tuple(elts=[ast.Constant(value=str() as one), ast.Constant(value=str() as other), *_]):
                # Said elsewhere: say(*pair). Codes are no texts: they are small and of one word.
                if " " in one + other or not (one + other).islower():
                    yield one, other


def _constants(node: ast.expr) -> str:
    told = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant))
    return " ".join(one for one in told if isinstance(one, str))
