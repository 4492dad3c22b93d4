"""Any two of three holders have the key; one alone has nothing; a slip of the pen is found in its line."""

from itertools import combinations, permutations

import pytest

from selaras.core.errors import CoreError
from selaras.outside.chance import SeededChance
from selaras.outside.key_shares import (
    Share,
    _inverse,
    _times,
    key_from_shares,
    key_mark,
    share_line,
    share_of,
    shares_of,
)
from selaras.outside.signing import LogKey

KEY = LogKey(SeededChance("kunci").draw(32))
SHARES = shares_of(KEY, chance=SeededChance("bagian"))
MARK = key_mark(KEY.public_key)


def test_the_field_is_that_of_fips_197() -> None:
    # The standard's own example, section 4.2: {57} times {83} is {c1}, and by {13} it is {fe}.
    assert _times(0x57, 0x83) == 0xC1
    assert _times(0x57, 0x13) == 0xFE
    assert {_times(one, _inverse(one)) for one in range(1, 256)} == {1}
    assert len({_times(7, one) for one in range(256)}) == 256


@pytest.mark.parametrize("pair", list(permutations(range(3), 2)))
def test_any_two_shares_make_the_key_in_either_order(pair: tuple[int, int]) -> None:
    made = key_from_shares(SHARES[pair[0]], SHARES[pair[1]], mark=MARK)

    assert made.seed() == KEY.seed()


def test_one_share_goes_with_every_key_there_could_be() -> None:
    """For each byte of a share there is, for every possible secret, exactly one slope: it tells nothing."""
    for number in (1, 2, 3):
        seen = 0xA7
        slopes = {secret: _times(_inverse(number), seen ^ secret) for secret in range(256)}
        assert all(secret ^ _times(number, slope) == seen for secret, slope in slopes.items())
        assert len(set(slopes.values())) == 256
    # A build that hands out the secret itself, or the same slope for every byte, would show here.
    assert all(share.content != KEY.seed() for share in SHARES)
    assert len({a ^ b for a, b in zip(SHARES[0].content, KEY.seed(), strict=True)}) > 16


def test_the_third_share_goes_with_the_other_two() -> None:
    made = {key_from_shares(one, other, mark=MARK).public_key for one, other in combinations(SHARES, 2)}

    assert made == {KEY.public_key}


def test_shares_of_two_ceremonies_do_not_go_together() -> None:
    others = shares_of(KEY, chance=SeededChance("upacara lain"))

    with pytest.raises(CoreError, match="shares_of_another_key"):
        key_from_shares(SHARES[0], others[1], mark=MARK)
    with pytest.raises(CoreError, match="shares_of_another_key"):
        key_from_shares(SHARES[0], SHARES[1], mark="AAAA-BBBB-CCCC")
    with pytest.raises(CoreError, match="share_twice"):
        key_from_shares(SHARES[0], SHARES[0], mark=MARK)


def test_a_share_is_read_back_from_paper_however_it_is_written() -> None:
    for share in SHARES:
        lines = share.lines()
        assert share_of(share.number, lines) == share
        assert (
            share_of(share.number, tuple(f" {line.lower().replace(' ', '-')}\n" for line in lines)) == share
        )


def misread(line: str) -> list[str]:
    letters = line.replace(" ", "")
    changed = [
        letters[:at] + other + letters[at + 1 :]
        for at in range(len(letters))
        for other in "ABCDEFGHIJKLMNOP"
        if other != letters[at]
    ]
    exchanged = [
        letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :]
        for at in range(len(letters) - 1)
        if letters[at] != letters[at + 1]
    ]
    return [*changed, *exchanged, letters[:-1], letters + "A", letters.replace(letters[0], "Z", 1)]


def test_every_letter_misread_and_every_two_exchanged_are_found_in_their_line() -> None:
    passed = []
    for number, line in enumerate(SHARES[1].lines(), start=1):
        for wrong in misread(line):
            try:
                share_line(wrong, number=2, line=number)
            except CoreError as refused:
                if refused.facts["line"] == number:
                    continue
            passed.append(wrong)

    assert passed == []


def test_lines_of_another_place_or_share_are_refused() -> None:
    lines = SHARES[0].lines()
    for number, told in (
        (1, (lines[1], lines[0], *lines[2:])),
        (2, lines),
        (1, lines[:3]),
        (0, lines),
        (4, lines),
    ):
        with pytest.raises(CoreError, match="share_line_wrong"):
            share_of(number, told)


def test_a_share_holds_thirty_two_bytes_of_one_number() -> None:
    assert [share.number for share in SHARES] == [1, 2, 3]
    assert {len(share.content) for share in SHARES} == {32}
    assert Share(number=1, content=bytes(32)).lines()[0] == "AAAA AAAA AAAA AAAA PM"
