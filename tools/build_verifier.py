"""Assemble verifier/verifikasi.html, one file with everything in it: `python tools/build_verifier.py`.

Modules become functions that run in the order of their imports, so that names of one never meet names of
another; nothing is shortened or rewritten, and whoever opens the page can read it. The page may run this
script and this style and nothing else, and may ask no address: its content security policy says so.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

from selaras.core.verification.sentences import REASONS
from selaras.core.verification.sentences_of_events import WARNINGS

ROOT = Path(__file__).resolve().parents[1]
VERIFIER = ROOT / "verifier"
FIRST = "page.js"
SENTENCES = "sentences.js"
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([a-z0-9-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def page(sources: Mapping[str, str] | None = None) -> str:
    """Return the whole page; of other sources than the project's, for tests."""
    style = f"\n{(VERIFIER / 'page.css').read_text(encoding='utf-8')}"
    code = script(sources)
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_digest(code)}'",
            f"style-src '{_digest(style)}'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        )
    )
    whole = (VERIFIER / "page.html").read_text(encoding="utf-8")
    for name, text in {"policy": policy, "style": style, "script": code}.items():
        assert whole.count(f"{{{{{name}}}}}") == 1, name
        whole = whole.replace(f"{{{{{name}}}}}", text)
    return whole


def script(sources: Mapping[str, str] | None = None) -> str:
    """Return every module that the page needs, one after the other, each after those it imports."""
    told = read_sources() if sources is None else sources
    done: dict[str, str] = {}
    _take(FIRST, told, done, ())
    left_out = set(told) - set(done)
    assert not left_out, f"no module needs {sorted(left_out)}"
    code = "\n".join(done.values())
    assert not re.search(r"</script|<!--", code, re.IGNORECASE), "the page would end here"
    return f'\n"use strict";\n{code}'


def read_sources() -> dict[str, str]:
    """Return the modules by name, the words of the verdicts among them."""
    # The same words as the Python verifier's: whoever compares the two compares verdicts, not wordings.
    told = json.dumps({**REASONS, **WARNINGS}, ensure_ascii=False, indent=1, sort_keys=True)
    words = (
        "/** What each reason and warning says: [Indonesian, English]. */\n"
        f"/** @type {{Record<string, [string, string]>}} */\nexport const SENTENCES = {told};\n"
    )
    files = sorted((VERIFIER / "src").glob("*.js"))
    return {SENTENCES: words, **{path.name: path.read_text(encoding="utf-8") for path in files}}


def _take(name: str, sources: Mapping[str, str], done: dict[str, str], on_the_way: tuple[str, ...]) -> None:
    if name in done:
        return
    assert name not in on_the_way, f"{name} imports itself"
    source = sources[name]
    for _, other in _IMPORT.findall(source):
        _take(other, sources, done, (*on_the_way, name))
    told = [exported for _, exported in _EXPORT.findall(source)]
    body = _IMPORT.sub(lambda found: f"const {{{found[1]}}} = {_variable(found[2])};\n", source)
    body = _EXPORT.sub(lambda found: found[1], body)
    assert not (strange := _OTHER.findall(body)), (name, strange)
    done[name] = f"const {_variable(name)} = (() => {{\n{body}\nreturn {{ {', '.join(told)} }};\n}})();\n"


def _variable(name: str) -> str:
    return f"module_{name.removesuffix('.js').replace('-', '_')}"


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def main() -> None:
    (VERIFIER / "verifikasi.html").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
