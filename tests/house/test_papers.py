"""What the papers of the house say is so: paths, commands, words and links."""

from __future__ import annotations

import ast
import re
import shlex

import pytest

from tests.house.project import (
    PAPERS,
    ROOT,
    SOURCE,
    code_spans,
    markdown_files,
    python_files,
    relative,
)

MAKE_TASKS = set(
    re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")
A_PATH = re.compile(r"^[\w.-]+(/[\w.*<>-]+)*/?$")


def looks_like_a_path(span: str) -> bool:
    last = span.rstrip("/").rsplit("/", 1)[-1]
    named = "/" in span or re.search(r"\.(py|md|toml|lock|yaml|xlsx|json|svg|typ|sh)$", last)
    return bool(A_PATH.match(span) and named and not re.search(r"[<>*]", span))


def exists(span: str) -> bool:
    places = (ROOT, SOURCE, SOURCE / "core")
    return any((place / span.rstrip("/")).exists() for place in places)


@pytest.mark.parametrize("paper", ["ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_every_path_that_a_paper_names_exists(paper):
    # Made by the tasks or by a run, so absent from a fresh clone.
    made = ("out/", ".venv", "bars/results/", "results.json", "hasil.xlsx", "provenance.json")
    missing = [
        span
        for span in code_spans(ROOT / paper)
        if looks_like_a_path(span) and not span.startswith(made) and not exists(span)
    ]

    assert missing == []


def test_every_room_of_the_house_stands_in_the_architecture():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = [p.name for p in SOURCE.iterdir() if p.is_dir() and (p / "__init__.py").exists()]
    core = [
        p.stem
        for p in (SOURCE / "core").iterdir()
        if p.stem != "__init__" and (p.suffix == ".py" or (p / "__init__.py").exists())
    ]

    assert [name for name in (*rooms, *core) if not re.search(rf"\b{name}\b", text)] == []


@pytest.mark.parametrize("paper", PAPERS)
def test_every_make_task_that_a_paper_names_exists(paper):
    named = {
        match[1] for span in code_spans(ROOT / paper) if (match := re.match(r"^make ([a-z-]+)", span.strip()))
    }

    assert named - MAKE_TASKS == set()


def command_options() -> dict[str, set[str]]:
    """Return the options of every command of `selaras`, as the program itself knows them."""
    import typer

    from selaras.cli.app import build_app

    group = typer.main.get_command(build_app("id"))
    return {
        name: {option for parameter in command.params for option in parameter.opts}
        for name, command in group.commands.items()
    }


@pytest.mark.parametrize("paper", PAPERS)
def test_every_selaras_command_that_a_paper_shows_exists_with_its_options(paper):
    commands = command_options()
    wrong = []
    for span in code_spans(ROOT / paper):
        line = span.strip().removeprefix(".venv/bin/")
        if not re.match(r"^selaras [a-z]", line):
            continue
        _, name, *rest = shlex.split(line, comments=True)
        options = {word.split("=")[0] for word in rest if word.startswith("--")}
        if name not in commands or options - commands[name] - {"--lang"}:
            wrong.append(span)

    assert wrong == []


def classes_of_the_house() -> set[str]:
    return {
        name
        for path in python_files("src")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in names_defined_by(node)
    }


def names_defined_by(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ClassDef):
        return [node.name]
    # A NewType is a word as well.
    if isinstance(node, ast.Assign):
        return [t.id for t in node.targets if isinstance(t, ast.Name)]
    return []


def glossary_words(*, built: bool) -> set[str]:
    """Return the words of the glossary; those of parts not built yet stand in their own table."""
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    now, _, later = text.partition("\n## Not built yet")
    rows = re.findall(r"^\| *`([^|]+)` *\|", now if built else later, re.MULTILINE)
    return {word for row in rows for word in re.findall(r"[A-Za-z_]+", row) if word[0].isupper()}


def test_every_word_of_the_glossary_is_a_word_of_the_code():
    assert glossary_words(built=True) - classes_of_the_house() == set()


def test_a_word_moves_up_in_the_glossary_when_its_part_is_built():
    assert glossary_words(built=False) & classes_of_the_house() == set()


@pytest.mark.parametrize("paper", markdown_files(), ids=relative)
def test_every_link_leads_somewhere(paper):
    text = re.sub(r"```.*?```|`[^`\n]*`", "", paper.read_text(encoding="utf-8"), flags=re.DOTALL)
    broken = []
    for groups in LINK.findall(text):
        target = "".join(groups)
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (paper.parent / path).resolve() if path else paper
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(target)

    assert broken == []


def anchors(path) -> set[str]:
    """Return the anchors of a page as the usual renderers make them from headings."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    plain = [re.sub(r"[^\w\s-]", "", h.lower()).strip() for h in headings]
    return {re.sub(r"\s", "-", h) for h in plain}


def commands_shown(paper: str) -> set[str]:
    spans = (span.partition("#")[0].strip() for span in code_spans(ROOT / paper))
    return {span for span in spans if re.match(r"(make|\.venv/bin/selaras) ", span)}


def test_the_two_readmes_show_the_same_commands():
    assert commands_shown("README.md") == commands_shown("README.id.md")


def test_ci_calls_the_test_command_of_the_readme():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert "make check" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.search(r"^check:.*\n(\t.*\n)*?\t@\$\(MAKE\).* test", makefile, re.MULTILINE)
    assert "make test" in commands_shown("README.md")


def test_every_setting_is_explained_to_who_operates():
    read = {
        name
        for path in python_files("src")
        for name in re.findall(
            r"environ(?:\.get\(|\.setdefault\(|\[)\"([A-Z_]+)\"", path.read_text(encoding="utf-8")
        )
    }
    manual = (ROOT / "docs" / "how-to" / "memasang-dan-mencadangkan.md").read_text(encoding="utf-8")

    # Django's own, set by the program for itself.
    assert {name for name in read - {"DJANGO_SETTINGS_MODULE"} if f"`{name}`" not in manual} == set()
    assert len(read) >= 4
