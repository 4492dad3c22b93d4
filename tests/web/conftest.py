"""The calls of tablets are tested on a server without pages; pages have a folder of their own."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def tablets_alone(request: pytest.FixtureRequest, settings: object) -> None:
    if request.path.parent == Path(__file__).parent:
        settings.ROOT_URLCONF = "selaras.web.urls"  # type: ignore[attr-defined]
        settings.TEMPLATES = []  # type: ignore[attr-defined]
