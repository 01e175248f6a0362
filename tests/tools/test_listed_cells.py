"""Lists in files of values and in cells of tables."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import rubric_dsl as rd
from rubric_dsl.tools.cli import main
from rubric_dsl.tools.listed_cells import from_cell

RUBRIC = """\
rubric lists
  total 40, published rounded half up to 2 decimals
metrics
  marks list of 1 to 9 mark 0 to 20
  honours = 荣誉 list of at most 4
    level = 级别 count from 0 to 3
    shared yes/no
    project text
panel: 20 points
  mean of marks
prizes: 20 points
  sum of level over honours where (not shared), at most 20
"""


@pytest.mark.parametrize(
    ("cell", "entries"),
    [
        ("18; 17.5；19", [18, Decimal("17.5"), 19]),
        ("[18, 17.5]", [18, Decimal("17.5")]),
        ([18, "１７.５"], [18, Decimal("17.5")]),
        ("18", [18]),
        ("[18", "[18"),
        ("eighteen; 3", ["eighteen", 3]),
        (7, 7),
    ],
)
def test_cell_of_numbers_is_read_or_left(cell: object, entries: object) -> None:
    listed = rd.loads(RUBRIC).metrics["marks"].entries
    assert listed is not None
    assert from_cell(listed, cell) == entries


def test_cell_of_records_is_json() -> None:
    listed = rd.loads(RUBRIC).metrics["honours"].entries
    assert listed is not None
    cell = '[{"级别": "2", "shared": "否", "project": "12"}, 5]'
    assert from_cell(listed, cell) == [{"级别": 2, "shared": False, "project": "12"}, 5]
    assert from_cell(listed, "2; 3") == "2; 3"


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit):
        main(list(arguments))
    captured = capsys.readouterr()
    return captured.out + captured.err


def test_lists_are_scored_from_yaml_json_and_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rubric = tmp_path / "lists.rubric"
    rubric.write_text(RUBRIC, "utf-8")
    (tmp_path / "m.yaml").write_text(
        "marks: [18, 17.5, 19]\n荣誉:\n- {级别: 3, shared: no, project: a}\n- {level: 2, shared: yes, project: a}\n",
        "utf-8",
    )
    (tmp_path / "m.json").write_text('{"marks": [18, 17.5, 19], "honours": []}', "utf-8")
    (tmp_path / "t.csv").write_text(
        'name,marks,honours\nA,18; 17.5; 19,"[{""level"": 3, ""shared"": false, ""project"": ""a""}]"\nB,20,[]\nC,25,[]\n',
        "utf-8",
    )
    assert said(capsys, "score", str(rubric), str(tmp_path / "m.yaml")).strip() == "21.17"
    assert said(capsys, "score", str(rubric), str(tmp_path / "m.json")).strip() == "18.17"
    ranked = said(capsys, "rank", str(rubric), str(tmp_path / "t.csv"), "--format", "csv", "--lang", "en")
    assert "1,A,21.17" in ranked
    assert "2,B,20.00" in ranked
    assert "“marks[1]” is 25, and it may not be above 20" in ranked
