"""Letters after the lock: which later letter makes an earlier approval too old; the scan agreed to."""

import pytest

from selaras.core.codec import Json
from selaras.core.entries import EntryType, letter_alone, scan_of_letter
from selaras.core.errors import CoreError
from selaras.core.evidence.acts import about
from selaras.core.filing import Letters

SCAN = "5c" * 32


def told(**changes: Json) -> dict[str, Json]:
    one: dict[str, Json] = {"kind": "result", "state": "granted", "issuer": "BKN", "number": "R-7"}
    return {**one, "nip": "P-001", "position": None, **changes}


@pytest.mark.parametrize(
    ("earlier", "is_met"),
    [
        ({"nip": None, "number": "R-8", "state": "refused"}, True),
        ({"nip": None, "issuer": "KASN", "state": "refused"}, True),
        ({"nip": None, "number": "R-8", "position": "J-01"}, True),
        # The same paper may answer about everybody and about one, agreed to in one ceremony.
        ({"nip": None, "state": "refused"}, False),
        ({"nip": "P-002", "number": "R-8"}, False),
        ({"nip": None, "number": "R-8", "kind": "pertek"}, False),
    ],
)
def test_what_is_about_everybody_is_about_each_whom_the_same_paper_does_not_name(
    earlier: dict[str, Json], is_met: bool
) -> None:
    letters = Letters(signed=True)
    letters.remember(41, EntryType.PERMISSION, told(**earlier))

    assert letters.answered_at(told()) == (41 if is_met else -1)


def test_two_people_agree_to_the_scan_and_the_letter_says_the_same_without_it() -> None:
    plain, scanned = told(), told(scan=SCAN)

    abouts = {about(EntryType.PERMISSION, subject="P-001", payload=one) for one in (plain, scanned)}

    assert len(abouts) == 2
    assert letter_alone(scanned) == letter_alone({**scanned, "approvals": ["A"]}) == plain
    assert (scan_of_letter(scanned, ""), scan_of_letter(plain, f"sha256:{SCAN}")) == (SCAN, SCAN)
    # A note that somebody put beside it afterwards says nothing.
    assert scan_of_letter(scanned, "sha256:" + "c5" * 32) == SCAN


@pytest.mark.parametrize("scan", ["", "5C" * 32, 7, None, f"{SCAN}\n"])
def test_a_scan_that_is_no_digest_is_refused(scan: Json) -> None:
    with pytest.raises(CoreError) as refused:
        letter_alone(told(scan=scan))

    assert (refused.value.code, refused.value.facts["field"]) == ("payload_field_wrong", "Permission.scan")
