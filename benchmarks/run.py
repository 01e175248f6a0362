"""One command for every speed figure: ``python benchmarks/run.py [--quick] [--json FILE] [--check]``.

Prints one table. Every figure is taken against a yardstick in the same run, in turns with it (see
timing.py): scoring against the annex written by hand, starting up against a bare interpreter, loading a
rubric of 1,000 or 10,000 criteria against one of 100. Before a clock runs, all ways of scoring must agree on
all subjects.
"""

from __future__ import annotations

import argparse
import compileall
import json
import platform
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any, Final

from generated_rubrics import Generated, generated
from handwritten import published, score_annex_1, score_annex_1_fraction
from schemes import SCHEMES, made_up
from subjects import subjects
from timing import Contender, Measured, commands_interleaved, interleaved, once

ROOT: Final = Path(__file__).resolve().parent.parent
ANNEX: Final = ROOT / "rubrics" / "hunan-2023" / "annex-1.rubric"
SAMPLE: Final = ROOT / "rubrics" / "hunan-2023" / "sample-city.yaml"
SUBJECTS: Final = 200
SEED: Final = 2023


@dataclass(frozen=True)
class Figure:
    """One line of the table: a time, what it is compared with, and the target where there is one.

    ``value`` is the compared figure as a number: a ratio, or milliseconds more than the bare interpreter's.
    """

    what: str
    time: str
    compared: str
    value: float
    target: str = ""
    met: bool | None = None


@dataclass(frozen=True)
class Effort:
    """How long to measure: rounds of turns, and the sizes of the generated rubrics."""

    scoring_rounds: int
    process_rounds: int
    load_rounds: int
    sizes: tuple[int, ...]


FULL: Final = Effort(scoring_rounds=101, process_rounds=25, load_rounds=3, sizes=(100, 1_000, 10_000))
QUICK: Final = Effort(scoring_rounds=21, process_rounds=7, load_rounds=1, sizes=(100, 1_000))


def scoring(effort: Effort) -> list[Figure]:
    """One subject of annex 1, whole marks: by hand, through the library, and with fractions throughout."""
    import rubric_dsl

    rubric = rubric_dsl.load(ANNEX)
    cohort = list(subjects("annex-1", seed=SEED, count=SUBJECTS))
    for subject in cohort:
        by_hand = score_annex_1(subject)
        result = rubric.evaluate(subject)
        answers = {
            "score": rubric.score(subject),
            "evaluate": result.published,
            "to_dict": Decimal(result.to_dict()["total"]["published"]),
            "fractions": published(score_annex_1_fraction(subject)),
        }
        for way, answer in answers.items():
            if answer != by_hand:
                sys.exit(
                    f"{way} gives {answer}, the code by hand {by_hand}: nothing to time. Subject: {subject}"
                )

    def over_the_cohort(name: str, score: Callable[[dict[str, Any]], object]) -> Contender:
        def run() -> None:
            for subject in cohort:
                score(subject)

        return Contender(name, run, len(cohort))

    score, evaluate = rubric.score, rubric.evaluate
    ways: dict[str, tuple[Callable[[dict[str, Any]], object], float | None]] = {
        "annex 1 by hand, scaled integers": (score_annex_1, 1.0),
        "rubric.score(metrics)": (score, 1.3),
        "rubric.evaluate(metrics)": (evaluate, 6.0),
        "rubric.evaluate(metrics).to_dict()": (lambda subject: evaluate(subject).to_dict(), 40.0),
        "annex 1 by hand, fractions throughout": (score_annex_1_fraction, None),
    }
    contenders = [over_the_cohort(name, way) for name, (way, _) in ways.items()]
    measured = interleaved(contenders, effort.scoring_rounds)
    return [_ratio_figure(one, ways[one.name][1]) for one in measured]


def schemes(effort: Effort) -> list[Figure]:
    """One subject of other published schemes: by hand, and through the library."""
    import rubric_dsl

    figures = []
    for name, (file, by_hand, make) in SCHEMES.items():
        rubric = rubric_dsl.load(file)
        cohort = list(made_up(make, seed=SEED, count=SUBJECTS))
        for subject in cohort:
            answers = rubric.score(subject), by_hand(subject)
            if answers[0] != answers[1]:
                sys.exit(f"{name}: {answers[0]}, by hand {answers[1]}: nothing to time. Subject: {subject}")

        def over_the_cohort(
            score: Callable[[dict[str, Any]], object], cohort: list[dict[str, Any]] = cohort
        ) -> None:
            for subject in cohort:
                score(subject)

        ways = {f"{name}: by hand": by_hand, f"{name}: rubric.score(metrics)": rubric.score}
        contenders = [
            Contender(way, partial(over_the_cohort, score), len(cohort)) for way, score in ways.items()
        ]
        measured = interleaved(contenders, effort.scoring_rounds)
        figures += [_ratio_figure(one, target) for one, target in zip(measured, (1.0, 1.5), strict=True)]
    return figures


def _ratio_figure(measured: Measured, target: float | None) -> Figure:
    spread = f"{measured.ratio:.2f}× ({measured.lower_quartile:.2f}–{measured.upper_quartile:.2f})"
    is_yardstick = target == 1.0
    return Figure(
        what=measured.name,
        time=f"{measured.nanoseconds / 1000:.2f} µs",
        compared="1.00×" if is_yardstick else spread,
        value=measured.ratio,
        target=f"≤ {target:g}×" if target and not is_yardstick else "",
        met=measured.ratio <= target if target and not is_yardstick else None,
    )


