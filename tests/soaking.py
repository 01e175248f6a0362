"""What a long run of the generated tests did, as a page of the docs: its seed, and how many examples each saw.

A plugin for ``make soak``: ``-p tests.soaking --soak-report docs/soak.md``.
"""

from __future__ import annotations

import platform
import re
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

_COUNTS = re.compile(r"(\d+) passing\D*, (\d+) failing\D*, \D*(\d+) invalid")
_STATISTICS = "statistics of examples"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak-report", metavar="FILE", help="where the page goes")


_begun = pytest.StashKey[float]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_begun] = time.time()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: Any, call: Any) -> Any:
    """Let each test's counts come along with its report, from another process too."""
    outcome = yield
    if call.when == "call" and hasattr(item, "hypothesis_statistics"):
        outcome.get_result().user_properties.append((_STATISTICS, item.hypothesis_statistics))


def counted(text: str) -> tuple[int, int]:
    """Examples that passed, and examples that did not fit their test, in what Hypothesis tells of a test."""
    found = _COUNTS.findall(text)
    return sum(int(passed) for passed, _, _ in found), sum(int(invalid) for _, _, invalid in found)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    path = config.getoption("--soak-report")
    if not path:
        return
    rows: list[tuple[str, int, int, str]] = []
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, ()):
            told = [str(value) for name, value in report.user_properties if name == _STATISTICS]
            if told:
                file, _, name = report.nodeid.partition("::")
                place = f"{Path(file).relative_to('tests').as_posix()} · {name.removeprefix('test_').replace('_', ' ')}"
                rows.append((place, *counted("\n".join(told)), outcome))
    minutes = (time.time() - config.stash[_begun]) / 60
    Path(path).write_text(page(sorted(rows), config.getoption("--hypothesis-seed"), minutes), "utf-8")


def page(rows: list[tuple[str, int, int, str]], seed: object, minutes: float) -> str:
    """The page."""
    total = sum(passed for _, passed, _, _ in rows)
    failed = sum(outcome == "failed" for _, _, _, outcome in rows)
    today = datetime.now(UTC).date().isoformat()
    lines = [
        "# The last long run of the generated tests",
        "",
        "`make soak` runs every generated test with many examples that no run before it had, and writes this page.",
        "`make soak EXAMPLES=1000 SEED=7` takes so many for each test, from that seed.",
        "",
        f"{today}, Python {platform.python_version()}, seed {seed}: **{total:,} examples** in {len(rows)} tests, of which "
        f"{failed} failed, in {minutes:,.0f} minutes.",
        "An example is mostly a generated rubric with several subjects, rows or texts; of some, the test finds before it",
        "begins that they do not fit it.",
        "",
        "| test | examples | did not fit | |",
        "|---|---:|---:|---|",
        *(f"| {place} | {passed:,} | {invalid:,} | {outcome} |" for place, passed, invalid, outcome in rows),
        "",
    ]
    return "\n".join(lines)
