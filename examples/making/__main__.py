"""Write the five workbooks: ``python -m examples.making [folder]``."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from examples.making import banten_2023, bengkulu_2021, bengkulu_2024, lampung_2020, metro_2021
from selaras.actions.reference import defaults
from selaras.core.casefile import CaseFile, Competence
from selaras.core.scheme import TalentProfile
from selaras.exchange.workbook_writer import write_workbook

Maker = Callable[[TalentProfile, tuple[Competence, ...]], CaseFile]
MAKERS: dict[str, Maker] = {
    bengkulu_2021.KEY: bengkulu_2021.case_file,
    metro_2021.KEY: metro_2021.case_file,
    bengkulu_2024.KEY: bengkulu_2024.case_file,
    lampung_2020.KEY: lampung_2020.case_file,
    banten_2023.KEY: banten_2023.case_file,
}
# The boxes by the predicate's own words: the one profile that suits every year of the five.
TALENT = "PREDICATE"
HOME = Path(__file__).resolve().parents[1]


def case_file_of(key: str) -> CaseFile:
    """Return one example as a case file, with the agency-neutral talent profile."""
    known = defaults()
    return MAKERS[key](known.talent_profiles[TALENT], known.competences)


def write_all(folder: Path) -> Iterator[Path]:
    for key in MAKERS:
        path = folder / f"{key}.xlsx"
        write_workbook(case_file_of(key), path, defaults(), fictional=True)
        yield path


if __name__ == "__main__":
    for written in write_all(Path(sys.argv[1]) if len(sys.argv) > 1 else HOME):
        print(f"{written.name}: {written.stat().st_size // 1024} KiB")
