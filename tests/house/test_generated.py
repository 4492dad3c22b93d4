"""What is generated from code is fresh; nobody edited it by hand."""

from __future__ import annotations

import pytest

from tests.house.project import ROOT
from tools.write_docs import GENERATED


@pytest.mark.parametrize("name", GENERATED)
def test_a_generated_document_is_what_the_code_says(name):
    assert (ROOT / name).read_text(encoding="utf-8") == GENERATED[name](), "run `make docs-write`"
