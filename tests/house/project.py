"""Where the project's own files are, for the tests of the house."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "selaras"
WRITTEN_BY_HAND = ("src", "tests", "bars", "tools", "examples")
PAPERS = (
    "README.md",
    "README.id.md",
    "ARCHITECTURE.md",
    "GLOSSARY.md",
    "CONTRIBUTING.md",
    "docs/how-to/memasang-dan-mencadangkan.md",
)


def python_files(*folders: str) -> list[Path]:
    return sorted(
        path
        for folder in folders or WRITTEN_BY_HAND
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
    )


def text_files() -> Iterator[Path]:
    """Yield everything a person wrote, except what is bundled from elsewhere."""
    suffixes = {".py", ".md", ".toml", ".yaml", ".yml", ".sh", ".typ", ".json", ".txt", ".lock"}
    for folder in (*WRITTEN_BY_HAND, "docs", ".ci"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and (path.suffix in suffixes or path.parent.name == ".ci"):
                yield path
    for path in sorted(ROOT.iterdir()):
        if path.is_file() and (path.suffix in suffixes or path.name == "Makefile"):
            yield path


def markdown_files() -> list[Path]:
    return [path for path in text_files() if path.suffix == ".md"]


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def code_spans(path: Path) -> list[str]:
    """Return what stands in backticks, and each line of fenced blocks."""
    text = path.read_text(encoding="utf-8")
    blocks = re.findall(r"```[^\n]*\n(.*?)```", text, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    outside = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    return [*re.findall(r"`([^`\n]+)`", outside), *lines]
