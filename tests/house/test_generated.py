"""What is generated from code is fresh; nobody edited it by hand."""

from __future__ import annotations

from tests.house.project import ROOT
from tools.write_docs import generated


def test_generated_documents_are_what_the_code_says():
    documents = generated()
    stale = [
        name
        for name, text in documents.items()
        if not (ROOT / name).exists() or (ROOT / name).read_text(encoding="utf-8") != text
    ]
    left_over = [
        str(page.relative_to(ROOT))
        for page in (ROOT / "docs" / "law").glob("*")
        if str(page.relative_to(ROOT)) not in documents
    ]

    assert (stale, left_over) == ([], []), "run `make docs-write`"
