"""``rubric score-table``: every form in, every form out, whole or not at all."""

import csv
import datetime
import gzip
import io
import json
import signal
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from rubric_dsl.tools.batches import to_xlsx, writers
from tests.tools.running import Ran, Run, ran

RUBRIC = """rubric firms
  total 30, published rounded half up to 2 decimals
  excluded if not joined "did not join"
metrics
  events = 活动  count
  judged = 得分率  mark 0 to 10
  joined = 参加  yes/no
a: 20 points
  ≥3 events → 20, −7 per missing, capped
b: 10 points
  judged: judged
"""
HEADING = "企业,活动,得分率,参加,city\n"
ROWS = "甲,2,4.5,是,长沙\n乙,３,10,yes,=1+1\n丙,5,0.255,0,-5\n丁,x,,1,株洲\n"
SCORED = [
    ["企业", "city", "a", "b", "published", "outcome", "reason"],
    ["甲", "长沙", "13", "4.50", "17.50", "scored", ""],
    ["乙", "'=1+1", "20", "10.00", "30.00", "scored", ""],
    ["丙", "-5", "", "", "", "excluded", "did not join"],
    ["丁", "株洲", "", "", "", "error", "events: not a whole number (RB0503); judged: missing (RB0501)"],
]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in an empty folder that has the rubric in it."""
    monkeypatch.chdir(tmp_path)
    Path("r.rubric").write_text(RUBRIC, "utf-8")

    def run(*arguments: str, given: bytes = b"", lang: str = "en") -> Ran:
        env = {"RUBRIC_LANG": lang, "RUBRIC_TRACEBACK": "1"}
        return ran("score-table", "r.rubric", *arguments, given=given, env=env)

    return run


def kept(text: str, name: str = "t.csv", encoding: str = "utf-8") -> str:
    Path(name).write_bytes(text.encode(encoding))
    return name


def there() -> list[str]:
    """The files in the folder."""
    return sorted(path.name for path in Path.cwd().iterdir())


def read(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def columns() -> pa.Table:
    """The same rows as a typed table."""
    return pa.table(
        {
            "企业": pa.array(["甲", "乙", "丙", "丁"]).dictionary_encode(),
            "活动": pa.array([2, 3, 5, None]),
            "得分率": pa.array([4.5, 10, 0.255, None]),
            "参加": pa.array([1, 1, 0, 1]),
            "city": ["长沙", "=1+1", "-5", "株洲"],
        }
    )


# --- what comes in ------------------------------------------------------------------------------------


def test_score_table_csv_rows_keep_their_place_and_say_what_is_wrong(run: Run) -> None:
    ran = run(kept(HEADING + ROWS), "o.csv")
    assert (ran.code, ran.out) == (1, "")
    assert read(Path("o.csv").read_text("utf-8")) == SCORED
    assert "4 rows: 2 scored, 1 excluded, 1 with mistakes" in ran.err
    assert "row 5 (丁), column 活动: " in ran.err
    assert "row 5 (丁), column 得分率: " in ran.err


def test_score_table_speaks_chinese(run: Run) -> None:
    ran = run(kept(HEADING + ROWS), "o.csv", lang="zh")
    assert "共 4 行：已评分 2，不予评分 1，有误 1" in ran.err
    assert "第 5 行（丁）“活动”列：" in ran.err
    assert read(Path("o.csv").read_text("utf-8"))[4][-1].startswith("活动：")


@pytest.mark.parametrize("name", ["t.tsv", "t.csv.gz", "t.jsonl", "t.jsonl.gz", "t.xlsx", "t.parquet", "t"])
def test_score_table_gives_the_same_for_every_form(name: str, run: Run) -> None:
    rows = read(HEADING + ROWS)
    objects = [
        {"企业": "甲", "活动": 2, "得分率": 4.5, "参加": True, "city": "长沙"},
        {"得分率": 10, "企业": "乙", "活动": "３", "参加": "yes", "city": "=1+1"},
        {"企业": "丙", "活动": 5.0, "得分率": 0.255, "参加": 0, "city": "-5"},
        {"企业": "丁", "活动": "x", "参加": 1, "city": "株洲"},
    ]
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects)
    match Path(name).suffixes:
        case [".tsv"]:
            kept(HEADING.replace(",", "\t") + ROWS.replace(",", "\t"), name)
        case [".csv", ".gz"]:
            Path(name).write_bytes(gzip.compress((HEADING + ROWS).encode()))
        case [".jsonl"]:
            kept(lines, name)
        case [".jsonl", ".gz"]:
            Path(name).write_bytes(gzip.compress(lines.encode()))
        case [".xlsx"]:
            book = Workbook(name)
            sheet = book.add_worksheet()
            for place, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell in ("2", "4.5", "10", "5", "0.255"):
                        sheet.write_number(place, column, float(cell))
                    else:
                        sheet.write_string(place, column, cell)
            book.close()
        case [".parquet"]:
            pq.write_table(columns().set_column(1, "活动", pa.array(["2", "３", "5", "x"])), name)
        case []:
            kept(HEADING + ROWS, name)
    more = ["--from", "csv"] if name == "t" else []
    assert run(name, "o.csv", *more).code == 1
    assert read(Path("o.csv").read_text("utf-8")) == SCORED


def test_score_table_reads_standard_input(run: Run) -> None:
    ran = run("-", "-", given=(HEADING + ROWS).encode())
    assert read(ran.out) == SCORED
    assert run("-", "-", "--from", "csv", given=(HEADING + ROWS).encode()).out == ran.out
    line = b'{"events": 3, "judged": 1, "joined": true, "k": 1}\n'
    assert read(run("-", "-", given=line).out)[1] == ["1", "20", "1.00", "21.00", "scored", ""]


def test_score_table_typed_columns_are_taken_as_they_are(run: Run) -> None:
    pq.write_table(columns(), "t.parquet")
    assert run("t.parquet", "o.csv").code == 1
    found = read(Path("o.csv").read_text("utf-8"))
    assert found[:4] == SCORED[:4]
    assert found[4][-1] == "events: missing (RB0501); judged: missing (RB0501)"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_score_table_other_encodings(encoding: str, run: Run) -> None:
    more = [] if encoding == "utf-8-sig" else ["--encoding", encoding]
    assert run(kept(HEADING + ROWS, encoding=encoding), "o.csv", *more).code == 1
    assert read(Path("o.csv").read_text("utf-8")) == SCORED


def test_score_table_of_the_wrong_encoding_says_which_it_may_be(run: Run) -> None:
    ran = run(kept(HEADING + ROWS * 50, encoding="gb18030"), "o.csv")
    assert (ran.code, Path("o.csv").exists()) == (2, False)
    assert "RB0532" in ran.err
    assert "--encoding gb18030" in ran.err
    ran = run(kept(HEADING + ROWS, encoding="gb18030"), "o.csv", "--encoding", "utf-16")
    assert (ran.code, "RB05" in ran.err) == (2, True)


def test_score_table_folder_is_one_table(run: Run) -> None:
    rows = ROWS.splitlines(keepends=True)
    Path("in").mkdir()
    kept(HEADING + "".join(rows[:1]), "in/1.csv")
    kept("city,企业,参加,得分率,活动\n=1+1,乙,yes,10,３\n-5,丙,0,0.255,5\n", "in/2.csv")
    kept(HEADING, "in/3.csv")
    kept(HEADING + "".join(rows[3:]), "in/4.csv")
    kept("", "in/_SUCCESS")
    kept("", "in/.4.csv.crc")
    ran = run("in", "o.csv")
    assert read(Path("o.csv").read_text("utf-8")) == SCORED
    assert "in/4.csv, row 2 (丁), column 活动: " in ran.err


def test_score_table_folder_of_parquet_keeps_types(run: Run) -> None:
    Path("in").mkdir()
    for part in range(3):
        days = pa.array([datetime.date(2024, 1, part + 1)] * 2)
        pq.write_table(
            pa.table({"day of it": days, "events": [part, 3], "judged": [1, 2], "joined": [True, True]}),
            f"in/{part}.parquet",
        )
    assert run("in", "o.parquet").code == 0
    found = pq.read_table("o.parquet")
    assert found.schema.field("day of it").type == pa.date32()
    assert found.column("a").to_pylist() == [0, 20, 6, 20, 13, 20]


@pytest.mark.parametrize(
    ("files", "code", "said"),
    [
        ({}, "RB0662", "no table"),
        ({"a.csv": HEADING + ROWS, "b.jsonl": '{"a": 1}'}, "RB0662", "a.csv, b.jsonl"),
        ({"a.csv": HEADING + ROWS, "b.csv": "企业,活动,得分率,参加,town\n甲,1,1,1,x\n"}, "RB0663", "b.csv"),
        ({"a.csv": HEADING + ROWS, "b.csv": ""}, "RB0531", "b.csv"),
    ],
)
def test_score_table_folder_that_is_no_table(files: dict[str, str], code: str, said: str, run: Run) -> None:
    Path("in").mkdir()
    for name, text in files.items():
        kept(text, f"in/{name}")
    ran = run("in", "o.csv")
    assert ran.code == 2
    assert code in ran.err
    assert said in ran.err


def test_score_table_folder_labels_are_of_one_type(run: Run) -> None:
    Path("in").mkdir()
    rows = {"events": [1], "judged": [1], "joined": [True]}
    pq.write_table(pa.table({"id": [1], **rows}), "in/1.parquet")
    pq.write_table(pa.table({"id": ["a"], **rows}), "in/2.parquet")
    ran = run("in", "o.csv")
    assert (ran.code, "RB0664" in ran.err, "2.parquet" in ran.err) == (2, True, True)
    pq.write_table(
        pa.table({"id": [2], **rows, "events": pa.array(["3"])}), "in/2.parquet"
    )  # a metric may differ
    assert run("in", "o.csv").code == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "RB0531"),
        ("\n\n", "RB0531"),
        ("企业,活动,得分率,参加,企业\n", "RB0549"),
        ("企业,活动,events,得分率,参加\n甲,1,1,1,1\n", "RB0561"),
        ("企业,活动,得分率\n甲,1,1\n", "RB0560"),
        ("企业,events,judgd,joined\n甲,1,1,1\n", "RB0559"),
        ("企业,活动,得分率,参加,outcome\n甲,1,1,1,x\n", "RB0642"),
        ("企业;活动;得分率;参加\n甲;1;1;1\n", "RB0566"),
    ],
)
def test_score_table_that_cannot_be_used(text: str, code: str, run: Run) -> None:
    ran = run(kept(text), "o.csv")
    assert ran.code == 2
    assert code in ran.err
    assert there() == ["r.rubric", "t.csv"]


@pytest.mark.parametrize("name", ["o.csv", "o.jsonl", "o.parquet", "o.xlsx"])
def test_score_table_without_rows_is_a_table_without_rows(name: str, run: Run) -> None:
    ran = run(kept(HEADING), name)
    assert ran.code == 0
    assert "0 rows" in ran.err
    if name == "o.csv":
        assert read(Path(name).read_text("utf-8")) == SCORED[:1]
    if name == "o.parquet":
        assert pq.read_table(name).schema.names == SCORED[0]


def test_score_table_rows_that_cannot_be_read_stay_in_their_place(run: Run) -> None:
    text = HEADING + '甲,2,4.5,是,长沙\n乙,3\n\n丙,5,1,1,a,b\n"丁"x,1,1,1,1\n戊,3,"1,500",1,x\n'
    ran = run(kept(text), "o.csv")
    assert ran.code == 1
    found = read(Path("o.csv").read_text("utf-8"))
    assert [row[-2] for row in found[1:]] == ["scored", "error", "error", "error", "error"]
    assert found[2][-1].endswith("(RB0551)")
    assert found[3][-1].endswith("(RB0550)")
    assert found[4][-1].endswith("(RB0552)")
    assert found[5][-1].endswith("(RB0563)")
    assert [f"row {row}" in ran.err for row in (3, 5, 6, 7)] == [True] * 4
    assert "1500 or 1.500" in ran.err


def test_score_table_damaged_compression_is_refused(run: Run) -> None:
    whole = gzip.compress((HEADING + ROWS * 5000).encode())
    Path("t.csv.gz").write_bytes(whole[: len(whole) // 2])
    ran = run("t.csv.gz", "o.csv")
    assert (ran.code, "RB0660" in ran.err, Path("o.csv").exists()) == (2, True, False)


def test_score_table_id_is_never_a_metric(run: Run) -> None:
    assert run(kept("活动,events,judged,joined\n甲,1,x,1\n"), "o.csv", "--id", "活动").code == 1
    assert read(Path("o.csv").read_text("utf-8"))[0][0] == "活动"
    ran = run("t.csv", "o2.csv", "--id", "企业")
    assert (ran.code, "RB0562" in ran.err) == (2, True)


# --- what goes out ------------------------------------------------------------------------------------


def test_score_table_parquet_keeps_decimals_and_labels(run: Run) -> None:
    pq.write_table(columns(), "t.parquet")
    assert run("t.parquet", "o.parquet", "--exact").code == 1
    found = pq.read_table("o.parquet")
    assert found.schema.field("published").type == pa.decimal128(38, 2)
    assert found.schema.field("a").type == pa.int64()
    assert found.column("企业").type == columns().column("企业").type
    assert found.column("city").to_pylist() == ["长沙", "=1+1", "-5", "株洲"]
    assert found.column("published").to_pylist() == [Decimal("17.50"), Decimal("30.00"), None, None]
    assert found.column("total_num").to_pylist()[:2] == [35, 30]
    assert found.column("total_den").to_pylist()[:2] == [2, 1]


def test_score_table_jsonl_keeps_text_and_numbers(run: Run) -> None:
    line = '{"k": "=1\\n\\"", "n": [1, 2.50], "w": 9007199254740993, "events": 2, "judged": 4.5, "joined": true}\n'
    assert run(kept(line, "t.jsonl"), "o.jsonl", "--exact").code == 0
    told = Path("o.jsonl").read_text("utf-8")
    assert told.count("\n") == 1
    found = json.loads(told, parse_float=Decimal)
    assert found == {
        "k": '=1\n"',
        "n": [1, Decimal("2.50")],
        "w": 9007199254740993,
        "a": 13,
        "b": Decimal("4.50"),
        "published": Decimal("17.50"),
        "total_num": "35",
        "total_den": "2",
        "outcome": "scored",
        "reason": None,
    }


def test_score_table_xlsx_numbers_are_numbers_and_text_is_no_formula(run: Run) -> None:
    assert run(kept(HEADING + ROWS), "o.xlsx").code == 1
    rows = CalamineWorkbook.from_path("o.xlsx").get_sheet_by_index(0).to_python()
    assert rows[0] == SCORED[0]
    assert rows[1] == ["甲", "长沙", 13.0, 4.5, 17.5, "scored", ""]
    assert rows[2][1] == "=1+1"
    assert rows[3][1] == "-5"


def test_score_table_xlsx_longer_numbers_are_text(run: Run) -> None:
    pq.write_table(pa.table({"w": [10**17 + 1], "events": [3], "judged": [1], "joined": [True]}), "t.parquet")
    assert run("t.parquet", "o.xlsx").code == 0
    assert (
        CalamineWorkbook.from_path("o.xlsx").get_sheet_by_index(0).to_python()[1][0] == "100000000000000001"
    )


def test_score_table_xlsx_too_many_rows_are_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(to_xlsx, "ROWS", 4)
    ran = run(kept(HEADING + ROWS), "o.xlsx")
    assert (ran.code, "RB0667" in ran.err) == (2, True)
    assert there() == ["r.rubric", "t.csv"]


@pytest.mark.parametrize("cell", ["=1", "+a", "-b", "@c", "\tx", "\rx", '=HYPERLINK("x","y")'])
@pytest.mark.parametrize("name", ["o.csv", "o.tsv"])
def test_score_table_formulas_are_made_harmless(cell: str, name: str, run: Run) -> None:
    pq.write_table(
        pa.table({cell: [cell, None], "events": [3, 3], "judged": [1, 1], "joined": [True, True]}),
        "t.parquet",
    )
    assert run("t.parquet", name).code == 0
    found = read(Path(name).read_bytes().decode(), "\t" if name == "o.tsv" else ",")
    assert [row[0] for row in found] == ["'" + cell, "'" + cell, ""]


@pytest.mark.parametrize("cell", ["-5", "+1.5e3", "-0", "+8"])
def test_score_table_numbers_as_text_stay(cell: str, run: Run) -> None:
    assert run(kept(f"k,events,judged,joined\n{cell},3,1,1\n"), "o.csv").code == 0
    assert read(Path("o.csv").read_text("utf-8"))[1][0] == cell


def test_score_table_cells_of_every_type_have_a_text(run: Run) -> None:
    labels = {
        "list": pa.array([[1, 2], None]),
        "record": pa.array([{"a": "x"}, None]),
        "moment": pa.array([datetime.datetime(2024, 1, 2, 3, 4, 5), None], pa.timestamp("s")),
        "float": pa.array([0.1, None]),
        "small": pa.array([0.1, None], pa.float32()),
        "wide": pa.array([Decimal("12345678901234567890.50"), None], pa.decimal256(60, 2)),
        "truth": pa.array([True, None]),
        'quo"te, and': pa.array(['a"b,c\nd', None]),
    }
    rows = {"events": [3, 3], "judged": [1, 1], "joined": [True, True]}
    pq.write_table(pa.table({**labels, **rows}), "t.parquet")
    for name in ("o.csv", "o.jsonl", "o.xlsx", "o.parquet"):
        assert run("t.parquet", name).code == 0
    found = read(Path("o.csv").read_text("utf-8"))
    assert found[1][:4] == ["[1, 2]", '{"a": "x"}', "2024-01-02 03:04:05.000", "0.1"]
    assert found[1][4:8] == ["0.1", "12345678901234567890.50", "true", 'a"b,c\nd']
    assert found[2][:8] == [""] * 8
    assert json.loads(Path("o.jsonl").read_text("utf-8").splitlines()[0])["record"] == {"a": "x"}
    kept_columns: Any = pq.read_table("o.parquet").select(list(labels))
    assert kept_columns.equals(pq.read_table("t.parquet").select(list(labels)))


def test_score_table_bytes_are_for_parquet_alone(run: Run) -> None:
    pq.write_table(pa.table({"raw": [b"x"], "events": [3], "judged": [1], "joined": [True]}), "t.parquet")
    ran = run("t.parquet", "o.csv")
    assert (ran.code, "RB0666" in ran.err) == (2, True)
    assert run("t.parquet", "-").code == 2
    assert run("t.parquet", "o.parquet").code == 0


def test_score_table_standard_output_forms(run: Run) -> None:
    name = kept(HEADING + ROWS)
    assert read(run(name, "-").out) == SCORED
    assert read(run(name, "-", "--to", "tsv").out, "\t") == SCORED
    assert json.loads(run(name, "-", "--to", "jsonl").out.splitlines()[1])["city"] == "=1+1"
    assert run(name, "-", "--to", "parquet").code == 2


@pytest.mark.parametrize(
    ("package", "target"), [("pyarrow", "o.csv"), ("numpy", "-"), ("xlsxwriter", "o.xlsx")]
)
def test_score_table_without_a_package_says_what_to_install(
    package: str, target: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    ran = run(kept(HEADING + ROWS), target)
    assert (ran.code, ran.out) == (2, "")
    assert "pip install 'rubric-dsl[table]'" in ran.err


def test_score_table_threads_change_nothing(run: Run) -> None:
    before = pa.cpu_count()
    try:
        for threads in ("1", "3"):
            assert run(kept(HEADING + ROWS * 500), f"{threads}.csv", "--threads", threads).code == 1
    finally:
        pa.set_cpu_count(before)
    assert Path("1.csv").read_bytes() == Path("3.csv").read_bytes()


def test_score_table_writer_that_fails_leaves_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writers.CsvWriter, "write", full)
    with pytest.raises(OSError, match="No space left"):
        run(kept(HEADING + ROWS), "o.csv")
    assert there() == ["r.rubric", "t.csv"]


def test_score_table_quiet_says_nothing(run: Run) -> None:
    ran = run(kept(HEADING + ROWS), "o.csv", "--quiet")
    assert (ran.code, ran.out, ran.err) == (1, "", "")


def test_score_table_compares_subjects(run: Run) -> None:
    Path("r.rubric").write_text(
        "rubric prices\n  total 10, published rounded half up to 1 decimal\nmetrics\n  price  amount from 1\n"
        "a: 10 points\n  least of price among all / price × 10, at most 10\n",
        "utf-8",
    )
    assert run(kept("k,price\na,100\nb,80\n"), "o.csv").code == 0
    assert [row[-3] for row in read(Path("o.csv").read_text("utf-8"))[1:]] == ["8.0", "10.0"]
    ran = run(kept("k,price\na,100\nb,x\nc,1,2\n"), "o2.csv")
    assert ran.code == 1
    assert [row[-2] for row in read(Path("o2.csv").read_text("utf-8"))[1:]] == ["error"] * 3


# --- whole or not at all ------------------------------------------------------------------------------


def test_score_table_does_not_write_over_what_is_there(run: Run) -> None:
    name = kept(HEADING + ROWS)
    kept("mine", "o.csv")
    ran = run(name, "o.csv")
    assert (ran.code, "RB0665" in ran.err, "--force" in ran.err) == (2, True, True)
    assert Path("o.csv").read_text() == "mine"
    assert run(name, "o.csv", "--force").code == 1
    assert read(Path("o.csv").read_text("utf-8")) == SCORED


@pytest.mark.parametrize("target", ["t.csv", "./t.csv", "link.csv"])
def test_score_table_never_writes_over_what_it_reads(target: str, run: Run) -> None:
    name = kept(HEADING + ROWS)
    Path("link.csv").symlink_to("t.csv")
    ran = run(name, target, "--force")
    assert (ran.code, "RB0665" in ran.err) == (2, True)
    assert Path(name).read_text("utf-8") == HEADING + ROWS


@pytest.mark.parametrize(
    ("target", "said"),
    [("in/o.csv", "RB0665"), ("no/o.csv", "RB0665"), ("in", "RB0668"), ("o.xls", "RB0668"), ("o", "RB0668")],
)
def test_score_table_places_that_nothing_is_written_to(target: str, said: str, run: Run) -> None:
    Path("in").mkdir()
    kept(HEADING + ROWS, "in/t.csv")
    ran = run("in", target)
    assert (ran.code, said in ran.err) == (2, True)


def test_score_table_mistake_on_the_way_leaves_nothing(run: Run) -> None:
    kept("old", "o.csv")
    Path("t.csv").write_bytes((HEADING + ROWS).encode() * 1 + b"\xff" + (ROWS * 1000).encode())
    ran = run("t.csv", "o.csv", "--force")
    assert (ran.code, "RB0532" in ran.err) == (2, True)
    assert Path("o.csv").read_text() == "old"
    assert there() == ["o.csv", "r.rubric", "t.csv"]


def started(*arguments: str) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-c",
        "from rubric_dsl.tools.cli import main; main()",
        "score-table",
        "r.rubric",
    ]
    return subprocess.Popen([*command, *arguments], stdin=subprocess.PIPE, stderr=subprocess.PIPE)


def in_the_middle(process: subprocess.Popen[bytes]) -> None:
    """Feed it until it has begun to write, and do not end the input."""
    assert process.stdin is not None
    process.stdin.write(HEADING.encode())
    deadline = time.monotonic() + 60
    while not Path(".o.csv.part").exists():
        assert time.monotonic() < deadline
        process.stdin.write(ROWS.encode() * 1000)
        process.stdin.flush()
    process.stdin.write(ROWS.encode() * 1000)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_score_table_interrupted_leaves_nothing(number: int, code: int, run: Run) -> None:
    process = started("-", "o.csv", "--from", "csv")
    in_the_middle(process)
    process.send_signal(number)
    _, told = process.communicate(timeout=60)
    assert process.returncode == code, told
    assert b"Traceback" not in told
    assert there() == ["r.rubric"]


def test_score_table_killed_leaves_the_place_free(run: Run) -> None:
    process = started("-", "o.csv", "--from", "csv")
    in_the_middle(process)
    ran = run(kept(HEADING + ROWS), "o.csv")
    assert (ran.code, "RB0669" in ran.err) == (2, True)
    process.kill()
    process.communicate(timeout=60)
    assert not Path("o.csv").exists()
    assert run("t.csv", "o.csv").code == 1
    assert read(Path("o.csv").read_text("utf-8")) == SCORED
    assert there() == ["o.csv", "r.rubric", "t.csv"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_score_table_full_disk_is_no_traceback(run: Run) -> None:
    name = kept(HEADING + ROWS)
    with Path("/dev/full").open("wb") as full:
        command = [
            sys.executable,
            "-c",
            "from rubric_dsl.tools.cli import main; main()",
            "score-table",
            "r.rubric",
            name,
            "-",
        ]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert done.returncode == 2
    assert b"No space left" in done.stderr
