"""The document of the calls names every route, field, limit and code that there is, and no other."""

import re
from pathlib import Path

from django.urls import get_resolver

from selaras.web.tablet_api import reading
from tests.web.test_access import routes

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "tablet-api.md").read_text(encoding="utf-8")
HOW_TO = (ROOT / "docs" / "how-to" / "server-penilaian.md").read_text(encoding="utf-8")
SOURCE = "".join(
    path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "src/selaras/web").rglob("*.py"))
    if "office" not in path.parts  # pages answer in words
)


def table(heading: str) -> list[list[str]]:
    """Return the cells of the table under a heading, without its own heading and rule."""
    section = DOCUMENT.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def test_the_document_tells_every_route() -> None:
    first = DOCUMENT.split("\n## ", 1)[0]
    told = re.findall(r"^\| `([^`?]+)", first, re.MULTILINE)
    there = [path.removeprefix("api/tablet/v1/") for path, _ in routes(get_resolver().url_patterns)]

    assert told == [re.sub(r"<part:(\w+)>", lambda found: found[1].upper(), path) for path in there]


def test_the_document_tells_every_field_of_a_packet() -> None:
    told = [name for row in table("What is sent") for name in re.findall(r"`(\w+)`", row[0])]

    assert sorted(told) == sorted(reading._FIELDS)


def test_the_document_tells_every_code_that_the_web_gives() -> None:
    told = set(re.findall(r"`([a-z_]+)`", DOCUMENT))
    given = set(re.findall(r'CoreError\(\s*"([a-z_]+)"', SOURCE))

    assert given - told == {"another_server_runs"}  # ends the process, so nobody is answered


def test_the_document_tells_the_limits_that_are_kept() -> None:
    assert f"1 to {reading.MOST_PACKETS} packets" in DOCUMENT
    assert reading.LARGEST_BODY == 2**20
    assert "at most 1 MiB" in DOCUMENT
    assert f"up to {reading.MOST_ERRORS} of" in DOCUMENT


def test_the_how_to_names_every_setting_of_the_server() -> None:
    named = set(re.findall(r'environ\.get\("(SELARAS_[A-Z_]+)"', SOURCE))

    assert named
    assert {one for one in named if f"`{one}`" not in HOW_TO} == set()