def starting(effort: Effort) -> list[Figure]:
    """Whole processes over a bare interpreter: the import alone, and the command on one subject."""
    script = shutil.which("rubric", path=str(Path(sys.executable).parent))
    if script is None:
        sys.exit("the command `rubric` is not installed beside this Python: pip install -e .")
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        'python -c "import rubric_dsl"': [sys.executable, "-c", "import rubric_dsl"],
        "rubric score annex-1.rubric sample-city.yaml": [script, "score", str(ANNEX), str(SAMPLE)],
    }
    targets = (None, 80.0, 250.0)
    times = commands_interleaved(list(commands.values()), effort.process_rounds)
    figures = []
    for name, own, target in zip(commands, times, targets, strict=True):
        over = median(mine - bare for mine, bare in zip(own, times[0], strict=True))
        figures.append(
            Figure(
                what=name,
                time=f"{median(own):.0f} ms",
                compared="bare" if target is None else f"{over:+.0f} ms",
                value=over,
                target="" if target is None else f"≤ +{target:.0f} ms",
                met=None if target is None else over <= target,
            )
        )
    return figures


def laying_out(effort: Effort) -> list[Figure]:
    """What `rubric fmt` does once it has started: 100 criteria of which every line changes, or none does."""
    from rubric_dsl import format_text

    untidy = generated(100).text.replace("  ", "   ").replace("→", "->")
    tidy = format_text(untidy)
    if format_text(tidy) != tidy or tidy == untidy:
        sys.exit("what is laid out is not as it was meant to be: nothing to time")
    figures = []
    for what, text in (("every line changes", untidy), ("no line changes", tidy)):
        own = median(once(partial(format_text, text)) for _ in range(effort.scoring_rounds))
        figures.append(
            Figure(
                what=f"lay out 100 criteria, {what}",
                time=f"{own:.0f} ms",
                compared="",
                value=own,
                target="≤ 100 ms",
                met=own <= 100,
            )
        )
    return figures


def loading(effort: Effort) -> list[Figure]:
    """Text to first score, for generated rubrics; growth: time a criterion over that of the smallest."""
    import rubric_dsl

    def make_ready(rubric: Generated) -> None:
        total = rubric_dsl.loads(rubric.text, name="generated").score(rubric.full_marks)
        if total != rubric.total:
            sys.exit(f"a generated rubric gives {total}, not {rubric.total}: nothing to time")

    rubrics = {size: generated(size) for size in effort.sizes}
    make_ready(generated(10))  # makes or reads the parser
    times: dict[int, list[float]] = {size: [] for size in effort.sizes}
    for _ in range(effort.load_rounds):
        for size, rubric in rubrics.items():
            # A small rubric is loaded several times, so that its time is as steady as a large one's.
            again = max(1, 1_000 // size)
            times[size] += [once(partial(make_ready, rubric)) for _ in range(again)]
    least = median(times[effort.sizes[0]]) / effort.sizes[0]
    figures = []
    for size, own in times.items():
        per_criterion = median(own) / size
        figures.append(
            Figure(
                what=f"load and first score, {size:,} criteria",
                time=f"{median(own):,.0f} ms",
                compared=f"{1000 * per_criterion:.0f} µs a criterion, {per_criterion / least:.2f}×",
                value=per_criterion / least,
            )
        )
    return figures


def table(figures: list[Figure]) -> str:
    """The figures as aligned text: names to the left, numbers to the right."""
    verdicts = {True: "met", False: "MISSED", None: ""}
    rows = [("what", "time", "compared (quartiles)", "target", "")]
    rows += [(one.what, one.time, one.compared, one.target, verdicts[one.met]) for one in figures]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for what, *numbers, verdict in rows:
        cells = [number.rjust(width) for number, width in zip(numbers, widths[1:], strict=False)]
        lines.append("  ".join((what.ljust(widths[0]), *cells, verdict)).rstrip())
    return "\n".join(lines)


def main() -> int:
    """Measure, print, save; 1 where ``--check`` was asked for and a target is missed."""
    parser = argparse.ArgumentParser(description="Speed of rubric_dsl against code written by hand.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, no rubric of 10,000 criteria")
    parser.add_argument("--json", type=Path, metavar="FILE", help="save the figures as JSON as well")
    parser.add_argument("--check", action="store_true", help="exit with 1 where a target is missed")
    arguments = parser.parse_args()
    specification = find_spec("rubric_dsl")
    if specification is None or not specification.submodule_search_locations:
        sys.exit("rubric_dsl is not installed for this Python: pip install -e .")
    for place in specification.submodule_search_locations:
        compileall.compile_dir(place, quiet=1)
    effort = QUICK if arguments.quick else FULL
    figures = [*scoring(effort), *schemes(effort), *starting(effort), *laying_out(effort), *loading(effort)]
    print(f"Python {platform.python_version()}, {platform.machine()}, {SUBJECTS} subjects, seed {SEED}")
    print(table(figures))
    if arguments.json:
        document = {
            "python": platform.python_version(),
            "machine": platform.machine(),
            "quick": arguments.quick,
            "figures": [asdict(figure) for figure in figures],
        }
        text = json.dumps(document, ensure_ascii=False, indent=2)
        arguments.json.write_text(text + "\n", encoding="utf-8")
    return 1 if arguments.check and any(figure.met is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
