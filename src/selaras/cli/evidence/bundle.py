"""``selaras bundle``: the file that proves a result, from a dossier or from the installation's database."""

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from selaras.cli import screen
from selaras.cli.dossier_folder import DATABASE, PAPERS
from selaras.cli.evidence.bundle_words import BundleWords
from selaras.cli.words import Words
from selaras.core.errors import CoreError
from selaras.core.plain_text import plain

if TYPE_CHECKING:
    from selaras.actions.event_ref import EventRef
    from selaras.actions.exports import BundleExport

DONE, CANNOT = 0, 2
GRADES = ("R1", "R2", "R3")


def add_commands(app: typer.Typer, say: Words) -> None:
    """Add the command to an application."""
    words = BundleWords(say.language)

    def option(*names: str, told: str, metavar: str | None = None) -> Any:
        return typer.Option(*names, help=words(told), metavar=metavar)

    @app.command("bundle", help=words("bundle"))
    def command(
        out: Annotated[Path, option("--out", told="bundle_out", metavar="FILE.zip")],
        folder: Annotated[Path | None, typer.Argument(help=words("bundle_dir"), metavar="DIR")] = None,
        event: Annotated[str | None, option("--event", told="bundle_event", metavar="AGENCY/KEY")] = None,
        grade: Annotated[str, option("--grade", told="bundle_grade", metavar="|".join(GRADES))] = "R1",
        subject: Annotated[str | None, option("--subject", told="bundle_subject", metavar="P-007")] = None,
        lang: Annotated[str, option("--lang", told="lang", metavar="id|en")] = say.language,
    ) -> None:
        raise typer.Exit(bundle(folder, out=out, event=event, grade=grade, subject=subject, say=words))


def bundle(
    folder: Path | None, *, out: Path, event: str | None, grade: str, subject: str | None, say: BundleWords
) -> int:
    """Write a bundle; return 0, or 2 when there is none to be made."""
    if wrong := _misused(folder, event=event, grade=grade, subject=subject):
        screen.err.print(say(wrong, got=grade, folder=folder or "", missing=DATABASE), markup=False)
        return CANNOT
    if folder is None and (absent := _absent_database()) is not None:
        screen.err.print(plain(say("bundle_no_database", path=absent)), markup=False)
        return CANNOT
    try:
        made, subject = _made(folder, event, grade=grade, subject=subject)
        from selaras.outside.sealing import write_new_private_file

        write_new_private_file(out, [made.content], exists="bundle_there_already")
    except CoreError as refused:
        if refused.code == "person_code_unknown":
            screen.err.print(plain(say("bundle_subject_unknown", **refused.facts)), markup=False)
        else:
            screen.tell_error(refused, say)
        return CANNOT
    except OSError as refused:
        told = say("cannot_write", folder=out.parent, why=refused.strerror or str(refused))
        screen.err.print(told, markup=False)
        return CANNOT
    _tell(made, out, subject, say)
    return DONE


def _misused(folder: Path | None, *, event: str | None, grade: str, subject: str | None) -> str | None:
    """Return what is wrong with the options, as a key of the words."""
    if (folder is None) == (event is None):
        return "bundle_from_where"
    if grade not in GRADES:
        return "bundle_grade_unknown"
    if (grade == "R3") != (subject is not None):
        return "bundle_subject_needed"
    if folder is not None and not (folder / DATABASE).is_file():
        return "not_a_dossier"
    return None


def _absent_database() -> Path | None:
    """Return where the installation's database should lie and does not; to open it would be to make it."""
    if os.environ.get("DATABASE_URL"):
        return None
    path = Path(os.environ.get("SELARAS_DATABASE", DATABASE))
    return None if path.exists() else path


def _made(
    folder: Path | None, event: str | None, *, grade: str, subject: str | None
) -> "tuple[BundleExport, str | None]":
    """Return a bundle, and its subject as the ledger writes the code."""
    if folder is not None:
        os.environ["SELARAS_DATABASE"] = str(folder / DATABASE)
        os.environ.pop("DATABASE_URL", None)
    from selaras.actions.installation import close_database, open_database, storage_refusals

    open_database(folder / DATABASE if folder is not None else None)
    # Only now: their imports reach models, and Django had to know its database first.
    from selaras.actions.access import IMPORTER
    from selaras.actions.exports import export_bundle, only_event
    from selaras.core.evidence.bundle import Grade

    with storage_refusals():
        try:
            ref = only_event() if event is None else _named(event)
            export = partial(export_bundle, ref, grade=Grade(grade), actor=IMPORTER, papers=_papers(folder))
            try:
                return export(subject=subject), subject
            except CoreError as wrong:
                if wrong.code != "person_code_unknown" or subject is None:
                    raise
            # Codes are printed in capitals and typed as it happens.
            return export(subject=subject.upper()), subject.upper()
        finally:
            close_database()


def _named(event: str) -> "EventRef":
    from selaras.actions.event_ref import EventRef

    agency, _, key = event.partition("/")
    return EventRef(agency=agency, key=key)


def _papers(folder: Path | None) -> dict[str, bytes]:
    """Return what lies in a dossier's folder of papers; which of it was issued the ledger says."""
    if folder is None or not (folder / PAPERS).is_dir():
        return {}
    return {one.name: one.read_bytes() for one in sorted((folder / PAPERS).iterdir()) if one.is_file()}


def _tell(made: "BundleExport", out: Path, subject: str | None, say: BundleWords) -> None:
    from selaras.core.evidence.ledger_code import ledger_code

    whose = f" · {subject}" if subject else ""
    for line in (
        say("bundle_done", path=out, grade=f"{made.grade.value}{whose}", size=made.size),
        say("bundle_code", code=ledger_code(made.root)),
    ):
        screen.out.print(line, markup=False, soft_wrap=True)
    if not made.has_checkpoint:
        screen.out.print(say("bundle_no_checkpoint"), markup=False)
    if made.left_out:
        # A name that somebody laid there may hold signs that move the cursor.
        names = [plain(one) for one in made.left_out]
        screen.err.print(say("bundle_left_out", n=len(names), names=", ".join(names)), markup=False)
