"""The options of ``selaras measure`` and ``selaras simulate``; the work is imported when it is called."""

from pathlib import Path
from typing import Annotated, Any

import typer

from selaras.cli.measuring.words import MeasuringWords
from selaras.cli.words import Words


def add_commands(app: typer.Typer, say: Words) -> None:
    """Add both commands to an application."""
    words = MeasuringWords(say.language)
    _add_measure(app, words)
    _add_simulate(app, words)


def _option(*names: str, told: str, metavar: str | None = None) -> Any:
    return typer.Option(*names, help=told, metavar=metavar)


def _add_measure(app: typer.Typer, say: MeasuringWords) -> None:
    def column(name: str) -> Any:
        return _option(f"--{name}", told=say(f"{name}_col"), metavar="COL")

    @app.command("measure", help=say("measure"))
    def measure(
        path: Annotated[Path, typer.Argument(help=say("ratings_file"), metavar="RATINGS.csv")],
        official: Annotated[str, column("official")],
        examiner: Annotated[str | None, column("examiner")] = None,
        criterion: Annotated[str | None, column("criterion")] = None,
        mark: Annotated[str | None, column("mark")] = None,
        wide: Annotated[str | None, _option("--wide", told=say("wide_cols"), metavar="k1,k2,…")] = None,
        occasion: Annotated[str | None, column("occasion")] = None,
        group: Annotated[str | None, column("group")] = None,
        model: Annotated[str | None, _option("--model", told=say("model_option"), metavar="MODEL")] = None,
        halo: Annotated[bool | None, _option("--halo/--no-halo", told=say("halo_option"))] = None,
        estimator: Annotated[
            str | None, _option("--estimator", told=say("estimator_option"), metavar="mml|posterior")
        ] = None,
        scale: Annotated[str | None, _option("--scale", told=say("scale_option"), metavar="1,2,…")] = None,
        seed: Annotated[int, _option("--seed", told=say("seed_option"))] = 1,
        draws: Annotated[int, _option("--draws", told=say("draws_option"))] = 1000,
        json_out: Annotated[Path | None, _option("--json", told=say("json_out"), metavar="OUT")] = None,
        report: Annotated[Path | None, _option("--report", told=say("report_out"), metavar="OUT.pdf")] = None,
        lang: Annotated[str, _option("--lang", told=say("lang"), metavar="id|en")] = say.language,
    ) -> None:
        from selaras.cli.measuring import asked
        from selaras.cli.measuring import measure as command

        def what() -> asked.Asked:
            return asked.Asked(
                path=path,
                columns=asked.columns_named(
                    official=official,
                    examiner=examiner,
                    criterion=criterion,
                    mark=mark,
                    wide=wide,
                    occasion=occasion,
                    group=group,
                ),
                occasion=occasion,
                group=group,
                family=asked.family_named(model),
                halo=halo,
                estimator=asked.estimator_named(estimator),
                scale=asked.scale_named(scale),
                seed=asked.within("--seed", seed, least=0, most=2**63 - 1),
                n_draws=asked.within("--draws", draws, least=asked.LEAST_DRAWS, most=asked.MOST_DRAWS),
                json_out=json_out,
                report_out=report,
            )

        raise typer.Exit(command.measure(what, say=say))


def _add_simulate(app: typer.Typer, say: MeasuringWords) -> None:
    def number(name: str, key: str) -> Any:
        return _option(f"--{name}", told=say(key))

    @app.command("simulate", help=say("simulate"))
    def simulate(
        officials: Annotated[int, number("officials", "n_officials")] = 41,
        examiners: Annotated[int, number("examiners", "n_examiners")] = 5,
        criteria: Annotated[int, number("criteria", "n_criteria")] = 8,
        categories: Annotated[int, number("categories", "n_categories")] = 5,
        per_official: Annotated[int | None, number("per-official", "per_official")] = None,
        halo_sd: Annotated[float, number("halo-sd", "halo_sd")] = 0.7,
        severity_sd: Annotated[float, number("severity-sd", "severity_sd")] = 0.5,
        ability_sd: Annotated[float, number("ability-sd", "ability_sd")] = 1.3,
        drift: Annotated[float, number("drift", "drift_option")] = 0.0,
        days: Annotated[int, number("days", "days_option")] = 3,
        missing: Annotated[float, number("missing", "missing_option")] = 0.0,
        seed: Annotated[int, number("seed", "seed_option")] = 1,
        out: Annotated[Path | None, _option("--out", told=say("simulate_out"), metavar="RATINGS.csv")] = None,
        truth: Annotated[Path | None, _option("--truth", told=say("truth_out"), metavar="TRUTH.json")] = None,
        replications: Annotated[int, number("replications", "replications")] = 0,
        report: Annotated[
            Path | None, _option("--report", told=say("planning_out"), metavar="OUT.json")
        ] = None,
        lang: Annotated[str, _option("--lang", told=say("lang"), metavar="id|en")] = say.language,
    ) -> None:
        from selaras.cli.measuring import simulate as command

        wanted = command.Wanted(
            n_officials=officials,
            n_examiners=examiners,
            n_criteria=criteria,
            n_categories=categories,
            per_official=examiners if per_official is None else per_official,
            halo_sd=halo_sd,
            severity_sd=severity_sd,
            ability_sd=ability_sd,
            drift=drift,
            days=days,
            missing=missing,
            seed=seed,
            n_replications=replications,
            out=out,
            truth=truth,
            report=report,
        )
        raise typer.Exit(command.simulate(wanted, say=say))
