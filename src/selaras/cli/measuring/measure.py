"""``selaras measure``: how able each official, how severe each examiner, and how sure that is."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from selaras.cli import screen
from selaras.cli.measuring import saving
from selaras.cli.measuring.asked import Asked, OptionError
from selaras.cli.measuring.words import MeasuringWords
from selaras.core.errors import CoreError

if TYPE_CHECKING:
    from selaras.cli.measuring.ratings_in import RatingsRead
    from selaras.core.measurement.analysis import Analysis

DONE, WRONG, CANNOT = 0, 1, 2
# Wrong are marks that somebody must mend; with these, nothing was there to be read.
_UNREADABLE = frozenset({"ratings_file_missing", "ratings_file_empty", "ratings_not_text"})


def measure(what: Callable[[], Asked], *, say: MeasuringWords) -> int:
    """Measure and tell; return 0, 1 where marks must be mended, 2 when it cannot go on."""
    try:
        asked = what()
    except OptionError as wrong:
        screen.err.print(say("option_wrong", **wrong.facts), markup=False)
        return CANNOT
    if saving.refused((asked.json_out, asked.report_out), read=asked.path, say=say):
        return CANNOT
    try:
        return _measured(asked, say)
    except CoreError as wrong:
        screen.tell_error(wrong, say)
        return CANNOT if wrong.code in _UNREADABLE else WRONG


def _measured(asked: Asked, say: MeasuringWords) -> int:
    # Loaded here: what only says how a command is used need not wait for compiled kernels.
    from selaras.cli.measuring import summary
    from selaras.cli.measuring.as_json import content_of
    from selaras.cli.measuring.ratings_in import choice_for, ratings_read
    from selaras.core.measurement.analysis import analysis_of

    read = ratings_read(asked)
    model, estimator = choice_for(read, asked)
    found = analysis_of(
        read.ratings,
        model=model,
        estimator=estimator,
        seed=asked.seed,
        n_draws=asked.n_draws,
        groups=read.group_by_official,
    )
    summary.tell(found, read, asked, say)
    if asked.json_out is not None:
        content = saving.json_bytes(content_of(found, read, asked))
        if not saving.saved(asked.json_out, content, say=say):
            return CANNOT
    if asked.report_out is not None and not saving.saved(
        asked.report_out, _report(found, read, asked), say=say
    ):
        return CANNOT
    return DONE


def _report(found: "Analysis", read: "RatingsRead", asked: Asked) -> bytes:
    """Return the paper; papers are in Indonesian, whatever the screen speaks."""
    from selaras.cli.measuring import summary
    from selaras.documents.measurement_report import MeasuredFile, measurement_report

    indonesian = MeasuringWords("id")
    file = MeasuredFile(
        analysis=found,
        name=asked.path.name,
        model_line=summary.model_line(found, asked, indonesian),
        n_blank=read.n_blank,
        has_examiners=read.has_examiners,
        has_criteria=read.has_criteria,
        notes=tuple(summary.notes_of(found, read, indonesian)),
        examiner_lines=tuple(summary.examiner_lines(found, read, indonesian)),
    )
    return measurement_report(file)
