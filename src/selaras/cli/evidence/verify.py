"""``selaras verify``: the verifier of ``selaras.verify``, under the command line's own name."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from selaras.cli import screen
from selaras.cli.words import Words

CANNOT = 2
_WORDS = {
    "verify": (
        "Periksa berkas bukti: tanda tangan, urutan, akar, dan setiap angka dihitung ulang.",
        "Verify a bundle: signatures, chains, roots, and every number computed anew.",
    ),
    "bundle": ("Berkas bukti (.zip).", "The bundle (.zip)."),
    "json": ("Cetak putusan sebagai JSON.", "Print the verdict as JSON."),
    "paper": (
        "Kode buku induk dari kertas bertanda tangan, untuk dibandingkan.",
        "Ledger code from signed paper, to compare.",
    ),
    "policy": (
        "Kebijakan (policy.json) yang sudah keluar dari gedung.",
        "The policy (policy.json) that left the building.",
    ),
    "lang": ("Bahasa tampilan: id atau en.", "Language of the display: id or en."),
    "unreadable": ("Berkas {path} tidak dapat dibaca: {why}", "The file {path} cannot be read: {why}"),
}


def add_commands(app: typer.Typer, say: Words) -> None:
    """Add the command to an application."""

    def words(name: str) -> str:
        return _WORDS[name][say.language == "en"]

    def option(*names: str, told: str, metavar: str | None = None) -> Any:
        return typer.Option(*names, help=words(told), metavar=metavar)

    @app.command("verify", help=words("verify"))
    def command(
        bundle: Annotated[Path, typer.Argument(help=words("bundle"), metavar="BUNDLE")],
        as_json: Annotated[bool, option("--json", told="json")] = False,
        paper: Annotated[str | None, option("--paper", told="paper", metavar="CODE")] = None,
        policy: Annotated[Path | None, option("--policy", told="policy", metavar="FILE")] = None,
        lang: Annotated[str, option("--lang", told="lang", metavar="id|en")] = say.language,
    ) -> None:
        # Only when asked for: the recount brings the estimator's libraries.
        from selaras.verify import POLICY_UNREADABLE, PolicyUnreadableError, told, verdict_on

        try:
            verdict = verdict_on(bundle, policy=policy, paper=paper)
        except PolicyUnreadableError as wrong:
            screen.err.print(POLICY_UNREADABLE[say.language == "en"], markup=False)
            raise typer.Exit(CANNOT) from wrong
        except OSError as wrong:
            text = words("unreadable").format(path=wrong.filename, why=wrong.strerror)
            screen.err.print(text, markup=False)
            raise typer.Exit(CANNOT) from wrong
        sys.stdout.write(told(verdict, as_json=as_json, lang=say.language))
        raise typer.Exit(verdict.verdict.exit_code)
