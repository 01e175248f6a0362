"""``rubric score``: one subject's published total, or the whole account of it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import click
from attrs import evolve, frozen

from rubric_dsl.errors import ExcludedError
from rubric_dsl.source.diagnostics import Diagnostic, in_order
from rubric_dsl.source.naming import in_chinese
from rubric_dsl.tools.metrics_file import MetricsFile, metrics_from_stream, read_metrics
from rubric_dsl.tools.terminal import (
    SAID_NO,
    UNUSABLE,
    completed_rubric,
    for_people,
    lang_option,
    language,
    rubric_named,
    stopped,
    table_named,
)

if TYPE_CHECKING:
    from rubric_dsl.facade import Rubric
    from rubric_dsl.inputs.columns import MetricLike
    from rubric_dsl.result import Format
    from rubric_dsl.tools.subject import RubricLike


@click.command("score")
@click.argument("rubric", shell_complete=completed_rubric)
@click.argument("metrics", type=click.Path(allow_dash=True))
@click.option(
    "--from",
    "written",
    type=click.Choice(["yaml", "json"]),
    help="How METRICS is written, where its name does not say. [default for standard input: yaml]",
)
@click.option("--explain", is_flag=True, help="Show how every point was given and lost.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown", "html"]),
    default="text",
    show_default=True,
    help="How to write it. All but text always hold the whole account.",
)
@click.option(
    "--cohort",
    metavar="TABLE",
    type=click.Path(allow_dash=True),
    help="All subjects, for a rubric that compares them: a table as `rubric rank` takes it, - too.",
)
@lang_option
def command(
    rubric: str,
    metrics: str,
    written: str | None,
    explain: bool,
    form: Format,
    cohort: str | None,
    lang: str | None,
) -> None:
    """Score one subject by a RUBRIC (a file or a built-in name).

    METRICS is a .yaml or .json file with one value for each metric; - reads YAML from standard input, or
    JSON with --from json.
    Prints the published total alone unless more is asked for.

    \b
    Examples:
      rubric score hunan-2023/annex-1 changsha.yaml
      rubric score annex-1.rubric changsha.json --explain --lang zh
      rubric score annex-1.rubric - --format json < changsha.yaml > changsha-score.json
      curl -s https://example.org/changsha | rubric score annex-1.rubric - --from json

    Exit code 1 where the metrics are refused or the subject is excluded.
    """
    from rubric_dsl.tools.subject import evaluator

    reader = language(lang)
    rule = rubric_named(rubric, reader)
    if metrics == cohort == "-":
        raise click.UsageError("only one of METRICS and --cohort can come from standard input")
    if metrics == "-":
        file = metrics_from_stream(sys.stdin.buffer, written)
    else:
        file = read_metrics(metrics, written)
    texts = {file.name: file.text} if file.text else {}
    if file.diagnostics and not file.values:
        stopped(UNUSABLE, file.diagnostics, texts, reader)
    plain = form == "text" and not explain
    asked: RubricLike[Any] = _Scorer(rule) if plain else rule
    if cohort is not None:
        from rubric_dsl.tools.among import Among, cohort_in

        all_of_them = cohort_in(rule, table_named(cohort))
        if isinstance(all_of_them, tuple):
            stopped(UNUSABLE, all_of_them, texts, reader)
        asked = Among(rule.metrics, all_of_them)
    result = evaluator(asked)(file.values)
    if file.diagnostics:
        # a value that cannot be read at all is told once, together with what else is wrong
        refused = () if not isinstance(result, tuple) else _placed(result, file, rule.metrics)
        told = {one.span for one in file.diagnostics}
        others = [one for one in refused if one.span not in told]
        stopped(UNUSABLE, in_order([*file.diagnostics, *others]), texts, reader)
    if isinstance(result, tuple):
        stopped(SAID_NO, _placed(result, file, rule.metrics), texts, reader)
    if explain and form == "text" and for_people():
        from rubric_dsl.rendering.terminal import write

        write(result.account(reader), sys.stdout)
    elif explain or form != "text":
        click.echo(result.explain(format=form, lang=reader))
    elif result.outcome == "scored":
        click.echo(f"{result.published:f}")
    else:
        said = f"不予评分：{in_chinese(result.reason)}" if reader == "zh" else f"excluded: {result.reason}"
        click.echo(said, err=True)
    raise click.exceptions.Exit(0 if result.outcome == "scored" else SAID_NO)


@frozen
class _Total:
    """A published total, which is all that is asked for."""

    published: Decimal | None
    total: Fraction | None = None
    outcome: str = "scored"
    reason: str | None = None


@frozen
class _Scorer:
    """A rubric that is asked for its totals alone: what an account needs is not made."""

    rubric: Rubric

    @property
    def metrics(self) -> Mapping[str, MetricLike]:
        return self.rubric.metrics

    def evaluate(self, metrics: Mapping[str, object], /) -> _Total:
        try:
            return _Total(self.rubric.score(metrics))
        except ExcludedError as excluded:
            return _Total(None, None, "excluded", excluded.reason)


def _placed(
    mistakes: Iterable[Diagnostic], file: MetricsFile, metrics: Mapping[str, MetricLike]
) -> Iterator[Diagnostic]:
    """The mistakes, each at the line of the file that it is about."""
    from rubric_dsl.tools.subject import whole_metric

    for one in mistakes:
        name = str(one.facts.get("alias") or whole_metric(one))
        names = (name, *metrics[name].aliases) if name in metrics else (name,)
        places = file.places if name in metrics else file.names
        yield evolve(one, span=next((places[known] for known in names if known in places), None))
