"""Every page speaks one language: what stays in the other says so by its ``lang``, and nothing is forgotten.

Every page in English and a share in Indonesian; with SELARAS_BOTH_LANGUAGES=1 all pages in both.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import transaction

import selaras.web
from selaras.records import models as rows
from selaras.web.office import terms
from tests.core.placement.placed_events import placed_case
from tests.web.office.axe.rendering import Rendered, rendered
from tests.web.office.cells import world
from tests.web.office.cells.routes import routes_of
from tests.web.office.cells.world import World
from tests.web.office.languages.halves import words, words_in
from tests.web.office.languages.reading import said

pytestmark = pytest.mark.sqlite

SHARE = 1 if os.environ.get("SELARAS_BOTH_LANGUAGES") == "1" else 5
OTHER = {"id": "en", "en": "id"}
# What a template may say without saying it twice: names, short forms, and words that both languages have.
SAID_ONCE = frozenset(
    {"selaras", "bahasa", "indonesia", "english", "whatsapp", "mm", "audit", "halo"}
    | {"tex", "gyre", "bonum", "liberation", "sans"}
)


@pytest.fixture(scope="module")
def here(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    cache.clear()
    with django_db_blocker.unblock(), transaction.atomic():
        yield world.made()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def pages(here: World) -> Mapping[str, list[Rendered]]:
    """Every page by its language; what the pages did to the world is undone after each."""
    found = {}
    for language, share in (("en", 1), ("id", SHARE)):
        with transaction.atomic():
            found[language] = list(rendered(routes_of()[::share], here, language=language))
            transaction.set_rollback(True)
        for browser in here.browsers.values():
            browser.cookies.pop("messages", None)
    return found


@pytest.fixture(scope="module")
def own_words(here: World) -> re.Pattern[str]:
    """What the office itself wrote: names of people, posts, units and whatever stands in its workbook."""
    told = {one for one in _texts(placed_case()) if len(one) > 3}
    told |= set(rows.Account.objects.values_list("name", flat=True))
    told |= set(rows.Agency.objects.values_list("name", flat=True))
    found = "|".join(re.escape(one) for one in sorted(told, key=len, reverse=True))
    # A device of this code stands in an address that the tests ask for.
    return re.compile(rf"(?<!\w)(?:{found}|device kata|Perangkat kata)(?!\w)")


@pytest.mark.parametrize("language", ["en", "id"])
def test_no_page_mixes_languages(
    language: str, pages: Mapping[str, list[Rendered]], own_words: re.Pattern[str]
) -> None:
    found = {told for one in pages[language] for told in foreign(one.html.decode(), own_words, one.path)}

    assert sorted(found) == []
    assert len(pages[language]) >= (200 if language == "en" or SHARE == 1 else 40)


@pytest.mark.parametrize(
    "left",
    [
        "<p>Simpan perubahan</p>",
        '<button aria-label="Tutup halaman">×</button>',
        '<svg><text x="1">Nilai akhir</text></svg>',
        '<input placeholder="Nama lengkap">',
        '<p lang="id">Save the changes</p>',
    ],
)
def test_a_text_that_was_forgotten_is_found(
    left: str, pages: Mapping[str, list[Rendered]], own_words: re.Pattern[str]
) -> None:
    page = next(one for one in pages["en"] if one.path == "/akun/masuk/")
    html = page.html.decode()

    assert not list(foreign(html, own_words, page.path))
    assert list(foreign(html.replace("</main>", f"{left}</main>"), own_words, page.path))


def test_what_stays_in_the_other_language_says_so(
    pages: Mapping[str, list[Rendered]], own_words: re.Pattern[str]
) -> None:
    html = pages["en"][0].html.decode()
    marked = html.replace("</main>", '<p lang="id">Simpan perubahan</p></main>')

    assert not list(foreign(marked, own_words, ""))


def test_a_list_without_english_words_is_found(here: World, own_words: re.Pattern[str]) -> None:
    routes = [one for one in routes_of() if one.name == "participants"]
    with patch.object(terms, "ENGLISH", {}), transaction.atomic():
        broken = list(rendered(routes, here, language="en"))
        transaction.set_rollback(True)

    assert [told for one in broken for told in foreign(one.html.decode(), own_words, one.path)]


def test_no_template_says_anything_in_one_language_alone() -> None:
    left = []
    for path in sorted(Path(selaras.web.__file__).parent.rglob("*.html")):
        bare = bare_text(path.read_text(encoding="utf-8"))
        left += [f"{path.name}: {word}" for word in words_in(bare) if len(word) > 1 and word not in SAID_ONCE]

    assert left == []


def bare_text(source: str) -> str:
    """Return what of a template is said whatever the language."""
    source = re.sub(r"{%\s*id\s*%}.*?{%\s*end\s*%}", " ", source, flags=re.DOTALL)
    source = re.sub(r"<code>.*?</code>", " ", source, flags=re.DOTALL)
    source = re.sub(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", " ", source, flags=re.DOTALL)
    source = re.sub(r"{[%{].*?[%}]}", " ", source, flags=re.DOTALL)
    spoken = re.findall(r'(?:aria-label|title|placeholder|alt)="([^"]*)"', source)
    return " ".join([re.sub(r"<[^>]*>", " ", source), *spoken])


def foreign(html: str, own_words: re.Pattern[str], path: str) -> Iterator[str]:
    """Yield each piece of a page with words of the language that it does not claim to be in."""
    for language, text in said(html):
        others = words()[OTHER[language]]
        if others.isdisjoint(words_in(text)):
            continue
        wrong = sorted(others.intersection(words_in(own_words.sub(" ", text))))
        if wrong:
            yield f"{path} [{language}] {text[:160]!r}: {', '.join(wrong)}"


def _texts(told: Any) -> Iterator[str]:
    if is_dataclass(told) and not isinstance(told, type):
        for one in fields(told):
            yield from _texts(getattr(told, one.name))
    elif isinstance(told, tuple | list | frozenset):
        for one in told:
            yield from _texts(one)
    elif type(told) is str:
        yield told
