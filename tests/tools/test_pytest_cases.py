"""The plugin for pytest, in a project of somebody else."""

from __future__ import annotations

import pytest

from tests.tools.small_cases import CASES, RUBRIC

pytest_plugins = ["pytester"]


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """The plugin by its module, whether or not the package's entry point is installed."""
    plugin = ("-p", "no:rubric_dsl", "-p", "rubric_dsl.tools.pytest_cases", "-p", "no:cacheprovider")
    return pytester.runpytest_subprocess(*plugin, *arguments)


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("RUBRIC_LANG", "en")
    for name, text in (("small.rubric", RUBRIC), ("small.zh.rubric", RUBRIC), ("small.cases.yaml", CASES)):
        (pytester.path / name).write_text(text, "utf-8")
    return pytester


def test_a_case_under_a_spelling_is_a_test_and_fails_with_its_account(project: pytest.Pytester) -> None:
    done = run(project)
    done.assert_outcomes(passed=2, failed=2)
    done.stdout.fnmatch_lines(
        [
            "*_ three [[]small.rubric[]] _*",
            "work  expected 20  got 15",
            "*4 − 3 = 1 missing*",
            "FAILED small.cases.yaml::three [[]small.rubric[]] - work  expected 20  got 15",
        ]
    )
    done.stdout.no_fnmatch_line("*Traceback*")


def test_a_case_can_be_picked_by_its_name(project: pytest.Pytester) -> None:
    run(project, "-k", "more").assert_outcomes(passed=2, deselected=2)


def test_a_mistake_in_a_rubric_is_one_error_of_collection(project: pytest.Pytester) -> None:
    (project.path / "small.rubric").write_text(RUBRIC.replace("events → 20", "evnts → 20"), "utf-8")
    done = run(project)
    done.assert_outcomes(errors=1)
    done.stdout.fnmatch_lines(["*error RB0* at *small.rubric:6:*", "*evnts*"])


def test_a_mistake_in_the_cases_is_told(project: pytest.Pytester) -> None:
    (project.path / "small.cases.yaml").write_text(CASES.replace("rubric:", "rubrik:"), "utf-8")
    done = run(project)
    done.assert_outcomes(errors=1)
    done.stdout.fnmatch_lines(["*RB0571*"])


def test_a_file_of_somebody_else_is_left_alone(pytester: pytest.Pytester) -> None:
    (pytester.path / "other.cases.yaml").write_text("- name: no rubric is near\n", "utf-8")
    assert run(pytester).ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_language_is_that_of_the_environment(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUBRIC_LANG", "zh")
    run(project).stdout.fnmatch_lines(["work  应为 20  实为 15"])
