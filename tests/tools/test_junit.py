"""``rubric test --junit``: what a CI server reads of the worked cases."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from rubric_dsl.tools.cli import cli
from tests.tools.small_cases import CASES, RUBRIC


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "small.rubric").write_text(RUBRIC, "utf-8")
    (tmp_path / "small.cases.yaml").write_text(CASES, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["test", *arguments, "--junit", "out.xml", "--lang", "en"])


def suites(folder: Path) -> list[ET.Element]:
    return list(ET.parse(folder / "out.xml").getroot())


def test_each_case_is_a_test_and_a_failure_has_the_account(folder: Path) -> None:
    assert run("small.rubric").exit_code == 1
    (suite,) = suites(folder)
    assert suite.attrib == {"name": "small.cases.yaml", "tests": "2", "failures": "1", "errors": "0"}
    first, second = suite
    assert first.attrib == {"classname": "small.rubric", "name": "all <of> it & “more”", "line": "3", "file": "small.cases.yaml"}
    assert not list(first)
    (failure,) = second
    assert failure.tag == "failure"
    assert failure.get("message") == "work  expected 20  got 15"
    assert failure.text is not None
    assert failure.text.splitlines()[1] == ""
    assert "4 − 3 = 1 missing; 20 − 1 × 5 = 15" in failure.text.replace("\u00a0", " ")


def test_cases_that_cannot_be_run_are_one_error_with_all_messages(folder: Path) -> None:
    (folder / "small.rubric").write_text(RUBRIC.replace("events → 20", "evnts → 20"), "utf-8")
    (folder / "whole.rubric").write_text(RUBRIC, "utf-8")
    (folder / "whole.cases.yaml").write_text(CASES.replace("rubric: small", "rubric: whole"), "utf-8")
    assert run(".").exit_code == 2
    broken, whole = suites(folder)
    assert (broken.get("tests"), broken.get("errors"), broken.get("failures")) == ("1", "1", "0")
    error = broken.find("testcase/error")
    assert error is not None and error.text is not None
    assert "evnts" in error.text
    assert (whole.get("tests"), whole.get("failures")) == ("2", "1")


def test_a_folder_without_cases_is_an_error_too(folder: Path) -> None:
    (folder / "empty").mkdir()
    assert run("empty").exit_code == 2
    (suite,) = suites(folder)
    assert suite.get("errors") == "1"
    assert "RB0583" in ET.tostring(suite, "unicode")


def test_each_rubric_that_is_named_has_its_suite_and_a_broken_one_hides_no_other(folder: Path) -> None:
    (folder / "small.zh.rubric").write_text(RUBRIC.replace("events → 20", "evnts → 20"), "utf-8")
    assert run("small.rubric", "small.zh.rubric").exit_code == 2
    first, second = suites(folder)
    assert [case.get("classname") for case in first] == ["small.rubric"] * 2
    assert (first.get("tests"), first.get("failures"), first.get("errors")) == ("2", "1", "0")
    assert (second.get("tests"), second.get("failures"), second.get("errors")) == ("1", "0", "1")


def test_control_characters_do_not_break_the_document(folder: Path) -> None:
    (folder / "small.cases.yaml").write_text(CASES.replace("name: three", 'name: "bell \\a"'), "utf-8")
    run("small.rubric")
    (suite,) = suites(folder)
    assert suite[1].get("name", "").startswith("bell")
