"""One thing has one word in Indonesian, on pages, papers, in refusals and how-to; GLOSSARY.md says which."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from selaras.exchange.wording import WORDS
from selaras.refusals import _FAMILIES
from tests.web.office.languages.halves import halves

ROOT = Path(__file__).parents[4]
# What is not said: what is said instead.
NOWHERE = {"entri": "catatan", "entrinya": "catatannya", "buku besar": "buku induk", "pewawancara": "penguji"}
# Words of other languages, or of programs, where Indonesian has its own.
NOT_IN_INDONESIAN = {
    "server": "peladen", "tablet": "perangkat", "pengguna": "akun, orang", "user": "akun, orang",
    "login": "masuk", "logout": "keluar", "password": "kata sandi", "username": "nama masuk",
    "upload": "unggah", "download": "unduh", "file": "berkas", "link": "tautan", "email": "surel",
    "browser": "peramban", "event": "kegiatan", "deadline": "tenggat", "token": "kunci, kode",
    "hash": "sidik", "payload": "isi", "log": "buku induk, catatan",
    "checkpoint": "titik periksa", "backup": "cadangan",
    "restore": "pulihkan", "error": "kesalahan", "setting": "pengaturan", "default": "bawaan",
    "reset": "atur ulang", "update": "perbarui", "submit": "kirim", "review": "telaah", "scan": "pindaian",
    "approve": "setujui", "online": "daring", "offline": "luring", "klik": "tekan", "timeout": "batas waktu",
}  # fmt: skip
TOLD = {".html", ".js", ".md", ".py", ".typ", ".yaml"}


def _files() -> Iterator[Path]:
    for folder in ("src", "docs/how-to", "docs/process", "verifier/src"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in TOLD and "static/office/htmx" not in str(path):
                yield path


def _sentences() -> Iterator[str]:
    yield from (indonesian for indonesian, _ in halves())
    yield from (text for one in WORDS.values() for text in (one.expected_id, one.mend_id))
    yield from (indonesian for _, indonesian, _ in _FAMILIES)


def unwanted(text: str, words: dict[str, str]) -> list[str]:
    """Return what of a text is said otherwise; code, marks and places to fill are no words."""
    bare = re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)|<[^>]*>|{[^}]*}", " ", text, flags=re.DOTALL)
    found = re.findall(rf"\b({'|'.join(words)})\b", bare, re.IGNORECASE)
    return [f"{one}: say {words[one.lower()]}" for one in found]


def test_a_word_that_was_not_chosen_stands_nowhere() -> None:
    found = {
        str(path.relative_to(ROOT)): wrong
        for path in _files()
        if (wrong := unwanted(path.read_text(encoding="utf-8"), NOWHERE))
    }

    assert found == {}


def test_indonesian_sentences_say_it_in_indonesian() -> None:
    found = [(text[:100], wrong) for text in _sentences() if (wrong := unwanted(text, NOT_IN_INDONESIAN))]

    assert found == []


def test_papers_say_peladen() -> None:
    papers = [one for one in _files() if "documents/content" in str(one) or one.suffix == ".typ"]
    wrong = [one.name for one in papers if re.search(r"\bserver\b", one.read_text(encoding="utf-8"))]

    assert wrong == []
    assert len(papers) > 30


def test_the_how_to_says_peladen() -> None:
    paths = [*(ROOT / "docs/how-to").glob("*.md"), *(ROOT / "docs/process").glob("*.md")]
    indonesian = [one for one in paths if one.name != "measure-ratings.md"]
    found = {
        one.name: wrong
        for one in indonesian
        if (wrong := unwanted(one.read_text(encoding="utf-8"), {"server": "peladen"}))
    }

    assert found == {}


@pytest.mark.parametrize("text", ["Jumlah entri: {n}", "Terjadi gangguan di server", "Unggah file"])
def test_a_word_that_was_not_chosen_is_found(text: str) -> None:
    assert unwanted(text, NOWHERE | NOT_IN_INDONESIAN)
