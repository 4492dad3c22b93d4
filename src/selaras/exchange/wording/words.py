"""The shape of a problem's words; facts stand in braces."""

from typing import NamedTuple


class Words(NamedTuple):
    expected_id: str
    mend_id: str
    expected_en: str
    mend_en: str
