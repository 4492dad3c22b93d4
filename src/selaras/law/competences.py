"""The dictionary of the nine general competences, in own words. Source: PermenPANRB 38/2017."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from selaras.core.casefile import Competence
from selaras.core.errors import CoreError
from selaras.core.vocabulary import Cluster, CompetenceCode
from selaras.law.strict_yaml import read_yaml

_FILE = Path(__file__).parent / "competences.yaml"
LEVELS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The same thing in Indonesian and in English."""

    id: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetenceLevel:
    level: int
    label: Said
    signs: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetenceText:
    code: CompetenceCode
    cluster: Cluster
    name: Said
    definition: Said
    levels: tuple[CompetenceLevel, ...]

    @property
    def competence(self) -> Competence:
        return Competence(code=self.code, name=self.name.id, cluster=self.cluster)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetenceDictionary:
    article: str
    certainty: str
    note: str
    competences: tuple[CompetenceText, ...]
    technical_levels: tuple[CompetenceLevel, ...]


@cache
def load_competence_dictionary() -> CompetenceDictionary:
    """Return the dictionary with where it comes from and how sure it is."""
    data = read_yaml(_FILE)
    return CompetenceDictionary(
        article=data["article"],
        certainty=data["certainty"],
        note=data["note"],
        competences=tuple(_competence(one) for one in data["competences"]),
        technical_levels=tuple(_level(one) for one in data["technical_levels"]),
    )


def load_competences() -> tuple[CompetenceText, ...]:
    """Return the eight managerial competences and the socio-cultural one, in their order."""
    return load_competence_dictionary().competences


def _competence(entry: Mapping[str, Any]) -> CompetenceText:
    levels = tuple(_level(one) for one in entry["levels"])
    if tuple(one.level for one in levels) != LEVELS:
        raise CoreError("competence_levels_wrong", code=entry["code"], expected="1..5")
    return CompetenceText(
        code=CompetenceCode(entry["code"]),
        cluster=Cluster(entry["cluster"]),
        name=_said(entry["name"]),
        definition=_said(entry["definition"]),
        levels=levels,
    )


def _level(entry: Mapping[str, Any]) -> CompetenceLevel:
    signs = tuple(_said(one) for one in entry.get("signs", ()))
    return CompetenceLevel(level=entry["level"], label=_said(entry), signs=signs)


def _said(entry: Mapping[str, Any]) -> Said:
    return Said(id=entry["id"], en=entry["en"])
