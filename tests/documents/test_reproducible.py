"""The same papers on another machine: other locale, time zone, hash seed, home and fonts."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from selaras.documents.papers import render_papers
from tests.documents import building as t
from tests.documents.building_margins import measured_case, measured_results

ROOT = Path(__file__).parents[2]


def digests() -> dict[str, str]:
    case = measured_case(3)
    made = render_papers(case, measured_results(case), t.rulebook(), t.stamp())
    return {one.file_name: hashlib.sha256(one.content).hexdigest() for one in made}


def told_elsewhere(**environment: str) -> dict[str, str]:
    script = (
        "from tests.documents.test_reproducible import digests\n"
        "for name, digest in digests().items(): print(name, digest)"
    )
    told = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", **environment},
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return dict(line.split() for line in told.stdout.splitlines())


def test_papers_are_the_same_bytes_on_another_machine(tmp_path):
    # A font that claims the name of a bundled one must not be taken for it.
    fonts = tmp_path / ".fonts"
    fonts.mkdir()
    bold = ROOT / "src/selaras/documents/fonts/LiberationSans-Bold.ttf"
    (fonts / "LiberationSans-Regular.ttf").write_bytes(bold.read_bytes())

    elsewhere = told_elsewhere(
        HOME=str(tmp_path),
        LANG="ar_EG.UTF-8",
        LC_ALL="C",
        TZ="Pacific/Kiritimati",
        PYTHONHASHSEED="4711",
        XDG_DATA_HOME=str(tmp_path),
        SOURCE_DATE_EPOCH="1",
    )

    assert elsewhere == digests()
