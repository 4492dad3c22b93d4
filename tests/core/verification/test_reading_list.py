"""What an auditor must read is listed, stays short, and leaves nothing out."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.core.verification.reading_list import DOCUMENT, ROOT, code_lines, listed
from tests.tampered.signed_event import signed_event

LOADED = """
import sys
from pathlib import Path
from selaras.core.verification.verifying import verify
assert verify(Path(sys.argv[1]).read_bytes()).reason is None
print(*sorted(name for name in sys.modules if name.startswith("selaras.core.")))
"""


@pytest.mark.parametrize(("section", "most"), [("1.", 1500), ("2.", 500)])
def test_the_reading_list_stays_short(section: str, most: int) -> None:
    n = sum(code_lines(ROOT / name) for name in listed(section))

    assert 0 < n <= most


def test_no_module_that_judges_evidence_is_left_out_of_the_list(tmp_path: Path) -> None:
    bundle = tmp_path / "bukti.zip"
    bundle.write_bytes(signed_event(officials=2, methods=1, examiners=3).bundle())
    done = subprocess.run(
        [sys.executable, "-c", LOADED, str(bundle)], capture_output=True, text=True, check=True
    )
    text = DOCUMENT.read_text(encoding="utf-8")
    rooms = ("selaras.core.evidence.", "selaras.core.verification.")
    paths = [
        ROOT / "src" / f"{name.replace('.', '/')}.py"
        for name in done.stdout.split()
        if name.startswith(rooms)
    ]
    named = [path for path in paths if path.is_file() and "sentences_of_" not in path.name]

    assert len(named) > 15
    assert [path.name for path in named if f"`{path.relative_to(ROOT)}`" not in text] == []


def test_what_is_counted_is_code_and_not_words(tmp_path: Path) -> None:
    source = (
        '"""Head\n\nof two."""\n\n# why\nimport os\n\n\ndef f():\n    """Word."""\n    return os.sep  # x\n'
    )
    path = tmp_path / "one.py"
    path.write_text(source)

    assert code_lines(path) == 3
