"""How long the auditor's reading list is: ``python -m tests.core.verification.reading_list`` prints it."""

import ast
import io
import re
import sys
import tokenize
from pathlib import Path

ROOT = Path(__file__).parents[3]
DOCUMENT = ROOT / "docs" / "how-to" / "membaca-pemverifikasi.md"
NO_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}


def listed(section: str) -> list[str]:
    """Return the files that a section of the document names."""
    part = DOCUMENT.read_text(encoding="utf-8").split(f"\n## {section}")[1].split("\n## ")[0]
    return re.findall(r"`(src/selaras/[a-z0-9_/]+\.py)`", part)


def code_lines(path: Path) -> int:
    """Return the lines that hold code: no blank ones, comments or docstrings."""
    source = path.read_text(encoding="utf-8")
    words: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            first = node.body[0]
            words.update(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    told: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in NO_CODE:
            told.update(range(token.start[0], token.end[0] + 1))
    return len(told - words)


def physical_lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def report() -> str:
    lines: list[str] = []
    for section in ("1.", "2.", "3."):
        paths = [ROOT / name for name in listed(section)]
        for path in paths:
            lines.append(f"{code_lines(path):5} {physical_lines(path):5}  {path.relative_to(ROOT)}")
        code, physical = sum(map(code_lines, paths)), sum(map(physical_lines, paths))
        lines.append(f"{code:5} {physical:5}  list {section} (code, physical)\n")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(report())
