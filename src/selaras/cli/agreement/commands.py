"""The options of ``selaras agreement`` and ``selaras dstudy``; the work is imported when it is called."""

from pathlib import Path
from typing import Annotated, Any

import typer

from selaras.cli.agreement.words import AgreementWords
from selaras.cli.words import Words


def add_commands(app: typer.Typer, say: Words) -> None:
    """Add both commands to an application."""
    words = AgreementWords(say.language)
    _add_agreement(app, words)
    _add_dstudy(app, words)


def _option(*names: str, told: str, metavar: str | None = None) -> Any:
    return typer.Option(*names, help=told, metavar=metavar)


def _add_agreement(app: typer.Typer, say: AgreementWords) -> None:
    @app.command("agreement", help=say("agreement"))
    def agreement(
        path: Annotated[Path, typer.Argument(help=say("agreement_table"), metavar="TABLE.csv")],
        json_out: Annotated[Path | None, _option("--json", told=say("json_out"), metavar="OUT")] = None,
        first_is_id: Annotated[bool | None, _option("--id/--no-id", told=say("agreement_id"))] = None,
        seed: Annotated[int, _option("--seed", told=say("seed_option"))] = 1,
        lang: Annotated[str, _option("--lang", told=say("lang"), metavar="id|en")] = say.language,
    ) -> None:
        from selaras.cli.agreement import coefficients as command

        raise typer.Exit(
            command.agreement(path, first_is_id=first_is_id, seed=seed, json_out=json_out, say=say)
        )


def _add_dstudy(app: typer.Typer, say: AgreementWords) -> None:
    def column(name: str) -> Any:
        return _option(f"--{name}", told=say(f"{name}_col"), metavar="COL")

    @app.command("dstudy", help=say("dstudy"))
    def dstudy(
        path: Annotated[Path, typer.Argument(help=say("ratings_file"), metavar="RATINGS.csv")],
        official: Annotated[str, column("official")],
        examiner: Annotated[str, column("examiner")],
        criterion: Annotated[str | None, column("criterion")] = None,
        mark: Annotated[str | None, column("mark")] = None,
        wide: Annotated[str | None, _option("--wide", told=say("wide_cols"), metavar="k1,k2,…")] = None,
        nested: Annotated[
            str | None, _option("--nested", told=say("nested_option"), metavar="examiner|criterion")
        ] = None,
        fixed_criteria: Annotated[bool, _option("--fixed-criteria", told=say("fixed_option"))] = False,
        target: Annotated[str, _option("--target", told=say("target_option"), metavar="0.80")] = "0.80",
        cut: Annotated[str | None, _option("--cut", told=say("cut_option"), metavar="λ")] = None,
        most_examiners: Annotated[int, _option("--max-examiners", told=say("most_option"))] = 10,
        most_criteria: Annotated[int, _option("--max-criteria", told=say("most_option"))] = 12,
        seed: Annotated[int, _option("--seed", told=say("seed_option"))] = 1,
        json_out: Annotated[Path | None, _option("--json", told=say("json_out"), metavar="OUT")] = None,
        lang: Annotated[str, _option("--lang", told=say("lang"), metavar="id|en")] = say.language,
    ) -> None:
        from selaras.cli.agreement import asked
        from selaras.cli.agreement import dstudy as command

        def what() -> asked.Asked:
            return asked.asked_for(
                path=path,
                columns=(official, examiner, criterion, mark, wide),
                nested=nested,
                fixed_criteria=fixed_criteria,
                numbers=(target, cut),
                most=(most_examiners, most_criteria),
                seed=seed,
                json_out=json_out,
            )

        raise typer.Exit(command.dstudy(what, say=say))
