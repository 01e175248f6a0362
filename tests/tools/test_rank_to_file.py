"""``rubric rank RUBRIC TABLE OUT``: the ranking that is shown, in a file of any form; whole or not at all."""

import csv
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from rubric_dsl.tools.batches import ranking
from tests.tools.running import Ran, Run, ran

RUBRIC = """rubric firms
  total 30, published rounded half up to 0 decimals
  ranked by total, then price from the lowest
  excluded if not joined "did not join" "没有参加"
metrics
  events = 活动  count
  judged = 得分率  mark 0 to 10
  price = 报价  amount from 1
  joined = 参加  yes/no
a: 20 points
  ≥3 events → 20, −7 per missing, capped
b: 10 points
  judged: judged
"""
HEADING = "企业,活动,得分率,报价,参加,city\n"
ROWS = (
    "甲,2,4.5,1,是,长沙\n乙,３,10,2,yes,=1+1\n丙,5,0.255,3,0,-5\n丁,x,,1,1,株洲\n"
    "戊,3,9.9,1,1,\n己,3,10,2,1,\n庚,3,10,1,1,\n辛,3\n"
)
RANKED = [
    ["rank", "企业", "city", "published", "outcome", "reason"],
    ["1", "庚", "", "30", "scored", ""],
    ["2", "乙", "'=1+1", "30", "scored", ""],
    ["2", "己", "", "30", "scored", ""],
    ["4", "戊", "", "30", "scored", ""],
    ["5", "甲", "长沙", "18", "scored", ""],
    ["", "丙", "-5", "", "excluded", "did not join"],
    ["", "丁", "株洲", "", "error", "events: not a whole number (RB0503); judged: missing (RB0501)"],
]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in an empty folder that has the rubric and the table in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(ranking, "LOT", 3)
    Path("r.rubric").write_text(RUBRIC, "utf-8")
    Path("t.csv").write_text(HEADING + ROWS, "utf-8")

    def run(*arguments: str, given: bytes = b"", lang: str = "en") -> Ran:
        env = {"RUBRIC_LANG": lang, "RUBRIC_TRACEBACK": "1"}
        return ran("rank", "r.rubric", *arguments, given=given, env=env)

    return run


def there() -> list[str]:
    return sorted(path.name for path in Path.cwd().iterdir())


def read(path: str) -> list[list[str]]:
    return list(csv.reader(Path(path).read_text("utf-8").splitlines()))


def test_rank_to_file_has_the_ranking_that_is_shown(run: Run) -> None:
    ran = run("t.csv", "o.csv")
    assert (ran.code, ran.out) == (1, "")
    assert read("o.csv")[:-1] == RANKED
    assert read("o.csv")[-1][:5] == ["", "", "", "", "error"]
    assert read("o.csv")[-1][-1].endswith("(RB0551)")
    assert "8 rows: 5 scored, 1 excluded, 2 with mistakes" in ran.err
    assert "row 5 (丁), column 活动: " in ran.err
    assert there() == ["o.csv", "r.rubric", "t.csv"]
    shown = list(csv.DictReader(run("t.csv", "--format", "csv").out.splitlines()))
    for row, due in zip(shown, csv.DictReader(Path("o.csv").read_text("utf-8").splitlines()), strict=True):
        assert {**row, "reason": ""} == {**due, "reason": ""}


def test_rank_to_file_speaks_chinese(run: Run) -> None:
    ran = run("t.csv", "o.csv", lang="zh")
    assert "共 8 行：已评分 5，不予评分 1，有误 2" in ran.err
    assert read("o.csv")[6][-1] == "没有参加"
    assert read("o.csv")[7][-1].startswith("活动：")


@pytest.mark.parametrize("name", ["o.jsonl", "o.parquet", "o.xlsx", "o.csv.gz", "o.tsv"])
def test_rank_to_file_writes_every_form(name: str, run: Run) -> None:
    assert run("t.csv", name, "--exact").code == 1
    names = [*RANKED[0][:4], "total_num", "total_den", *RANKED[0][4:]]
    match name:
        case "o.parquet":
            found = pq.read_table(name)
            assert found.schema.names == names
            assert found["rank"].to_pylist() == [1, 2, 2, 4, 5, None, None, None]
            assert found["total_num"].to_pylist()[3:6] == [299, 35, None]
        case "o.jsonl":
            rows = [json.loads(line) for line in Path(name).read_text("utf-8").splitlines()]
            assert list(rows[0]) == names
            assert [row["企业"] for row in rows] == [*"庚乙己戊甲丙丁", None]
        case "o.xlsx":
            rows = CalamineWorkbook.from_path(name).get_sheet_by_index(0).to_python()
            assert rows[0] == names
            assert rows[2][:4] == [2.0, "乙", "=1+1", 30.0]
        case _:
            assert Path(name).stat().st_size


def test_rank_to_file_reads_standard_input_and_folders(run: Run) -> None:
    assert run("-", "o.csv", given=(HEADING + ROWS).encode()).code == 1
    Path("in").mkdir()
    for number, row in enumerate(ROWS.splitlines()):
        Path("in", f"{number}.csv").write_text(HEADING + row + "\n", "utf-8")
    assert run("in", "p.csv").code == 1
    assert [row[:-1] for row in read("p.csv")] == [row[:-1] for row in read("o.csv")]


def test_rank_to_file_without_rows(run: Run) -> None:
    Path("t.csv").write_text(HEADING, "utf-8")
    assert run("t.csv", "o.csv").code == 0
    assert read("o.csv") == RANKED[:1]


