"""``selaras dstudy``: where marks vary, and how many examiners and criteria a panel needs."""

from collections.abc import Callable

from selaras.cli import screen
from selaras.cli.agreement.asked import Asked
from selaras.cli.agreement.coefficients import CANNOT, DONE, UNREADABLE, WRONG
from selaras.cli.agreement.dstudy_told import as_json, tell
from selaras.cli.agreement.plans import planned
from selaras.cli.agreement.words import AgreementWords
from selaras.cli.measuring import saving
from selaras.cli.measuring.asked import OptionError
from selaras.core.errors import CoreError
from selaras.exchange.ratings_csv import read_ratings


def dstudy(what: Callable[[], Asked], *, say: AgreementWords) -> int:
    """Tell and save; return 0, 1 where marks must be mended, 2 when it cannot go on."""
    try:
        asked = what()
    except OptionError as wrong:
        screen.err.print(say("option_wrong", **wrong.facts), markup=False)
        return CANNOT
    if saving.refused((asked.json_out,), read=asked.path, say=say):
        return CANNOT
    try:
        found = planned(read_ratings(asked.path, asked.columns), asked)
    except CoreError as wrong:
        screen.tell_error(wrong, say)
        return CANNOT if wrong.code in UNREADABLE else WRONG
    tell(found, asked, say)
    if asked.json_out is None:
        return DONE
    done = saving.saved(asked.json_out, saving.json_bytes(as_json(found, asked)), say=say)
    return DONE if done else CANNOT
