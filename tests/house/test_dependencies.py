"""What is installed: exact, hashed, from nowhere in particular, and under a licence that fits."""

from __future__ import annotations

import re
from importlib.metadata import distribution

import pytest

from tests.house.project import ROOT, relative, text_files

LOCKS = sorted(ROOT.glob("requirements*.lock"))
ADDRESS = re.compile(r"https?:|file:|git\+|ssh:|index-url|find-links|@ ")
REQUIREMENT = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^ ;\\]+)", re.MULTILINE)

# Whole licence names as the packages state them; a new one is read by a person first.
PERMITTED = re.compile(
    r"\b(MIT|BSD|Apache|PSF|Python Software Foundation|ISC|0BSD|Unlicense|Zlib|MIT-0|MPL|CNRI)\b",
    re.IGNORECASE,
)
FORBIDDEN = re.compile(r"(?<![L])\b(A?GPL|GNU (Affero )?General Public)", re.IGNORECASE)
READ_BY_A_PERSON = {
    "psycopg": "LGPL-3.0-only: used as a library, unchanged, replaceable by the user",
    "psycopg-binary": "LGPL-3.0-only: used as a library, unchanged, replaceable by the user",
}


def locked(lock: str) -> list[str]:
    return [m["name"] for m in REQUIREMENT.finditer((ROOT / lock).read_text(encoding="utf-8"))]


@pytest.mark.parametrize("lock", LOCKS, ids=relative)
def test_a_lock_holds_no_address(lock):
    found = [line for line in lock.read_text(encoding="utf-8").splitlines() if ADDRESS.search(line)]

    assert found == []


@pytest.mark.parametrize("lock", LOCKS, ids=relative)
def test_every_locked_package_is_exact_and_hashed(lock):
    blocks = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())

    assert [b.splitlines()[0] for b in blocks if not REQUIREMENT.match(b) or "sha256:" not in b] == []


def test_developing_uses_the_very_versions_of_the_base():
    def versions(lock):
        text = (ROOT / lock).read_text(encoding="utf-8")
        return {m["name"]: m["version"] for m in REQUIREMENT.finditer(text)}

    base, dev = versions("requirements.lock"), versions("requirements-dev.lock")

    assert base.items() <= dev.items()


def test_no_file_names_where_packages_come_from():
    hosts = ("py" + "pi.org", "python" + "hosted", "registry.npm" + "js")
    found = [
        relative(path)
        for path in text_files()
        if any(host in path.read_text(encoding="utf-8").lower() for host in hosts)
    ]

    assert found == []


def licence_of(name: str) -> str:
    metadata = distribution(name).metadata
    classifiers = metadata.get_all("Classifier") or []
    stated = [c.split(" :: ", 1)[1] for c in classifiers if c.startswith("License ::")]
    # A licence field may hold the whole text: its first lines name it.
    field = (metadata.get("License") or "")[:200]
    return " | ".join(filter(None, [metadata.get("License-Expression"), *stated, field]))


@pytest.mark.parametrize("name", sorted(set(locked("requirements.lock"))))
def test_a_package_we_ship_with_has_a_licence_that_fits(name):
    try:
        licence = licence_of(name)
    except ModuleNotFoundError:
        # Locked for another platform than this one.
        text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
        assert re.search(rf"^{re.escape(name)}==\S+ ;", text, re.MULTILINE)
        return

    if name in READ_BY_A_PERSON:
        return
    assert PERMITTED.search(licence), licence
    assert not FORBIDDEN.search(licence), licence


def test_no_address_of_a_download_hides_in_the_makefile():
    for path in (ROOT / "Makefile", *sorted((ROOT / "tools").glob("*.sh"))):
        assert not re.search(r"https?://", path.read_text(encoding="utf-8"))
