"""Every act of two people has its place in one table, and what is agreed to is exactly that act."""

import pytest

from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.acts import ACTS_BY_TYPE, Act, about


def test_every_act_is_an_entry_of_one_type() -> None:
    assert sorted(act for acts in ACTS_BY_TYPE.values() for act in acts) == sorted(Act)


def test_an_approval_is_of_everything_but_the_approvals() -> None:
    told = {"grade": "R1", "approvals": []}
    one = about(EntryType.EXPORT, subject="", payload=told)

    assert one == about(EntryType.EXPORT, subject="", payload={**told, "approvals": ["a", "b"]})
    assert one != about(EntryType.EXPORT, subject="P-001", payload=told)
    assert one != about(EntryType.EXPORT, subject="", payload={**told, "grade": "R2"})
    assert one != about(EntryType.REVEAL, subject="", payload=told)


def test_what_is_no_object_is_no_act() -> None:
    with pytest.raises(CoreError) as refused:
        about(EntryType.REVEAL, subject="", payload=[])

    assert refused.value.code == "payload_field_wrong"
