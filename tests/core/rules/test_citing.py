"""An English text cites Indonesian law by its names; what stands around the names is told in English."""

import re

from selaras.core.rules import Rule
from selaras.core.rules.citing import article_in_english
from selaras.law.loader import load_catalogue

# Small words and nouns that stand around names of law; none of them is part of a name.
INDONESIAN = re.compile(
    r"\b(?:bukan|bagi|hanya|dengan|oleh|tidak|yang|sebelum|perlu|atas|dan|ke|di|huruf|angka|lampiran|dicabut"
    r"|praktik|kebijakan|pengumuman|instansi|sesuai|jabatan|sebagaimana|menurut|surat|Ps)\b"
)


def rules() -> tuple[Rule, ...]:
    return load_catalogue().rules


def test_no_article_is_cited_half_in_indonesian() -> None:
    told = {article_in_english(one.article) for one in rules()}

    assert [one for one in sorted(told) if INDONESIAN.search(one)] == []
    assert len(told) > 60


def test_names_and_numbers_of_law_are_kept() -> None:
    for one in rules():
        numbers = re.findall(r"\d+", one.article)
        assert re.findall(r"\d+", article_in_english(one.article)) == numbers
