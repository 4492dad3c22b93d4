"""Reference data for tests of the exchange room: what a workbook may leave unsaid."""

from datetime import date
from decimal import Decimal

from selaras.core import vocabulary as v
from selaras.core.casefile import Competence
from selaras.core.defaults import Defaults
from selaras.core.errors import CoreError
from selaras.core.rules import Rulebook
from selaras.core.scheme import Cut
from tests.core.building import COMPETENCES, rulebook_on, talent_profile


def _rulebook(on: date) -> Rulebook:
    if on.year < 2014:
        raise CoreError("no_rules_in_force", on=on.isoformat())
    return rulebook_on(on)


DEFAULTS = Defaults(
    competences=tuple(
        Competence(code=v.CompetenceCode(code), name=name, cluster=cluster)
        for code, name, cluster in COMPETENCES
        if cluster is not v.Cluster.TECHNICAL
    ),
    standard_levels={
        v.Level.JPT_PRATAMA: 4,
        v.Level.ADMINISTRATOR: 3,
        v.Level.PENGAWAS: 2,
    },
    talent_profiles={"sederhana": talent_profile()},
    cuts={
        v.Purpose.SELECTION: (
            Cut(category=v.Category.MS, at_least=Decimal(80)),
            Cut(category=v.Category.MMS, at_least=Decimal(68)),
            Cut(category=v.Category.KMS, at_least=Decimal(0)),
        ),
        v.Purpose.MAPPING: (
            Cut(category=v.Category.OPTIMAL, at_least=Decimal(90)),
            Cut(category=v.Category.FAIRLY_OPTIMAL, at_least=Decimal(78)),
            Cut(category=v.Category.LESS_OPTIMAL, at_least=Decimal(0)),
        ),
    },
    rulebook_on=_rulebook,
)
