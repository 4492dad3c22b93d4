"""What a workbook may leave unsaid: reference data, handed in by whoever reads a workbook."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from selaras.core import vocabulary as v
from selaras.core.casefile import Competence
from selaras.core.rules import Rulebook
from selaras.core.scheme import Cut, TalentProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    competences: tuple[Competence, ...]  # the nine of PermenPANRB 38/2017
    standard_levels: Mapping[v.Level, int]  # JPT Pratama 4, administrator 3, pengawas 2, ...
    talent_profiles: Mapping[str, TalentProfile]
    cuts: Mapping[v.Purpose, tuple[Cut, ...]]
    rulebook_on: Callable[[date], Rulebook]  # raises CoreError where no rules are in force
