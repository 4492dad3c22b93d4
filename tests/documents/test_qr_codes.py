"""The checkpoint as a picture: what a telephone reads from paper is what was to be witnessed."""

import re

import pytest

from selaras.core.errors import CoreError
from selaras.documents.content.witnessing.qr_codes import qr_rows, qr_svg
from tests.documents.reading_qr import QUIET, text_of_qr

UNSIGNED = "selaras/bengkulu/job-fit-2024\n1534\nnEF64DPSsVqcQXrgM9KxWpxBeuAz0rFanEF64DPSsVo=\n"
SIGNED = UNSIGNED + "\n— selaras/bengkulu/job-fit-2024 " + "pQ3z" * 22 + "AA==\n"


@pytest.mark.parametrize("text", [UNSIGNED, SIGNED, UNSIGNED.replace("bengkulu", "b" * 60)])
def test_a_code_says_what_was_put_into_it(text):
    assert text_of_qr(qr_svg(text)) == text


def test_a_signed_checkpoint_fits_the_size_that_a_cheap_telephone_reads():
    version = (len(qr_rows(SIGNED)) - 17) // 4

    assert version <= 11


def test_one_square_turned_is_read_as_something_else():
    svg = qr_svg(UNSIGNED)
    # The last square, bottom right, is the first bit of what kind of text follows.
    last = len(qr_rows(UNSIGNED)) + QUIET - 1
    run = re.search(rf'M(\d+) {last}h(\d+)v1h-\2z"', svg)
    assert run is not None
    assert int(run[1]) + int(run[2]) == last + 1
    shorter = int(run[2]) - 1
    turned = svg.replace(run[0], f'M{run[1]} {last}h{shorter}v1h-{shorter}z"')

    with pytest.raises(AssertionError, match="not bytes"):
        text_of_qr(turned)


def test_a_text_too_long_for_paper_is_refused():
    with pytest.raises(CoreError) as refused:
        qr_svg("a" * 600)

    assert refused.value.code == "text_too_long_for_qr"