def test_rank_to_file_compares_subjects(run: Run) -> None:
    Path("r.rubric").write_text(
        "rubric prices\n  total 10, published rounded half up to 1 decimal\nmetrics\n  price  amount from 1\n"
        "a: 10 points\n  least of price among all / price × 10, at most 10\n",
        "utf-8",
    )
    Path("t.csv").write_text("k,price\na,100\nb,80\nc,80\n", "utf-8")
    assert run("t.csv", "o.csv").code == 0
    assert [row[:3] for row in read("o.csv")[1:]] == [
        ["1", "b", "10.0"],
        ["1", "c", "10.0"],
        ["3", "a", "8.0"],
    ]


def test_rank_to_file_options_that_do_not_go_together(run: Run) -> None:
    for wrong in (["--force"], ["--threads", "1"], ["o.csv", "--format", "json"], ["-"]):
        ran = run("t.csv", *wrong)
        assert (ran.code, "Error: " in ran.err) == (2, True)
    assert there() == ["r.rubric", "t.csv"]


@pytest.mark.parametrize(
    ("text", "target", "code"),
    [
        ("rank,活动,得分率,报价,参加\n1,1,1,1,1\n", "o.csv", "RB0642"),
        ("企业,活动,得分率,参加\n甲,1,1,1\n", "o.csv", "RB0560"),
        (HEADING, "t.csv", "RB0665"),
        (HEADING, "old.csv", "RB0665"),
        (HEADING, "o", "RB0668"),
    ],
)
def test_rank_to_file_that_cannot_be(text: str, target: str, code: str, run: Run) -> None:
    Path("old.csv").write_text("mine")
    Path("t.csv").write_text(text, "utf-8")
    ran = run("t.csv", target)
    assert (ran.code, code in ran.err) == (2, True)
    assert there() == ["old.csv", "r.rubric", "t.csv"]
    assert Path("old.csv").read_text() == "mine"


def test_rank_to_file_writes_over_what_is_there_when_asked(run: Run) -> None:
    Path("o.csv").write_text("old")
    assert run("t.csv", "o.csv", "--force", "--threads", "2").code == 1
    assert read("o.csv")[:-1] == RANKED


@pytest.mark.parametrize("package", ["pyarrow", "numpy", "duckdb"])
def test_rank_to_file_without_a_package(package: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    ran = run("t.csv", "o.csv")
    assert (ran.code, "pip install 'rubric-dsl[table]'" in ran.err) == (2, True)


def test_rank_to_file_without_room_leaves_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "MEMORY", "1MB")
    Path("t.csv").write_text(HEADING + ROWS * 2000, "utf-8")
    with pytest.raises(OSError, match="memory"):
        run("t.csv", "o.csv")
    assert there() == ["r.rubric", "t.csv"]


def test_rank_to_file_mistake_on_the_way_leaves_nothing(run: Run) -> None:
    Path("t.csv").write_bytes((HEADING + ROWS).encode() + b"\xff" + (ROWS * 1000).encode())
    ran = run("t.csv", "o.csv")
    assert (ran.code, "RB0532" in ran.err) == (2, True)
    assert there() == ["r.rubric", "t.csv"]


def started() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from rubric_dsl.tools.cli import main; main()", "rank", "r.rubric"]
    return subprocess.Popen(
        [*command, "-", "o.csv", "--from", "csv"], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )


def in_the_middle(process: subprocess.Popen[bytes]) -> None:
    """Feed it until rows wait on the disk, and do not end the input."""
    assert process.stdin is not None
    process.stdin.write(HEADING.encode())
    waiting, deadline = Path(".o.csv.rows", "rows"), time.monotonic() + 60
    while not waiting.exists():
        assert time.monotonic() < deadline
        process.stdin.write(ROWS.encode() * 1000)
        process.stdin.flush()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_rank_to_file_interrupted_leaves_nothing(number: int, code: int, run: Run) -> None:
    process = started()
    in_the_middle(process)
    process.send_signal(number)
    _, told = process.communicate(timeout=60)
    assert process.returncode == code, told
    assert b"Traceback" not in told
    assert there() == ["r.rubric", "t.csv"]


def test_rank_to_file_killed_leaves_the_place_free(run: Run) -> None:
    process = started()
    in_the_middle(process)
    ran = run("t.csv", "o.csv")
    assert (ran.code, "RB0669" in ran.err) == (2, True)
    process.kill()
    process.communicate(timeout=60)
    assert not Path("o.csv").exists()
    assert run("t.csv", "o.csv").code == 1
    assert read("o.csv")[:-1] == RANKED
    assert there() == ["o.csv", "r.rubric", "t.csv"]


def test_rank_to_file_broken_sorting_is_no_mistake_of_ours(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise duckdb.IOException("no space left on device")

    monkeypatch.setattr(ranking.duckdb, "connect", broken)
    with pytest.raises(OSError, match="no space left"):
        run("t.csv", "o.csv")
    assert there() == ["r.rubric", "t.csv"]


def test_rank_to_file_keeps_the_types_of_labels(run: Run) -> None:
    label = pa.array(["b", "a", None]).dictionary_encode()
    pq.write_table(
        pa.table(
            {"k": label, "events": [1, 2, 3], "judged": [1, 1, 1], "price": [1, 1, 1], "joined": [True] * 3}
        ),
        "t.parquet",
    )
    assert run("t.parquet", "o.parquet").code == 0
    found = pq.read_table("o.parquet")
    assert found.schema.field("k").type == label.type
    assert found["k"].to_pylist() == [None, "a", "b"]
